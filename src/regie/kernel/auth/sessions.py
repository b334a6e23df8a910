"""
Sessions of the console: one for each browser that somebody signed in with.

The cookie holds 256 random bits; the database only their digest, so a copy of it opens nothing. A sign-in always makes
a new session, whatever cookie came with it. A session ends when it was not used for `auth.sessionTimeout`; being used
pushes that end away, written at most once a minute. Its CSRF token is derived from the cookie, which the pages cannot
read: whoever has the one was given it by us.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from regie.kernel.auth import queries
from regie.kernel.auth.errors import InvalidAccess, SessionNotFound
from regie.kernel.auth.events import AccessEnded
from regie.kernel.auth.models import User, UserSession
from regie.kernel.auth.settings import AuthSettings
from regie.kernel.auth.usage import Usage
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.http.callers import Records
from regie.kernel.http.deps import Caller
from regie.kernel.ids import new_id

NOTE_EVERY = timedelta(minutes=1)
"""How often a use is written at most; short timeouts need it more often: a tenth of them."""


class Sessions:
    """Opens, finds, renews and ends sessions."""

    def __init__(
        self, database: Database, clock: Clock, settings: AuthSettings, records: Records, usage: Usage
    ) -> None:
        self._database = database
        self._clock = clock
        self._records = records
        self._usage = usage
        self.timeout = timedelta(seconds=settings.session_timeout)
        self._note_every = min(NOTE_EVERY, self.timeout / 10)
        self._noted: dict[str, datetime] = {}

    async def open(self, caller: Caller, user: User, *, agent: str | None, former: str | None) -> tuple[str, str]:
        """Sign somebody in whose password was right; the cookie's value and the session's id."""
        cookie, now = secrets.token_urlsafe(32), self._clock.now()
        opened = UserSession(
            id=new_id(),
            digest=digest_of(cookie),
            user_id=user.id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + self.timeout,
            user_agent=agent[:300] if agent else None,
            address=caller.address,
        )
        async with self._database.write() as session:
            current = await session.get(User, user.id)
            if current is None or current.disabled or current.token_epoch != user.token_epoch:
                raise InvalidAccess("The account was changed meanwhile; sign in again.")
            current.last_login_at = user.last_login_at = now
            await queries.delete_expired_sessions(session, now)
            if former:
                await queries.delete_session_by_digest(session, digest_of(former))
            session.add(opened)
            self._records.record(session, caller, "login", "user", user.id, user.username)
        return cookie, opened.id

    async def find(self, cookie: str) -> tuple[UserSession, User] | None:
        """The living session of a cookie, renewed; nothing when it has ended or its user may not come in."""
        async with self._database.read() as session:
            found = await queries.session_of(session, digest_of(cookie))
        now = self._clock.now()
        if found is None or found[0].expires_at <= now or found[1].disabled:
            return None
        self._renew(found[0], now)
        return found

    async def all(self, user_id: str | None) -> Sequence[UserSession]:
        """Living sessions of somebody, or of everybody."""
        async with self._database.read() as session:
            return await queries.sessions(session, user_id, self._clock.now())

    async def end(self, caller: Caller, session_id: str, *, owner: str | None) -> None:
        """Sign a browser out; with `owner`, only one of theirs."""
        async with self._database.write() as session:
            ending = await session.get(UserSession, session_id)
            if ending is None or (owner is not None and ending.user_id != owner):
                raise SessionNotFound(id=session_id)
            user = await session.get(User, ending.user_id)
            await session.delete(ending)
            self._records.record(session, caller, "logout", "user", ending.user_id, user.username if user else None)
            session.tell(AccessEnded(ending.user_id, session_id=session_id))
        self._noted.pop(session_id, None)

    def _renew(self, used: UserSession, now: datetime) -> None:
        if now - used.last_seen_at < self._note_every:
            return
        last = self._noted.get(used.id)
        if last is None or now - last >= self._note_every:
            self._noted = {key: at for key, at in self._noted.items() if now - at < self._note_every}
            self._noted[used.id] = now
            self._usage.session(used.id, now, now + self.timeout)


def digest_of(secret: str) -> str:
    """What is kept of a random secret. It has 256 bits, so a fast digest is as good as a slow one."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def csrf_of(cookie: str) -> str:
    """The token that requests of this session carry in a header."""
    return hmac.new(cookie.encode("utf-8", "surrogateescape"), b"regie-csrf", hashlib.sha256).hexdigest()


def is_csrf_of(cookie: str, token: str) -> bool:
    return hmac.compare_digest(csrf_of(cookie).encode(), token.encode("utf-8", "surrogateescape"))
