"""Whether a camera answers, as its rows say it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from regie.camcron.cameras.reachability import REFUSED_SECONDS, Reachability
from tests.fakes.clock import VirtualClock


class Paper:
    """Rows on paper; refuses so many transactions first."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals = refusals
        self.rows: dict[str, bool] = {}
        self.written = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[None]:
        if self.refusals:
            self.refusals -= 1
            raise OSError("the database is locked")
        yield

    async def note_reachable(self, _session: Any, camera_id: str, *, reachable: bool, **_why: Any) -> None:
        self.rows[camera_id] = reachable
        self.written += 1


def reachability(paper: Paper, clock: VirtualClock) -> Reachability:
    return Reachability(paper, paper, clock)


async def test_what_the_database_refused_is_written_later_unless_it_has_changed_meanwhile():
    clock, paper = VirtualClock(), Paper(refusals=1)
    seen = reachability(paper, clock)
    seen.note("one", False, "timeout", "It does not answer.")
    seen.note("two", True, None, None)
    await clock.advance(0)
    assert paper.rows == {}

    seen.note("one", True, None, None)
    await clock.advance(REFUSED_SECONDS)

    assert paper.rows == {"one": True, "two": True}


async def test_a_database_that_goes_on_refusing_does_not_hold_up_the_end():
    clock = VirtualClock()
    seen = reachability(Paper(refusals=1000), clock)
    seen.note("one", True, None, None)
    await clock.advance(0)

    await seen.close()


async def test_a_camera_that_answers_again_is_told_once():
    clock = VirtualClock()
    seen, told = reachability(Paper(), clock), []
    seen.came_back = told.append

    for answers in (True, False, False, True, True):
        seen.note("one", answers, None, None)

    assert told == ["one"]
    await seen.close()


async def test_a_camera_that_goes_on_delivering_is_seen_anew_once_a_minute():
    clock, paper = VirtualClock(), Paper()
    seen = reachability(paper, clock)

    for _ in range(2 * 180):
        seen.note("one", True, None, None)
        await clock.advance(0.5)

    assert paper.written == 3
