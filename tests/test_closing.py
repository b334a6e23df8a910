"""The end of a server: whatever it began ends with it, so that nobody asks a database that is closed."""

import asyncio
import threading
from pathlib import Path

import pytest

from regie.camcron.recordings import roots
from regie.camcron.retention import measuring
from tests.camcron.door import open_door
from tests.waiting import until


async def test_a_server_that_is_closed_leaves_nothing_under_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before, hangs = asyncio.all_tasks(), threading.Event()
    monkeypatch.setattr(measuring, "DISKS_EVERY", 0.0)
    monkeypatch.setattr(roots, "_space", lambda _: hangs.wait(60))

    try:
        async with open_door(tmp_path) as door:
            job = await door.add_job(schedule={})

            async def told() -> tuple[str, bool]:
                state = (await door("GET", f"/api/jobs/{job['id']}")).json()["state"]
                await door("GET", "/api/status")
                return str(state), any(task.get_name() == "disks" for task in asyncio.all_tasks())

            await until(told, lambda found: found == ("retrying", True))
    finally:
        hangs.set()

    assert asyncio.all_tasks() - before == set()
