"""REST of accounts: signing in and out, users, sessions, tokens, the first administrator."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from regie.kernel.auth.authenticator import COOKIE, Authenticator, actor_of, address_of
from regie.kernel.auth.models import User
from regie.kernel.auth.permissions import Role, permissions_of
from regie.kernel.auth.schemas import (
    Login,
    MadeToken,
    NewToken,
    NewUser,
    PasswordChange,
    SessionAnswer,
    SessionRow,
    Setup,
    SetupState,
    TokenAnswer,
    TokenRow,
    UserAnswer,
    UserChange,
)
from regie.kernel.auth.service import Accounts
from regie.kernel.auth.sessions import csrf_of
from regie.kernel.http.callers import Actor, system
from regie.kernel.http.deps import MissingPermission, allow
from regie.kernel.http.ranks import ranked

EVERYBODY = "*"
Oneself = Annotated[Actor, allow("account.own")]
OwnTokens = Annotated[Actor, allow("tokens.own")]
Administrator = Annotated[Actor, allow("users.write")]
SessionSort = Literal["-lastSeenAt", "lastSeenAt", "-createdAt", "createdAt"]
UserSort = Literal["username", "-username", "role", "-lastLoginAt", "lastLoginAt", "-createdAt", "createdAt"]
TokenSort = Literal["-createdAt", "createdAt", "name", "-name", "-lastUsedAt", "lastUsedAt"]
OfUser = Annotated[str | None, Query(alias="userId", description="Another user's, or * for everybody's.")]


def routes(accounts: Accounts, authenticator: Authenticator) -> APIRouter:
    """`/api/auth`, `/api/setup`, `/api/users` and `/api/tokens`."""
    api = APIRouter(prefix="/api", tags=["accounts"])
    api.include_router(_signing_in(accounts, authenticator))
    api.include_router(_own_sessions(accounts))
    api.include_router(_first_administrator(accounts, authenticator))
    api.include_router(_users(accounts))
    api.include_router(_tokens(accounts))
    return api


def _signing_in(accounts: Accounts, authenticator: Authenticator) -> APIRouter:
    """Signing in and out."""
    api = APIRouter()

    @api.post("/auth/login")
    async def login(request: Request, body: Login) -> TokenAnswer:
        """A token for programs, good for `auth.jwtLifetime` seconds."""
        user = await accounts.check_password(body.username, body.password, address_of(request))
        token, expires = await accounts.give_jwt(actor_of(user, "jwt", address_of(request)), user)
        return TokenAnswer(token=token, expires_at=expires, user=UserAnswer.model_validate(user))

    @api.post("/auth/session", status_code=201)
    async def open_session(request: Request, response: Response, body: Login) -> SessionAnswer:
        """Sign a browser in: its session is a cookie that scripts cannot read."""
        authenticator.check_origin(request)
        user = await accounts.check_password(body.username, body.password, address_of(request))
        return await _signed_in(accounts, request, response, user)

    @api.get("/auth/session")
    async def get_session(request: Request, caller: Oneself) -> SessionAnswer:
        """Who is signed in, and what they may."""
        user = await accounts.user(caller.user_id or "")
        csrf = csrf_of(request.cookies[COOKIE]) if caller.session_id else None
        return _session_answer(accounts, user, csrf, caller.permissions)

    @api.delete("/auth/session", status_code=204)
    async def close_session(response: Response, caller: Oneself) -> None:
        """Sign this browser out."""
        if caller.session_id:
            await accounts.sessions.end(caller, caller.session_id, owner=caller.user_id)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")

    return api


def _own_sessions(accounts: Accounts) -> APIRouter:
    """The browsers in which one is signed in, and the password."""
    api = APIRouter()

    @api.get("/auth/sessions")
    async def list_sessions(
        caller: Oneself,
        user_id: OfUser = None,
        sort: SessionSort = "-lastSeenAt",
    ) -> list[SessionRow]:
        """Browsers in which somebody is signed in; one's own, unless an administrator asks for others'."""
        found = await accounts.sessions.all(_whose(caller, user_id, "sessions.any"))
        rows = [
            SessionRow.model_validate(row).model_copy(update={"current": row.id == caller.session_id}) for row in found
        ]
        return ranked(rows, sort, lastSeenAt=lambda row: row.last_seen_at, createdAt=lambda row: row.created_at)

    @api.delete("/auth/sessions/{session_id}", status_code=204)
    async def end_session(caller: Oneself, session_id: str) -> None:
        """Sign a browser out; one's own, unless an administrator does."""
        await accounts.sessions.end(caller, session_id, owner=None if caller.may("sessions.any") else caller.user_id)

    @api.put("/auth/password")
    async def change_password(caller: Oneself, body: PasswordChange) -> UserAnswer:
        """One's own password. All other sessions and all JWTs end; API tokens stay."""
        return UserAnswer.model_validate(await accounts.change_own_password(caller, body.current, body.new))

    return api


