"""What a killed server left of motion: each event that was interrupted gets its own clip, and is told, once."""

import os
import subprocess
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from regie.camcron.motion.analyst import Analyst
from regie.camcron.motion.clips import Assembler
from regie.camcron.motion.errors import AnalystGone
from regie.camcron.motion.rescue import TRIES, Rescue
from regie.camcron.motion.service import FORSAKEN, LOST, NEWS
from regie.camcron.recordings.adoption import Adoption, Owner
from regie.camcron.recordings.paths import OutputPath
from regie.camcron.runs.salvage import Salvage
from regie.camcron.runs.segments import NUMBERS
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from tests.camcron.motion.test_service import SPEC, Garage
from tests.camcron.recordings.shelf import NOON
from tests.rigs import media

PIECE = 2.0
RUN = "run-1"


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


class Wreck:
    """The staging folder of a killed run, and a server that starts on it."""

    def __init__(self, garage: Garage, folder: Path, rescue: Rescue, prober: Prober) -> None:
        self.garage = garage
        self.folder = folder
        self.rescue = rescue
        self._adoption = Adoption(
            garage.database, garage.shelf.roots, garage.shelf.files, Salvage(prober).look, self._owner, [rescue]
        )

    async def _owner(self, run_id: str) -> Owner | None:
        return Owner(
            SPEC.job_id, SPEC.job_slug, SPEC.camera_id, SPEC.camera_slug, SPEC.naming,
            OutputPath.parse("garage", "{timestamp}", "mp4"), self.garage.shelf.disk, ZoneInfo("UTC"),
        )  # fmt: skip

    async def starts_again(self) -> None:
        await self._adoption.adopt()
        await self.garage.events.close()

    async def clips(self) -> dict[str, list[tuple[int, int]]]:
        """By event: when each of its clips begins and ends, in seconds after noon."""
        found = {}
        async with self.garage.database.read() as session:
            for event in await self.garage.shown():
                files = await self.garage.shelf.files.by_ids(session, event.file_ids)
                begins = [((file.started_at - NOON).total_seconds(), file.duration_seconds or 0.0) for file in files]
                found[event.id] = sorted((round(begin), round(begin + seconds)) for begin, seconds in begins)
        return found


@pytest.fixture
async def wreck(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Wreck]:
    disk = tmp_path / "disk"
    disk.mkdir()
    garage = Garage(sqlite_database, disk)
    volume = await garage.shelf.roots.volume_of(disk)
    folder = volume.path / ".regie" / RUN
    ring = folder / "ring"
    ring.mkdir(parents=True)
    words = ["-v", "error", "-i", str(media.loop(audio="none")), "-c", "copy", "-f", "segment", "-segment_time", "2"]
    subprocess.run([media.wheel_ffmpeg(), *words, str(ring / "%d.ts")], check=True, timeout=30)
    for path in ring.iterdir():
        ends(path, PIECE * (int(path.stem) + 1))
    children = spawner(tmp_path / "children", SystemClock(), ProcessSettings())
    program = Ffmpeg(Path(media.wheel_ffmpeg()), (9, 0), "9.0", frozenset(), frozenset())
    analyst = Analyst(children, SystemClock())
    rescue = Rescue(analyst, Assembler(children, SystemClock(), program), garage.events)
    yield Wreck(garage, folder, rescue, Prober(children, SystemClock()))
    await analyst.close()
    children.close()


def ends(path: Path, seconds: float) -> None:
    """It was written last then."""
    at = after(seconds).timestamp()
    os.utime(path, (at, at))


async def moved(wreck: Wreck, event_id: str, began: float, clip_from: float, ended: float | None = None) -> None:
    garage = wreck.garage
    await garage.moves(event_id, after(began))
    async with garage.database.write() as session:
        event = await garage.events.get(session, event_id)
        event.clip_from, event.ended_at = after(clip_from), after(ended) if ended is not None else None


async def test_of_two_events_that_a_crash_interrupted_each_has_its_clip_and_is_told(wreck: Wreck) -> None:
    await moved(wreck, "first", 1, 0, ended=2)
    await moved(wreck, "second", 6, 4)

    await wreck.starts_again()

    assert await wreck.clips() == {"first": [(0, 4)], "second": [(4, 8)]}
    told = await wreck.garage.told()
    assert sorted(event.data["motionId"] for event in told) == ["first", "second"]
    assert all(event.file_id for event in told)
    lasted = {event.id: event.duration_seconds for event in await wreck.garage.shown()}
    assert lasted["first"] == 1 and lasted["second"] == pytest.approx(2, abs=0.1)


