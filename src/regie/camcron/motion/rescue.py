"""
What a killed server left of a run that watched for motion.

Pieces of the ring are dropped, except for an event that went on: its clip is put together of what there is, and the
recovery publishes it like any file of the run. When a piece was last written says when it ended.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from regie.camcron.motion.analyst import Analyst, Report
from regie.camcron.motion.clips import Assembler, ClipFailed
from regie.camcron.motion.detection import RING
from regie.camcron.motion.errors import AnalystGone, Unreadable
from regie.camcron.motion.models import MotionEvent
from regie.camcron.motion.ring import Piece
from regie.camcron.motion.service import MotionEvents
from regie.camcron.recordings.adoption import Owner
from regie.camcron.runs.containers import CONTAINERS
from regie.camcron.runs.recording import NUMBERS
from regie.camcron.runs.sensing import Sensing

CLIP = 900_000_000
"""Number of a rescued clip in its folder: no run gets so far by itself."""
_log = logging.getLogger(__name__)


class Rescue:
    """Called for each staging folder of a run that nobody looks after, before its files are published."""

    def __init__(self, analyst: Analyst, assembler: Assembler, events: MotionEvents) -> None:
        self._analyst = analyst
        self._assembler = assembler
        self._events = events

    async def __call__(self, folder: Path, owner: Owner | None) -> None:
        """Make clips of the events that a crash interrupted."""
        for number, event in enumerate(await self._events.unfinished(folder.name), CLIP):
            container = CONTAINERS.get(owner.output.extension) if owner is not None else None
            if container is None or not await asyncio.to_thread(_is_left, folder, event.started_at):
                continue
            try:
                pieces, video = await self._pieces(folder / RING, event)
                if pieces:
                    target = folder / f"{number}.{container.extension}"
                    await self._assembler.assemble(pieces, target, container, video)
                    await self._events.rescued(event.id, pieces[-1].ends_at)
            except (ClipFailed, AnalystGone, OSError) as error:
                _log.warning("an interrupted motion event has no clip", extra={"reason": str(error)})
                await self._events.failed(event.id, str(error))

    async def _pieces(self, ring: Path, event: MotionEvent) -> tuple[Sequence[Piece], str | None]:
        """Those of the last process that end after the event's clip begins."""
        pieces: list[Piece] = []
        video = None
        for path in await asyncio.to_thread(_of_last_attempt, ring):
            report = await self._read(path)
            stat = await asyncio.to_thread(path.stat)
            if report is None or not report.seconds:
                continue
            began = datetime.fromtimestamp(stat.st_mtime - report.seconds, UTC)
            piece = Piece(path, began, report.seconds, report.start or 0.0, report.start)
            video = report.video
            if piece.ends_at > event.clip_from:
                pieces.append(piece)
        return pieces, video

    async def _read(self, path: Path) -> Report | None:
        try:
            return await self._analyst.look(_name_of(path), str(path), 0.0, Sensing())
        except Unreadable:
            return None
        finally:
            await self._analyst.forget(_name_of(path))


def _is_left(folder: Path, began: datetime) -> bool:
    """Whether there are pieces, and no clip was made of them yet."""
    made = (path for path in folder.iterdir() if path.stem.isdigit() and path.is_file())
    return (folder / RING).is_dir() and not any(path.stat().st_mtime >= began.timestamp() for path in made)


def _name_of(piece: Path) -> str:
    return f"rescue {piece.parent.parent.name}"


def _of_last_attempt(ring: Path) -> list[Path]:
    numbered = sorted((path for path in ring.iterdir() if path.stem.isdigit()), key=lambda path: int(path.stem))
    return [path for path in numbered if int(path.stem) // NUMBERS == int(numbered[-1].stem) // NUMBERS]
