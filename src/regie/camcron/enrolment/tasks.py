"""Cameras of a list, tested in the background: some at a time, with progress, and a result in words."""

import asyncio
from collections.abc import Callable
from typing import Any

from regie.camcron.cameras.connectivity import Connectivity
from regie.camcron.cameras.errors import CameraNotFound
from regie.kernel.db import Database
from regie.kernel.tasks import TaskRun

AT_ONCE = 4


def testing(connectivity: Connectivity, database: Database) -> Callable[..., Any]:
    """The body of the task."""

    async def test(run: TaskRun, cameras: list[str]) -> dict[str, Any]:
        room = asyncio.Semaphore(AT_ONCE)
        silent: list[dict[str, Any]] = []
        answered = 0

        async def look(camera_id: str) -> None:
            nonlocal answered
            async with room:
                try:
                    told = await connectivity.test(database, camera_id)
                except CameraNotFound:
                    return  # it was deleted meanwhile
            failed = next((each for each in told.streams if not each.ok), None)
            if failed is None:
                answered += 1
            else:
                silent.append({"cameraId": camera_id, "stream": failed.stream, "reason": failed.reason})
            done = answered + len(silent)
            await run.progress(done / len(cameras), f"{done} of {len(cameras)} cameras looked at")

        await asyncio.gather(*(look(camera_id) for camera_id in cameras))
        return {"cameras": len(cameras), "answer": answered, "silent": silent}

    return test
