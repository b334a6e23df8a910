"""Accounts on the wire. Nothing here ever answers a password, a digest, or a token but the one just made."""

from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field, StringConstraints

from regie.kernel.auth.permissions import Role
from regie.kernel.wire import Incoming, Instant, Wire, shown

Username = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=64, pattern=r"^\w([\w .'-]*\w)?$"),
    Field(description="Letters, digits, spaces and .'-; unique however capitals are written."),
]
Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Password = Annotated[str, StringConstraints(max_length=1000), Field(json_schema_extra={"format": "password"})]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


USER = {"id": "0199c0de-0000-7000-8000-000000000001", "username": "ana", "email": "ana@example.org", "role": "ADMIN",
        "disabled": False, "createdAt": "2026-03-01T09:00:00.000Z", "updatedAt": "2026-03-01T09:00:00.000Z",
        "lastLoginAt": "2026-03-02T07:58:12.000Z"}  # fmt: skip
TOKEN = {"id": "0199c0de-0000-7000-8000-000000000061", "userId": "0199c0de-0000-7000-8000-000000000001",
         "name": "home automation", "prefix": "regie_3fK9", "scopes": ["cameras.read", "jobs.run"],
         "createdAt": "2026-03-01T09:10:00.000Z", "lastUsedAt": "2026-03-02T08:00:03.000Z", "expiresAt": None,
         "revokedAt": None}  # fmt: skip


class Login(Incoming):
    """A user's name or e-mail address, and the password."""

    model_config = shown({"username": "ana", "password": "correct horse battery staple"})

    username: Annotated[str, StringConstraints(max_length=254)]
    password: Password


class NewUser(Incoming):
    """Somebody to add."""

    model_config = shown(
        {"username": "leo", "password": "another long sentence", "email": "leo@example.org", "role": "EDITOR"}
    )

    username: Username
    password: Password
    email: Email | None = None
    role: Role = Role.VIEWER
    disabled: bool = False


class UserChange(Incoming):
    """What somebody shall be from now on; a password that is left out stays."""

    model_config = shown({"username": "leo", "email": "leo@example.org", "role": "VIEWER", "disabled": False})

    computed: ClassVar[frozenset[str]] = frozenset({"id", "createdAt", "updatedAt", "lastLoginAt"})

    username: Username
    email: Email | None = None
    role: Role
    disabled: bool = False
    password: Password | None = None


class UserAnswer(Wire):
    """Somebody who may sign in."""

    model_config = shown(USER)

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

    model_config = shown(
        {"token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…", "expiresAt": "2026-03-02T09:00:00.000Z", "user": USER}
    )

    token: str
    expires_at: Instant
    user: UserAnswer


class SessionAnswer(Wire):
    """Who is signed in. Requests that change something send `csrf` as the header X-CSRF-Token."""

    model_config = shown(
        {"user": USER, "csrf": "q8m0Vb3tR2", "permissions": ["cameras.read", "cameras.write"], "timeout": 3600}
    )

    user: UserAnswer
    csrf: str | None
    """Null for a caller with a token, who needs none."""
    permissions: list[str]
    timeout: int
    """Seconds without use after which the session ends."""


class SessionRow(Wire):
    """A browser in which somebody is signed in."""

    model_config = shown(
        {
            "id": "0199c0de-0000-7000-8000-000000000062",
            "userId": "0199c0de-0000-7000-8000-000000000001",
            "createdAt": "2026-03-02T07:58:12.000Z",
            "lastSeenAt": "2026-03-02T08:12:44.000Z",
            "expiresAt": "2026-03-02T09:12:44.000Z",
            "userAgent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
            "address": "192.168.1.20",
            "current": True,
        }
    )

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

    model_config = shown({"current": "correct horse battery staple", "new": "an even longer sentence"})

    current: Password
    new: Password


class NewToken(Incoming):
    """An API token to make."""

    model_config = shown(
        {"name": "home automation", "scopes": ["cameras.read", "jobs.run"], "expiresAt": "2027-03-01T00:00Z"}
    )

    name: Name
    scopes: Annotated[list[str], Field(max_length=50)] = Field(default_factory=lambda: ["*"])
    expires_at: AwareDatetime | None = None


class TokenRow(Wire):
    """An API token, without the token."""

    model_config = shown(TOKEN)

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

    model_config = shown(TOKEN | {"token": "regie_3fK9…"})

    token: str


class SetupState(Wire):
    """Whether the first administrator is still to be named."""

    model_config = shown({"needed": True})

    needed: bool


class Setup(Incoming):
    """The first administrator."""

    model_config = shown(
        {"code": "K7QF-9M2X", "username": "ana", "password": "correct horse battery staple", "email": "ana@example.org"}
    )

    code: Annotated[str, StringConstraints(max_length=100), Field(description="As printed by the server.")]
    username: Username
    password: Password
    email: Email | None = None
