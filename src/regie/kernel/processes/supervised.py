"""
The life of one supervised work, from its first try to its end.

One task walks through the states of `states`: prepare, start, watch, and after a failure wait and begin again. It is
woken by what happens (an exit, a stop, a first beat, a nudge) and by the time of the next limit; beats only move a
number. Whatever the work's own code raises becomes a failure with its reason, so the walk never breaks off.
"""

import asyncio
import contextlib
import errno
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from regie.kernel.clock import Clock
from regie.kernel.errors import GiveUp, TryAgain
from regie.kernel.processes import stopping
from regie.kernel.processes.child import Child, Exit, Spawner
from regie.kernel.processes.sampling import Usage
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.states import State, may_go
from regie.kernel.processes.work import Ending, Failure, Outcome, Success, Verdict, Work

LAUNCH_CANCEL_WAIT = 2.0
"""Seconds granted to a work's `launch` to end once a stop has cancelled it."""
_FULL = {errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM}
_log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every supervised work of a server shares."""

    spawner: Spawner
    clock: Clock
    settings: ProcessSettings
    redact: Callable[[str], str]
    random: Callable[[], float]


class _Stopped(Exception):
    """A stop was asked for while something was awaited."""


class Supervised:
    """A handle on one work. Everything may be called at any time and in any state, on the loop."""

    def __init__(self, work: Work, on_change: Callable[["Supervised"], None], around: Surroundings) -> None:
        self.work = work
        self.state = State.STARTING
        self.since: datetime = around.clock.now()
        self.reason: str | None = None
        """Why it stalled, retries, stops or ended; None while all is well."""
        self.attempts = 0
        self.failures = 0
        """In a row."""
        self._in_vain = 0
        """Of these, the last ones that had delivered little: they make the waiting longer."""
        self.troubled_since: datetime | None = None
        """When the first of these failures was."""
        self.gave_up = False
        """More failures than retries allowed; told once, forgotten after a stable minute."""
        self.next_try_at: datetime | None = None
        self.last_exit: Exit | None = None
        self.usage: Usage | None = None
        self._on_change = on_change
        self._around = around
        self._clock = around.clock
        self._child: Child | None = None
        self._wake = asyncio.Event()
        self._stop_reason: str | None = None
        self._nudged = False
        self._fault: Failure | None = None
        self._again: str | None = None
        """Why its process is to be started anew, though nothing is wrong with it."""
        self._running_since: float | None = None
        self._beat_at = 0.0
        self._before = State.STARTING
        self._task = asyncio.get_running_loop().create_task(self._live(), name=f"supervise {work.name}")

    @property
    def pid(self) -> int | None:
        """Of the living process."""
        return self._child.pid if self._child and self._child.exit is None else None

    def beat(self) -> None:
        """The process delivered. Called by the work, as often as it likes."""
        if self._child is None:
            return
        self._beat_at = self._clock.monotonic()
        if self.state is State.STARTING:
            self._running_since = self._beat_at
            self._enter(State.RUNNING, None)
            self._wake.set()

    def nudge(self) -> None:
        """What was in the way may be gone: do not wait for the next try. Means nothing while there is none."""
        self._nudged = True
        self._wake.set()

    def fail(self, failure: Failure) -> None:
        """The work has seen that this attempt cannot succeed: its process is ended. The first reason stays."""
        if self._child is not None and self._fault is None:
            self._fault = replace(failure, reason=self._around.redact(failure.reason))
            self._wake.set()

    def again(self, reason: str) -> None:
        """End the process by the ladder and start it anew at once. No failure; means nothing while there is none."""
        if self._child is not None and self.state in {State.STARTING, State.RUNNING}:
            self._again = self._around.redact(reason)
            self._wake.set()

    def stop(self, reason: str) -> None:
        """Ask for the end. The first reason stays."""
        if self._stop_reason is None and self.state is not State.ENDED:
            self._stop_reason = self._around.redact(reason) or "It was stopped."
            if self._child is not None and self.state in {State.STARTING, State.RUNNING, State.STALLED}:
                self._before = self.state
                self._enter(State.STOPPING, self._stop_reason)
            self._wake.set()

    async def wait(self) -> Outcome:
        """The outcome, once it has ended. Who stops waiting changes nothing."""
        return await asyncio.shield(self._task)

    def abandon(self) -> None:
        """The last resort of a server that ends: kill, and do not wait."""
        self._task.cancel()

    def _is_stopping(self) -> bool:
        return self._stop_reason is not None

    async def _live(self) -> Outcome:
        try:
            self._tell()
            while True:
                verdict = await self._attempt()
                if isinstance(verdict, Success):
                    return self._end(Ending.SUCCESS, verdict.reason)
                if self._is_stopping():
                    return self._end(Ending.STOPPED, self._stop_reason)
                if self._again is not None:
                    self._enter(State.RETRYING, self._again)
                    self._enter(State.STARTING, None)
                    continue
                self._count(verdict)
                if verdict.permanent or not self.work.policy.goes_on(self.failures):
                    return self._end(Ending.FAILED, verdict.reason)
                await self._back_off(verdict)
                if self._is_stopping():
                    return self._end(Ending.STOPPED, self._stop_reason)
                self._enter(State.STARTING, None)
        except Exception as error:
            _log.exception("supervision failed", extra={"work": self.work.name})
            return self._end(Ending.FAILED, self._sentence("The supervision failed", error))
        finally:
            if self._child and self._child.exit is None:  # only when cancelled: the loop is being closed
                self._child.kill()

    async def _attempt(self) -> Verdict:
        """One try, from its launch to the end of its process. A stop gives a failure that nobody looks at."""
        self.attempts += 1
        self._child, self._fault, self._running_since, self.usage = None, None, None, None
        self._again = None
        self._before = State.STARTING
        try:
            launch = await self._unless_stopped(self.work.launch(self.attempts))
            child = await self._unless_stopped(self._around.spawner.spawn(launch, self._received))
        except _Stopped:
            return Failure("stopped")
        except TryAgain as error:
            return Failure(self._around.redact(error.reason), delay=error.delay)
        except GiveUp as error:
            return Failure(self._around.redact(error.reason), permanent=True)
        except OSError as error:
            return Failure(self._around.redact(_system_sentence(error)))
        except Exception as error:
            _log.warning("a launch failed", exc_info=True, extra={"work": self.work.name})
            return Failure(self._sentence("It could not be prepared", error))
        self._child, self._beat_at = child, self._clock.monotonic()
        if self.work.start_within is None and self.work.stall_after is None:
            self.beat()
        return await self._watch(child)

    async def _watch(self, child: Child) -> Verdict:
        gone = asyncio.ensure_future(child.wait())
        try:
            while not gone.done():
                self._forget_failures()
                fault = self._fault
                if reason := self._stop_reason or (fault.reason if fault else None) or self._again or self._overdue():
                    return await self._finish(child, replace(fault or Failure(reason), reason=reason))
                await self._pause(self._next_look(), gone)
        finally:
            gone.cancel()
        self.last_exit = gone.result()
        if self.state is not State.STOPPING:
            self._before = self.state
        return self._fault or self._judged(self.last_exit)

    async def _finish(self, child: Child, failure: Failure) -> Verdict:
        """End the process by the ladder: it was asked to stop, stalled, or cannot be understood."""
        reason = failure.reason
        if self.state is not State.STOPPING:
            self._before = self.state
            if reason != self._again:
                self._enter(State.STOPPING if self._stop_reason else State.STALLED, reason)
        self.last_exit = await stopping.stop(child, self._clock, self._around.settings)
        if self.last_exit.code is None:
            reason = f"{reason} {self.last_exit.sentence}".strip()
        return replace(failure, reason=reason)

    def _judged(self, exit_: Exit) -> Verdict:
        try:
            verdict = self.work.judge(exit_)
        except Exception as error:
            _log.warning("a work could not judge its exit", exc_info=True, extra={"work": self.work.name})
            return Failure(self._sentence(f"{exit_.sentence} Its end could not be judged", error))
        if isinstance(verdict, Failure):
            return replace(verdict, reason=self._around.redact(verdict.reason))
        return verdict

    def _received(self, pipe: str, data: bytes) -> None:
        if self._fault is None:
            try:
                self.work.received(pipe, data)
            except Exception as error:
                _log.warning("a work could not read its output", exc_info=True, extra={"work": self.work.name})
                self.fail(Failure(self._sentence("Its output could not be read", error)))

    def _overdue(self) -> str | None:
        """Why it counts as stalled now, if it does."""
        silent = self._clock.monotonic() - self._beat_at
        if self.state is State.STARTING and self.work.start_within is not None and silent >= self.work.start_within:
            return f"Nothing came within {self.work.start_within:g} s of its start."
        if self.state is State.RUNNING and self.work.stall_after is not None and silent >= self.work.stall_after:
            return f"Nothing came for {self.work.stall_after:g} s."
        return None

    def _next_look(self) -> float | None:
        """Seconds until the next limit, None if there is none."""
        limits = []
        allowed = self.work.start_within if self.state is State.STARTING else self.work.stall_after
        if allowed is not None:
            limits.append(self._beat_at + allowed)
        if self.troubled_since is not None and self._running_since is not None:
            limits.append(self._running_since + self.work.policy.stable_after)
        return min(limits) - self._clock.monotonic() if limits else None

    def _forget_failures(self) -> None:
        """A stable minute makes up for what was before."""
        if self.troubled_since is not None and self._is_stable():
            self.failures, self._in_vain, self.gave_up, self.troubled_since = 0, 0, False, None
            self._tell()

    def _is_stable(self) -> bool:
        since = self._running_since
        return since is not None and self._clock.monotonic() - since >= self.work.policy.stable_after

    def _count(self, failure: Failure) -> None:
        self._forget_failures()
        since = self._running_since
        if failure.counts or since is None:
            self.failures += 1
            self._in_vain += 1
        if since is not None and self._beat_at - since >= self.work.policy.quick_after:
            self._in_vain = 0
        self.troubled_since = self.troubled_since or self._clock.now()
        self.gave_up = self.work.policy.gives_up(self.failures)
        _log.info(
            "a supervised process failed",
            extra={"work": self.work.name, "reason": failure.reason, "failures": self.failures},
        )

    async def _back_off(self, failure: Failure) -> None:
        delay = self.work.policy.delay(self._in_vain, self._around.random(), failure.delay)
        until = self._clock.monotonic() + delay
        self._nudged = False
        self.next_try_at = self._clock.now() + timedelta(seconds=delay)
        self._enter(State.RETRYING, failure.reason)
        while not self._is_stopping() and not self._nudged and (left := until - self._clock.monotonic()) > 0:
            await self._pause(left)
        self.next_try_at = None

    async def _pause(self, seconds: float | None, *others: "asyncio.Future[Any]") -> None:
        """Wait until woken, until that time is over, or until one of the others is done."""
        waiters: list[asyncio.Future[Any]] = [asyncio.ensure_future(self._wake.wait())]
        if seconds is not None:
            waiters.append(asyncio.ensure_future(self._clock.sleep(max(0.0, seconds))))
        try:
            await asyncio.wait({*waiters, *others}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiter in waiters:
                waiter.cancel()
        self._wake.clear()

    async def _unless_stopped(self, awaitable: Awaitable[T]) -> T:
        """Its result; a stop cancels it, and an awaitable that ignores that is left behind."""
        task = asyncio.ensure_future(awaitable)
        try:
            while not task.done():
                if self._is_stopping():
                    await self._cancelled(task)
                    raise _Stopped
                await self._pause(None, task)
            return task.result()
        finally:
            task.cancel()

    async def _cancelled(self, task: "asyncio.Future[Any]") -> None:
        task.cancel()
        sleeper = asyncio.ensure_future(self._clock.sleep(LAUNCH_CANCEL_WAIT))
        try:
            await asyncio.wait({task, sleeper}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeper.cancel()
        if not task.done():
            _log.warning("a launch does not end when cancelled", extra={"work": self.work.name})
        elif not task.cancelled():
            with contextlib.suppress(Exception):
                task.result()

    def _enter(self, state: State, reason: str | None) -> None:
        if not may_go(self.state, state):
            raise RuntimeError(f"there is no way from {self.state} to {state}")
        self.state, self.reason, self.since = state, reason, self._clock.now()
        _log.debug("a supervised work changed", extra={"work": self.work.name, "state": state, "reason": reason})
        self._tell()

    def _tell(self) -> None:
        try:
            self._on_change(self)
        except Exception:
            _log.exception("a change of a supervised work could not be told", extra={"work": self.work.name})

    def _end(self, ending: Ending, reason: str | None) -> Outcome:
        before = State.RETRYING if self.state is State.RETRYING else self._before
        outcome = Outcome(ending, reason, before, self.last_exit, self.attempts, self.failures)
        self.usage = None
        if self.state is not State.ENDED:
            self._enter(State.ENDED, reason)
        return outcome

    def _sentence(self, what: str, error: Exception) -> str:
        return self._around.redact(f"{what}: {type(error).__name__}: {error}")


def _system_sentence(error: OSError) -> str:
    what = error.strerror or str(error)
    if error.errno in _FULL:
        return f"The system has no room for another process: {what}."
    if isinstance(error, FileNotFoundError):
        return f"What was to be started is not there: {error.filename}."
    if isinstance(error, PermissionError):
        return f"What was to be started may not be run: {error.filename}."
    return f"The system did not start it: {what}."
