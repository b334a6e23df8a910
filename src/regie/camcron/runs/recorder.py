"""
Everybody who runs: one supervised work for each job at most, from its order to its last file.

The recorder starts what it is told and stops what it is told; deciding is the business of those above. It writes what
happens to a run's row in batches, because a hundred recordings that begin in one second are one transaction.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from regie.camcron.runs.endings import at_the_end
from regie.camcron.runs.models import Run
from regie.camcron.runs.service import RunChanged, Runs
from regie.camcron.runs.spec import Ended, Order, Spec
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.leases import LeaseLost
from regie.kernel.metrics import counter, gauge, histogram
from regie.kernel.processes.states import State
from regie.kernel.processes.supervised import Supervised
from regie.kernel.processes.supervisor import Supervisor
from regie.kernel.processes.work import Ending, Outcome, Work

ACTIVE = gauge("regie_runs_active", "Runs that have begun and not ended.")
ENDED = counter("regie_runs_ended", "Runs that ended, by how.", ("status",))
LATENCY = histogram(
    "regie_run_start_seconds",
    "From a window's start to its first written frame; zero when it was there before.",
    buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15),
)
WRITE_EVERY = 0.5
_log = logging.getLogger(__name__)


class Job(Work, Protocol):
    """A supervised work that belongs to a run: what it waits for, what it wrote, how its end is to be understood."""

    order: Order
    run_id: str
    """The one that it began for: its folder has that name as long as its process goes on."""
    supervised: Supervised | None
    waiting: tuple[str, str] | None
    """What it waits for before it can start: a code and a sentence."""
    code: str | None
    """Of the last failure."""

    def changed(self, supervised: Supervised) -> None: ...
    def adapt(self, spec: Spec) -> None:
        """Go on with the process that there is, for a job that says this now."""
        ...

    def renew(self, order: Order, run_id: str) -> None:
        """Go on with the process that there is, in the next window, for another run."""
        ...

    async def finish(self, outcome: Outcome) -> Ended:
        """The process is gone: deliver what is left."""
        ...


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a work tells while it goes on."""

    started: Callable[[], None]
    """A process is about to be started."""
    delivered: Callable[[], None]
    """A file has its name and its row."""
    waits: Callable[[str, str], None] = lambda code, sentence: None
    """Something is waited for: a code and a sentence."""


Make = Callable[[Order, str, Hooks], Job]
Guard = Callable[[Session], Awaitable[int]]
"""Fails unless this instance still looks after the recordings; the generation of its lease."""


@dataclass(slots=True)
class Active:
    """A run that has not ended."""

    run_id: str
    work: Job
    supervised: Supervised
    began_at: datetime
    """When its process was first asked for; before its window, where that is another run's that goes on."""
    asked: Ended | None = None
    """Why somebody asked for its end."""
    was_running: bool = False
    """Whether a first frame was ever written."""


