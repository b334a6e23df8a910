"""
Who acts, as one plain object: a person, a program with a token, the command line, the server itself.

What they may is decided where accounts are known and handed in as a set; nobody below needs to know how. The same goes
for what is kept of their deeds: parts below the audit note them through `Records`, which the audit fills.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from regie.kernel.db import Session
from regie.kernel.http.deps import Caller

EVERYTHING: frozenset[str] = frozenset({"*"})
"""The permissions of who needs none: the server, and whoever holds its data folder."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody known. `session_id` or `token_id` say by what they were recognised."""

    user_id: str | None
    name: str
    role: str
    how: str
    """`session`, `jwt`, `token`, `cli` or `system`."""
    address: str | None = None
    permissions: frozenset[str] = frozenset()
    session_id: str | None = None
    token_id: str | None = None
    scopes: tuple[str, ...] = ("*",)

    def may(self, permission: str) -> bool:
        return permission in self.permissions or self.permissions is EVERYTHING


def system(name: str = "system") -> Actor:
    """The server itself, or one of its parts by name."""
    return Actor(None, name, "ADMIN", "system", permissions=EVERYTHING)


def command_line(name: str = "cli") -> Actor:
    """Whoever runs the command line on the data folder; `name` may be the account of the machine."""
    return Actor(None, name, "ADMIN", "cli", permissions=EVERYTHING)


class Records(Protocol):
    """Keeps who did what, in the transaction of the deed."""

    def record(  # read as a sentence: who, did, what kind, which
        self,
        session: Session,
        caller: Caller,
        action: str,
        kind: str,
        object_id: str | None = None,
        name: str | None = None,
        /,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None: ...
