"""
The server's side of the process that speaks SOAP: begun when first asked, ended when nobody asks any more.

It may die of what a device sends; whoever waited then hears so, and the next request begins another one. Passwords go
through its input, never through its arguments.
"""

import asyncio
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any

from regie.camcron.onvif.errors import DeviceFailed
from regie.kernel.clock import Clock
from regie.kernel.processes.child import Child, Spawner
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.lines import LineSplitter

PATIENCE = 15.0
"""Seconds for a request; the first one to a device takes several questions."""
SLACK = 5.0
"""Seconds beyond, for loading libraries on a busy machine."""
IDLE = 120.0
"""Seconds without a question or a listener after which the process ends."""
MOST = 4 * 1024 * 1024
"""Bytes of one answer."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a device is, and how one signs in."""

    host: str
    port: int
    username: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears what a device notices."""

    noticed: Callable[[bool, str], None]
    """Whether something moves from now on, and the device's word for it."""
    lost: Callable[[str], None]
    """The device says nothing any more, for that reason."""


class Bridge:
    """Asks the child."""

    def __init__(self, spawner: Spawner, clock: Clock, redact: Callable[[str], str] = lambda text: text) -> None:
        self._spawner = spawner
        self._clock = clock
        self._redact = redact
        self._child: Child | None = None
        self._starting = asyncio.Lock()
        self._lines = LineSplitter()
        self._numbers = count(1)
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._listeners: dict[str, Listener] = {}
        self._used_at = 0.0
        self._life: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """Of the child, while there is one."""
        return self._child.pid if self._child is not None else None

    async def ask(self, do: str, contact: Contact | None = None, *, patience: float = PATIENCE, **words: Any) -> Any:
        """What a device answers; raises `DeviceFailed` with a reason."""
        child = await self._alive()
        number, self._used_at = next(self._numbers), self._clock.monotonic()
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        device = asdict(contact) if contact is not None else None
        request = {"id": number, "do": do, "device": device, "words": words, "patience": patience}
        child.say(json.dumps(request).encode() + b"\n")
        try:
            async with asyncio.timeout(patience + SLACK):
                return await answer
        except TimeoutError:
            raise DeviceFailed("timeout", "It did not answer in time.") from None
        finally:
            self._asked.pop(number, None)

    async def listen(self, name: str, contact: Contact, listener: Listener) -> None:
        """Hear what a device notices, until `ignore` or until it is lost."""
        self._listeners[name] = listener
        try:
            await self.ask("listen", contact, listener=name)
        except DeviceFailed:
            self._listeners.pop(name, None)
            raise

    async def ignore(self, name: str) -> None:
        """Hear nothing of it any more."""
        if self._listeners.pop(name, None) is not None and self._child is not None:
            await self.ask("ignore", listener=name)

    async def close(self) -> None:
        """End the child."""
        self._listeners.clear()
        if self._child is not None:
            self._child.kill()
        if self._life is not None:
            await asyncio.gather(self._life, return_exceptions=True)

    # -- inside --------------------------------------------------------------------------------------------------

    async def _alive(self) -> Child:
        async with self._starting:
            if self._child is None:
                launch = Launch(
                    (sys.executable, "-P", "-m", "regie.camcron.onvif"), pipes=("stdout",), stdin=True, nice=5
                )
                self._lines = LineSplitter(MOST)
                self._child = await self._spawner.spawn(launch, self._received)
                self._life = asyncio.create_task(self._live(self._child), name="onvif")
            return self._child

    async def _live(self, child: Child) -> None:
        gone = asyncio.ensure_future(child.wait())
        self._used_at = self._clock.monotonic()
        while not gone.done():
            pause = asyncio.ensure_future(self._clock.sleep(IDLE / 4))
            await asyncio.wait({gone, pause}, return_when=asyncio.FIRST_COMPLETED)
            pause.cancel()
            idle = not self._asked and not self._listeners
            if idle and self._clock.monotonic() - self._used_at > IDLE:
                self._child = None  # whoever asks from now on gets another one
                child.kill()
        if self._child is child or self._child is None:
            self._ended()
        _log.debug("the process for ONVIF has ended: %s", gone.result().sentence)

    def _ended(self) -> None:
        self._child = None
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(DeviceFailed("crashed", "The process that spoke to the device has ended."))
        listeners, self._listeners = self._listeners, {}
        for listener in listeners.values():
            listener.lost("The process that listened has ended.")

    def _received(self, pipe: str, data: bytes) -> None:
        for line in self._lines.feed(data):
            try:
                self._heard(json.loads(line))
            except (ValueError, KeyError):
                _log.warning("the process for ONVIF said what is no answer")

    def _heard(self, told: dict[str, Any]) -> None:
        if "listener" in told:
            self._noticed(told)
            return
        answer = self._asked.get(told["id"])
        if answer is None or answer.done():
            return
        if "failed" in told:
            answer.set_exception(DeviceFailed(told["failed"], self._redact(told["sentence"])))
        else:
            answer.set_result(told["done"])

    def _noticed(self, told: dict[str, Any]) -> None:
        if "lost" in told:
            listener = self._listeners.pop(told["listener"], None)
            if listener is not None:
                listener.lost(self._redact(told["lost"]))
        elif (held := self._listeners.get(told["listener"])) is not None:
            held.noticed(told["noticed"]["motion"], told["noticed"]["topic"])
