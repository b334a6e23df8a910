"""
Preview strips: small pictures of a film in one, made in the background and kept beside it on its disk.

A strip takes at most a hundredth of its film. It lies under the name of the film's path, so it goes with the film, and
is found again when an index is made anew. One film after the other, with a pause as long as the work was: strips take
half of a core at most, and step behind everything else even then.
"""

import asyncio
import json
import logging
import os
from pathlib import Path
from typing import Any

from regie.camcron.recordings.belongings import forget, strip_of
from regie.camcron.recordings.errors import FileGone, NoPreview, RootProblem, RootTrouble
from regie.camcron.recordings.models import File
from regie.camcron.recordings.queries import note_preview, unpreviewed
from regie.camcron.recordings.roots import Roots, Volume
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.settings import FileSettings
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.ffmpeg.media import ProbeFailed
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.ids import new_id

SHARE = 0.01
"""Of the film's bytes, with what tells the instants."""
WIDTH = 160
TYPICAL = 4000
"""Bytes of one such picture."""
LEAST = 1500
MOST = 100
EVERY = 2.0
"""Seconds between two pictures, at least."""
NOTE = 32
"""Bytes of what tells of one picture."""
BATCH = 10
LATER = 3600.0
"""Seconds before a film is tried again that the disk refuses to give, or its strip to take."""
EVERYWHERE = {RootTrouble.FULL, RootTrouble.READ_ONLY}
"""What is refused to one film and would be to all of its disk."""
_log = logging.getLogger(__name__)


class Previews:
    """Makes strips and finds them."""

    def __init__(
        self, files: Files, roots: Roots, database: Database, prober: Prober, clock: Clock, settings: FileSettings
    ) -> None:
        self._files = files
        self._roots = roots
        self._database = database
        self._prober = prober
        self._clock = clock
        self._wanted = settings.previews
        self._later: dict[str, float] = {}
        """Films (ids) that were refused, and when to try them again, on the monotonic clock."""

    def settle(self, settings: FileSettings) -> None:
        """Whether they are made from now on."""
        self._wanted = settings.previews

    async def catch_up(self) -> None:
        """Make what is missing, until nothing is; films of a disk that is away wait for it, and nobody for a film."""
        away: set[str] = set()
        last: File | None = None
        begun = self._clock.monotonic()
        self._later = {film_id: at for film_id, at in self._later.items() if at > begun}
        while not self._is_off():
            async with self._database.read() as session:
                films = await unpreviewed(session, BATCH, away, last)
            if not films:
                return
            last = films[-1]
            for film in films:
                if self._is_off():
                    return
                if film.root_id in away or film.id in self._later:
                    continue
                begun = self._clock.monotonic()
                if not await self._make(film):
                    away.add(film.root_id)
                await self._clock.sleep(self._clock.monotonic() - begun)

    def _is_off(self) -> bool:
        return not self._wanted

    async def of(self, file: File) -> tuple[dict[str, Any], Path]:
        """What a strip shows, and where it lies. Raises `NoPreview`, `RootProblem`."""
        if not file.preview_pictures:
            raise NoPreview(file.id, made=file.previewed_at is not None)
        volume = await self._roots.check(file.root_id)
        picture, note = strip_of(volume.path, file.path)
        told = await asyncio.to_thread(_read, note, picture)
        if told is None:
            raise NoPreview(file.id, made=True)
        return told, picture

    async def _make(self, film: File) -> bool:
        """Whether its disk can be used."""
        try:
            volume = await self._roots.check(film.root_id)
            pictures = await self._made(film, volume)
        except RootProblem:
            return False
        except OSError as error:
            _log.info("a preview could not be kept", extra={"path": film.path, "reason": str(error)})
            if RootProblem.of(error, Path(film.path)).kind in EVERYWHERE:
                return False
            self._later[film.id] = self._clock.monotonic() + LATER
            return True
        async with self._database.write() as session:
            wanted = await note_preview(session, film.id, pictures, self._clock.now())
        if not wanted:
            await asyncio.to_thread(forget, volume.path, film.path)
        return True

    async def _made(self, film: File, volume: Volume) -> int:
        """How many pictures there are now."""
        picture, note = strip_of(volume.path, film.path)
        held = await asyncio.to_thread(_read, note, picture)
        if held is not None and held.get("bytes") == film.size_bytes:
            return len(held["instants"])
        budget = int(film.size_bytes * SHARE)
        count = pictures_for(budget, film.duration_seconds)
        if not count:
            return 0
        try:
            place = await self._files.place(film)
            strip, sprite = await self._prober.strip(
                place.path,
                seconds=film.duration_seconds or 0.0,
                count=count,
                width=WIDTH,
                most=budget - NOTE * count,
            )
        except (ProbeFailed, FileGone):
            return 0
        if strip.instants:
            told = {"bytes": film.size_bytes, "width": strip.width, "height": strip.height, "columns": strip.columns}
            await asyncio.to_thread(_keep, picture, sprite, note, {**told, "instants": strip.instants})
        return len(strip.instants)


def pictures_for(budget: int, seconds: float | None) -> int:
    """How many pictures to try, in so many bytes, of a film of that length; none when not even one fits."""
    if budget < LEAST:
        return 0
    return max(1, min(MOST, budget // TYPICAL, int((seconds or 0.0) / EVERY)))


def _read(note: Path, picture: Path) -> dict[str, Any] | None:
    try:
        held = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return held if isinstance(held, dict) and isinstance(held.get("instants"), list) and picture.is_file() else None


def _keep(picture: Path, sprite: bytes, note: Path, told: dict[str, Any]) -> None:
    """The picture first: a note without its picture tells of nothing."""
    picture.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path, data in ((picture, sprite), (note, json.dumps(told, separators=(",", ":")).encode())):
        draft = path.with_name(f"{new_id()}.part")
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
