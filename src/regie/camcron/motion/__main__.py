"""
The child that looks at pictures for all jobs of this machine that watch for motion.

A line of JSON asks, a line of JSON answers; it ends with its stdin. What crashes in C crashes here: the server starts
another one, which has forgotten what each scene usually shows and learns it again with the next picture.
"""

import base64
import json
import os
import sys
from dataclasses import asdict
from typing import Any

from regie.camcron.motion.films import Film, Shot, shots, still
from regie.camcron.motion.picture import Flags, Limits, Scene, Seen, masked

TOO_MUCH = 4_000_000
"""Bytes of a line that nobody honest writes."""


class Watched:
    """One job: what its scene shows, and what of it is not looked at."""

    def __init__(self) -> None:
        self.scene = Scene()
        self._polygons: Any = None
        self._mask: Flags | None = None

    def ignored(self, polygons: Any, height: int, width: int) -> Flags:
        """The masked points of pictures of that size."""
        if self._mask is None or self._polygons != polygons or self._mask.shape != (height, width):
            self._polygons, self._mask = polygons, masked(polygons, width, height)
        return self._mask


class Answers:
    """What can be asked."""

    def __init__(self) -> None:
        self._jobs: dict[str, Watched] = {}

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """One question; what goes wrong with a piece is an answer too."""
        try:
            does = {"look": self._look, "glance": self._glance, "preview": self._preview, "forget": self._forget}
            return does[asked["do"]](asked)
        except MemoryError:
            return {"error": "There is not enough memory."}
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}

    def _look(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Each picture of a piece, and the JPEG of the one that moves most, if it does so more than `best`."""
        watched = self._jobs.setdefault(asked["job"], Watched())
        film, seen, best, picture = Film(), [], asked.get("best"), None
        last: Seen | None = None
        for shot in shots(asked["path"], film, every_frame=asked["everyFrame"]):
            grey = shot.grey()
            ignored = watched.ignored(asked["mask"], *grey.shape)
            last = watched.scene.look(grey, asked["at"] + shot.offset, _limits(asked), ignored)
            seen.append([round(shot.offset, 3), last.score, last.area, last.moving, last.whole])
            if best is not None and (last.moving or best < 0) and last.score > best:
                best, picture = last.score, shot.jpeg()
        told: dict[str, Any] = {**asdict(film), "seen": seen}
        if asked.get("cells") and last is not None:
            told |= {"cells": last.cells, "columns": last.columns}
        return told | ({"picture": base64.b64encode(picture).decode()} if picture else {})

    def _glance(self, asked: dict[str, Any]) -> dict[str, Any]:
        """One picture, which comes along, against those before it."""
        watched = self._jobs.setdefault(asked["job"], Watched())
        grey = Shot(0.0, still(base64.b64decode(asked["jpeg"]))).grey()
        return _told(watched.scene.look(grey, asked["at"], _limits(asked), watched.ignored(asked["mask"], *grey.shape)))

    def _preview(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The last picture of a job under other limits; it changes nothing."""
        watched = self._jobs.get(asked["job"])
        if watched is None or watched.scene.shape is None:
            return {"seen": None}
        height, width = watched.scene.shape
        seen = watched.scene.again(_limits(asked), masked(asked["mask"], width, height))
        if seen is None:
            return {"seen": None}
        return _told(seen)

    def _forget(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._jobs.pop(asked["job"], None)
        return {}


def _told(seen: Seen) -> dict[str, Any]:
    return {"seen": [0.0, seen.score, seen.area, seen.moving, seen.whole], "cells": seen.cells, "columns": seen.columns}


def _limits(asked: dict[str, Any]) -> Limits:
    return Limits(asked["levels"], asked["area"])


def main() -> None:
    """Answer until nobody asks any more."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import av.logging

    av.logging.set_level(av.logging.PANIC)
    answers = Answers()
    while line := sys.stdin.buffer.readline(TOO_MUCH):
        asked = json.loads(line)
        sys.stdout.buffer.write(json.dumps({"id": asked.pop("id"), **answers.answer(asked)}).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
