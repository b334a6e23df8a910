"""
The relay as a process of its own: `python -m regie.camcron.relay [PORT]`.

It tells its port in its first line (`{"port": 40123}`), answers each line on its input by one on its output, tells in
between which stream is fed from now on or no more (`{"stream": "hall.main", "fed": true}`), and ends when its input is
closed: it never outlives whoever started it. A thread reads, since that works on every platform.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import threading

from regie.camcron.relay.control import Control
from regie.camcron.relay.rtsp import RtspServer
from regie.camcron.relay.streams import Streams

MAX_LINE = 64 * 1024


async def serve(port: int) -> None:
    """Serve until the input is closed, on that port if it is free, else on another."""
    loop = asyncio.get_running_loop()
    server = RtspServer(Streams(), port=port)
    try:
        await server.start()
    except OSError:
        server.port = 0
        await server.start()
    control = Control(server, loop.time)
    server.streams.told = _tell
    over = asyncio.Event()

    def answer(line: bytes) -> None:
        _say(control.answer(line))

    def listen() -> None:
        while line := sys.stdin.buffer.readline(MAX_LINE):
            loop.call_soon_threadsafe(answer, line)
        loop.call_soon_threadsafe(over.set)

    _say(json.dumps({"port": server.port}).encode() + b"\n")
    threading.Thread(target=listen, daemon=True, name="control").start()
    await over.wait()
    await server.stop()


def _tell(stream: str, fed: bool) -> None:
    _say(json.dumps({"stream": stream, "fed": fed}).encode() + b"\n")


def _say(line: bytes) -> None:
    with contextlib.suppress(BrokenPipeError):  # who started it was killed: in a moment the input is closed too
        while line:
            line = line[os.write(1, line) :]


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    asyncio.run(serve(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
