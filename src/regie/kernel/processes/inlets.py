"""
Where the output of a child arrives when threads read it.

A pipe where file descriptors are inherited; a socket on the loopback where they are not (Windows): it listens on a port
of its own before the child starts, and takes one connection.
"""

import contextlib
import os
import socket
from typing import Protocol

CHUNK = 65536


class Inlet(Protocol):
    """One end of a channel from a child to us; `read` blocks, and answers nothing at the end."""

    @property
    def address(self) -> str:
        """How the child's arguments name the other end."""
        ...

    def read(self) -> bytes: ...

    def started(self) -> None:
        """The child has its end: forget ours of it."""
        ...

    def close(self) -> None: ...


class PipeInlet:
    """An anonymous pipe; `theirs` is inherited by the child."""

    def __init__(self) -> None:
        self._ours, self.theirs = os.pipe()
        self._open = True

    @property
    def address(self) -> str:
        return f"pipe:{self.theirs}"

    def read(self) -> bytes:
        with contextlib.suppress(OSError):
            return os.read(self._ours, CHUNK)
        return b""

    def started(self) -> None:
        os.close(self.theirs)

    def close(self) -> None:
        if self._open:
            self._open = False
            os.close(self._ours)


class SocketInlet:
    """A TCP port of the loopback for one connection."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1)
        self._connection: socket.socket | None = None

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    def read(self) -> bytes:
        with contextlib.suppress(OSError):
            if self._connection is None:
                self._connection, _ = self._listener.accept()
                self._listener.close()
            return self._connection.recv(CHUNK)
        return b""

    def started(self) -> None:
        """Nothing to forget: the child will connect."""

    def hang_up(self) -> None:
        """Nobody will connect any more: wake whoever waits for that. What was sent is still read."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()

    def close(self) -> None:
        self._listener.close()
        if self._connection is not None:
            self._connection.close()
