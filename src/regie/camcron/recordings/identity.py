"""
Who recorded a file and when it begins, as it is written inside of the file itself.

With it an index can be made again after its database is lost. It is a line of JSON that begins in one known way, filled
up with spaces to one length, so that the line which a process writes when it opens a file can be overwritten by the
true one once the file is closed. Pure.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

MARK = b'{"regie":1,'
LENGTH = 768
"""Bytes of the line. Ids, slugs and times take less than 400; names get the rest and are cut."""
_SHORTEST_NAME = 16
Named = tuple[str, str, str]
"""UUID, slug, name."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file says of itself."""

    run_id: str
    job: Named
    camera: Named
    format: str
    started_at: datetime | None = None
    """None: not known yet, the file is open."""
    duration_seconds: float | None = None

    def line(self) -> bytes:
        """Exactly `LENGTH` bytes of UTF-8."""
        room = 120
        while len(text := self._text(room)) > LENGTH and room > _SHORTEST_NAME:
            room -= 8
        return text.ljust(LENGTH)[:LENGTH]

    def _text(self, room: int) -> bytes:
        told = {
            "regie": 1,
            "run": self.run_id,
            "job": [*self.job[:2], _cut(self.job[2], room)],
            "camera": [*self.camera[:2], _cut(self.camera[2], room)],
            "format": self.format,
            "start": self.started_at.isoformat() if self.started_at else None,
            "seconds": self.duration_seconds,
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    def words(self) -> tuple[str, ...]:
        """For an ffmpeg that opens files of a container which keeps a comment."""
        return ("-metadata", f"comment={self.line().decode()}")


def identity_in(data: bytes) -> Identity | None:
    """The last whole one among these bytes: what is written later is truer."""
    found: Identity | None = None
    place = data.find(MARK)
    while place >= 0:
        found = _parsed(data[place : place + 2 * LENGTH]) or found
        place = data.find(MARK, place + 1)
    return found


def _parsed(data: bytes) -> Identity | None:
    try:
        told, _ = json.JSONDecoder().raw_decode(data.decode("utf-8", "replace"))
        return Identity(
            run_id=_text(told["run"]),
            job=_named(told["job"]),
            camera=_named(told["camera"]),
            format=_text(told["format"]),
            started_at=_instant(told["start"]),
            duration_seconds=float(told["seconds"]) if told["seconds"] is not None else None,
        )
    except (ValueError, KeyError, TypeError):
        return None


def _named(told: Iterable[object]) -> Named:
    uid, slug, name = told
    return _text(uid)[:36], _text(slug)[:63], _text(name)[:200]


def _text(told: object) -> str:
    if not isinstance(told, str) or "\0" in told:
        raise TypeError("not a text")
    return told


def _instant(told: object) -> datetime | None:
    if told is None:
        return None
    at = datetime.fromisoformat(_text(told))
    if at.tzinfo is None:
        raise ValueError("an instant without a zone")
    return at


def _cut(name: str, size: int) -> str:
    return name.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
