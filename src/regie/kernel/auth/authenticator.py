"""
Finds out who is behind a request or a WebSocket.

Three ways in: a JWT or an API token as `Authorization: Bearer`, or the console's cookie; the command line beside the
server brings the token of the data folder. A WebSocket of a program that cannot set headers may carry `?token=`, which
is taken out of the request before anybody can log it. A browser sends cookies by itself, also for pages of others: so
with a cookie everything that changes something needs the CSRF token in a header, and an `Origin`, when there is one,
must be ours.
"""

from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import HTTPConnection

from regie.kernel.auth.errors import CsrfRefused, InvalidAccess
from regie.kernel.auth.local import PREFIX as LOCAL
from regie.kernel.auth.local import LocalToken
from regie.kernel.auth.models import User
from regie.kernel.auth.permissions import permissions_of
from regie.kernel.auth.service import Accounts
from regie.kernel.auth.sessions import is_csrf_of
from regie.kernel.auth.tokens import PREFIX
from regie.kernel.http.callers import EVERYTHING, Actor

COOKIE = "regie_session"
CSRF_HEADER = "x-csrf-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Authenticator:
    """What `regie.kernel.http.deps` asks."""

    def __init__(self, accounts: Accounts, local: LocalToken | None = None) -> None:
        self._accounts = accounts
        self._local = local
        self._origins = {_authority(origin) for origin in accounts.settings.origins}

    async def caller(self, connection: HTTPConnection) -> Actor | None:
        """Who asks; nothing when the request names nobody. A token that is not good is an error."""
        token = _bearer(connection)
        if token is not None:
            return await self._by_token(token, address_of(connection))
        cookie = connection.cookies.get(COOKIE)
        return await self._by_cookie(connection, cookie) if cookie else None

    def check_origin(self, connection: HTTPConnection) -> None:
        """Refuse what a page of somebody else sent."""
        origin = connection.headers.get("origin")
        if origin is None:
            return
        ours = {_authority(f"//{connection.headers.get('host', '')}"), *self._origins} - {""}
        if _authority(origin) not in ours:  # a page without an address of its own says «null»
            raise CsrfRefused("It comes from another site. Behind a proxy, name the console's address in auth.origins.")

    async def _by_token(self, token: str, address: str | None) -> Actor:
        if token.startswith(LOCAL):
            if self._local is None or not self._local.matches(token):
                raise InvalidAccess
            return Actor(None, "command line", "ADMIN", "cli", address, EVERYTHING)
        if not token.startswith(PREFIX):
            return actor_of(await self._accounts.user_of_jwt(token), "jwt", address)
        found = await self._accounts.tokens.find(token)
        if found is None:
            raise InvalidAccess
        held, user = found
        return actor_of(user, "token", address, token_id=held.id, scopes=tuple(held.scopes))

    async def _by_cookie(self, connection: HTTPConnection, cookie: str) -> Actor | None:
        found = await self._accounts.sessions.find(cookie)
        if found is None:
            return None
        if connection.scope["type"] == "websocket":
            self.check_origin(connection)
        elif connection.scope["method"] not in SAFE:
            self.check_origin(connection)
            if not is_csrf_of(cookie, connection.headers.get(CSRF_HEADER, "")):
                raise CsrfRefused("Send the header X-CSRF-Token with the value that GET /api/auth/session answers.")
        return actor_of(found[1], "session", address_of(connection), session_id=found[0].id)


def actor_of(
    user: User,
    how: str,
    address: str | None,
    *,
    session_id: str | None = None,
    token_id: str | None = None,
    scopes: tuple[str, ...] = ("*",),
) -> Actor:
    """A user as somebody who asks."""
    return Actor(
        user.id,
        user.username,
        user.role.value,
        how,
        address,
        permissions_of(user.role, scopes),
        session_id=session_id,
        token_id=token_id,
        scopes=scopes,
    )


def address_of(connection: HTTPConnection) -> str | None:
    """Where the request comes from, as far as the server knows."""
    return connection.client.host if connection.client else None


def _bearer(connection: HTTPConnection) -> str | None:
    header = connection.headers.get("authorization")
    if header is None:
        return _query_token(connection) if connection.scope["type"] == "websocket" else None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise InvalidAccess("Send the token as «Authorization: Bearer …».")
    return token.strip()


def _query_token(connection: HTTPConnection) -> str | None:
    """`?token=` of a WebSocket; it is removed, because servers write the query of a socket into their logs."""
    state = connection.scope.setdefault("state", {})
    if "query_token" not in state:
        pairs = parse_qsl(connection.scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        state["query_token"] = next((value for key, value in pairs if key == "token"), None)
        rest = [(key, value) for key, value in pairs if key != "token"]
        connection.scope["query_string"] = urlencode(rest).encode()
    token: str | None = state["query_token"]
    return token


def _authority(origin: str) -> str:
    """Host and port, without the ports that go without saying."""
    return urlsplit(origin).netloc.lower().removesuffix(":80").removesuffix(":443")
