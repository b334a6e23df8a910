"""
The weeks that the console paints, compared with what the server makes of their expressions.

`web/shared/week-vectors.json` holds paintings and the pairs of expressions that the console's editor says them by; a
test of the editor keeps it current. Here each pair is planned by the server, half hour by half hour.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regie.camcron.jobs.plan import Plan, windows
from regie.kernel.scheduling.cron import Cron
from tests.serving import ROOT

VECTORS = json.loads((ROOT / "web" / "shared" / "week-vectors.json").read_text())
MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
SLOTS = 7 * 48


def planned(pair: dict[str, str | None]) -> set[int]:
    """The half hours of a week in which the server wants a job of these expressions."""
    cron, stop = (Cron.parse(text) if text else None for text in (pair["cron"], pair["cronStop"]))
    plan = Plan("continuous", cron, stop, None, None, ZoneInfo("UTC"))
    found: set[int] = set()
    for window in windows(plan, MONDAY, MONDAY + SLOTS * HALF_HOUR):
        begin = max(window.start or MONDAY, MONDAY)
        end = min(window.end or MONDAY + SLOTS * HALF_HOUR, MONDAY + SLOTS * HALF_HOUR)
        found |= set(range((begin - MONDAY) // HALF_HOUR, (end - MONDAY) // HALF_HOUR))
    return found


def test_there_are_paintings_of_both_kinds():
    counts = [len(vector["pairs"]) for vector in VECTORS]

    assert counts.count(1) >= 10
    assert len(counts) - counts.count(1) >= 10


@pytest.mark.parametrize("vector", VECTORS)
def test_the_jobs_that_the_editor_makes_of_a_painting_run_exactly_in_it(vector: dict[str, Any]):
    painting = "".join(vector["painting"])

    found = [planned(pair) for pair in vector["pairs"]]

    assert set.union(*found) == {slot for slot in range(SLOTS) if painting[slot] == "#"}
    assert sum(map(len, found)) == painting.count("#"), "two of its jobs run at the same time"
