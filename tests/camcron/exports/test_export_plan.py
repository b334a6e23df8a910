"""Which films are joined, what is missing between them, and what ffmpeg is told."""

from datetime import UTC, datetime, timedelta

from regie.camcron.exports.plan import (
    Cut,
    Piece,
    extension_of,
    gaps_of,
    join_arguments,
    list_of,
    name_of,
    parts_of,
    told,
)
from regie.camcron.recordings.playing import Facts
from regie.camcron.runs.segments import Unclosed

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
H264 = Facts("h264", "aac", 640, 360, 15.0)
LARGE = Facts("h264", "aac", 1920, 1080, 15.0)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def piece(start: float, seconds: float = 60.0, facts: Facts = H264, path: str = "/r/a.mp4") -> Piece:
    return Piece(path, EIGHT + minutes(start), seconds, 1000, "mp4", facts)


def test_what_consists_of_the_same_is_one_film() -> None:
    films = [piece(0), piece(1), piece(2, facts=LARGE), piece(3)]

    assert [len(part) for part in parts_of(films)] == [2, 1, 1]


def test_a_gap_is_what_nobody_recorded_and_seams_are_none() -> None:
    films = [piece(0), piece(1.02), piece(3), piece(3.5)]

    gaps = gaps_of(films, EIGHT - minutes(1), EIGHT + minutes(5))

    assert [(start - EIGHT, end - EIGHT) for start, end in gaps] == [
        (minutes(-1), minutes(0)),
        (minutes(2.02), minutes(3)),
        (minutes(4.5), minutes(5)),
    ]


def test_what_is_still_being_written_and_what_is_to_come_are_told_as_such() -> None:
    last_frame = EIGHT + minutes(10) + timedelta(microseconds=7)
    unclosed = Unclosed("cam", "yard", "Yard", EIGHT + minutes(3), last_frame, EIGHT + minutes(18))

    found = told([(EIGHT + minutes(1), EIGHT + minutes(20))], unclosed, EIGHT + minutes(10))

    assert [(each.since - EIGHT, each.until - EIGHT) for each in found] == [
        (minutes(1), minutes(3)), (minutes(3), minutes(10)), (minutes(10), minutes(20))
    ]  # fmt: skip
    assert found[1].note == (
        "What was recorded since 2026-03-02 08:03:00 UTC is still being written; it can be exported from about "
        "2026-03-02 08:18:00 UTC on."
    )
    assert (found[1].available_at, found[0].note) == (EIGHT + minutes(18), None)
    assert found[2].note == "That is still to come."


def test_a_list_cuts_its_ends_and_survives_odd_paths() -> None:
    films = [piece(0, path="/r/l'été.mp4"), piece(1)]

    assert list_of(films, Cut(first=5.4, last=30.5, dropped=4.0)).splitlines() == [
        "ffconcat version 1.0",
        "file 'file:/r/l'\\''été.mp4'",
        "duration 56.000000",
        "inpoint 5.400000",
        "file 'file:/r/a.mp4'",
        "outpoint 30.500000",
    ]


def test_mp4_holds_what_everything_plays_and_matroska_the_rest() -> None:
    assert extension_of(H264) == "mp4"
    assert extension_of(Facts("mjpeg", None, 1, 1, None)) == "mkv"
    assert extension_of(Facts("h264", "pcm_alaw", 1, 1, None)) == "mkv"
    hevc = join_arguments("/l", "/t.mp4", Facts("hevc", None, 1, 1, None), "mp4")
    assert hevc[hevc.index("-tag:v") + 1] == "hvc1"


def test_a_name_tells_what_and_when() -> None:
    assert name_of(("Garage", "Jour semaine"), EIGHT) == "garage-jour-semaine_20260302T080000Z"
