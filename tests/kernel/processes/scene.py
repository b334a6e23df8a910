"""A supervisor on virtual time, with children of paper."""

from typing import Any

from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.states import State
from regie.kernel.processes.supervisor import Supervisor
from regie.kernel.processes.work import Failure, Verdict
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
        self.supervised: Any = None

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
