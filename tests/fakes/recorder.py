"""
Works of paper: what a recorder supervises, without any stream.

A recording runs until it is stopped; a job of one instant is done as soon as it was started. A camera that is `down`
refuses each try. The processes are those of `tests.fakes.processes`.
"""

from dataclasses import replace

from regie.camcron.runs.recorder import Hooks
from regie.camcron.runs.spec import Ended, Order, Spec
from regie.kernel.clock import Clock
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.states import State
from regie.kernel.processes.supervised import Supervised
from regie.kernel.processes.work import Ending, Failure, Outcome, Success, Verdict
from tests.fakes.processes import FakeChild, FakeSpawner


class PaperWork:
    """Behaves as a recording, a picture or a connectivity test does towards the recorder."""

    def __init__(self, order: Order, run_id: str, hooks: Hooks, clock: Clock) -> None:
        self.order = order
        self.run_id = run_id
        self.supervised: Supervised | None = None
        self.waiting: tuple[str, str] | None = None
        self.code: str | None = None
        self._hooks = hooks
        self._clock = clock
        self._failure: str | None = None
        self._of_an_instant = order.kind == "tick"

    @property
    def name(self) -> str:
        return self.order.spec.job_slug

    @property
    def policy(self) -> RestartPolicy:
        again = None if self._of_an_instant else 60.0
        return RestartPolicy(max_retries=self.order.spec.max_retries, after_giving_up=again)

    @property
    def start_within(self) -> float | None:
        return None

    @property
    def stall_after(self) -> float | None:
        return None

    async def launch(self, attempt: int) -> Launch:
        """A picture is of its tick, however early it was asked for."""
        if self._of_an_instant:
            await self._clock.sleep((self.order.scheduled_at - self._clock.now()).total_seconds())
        self._hooks.started()
        return Launch((self.order.spec.job_slug, self.order.kind))

    def received(self, pipe: str, data: bytes) -> None:
        """It says nothing."""

    def judge(self, exit_: Exit) -> Verdict:
        if exit_.code == 0 and self._of_an_instant:
            return Success()
        self.code, self._failure = "unreachable", "The camera does not answer."
        return Failure(self._failure)

    def adapt(self, spec: Spec) -> None:
        self.order = replace(self.order, spec=spec)

    def renew(self, order: Order, run_id: str) -> None:
        self.order, self.run_id = order, run_id

    def changed(self, supervised: Supervised) -> None:
        """Nobody needs to know."""

    async def finish(self, outcome: Outcome) -> Ended:
        if outcome.ending is Ending.SUCCESS or (not self._of_an_instant and outcome.before is State.RUNNING):
            return Ended("success")
        return Ended("failed", self._failure or outcome.reason, self.code)


class Cameras:
    """Which cameras answer, as the processes of paper notice it."""

    def __init__(self, spawner: FakeSpawner) -> None:
        self.down: set[str] = set()
        """Slugs of jobs whose camera refuses."""
        self._spawner = spawner
        spawner.on_start = self._started

    def _started(self, child: FakeChild) -> None:
        job, kind = child.launch.argv
        if job in self.down:
            child.exits(1)
        elif kind == "tick":
            child.exits(0)

    def fail(self, job: str) -> None:
        """The camera of a running job goes away."""
        self.down.add(job)
        for child in self._spawner.children:
            if child.launch.argv[0] == job and child.exit is None:
                child.exits(1)
