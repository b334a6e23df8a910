"""
A film of 100,000 pictures against one of 10,000: what it costs in memory, and how long it takes.

Goal: memory does not grow with the length of a film. The pictures are hard links of a few small ones and rows like the
first, which the real code indexed; the film is asked for over HTTP and made by the real server. It takes ten minutes,
nearly all of them for the children that make pieces of 300 pictures.
"""

import asyncio
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import insert

from bench._rigging import Served, server
from regie.camcron.recordings.models import File
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.ids import new_id
from tests.camcron.timelapse.album import Album, ramp

FILMS = (10_000, 100_000)
DIFFERENT = 8
"""Pictures: a file takes no more than some ten thousand links."""
STEP = timedelta(seconds=10)
AT_ONCE = 1000
LOOK = 0.1
NOWHERE = "rtsp://127.0.0.1:9/1"
BY_HAND: dict[str, Any] = {"triggerType": "oneshot"}


def main() -> None:
    with server({"cameras": {"checkSeconds": 0}, "storage": {"reserveGB": 0}}) as api:
        for count in FILMS:
            print(measured(api, count))


def measured(api: Served, count: int) -> str:
    """One film."""
    camera = api.camera(f"Site {count}", NOWHERE)
    slug = api.job(camera, f"Pictures {count}", action="snapshot", schedule=BY_HAND, retention={})
    asyncio.run(fill(api.regie.folder, api("GET", f"/api/jobs/{slug}"), count))
    peaks = Peaks(api.regie.pid)
    begun = time.monotonic()
    span = {"from": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}
    film = api("POST", f"/api/jobs/{slug}/timelapse", span)["id"]
    while (task := api("GET", f"/api/tasks/{film}"))["state"] not in ("done", "failed", "cancelled"):
        peaks.look()
        time.sleep(LOOK)
    seconds = time.monotonic() - begun
    made = api("GET", f"/api/jobs/{slug}/timelapse/{film}")
    assert (task["state"], made["frames"]) == ("done", count), (task, made)
    return f"a film of {count} pictures: {seconds:.0f} s, {1000 * seconds / count:.1f} ms each; most memory: {peaks}"


async def fill(folder: Path, job: dict[str, Any], count: int) -> None:
    """The job's pictures, on the disk and in the index."""
    recordings = folder / "recordings"
    pictures = recordings / job["id"]
    database = Database(f"sqlite+aiosqlite:///{folder / 'regie.db'}", Events())
    since = datetime.now(UTC) - count * STEP
    sources = await asyncio.to_thread(ramp, pictures, DIFFERENT)
    (first, *_) = await Album(database, recordings).put(job, since, sources, STEP)
    like = {column.key: getattr(first, column.key) for column in File.__mapper__.column_attrs}
    for begin in range(DIFFERENT, count, AT_ONCE):
        rows = []
        for number in range(begin, min(begin + AT_ONCE, count)):
            picture = pictures / f"{number // AT_ONCE:03}" / f"{number:06}.jpg"
            picture.parent.mkdir(exist_ok=True)
            os.link(sources[number % DIFFERENT], picture)
            path = picture.relative_to(recordings).as_posix()
            rows.append(like | {"id": new_id(), "path": path, "started_at": since + number * STEP})
        async with database.write() as session:
            await session.execute(insert(File), rows)
    await database.close()


@dataclass
class Peaks:
    """The most that each kind of process held, in bytes."""

    pid: int
    most: Counter[str] = field(default_factory=Counter)

    def look(self) -> None:
        above = psutil.Process(self.pid)
        for process in (above, *above.children(recursive=True)):
            try:
                words, held = process.cmdline(), process.memory_info().rss
            except psutil.Error:
                continue
            if process is above:
                self._seen("server", held)
            elif any("film_child" in word for word in words):
                self._seen("piece", held)
            elif words and "ffmpeg" in Path(words[0]).name:
                self._seen("joining ffmpeg", held)

    def _seen(self, kind: str, held: int) -> None:
        self.most[kind] = max(self.most[kind], held)

    def __str__(self) -> str:
        return ", ".join(f"{kind} {held / 1e6:.0f} MB" for kind, held in sorted(self.most.items()))


if __name__ == "__main__":
    main()
