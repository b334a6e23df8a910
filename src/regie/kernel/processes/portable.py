"""
The form for systems without pidfds and death signals: a waiting thread for each child, and one for each of its pipes.

Costs more than the Linux recipe and is the same to use. Where signals are not for asking (Windows), the polite stop is
a `q` on stdin, which ffmpeg understands, so stdin is a pipe then; a second request interrupts by a console event. A
server that is killed leaves its children behind here, until the sweep of the next start.
"""

import asyncio
import contextlib
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

import psutil

from regie.kernel.clock import Clock
from regie.kernel.processes.child import Exit, Received, shielded
from regie.kernel.processes.inlets import Inlet, PipeInlet, SocketInlet
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.leftovers import MARK, Leftovers
from regie.kernel.processes.pace import Pace

_LAST_BYTES = 1.0
"""Seconds granted to the readers after the end; only a grandchild that fled its group can make them wait."""
_log = logging.getLogger(__name__)


class PortableSpawner:
    """`signals`: whether a signal asks politely (POSIX) or a `q` does; `inherits`: whether children inherit pipes."""

    def __init__(
        self,
        clock: Clock,
        pace: Pace,
        leftovers: Leftovers,
        env: Mapping[str, str],
        *,
        signals: bool = os.name == "posix",
        inherits: bool = os.name == "posix",
    ) -> None:
        self._clock = clock
        self._pace = pace
        self._leftovers = leftovers
        self._env = {**env, MARK: leftovers.mark}
        self._signals = signals
        self._inherits = inherits
        self._children: set[PortableChild] = set()

    async def spawn(self, launch: Launch, received: Received) -> "PortableChild":
        await self._pace.turn()
        child = self._start(launch, received)
        self._children.add(child)
        self._leftovers.note(child.pid)
        return child

    async def sweep(self) -> list[int]:
        return await asyncio.to_thread(self._leftovers.sweep)

    def close(self) -> None:
        for child in tuple(self._children):
            child.kill()

    def _gone(self, child: "PortableChild") -> None:
        self._children.discard(child)
        self._leftovers.forget(child.pid)

    def _start(self, launch: Launch, received: Received) -> "PortableChild":
        inlets: dict[str, Inlet] = {}
        try:
            for name in launch.pipes:
                inherited = self._inherits or name not in launch.extra_pipes
                inlets[name] = PipeInlet() if inherited else SocketInlet()
            process = self._popen(launch, inlets)
        except BaseException:
            for inlet in inlets.values():
                inlet.started()
                inlet.close()
            raise
        for inlet in inlets.values():
            inlet.started()
        if launch.nice:
            with contextlib.suppress(psutil.Error, OSError):
                psutil.Process(process.pid).nice(launch.nice)
        return PortableChild(process, inlets, received, self._gone, self._clock, signals=self._signals)

    def _popen(self, launch: Launch, inlets: Mapping[str, Inlet]) -> subprocess.Popen[bytes]:
        pipes = {name: inlet.theirs for name, inlet in inlets.items() if isinstance(inlet, PipeInlet)}
        arguments = launch.arguments({name: inlets[name].address for name in launch.extra_pipes})
        if not self._signals:  # stdin is how it will be asked to end, so it must listen there
            arguments = [part for part in arguments if part != "-nostdin"]
        platform: dict[str, Any]
        if sys.platform == "win32":
            platform = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
        else:
            inherited = tuple(pipes[name] for name in launch.extra_pipes if name in pipes)
            platform = {"start_new_session": True, "pass_fds": inherited}
        return subprocess.Popen(
            arguments,
            cwd=launch.cwd,
            env={**self._env, **(launch.env or {})},
            stdin=subprocess.PIPE if launch.stdin or not self._signals else subprocess.DEVNULL,
            stdout=pipes.get("stdout", subprocess.DEVNULL),
            stderr=pipes.get("stderr", subprocess.DEVNULL),
            bufsize=0,
            **platform,
        )


