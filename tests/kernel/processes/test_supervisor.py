"""The life of a supervised work on virtual time: how it starts, stalls, is stopped and closed."""

import asyncio

import pytest

from regie.kernel.processes.launch import Launch
from regie.kernel.processes.states import State
from regie.kernel.processes.supervisor import Closing
from regie.kernel.processes.work import Ending
from tests.kernel.processes.scene import Recording


async def test_the_first_beat_makes_it_running_and_a_stop_ends_it(scene):
    supervised = await scene.start(Recording())
    assert supervised.state is State.STARTING
    scene.spawner.newest.says("frame=1")
    assert supervised.state is State.RUNNING
    assert supervised.pid == scene.spawner.newest.pid

    supervised.stop("The window is over.")
    outcome = await supervised.wait()

    assert (outcome.ending, outcome.reason, outcome.before) == (Ending.STOPPED, "The window is over.", State.RUNNING)
    assert outcome.exit.code == 255
    assert scene.told == [State.STARTING, State.RUNNING, State.STOPPING, State.ENDED]
    assert supervised.pid is None
    assert len(scene.supervisor) == 0


async def test_silence_is_a_stall_and_the_next_process_follows(scene):
    supervised = await scene.running(Recording())
    await scene.clock.advance(9.9)
    assert supervised.state is State.RUNNING
    await scene.clock.advance(0.1)

    assert scene.told[-2:] == [State.STALLED, State.RETRYING]
    assert supervised.reason == "Nothing came for 10 s."
    await scene.clock.advance(1)
    assert len(scene.spawner.children) == 2


async def test_beats_keep_it_alive(scene):
    supervised = await scene.running(Recording())
    await scene.keep_beating(300)
    assert supervised.state is State.RUNNING
    assert supervised.attempts == 1


async def test_nothing_within_the_time_of_a_start_is_a_stall_too(scene):
    supervised = await scene.start(Recording())
    await scene.clock.advance(19.9)
    assert supervised.state is State.STARTING
    await scene.clock.advance(0.1)
    assert supervised.reason == "Nothing came within 20 s of its start."
    assert State.STALLED in scene.told


async def test_the_ladder_asks_twice_then_kills(scene):
    scene.spawner.obeys = None
    supervised = await scene.running(Recording())
    supervised.stop("enough")
    child, began = scene.spawner.newest, scene.clock.monotonic()
    await scene.clock.advance(10)

    assert [(at - began, what) for at, what in child.signals] == [(0, "ask"), (2, "ask"), (5, "kill")]
    assert (await supervised.wait()).exit.code == -9


async def test_who_needs_two_requests_is_not_killed(scene):
    scene.spawner.obeys = 2
    supervised = await scene.running(Recording())
    supervised.stop("enough")
    await scene.clock.advance(2)
    assert (await supervised.wait()).exit.code == 255


async def test_a_process_that_even_force_does_not_end_holds_nobody_up(scene):
    scene.spawner.obeys = None
    supervised = await scene.running(Recording())
    scene.spawner.newest.unkillable = True
    await scene.clock.advance(10 + 5 + 5)

    assert supervised.state is State.RETRYING
    assert supervised.reason == (
        "Nothing came for 10 s. The process does not end even when killed: it hangs inside the system."
    )
    await scene.clock.advance(1)
    assert len(scene.spawner.children) == 2


async def test_a_stop_while_the_ladder_ends_a_stalled_one_is_a_stop(scene):
    scene.spawner.obeys = None
    supervised = await scene.running(Recording())
    await scene.clock.advance(11)
    assert supervised.state is State.STALLED
    supervised.stop("The window is over.")
    await scene.clock.advance(4)
    outcome = await supervised.wait()
    assert (outcome.ending, outcome.before) == (Ending.STOPPED, State.STALLED)
    assert scene.spawner.newest.signals[-1][1] == "kill"


async def test_a_stop_between_two_tries_ends_it_at_once(scene):
    scene.spawner.every_process_exits_with(1)
    supervised = await scene.start(Recording())
    supervised.stop("enough")
    outcome = await supervised.wait()
    assert (outcome.ending, outcome.before) == (Ending.STOPPED, State.RETRYING)
    assert scene.clock.monotonic() == 0


async def test_a_stop_while_it_waits_to_be_launched_starts_nothing(scene):
    class Waiting(Recording):
        async def launch(self, attempt: int) -> Launch:
            await asyncio.Event().wait()
            raise AssertionError

    supervised = await scene.start(Waiting())
    supervised.stop("enough")
    outcome = await supervised.wait()
    assert (outcome.ending, outcome.before) == (Ending.STOPPED, State.STARTING)
    assert scene.spawner.children == []


async def test_a_launch_gives_back_what_it_holds_before_the_end_is_told(scene):
    held = []

    class Holding(Recording):
        async def launch(self, attempt: int) -> Launch:
            held.append("a connection")
            try:
                await asyncio.Event().wait()
            finally:
                await scene.clock.sleep(1)
                held.clear()
            raise AssertionError

    supervised = await scene.start(Holding())
    supervised.stop("enough")
    await scene.clock.advance(0.9)
    assert supervised.state is State.STARTING
    await scene.clock.advance(0.1)
    assert supervised.state is State.ENDED
    assert held == []


async def test_a_launch_that_ignores_its_cancellation_holds_nobody_up(scene):
    release = asyncio.Event()

    class Deaf(Recording):
        async def launch(self, attempt: int) -> Launch:
            while not release.is_set():
                try:
                    await release.wait()
                except asyncio.CancelledError:
                    continue
            return Launch(("ffmpeg",))

    supervised = await scene.start(Deaf())
    supervised.stop("enough")
    await scene.clock.advance(2)
    assert supervised.state is State.ENDED
    release.set()
    await scene.clock.settle()
    assert scene.spawner.children == []


async def test_a_work_that_cannot_beat_is_running_once_started(scene):
    work = Recording()
    work.start_within = work.stall_after = None
    supervised = await scene.start(work)
    assert supervised.state is State.RUNNING
    await scene.clock.advance(3600)
    assert supervised.state is State.RUNNING


async def test_who_stops_waiting_for_the_outcome_changes_nothing(scene):
    supervised = await scene.running(Recording())
    waiter = asyncio.ensure_future(supervised.wait())
    await scene.clock.settle()
    waiter.cancel()
    await scene.clock.advance(5)
    assert supervised.state is State.RUNNING


async def test_closing_ends_everybody_within_the_time_of_one_ladder(scene):
    scene.spawner.obeys = None
    everybody = [await scene.running(Recording()) for _ in range(100)]
    closing = asyncio.ensure_future(scene.supervisor.close())
    await scene.clock.advance(5)
    await closing

    assert scene.clock.monotonic() <= 5
    assert all(supervised.state is State.ENDED for supervised in everybody)
    assert (await everybody[0].wait()).reason == "The server stops."
    with pytest.raises(Closing):
        scene.supervisor.start(Recording())


async def test_closing_waits_for_nobody_who_cannot_be_ended(scene):
    scene.spawner.obeys = None
    await scene.running(Recording())
    scene.spawner.newest.unkillable = True
    closing = asyncio.ensure_future(scene.supervisor.close())
    await scene.clock.advance(12)
    await closing
    assert scene.spawner.closed
