"""
What a killed server left of a run that watched for motion.

Pieces of the ring are dropped, except for events that went on, had no clip yet, or could not have one at the time: each
gets one of what there is, no second twice, and the recovery publishes them like any file of the run. When a piece was
last written says when it ended; what ended before the last clip that lies there already is in one.
"""

import asyncio
import errno
import logging
import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from regie.camcron.motion.analyst import Analyst, Report
from regie.camcron.motion.clips import Assembler, ClipFailed
from regie.camcron.motion.detection import RING
from regie.camcron.motion.errors import AnalystGone, Unreadable
from regie.camcron.motion.models import MotionEvent
from regie.camcron.motion.ring import SLACK, Piece, span
from regie.camcron.motion.service import MotionEvents
from regie.camcron.recordings.adoption import Owner
from regie.camcron.recordings.staging import NOTE, set_aside
from regie.camcron.runs.containers import CONTAINERS, Container
from regie.camcron.runs.segments import NUMBERS
from regie.camcron.runs.sensing import Sensing

CLIP = 900_000_000
"""Numbers of rescued clips in their folder begin here: no run gets so far by itself."""
LOOKS = 2
"""At a piece: one on which the process that looks ends twice is left out."""
TRIES = 3
"""With a run of which no piece could be looked at; then they are kept aside, and hold up no file of it any more."""
UNSEEN = "Nothing that was left of it could be looked at."
_log = logging.getLogger(__name__)


class Rescue:
    """Called for each staging folder of a run that nobody looks after, before its files are published."""

    def __init__(self, analyst: Analyst, assembler: Assembler, events: MotionEvents) -> None:
        self._analyst = analyst
        self._assembler = assembler
        self._events = events
        self._tries: Counter[Path] = Counter()

    async def __call__(self, folder: Path, owner: Owner | None) -> None:
        """
        Make clips of the events that a crash interrupted.

        Raises `OSError` when the disk cannot be used: nothing of the folder is thrown away, it is tried again.
        """
        events = await self._events.unfinished(folder.name)
        container = CONTAINERS.get(owner.output.extension) if owner is not None else None
        if not events or container is None:
            return
        numbers, ends = await asyncio.to_thread(_made, folder)
        number = max([CLIP - 1, *numbers]) + 1
        is_published = await asyncio.to_thread(_has_notes, folder)
        failed = any(
            event.problem is not None for event in events
        )  # what a clip lacks lies before others that are made
        left, video = await self._pieces(folder / RING, None if failed else max(ends, default=None))
        for event, following in zip(events, [*events[1:], None], strict=True):
            has_clip = event.problem is None and any(end >= event.started_at for end in ends)
            if has_clip and event.ended_at is not None and event.ended_at <= max(ends):
                continue
            takes = [pieces for attempt in left if (pieces := _of(event, following, attempt))]
            taken = {piece.path for pieces in takes for piece in pieces}
            left = [[piece for piece in attempt if piece.path not in taken] for attempt in left]
            for pieces in takes:
                await self._make(event, pieces, folder / f"{number}.{container.extension}", container, video)
                number += 1
            if not takes and not has_clip and not is_published and event.problem is None:
                await self._events.failed(event.id, "Nothing of it was recorded.")

    async def _make(
        self, event: MotionEvent, pieces: Sequence[Piece], target: Path, container: Container, video: str | None
    ) -> None:
        try:
            await self._assembler.assemble(pieces, target, container, video)
        except ClipFailed as error:
            if await asyncio.to_thread(_is_full, target.parent, pieces):
                raise OSError(errno.ENOSPC, str(error)) from error
            _log.warning("an interrupted motion event has no clip", extra={"reason": str(error)})
            await self._events.failed(event.id, str(error))
            return
        self._events.expect(event.id, event.job_id, span(pieces)[0])
        await self._events.rescued(event.id, pieces[-1].ends_at)

    async def _pieces(self, ring: Path, cut_to: datetime | None) -> tuple[list[list[Piece]], str | None]:
        """Those that are in no clip yet, of each process for itself, and their codec."""
        attempts: dict[int, list[Piece]] = {}
        video: str | None = None
        unseen: list[Path] = []
        for path in await asyncio.to_thread(_pieces_in, ring):
            try:
                report = await self._read(path)
            except AnalystGone:
                unseen.append(path)
                continue
            stat = await asyncio.to_thread(path.stat)
            if report is None or not report.seconds:
                continue
            began = datetime.fromtimestamp(stat.st_mtime - report.seconds, UTC)
            piece = Piece(path, began, report.seconds, report.start or 0.0, report.start)
            video = report.video
            if cut_to is None or piece.ends_at > cut_to + timedelta(seconds=SLACK):
                attempts.setdefault(int(path.stem) // NUMBERS, []).append(piece)
        if unseen and video is None:
            await self._give_up(ring, unseen)
        return list(attempts.values()), video

    async def _give_up(self, ring: Path, pieces: Sequence[Path]) -> None:
        """In time: a machine may be busy, a piece may be one at which every look crashes."""
        self._tries[ring] += 1
        if self._tries[ring] < TRIES:
            raise OSError(UNSEEN)
        del self._tries[ring]
        for path in pieces:
            await asyncio.to_thread(set_aside, path, ring.parents[2], UNSEEN)

    async def _read(self, path: Path, looks: int = LOOKS) -> Report | None:
        try:
            return await self._analyst.look(_name_of(path), str(path), 0.0, Sensing())
        except Unreadable:
            return None
        except AnalystGone:
            if looks <= 1:
                raise
            return await self._read(path, looks - 1)
        finally:
            await self._analyst.forget(_name_of(path))


def _of(event: MotionEvent, following: MotionEvent | None, left: Sequence[Piece]) -> list[Piece]:
    """What shows an event: up to where the next one begins, but all of its own motion."""
    until = None
    if following is not None:
        until = max(following.clip_from, event.ended_at or following.clip_from)
    return [piece for piece in left if piece.ends_at > event.clip_from and (until is None or piece.started_at < until)]


def _is_full(folder: Path, pieces: Sequence[Piece]) -> bool:
    """Whether the disk has no room for a copy of them."""
    return shutil.disk_usage(folder).free < sum(piece.path.stat().st_size for piece in pieces)


def _made(folder: Path) -> tuple[list[int], list[datetime]]:
    """Clips that are complete and were not published: their numbers, and when each ends."""
    made = [path for path in folder.iterdir() if path.stem.isdigit() and path.is_file()]
    ends = [datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in made]
    return [int(path.name.partition(".")[0]) for path in folder.iterdir() if path.name[:1].isdigit()], ends


def _has_notes(folder: Path) -> bool:
    """Whether a clip was published that may not be in the index yet: it comes to its event from there."""
    return any(path.name.endswith(NOTE) for path in folder.iterdir())


def _name_of(piece: Path) -> str:
    return f"rescue {piece.parent.parent.name}"


def _pieces_in(ring: Path) -> list[Path]:
    if not ring.is_dir():
        return []
    return sorted((path for path in ring.iterdir() if path.stem.isdigit()), key=lambda path: int(path.stem))
