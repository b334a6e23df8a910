"""A work that fails: when it is tried again, when not, and what is said of it; hours of failures in milliseconds."""

import errno
from datetime import timedelta

import pytest

from regie.kernel.errors import GiveUp, TryAgain
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.states import State
from regie.kernel.processes.work import Ending, Failure, Success, Verdict
from tests.kernel.processes.scene import Recording


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


async def test_who_delivers_between_its_failures_is_tried_quickly_though_it_has_given_up(scene):
    supervised = await scene.start(Recording(max_retries=2))
    for failed in range(1, 9):
        scene.spawner.newest.says("frame")
        await scene.keep_beating(30)
        scene.spawner.newest.exits(1)
        await scene.clock.settle()
        assert supervised.next_try_at == scene.clock.now() + timedelta(seconds=0.25)
        assert (supervised.failures, supervised.gave_up) == (failed, failed > 2), "people are told all the same"
        await scene.clock.advance(1)
    assert len(scene.spawner.children) == 9


async def test_one_picture_and_then_silence_is_no_delivery(scene):
    supervised = await scene.start(Recording(max_retries=-1))
    waits = []
    for _ in range(4):
        scene.spawner.newest.says("frame")
        await scene.clock.advance(10)
        waits.append((supervised.next_try_at - scene.clock.now()).total_seconds())
        await scene.clock.advance(waits[-1])
    assert waits == [1, 2, 4, 8]


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


async def test_an_early_beat_of_a_process_that_is_gone_counts_for_nothing(scene):
    supervised = await scene.start(Recording())
    scene.spawner.newest.exits(1)
    await scene.clock.settle()
    supervised.beat()
    assert supervised.state is State.RETRYING
