"""
Use cases of users: adding, changing, signing in.

Unlike other services these open their own transactions: a password is hashed or checked between reading and writing,
and nothing slow may happen inside of a transaction. The command line uses the same functions beside a running server.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from regie.kernel.auth import queries
from regie.kernel.auth.errors import (
    AccountDisabled,
    AlreadySetUp,
    InvalidAccess,
    LastAdministrator,
    NameTaken,
    UserNotFound,
    WrongPassword,
    WrongSetupCode,
)
from regie.kernel.auth.events import AccessEnded
from regie.kernel.auth.jwt import Claims, Signer, signing_secret
from regie.kernel.auth.models import User
from regie.kernel.auth.passwords import Passwords
from regie.kernel.auth.permissions import Role
from regie.kernel.auth.schemas import NewUser, UserChange
from regie.kernel.auth.sessions import Sessions
from regie.kernel.auth.settings import AuthSettings
from regie.kernel.auth.setup import SetupCode
from regie.kernel.auth.throttle import ACCOUNT, ADDRESS, SETUP, Throttle
from regie.kernel.auth.tokens import Tokens
from regie.kernel.auth.usage import Usage
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.errors import Invalid
from regie.kernel.http.callers import Actor, Records
from regie.kernel.http.deps import Caller
from regie.kernel.ids import new_id

NO_PASSWORD = "!"  # noqa: S105  # no password has this digest
"""In the place of a digest, for somebody who cannot sign in yet."""


class Accounts:
    """Users, with their `sessions` and `tokens`. `secrets` is the folder in which a generated JWT secret is kept."""

    def __init__(
        self, database: Database, clock: Clock, settings: AuthSettings, records: Records, *, secrets: Path
    ) -> None:
        self._database = database
        self._clock = clock
        self._records = records
        self._passwords = Passwords(settings)
        self._throttle = Throttle(clock)
        self._usage = Usage(database)
        self.settings = settings
        self.sessions = Sessions(database, clock, settings, records, self._usage)
        self.tokens = Tokens(database, clock, records, self._usage)
        secret, self.warnings = signing_secret(settings, secrets)
        self._signer = Signer(secret, timedelta(seconds=settings.jwt_lifetime))
        self.setup_code = SetupCode()

    async def close(self) -> None:
        """Write what is still noted."""
        await self._usage.close()

    # -- signing in ------------------------------------------------------------------------------------------------

    async def check_password(self, login: str, password: str, address: str | None) -> User:
        """Whoever has this name or address and this password. Guessing is slowed down; nobody learns who exists."""
        account, place = f"account:{queries.key_of(login)}", f"address:{address}"
        self._throttle.attempt((account, ACCOUNT), (place, ADDRESS))
        async with self._database.read() as session:
            user = await queries.user_by_login(session, login)
        if not await self._passwords.verify(user.password_hash if user else None, password) or user is None:
            raise WrongPassword
        self._throttle.succeeded(account, place)
        if user.disabled:
            raise AccountDisabled
        if self._passwords.is_outdated(user.password_hash):
            await self._renew_hash(user, password)
        return user

    async def give_jwt(self, caller: Caller, user: User) -> tuple[str, datetime]:
        """A token for somebody whose password was right, and its end."""
        now = self._clock.now()
        async with self._database.write() as session:
            current = await self._get(session, user.id)
            current.last_login_at = user.last_login_at = now
            self._records.record(session, caller, "login", "user", user.id, user.username)
        return self._signer.sign(Claims(user.id, user.token_epoch), now)

    async def user_of_jwt(self, token: str) -> User:
        """Whose token it is, if it is good and they may still come in."""
        claims = self._signer.read(token, self._clock.now())
        async with self._database.read() as session:
            user = await session.get(User, claims.user_id)
        if user is None or user.disabled or user.token_epoch != claims.epoch:
            raise InvalidAccess
        return user

    # -- the first administrator -----------------------------------------------------------------------------------

    async def needs_setup(self) -> bool:
        """Whether there is nobody yet."""
        async with self._database.read() as session:
            return await queries.user_count(session) == 0

    async def set_up(self, caller: Caller, code: str, new: NewUser) -> User:
        """Name the first administrator."""
        if not await self.needs_setup():
            raise AlreadySetUp
        key = f"setup:{caller.address}"
        self._throttle.attempt((key, SETUP), ("setup", ADDRESS))
        if not self.setup_code.matches(code):
            raise WrongSetupCode
        self._throttle.succeeded(key, "setup")
        return await self.add(caller, new.model_copy(update={"role": Role.ADMIN, "disabled": False}), first=True)

    # -- users -----------------------------------------------------------------------------------------------------

    async def users(self) -> Sequence[User]:
        """Everybody, by name."""
        async with self._database.read() as session:
            return await queries.users(session)

    async def user(self, word: str) -> User:
        """Somebody by id, name or e-mail address."""
        async with self._database.read() as session:
            user = await session.get(User, word) or await queries.user_by_login(session, word)
        if user is None:
            raise UserNotFound(f"Nobody is called «{word}».")
        return user

    async def add(self, caller: Caller, new: NewUser, *, first: bool = False) -> User:
        """Add somebody; with `first`, only if there is nobody."""
        hashed = await self._new_hash(new.password, new.username, new.email)
        now = self._clock.now()
        user = User(id=new_id(), password_hash=hashed, token_epoch=0, created_at=now, updated_at=now)
        async with self._database.write() as session:
            if first and await queries.user_count(session):
                raise AlreadySetUp
            await self._fill(session, user, new)
            session.add(user)
            await self._flush(session)
            self._records.record(session, caller, "create", "user", user.id, user.username, after=_shown(user))
        return user

    async def change(self, caller: Caller, user_id: str, change: UserChange) -> User:
        """Make somebody what they shall be. Who loses something by it has to sign in again."""
        password = change.password
        hashed = await self._new_hash(password, change.username, change.email) if password is not None else None
        async with self._database.write() as session:
            user = await self._get(session, user_id)
            before = _shown(user)
            if user.role is Role.ADMIN and (change.role is not Role.ADMIN or change.disabled):
                await self._keep_an_admin(session, user)
            ends = hashed is not None or change.disabled or change.role is not user.role
            await self._fill(session, user, change)
            user.updated_at = self._clock.now()
            if hashed is not None:
                user.password_hash = hashed
            if hashed is not None or change.disabled:
                await self._end_access(session, user)
            elif ends:
                session.tell(AccessEnded(user.id))  # open connections were let in by the former role
            await self._flush(session)
            after = _shown(user) | ({"password": "changed"} if hashed else {})
            self._records.record(session, caller, "update", "user", user.id, user.username, before=before, after=after)
        return user

    async def delete(self, caller: Caller, user_id: str) -> None:
        """Remove somebody, with their sessions and tokens. What they did stays in the audit under their name."""
        async with self._database.write() as session:
            await self.forget(session, caller, (await self._get(session, user_id)).username)

    async def restore(self, session: Session, caller: Caller, fields: UserChange, hashed: str | None) -> list[str]:
        """Somebody as an export knows them, in the caller's transaction; notes of what needs a hand afterwards."""
        found = await queries.user_by_login(session, fields.username)
        if found is None:
            return await self._restore_new(session, caller, fields, hashed)
        before = _shown(found)
        if found.role is Role.ADMIN and (fields.role is not Role.ADMIN or fields.disabled):
            await self._keep_an_admin(session, found)
        renewed = hashed is not None and hashed != found.password_hash
        loses = renewed or fields.disabled or fields.role is not found.role
        await self._fill(session, found, fields)
        found.updated_at, found.password_hash = self._clock.now(), hashed or found.password_hash
        await self._flush(session)
        if loses:
            await self._end_access(session, found)
        name = found.username
        self._records.record(session, caller, "update", "user", found.id, name, before=before, after=_shown(found))
        return []

    async def _restore_new(self, session: Session, caller: Caller, fields: UserChange, hashed: str | None) -> list[str]:
        now = self._clock.now()
        user = User(id=new_id(), password_hash=hashed or NO_PASSWORD, token_epoch=0, created_at=now, updated_at=now)
        await self._fill(session, user, fields)
        user.disabled = user.disabled or hashed is None
        session.add(user)
        await self._flush(session)
        self._records.record(session, caller, "create", "user", user.id, user.username, after=_shown(user))
        told = f"{user.username} has no password and is switched off; set one with `regie user passwd {user.username}`."
        return [] if hashed else [told]

    async def forget(self, session: Session, caller: Caller, username: str) -> None:
        """Remove somebody, in the caller's transaction."""
        user = await queries.user_by_login(session, username)
        if user is None:
            return
        if user.role is Role.ADMIN:
            await self._keep_an_admin(session, user)
        await session.delete(user)
        self._records.record(session, caller, "delete", "user", user.id, user.username, before=_shown(user))
        session.tell(AccessEnded(user.id))

    async def set_password(self, caller: Caller, user_id: str, password: str) -> User:
        """Give somebody a new password: they are signed out everywhere."""
        user = await self.user(user_id)
        return await self._store_password(caller, user, password, keep=None)

    async def change_own_password(self, caller: Actor, current: str, new: str) -> User:
        """Change one's own password, knowing the present one: all other sessions and all JWTs end."""
        user = await self.user(caller.user_id or "")
        await self.check_password(user.username, current, caller.address)
        return await self._store_password(caller, user, new, keep=caller.session_id)

    # -- inside ----------------------------------------------------------------------------------------------------

    async def _new_hash(self, password: str, *names: str | None) -> str:
        faults = self._passwords.faults(password, *names)
        if faults:
            raise Invalid(faults)
        return await self._passwords.hash(password)

    async def _store_password(self, caller: Caller, user: User, password: str, keep: str | None) -> User:
        hashed = await self._new_hash(password, user.username, user.email)
        async with self._database.write() as session:
            user = await self._get(session, user.id)
            user.password_hash, user.updated_at = hashed, self._clock.now()
            await self._end_access(session, user, keep)
            self._records.record(session, caller, "password", "user", user.id, user.username)
        return user

    async def _renew_hash(self, user: User, password: str) -> None:
        hashed = await self._passwords.hash(password)
        async with self._database.write() as session:
            current = await self._get(session, user.id)
            if current.password_hash == user.password_hash:  # it was not changed meanwhile
                current.password_hash = hashed

    async def _end_access(self, session: Session, user: User, keep: str | None = None) -> None:
        user.token_epoch += 1
        await queries.delete_sessions_of(session, user.id, keep)
        session.tell(AccessEnded(user.id, except_session=keep))

    async def _fill(self, session: Session, user: User, fields: NewUser | UserChange) -> None:
        keys = [queries.key_of(name) for name in (fields.username, fields.email) if name]
        for key in keys:
            if await queries.other_user_with(session, user.id, key):
                raise NameTaken(f"Somebody is called «{key}» already.")
        user.username, user.username_key = fields.username, keys[0]
        user.email, user.email_key = fields.email, keys[1] if fields.email else None
        user.role, user.disabled = fields.role, fields.disabled

    async def _flush(self, session: Session) -> None:
        try:
            await session.flush()
        except IntegrityError:  # somebody else was quicker, on a server with several writers
            raise NameTaken from None

    async def _get(self, session: Session, user_id: str) -> User:
        user = await session.get(User, user_id)
        if user is None:
            raise UserNotFound(f"Nobody has the id «{user_id}».")
        return user

    async def _keep_an_admin(self, session: Session, user: User) -> None:
        if not await queries.other_active_admins(session, user.id):
            raise LastAdministrator


def _shown(user: User) -> dict[str, object]:
    return {
        "username": user.username,
        "email": user.email,
        "role": user.role.value,
        "disabled": user.disabled,
    }
