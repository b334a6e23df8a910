"""Blocks of `-progress`, as real programs write them."""

import subprocess

import pytest

from regie.kernel.ffmpeg.progress import Progress, ProgressReader

FIRST = (
    b"frame=0\nfps=0.00\nstream_0_0_q=-0.0\nbitrate=N/A\ntotal_size=N/A\nout_time_us=N/A\nout_time_ms=N/A\n"
    b"out_time=N/A\ndup_frames=0\ndrop_frames=0\nspeed=N/A\nprogress=continue\n"
)
LATER = (
    b"frame=52\nfps=25.1\nstream_0_0_q=-1.0\nbitrate= 812.3kbits/s\ntotal_size=210123\nout_time_us=2080000\n"
    b"out_time_ms=2080000\nout_time=00:00:02.080000\ndup_frames=0\ndrop_frames=3\nspeed=   1x    \nprogress=end\n"
)


def test_a_block_is_read_as_it_was_meant():
    first, later = ProgressReader().feed(FIRST + LATER)
    assert first == Progress(frame=0, out_time_us=None, total_size=None, speed=None, drop_frames=0, done=False)
    assert later == Progress(frame=52, out_time_us=2_080_000, total_size=210_123, speed=1.0, drop_frames=3, done=True)


@pytest.mark.parametrize("size", [1, 2, 7, 250])
def test_no_cut_changes_the_blocks(size):
    reader, whole = ProgressReader(), FIRST + LATER
    found = [block for at in range(0, len(whole), size) for block in reader.feed(whole[at : at + size])]
    assert found == ProgressReader().feed(whole)


def test_without_video_there_are_no_frames_and_negative_times_are_kept():
    (block,) = ProgressReader().feed(b"bitrate=N/A\nout_time_us=-23000\nprogress=continue\n")
    assert (block.frame, block.out_time_us) == (None, -23_000)


def test_noise_without_end_fills_nothing():
    reader = ProgressReader()
    for _ in range(100):
        assert reader.feed(b"x" * 10_000) == []
    assert reader.feed(b"\n" + LATER)[-1].frame == 52


@pytest.mark.parametrize(
    ("before", "now", "ahead"),
    [
        (None, (0, None, None), False),
        (None, (1, None, None), True),
        ((5, 100, 10), (5, 100, 10), False),
        ((5, 100, 10), (6, 100, 10), True),
        ((None, 100, None), (None, 200, None), True),
        ((5, 100, None), (5, 100, 1), True),
    ],
    ids=["nothing yet", "the first frame", "a stall", "a frame", "audio alone", "bytes alone"],
)
def test_only_what_was_delivered_counts_as_a_beat(before, now, ahead):
    def block(values) -> Progress | None:
        return Progress(*values, speed=None, drop_frames=None, done=False) if values else None

    assert block(now).is_ahead_of(block(before)) is ahead


def test_real_programs_are_understood(any_ffmpeg):
    arguments = (
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "testsrc=s=64x64:r=25:d=1",
        "-progress",
        "pipe:1",
        "-f",
        "null",
        "-",
    )
    said = subprocess.run([any_ffmpeg, *arguments], capture_output=True, check=True).stdout
    last = ProgressReader().feed(said)[-1]
    assert (last.frame, last.out_time_us, last.drop_frames, last.done) == (25, 1_000_000, 0, True)
    assert last.speed > 0
