"""
Processes that outlived their server, found again and ended.

Each child is noted in a small file: its pid, and what tells it from a later process of the same pid. Each also
carries a mark in its environment, which its own children inherit; so grandchildren are found, and the one that was
started in the very moment of the crash. Nothing is ended that neither proves to be ours.
"""

import contextlib
import hashlib
import os
import sys
import time
from pathlib import Path

import psutil

MARK = "REGIE_CHILD"
_PATIENCE = 2.0


def identity(pid: int) -> str | None:
    """What no other process of this pid shares: its start, within this boot of the machine. None: there is none."""
    if Path("/proc/self/stat").exists():
        try:
            stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        except OSError:
            return None
        return f"{_boot()} {stat.rpartition(')')[2].split()[19]}"
    try:
        return repr(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return "unknown"


class Leftovers:
    """The notes of one data folder. Only one server at a time may use it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self.mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]

    def note(self, pid: int) -> None:
        """Remember a child. A note that cannot be written is no reason to stop recording: the mark remains."""
        with contextlib.suppress(OSError):
            (self._folder / str(pid)).write_text(identity(pid) or "", "utf-8")

    def forget(self, pid: int) -> None:
        with contextlib.suppress(OSError):
            (self._folder / str(pid)).unlink(missing_ok=True)

    def sweep(self) -> list[int]:
        """End what was left, wait until it is gone, and tell the pids."""
        found = {process.pid: process for process in [*self._noted(), *self._marked()] if _lives(process)}
        for process in found.values():
            _end(process)
        until = time.monotonic() + _PATIENCE
        while any(_lives(process) for process in found.values()) and time.monotonic() < until:
            time.sleep(0.02)
        for note in self._folder.iterdir():
            note.unlink(missing_ok=True)
        return sorted(found)

    def _noted(self) -> list[psutil.Process]:
        processes = []
        for note in self._folder.iterdir():
            with contextlib.suppress(ValueError, OSError, psutil.Error):
                pid, noted = int(note.name), note.read_text("utf-8")
                if noted and noted == identity(pid):
                    processes.append(psutil.Process(pid))
        return processes

    def _marked(self) -> list[psutil.Process]:
        spared = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
        processes = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):  # a process of others does not show its environment
                if process.pid not in spared and process.environ().get(MARK) == self.mark:
                    processes.append(process)
        return processes


def _lives(process: psutil.Process) -> bool:
    """A zombie that nobody reaps does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _end(process: psutil.Process) -> None:
    """Kill it, with its group when it leads one. psutil looks at the start time before it kills."""
    with contextlib.suppress(psutil.Error, OSError):
        if sys.platform != "win32" and process.is_running() and os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, 9)
        process.kill()