class PortableChild:
    """A child watched by threads, which hand everything over to the loop."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        inlets: Mapping[str, Inlet],
        received: Received,
        gone: Callable[["PortableChild"], None],
        clock: Clock,
        *,
        signals: bool,
    ) -> None:
        self._process = process
        self._inlets = inlets
        self._received = received
        self._gone = gone
        self._clock = clock
        self._signals = signals
        self._asked = False
        self._words: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        """For its stdin; nothing: it is closed."""
        self._speaker: threading.Thread | None = None
        self._reaping = threading.Lock()
        self._began = clock.monotonic()
        self._loop = asyncio.get_running_loop()
        self._exit: asyncio.Future[Exit] = self._loop.create_future()
        self._readers = [self._thread(self._read, name, inlet) for name, inlet in inlets.items()]
        self._thread(self._watch)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit(self) -> Exit | None:
        return self._exit.result() if self._exit.done() else None

    async def wait(self) -> Exit:
        return await shielded(self._exit)

    def feed(self, data: bytes) -> None:
        self.say(data)
        self._words.put(None)

    def say(self, data: bytes) -> None:
        if self._process.stdin is None:
            raise ValueError("this process was started without stdin")
        if self._speaker is None:
            self._speaker = self._thread(self._speak)
        self._words.put(data)

    def ask(self) -> None:
        if self._signals or self._asked or self._process.stdin is None or self._process.stdin.closed:
            self._interrupt()
            return
        self._asked = True
        with contextlib.suppress(OSError):
            self._process.stdin.write(b"q")

    def kill(self) -> None:
        with self._reaping:
            if self._process.returncode is None:
                self._kill_family()

    def _thread(self, work: Callable[..., None], *arguments: Any) -> threading.Thread:
        thread = threading.Thread(target=work, args=arguments, daemon=True, name=f"child-{self._process.pid}")
        thread.start()
        return thread

    def _interrupt(self) -> None:
        with self._reaping, contextlib.suppress(OSError):
            if self._process.returncode is not None:
                return
            if sys.platform == "win32":
                self._process.send_signal(signal.CTRL_BREAK_EVENT)
            else:
                os.killpg(self.pid, signal.SIGINT)

    def _kill_family(self) -> None:
        with contextlib.suppress(OSError, psutil.Error):
            if sys.platform == "win32":
                family = psutil.Process(self.pid).children(recursive=True)
                self._process.kill()
                for member in family:
                    with contextlib.suppress(psutil.Error):
                        member.kill()
            else:
                os.killpg(self.pid, signal.SIGKILL)

    def _speak(self) -> None:
        stdin = self._process.stdin
        with contextlib.suppress(OSError, ValueError):
            while (data := self._words.get()) is not None:
                while stdin and data:
                    data = data[stdin.write(data) or 0 :]
        with contextlib.suppress(OSError):
            if stdin:
                stdin.close()

    def _read(self, name: str, inlet: Inlet) -> None:
        while data := inlet.read():
            self._hand_over(self._deliver, name, data)
        inlet.close()

    def _watch(self) -> None:
        if sys.platform != "win32" and hasattr(os, "waitid"):
            os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)  # still a zombie: its group's number is safe
        else:
            self._process.wait()
        with self._reaping:
            if sys.platform != "win32":
                self._kill_family()
            code = self._process.wait()
        lived = self._clock.monotonic() - self._began
        for reader, inlet in zip(self._readers, self._inlets.values(), strict=True):
            if isinstance(inlet, SocketInlet):
                inlet.hang_up()
            reader.join(_LAST_BYTES)
        self._words.put(None)
        if self._process.stdin:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        self._hand_over(self._over, Exit(code, lived))

    def _hand_over(self, step: Callable[..., None], *arguments: Any) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is interested any more
            self._loop.call_soon_threadsafe(step, *arguments)

    def _deliver(self, name: str, data: bytes) -> None:
        if self._exit.done():
            return
        try:
            self._received(name, data)
        except Exception:
            _log.exception("output of a process could not be handled", extra={"pid": self.pid, "pipe": name})

    def _over(self, exit_: Exit) -> None:
        if not self._exit.done():
            self._exit.set_result(exit_)
        self._gone(self)
