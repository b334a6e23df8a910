"""Little space is told once, and its end is."""

from regie.camcron.retention.space import LowSpace


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
