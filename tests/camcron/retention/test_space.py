"""Little space is told once, and its end is."""

from regie.camcron.retention.space import FUTILE, SETTLES, LowSpace, Relief


def told(*free: int, low: float = 5.0) -> list[str | None]:
    watch = LowSpace()
    return [watch.look(1000, each, low) for each in free]


def test_a_disk_is_low_when_two_looks_say_so_and_told_once() -> None:
    assert told(500, 500, 40, 40, 40, 30) == [None, "well", None, "low", None, None]


def test_one_look_below_the_line_is_no_alert() -> None:
    assert told(40, 500, 40, 500, 500) == [None, None, None, None, "well"]


def test_around_the_line_it_stays_low_until_a_fifth_more_is_free() -> None:
    assert told(40, 40, 52, 52, 59, 45, 55, 61, 61) == [None, "low", None, None, None, None, None, None, "well"]


def test_nothing_is_told_where_nobody_wants_it() -> None:
    assert told(0, 0, 0, low=0.0) == [None, "well", None]


def test_what_was_deleted_a_moment_ago_is_not_deleted_once_more_while_the_disk_settles() -> None:
    relief = Relief()
    relief.deleted(0.0, free=100, size=50)

    assert relief.pending(1.0, free=100, total=1000, per_second=0.0) == 50
    assert relief.pending(2.0, free=130, total=1000, per_second=0.0) == 20
    assert relief.pending(SETTLES, free=150, total=1000, per_second=0.0) == 0


def test_a_disk_that_gives_nothing_back_is_left_alone_for_an_hour() -> None:
    relief = Relief()
    relief.deleted(0.0, free=100, size=50)

    assert relief.pending(SETTLES, free=100, total=1000, per_second=0.0) == 0, "somebody else may have written"
    relief.deleted(SETTLES, free=100, size=50)
    assert relief.pending(2 * SETTLES, free=100, total=1000, per_second=0.0) is None
    assert relief.pending(2 * SETTLES + FUTILE - 1, free=100, total=1000, per_second=0.0) is None
    assert relief.pending(2 * SETTLES + FUTILE, free=100, total=1000, per_second=0.0) == 0


def test_a_disk_that_somebody_else_fills_for_a_moment_goes_on_being_relieved() -> None:
    relief = Relief()
    for start, free in ((0.0, 100), (SETTLES, 150), (2 * SETTLES, 150), (3 * SETTLES, 200)):
        relief.deleted(start, free=free, size=50)
        filled = start in (0.0, 2 * SETTLES)
        assert relief.pending(start + SETTLES, free=free + (0 if filled else 50), total=1000, per_second=0.0) == 0


def test_what_recordings_wrote_meanwhile_is_no_sign_of_a_disk_that_gives_nothing_back() -> None:
    relief = Relief()
    relief.deleted(0.0, free=100, size=50)

    assert relief.pending(SETTLES, free=100, total=1000, per_second=50 / SETTLES) == 0


def test_little_that_was_deleted_tells_nothing() -> None:
    relief = Relief()
    relief.deleted(0.0, free=10_000, size=50)

    assert relief.pending(SETTLES, free=9_000, total=1_000_000, per_second=0.0) == 0
