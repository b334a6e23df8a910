"""
What processes receive over TCP, as Linux counts it for each socket.

`/proc/PID/io` counts reads of files and pipes only: what comes by `recv`, as every stream does, is in no figure of a
process. The kernel tells the bytes of each socket over netlink (`sock_diag`, as `ss -i` asks), and `/proc/PID/fd` tells
whose socket it is. UDP is not counted, and other systems do not tell: then nothing is known.
"""

import contextlib
import socket
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_SOCK_DIAG, _BY_FAMILY, _DUMP = 4, 20, 0x301
_TCP, _ESTABLISHED, _CLOSE_WAIT = 6, 1 << 1, 1 << 8
_INFO, _RECEIVED_AT = 2, 128
"""Attribute `INET_DIAG_INFO`; where `tcpi_bytes_received` lies in `struct tcp_info` (since Linux 4.1)."""
_HEADER, _MESSAGE, _INODE_AT = 16, 72, 68
_FAMILIES = (socket.AF_INET, socket.AF_INET6)
PATIENCE = 1.0


class Traffic:
    """Remembers the look before, since sockets come and go. `received` may run in a thread, one call at a time."""

    def __init__(self) -> None:
        self._sockets: dict[int, int] = {}
        self._totals: dict[int, int] = {}

    def received(self, pids: Iterable[int]) -> dict[int, int] | None:
        """Bytes that each of them received since it was first asked for; None where it is not told."""
        now = _bytes_of_sockets()
        if now is None:
            return None
        totals = {}
        for pid in pids:
            fresh = sum(now[inode] - self._sockets.get(inode, 0) for inode in _inodes(pid) if inode in now)
            totals[pid] = self._totals.get(pid, 0) + max(0, fresh)
        self._sockets, self._totals = now, totals
        return dict(totals)


def _inodes(pid: int) -> list[int]:
    """The sockets that a process has open."""
    found = []
    with contextlib.suppress(OSError):
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                target = str(entry.readlink())
                if target.startswith("socket:["):
                    found.append(int(target[8:-1]))
    return found


def _bytes_of_sockets() -> dict[int, int] | None:
    """Bytes received by each open TCP socket of this machine, by inode."""
    if sys.platform != "linux":
        return None
    found: dict[int, int] = {}
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, _SOCK_DIAG) as asked:
            asked.settimeout(PATIENCE)
            for family in _FAMILIES:
                _ask(asked, family, found)
    except OSError:
        return None
    return found


def _ask(asked: socket.socket, family: int, found: dict[int, int]) -> None:
    wanted = struct.pack("=BBBBI48x", family, _TCP, 1 << (_INFO - 1), 0, _ESTABLISHED | _CLOSE_WAIT)
    asked.send(struct.pack("=IHHII", _HEADER + len(wanted), _BY_FAMILY, _DUMP, 1, 0) + wanted)
    while read_messages(asked.recv(1 << 18), found):
        pass


def read_messages(data: bytes, found: dict[int, int]) -> bool:
    """One answer of the kernel; whether more of them come. Raises OSError for a refusal."""
    at = 0
    while at + _HEADER <= len(data):
        length, kind = struct.unpack_from("=IH", data, at)
        if kind == 2:
            raise OSError(-struct.unpack_from("=i", data, at + _HEADER)[0], "sock_diag")
        if kind == 3 or length < _HEADER:
            return False
        (inode,) = struct.unpack_from("=I", data, at + _HEADER + _INODE_AT)
        attribute, end = at + _HEADER + _MESSAGE, min(at + length, len(data))
        while attribute + 4 <= end:
            size, name = struct.unpack_from("=HH", data, attribute)
            if name == _INFO and size >= 4 + _RECEIVED_AT + 8:
                (found[inode],) = struct.unpack_from("=Q", data, attribute + 4 + _RECEIVED_AT)
            attribute += max(4, size + 3 & ~3)
        at += length + 3 & ~3
    return bool(data)
