"""Key frames taken out of a file that is still being written, by both ends of the range of ffmpeg."""

import subprocess
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.runs.containers import CONTAINERS, segment_options
from regie.camcron.runs.fragments import NotUnderstood, Track, box_at, key_time, video_track
from regie.camcron.runs.keyframes import OpenFile
from tests.camcron.runs.conftest import Ffmpeg, Films
from tests.rigs import media

TRACK = Track(1, 15_360, 0)


def written(ffmpeg: Ffmpeg, film: Path, folder: Path) -> "subprocess.Popen[str]":
    """A recording that goes on, in the time of its film."""
    options = segment_options(CONTAINERS["mp4"], 100, 0)
    return ffmpeg.start(("-v", "error", "-nostdin", "-re", "-i", str(film), "-c", "copy", *options, f"{folder}/%d.mp4"))


@pytest.mark.parametrize("film", ["h264_aac", "hevc"])
async def test_the_newest_key_frame_of_a_file_that_is_being_written_is_found_and_is_a_picture(
    ffmpeg: Ffmpeg, films: Films, tmp_path: Path, film: str
) -> None:
    process = written(ffmpeg, getattr(films, film), tmp_path)
    file, found = OpenFile(tmp_path / "0.mp4"), []
    try:
        deadline = time.monotonic() + 15
        while len(found) < 3 and time.monotonic() < deadline:
            key = await file.newest()
            if key is not None and (not found or found[-1] != key):
                found.append(key)
    finally:
        process.kill()
        process.communicate()
    assert [round(later.seconds - key.seconds) for key, later in pairwise(found)] == [1, 1]
    assert await file.newest(since=found[1].seconds) == found[1]
    assert await file.newest(since=found[-1].seconds + 60) is None

    await file.cut(found[-1], tmp_path / "cut.mp4")
    assert media.decoded_frames(tmp_path / "cut.mp4") >= 5


async def test_what_is_no_recording_of_ours_has_no_key_frames(tmp_path: Path) -> None:
    for number, content in enumerate((b"", b"\0" * 100, b"\0\0\0\x08free" * 3, b"\0\0\0\x10moov\xff\xff\xff\xffabcd")):
        file = tmp_path / f"{number}.mp4"
        file.write_bytes(content)
        assert await OpenFile(file).newest() is None
    assert await OpenFile(tmp_path / "missing.mp4").newest() is None


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail_otherwise_than_it_says(data: bytes) -> None:
    for look in (lambda: video_track(data), lambda: key_time(data, TRACK), lambda: box_at(data, 0)):
        try:
            look()
        except NotUnderstood:
            continue
