"""
The logs of jobs: what their processes say, kept by job so that it outlives each process.

Made when first needed; the file of a job lies in the data folder under its UUID, because a slug may be used again.
"""

from collections.abc import Callable
from pathlib import Path

from regie.kernel.clock import Clock
from regie.kernel.processes.output import Line, Listener, Log

LEVELS = {"[panic]": "error", "[fatal]": "error", "[error]": "error", "[warning]": "warn", "[info]": "info"}


def level_of(line: str) -> str:
    """The level that ffmpeg wrote in front of a line (`-loglevel level+…`)."""
    return next((level for mark, level in LEVELS.items() if mark in line[:80]), "info")


class RunLogs:
    """One log for each job that ever ran since the start."""

    def __init__(self, clock: Clock, folder: Path, redact: Callable[[str], str]) -> None:
        self._clock = clock
        self._folder = folder
        self._redact = redact
        self._logs: dict[str, Log] = {}

    def of(self, job_id: str) -> Log:
        """The log of a job, by its UUID."""
        log = self._logs.get(job_id)
        if log is None:
            log = Log(self._clock, self._redact, self._folder / f"{job_id}.log", level_of=level_of)
            self._logs[job_id] = log
        return log

    def tail(self, job_id: str, limit: int, part: str | None = None) -> list[Line]:
        """The newest lines, oldest first."""
        lines = self._logs[job_id].tail() if job_id in self._logs else []
        wanted = (part or "").casefold()
        return [line for line in lines if wanted in line.text.casefold()][-limit:]

    def newest(self, job_id: str) -> Line | None:
        """What was said last."""
        return self._logs[job_id].newest() if job_id in self._logs else None

    def follow(self, job_id: str) -> Listener:
        """Read along from now on."""
        return self.of(job_id).follow()

    def forget(self, job_id: str) -> None:
        """A job is gone: its log ends; the file stays until somebody cleans the folder."""
        log = self._logs.pop(job_id, None)
        if log is not None:
            log.close()

    def close(self) -> None:
        for log in self._logs.values():
            log.close()
