"""
A command of an administrator's own, at one tick: its words, its time, its output.

What it prints becomes the job's file, without the camera's credentials, however they are spelled and wherever a chunk
ends; what it writes by itself to `{output}` becomes that file instead. ffmpeg and ffprobe are given the address in a
small private file, so that no list of processes shows it; other programs find it in `STREAM_URL` of their environment,
or among their arguments if they want it there.
"""

import asyncio
import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from regie.camcron.runs.commands import ALWAYS, STREAM, filled, hidden, uses, values_of
from regie.camcron.runs.delivery import Closed
from regie.camcron.runs.extra import Extra
from regie.camcron.runs.filming import Filming, Studio
from regie.camcron.runs.programs import Programs
from regie.camcron.runs.recorder import Hooks
from regie.camcron.runs.sources import Source, can_list, kind_of, protocols
from regie.camcron.runs.spec import Ended, Order
from regie.camcron.runs.streams import StreamFacts
from regie.kernel.errors import GiveUp
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch, title
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.redacted import RedactedStream
from regie.kernel.processes.states import State
from regie.kernel.processes.supervised import Supervised
from regie.kernel.processes.work import Ending, Failure, Outcome, Success, Verdict

PATIENCE = 60
"""Seconds that a command has when its job says nothing else."""
LAST_LINES = 3
PLAIN = frozenset({"mp4", "mkv", "avi", "ts", "jpg", "png", "webp"})
"""Formats in which no address stands: a file of a command's own making is kept as it is."""
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Workshop:
    """What commands need beside what every work does."""

    studio: Studio
    programs: Programs
    redact: Callable[[str], str]


