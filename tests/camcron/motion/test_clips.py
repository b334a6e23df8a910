"""Clips put together by the real ffmpeg: what is torn is told, and a clip is never silently shorter than its event."""

import os
import subprocess
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from regie.camcron.motion.clips import Assembler, ClipFailed
from regie.camcron.motion.ring import Piece
from regie.camcron.runs.containers import CONTAINERS
from regie.kernel.clock import SystemClock
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from tests.rigs import media

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CLOCK = SystemClock()


@pytest_asyncio.fixture
async def assembler(tmp_path: Path) -> AsyncIterator[Assembler]:
    children = spawner(tmp_path / "children", CLOCK, ProcessSettings())
    program = Ffmpeg(Path(media.wheel_ffmpeg()), (9, 0), "9.0", frozenset(), frozenset())
    yield Assembler(children, CLOCK, program)
    children.close()


@pytest.fixture
def pieces(tmp_path: Path) -> list[Piece]:
    """Four of two seconds each, thirty pictures in each."""
    folder = tmp_path / "ring"
    folder.mkdir()
    words = ["-v", "error", "-i", str(media.loop(audio="none")), "-c", "copy", "-f", "segment", "-segment_time", "2"]
    subprocess.run([media.wheel_ffmpeg(), *words, str(folder / "%d.ts")], check=True, timeout=30)
    return [Piece(folder / f"{n}.ts", NOON + timedelta(seconds=2 * n), 2.0, 2.0 * n) for n in range(4)]


async def clip_of(assembler: Assembler, pieces: list[Piece], tmp_path: Path) -> Path:
    clip = tmp_path / "1.mp4"
    await assembler.assemble(pieces, clip, CONTAINERS["mp4"], "h264")
    return clip


async def test_a_clip_holds_every_picture_of_its_pieces(
    assembler: Assembler, pieces: list[Piece], tmp_path: Path
) -> None:
    assert media.decoded_frames(await clip_of(assembler, pieces, tmp_path)) == 4 * 30


async def test_a_piece_that_vanished_is_told_and_leaves_no_shorter_clip(
    assembler: Assembler, pieces: list[Piece], tmp_path: Path
) -> None:
    pieces[1].path.unlink()

    with pytest.raises(ClipFailed):
        await clip_of(assembler, pieces, tmp_path)

    assert not list(tmp_path.rglob("*1.mp4"))


async def test_an_unreadable_piece_in_the_middle_is_told_and_leaves_no_shorter_clip(
    assembler: Assembler, pieces: list[Piece], tmp_path: Path
) -> None:
    pieces[1].path.write_bytes(b"not a film" * 100)

    with pytest.raises(ClipFailed):
        await clip_of(assembler, pieces, tmp_path)

    assert not list(tmp_path.rglob("*1.mp4"))


async def test_a_last_piece_that_a_crash_cut_off_costs_only_its_end(
    assembler: Assembler, pieces: list[Piece], tmp_path: Path
) -> None:
    os.truncate(pieces[3].path, pieces[3].path.stat().st_size // 2)

    clip = await clip_of(assembler, pieces, tmp_path)

    assert 6 < float(media.probe(clip)["format"]["duration"]) < 7.8