class Recorder:
    """The runs of this server."""

    def __init__(
        self,
        *,
        supervisor: Supervisor,
        database: Database,
        runs: Runs,
        clock: Clock,
        make: Make,
        guard: Guard,
        ended: Callable[[Order, Ended], None] = lambda order, ended: None,
    ) -> None:
        self._supervisor = supervisor
        self._database = database
        self._runs = runs
        self._clock = clock
        self._make = make
        self._guard = guard
        self._ended = ended
        self.active: dict[str, Active] = {}
        """By the job's UUID."""
        self._lives: set[asyncio.Task[None]] = set()
        self._pending: dict[str, tuple[str, dict[str, Any]]] = {}
        self._writer: asyncio.Task[None] | None = None
        self._flushing = asyncio.Lock()

    async def start(self, orders: Sequence[Order]) -> None:
        """Begin these runs; their rows are written first, in one transaction that another holder's would break."""
        fresh = [order for order in orders if order.spec.job_id not in self.active]
        if not fresh:
            return
        async with self._database.write() as session:
            generation = await self._guard(session)
            rows = [self._runs.open(session, order, generation=generation) for order in fresh]
        for order, row in zip(fresh, rows, strict=True):
            self._begin(order, row)

    async def renew(self, orders: Sequence[Order]) -> None:
        """The next window touches the one that is over: the process goes on, and its files count for a new run."""
        renewed = [(self.active[order.spec.job_id], order) for order in orders if order.spec.job_id in self.active]
        if not renewed:
            return
        await self._flush()
        now = self._clock.now()
        async with self._database.write() as session:
            generation = await self._guard(session)
            for active, order in renewed:
                runs = active.supervised.state is State.RUNNING
                failed = Ended("failed", active.supervised.reason, active.work.code)
                over = Ended("success") if runs else _over(active, failed, active.supervised.failures)
                await self._runs.update(session, active.run_id, order.spec.job_id, ended_at=now, **_words(over))
                row = self._runs.open(session, order, generation=generation)
                row.attempts, row.started_at = 1, now
                row.first_frame_at = now if runs else None
                active.run_id = row.id
                active.was_running = runs
        for active, order in renewed:
            active.work.renew(order, active.run_id)

    def stop(self, job_id: str, why: Ended) -> None:
        """Ask for the end of a job's run; the first reason counts."""
        active = self.active.get(job_id)
        if active is not None and active.asked is None:
            active.asked = why
            active.supervised.stop(why.reason or "It is over.")

    def nudge(self, camera_id: str) -> None:
        """What was in the way of this camera's runs may be gone."""
        for active in self.active.values():
            if active.work.order.spec.camera_id == camera_id:
                active.supervised.nudge()

    async def close(self, why: Ended) -> None:
        """End everything, and wait until every file has its name."""
        for job_id in tuple(self.active):
            self.stop(job_id, why)
        if self._lives:
            await asyncio.gather(*self._lives, return_exceptions=True)
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)
        await self._flush()

    def __contains__(self, run_id: object) -> bool:
        """Whether a run is going on, or its folder is written to by a process that goes on in a later window."""
        return any(run_id in (active.run_id, active.work.run_id) for active in self.active.values())

    def adapt(self, spec: Spec) -> None:
        """Take over what a change of the job leaves to a process that goes on."""
        active = self.active.get(spec.job_id)
        if active is not None and active.work.order.spec != spec and active.work.order.spec.same_process(spec):
            active.work.adapt(spec)

    def delivers(self, camera_id: str) -> bool:
        """Whether one of a camera's runs writes frames now: then the camera is there, whatever another one says."""
        return any(
            active.supervised.state is State.RUNNING and active.supervised.pid is not None
            for active in self.active.values()
            if active.work.order.spec.camera_id == camera_id
        )

    def reads(self, camera_id: str) -> bool:
        """Whether one of a camera's runs has begun and not ended: it tries by itself."""
        return any(active.work.order.spec.camera_id == camera_id for active in self.active.values())

    def spec_of(self, job_id: str) -> Spec | None:
        """What the running process was made of."""
        active = self.active.get(job_id)
        return active.work.order.spec if active else None

    # -- inside --------------------------------------------------------------------------------------------------

    def _begin(self, order: Order, row: Run) -> None:
        job_id = order.spec.job_id
        hooks = Hooks(
            started=lambda: self._note(
                self._run_of(job_id, row.id), job_id, {"started_at": self._clock.now()}, once=True
            ),
            delivered=lambda: self._database.events.publish(RunChanged(job_id)),
            waits=lambda code, sentence: self._waits(self._run_of(job_id, row.id), job_id, code, sentence),
        )
        work = self._make(order, row.id, hooks)
        supervised = self._supervisor.start(work, self._changed)
        work.supervised = supervised
        active = Active(row.id, work, supervised, self._clock.now())
        self.active[job_id] = active
        ACTIVE.set(len(self.active))
        life = asyncio.create_task(self._live(active), name=f"run {order.spec.job_slug}")
        self._lives.add(life)
        life.add_done_callback(self._lives.discard)

    def _run_of(self, job_id: str, first: str) -> str:
        active = self.active.get(job_id)
        return active.run_id if active is not None else first

    def _waits(self, run_id: str, job_id: str, code: str, sentence: str) -> None:
        active = self.active.get(job_id)
        if active is None or not active.was_running:
            self._note(run_id, job_id, {"waited_for": code, "waited_reason": sentence})

    def _changed(self, supervised: Supervised) -> None:
        work = supervised.work
        work.changed(supervised)  # type: ignore[attr-defined]  # the recorder only supervises its own
        order: Order = work.order  # type: ignore[attr-defined]
        changes: dict[str, Any] = {"attempts": supervised.attempts}
        active = self.active.get(order.spec.job_id)
        if supervised.state is State.RUNNING:
            changes |= {"reason": None, "reason_code": None}
            if active is not None and not active.was_running:
                active.was_running = True
                changes["first_frame_at"] = self._clock.now()
                if order.trigger == "schedule":
                    LATENCY.observe(max(0.0, (self._clock.now() - order.scheduled_at).total_seconds()))
        elif supervised.state is State.RETRYING:
            changes |= {"reason": supervised.reason, "reason_code": work.code}  # type: ignore[attr-defined]
        if active is not None:
            self._note(active.run_id, order.spec.job_id, changes)
        self._database.events.publish(RunChanged(order.spec.job_id))

    async def _live(self, active: Active) -> None:
        work, order = active.work, active.work.order
        outcome = await active.supervised.wait()
        try:
            ended = await work.finish(outcome)
        except Exception:
            _log.exception("a run could not be finished", extra={"job": order.spec.job_slug})
            ended = Ended("failed", "Its files could not be finished; they are looked at again at the next start.")
        ended = _as_asked(active, ended, outcome)
        self.active.pop(order.spec.job_id, None)
        ACTIVE.set(len(self.active))
        ENDED.labels(ended.status).inc()
        self._note(active.run_id, order.spec.job_id, {**_words(ended), "ended_at": self._clock.now()})
        await self._flush()
        self._ended(order, ended)
        self._database.events.publish(RunChanged(order.spec.job_id))

    def _note(self, run_id: str, job_id: str, changes: dict[str, Any], *, once: bool = False) -> None:
        held = self._pending.setdefault(run_id, (job_id, {}))[1]
        if once:
            changes = {name: value for name, value in changes.items() if name not in held}
        held.update(changes)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_later())

    async def _write_later(self) -> None:
        while self._pending:
            await self._clock.sleep(WRITE_EVERY)
            await self._flush()

    async def _flush(self) -> None:
        """Write what is noted, one batch after the other; what cannot be written now stays noted."""
        async with self._flushing:
            await self._write_noted()

    async def _write_noted(self) -> None:
        pending, self._pending = self._pending, {}
        if not pending:
            return
        try:
            async with self._database.write() as session:
                await self._guard(session)
                for run_id, (job_id, changes) in pending.items():
                    await self._runs.update(session, run_id, job_id, **changes)
        except LeaseLost:
            _log.warning("runs are looked after by another server now", extra={"runs": len(pending)})
        except Exception:
            _log.exception("runs could not be written; they are tried again")
            for run_id, (job_id, changes) in pending.items():
                newer = self._pending.get(run_id, (job_id, {}))[1]
                self._pending[run_id] = (job_id, changes | newer)


def _words(ended: Ended) -> dict[str, Any]:
    return {"status": ended.status, "reason": ended.reason, "reason_code": ended.code}


def _over(active: Active, ended: Ended, failures: int) -> Ended:
    """Its window is over."""
    work = active.work
    return at_the_end(work.order, ended, began_at=active.began_at, enough=work.start_within, failures=failures)


def _as_asked(active: Active, ended: Ended, outcome: Outcome) -> Ended:
    """Who asked for the end says how it is remembered, unless the work had already ended by itself."""
    asked = active.asked
    if asked is None or outcome.ending is not Ending.STOPPED:
        return ended
    if asked.status == "success" and ended.status == "failed":
        return _over(active, ended, outcome.failures)
    return Ended(asked.status, asked.reason if asked.status != "success" else ended.reason, asked.code)
