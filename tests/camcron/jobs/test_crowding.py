"""What is told of a job that would meet others at a camera with a cap."""

from datetime import UTC, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from regie.camcron.jobs.plan import Plan, Trigger
from regie.camcron.jobs.planning.crowding import Gate, Reader, crowding
from regie.kernel.scheduling.cron import Cron

MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
WEEK = timedelta(days=7)


def reader(name: str, cron: str | None = None, stop: str | None = None, stream: str = "main") -> Reader:
    """Always there, without expressions."""
    start, end = (Cron.parse(text) if text else None for text in (cron, stop))
    trigger: Trigger = "oneshot" if start and not end else "continuous"
    return Reader(name, stream, Plan(trigger, start, end, None, None, ZoneInfo("Europe/Paris")))


def told(mine: Reader, others: list[Reader], connections: int, relay: str = "auto") -> str | None:
    found = crowding(mine, others, Gate(connections, relay), MONDAY, MONDAY + WEEK)
    return found.message if found else None


OFFICE = reader("Office", "0 8 * * 1-5", "0 18 * * 1-5")


def test_one_connection_is_shared_through_the_relay_at_the_hours_at_which_they_meet():
    audit = reader("Audit", "0 17 * * 3", "0 20 * * 3")

    assert told(OFFICE, [audit], 1) == (
        "from 2027-03-03 17:00 to 18:00 it meets «Audit» at a camera that takes 1 connection: "
        "they share it through the relay"
    )


@pytest.mark.parametrize("relay", ["auto", "always", "never"])
def test_as_many_as_it_takes_are_nothing_to_tell(relay: str):
    assert told(OFFICE, [reader("All day"), reader("Small", stream="sub")], 3, relay) is None


def test_without_the_relay_or_with_more_streams_than_connections_somebody_waits():
    assert "waits" in str(told(OFFICE, [reader("All day")], 1, "never"))
    assert "waits" in str(told(OFFICE, [reader("Small", stream="sub")], 1))
    assert "share" in str(told(OFFICE, [reader("All day"), reader("Small", stream="sub")], 2))


def test_those_that_never_meet_and_single_instants_are_nothing_to_tell():
    night = reader("Night", "0 20 * * *", "0 6 * * *")
    pictures = reader("Pictures", "*/5 * * * *")

    assert told(OFFICE, [night, pictures], 1) is None
    assert told(pictures, [night], 1) is None


def test_two_that_never_end_meet_from_now_on():
    assert "from 2027-03-01 01:00 on it meets «One»" in str(told(reader("Two"), [reader("One")], 1))


def test_many_are_named_by_the_first_three():
    crowd = [reader(f"Job {n}") for n in range(5)]

    assert "«Job 0», «Job 1», «Job 2» and 2 more" in str(told(OFFICE, crowd, 2))


def test_many_that_come_and_go_all_day_are_compared_in_a_moment():
    busy = [reader(f"Job {n}", f"{n % 20}-59/20 * * * *", f"{n % 20 + 1}-59/20 * * * *") for n in range(60)]
    begun = process_time()

    assert told(reader("Rare", "59 23 * * 0", "0 0 * * 1"), busy, 60) is None

    assert process_time() - begun < 10, "each with each would take minutes, and everybody would wait"
