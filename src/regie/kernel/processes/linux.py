"""
The recipe for Linux, as measured: the cheapest start that leaves no orphan.

`subprocess.Popen` on the loop's own thread (vfork: a third of a millisecond, whatever the server's size), a session of
its own so that the whole family can be ended, `setpriv --pdeathsig KILL` so that it dies with the server (and a look
whether the server has not died before that was asked for), a pidfd and the pipes on the loop, no thread. The death
signal follows the *thread* that started the child, so nothing here may run in an executor; and no `preexec_fn`, which
falls back to a real fork, 12 ms for a server of 300 MB.

The family is killed while the leader is still a zombie: until it is reaped its pid, hence its group's number, can
belong to nobody else.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from functools import cache

from regie.kernel.clock import Clock
from regie.kernel.processes.child import Exit, Received, shielded
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.leftovers import MARK, Leftovers
from regie.kernel.processes.pace import Pace

CHUNK = 65536
_DRAIN_CHUNKS = 64
"""How much is read after the end: more than any pipe holds; an escaped grandchild may write for ever."""
_log = logging.getLogger(__name__)


STILL_THERE = 'unset PWD; [ "$PPID" = "$0" ] && exec "$@"'
"""Run by a shell that has asked for the signal: a server that was killed before that sends none any more."""


def death_signal() -> tuple[str, ...]:
    """The words before a command that tie it to this process's life; none, with a warning, where there are none."""
    asked = _asks_for_the_signal()
    return (*asked, "sh", "-c", STILL_THERE, str(os.getpid())) if asked else ()


