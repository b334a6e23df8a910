"""No camera goes on moving when nobody holds the stick: virtual time, a device that fails when it is told to."""

from typing import Any

import pytest

from regie.camcron.onvif.bridge import Contact
from regie.camcron.onvif.errors import DeviceFailed
from regie.camcron.onvif.pilot import AGAIN, Head, Pilot
from regie.camcron.onvif.schemas import Move
from tests.fakes.clock import VirtualClock

GATE = Head("gate", Contact("10.0.0.5", 80), "P1")
YARD = Head("yard", Contact("10.0.0.6", 80), "P1")


class Line:
    """Where requests go; the next ones may fail."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.said: list[tuple[float, str, str]] = []
        self.failing: set[str] = set()

    async def ask(self, do: str, contact: Contact, **words: Any) -> None:
        self.said.append((self.clock.monotonic(), do, contact.host))
        if do in self.failing:
            raise DeviceFailed("timeout", "It did not answer in time.")

    def when(self, do: str) -> list[float]:
        return [at for at, what, _ in self.said if what == do]


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def line(clock: VirtualClock) -> Line:
    return Line(clock)


@pytest.fixture
def pilot(line: Line, clock: VirtualClock) -> Pilot:
    return Pilot(line, clock)


def left(seconds: float) -> Move:
    return Move(move="continuous", pan=-0.5, seconds=seconds)


async def test_a_move_stops_when_its_time_is_over(pilot: Pilot, line: Line, clock: VirtualClock):
    await pilot.move(GATE, left(2))
    assert pilot.moves("gate")
    await clock.advance(10)

    assert line.when("stop") == [2]
    assert not pilot.moves("gate")


async def test_one_who_goes_on_holding_the_stick_moves_on_and_is_stopped_once(
    pilot: Pilot, line: Line, clock: VirtualClock
):
    for _ in range(5):
        await pilot.move(GATE, left(1))
        await clock.advance(0.5)
    await clock.advance(10)

    assert line.when("stop") == [3]


async def test_a_move_whose_answer_is_lost_is_stopped_all_the_same(pilot: Pilot, line: Line, clock: VirtualClock):
    line.failing.add("move")
    with pytest.raises(DeviceFailed):
        await pilot.move(GATE, left(1))
    await clock.advance(5)

    assert line.when("stop") == [1]


async def test_a_stop_is_repeated_until_the_device_confirms_it(pilot: Pilot, line: Line, clock: VirtualClock):
    line.failing.add("stop")
    await pilot.move(GATE, left(1))
    with pytest.raises(DeviceFailed):
        await pilot.move(GATE, Move(move="stop"))
    await clock.advance(AGAIN * 2.5)
    line.failing.clear()
    await clock.advance(60)

    assert len(line.when("stop")) == 4
    assert not pilot.moves("gate")


async def test_a_stop_by_hand_needs_no_second_one(pilot: Pilot, line: Line, clock: VirtualClock):
    await pilot.move(GATE, left(5))
    await pilot.move(GATE, Move(move="stop"))
    await clock.advance(60)

    assert line.when("stop") == [0]


async def test_the_end_of_the_server_stops_every_camera(pilot: Pilot, line: Line, clock: VirtualClock):
    await pilot.move(GATE, left(5))
    await pilot.move(YARD, left(5))
    await pilot.close()
    await clock.advance(60)

    assert sorted(host for _, do, host in line.said if do == "stop") == ["10.0.0.5", "10.0.0.6"]


async def test_a_place_or_a_way_needs_no_stop(pilot: Pilot, line: Line, clock: VirtualClock):
    await pilot.move(GATE, Move(move="absolute", pan=0.2))
    await pilot.move(GATE, Move(move="relative", zoom=0.2))
    await pilot.move(GATE, Move(move="home"))
    await clock.advance(60)

    assert [do for _, do, _ in line.said] == ["move", "move", "home"]
