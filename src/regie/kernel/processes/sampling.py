"""
What processes cost: CPU, memory, bytes read and written, for all of them in one pass.

On Linux the two files of `/proc` stay open and are read in place, 8 µs a process; an open one keeps meaning the same
process, even when its pid is given to another. Elsewhere psutil does it.
"""

import contextlib
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import psutil


@dataclass(frozen=True, slots=True)
class Usage:
    """One process, now."""

    cpu_percent: float
    """Of one core, since the look before."""
    rss: int
    """Bytes in memory."""
    read_bytes: int | None
    """Since its start, from wherever (files, sockets). None where it is not told."""
    written_bytes: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The raw figures of one look."""

    cpu_seconds: float
    rss: int
    read_bytes: int | None
    written_bytes: int | None


class Gauge(Protocol):
    """Looks at one process again and again."""

    def read(self) -> Reading:
        """Raises OSError when the process is gone."""
        ...

    def close(self) -> None: ...


class ProcGauge:
    """`/proc/PID/stat` and `/proc/PID/io`, held open."""

    _TICK = os.sysconf("SC_CLK_TCK") if sys.platform != "win32" else 100
    _PAGE = os.sysconf("SC_PAGE_SIZE") if sys.platform != "win32" else 4096

    def __init__(self, pid: int) -> None:
        self._stat = os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
        self._io = -1
        with contextlib.suppress(OSError):  # needs the right to trace the process
            self._io = os.open(f"/proc/{pid}/io", os.O_RDONLY | os.O_CLOEXEC)

    def read(self) -> Reading:
        fields = os.pread(self._stat, 1024, 0).rpartition(b")")[2].split()
        cpu = (int(fields[11]) + int(fields[12])) / self._TICK
        counts = dict(line.split(b": ") for line in self._read_io().splitlines())
        read, written = counts.get(b"rchar"), counts.get(b"wchar")
        return Reading(
            cpu,
            int(fields[21]) * self._PAGE,
            int(read) if read is not None else None,
            int(written) if written is not None else None,
        )

    def _read_io(self) -> bytes:
        if self._io >= 0:
            with contextlib.suppress(OSError):
                return os.pread(self._io, 512, 0)
        return b""

    def close(self) -> None:
        os.close(self._stat)
        if self._io >= 0:
            os.close(self._io)


class PsutilGauge:
    """The same by psutil."""

    def __init__(self, pid: int) -> None:
        try:
            self._process = psutil.Process(pid)
        except psutil.Error as error:
            raise ProcessLookupError(pid) from error

    def read(self) -> Reading:
        try:
            with self._process.oneshot():
                times, rss = self._process.cpu_times(), self._process.memory_info().rss
                read, written = None, None
                if hasattr(self._process, "io_counters"):  # macOS does not tell
                    with contextlib.suppress(psutil.AccessDenied):
                        counts = self._process.io_counters()
                        read, written = counts.read_bytes, counts.write_bytes
        except psutil.Error as error:
            raise ProcessLookupError(self._process.pid) from error
        return Reading(times.user + times.system, rss, read, written)

    def close(self) -> None:
        """Nothing is held."""


class Sampler:
    """Remembers the look before, since CPU is a difference."""

    def __init__(self, gauge: type[ProcGauge] | type[PsutilGauge] | None = None) -> None:
        self._gauge = gauge or (ProcGauge if sys.platform == "linux" else PsutilGauge)
        self._watched: dict[int, tuple[Gauge, float, float]] = {}

    def sample(self, pids: Iterable[int], at: float) -> dict[int, Usage]:
        """The usage of those that live; `at` is monotonic. Who was asked for before and is not now, is forgotten."""
        wanted = set(pids)
        for pid in self._watched.keys() - wanted:
            self._forget(pid)
        usages = {}
        for pid in wanted:
            usage = self._look(pid, at)
            if usage:
                usages[pid] = usage
        return usages

    def close(self) -> None:
        for pid in tuple(self._watched):
            self._forget(pid)

    def _look(self, pid: int, at: float) -> Usage | None:
        try:
            gauge, before, cpu_before = self._watched.get(pid) or (self._gauge(pid), at, 0.0)
            if pid not in self._watched:
                self._watched[pid] = (gauge, before, cpu_before)
            reading = gauge.read()
        except (OSError, IndexError):
            self._forget(pid)
            return None
        passed = at - before
        percent = 100 * (reading.cpu_seconds - cpu_before) / passed if passed > 0 else 0.0
        self._watched[pid] = (gauge, at, reading.cpu_seconds)
        return Usage(max(0.0, round(percent, 1)), reading.rss, reading.read_bytes, reading.written_bytes)

    def _forget(self, pid: int) -> None:
        if watched := self._watched.pop(pid, None):
            watched[0].close()
