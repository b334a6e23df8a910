"""
The parent's side of the relay process: start it, ask it, notice its end.

The child holds every packet, so that the server's own loop carries none. It is asked by lines of JSON and ends with the
pipe, on Linux also by a death signal. It must be started from the loop's own thread: that signal follows the thread.
"""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regie.kernel.processes.linux import death_signal
from regie.kernel.processes.spawn import environment

ANSWER = 5.0
"""How many seconds an answer may take: the child does nothing slow."""


class RelayGone(Exception):
    """The relay process has ended or does not answer."""


class RelayRefused(Exception):
    """The relay does not do what it was asked: the stream or the path is unknown, or taken."""


@dataclass(frozen=True, slots=True)
class StreamState:
    """What the relay tells of a stream; `silence` is the seconds since its last packet, None before the first."""

    stream: str
    publisher: bool
    codecs: tuple[str, ...]
    readers: int
    bytes_in: int
    silence: float | None
    dropped: int
    refused: int


class RelayProcess:
    """One relay, for all streams of this machine, on the port asked for if it is free. Ends with its parent."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.gone = asyncio.Event()
        self.told: Callable[[str, bool], None] = lambda stream, fed: None
        """Hears of each stream whether it is fed from now on."""
        self._child: subprocess.Popen[bytes] | None = None
        self._asked: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._number = 0

    @property
    def pid(self) -> int | None:
        return None if self._child is None else self._child.pid

    async def start(self) -> None:
        """Start the child and wait until it listens; raises RelayGone if it doesn't."""
        loop = asyncio.get_running_loop()
        self.gone.clear()
        self._child = subprocess.Popen(  # noqa: ASYNC220  a vfork on this thread is what the death signal needs
            [*death_signal(), sys.executable, "-m", "regie.camcron.relay", str(self.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(os.environ),
            start_new_session=True,
        )
        first: asyncio.Future[dict[str, Any]] = loop.create_future()
        self._asked = {0: first}
        threading.Thread(target=self._listen, args=(self._child, loop), daemon=True, name="relay").start()
        self.port = (await self._answered(first))["port"]

    def kill(self) -> None:
        """End a child that does not answer."""
        if self._child is not None:
            self._child.kill()

    async def stop(self) -> None:
        """End the child; its readers and feeds are closed with it."""
        child = self._child
        if child is None or child.stdin is None:
            return
        with contextlib.suppress(OSError):
            child.stdin.close()
        try:
            await asyncio.wait_for(self.gone.wait(), ANSWER)
        except TimeoutError:
            child.kill()
            await self.gone.wait()

    async def add_stream(self, stream: str, *, max_readers: int | None = None, once: bool = False) -> str:
        """
        The address to which the stream's feed publishes; raises RelayRefused if the name is taken. `once`: it serves
        for one feed, since who sees that feed's arguments could read it there.
        """
        return str((await self._ask("addStream", stream=stream, maxReaders=max_readers, once=once))["publish"])

    async def remove_stream(self, stream: str) -> None:
        await self._ask("removeStream", stream=stream)

    async def add_reader(
        self, stream: str, *, path: str | None = None, username: str | None = None, password: str | None = None
    ) -> str:
        """An address for one reader, secret unless a path is given; its credentials, if any, are not in it."""
        given = await self._ask("addReader", stream=stream, path=path, username=username, password=password)
        return str(given["read"])

    async def revoke(self, url: str) -> None:
        """Close whoever reads at this address; nobody will again."""
        await self._ask("revoke", url=url)

    async def state(self) -> list[StreamState]:
        told = (await self._ask("state"))["streams"]
        return [
            StreamState(
                one["stream"],
                one["publisher"],
                tuple(one["codecs"]),
                one["readers"],
                one["bytesIn"],
                one["silence"],
                one["dropped"],
                one["refused"],
            )
            for one in told
        ]

    async def _ask(self, do: str, **words: Any) -> dict[str, Any]:
        child = self._child
        if child is None or child.stdin is None or self.gone.is_set():
            raise RelayGone("the relay is not running")
        self._number += 1
        number = self._number
        line = json.dumps({"id": number, "do": do, **words}).encode() + b"\n"
        try:
            child.stdin.write(line)
            child.stdin.flush()
        except (OSError, ValueError) as error:
            raise RelayGone("the relay has ended") from error
        answer = self._asked[number] = asyncio.get_running_loop().create_future()
        try:
            given = await self._answered(answer)
        finally:
            self._asked.pop(number, None)
        if "error" in given:
            raise RelayRefused(given["error"])
        return given

    async def _answered(self, answer: asyncio.Future[dict[str, Any]]) -> dict[str, Any]:
        try:
            return await asyncio.wait_for(answer, ANSWER)
        except TimeoutError as error:
            raise RelayGone("the relay does not answer") from error

    def _listen(self, child: subprocess.Popen[bytes], loop: asyncio.AbstractEventLoop) -> None:
        """Runs in a thread of its own: hands each line to the loop, then waits for the end."""
        assert child.stdout is not None
        with child.stdout as lines:
            for line in lines:
                if not _tell(loop, self._heard, json.loads(line)):
                    break
        child.wait()
        _tell(loop, self._ended)

    def _heard(self, given: dict[str, Any]) -> None:
        if "fed" in given:
            self.told(given["stream"], given["fed"])
            return
        answer = self._asked.pop(given.get("id") or 0, None)
        if answer is not None and not answer.done():
            answer.set_result(given)

    def _ended(self) -> None:
        if self._child is not None and self._child.stdin is not None:
            with contextlib.suppress(OSError):
                self._child.stdin.close()
        self.gone.set()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(RelayGone("the relay has ended"))
        self._asked.clear()


def _tell(loop: asyncio.AbstractEventLoop, what: Any, *words: Any) -> bool:
    """Call something on the loop; False when the loop is no more."""
    try:
        loop.call_soon_threadsafe(what, *words)
    except RuntimeError:
        return False
    return True
