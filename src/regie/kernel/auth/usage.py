"""
When sessions and tokens were last used, written behind the request.

The request that uses a session must not wait for a write, all the less while it holds the only writing transaction
itself. So uses are noted here and a task of its own writes what has gathered, in one transaction. Whoever asks first
whether a use is worth noting keeps it to one a minute.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from regie.kernel.auth import queries
from regie.kernel.db import Database, Session

_log = logging.getLogger(__name__)


class Usage:
    """Notes now, writes soon."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._notes: dict[str, Callable[[Session], Awaitable[None]]] = {}
        self._task: asyncio.Task[None] | None = None

    def session(self, session_id: str, seen: datetime, expires: datetime) -> None:
        self._note(session_id, lambda db: queries.note_session_used(db, session_id, seen, expires))

    def token(self, token_id: str, used: datetime) -> None:
        self._note(token_id, lambda db: queries.note_token_used(db, token_id, used))

    def _note(self, key: str, write: Callable[[Session], Awaitable[None]]) -> None:
        self._notes[key] = write
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        while self._notes:
            notes, self._notes = self._notes, {}
            try:
                async with self._database.write() as session:
                    for write in notes.values():
                        await write(session)
            except Exception:
                _log.exception("the use of sessions and tokens could not be noted")

    async def close(self) -> None:
        """Wait until everything noted is written."""
        if self._task is not None:
            await self._task
