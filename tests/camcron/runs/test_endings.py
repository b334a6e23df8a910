"""How a run is remembered whose window was over before its first frame: a table."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from regie.camcron.runs.endings import TOO_LATE, at_the_end
from regie.camcron.runs.spec import Ended, Order, Spec

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
TEN = EIGHT + timedelta(hours=2)
NOTHING = Ended("failed", "Nothing was recorded.")
DISK = Ended("failed", "The disk is full.", "diskFull")
SKIPPED = Ended("skipped", TOO_LATE, "tooLate")


def ended(had: float, *, told: Ended = NOTHING, end: datetime | None = TEN, **more: Any) -> Ended:
    """A window from eight to ten, of which a run had so many seconds; a first frame may take fifteen."""
    order = Order(cast(Spec, SimpleNamespace()), "continuous", "resume", EIGHT, end)
    return at_the_end(order, told, **{"began_at": TEN - timedelta(seconds=had), "enough": 15.0, "failures": 0} | more)


@pytest.mark.parametrize(
    ("remembered", "wanted"),
    [
        (ended(1), SKIPPED),
        (ended(14.9), SKIPPED),
        pytest.param(ended(15), NOTHING, id="there was time enough"),
        pytest.param(ended(7200), NOTHING, id="all of its window"),
        pytest.param(ended(1, failures=1), NOTHING, id="something failed meanwhile"),
        pytest.param(ended(1, told=DISK), Ended("skipped", DISK.reason, DISK.code), id="what it waited for is kept"),
        pytest.param(ended(1, told=Ended("success")), Ended("success"), id="it recorded"),
        pytest.param(ended(1, enough=None), NOTHING, id="nothing was expected to come"),
        pytest.param(ended(1, end=None), NOTHING, id="it had no end"),
        pytest.param(ended(7201), NOTHING, id="begun before its window, as the one before it went on"),
    ],
)
def test_a_run_that_began_too_late_in_its_window_for_a_first_frame_is_skipped(remembered: Ended, wanted: Ended):
    assert remembered == wanted


def test_a_window_that_is_short_by_its_plan_fails_when_nothing_came():
    order = Order(cast(Spec, SimpleNamespace()), "duration", "schedule", EIGHT, EIGHT + timedelta(seconds=5))

    assert at_the_end(order, NOTHING, began_at=EIGHT + timedelta(seconds=2), enough=15, failures=0) is NOTHING
