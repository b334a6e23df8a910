"""Users in an exported configuration: their passwords' digests are secrets; sessions and tokens stay where they are."""

from typing import Any

from regie.kernel.auth import queries
from regie.kernel.auth.schemas import UserChange
from regie.kernel.auth.service import NO_PASSWORD, Accounts
from regie.kernel.db import Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller
from regie.kernel.wire import Secret

DIGEST = "$argon2id$"


class UserSection:
    """See `regie.kernel.configuration.transfer.Section`."""

    name = "users"
    right = "users.write"

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def entries(self, session: Session) -> list[dict[str, Any]]:
        return [
            {
                "id": user.username,
                "email": user.email,
                "role": user.role.value,
                "disabled": user.disabled,
                "passwordHash": Secret(user.password_hash) if user.password_hash != NO_PASSWORD else None,
            }
            for user in await queries.users(session)
        ]

    async def put(self, session: Session, caller: Caller, entry: dict[str, Any]) -> list[str]:
        held = dict(entry)
        hashed = held.pop("passwordHash", None)
        if hashed is not None and not str(hashed).startswith(DIGEST):
            raise Invalid(Fault("passwordHash", "is not the digest of a password", "as an export writes it"))
        fields = UserChange.model_validate({**held, "username": held.pop("id")})
        return await self._accounts.restore(session, caller, fields, hashed)

    async def drop(self, session: Session, caller: Caller, entry_id: str) -> None:
        await self._accounts.forget(session, caller, entry_id)
