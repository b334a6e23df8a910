"""What there is of an export so far: it may begin anew when a film turns out to be gone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from regie.camcron.exports.plan import Missing


@dataclass(slots=True)
class Made:
    """What there is so far."""

    folder: Path
    at: datetime
    """When it was looked what there is."""
    files: list[tuple[Path, str]] = field(default_factory=list)
    """Where they lie, and what they are called."""
    notes: list[str] = field(default_factory=list)
    gaps: list[list[str | None]] = field(default_factory=list)
    starts: list[datetime] = field(default_factory=list)
    ends: list[datetime] = field(default_factory=list)
    done_bytes: int = 0
    all_bytes: int = 1

    def lacks(self, slug: str, missing: Iterable[Missing]) -> None:
        """Stretches of a job, with their reasons as notes."""
        for each in missing:
            available = each.available_at.isoformat() if each.available_at else None
            self.gaps.append([slug, each.since.isoformat(), each.until.isoformat(), each.note, available])
            if each.note is not None:
                self.notes.append(f"{slug}: {each.note}")

    def mark(self) -> tuple[int, ...]:
        """How far it is."""
        return (*map(len, self._lists), self.done_bytes)

    def back_to(self, mark: tuple[int, ...]) -> None:
        """Forget what came after that."""
        for each, length in zip(self._lists, mark, strict=False):
            del each[length:]
        self.done_bytes = mark[-1]

    @property
    def _lists(self) -> tuple[list[Any], ...]:
        return self.files, self.notes, self.gaps, self.starts, self.ends


class Lost(Exception):
    """Films that were there a moment ago, and cannot be read."""

    def __init__(self, paths: set[str]) -> None:
        super().__init__(", ".join(sorted(paths)))
        self.paths = paths