async def test_an_event_of_which_nothing_is_left_says_so_at_once(wreck: Wreck) -> None:
    await moved(wreck, "gone", -60, -65, ended=-50)
    await moved(wreck, "late", 60, 55)

    await wreck.starts_again()

    shown = {event.id: event.problem for event in await wreck.garage.shown()}
    assert shown["late"] == "Nothing of it was recorded."
    assert len(await wreck.garage.told()) == 2


async def test_what_came_after_a_part_that_was_cut_already_is_kept_too(wreck: Wreck) -> None:
    """Of a long event: its first part was complete when the server was killed, and not published."""
    await moved(wreck, "long", 1, 0)
    part = wreck.folder / "1.mp4"
    words = ["-v", "error", "-i", str(media.loop(audio="none")), "-t", "4", "-c", "copy", str(part)]
    subprocess.run([media.wheel_ffmpeg(), *words], check=True, timeout=30)
    ends(part, 4)

    await wreck.starts_again()

    clips = await wreck.clips()
    assert clips["long"] == [(0, 4), (4, 8)]
    assert len(await wreck.garage.told()) == 1


async def test_a_clip_that_could_not_be_made_at_the_time_is_made_later(wreck: Wreck) -> None:
    """The disk was full; the pieces stayed, of two processes."""
    await moved(wreck, "held", 1, 0, ended=7)
    await wreck.garage.events.failed("held", "The disk is full.")
    for number in (2, 3):
        piece = wreck.folder / "ring" / f"{number}.ts"
        piece.rename(piece.with_name(f"{NUMBERS + number}.ts"))

    await wreck.starts_again()

    assert await wreck.clips() == {"held": [(0, 4), (4, 8)]}
    assert [event.problem for event in await wreck.garage.shown()] == [None] and len(await wreck.garage.told()) == 1


async def test_nothing_is_thrown_away_while_it_cannot_be_put_together(
    wreck: Wreck, monkeypatch: pytest.MonkeyPatch
) -> None:
    await moved(wreck, "first", 1, 0)

    async def gone(*_: Any, **__: Any) -> None:
        raise AnalystGone("It was closed.")

    with monkeypatch.context() as broken:
        broken.setattr(cast(Any, wreck.rescue)._analyst, "look", gone)
        await wreck.starts_again()
    assert len(list((wreck.folder / "ring").iterdir())) == 4 and await wreck.garage.told() == []

    await wreck.starts_again()
    assert (await wreck.clips())["first"] == [(0, 8)] and not wreck.folder.exists()


async def test_pieces_at_which_every_look_crashes_are_kept_aside_and_hold_up_no_file_of_their_run(
    wreck: Wreck, monkeypatch: pytest.MonkeyPatch
) -> None:
    await moved(wreck, "first", 1, 0, ended=2)
    whole = wreck.folder / "1.mp4"
    words = ["-v", "error", "-i", str(media.loop(audio="none")), "-t", "4", "-c", "copy", str(whole)]
    subprocess.run([media.wheel_ffmpeg(), *words], check=True, timeout=30)
    ends(whole, -60)

    async def crashes(*_: Any, **__: Any) -> None:
        raise AnalystGone("It has ended.")

    monkeypatch.setattr(Analyst, "look", crashes)
    for _ in range(TRIES):
        await wreck.starts_again()

    aside = wreck.folder.parent / "aside"
    assert not wreck.folder.exists() and len(list(aside.glob("*.ts"))) == len(list(aside.glob("*.reason.txt"))) > 1
    files = list((wreck.garage.shelf.disk / "garage").iterdir())
    assert len(files) == 1, "the complete one"


async def test_an_event_whose_run_left_nothing_is_told_with_what_there_is_of_it(wreck: Wreck) -> None:
    garage = wreck.garage
    await moved(wreck, "tied", 0, -5, ended=9)
    await moved(wreck, "lost", 600, 595)
    await moved(wreck, "long ago", -NEWS.total_seconds(), -NEWS.total_seconds(), ended=0)
    file = await garage.shelf.add("garage/tied.mp4", started_at=after(-6), run_id=RUN)
    await garage.clock.advance(FORSAKEN + timedelta(minutes=20))
    await garage.events.sweep()
    await garage.events.sweep()

    shown = {event.id: (event.file_ids, event.problem) for event in await garage.shown()}
    assert shown == {"tied": ([file.id], None), "lost": ([], LOST), "long ago": ([], None)}
    assert sorted(event.data["motionId"] for event in await garage.told()) == ["lost", "tied"]
