"""
A camera's month on the timeline: five jobs, segments of five minutes, all from the index.

Goal: at most 300 ms for an answer, in the whole server over HTTP without a network.
"""

import asyncio
import gc
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from regie.camcron.jobs.models import Job
from regie.camcron.jobs.past.models import JobVersion
from regie.camcron.runs.models import Heartbeat
from regie.kernel.ids import new_id
from tests.camcron.door import Door, open_door
from tests.camcron.jobs.indexing import index

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
END = BEGIN + timedelta(days=31)
SEGMENT = timedelta(minutes=5)
SCHEDULES: tuple[dict[str, Any], ...] = (
    {},
    {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"},
    {"cron": "0 22 * * *", "cronStop": "0 6 * * *"},
    {},
    {"cron": "0 * * * *", "cronStop": "50 * * * *"},
)
ASKED = {
    "a month": {"from": BEGIN.isoformat(), "to": END.isoformat()},
    "a month, each file": {"from": BEGIN.isoformat(), "to": END.isoformat(), "resolution": "0"},
    "a day": {"from": BEGIN.isoformat(), "to": (BEGIN + timedelta(days=1)).isoformat()},
}
TIMES = 7


async def month(door: Door) -> str:
    """A camera with a month of segments of each job, and a camera that answered no more for an hour each day."""
    camera = await door.add_camera()
    for schedule in SCHEDULES:
        job = await door.add_job(camera["id"], schedule=schedule, enabled=False)
        count = int((END - BEGIN) / SEGMENT)
        starts = [BEGIN + number * SEGMENT for number in range(count)]
        files = [(start, 299.96, 40_000_000) for start in starts if start.hour != 13]
        await index(door.house.database, job, *files, camera=camera["uid"])
        async with door.house.database.write() as session:
            await session.execute(update(Job).where(Job.id == job["uid"]).values(created_at=BEGIN))
            await session.execute(
                update(JobVersion).where(JobVersion.job_id == job["uid"]).values(since=BEGIN, enabled=True)
            )
    async with door.house.database.write() as session:
        session.add(Heartbeat(id=new_id(), instance="then", since=BEGIN, until=END))
    return str(camera["id"])


async def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_door(Path(folder), {"logging": {"level": "error"}}) as door:
            camera = await month(door)
            gc.freeze()  # as the server does when it begins to serve
            for what, params in ASKED.items():
                took = []
                for _ in range(TIMES):
                    start = time.perf_counter()
                    answer = await door("GET", f"/api/cameras/{camera}/timeline", params=params)
                    took.append(time.perf_counter() - start)
                lanes = answer.json()["lanes"]
                spans, gaps = (sum(len(lane[key]) for lane in lanes) for key in ("spans", "gaps"))
                middle = sorted(took)[len(took) // 2]
                size = len(answer.content) / 1000
                print(f"{what:20} {middle * 1000:6.0f} ms, {spans} spans, {gaps} gaps, {size:.0f} kB")


def main() -> None:
    asyncio.run(measure())


if __name__ == "__main__":
    main()
