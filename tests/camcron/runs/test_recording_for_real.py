"""Recordings by real ffmpeg, old and new: complete after a stop, readable after a crash, true about their times."""

import dataclasses
import itertools
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from regie.camcron.runs.arguments import Encoding, Recording, record_arguments
from regie.camcron.runs.containers import CONTAINERS, AudioPlan, plan_audio
from regie.camcron.runs.sources import Source
from tests.camcron.runs.conftest import Ffmpeg, Films
from tests.camcron.runs.looking import Seen, frames_of, look
from tests.camcron.runs.watching import Watched

RATE = 15
LIVE = Source("", "file", loop=True)


def numbered(folder: Path) -> list[Path]:
    return sorted(folder.iterdir(), key=lambda file: int(file.stem))


def recording(folder: Path, film: Path, container: str = "mp4", **more: object) -> Recording:
    folder.mkdir(parents=True, exist_ok=True)
    source = more.pop("source", dataclasses.replace(LIVE, address=str(film)))
    held = Recording(
        source=source,
        container=CONTAINERS[container],
        folder=str(folder),
        first_number=0,
        segment_seconds=None,
        audio=AudioPlan("copy"),
    )
    return dataclasses.replace(held, **more)


def test_a_recording_that_is_stopped_or_killed_keeps_all_but_two_seconds(
    ffmpeg: Ffmpeg, films: Films, tmp_path: Path
) -> None:
    """Every container, a common and a slow stream, each ended at a moment of its own, some just after a cut."""
    runs: dict[tuple[str, str, signal.Signals], Watched] = {}
    for name, film, how in itertools.product(CONTAINERS, ("h264_aac", "slow_h264"), (signal.SIGINT, signal.SIGKILL)):
        audio = plan_audio("auto", "aac" if film == "h264_aac" else "", CONTAINERS[name])
        wanted = recording(
            tmp_path / f"{name} {film} {how.name}", getattr(films, film), name, segment_seconds=5, audio=audio
        )
        runs[name, film, how] = Watched(ffmpeg, record_arguments(wanted, ffmpeg.version))
    for run in runs.values():
        run.until(4)
    for name, film, how in random.sample(list(runs), len(runs)):
        time.sleep(random.uniform(0, 0.3))
        run = runs[name, film, how]
        recorded = run.end(how)

        files = numbered(tmp_path / f"{name} {film} {how.name}")
        kept = frames_of(files) / RATE
        assert recorded - 2 <= kept <= recorded + 1.5, (name, film, how)
        if how is signal.SIGINT:
            assert len(run.timed()) == len(files), (name, film)


@pytest.mark.parametrize("container", CONTAINERS)
def test_files_put_one_after_another_lose_no_frame(
    ffmpeg: Ffmpeg, films: Films, tmp_path: Path, container: str
) -> None:
    source = Source(str(films.h264_aac), "file")
    plan = plan_audio("auto", "aac", CONTAINERS[container])
    run = Watched(
        ffmpeg,
        record_arguments(
            recording(tmp_path / "run", films.h264_aac, container, source=source, segment_seconds=4, audio=plan),
            ffmpeg.version,
        ),
    )
    run.wait(30)

    seen = [look(file) for file in numbered(tmp_path / "run")]
    assert sum(each.frames for each in seen) == look(films.h264_aac).frames == 450
    assert all(each.starts_with_key for each in seen)
    segments = run.timed()
    assert [segment.number for segment in segments] == list(range(len(seen))) == list(range(8))
    for segment, following in itertools.pairwise(segments):
        gap = (following.started_at - segment.started_at).total_seconds() - segment.duration
        assert abs(gap) < 1 / RATE + 0.01


def test_a_restarted_recording_goes_on_counting_and_overwrites_nothing(
    ffmpeg: Ffmpeg, films: Films, tmp_path: Path
) -> None:
    folder = tmp_path / "a run with 100% odd 'name', é"
    source = Source(str(films.h264_aac), "file")
    for first in (0, 4):
        wanted = recording(
            folder, films.h264_aac, source=source, first_number=first, segment_seconds=8, audio=AudioPlan("none")
        )
        process = ffmpeg.start(record_arguments(wanted, ffmpeg.version))
        assert process.communicate(timeout=30) and process.returncode == 0

    assert [file.name for file in numbered(folder)] == [f"{number}.mp4" for number in range(8)]


