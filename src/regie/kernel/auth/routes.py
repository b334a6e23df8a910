"""REST of accounts: signing in and out, users, sessions, tokens, the first administrator."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from regie.kernel.auth.authenticator import COOKIE, Authenticator, actor_of, address_of
from regie.kernel.auth.models import User
from regie.kernel.auth.permissions import permissions_of
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

router = APIRouter(prefix="/api", tags=["accounts"])
EVERYBODY = "*"


def _accounts(connection: HTTPConnection) -> Accounts:
    return cast(Accounts, connection.app.state.accounts)


Service = Annotated[Accounts, Depends(_accounts)]
Oneself = Annotated[Actor, allow("account.own")]
OwnTokens = Annotated[Actor, allow("tokens.own")]
Administrator = Annotated[Actor, allow("users.write")]


# -- signing in --------------------------------------------------------------------------------------------------------


@router.post("/auth/login")
async def login(accounts: Service, request: Request, body: Login) -> TokenAnswer:
    """A token for programs, good for `auth.jwtLifetime` seconds."""
    user = await accounts.check_password(body.username, body.password, address_of(request))
    token, expires = await accounts.give_jwt(actor_of(user, "jwt", address_of(request)), user)
    return TokenAnswer(token=token, expires_at=expires, user=UserAnswer.model_validate(user))


@router.post("/auth/session", status_code=201)
async def open_session(accounts: Service, request: Request, response: Response, body: Login) -> SessionAnswer:
    """Sign a browser in: its session is a cookie that scripts cannot read."""
    _authenticator(request).check_origin(request)
    user = await accounts.check_password(body.username, body.password, address_of(request))
    return await _signed_in(accounts, request, response, user)


@router.get("/auth/session")
async def show_session(accounts: Service, request: Request, caller: Oneself) -> SessionAnswer:
    """Who is signed in, and what they may."""
    user = await accounts.user(caller.user_id or "")
    csrf = csrf_of(request.cookies[COOKIE]) if caller.session_id else None
    return _session_answer(accounts, user, csrf, caller.permissions)


@router.delete("/auth/session", status_code=204)
async def close_session(accounts: Service, response: Response, caller: Oneself) -> None:
    """Sign this browser out."""
    if caller.session_id:
        await accounts.sessions.end(caller, caller.session_id, owner=caller.user_id)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


@router.get("/auth/sessions")
async def list_sessions(
    accounts: Service,
    caller: Oneself,
    user_id: Annotated[str | None, Query(alias="userId", description="Another user's, or * for everybody's.")] = None,
) -> list[SessionRow]:
    """Browsers in which somebody is signed in; one's own, unless an administrator asks for others'."""
    found = await accounts.sessions.all(_whose(caller, user_id, "sessions.any"))
    return [SessionRow.model_validate(row).model_copy(update={"current": row.id == caller.session_id}) for row in found]


@router.delete("/auth/sessions/{session_id}", status_code=204)
async def end_session(accounts: Service, caller: Oneself, session_id: str) -> None:
    """Sign a browser out; one's own, unless an administrator does."""
    await accounts.sessions.end(caller, session_id, owner=None if caller.may("sessions.any") else caller.user_id)


@router.put("/auth/password")
async def change_password(accounts: Service, caller: Oneself, body: PasswordChange) -> UserAnswer:
    """One's own password. All other sessions and all JWTs end; API tokens stay."""
    return UserAnswer.model_validate(await accounts.change_own_password(caller, body.current, body.new))


# -- the first administrator -------------------------------------------------------------------------------------------


@router.get("/setup")
async def show_setup(accounts: Service) -> SetupState:
    """Whether the first administrator is still to be named."""
    return SetupState(needed=await accounts.needs_setup())


@router.post("/setup", status_code=201)
async def set_up(accounts: Service, request: Request, response: Response, body: Setup) -> SessionAnswer:
    """Name the first administrator, with the code that the server printed, and sign them in."""
    _authenticator(request).check_origin(request)
    new = NewUser(username=body.username, password=body.password, email=body.email)
    stranger = Actor(None, "setup", "ADMIN", system().how, address_of(request))
    user = await accounts.set_up(stranger, body.code, new)
    return await _signed_in(accounts, request, response, user)


# -- users -------------------------------------------------------------------------------------------------------------


@router.get("/users", dependencies=[allow("users.read")])
async def list_users(accounts: Service) -> list[UserAnswer]:
    """Everybody, by name."""
    return [UserAnswer.model_validate(user) for user in await accounts.users()]


@router.post("/users", status_code=201)
async def add_user(accounts: Service, caller: Administrator, body: NewUser) -> UserAnswer:
    """Add somebody."""
    return UserAnswer.model_validate(await accounts.add(caller, body))


@router.get("/users/{user_id}", dependencies=[allow("users.read")])
async def show_user(accounts: Service, user_id: str) -> UserAnswer:
    """Somebody, by id, name or e-mail address."""
    return UserAnswer.model_validate(await accounts.user(user_id))


@router.put("/users/{user_id}")
async def change_user(accounts: Service, caller: Administrator, user_id: str, body: UserChange) -> UserAnswer:
    """Change somebody: a new password, or being switched off, signs them out everywhere."""
    return UserAnswer.model_validate(await accounts.change(caller, user_id, body))


@router.delete("/users/{user_id}", status_code=204)
async def delete_user(accounts: Service, caller: Administrator, user_id: str) -> None:
    """Remove somebody, with their sessions and tokens."""
    await accounts.delete(caller, user_id)


# -- API tokens --------------------------------------------------------------------------------------------------------


@router.get("/tokens")
async def list_tokens(
    accounts: Service,
    caller: OwnTokens,
    user_id: Annotated[str | None, Query(alias="userId", description="Another user's, or * for everybody's.")] = None,
) -> list[TokenRow]:
    """API tokens; one's own, unless an administrator asks for others'."""
    found = await accounts.tokens.all(_whose(caller, user_id, "tokens.any"))
    return [TokenRow.model_validate(token) for token in found]


@router.post("/tokens", status_code=201)
async def make_token(accounts: Service, caller: OwnTokens, body: NewToken) -> MadeToken:
    """Make an API token for oneself. This answer alone holds it."""
    token, secret = await accounts.tokens.create(caller, caller.user_id or "", body.name, body.scopes, body.expires_at)
    return MadeToken(**TokenRow.model_validate(token).model_dump(), token=secret)


@router.delete("/tokens/{token_id}", status_code=204)
async def revoke_token(accounts: Service, caller: OwnTokens, token_id: str) -> None:
    """End an API token for good; one's own, unless an administrator does."""
    await accounts.tokens.revoke(caller, token_id, owner=None if caller.may("tokens.any") else caller.user_id)


# -- inside ------------------------------------------------------------------------------------------------------------


def _authenticator(request: Request) -> Authenticator:
    return cast(Authenticator, request.app.state.authenticator)


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
