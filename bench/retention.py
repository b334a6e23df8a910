"""
Retention over a million indexed files of a hundred jobs, on SQLite.

Goals: a pass in 5 s at most besides unlinking, and 100 MB more memory at most, both when nothing is due and when as
much is due as a pass takes (5,000 files). The files are rows alone: there is nothing to unlink, so what is
measured is all the rest. Also: a preview of everything, the sums of the overview, and the look at the books at a start.
"""

import asyncio
import sqlite3
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil

from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.settings import Keeping, Retention, StorageSettings
from regie.camcron.retention.measuring import Measuring
from regie.camcron.retention.policy import Limits
from regie.camcron.retention.service import Retention as Service
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.ids import new_id
from regie.tables import metadata

JOBS, FILES = 100, 10_000
SEGMENT = timedelta(minutes=5)
SIZE = 9_000_000


def main() -> None:
    asyncio.run(measured())


async def measured() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "recordings").mkdir()
        database = Database(f"sqlite+aiosqlite:///{place / 'regie.db'}", Events())
        async with database.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        clock = SystemClock()
        roots = Roots([place / "recordings"], installation="bench", database=database, clock=clock)
        volume = await roots.volume_of(place / "recordings")
        fill(place / "regie.db", volume.id)
        keeping = Keeping.of(StorageSettings(default_retention=Retention(max_days=36_500), reserve_gb=0))
        measuring = Measuring(database, clock, roots, keeping)
        files = Files(clock, roots, Audit(clock))
        retention = Service(database, clock, files.removal, keeping, measuring)
        await timed("the books compared with the index and written anew", retention.put_sums_right)
        await timed("the same when they agree", retention.put_sums_right)
        await timed("disks, sums, rates and forecast, for the first time", lambda: measuring.picture(fresh=True))
        await timed("the same a minute later", lambda: measuring.picture(fresh=True))
        retention.begin()
        await retention.run()
        await timed("a pass with nothing due (goal 5 s, 100 MB)", retention.run)
        await timed("a preview of all jobs, 10 % due", lambda: retention.preview(limits=Limits(max_age=days(0.9))))
        keeping.default_retention = Retention(max_days=int(days(0.5) / timedelta(days=1)))
        done = await timed("a pass with 500,000 due (goal 5 s besides unlinking, 100 MB)", retention.run)
        print(f"   {len(done.deleted)} files of {JOBS} jobs deleted")
        await database.close()


def days(share: float) -> timedelta:
    """So much of the time that the index reaches back."""
    return FILES * SEGMENT * share


def fill(path: Path, root: str) -> None:
    """Jobs that have recorded without a pause, each row as the server writes it."""
    now = datetime.now(UTC)
    held = sqlite3.connect(path)
    stamp = now.strftime("%Y-%m-%d %H:%M:%S.%f")
    held.execute(
        "INSERT INTO core_sites (id, slug, name, timezone, created_at, updated_at) VALUES ('s','s','S','UTC',?,?)",
        (stamp, stamp),
    )
    held.execute(
        "INSERT INTO cam_cameras (id, slug, name, streams, protocol, site_id, tags, enabled, created_at, updated_at)"
        " VALUES ('c','c','C','{}','rtsp','s','[]',1,?,?)",
        (stamp, stamp),
    )
    for number in range(JOBS):
        held.execute(
            "INSERT INTO cam_jobs (id, slug, name, camera_id, action, schedule, process_config, max_retries, priority,"
            " strict_bounds, enabled, created_at, updated_at) VALUES (?,?,?,'c','record','{}','{}',3,0,0,1,?,?)",
            (f"job-{number}", f"job-{number}", f"Job {number}", stamp, stamp),
        )
        held.executemany(
            "INSERT INTO cam_files (id, job_id, job_slug, job_name, camera_id, camera_slug, camera_name, run_id,"
            " root_id, path, started_at, duration_seconds, size_bytes, format, kind, protected, created_at)"
            " VALUES (?,?,?,?,'c','c','C','r',?,?,?,300.0,?,'mp4','video',0,?)",
            (row(number, each, root, now, stamp) for each in range(FILES)),
        )
    held.commit()
    held.close()


def row(job: int, number: int, root: str, now: datetime, stamp: str) -> tuple[Any, ...]:
    at = now - SEGMENT * (FILES - number)
    name = f"job-{job}"
    path = f"c/{name}/{at:%Y-%m-%d}/{number}.mp4"
    return (new_id(), name, name, f"Job {job}", root, path, at.strftime("%Y-%m-%d %H:%M:%S.%f"), SIZE, stamp)


async def timed(what: str, deed: Callable[[], Awaitable[Any]]) -> Any:
    """Print how long it takes, and the memory that it needs at its highest above where it began."""
    process, before = psutil.Process(), psutil.Process().memory_info().rss
    peak, over = before, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.02):
            peak = max(peak, process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.monotonic()
    result = await deed()
    took = time.monotonic() - start
    over.set()
    watcher.join()
    print(f"{what}: {took:.2f} s, {(peak - before) / 1e6:.0f} MB more")
    return result


if __name__ == "__main__":
    main()
