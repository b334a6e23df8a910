"""A clock that jumps must not delete what it makes old."""

from datetime import UTC, datetime, timedelta

from regie.camcron.retention.doubt import AFTER_ABSENCE, AFTER_JUMP, Watch

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
YEAR = timedelta(days=365)
MINUTE = timedelta(minutes=1)


def test_a_first_start_and_a_night_away_are_believed() -> None:
    assert Watch(None).look(NOW, 0.0) is None
    assert Watch(NOW - timedelta(hours=23)).look(NOW, 0.0) is None


def test_a_clock_that_jumps_ahead_under_a_running_server_is_doubted_for_a_day() -> None:
    watch = Watch(NOW)
    assert watch.look(NOW, 100.0) is None

    doubt = watch.look(NOW + YEAR, 160.0)

    assert doubt is not None and "365 days ahead" in doubt.sentence and "2027-03-17" in doubt.sentence
    assert watch.look(NOW + YEAR + MINUTE, 160.0 + AFTER_JUMP - 1) == doubt
    assert watch.look(NOW + YEAR + timedelta(days=1), 160.0 + AFTER_JUMP) is None
    assert watch.look(NOW + YEAR + timedelta(days=1) + MINUTE, 220.0 + AFTER_JUMP) is None


def test_nothing_is_forgotten_before_a_look_nor_between_a_jump_and_the_next_look() -> None:
    watch = Watch(NOW)
    assert not watch.believes(NOW, 100.0), "nobody has looked since the start"
    watch.look(NOW, 100.0)
    assert watch.believes(NOW + MINUTE, 160.0)

    assert not watch.believes(NOW + YEAR, 161.0)
    watch.look(NOW + YEAR, 162.0)
    assert not watch.believes(NOW + YEAR, 163.0)
    watch.look(NOW + YEAR, 164.0, told=True)
    assert watch.believes(NOW + YEAR, 165.0)


def test_a_clock_that_comes_back_is_believed_at_once() -> None:
    watch = Watch(NOW)
    watch.look(NOW, 100.0)
    assert watch.look(NOW + YEAR, 160.0) is not None

    assert watch.look(NOW + 2 * MINUTE, 220.0) is None


def test_days_that_really_passed_between_two_looks_are_believed() -> None:
    """A machine that slept counts on."""
    watch = Watch(NOW)
    watch.look(NOW, 100.0)

    assert watch.look(NOW + timedelta(days=5), 100.0 + 5 * 86_400) is None


def test_after_a_long_absence_one_hour_is_waited() -> None:
    watch = Watch(NOW - timedelta(days=12))

    doubt = watch.look(NOW, 7.0)

    assert doubt is not None and "12 days" in doubt.sentence and "09:00 UTC" in doubt.sentence
    assert watch.look(NOW + timedelta(minutes=59), 7.0 + AFTER_ABSENCE - 60) == doubt
    assert watch.look(NOW + timedelta(hours=1), 7.0 + AFTER_ABSENCE) is None


def test_somebody_may_say_that_the_clock_is_right() -> None:
    watch = Watch(NOW - YEAR)
    assert watch.look(NOW, 0.0) is not None

    assert watch.look(NOW + MINUTE, 60.0, told=True) is None
    assert watch.look(NOW + 2 * MINUTE, 120.0) is None


def test_a_clock_that_goes_back_deletes_nothing_and_is_believed() -> None:
    watch = Watch(NOW)
    watch.look(NOW, 0.0)

    assert watch.look(NOW - YEAR, 60.0) is None
