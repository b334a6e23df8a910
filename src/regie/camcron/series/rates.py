"""
What the processes of this moment cost, summed by job, by camera and altogether. Pure.

Bytes are counted by the system since a process began; rates are differences, and a process that is new has none yet.
A reader of the relay takes its bytes from this machine, so the camera's bandwidth is that of the relay's feed. Where
the system does not count what a recording receives (over UDP), what it writes is the next best figure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regie.camcron.series.blocks import NOT_MEASURED, Sample

TOTAL = ("total", "")
Subject = tuple[str, str]
"""`total`, `camera` or `job`, and a UUID."""


@dataclass(frozen=True, slots=True)
class Process:
    """One living process, and whose it is."""

    pid: int
    camera_id: str | None = None
    job_id: str | None = None
    relayed: bool = False
    """It reads from the relay rather than from the camera."""
    records: bool = True
    """What it writes goes to a disk."""
    counted: bool = True
    """The system counts what it receives: it reads over TCP."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the system tells of a process."""

    cpu: float
    """Percent of one core since the look before."""
    memory: int
    received: int | None
    """Bytes over TCP since it was first seen; None where that is not told."""
    written: int | None
    """Bytes since its begin."""


@dataclass(slots=True)
class _Sum:
    cpu: float = 0.0
    memory: float = 0.0
    disk: float = 0.0
    bandwidth: float = 0.0
    """Not a number as soon as one that reads the camera cannot be measured."""

    def sample(self) -> Sample:
        return self.cpu, self.memory, self.disk, self.bandwidth


def samples(
    processes: Iterable[Process], now: Mapping[int, Look], before: Mapping[int, Look], seconds: float
) -> dict[Subject, Sample]:
    """The sample of everybody who has a process; `seconds` lie between the two looks."""
    sums: dict[Subject, _Sum] = {TOTAL: _Sum()}
    for process in processes:
        look = now.get(process.pid)
        if look is None:
            continue
        former = before.get(process.pid)
        received = _rate(look.received, former.received if former else None, seconds)
        written = _rate(look.written, former.written if former else None, seconds) if process.records else 0.0
        if look.received is None or not process.counted:
            received = written if process.records else NOT_MEASURED
        whose: list[Subject] = [TOTAL]
        if process.camera_id is not None:
            whose.append(("camera", process.camera_id))
        if process.job_id is not None:
            whose.append(("job", process.job_id))
        for subject in whose:
            held = sums.setdefault(subject, _Sum())
            held.cpu += look.cpu
            held.memory += look.memory
            held.disk += written
            from_camera = process.camera_id is not None and (not process.relayed or subject[0] == "job")
            held.bandwidth += received if from_camera else 0.0
    return {subject: held.sample() for subject, held in sums.items()}


def _rate(count: int | None, before: int | None, seconds: float) -> float:
    if count is None or before is None or seconds <= 0 or count < before:
        return 0.0
    return (count - before) / seconds
