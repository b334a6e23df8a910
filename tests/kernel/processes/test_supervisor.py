"""The life of a supervised work on virtual time: hours of failures in milliseconds."""

import asyncio
import errno
from datetime import timedelta

import pytest

from regie.kernel.errors import GiveUp, TryAgain
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.states import State
from regie.kernel.processes.supervisor import Closing, Supervisor
from regie.kernel.processes.work import Ending, Failure, Success, Verdict
from tests.fakes.clock import VirtualClock
from tests.fakes.processes import FakeSpawner


class Recording:
    """A work that beats on each chunk, and fails whenever its process ends by itself."""

    def __init__(self, **policy) -> None:
        self.name = "recording"
        self.policy = RestartPolicy(**policy)
        self.start_within: float | None = 20.0
        self.stall_after: float | None = 10.0
        self.launched: list[int] = []
        self.supervised = None

    async def launch(self, attempt: int) -> Launch:
        self.launched.append(attempt)
        return Launch(("ffmpeg",))

    def received(self, pipe: str, data: bytes) -> None:
        self.supervised.beat()

    def judge(self, exit_: Exit) -> Verdict:
        return Failure(exit_.sentence)


class Scene:
    """A supervisor on a virtual clock, with children of paper."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.spawner = FakeSpawner(self.clock)
        self.supervisor = Supervisor(
            self.spawner,
            self.clock,
            ProcessSettings(),
            redact=lambda text: text.replace("hunter2", "***"),
            random=lambda: 0.5,
        )
        self.told: list[State] = []
        self.reasons: list[str | None] = []

    async def start(self, work: Recording):
        work.supervised = self.supervisor.start(work, self.hears)
        await self.clock.settle()
        return work.supervised

    def hears(self, supervised) -> None:
        self.told.append(supervised.state)
        self.reasons.append(supervised.reason)

    async def running(self, work: Recording):
        supervised = await self.start(work)
        self.spawner.newest.says("frame=1")
        await self.clock.settle()
        return supervised

    async def keep_beating(self, seconds: int) -> None:
        for _ in range(seconds):
            await self.clock.advance(1)
            self.spawner.newest.says("frame")


@pytest.fixture
async def scene():
    scene = Scene()
    yield scene
    closing = asyncio.ensure_future(scene.supervisor.close())
    await scene.clock.advance(30)
    await closing


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


async def test_a_crashing_process_is_restarted_later_and_later_then_slowly_for_ever(scene):
    scene.spawner.every_process_exits_with(1)
    supervised = await scene.start(Recording(max_retries=3))
    starts = []
    for second in range(190):
        if len(scene.spawner.children) > len(starts):
            starts.append(second)
        await scene.clock.advance(1)

    assert starts == [0, 1, 3, 7, 67, 127, 187]
    assert supervised.gave_up
    assert supervised.state is State.RETRYING
    assert supervised.reason == "The process ended with code 1."


async def test_giving_up_is_told_once_and_a_stable_minute_ends_it(scene):
    supervised = await scene.start(Recording(max_retries=0))
    scene.spawner.newest.exits(1)
    await scene.clock.settle()
    assert supervised.gave_up
    assert supervised.next_try_at == scene.clock.now() + timedelta(seconds=60)

    await scene.clock.advance(60)
    scene.spawner.newest.says("frame")
    await scene.keep_beating(59)
    assert supervised.state is State.RUNNING
    assert supervised.gave_up, "one that comes and goes is not told again and again"
    await scene.keep_beating(2)
    assert not supervised.gave_up
    assert supervised.failures == 0


async def test_a_failure_after_a_stable_minute_is_the_first_one_again(scene):
    supervised = await scene.start(Recording())
    for _ in range(2):
        scene.spawner.newest.exits(1)
        await scene.clock.advance(3)
    assert supervised.failures == 2
    scene.spawner.newest.says("frame")
    await scene.keep_beating(61)
    scene.spawner.newest.exits(1)
    await scene.clock.settle()
    assert supervised.failures == 1


async def test_what_another_of_ours_cut_off_comes_back_at_its_pace_and_never_gives_up(scene):
    work = Recording(max_retries=1)
    work.judge = lambda exit_: Failure("The relay ended.", delay=1.0, counts=False)
    supervised = await scene.start(work)
    for _ in range(5):
        scene.spawner.newest.says("frame")
        scene.spawner.newest.exits(1)
        await scene.clock.settle()
        assert (supervised.failures, supervised.gave_up, supervised.state) == (0, False, State.RETRYING)
        await scene.clock.advance(1)
    assert len(scene.spawner.children) == 6

    scene.spawner.newest.says("frame")
    assert supervised.troubled_since is not None
    await scene.keep_beating(61)
    assert supervised.troubled_since is None, "a stable minute makes up for it as well"


async def test_who_is_cut_off_before_it_ran_has_failed_as_any_other(scene):
    work = Recording(max_retries=1)
    work.judge = lambda exit_: Failure("The relay ended.", delay=1.0, counts=False)
    supervised = await scene.start(work)
    for _ in range(2):
        scene.spawner.newest.exits(1)
        await scene.clock.advance(1)
    assert (supervised.failures, supervised.gave_up) == (2, True)


async def test_giving_up_is_final_where_the_policy_says_so(scene):
    scene.spawner.every_process_exits_with(1)
    supervised = await scene.start(Recording(max_retries=1, after_giving_up=None))
    await scene.clock.advance(2)
    outcome = await supervised.wait()
    assert (outcome.ending, outcome.attempts, outcome.failures) == (Ending.FAILED, 2, 2)


async def test_a_nudge_tries_at_once_and_only_while_it_waits(scene):
    supervised = await scene.start(Recording(max_retries=0))
    supervised.nudge()
    scene.spawner.newest.exits(1)
    await scene.clock.advance(5)
    assert len(scene.spawner.children) == 1, "a nudge given before the failure is not kept for later"

    supervised.nudge()
    await scene.clock.settle()
    assert len(scene.spawner.children) == 2
    assert supervised.next_try_at is None

    scene.spawner.newest.exits(1)
    await scene.clock.advance(5)
    assert len(scene.spawner.children) == 2, "a nudge is good for one try"


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


async def test_success_is_what_the_work_says_not_the_exit_code(scene):
    class Snapshot(Recording):
        def judge(self, exit_: Exit) -> Verdict:
            return Success() if exit_.code == 3 else Failure("No picture came.")

    supervised = await scene.start(Snapshot())
    scene.spawner.newest.exits(0)
    await scene.clock.advance(1)
    assert supervised.reason is None
    assert scene.reasons[1] == "No picture came."
    scene.spawner.newest.exits(3)
    outcome = await supervised.wait()
    assert (outcome.ending, outcome.attempts) == (Ending.SUCCESS, 2)


async def test_a_permanent_failure_ends_it(scene):
    class Wrong(Recording):
        def judge(self, exit_: Exit) -> Verdict:
            return Failure("The codec does not fit.", permanent=True)

    supervised = await scene.start(Wrong())
    scene.spawner.newest.exits(1)
    outcome = await supervised.wait()
    assert (outcome.ending, outcome.reason) == (Ending.FAILED, "The codec does not fit.")


async def test_a_launch_may_ask_for_another_try_or_give_up(scene):
    class Blocked(Recording):
        async def launch(self, attempt: int) -> Launch:
            if attempt == 1:
                raise TryAgain("The camera's session hunter2 is not over yet.", delay=33)
            raise GiveUp("The camera is gone.")

    supervised = await scene.start(Blocked())
    assert supervised.reason == "The camera's session *** is not over yet."
    await scene.clock.advance(32)
    assert supervised.attempts == 1
    await scene.clock.advance(1)
    assert (await supervised.wait()).reason == "The camera is gone."


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file", "/opt/ffmpeg"), "is not there: /opt/ffmpeg."),
        (PermissionError(errno.EACCES, "Permission denied", "/opt/ffmpeg"), "may not be run: /opt/ffmpeg."),
        (OSError(errno.EMFILE, "Too many open files"), "no room for another process: Too many open files."),
        (OSError(errno.ENOEXEC, "Exec format error"), "did not start it: Exec format error."),
    ],
    ids=["missing", "forbidden", "full", "other"],
)
async def test_what_the_system_refuses_is_a_failure_in_words(scene, error, sentence):
    scene.spawner.refuses = error
    supervised = await scene.start(Recording())
    assert supervised.reason.endswith(sentence)
    scene.spawner.refuses = None
    await scene.clock.advance(1)
    assert supervised.attempts == 2
    assert supervised.pid


@pytest.mark.parametrize("where", ["launch", "received", "judge", "on_change"])
async def test_an_error_in_the_work_itself_never_breaks_the_supervision(scene, where, caplog):
    class Broken(Recording):
        async def launch(self, attempt: int) -> Launch:
            return self.fails("launch", attempt) or await super().launch(attempt)

        def received(self, pipe: str, data: bytes) -> None:
            self.fails("received", self.supervised.attempts)
            super().received(pipe, data)

        def judge(self, exit_: Exit) -> Verdict:
            self.fails("judge", self.supervised.attempts)
            return super().judge(exit_)

        def fails(self, at: str, attempt: int) -> None:
            if at == where and attempt == 1:
                raise KeyError("hunter2")

    if where == "on_change":
        scene.hears = lambda supervised: 1 / 0
    supervised = await scene.start(Broken())
    if scene.spawner.children:
        scene.spawner.newest.says("frame")
        await scene.clock.settle()
        scene.spawner.newest.exits(1)
        await scene.clock.settle()
    assert supervised.state is State.RETRYING
    assert where == "on_change" or "KeyError: '***'" in supervised.reason

    await scene.clock.advance(1)
    scene.spawner.newest.says("frame")
    assert supervised.state is State.RUNNING


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


async def test_an_early_beat_of_a_process_that_is_gone_counts_for_nothing(scene):
    supervised = await scene.start(Recording())
    scene.spawner.newest.exits(1)
    await scene.clock.settle()
    supervised.beat()
    assert supervised.state is State.RETRYING
