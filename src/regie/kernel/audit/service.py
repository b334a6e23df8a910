"""
Keep who did what, in the transaction of the deed: what was rolled back was never done.

Services say what a thing was like before and after; only the difference is kept, and no secret in it: neither values
whose names say so, nor any secret that the redactor knows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import delete, or_, select

from regie.kernel.audit.difference import difference
from regie.kernel.audit.models import AuditEntry
from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.db.paging import page_by_time
from regie.kernel.http.deps import Caller
from regie.kernel.ids import new_id
from regie.kernel.secrets import MASK, names_a_secret
from regie.kernel.wire import dumps


@dataclass(frozen=True, slots=True)
class Filter:
    """Which deeds; what is not given does not matter."""

    user_id: str | None = None
    how: str | None = None
    action: str | None = None
    object_kind: str | None = None
    object_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""
    text: str | None = None


class Audit:
    """Notes deeds and finds them again. `redact_tree` is the redactor's."""

    def __init__(self, clock: Clock, redact_tree: Callable[[Any], Any] = lambda value: value) -> None:
        self._clock = clock
        self._redact = redact_tree

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
    ) -> None:
        """Note a deed. An update that changed nothing leaves no trace."""
        changes = None
        if before is not None or after is not None:
            found = difference(_plain(before), _plain(after), is_secret=names_a_secret, mask=MASK)
            if not found and before is not None and after is not None:
                return
            changes = self._redact([asdict(change) for change in found])
        session.add(
            AuditEntry(
                id=new_id(),
                at=self._clock.now(),
                user_id=caller.user_id,
                user_name=caller.name,
                how=caller.how,
                address=caller.address,
                action=action,
                object_kind=kind,
                object_id=object_id,
                object_name=name[:200] if name else name,
                difference=changes,
            )
        )

    async def page(
        self,
        session: Session,
        wanted: Filter,
        limit: int,
        after: tuple[datetime, str] | None = None,
        *,
        oldest: bool = False,
    ) -> Sequence[AuditEntry]:
        """Deeds, the latest first, beginning after the last one of the former page."""
        query = select(AuditEntry)
        for name in ("user_id", "how", "action", "object_kind", "object_id"):
            value = getattr(wanted, name)
            if value is not None:
                query = query.where(getattr(AuditEntry, name) == value)
        if wanted.since is not None:
            query = query.where(AuditEntry.at >= wanted.since)
        if wanted.until is not None:
            query = query.where(AuditEntry.at < wanted.until)
        if wanted.text:
            names = (AuditEntry.user_name, AuditEntry.object_name)
            query = query.where(or_(*(name.icontains(wanted.text, autoescape=True) for name in names)))
        return await page_by_time(session, query, AuditEntry.at, AuditEntry.id, after, limit, oldest=oldest)

    async def forget(self, session: Session, before: datetime, limit: int) -> int:
        """Delete so many at most of the deeds before an instant, the oldest first; how many went."""
        old = select(AuditEntry.id).where(AuditEntry.at < before).order_by(AuditEntry.at, AuditEntry.id)
        ids = list(await session.scalars(old.limit(limit)))
        if ids:
            await session.execute(delete(AuditEntry).where(AuditEntry.id.in_(ids)))
        return len(ids)


def _plain(value: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Instants, enumerations and models as JSON has them, so that they can be compared and kept."""
    return None if value is None else dict(orjson.loads(dumps(dict(value))))