def made(ffmpeg: Ffmpeg, wanted: Recording) -> Seen:
    """Record a film to its end into one file, and look at it."""
    process = ffmpeg.start(record_arguments(wanted, ffmpeg.version))
    _, messages = process.communicate(timeout=60)
    assert process.returncode == 0, messages
    return look(numbered(Path(wanted.folder))[0])


def test_h265_in_an_mp4_carries_the_tag_that_players_of_apple_need(
    ffmpeg: Ffmpeg, films: Films, tmp_path: Path
) -> None:
    wanted = recording(
        tmp_path / "run", films.hevc, source=Source(str(films.hevc), "file"), found="hevc", audio=AudioPlan("none")
    )

    assert made(ffmpeg, wanted).tag == "hvc1"


@pytest.mark.parametrize(
    ("container", "audio"), [("mp4", "aac"), ("ts", "aac"), ("mkv", "pcm_alaw"), ("avi", "pcm_alaw")]
)
def test_telephone_sound_is_kept_where_it_fits_and_becomes_aac_where_it_does_not(
    ffmpeg: Ffmpeg, films: Films, tmp_path: Path, container: str, audio: str
) -> None:
    plan = plan_audio("auto", "pcm_alaw", CONTAINERS[container])
    source = Source(str(films.h264_alaw), "file")

    seen = made(
        ffmpeg, recording(tmp_path / "run", films.h264_alaw, container, source=source, audio=plan, found="h264")
    )

    assert (seen.video, seen.audio) == ("h264", audio)


@pytest.mark.parametrize(
    ("container", "codec", "expected"),
    [("mp4", "h264", "h264"), ("mkv", "h265", "hevc"), ("avi", "mjpeg", "mjpeg"), ("ts", "h264", "h264")],
)
def test_a_picture_encoded_anew_has_the_size_and_the_rate_that_were_asked_for(
    ffmpeg: Ffmpeg, films: Films, tmp_path: Path, container: str, codec: str, expected: str
) -> None:
    video = Encoding(codec, resolution=(160, 90), frame_rate=5, quality=40)
    source = Source(str(films.hevc), "file")

    seen = made(
        ffmpeg, recording(tmp_path / "run", films.hevc, container, source=source, video=video, audio=AudioPlan("none"))
    )

    assert (seen.video, seen.size) == (expected, (160, 90))
    assert 19 <= seen.frames <= 22  # 60 frames at 15 a second, and what a start and an end round up


def test_what_is_encoded_anew_is_cut_exactly_where_it_was_asked_for(
    ffmpeg: Ffmpeg, films: Films, tmp_path: Path
) -> None:
    """Six seconds in files of five: each cut needs a key frame at its own time."""
    source = Source(str(films.slow_h264), "file")
    video = Encoding("h264", quality=30)
    wanted = recording(
        tmp_path / "run",
        films.slow_h264,
        source=source,
        video=video,
        segment_seconds=5,
        audio=AudioPlan("none"),
    )
    made(ffmpeg, wanted)

    assert [look(file).frames for file in numbered(tmp_path / "run")] == [75] * 6


def test_a_stream_that_stalls_leaves_a_readable_file_whatever_it_takes_to_end_it(
    ffmpeg: Ffmpeg, films: Films, tmp_path: Path
) -> None:
    fifo = tmp_path / "stream.ts"
    subprocess.run(["mkfifo", fifo], check=True)
    wanted = recording(tmp_path / "run", fifo, source=Source(str(fifo), "file"), audio=AudioPlan("none"))
    run = ffmpeg.start(record_arguments(wanted, ffmpeg.version))
    with fifo.open("wb") as stream:
        stream.write(films.h264_aac.read_bytes()[:900_000])
        stream.flush()
        time.sleep(1)
        for step in (signal.SIGINT, signal.SIGINT, signal.SIGKILL):
            run.send_signal(step)
            time.sleep(0.3)
    run.communicate(timeout=10)

    assert look(numbered(tmp_path / "run")[0]).frames > 60