class Command(Filming):
    """The work of a `custom_command` job at one tick."""

    def __init__(self, order: Order, run_id: str, hooks: Hooks, workshop: Workshop) -> None:
        super().__init__(order, run_id, hooks, workshop.studio)
        self._workshop = workshop
        self._target: Path | None = None
        self._own_output = False
        self._paper: _Paper | None = None
        self._limit: asyncio.Task[None] | None = None
        self._begun_at: datetime = order.scheduled_at

    @property
    def policy(self) -> RestartPolicy:
        return RestartPolicy(max_retries=max(0, self.spec.max_retries), after_giving_up=None, cap=15.0)

    @property
    def start_within(self) -> float | None:
        return None

    @property
    def stall_after(self) -> float | None:
        return None

    async def launch(self, attempt: int) -> Launch:
        retry_until = self.order.retry_until
        if attempt > 1 and retry_until is not None and self._studio.clock.now() >= retry_until:
            raise GiveUp("Its next tick has come.")
        self.code = None
        self._words.clear()
        await self._put_down()
        folder = await self._held_place()
        if uses(self.spec.command, STREAM) or self.spec.command[0] not in ALWAYS:  # these find it in STREAM_URL
            await self._connected()
        self._target = folder / f"{attempt}.{self.spec.format}"
        self._own_output = uses(self.spec.command, "output")
        argv, environment = await self._words_of(folder, self._target)
        self._log.say(f"runs {title(argv, self._workshop.redact)[:500]}")
        self._paper = None if self._own_output else _Paper(self._target, self._most, self._workshop.redact)
        self._begun_at = max(self._studio.clock.now(), self.order.scheduled_at)
        self._hooks.started()
        return Launch(argv, cwd=folder, env=environment, pipes=("stdout", "stderr"))

    @property
    def _most(self) -> int:
        return round(self._workshop.programs.settings.max_output_mb * 1_000_000)

    async def _words_of(self, folder: Path, target: Path) -> tuple[tuple[str, ...], dict[str, str]]:
        """The arguments with their values, and what is added to the environment."""
        spec = self.spec
        environment = {"TZ": spec.zone.key}
        program = await self._workshop.programs.find(spec.command[0])
        if isinstance(program, str):
            self.code = "command"
            raise GiveUp(program)
        words: tuple[str, ...] = (str(program), *spec.command[1:])
        values = values_of(spec.naming, self.order.scheduled_at, spec.zone) | {"output": str(target)}
        if spec.command[0] in ALWAYS and not uses(words, STREAM):
            return filled(words, values), environment
        if spec.command[0] in ALWAYS and can_list(await self._workshop.programs.version_of(program)):
            place = folder / "source.ffconcat"
            found = hidden(words, str(place), self._protocols)
            if found is not None:
                words, options = found
                await self._source(folder, StreamFacts(), Extra(source=options), quick=True)
                if place.exists():
                    return filled(words, values), environment
        source = await self._source(folder, StreamFacts(), Extra(), quick=True)
        return filled(words, values | {STREAM: source.address}), environment | {"STREAM_URL": source.address}

    @property
    def _protocols(self) -> str:
        shared = self._line is not None and self._line.shared
        address = self._line.address if self._line is not None and shared else self.spec.source
        return protocols(Source(address, kind_of(address), relayed=shared), listed=True)

    # -- while it runs -------------------------------------------------------------------------------------------

    def changed(self, supervised: Supervised) -> None:
        """What a command does says nothing about its camera."""
        if supervised.state is State.RUNNING:
            seconds = float(self.spec.timeout or PATIENCE)
            self._limit = asyncio.create_task(self._end_after(seconds, supervised))
        elif supervised.state in (State.RETRYING, State.ENDED):
            self._let_go()
        if supervised.state is not State.RUNNING and self._limit is not None:
            self._limit.cancel()
        self._log.say(f"{supervised.state} (attempt {supervised.attempts})" + _because(supervised.reason))

    async def _end_after(self, seconds: float, supervised: Supervised) -> None:
        await self._studio.clock.sleep(seconds)
        self.code = "timeout"
        supervised.fail(Failure(f"It took longer than {seconds:g} s (processConfig.timeout)."))

    def received(self, pipe: str, data: bytes) -> None:
        if pipe == "stderr" or self._paper is None:
            self._say(pipe, data)
        elif not self._paper.write(data) and self.supervised is not None:
            self.code = "tooMuch"
            sentence = f"It wrote more than {self._most / 1_000_000:g} MB (commands.maxOutputMB)."
            self.supervised.fail(Failure(sentence, permanent=True))

    def judge(self, exit_: Exit) -> Verdict:
        if exit_.code == 0:
            if self._line is not None:
                self._line.confirm()
            return Success()
        self.code = "exit"
        last = " ".join(list(self._words)[-LAST_LINES:])[-300:]
        return Failure(f"{exit_.sentence} {last or 'It said nothing.'}")

    # -- after the end -------------------------------------------------------------------------------------------

    async def finish(self, outcome: Outcome) -> Ended:
        self._let_go()
        await self._forget_source()
        problem = await self._put_down()
        size = 0
        if outcome.ending is Ending.SUCCESS and not problem and self._target is not None and self._volume is not None:
            size, problem = await asyncio.to_thread(self._settled, self._target)
            if size and not problem:
                self._delivery.put(Closed(self._target, self._begun_at, None), self._volume)
        await self._delivery.finish()
        problem = problem or self._delivery.problem
        if self._folder is not None and not self._delivery.problem:
            await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)
        self._log.finish()
        if outcome.ending is not Ending.SUCCESS:
            return Ended("failed", outcome.reason, self.code)
        if problem:
            return Ended("failed", problem, self.code or "disk")
        return Ended("success", None if size else "It wrote nothing.")

    async def _put_down(self) -> str | None:
        """What was printed so far is on the disk; why not, otherwise."""
        paper, self._paper = self._paper, None
        return await paper.close() if paper is not None else None

    def _settled(self, target: Path) -> tuple[int, str | None]:
        """How large the output is, free of secrets where its format may hold text; and what is wrong with it."""
        if target.is_symlink() or not target.is_file():
            return 0, None
        size = target.stat().st_size
        if self._own_output and self.spec.format not in PLAIN:
            if size > self._most:
                self.code = "tooMuch"
                return size, f"It wrote more than {self._most / 1_000_000:g} MB (commands.maxOutputMB)."
            _rewrite(target, self._workshop.redact)
        return size, None


class _Paper:
    """The file that takes what a command prints: redacted as it comes, written by a thread, never over a limit."""

    def __init__(self, path: Path, most: int, redact: Callable[[str], str]) -> None:
        self._path = path
        self._left = most
        self._stream = RedactedStream(redact)
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    def write(self, data: bytes) -> bool:
        """Whether that was within the limit."""
        self._left -= len(data)
        if self._left < 0:
            return False
        if clean := self._stream.feed(data):
            self._queue.put_nowait(clean)
        return True

    async def close(self) -> str | None:
        self._queue.put_nowait(self._stream.finish())
        self._queue.put_nowait(None)
        return await self._writer

    async def _write(self) -> str | None:
        try:
            with contextlib.ExitStack() as held:
                file: IO[bytes] = await asyncio.to_thread(lambda: held.enter_context(self._path.open("wb")))
                while (data := await self._queue.get()) is not None:
                    await asyncio.to_thread(file.write, data)
        except OSError as error:
            return f"Its output could not be written: {error.strerror}."
        return None


def _rewrite(path: Path, redact: Callable[[str], str]) -> None:
    stream, clean = RedactedStream(redact), path.with_name(path.name + ".clean")
    with path.open("rb") as read, clean.open("wb") as write:
        while data := read.read(_CHUNK):
            write.write(stream.feed(data))
        write.write(stream.finish())
    clean.replace(path)


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else ""
