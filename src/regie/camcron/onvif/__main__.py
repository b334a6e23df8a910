"""
The process that speaks SOAP: `python -m regie.camcron.onvif`.

XML of foreign devices is read by libraries in C, and loading them takes a second and sixty megabytes, so they live in
a process that is started when it is needed and may die without anybody else. It answers each line of JSON on its input
by one on its output, in whatever order they are done, tells what cameras notice meanwhile, and ends with its input.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from regie.camcron.onvif.device import Device, failure
from regie.camcron.onvif.seeking import seek

MAX_LINE = 256 * 1024
MOST_DEVICES = 200
STILL_GOOD = ("fault", "notOffered")
"""What a device says that is well."""
MEMORY = 2 * 1024**3
"""Bytes of address space: a device that sends without end fails here."""


class Desk:
    """Answers requests; keeps devices that were spoken to, since their first answer is the slow one."""

    def __init__(self, say: Callable[[dict[str, Any]], None]) -> None:
        self._say = say
        self._devices: dict[tuple[Any, ...], Device] = {}
        self._listening: dict[str, asyncio.Task[None]] = {}

    async def answer(self, line: bytes) -> None:
        """One request: what to do, with which device, within how many seconds."""
        asked = json.loads(line)
        try:
            async with asyncio.timeout(asked["patience"]):
                self._say({"id": asked["id"], "done": await self._twice(asked)})
        except Exception as error:
            kind, sentence = failure(error)
            self._say({"id": asked["id"], "failed": kind, "sentence": sentence})
            if kind not in STILL_GOOD:
                await self._drop(asked.get("device"))

    async def _twice(self, asked: dict[str, Any]) -> Any:
        """A device that was known and refuses may have set its clock meanwhile: it is met anew."""
        known = _key(asked.get("device")) in self._devices
        try:
            return await self._do(asked)
        except Exception as error:
            if not known or failure(error)[0] != "unauthorized":
                raise
            await self._drop(asked["device"])
            return await self._do(asked)

    async def _do(self, asked: dict[str, Any]) -> Any:
        words = asked.get("words", {})
        if asked["do"] == "seek":
            return await seek(words["seconds"])
        if asked["do"] == "ignore":
            return self._ignore(words["listener"])
        device = await self._device(asked["device"])
        if asked["do"] == "listen":
            return await self._listen(device, words["listener"])
        return await getattr(device, asked["do"])(**words)

    async def _device(self, contact: dict[str, Any]) -> Device:
        key = _key(contact)
        if key not in self._devices:
            device = Device(**contact)
            try:
                await device.open()
            except BaseException:
                await device.close()
                raise
            if len(self._devices) >= MOST_DEVICES:
                await self._drop(dict(next(iter(self._devices))))
            self._devices[key] = device
        return self._devices[key]

    async def _listen(self, device: Device, listener: str) -> None:
        self._ignore(listener)
        pulling = await device.subscribe()

        async def listen() -> None:
            try:
                async for noticed in pulling:
                    self._say({"listener": listener, "noticed": noticed})
            except Exception as error:
                self._say({"listener": listener, "lost": failure(error)[1]})

        self._listening[listener] = asyncio.create_task(listen())

    async def _drop(self, contact: dict[str, Any] | None) -> None:
        device = self._devices.pop(_key(contact), None)
        if device is not None:
            with contextlib.suppress(Exception):
                await device.close()

    def _ignore(self, listener: str) -> None:
        if (task := self._listening.pop(listener, None)) is not None:
            task.cancel()


def _key(contact: dict[str, Any] | None) -> tuple[Any, ...]:
    return tuple(sorted((contact or {}).items()))


async def serve(out: int) -> None:
    """Until the input is closed."""
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    answering: set[asyncio.Task[None]] = set()

    def say(told: dict[str, Any]) -> None:
        data = json.dumps(told).encode() + b"\n"
        while data:
            data = data[os.write(out, data) :]

    desk = Desk(say)

    def begin(line: bytes) -> None:
        task = loop.create_task(desk.answer(line))
        answering.add(task)
        task.add_done_callback(answering.discard)

    def listen() -> None:
        while line := sys.stdin.buffer.readline(MAX_LINE):
            loop.call_soon_threadsafe(begin, line)
        loop.call_soon_threadsafe(over.set)

    threading.Thread(target=listen, daemon=True, name="requests").start()
    await over.wait()


def main() -> None:
    """What libraries print goes to stderr, so that the output holds answers only."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    out = os.dup(1)
    os.dup2(2, 1)
    asyncio.run(serve(out))
    os._exit(0)  # nobody waits for the threads and sockets of libraries


if __name__ == "__main__":
    main()
