"""
API tokens: a program's own way in, named, limited by scopes, and ended without changing a password.

A token is shown once, when it is made. It may do what its owner may *and* its scopes cover, and it ends with its owner.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from regie.kernel.auth import queries
from regie.kernel.auth.errors import MightierToken, TokenNotFound, UserNotFound
from regie.kernel.auth.events import AccessEnded
from regie.kernel.auth.models import ApiToken, User
from regie.kernel.auth.permissions import is_scope, within
from regie.kernel.auth.sessions import digest_of
from regie.kernel.auth.usage import Usage
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.callers import Actor, Records
from regie.kernel.ids import new_id
from regie.kernel.wire import iso

PREFIX = "regie_"
SHOWN = 12
"""Characters of a token that lists show."""
NOTE_EVERY = timedelta(minutes=1)


class Tokens:
    """Makes, finds and revokes API tokens."""

    def __init__(self, database: Database, clock: Clock, records: Records, usage: Usage) -> None:
        self._database = database
        self._clock = clock
        self._records = records
        self._usage = usage
        self._noted: dict[str, datetime] = {}

    async def create(
        self, caller: Actor, user_id: str, name: str, scopes: Sequence[str] = ("*",), expires_at: datetime | None = None
    ) -> tuple[ApiToken, str]:
        """Make a token for somebody; the second value is the token itself, shown this once."""
        now = self._clock.now()
        faults = [
            Fault(f"scopes.{index}", f"«{scope}» covers nothing", "a permission, thing.*, *.deed or *")
            for index, scope in enumerate(scopes)
            if not is_scope(scope)
        ]
        if not scopes:
            faults.append(Fault("scopes", "is empty", "at least one scope"))
        if expires_at is not None and expires_at <= now:
            faults.append(Fault("expiresAt", "is in the past", "an instant to come, or null"))
        if faults:
            raise Invalid(faults)
        if not within(scopes, caller.scopes):
            raise MightierToken(scopes=list(caller.scopes))
        secret = PREFIX + secrets.token_urlsafe(32)
        token = ApiToken(
            id=new_id(),
            user_id=user_id,
            name=name,
            digest=digest_of(secret),
            prefix=secret[:SHOWN],
            scopes=list(scopes),
            created_at=now,
            expires_at=expires_at,
        )
        async with self._database.write() as session:
            if await session.get(User, user_id) is None:
                raise UserNotFound(id=user_id)
            await _stay_within(session, caller, expires_at)
            session.add(token)
            self._records.record(session, caller, "create", "token", token.id, name, after=_shown(token))
        return token, secret

    async def find(self, secret: str) -> tuple[ApiToken, User] | None:
        """The living token and its owner, its use noted; nothing when either may not come in."""
        async with self._database.read() as session:
            found = await queries.token_of(session, digest_of(secret))
        if found is None or not self._is_good(*found):
            return None
        token, now = found[0], self._clock.now()
        last = max(filter(None, (token.last_used_at, self._noted.get(token.id))), default=None)
        if last is None or now - last >= NOTE_EVERY:
            self._noted[token.id] = now
            self._usage.token(token.id, now)
        return found

    async def all(self, user_id: str | None) -> Sequence[ApiToken]:
        """Tokens of somebody, or of everybody; revoked ones too."""
        async with self._database.read() as session:
            return await queries.tokens(session, user_id)

    async def revoke(self, caller: Actor, token_id: str, *, owner: str | None) -> None:
        """End a token for good; with `owner`, only one of theirs."""
        async with self._database.write() as session:
            token = await session.get(ApiToken, token_id)
            if token is None or (owner is not None and token.user_id != owner):
                raise TokenNotFound(id=token_id)
            if token.revoked_at is None:
                token.revoked_at = self._clock.now()
                self._records.record(session, caller, "revoke", "token", token.id, token.name)
                session.tell(AccessEnded(token.user_id, token_id=token.id))
        self._noted.pop(token_id, None)

    def _is_good(self, token: ApiToken, owner: User) -> bool:
        expired = token.expires_at is not None and token.expires_at <= self._clock.now()
        return not (token.revoked_at or expired or owner.disabled)


async def _stay_within(session: Session, caller: Actor, expires_at: datetime | None) -> None:
    """A token that ends makes none that outlives it."""
    maker = await session.get(ApiToken, caller.token_id) if caller.token_id else None
    end = maker.expires_at if maker else None
    if end is not None and (expires_at is None or expires_at > end):
        raise MightierToken(f"This token ends at {iso(end)}; give an expiresAt that is not later.")


def _shown(token: ApiToken) -> dict[str, object]:
    expires = token.expires_at.isoformat() if token.expires_at else None
    return {"name": token.name, "scopes": token.scopes, "expiresAt": expires, "userId": token.user_id}