@cache
def _asks_for_the_signal() -> tuple[str, ...]:
    program = shutil.which("setpriv")
    wrapper = (program, "--pdeathsig", "KILL", "--") if program else ()
    if wrapper:
        tried = subprocess.run([*wrapper, "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if tried.returncode == 0:
            return wrapper
    _log.warning("setpriv of util-linux is missing: children of a killed server are ended at the next start only")
    return ()


def available() -> bool:
    """Whether the kernel lets a process be watched by a file descriptor (Linux 5.3 and later)."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


class LinuxSpawner:
    """Starts children on the loop that runs it. `leftovers` keeps the notes for the next start's sweep."""

    def __init__(self, clock: Clock, pace: Pace, leftovers: Leftovers, env: Mapping[str, str]) -> None:
        self._clock = clock
        self._pace = pace
        self._leftovers = leftovers
        self._env = {**env, MARK: leftovers.mark}
        self._children: set[LinuxChild] = set()

    async def spawn(self, launch: Launch, received: Received) -> "LinuxChild":
        await self._pace.turn()
        child = _start(launch, self._env, received, self._gone, self._clock)  # nothing waits from here on
        self._children.add(child)
        self._leftovers.note(child.pid)
        return child

    async def sweep(self) -> list[int]:
        return await asyncio.to_thread(self._leftovers.sweep)

    def close(self) -> None:
        for child in tuple(self._children):
            child.kill()

    def _gone(self, child: "LinuxChild") -> None:
        self._children.discard(child)
        self._leftovers.forget(child.pid)


def _start(
    launch: Launch, env: Mapping[str, str], received: Received, gone: Callable[["LinuxChild"], None], clock: Clock
) -> "LinuxChild":
    env = {**env, **(launch.env or {})}
    launch.check(env)
    ours: dict[str, int] = {}
    theirs: dict[str, int] = {}
    try:
        for name in launch.pipes:
            ours[name], theirs[name] = os.pipe()
        extra = {name: theirs[name] for name in launch.extra_pipes}
        process = subprocess.Popen(
            [*death_signal(), *launch.arguments({name: f"pipe:{fd}" for name, fd in extra.items()})],
            cwd=launch.cwd,
            env=env,
            stdin=subprocess.PIPE if launch.stdin else subprocess.DEVNULL,
            stdout=theirs.get("stdout", subprocess.DEVNULL),
            stderr=theirs.get("stderr", subprocess.DEVNULL),
            pass_fds=tuple(extra.values()),
            start_new_session=True,
            bufsize=0,
        )
    except BaseException:
        for fd in ours.values():
            os.close(fd)
        raise
    finally:
        for fd in theirs.values():
            os.close(fd)
    if launch.nice:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, launch.nice)
    return LinuxChild(process, ours, received, gone, clock)


class LinuxChild:
    """A child on the loop: its pidfd tells the end, its pipes tell the rest."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        pipes: dict[str, int],
        received: Received,
        gone: Callable[["LinuxChild"], None],
        clock: Clock,
    ) -> None:
        self._process = process
        self._pipes = pipes
        self._received = received
        self._gone = gone
        self._clock = clock
        self._began = clock.monotonic()
        self._loop = asyncio.get_running_loop()
        self._exit: asyncio.Future[Exit] = self._loop.create_future()
        self._unfed = b""
        self._stdin_ends = False
        """Whether stdin is closed once everything is written."""
        for name, fd in pipes.items():
            os.set_blocking(fd, False)
            self._loop.add_reader(fd, self._readable, name, fd)
        self._pidfd = os.pidfd_open(process.pid)
        self._loop.add_reader(self._pidfd, self._ended)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit(self) -> Exit | None:
        return self._exit.result() if self._exit.done() else None

    async def wait(self) -> Exit:
        return await shielded(self._exit)

    def ask(self) -> None:
        self._signal(signal.SIGINT)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def feed(self, data: bytes) -> None:
        self._stdin_ends = True
        self.say(data)

    def say(self, data: bytes) -> None:
        if self._process.stdin is None:
            raise ValueError("this process was started without stdin")
        if self._process.stdin.closed:
            return
        self._unfed += data
        fd = self._process.stdin.fileno()
        os.set_blocking(fd, False)
        self._loop.add_writer(fd, self._writable, fd)

    def _signal(self, number: signal.Signals) -> None:
        """To the whole group. The leader is not reaped before `_ended`, so the number can mean nobody else."""
        if not self._exit.done():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, number)

    def _readable(self, name: str, fd: int) -> bool:
        """Take one chunk; whether there may be more."""
        try:
            data = os.read(fd, CHUNK)
        except BlockingIOError:
            return False
        except OSError:
            data = b""
        if not data:
            self._close_pipe(name)
            return False
        self._deliver(name, data)
        return True

    def _deliver(self, name: str, data: bytes) -> None:
        try:
            self._received(name, data)
        except Exception:
            _log.exception("output of a process could not be handled", extra={"pid": self.pid, "pipe": name})

    def _writable(self, fd: int) -> None:
        try:
            self._unfed = self._unfed[os.write(fd, self._unfed) :]
        except BlockingIOError:
            return
        except OSError:  # it does not read any more
            self._unfed = b""
        if self._unfed:
            return
        if self._stdin_ends:
            self._close_stdin()
        else:
            self._loop.remove_writer(fd)

    def _ended(self) -> None:
        self._signal(signal.SIGKILL)
        self._loop.remove_reader(self._pidfd)
        os.close(self._pidfd)
        for name, fd in tuple(self._pipes.items()):
            for _ in range(_DRAIN_CHUNKS):
                if not self._readable(name, fd):
                    break
            self._close_pipe(name)
        self._close_stdin()
        code = self._process.wait()
        if not self._exit.done():
            self._exit.set_result(Exit(code, self._clock.monotonic() - self._began))
        self._gone(self)

    def _close_pipe(self, name: str) -> None:
        if (fd := self._pipes.pop(name, None)) is not None:
            self._loop.remove_reader(fd)
            os.close(fd)

    def _close_stdin(self) -> None:
        if self._process.stdin and not self._process.stdin.closed:
            self._loop.remove_writer(self._process.stdin.fileno())
            self._process.stdin.close()
