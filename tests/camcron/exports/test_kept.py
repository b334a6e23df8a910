"""How long exports are kept as rows: those that failed say why for a month, and then no more."""

from datetime import UTC, datetime, timedelta
from typing import Any

from regie.camcron.exports import queries
from regie.camcron.exports.models import Export
from regie.camcron.recordings.models import KnownRoot
from regie.kernel.db import Database
from tests.rigs.databases import database

__all__ = ["database"]
NOON = datetime(2026, 11, 16, 11, 0, tzinfo=UTC)


def export(name: str, **facts: Any) -> Export:
    return Export(
        id=name, name=name, format="file", jobs=[], from_at=NOON, to_at=NOON, root_id="root", notes=[], gaps=[],
        created_at=NOON, created_by="ada", **facts,
    )  # fmt: skip


async def test_an_export_that_failed_is_forgotten_after_a_month_and_one_that_is_made_is_not(database: Database) -> None:
    async with database.write() as session:
        session.add(KnownRoot(id="root", path="/recordings", created_at=NOON))
        await session.flush()
        session.add(export("failed", state="failed", done_at=NOON))
        session.add(export("lately", state="failed", done_at=NOON + timedelta(days=2)))
        session.add(export("made", state="done", done_at=NOON, expires_at=NOON + timedelta(days=300)))
        session.add(export("old", state="done", done_at=NOON, expires_at=NOON + timedelta(days=7)))
        session.add(export("waits", state="queued"))

    async with database.read() as session:
        over = await queries.expired(session, NOON + queries.FAILED)

    assert {each.id for each in over} == {"failed", "old"}
