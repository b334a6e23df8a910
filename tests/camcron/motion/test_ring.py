"""The pieces of a ring: which ones a clip takes, what is let go, how ffmpeg is told of them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.motion.arguments import assemble_arguments, ring_container
from regie.camcron.motion.ring import Piece, Ring, listing, span
from regie.camcron.runs.containers import CONTAINERS, AudioPlan

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)


def at(second: float) -> datetime:
    return BEGIN + timedelta(seconds=second)


def piece(second: float, seconds: float = 2.0, start: float | None = None) -> Piece:
    return Piece(Path(f"/ring/{second:g}.ts"), at(second), seconds, second, start)


def ring(*seconds: float) -> Ring:
    held = Ring()
    for second in seconds:
        held.add(piece(second))
    return held


def names(pieces: list[Piece]) -> list[str]:
    return [each.path.stem for each in pieces]


def test_a_clip_takes_every_piece_that_it_touches_and_none_twice() -> None:
    held = ring(0, 2, 4, 6, 8, 10)

    assert names(held.take(at(3), at(6.5))) == ["2", "4", "6"]
    assert names(held.take(at(3), at(9))) == ["8"]
    assert names(held.pieces) == ["0", "10"]


def test_a_piece_that_ends_where_a_span_begins_is_no_part_of_it() -> None:
    assert names(ring(0, 2, 4).take(at(2), at(4))) == ["2"]


def test_what_ended_before_an_instant_is_let_go() -> None:
    held = ring(0, 2, 4)

    assert names(held.drop_before(at(4))) == ["0", "2"]
    assert names(held.pieces) == ["4"] and held.seconds_since(at(4)) == 2


def test_each_piece_is_as_long_as_the_way_to_the_next_ones_earliest_packet() -> None:
    """Sound may begin before the picture, in one piece more than in another."""
    pieces = [piece(0, start=0.97), piece(2, start=3.0), piece(4, start=4.94)]

    assert listing(pieces).splitlines() == [
        "ffconcat version 1.0",
        "file '/ring/0.ts'", "duration 2.030000",
        "file '/ring/2.ts'", "duration 1.940000",
        "file '/ring/4.ts'",
    ]  # fmt: skip


@pytest.mark.parametrize("start", [None, 95443.7], ids=["unknown", "the clock of the stream began anew"])
def test_where_the_files_do_not_tell_the_list_of_pieces_does(start: float | None) -> None:
    assert "duration 2.000000" in listing([piece(0, start=start), piece(2, start=1.0)])


def test_a_quote_in_a_path_stays_in_it() -> None:
    odd = piece(0)
    odd.path = Path("/it's/0.ts")

    assert "file '/it'\\''s/0.ts'" in listing([odd])


def test_a_span_is_dated_by_its_last_piece_for_that_knows_the_clock_best() -> None:
    early, late = piece(0), piece(2)
    early.started_at = at(0.9)

    assert span([early, late]) == (at(0), 4.0)


@pytest.mark.parametrize(
    ("video", "found", "audio", "target", "expected"),
    [
        ("h264", "aac", "copy", "mp4", "ts"),
        ("hevc", "", "none", "mkv", "ts"),
        ("h264", "pcm_alaw", "aac", "mp4", "ts"),
        ("h264", "pcm_alaw", "copy", "mkv", "mkv"),
        ("h264", "flac", "copy", "mp4", "mkv"),
        ("mjpeg", "", "none", "mkv", "mkv"),
        (None, None, "aac", "mp4", "mkv"),
        ("h264", "aac", "aac", "avi", "mkv"),
    ],
)
def test_the_ring_is_written_in_what_takes_the_stream_as_it_comes(
    video: str | None, found: str | None, audio: str, target: str, expected: str
) -> None:
    plan = AudioPlan(audio)

    assert ring_container(video, found, plan, CONTAINERS[target]).extension == expected


def test_nothing_is_encoded_anew_and_h265_has_the_tag_that_players_need() -> None:
    words = assemble_arguments("/ring/list", "/ring/clip.mp4", CONTAINERS["mp4"], "hevc")

    assert [pair for pair in pairwise(words) if pair[0] in ("-c", "-tag:v", "-movflags")] == [
        ("-c", "copy"),
        ("-tag:v", "hvc1"),
        ("-movflags", "+faststart"),
    ]


@given(st.lists(st.floats(0.5, 8), min_size=1, max_size=30), st.floats(0, 200), st.floats(0, 60))
def test_two_clips_in_a_row_share_no_piece_and_leave_no_gap(lengths: list[float], since: float, long: float) -> None:
    held, second = Ring(), 0.0
    for seconds in lengths:
        held.add(piece(second, seconds))
        second += seconds
    first = held.take(at(since), at(since + long))
    then = held.take(at(since + long), at(since + 2 * long))

    together = [*first, *then]
    assert len({each.path for each in together}) == len(together)
    for each, following in pairwise(together):
        assert abs((following.started_at - each.ends_at).total_seconds()) < 1e-3