def _first_administrator(accounts: Accounts, authenticator: Authenticator) -> APIRouter:
    """The first administrator."""
    api = APIRouter()

    @api.get("/setup")
    async def get_setup() -> SetupState:
        """Whether the first administrator is still to be named."""
        return SetupState(needed=await accounts.needs_setup())

    @api.post("/setup", status_code=201)
    async def set_up(request: Request, response: Response, body: Setup) -> SessionAnswer:
        """Name the first administrator, with the code that the server printed, and sign them in."""
        authenticator.check_origin(request)
        new = NewUser(username=body.username, password=body.password, email=body.email)
        stranger = Actor(None, "setup", "ADMIN", system().how, address_of(request))
        user = await accounts.set_up(stranger, body.code, new)
        return await _signed_in(accounts, request, response, user)

    return api


def _users(accounts: Accounts) -> APIRouter:
    """Users."""
    api = APIRouter()

    @api.get("/users", dependencies=[allow("users.read")])
    async def list_users(
        role: Role | None = None,
        disabled: bool | None = None,
        q: Annotated[str | None, Query(description="Part of a name or of an e-mail address.")] = None,
        sort: UserSort = "username",
    ) -> list[UserAnswer]:
        """Everybody, by name."""
        found = [
            user
            for user in (UserAnswer.model_validate(user) for user in await accounts.users())
            if role in (None, user.role)
            and disabled in (None, user.disabled)
            and (q or "").casefold() in f"{user.username} {user.email or ''}".casefold()
        ]
        return ranked(
            found,
            sort,
            username=lambda user: user.username.casefold(),
            role=lambda user: user.role.value,
            lastLoginAt=lambda user: user.last_login_at,
            createdAt=lambda user: user.created_at,
        )

    @api.post("/users", status_code=201)
    async def add_user(caller: Administrator, body: NewUser) -> UserAnswer:
        """Add somebody."""
        return UserAnswer.model_validate(await accounts.add(caller, body))

    @api.get("/users/{user_id}", dependencies=[allow("users.read")])
    async def get_user(user_id: str) -> UserAnswer:
        """Somebody, by id, name or e-mail address."""
        return UserAnswer.model_validate(await accounts.user(user_id))

    @api.put("/users/{user_id}")
    async def change_user(caller: Administrator, user_id: str, body: UserChange) -> UserAnswer:
        """Change somebody: a new password, or being switched off, signs them out everywhere."""
        return UserAnswer.model_validate(await accounts.change(caller, user_id, body))

    @api.delete("/users/{user_id}", status_code=204)
    async def delete_user(caller: Administrator, user_id: str) -> None:
        """Remove somebody, with their sessions and tokens."""
        await accounts.delete(caller, user_id)

    return api


def _tokens(accounts: Accounts) -> APIRouter:
    """API tokens."""
    api = APIRouter()

    @api.get("/tokens")
    async def list_tokens(
        caller: OwnTokens,
        user_id: OfUser = None,
        revoked: bool | None = None,
        sort: TokenSort = "-createdAt",
    ) -> list[TokenRow]:
        """API tokens; one's own, unless an administrator asks for others'."""
        found = await accounts.tokens.all(_whose(caller, user_id, "tokens.any"))
        rows = [TokenRow.model_validate(token) for token in found]
        return ranked(
            [row for row in rows if revoked in (None, row.revoked_at is not None)],
            sort,
            name=lambda row: row.name.casefold(),
            createdAt=lambda row: row.created_at,
            lastUsedAt=lambda row: row.last_used_at,
        )

    @api.post("/tokens", status_code=201)
    async def make_token(caller: OwnTokens, body: NewToken) -> MadeToken:
        """Make an API token for oneself. This answer alone holds it."""
        token, secret = await accounts.tokens.create(
            caller, caller.user_id or "", body.name, body.scopes, body.expires_at
        )
        return MadeToken(**TokenRow.model_validate(token).model_dump(), token=secret)

    @api.delete("/tokens/{token_id}", status_code=204)
    async def revoke_token(caller: OwnTokens, token_id: str) -> None:
        """End an API token for good; one's own, unless an administrator does."""
        await accounts.tokens.revoke(caller, token_id, owner=None if caller.may("tokens.any") else caller.user_id)

    return api


def _whose(caller: Actor, user_id: str | None, permission: str) -> str | None:
    """Whose rows are asked for; nothing means everybody's."""
    if user_id in (None, caller.user_id):
        return caller.user_id
    if not caller.may(permission):
        raise MissingPermission(f"This needs the right «{permission}».", permission=permission)
    return None if user_id == EVERYBODY else user_id


async def _signed_in(accounts: Accounts, request: Request, response: Response, user: User) -> SessionAnswer:
    caller = actor_of(user, "session", address_of(request))
    cookie, _ = await accounts.sessions.open(
        caller, user, agent=request.headers.get("user-agent"), former=request.cookies.get(COOKIE)
    )
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, cookie, path="/", httponly=True, samesite="lax", secure=secure)
    return _session_answer(accounts, user, csrf_of(cookie), permissions_of(user.role))


def _session_answer(accounts: Accounts, user: User, csrf: str | None, permissions: frozenset[str]) -> SessionAnswer:
    return SessionAnswer(
        user=UserAnswer.model_validate(user),
        csrf=csrf,
        permissions=sorted(permissions),
        timeout=accounts.settings.session_timeout,
    )
