"""
When a disk will be full. Pure.

Each job grows by what it writes in a day until its own limits balance that: its oldest files go by age, spread evenly
over the time they reach back, or its size is reached. Between the days on which one of these begins or ends everything
grows straight, so the day on which the free space is used up is found exactly, without walking the days.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

HORIZON = 3650.0
"""Days; what is full later than that is not told."""
AT_LEAST = 1e-6
"""Days that any job reaches back: one that begins now goes all at once, but not before."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A job on a disk. Sizes in bytes, times in days."""

    kept: float
    per_day: float
    reaches_back: float
    """The age of its oldest file."""
    max_days: float | None = None
    max_bytes: float | None = None


def full_in(free: float, jobs: Sequence[Growth]) -> float | None:
    """After how many days so many bytes are used up; nothing when the limits balance what is written."""
    if free <= 0:
        return 0.0
    begin = 0.0
    for end in _corners(jobs):
        before, after = _grown(jobs, begin), _grown(jobs, end)
        if after >= free:
            return begin + (end - begin) * (free - before) / (after - before)
        begin = end
    return None


def _grown(jobs: Sequence[Growth], days: float) -> float:
    return sum(_kept(job, days) - job.kept for job in jobs)


def _kept(job: Growth, days: float) -> float:
    kept = _without_size(job, days)
    return kept if job.max_bytes is None else min(kept, max(job.max_bytes, 0.0))


def _without_size(job: Growth, days: float) -> float:
    if job.max_days is None:
        return job.kept + job.per_day * days
    left = job.max_days - days
    back = max(job.reaches_back, AT_LEAST)
    return job.kept * min(max(left / back, 0.0), 1.0) + job.per_day * min(days, job.max_days)


def _corners(jobs: Sequence[Growth]) -> list[float]:
    """The days on which something begins to grow otherwise, in order, the horizon last."""
    straight = {0.0, HORIZON}
    for job in jobs:
        if job.max_days is not None:
            straight |= {job.max_days, job.max_days - max(job.reaches_back, AT_LEAST)}
    corners = sorted(day for day in straight if 0 <= day <= HORIZON)
    found = set(corners)
    for job in jobs:
        if job.max_bytes is not None:
            found |= {day for pair in itertools.pairwise(corners) if (day := _reaches(job, *pair))}
    return sorted(found - {0.0})


def _reaches(job: Growth, begin: float, end: float) -> float | None:
    """The day between two corners on which it crosses its size."""
    before, after = _without_size(job, begin), _without_size(job, end)
    most = job.max_bytes or 0.0
    if before == after or not min(before, after) < most < max(before, after):
        return None
    return begin + (end - begin) * (most - before) / (after - before)
