"""
The server's side of the child that looks at pictures: one for all jobs, started when the first one asks.

Questions are answered in their order. When the child ends, or does not answer, whoever waits hears of it and asks
again; the next question starts another child, a moment later if the former ones did not live long.
"""

import asyncio
import base64
import contextlib
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regie.camcron.motion.errors import AnalystGone, Unreadable
from regie.camcron.runs.sensing import Sensing
from regie.kernel.clock import Clock
from regie.kernel.metrics import counter, histogram
from regie.kernel.processes.child import Child, Spawner
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.lines import LineSplitter

PATIENCE = 20.0
"""Seconds that an answer may take: a piece takes a hundredth of a second, a child that loads on a busy machine two."""
LONGEST = 1 << 20
PAUSE = 1.0
"""Seconds before another child is started; one that crashes at once shall not keep the machine busy."""
LOOKS = counter("regie_motion_looks", "Pieces of film that were looked at for motion.")
RESTARTS = counter("regie_motion_restarts", "Ends of the process that looks for motion which nobody asked for.")
SECONDS = histogram(
    "regie_motion_look_seconds", "From asking for a look at a piece to its answer.", buckets=(0.01, 0.05, 0.2, 1, 5, 20)
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Glance:
    """One picture of a piece. The offset is in seconds from the piece's first picture."""

    offset: float
    score: float
    area: float
    moving: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the last picture changed: a digit for each cell, row by row."""

    digits: str
    columns: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a look at a piece showed."""

    start: float | None
    """Of its earliest packet, in seconds on the time line of its process."""
    seconds: float | None
    """From its first picture to its end."""
    keys: tuple[float, ...]
    """Its key frames, in seconds from its first picture."""
    glances: tuple[Glance, ...]
    video: str | None = None
    """Its codec."""
    picture: bytes | None = None
    """A JPEG of the one that moves most."""
    cells: Cells | None = None


class Analyst:
    """Asks the child. `said` hears of each child that ended without being asked to."""

    def __init__(self, spawner: Spawner, clock: Clock) -> None:
        self._spawner = spawner
        self._clock = clock
        self._child: Child | None = None
        self._answers = LineSplitter(LONGEST)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self._starting = asyncio.Lock()
        self._closed = False
        self._not_before = 0.0
        self.generation = 0
        """How many children there were."""
        self.on_restart: list[Callable[[str], None]] = []

    @property
    def pid(self) -> int | None:
        """Of the living child."""
        return self._child.pid if self._child is not None and self._child.exit is None else None

    async def ready(self) -> int:
        """Which child it is, counted from one; the one that runs, or a new one. Raises `AnalystGone` once closed."""
        await self._running()
        return self.generation

    async def look(
        self, job: str, path: str, at: float, sensing: Sensing, *, best: float | None = None, cells: bool = False
    ) -> Report:
        """
        Look at a piece whose first picture was at `at` (seconds since 1970).

        With `best` a picture comes along when one moves more than that (below 0: in any case). Raises `AnalystGone`,
        `Unreadable`.
        """
        begun = self._clock.monotonic()
        told = await self._ask(
            "look", job=job, path=path, at=at, everyFrame=sensing.analysis == "frames", best=best, cells=cells,
            **_limits(sensing),
        )  # fmt: skip
        LOOKS.inc()
        SECONDS.observe(self._clock.monotonic() - begun)
        return _report(told)

    async def glance(self, job: str, jpeg: bytes, at: float, sensing: Sensing) -> tuple[Glance, Cells]:
        """
        Look at one picture, taken at `at` (seconds since 1970), as at the last one of a piece.

        Raises `AnalystGone`, `Unreadable`.
        """
        told = await self._ask("glance", job=job, jpeg=base64.b64encode(jpeg).decode(), at=at, **_limits(sensing))
        return _seen(told)

    async def preview(self, job: str, sensing: Sensing) -> tuple[Glance, Cells] | None:
        """The job's last picture under other limits; nothing when it has none."""
        told = await self._ask("preview", job=job, **_limits(sensing))
        return None if told["seen"] is None else _seen(told)

    async def forget(self, job: str) -> None:
        """The job watches no more."""
        if self.pid is not None:
            with contextlib.suppress(AnalystGone, Unreadable):
                await self._ask("forget", job=job)

    async def close(self) -> None:
        """End the child."""
        self._closed = True
        if self._child is not None and self._child.exit is None:
            self._child.kill()
            await self._child.wait()

    async def _ask(self, do: str, **words: Any) -> dict[str, Any]:
        child = await self._running()
        self._number += 1
        number = self._number
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        child.say(json.dumps({"id": number, "do": do, **words}).encode() + b"\n")
        limit: asyncio.Future[Any] = asyncio.ensure_future(self._clock.sleep(PATIENCE))
        try:
            await asyncio.wait({answer, limit}, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                child.kill()
                raise AnalystGone("It did not answer.")
            told: dict[str, Any] = answer.result()
        finally:
            limit.cancel()
            self._waiting.pop(number, None)
        if "error" in told:
            raise Unreadable(told["error"])
        return told

    async def _running(self) -> Child:
        async with self._starting:
            if self._child is not None and self._child.exit is None:
                return self._child
            if self._closed:
                raise AnalystGone("It was closed.")
            await self._clock.sleep(max(0.0, self._not_before - self._clock.monotonic()))
            self._answers = LineSplitter(LONGEST)
            launch = Launch(
                (sys.executable, "-P", "-m", "regie.camcron.motion"),
                env={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}, pipes=("stdout",), stdin=True, nice=5,
            )  # fmt: skip
            self._child = await self._spawner.spawn(launch, self._received)
            self.generation += 1
            self._watching = asyncio.create_task(self._watch(self._child), name="analyst")
            return self._child

    async def _watch(self, child: Child) -> None:
        exit_ = await child.wait()
        self._not_before = self._clock.monotonic() + PAUSE
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(AnalystGone(exit_.sentence))
        if not self._closed:
            RESTARTS.inc()
            _log.warning("the process that looks for motion has ended; another one is started", extra={
                "reason": exit_.sentence})  # fmt: skip
            for said in tuple(self.on_restart):
                said(exit_.sentence)

    def _received(self, pipe: str, data: bytes) -> None:
        for line in self._answers.feed(data):
            told = json.loads(line)
            answer = self._waiting.get(told.pop("id"))
            if answer is not None and not answer.done():
                answer.set_result(told)


def _limits(sensing: Sensing) -> dict[str, Any]:
    return {"levels": sensing.levels, "area": sensing.area, "mask": [list(corners) for corners in sensing.mask]}


def _seen(told: dict[str, Any]) -> tuple[Glance, Cells]:
    return Glance(*told["seen"]), Cells(told["cells"], told["columns"])


def _report(told: dict[str, Any]) -> Report:
    first, end, picture, cells = told["first"], told["end"], told.get("picture"), told.get("cells")
    return Report(
        start=told["start"],
        seconds=end - first if first is not None and end is not None else None,
        keys=tuple(told["keys"]),
        glances=tuple(Glance(*seen) for seen in told["seen"]),
        video=told["video"],
        picture=base64.b64decode(picture) if picture else None,
        cells=Cells(cells, told["columns"]) if cells else None,
    )
