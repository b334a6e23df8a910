"""Accounts on the wire. Nothing here ever answers a password, a digest, or a token but the one just made."""

from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field, StringConstraints

from regie.kernel.auth.permissions import Role
from regie.kernel.wire import Incoming, Instant, Wire

Username = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=64, pattern=r"^\w([\w .'-]*\w)?$"),
    Field(description="Letters, digits, spaces and .'-; unique however capitals are written."),
]
Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Password = Annotated[str, StringConstraints(max_length=1000), Field(json_schema_extra={"format": "password"})]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Login(Incoming):
    """A user's name or e-mail address, and the password."""

    username: Annotated[str, StringConstraints(max_length=254)]
    password: Password


class NewUser(Incoming):
    """Somebody to add."""

    username: Username
    password: Password
    email: Email | None = None
    role: Role = Role.VIEWER
    disabled: bool = False


class UserChange(Incoming):
    """What somebody shall be from now on; a password that is left out stays."""

    computed: ClassVar[frozenset[str]] = frozenset({"id", "createdAt", "updatedAt", "lastLoginAt"})

    username: Username
    email: Email | None = None
    role: Role
    disabled: bool = False
    password: Password | None = None


class UserAnswer(Wire):
    """Somebody who may sign in."""

    id: str
    username: str
    email: str | None
    role: Role
    disabled: bool
    created_at: Instant
    updated_at: Instant
    last_login_at: Instant | None


class TokenAnswer(Wire):
    """A JWT: send it as `Authorization: Bearer …`."""

    token: str
    expires_at: Instant
    user: UserAnswer


class SessionAnswer(Wire):
    """Who is signed in. Requests that change something send `csrf` as the header X-CSRF-Token."""

    user: UserAnswer
    csrf: str | None
    """Null for a caller with a token, who needs none."""
    permissions: list[str]
    timeout: int
    """Seconds without use after which the session ends."""


class SessionRow(Wire):
    """A browser in which somebody is signed in."""

    id: str
    user_id: str
    created_at: Instant
    last_seen_at: Instant
    expires_at: Instant
    user_agent: str | None
    address: str | None
    current: bool = False


class PasswordChange(Incoming):
    """One's own password."""

    current: Password
    new: Password


class NewToken(Incoming):
    """An API token to make."""

    name: Name
    scopes: Annotated[list[str], Field(max_length=50)] = Field(default_factory=lambda: ["*"])
    expires_at: AwareDatetime | None = None


class TokenRow(Wire):
    """An API token, without the token."""

    id: str
    user_id: str
    name: str
    prefix: str
    scopes: list[str]
    created_at: Instant
    last_used_at: Instant | None
    expires_at: Instant | None
    revoked_at: Instant | None


class MadeToken(TokenRow):
    """The only answer that ever holds the token itself."""

    token: str


class SetupState(Wire):
    """Whether the first administrator is still to be named."""

    needed: bool


class Setup(Incoming):
    """The first administrator."""

    code: Annotated[str, StringConstraints(max_length=100), Field(description="As printed by the server.")]
    username: Username
    password: Password
    email: Email | None = None
