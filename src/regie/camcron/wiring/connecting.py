"""Cameras as their connections need to know them, and what is done with what a camera has taught."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from regie.camcron.cameras.service import Cameras
from regie.camcron.runs.filming import OpenFilm
from regie.camcron.runs.recorder import Recorder
from regie.camcron.runs.recording import Recording
from regie.camcron.runs.segments import Unclosed
from regie.camcron.runs.sharing import Limits, limits_of, plain_of
from regie.kernel.db import Database
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices

FILMING = ("record", "detect_motion")
_log = logging.getLogger(__name__)


def limits_in(database: Database, cameras: Cameras) -> Callable[[str], Awaitable[Limits]]:
    """What is known of a camera's connections, by its UUID."""

    async def find(camera_id: str) -> Limits:
        async with database.read() as session:
            camera = (await cameras.by_ids(session, [camera_id])).get(camera_id)
        if camera is None:
            return Limits()
        return limits_of(camera.max_connections, camera.proposed_max_connections, camera.relay, camera.streams)

    return find


class Lessons:
    """Notes how many connections a camera has shown to take, and tells it. Called on the loop, never waits."""

    def __init__(self, database: Database, cameras: Cameras, notices: Notices) -> None:
        self._database = database
        self._cameras = cameras
        self._notices = notices
        self._writing: set[asyncio.Task[None]] = set()

    def __call__(self, camera_id: str, most: int) -> None:
        task = asyncio.create_task(self._note(camera_id, most), name="a camera's connections")
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def close(self) -> None:
        """Wait for what is being written."""
        await asyncio.gather(*self._writing, return_exceptions=True)

    async def _note(self, camera_id: str, most: int) -> None:
        try:
            async with self._database.write() as session:
                camera = await self._cameras.propose(session, camera_id, most)
                if camera is None:
                    return
                takes = f"{most} connection{'' if most == 1 else 's'}"
                text = f"The camera «{camera.name}» takes {takes} at once: it refused one more."
                data = {"proposedMaxConnections": most, "maxConnections": camera.max_connections}
                await self._notices.tell(session, Happening("cameraChanged", text, camera_id=camera.id, data=data))
        except Exception:
            _log.exception("what a camera taught of its connections could not be written")


def unclosed_in(recorder: Recorder) -> Callable[[], dict[str, Unclosed]]:
    """By job (UUID) what it has recorded and is in no file of the index yet, as far as it runs on this server."""

    def all_of_them() -> dict[str, Unclosed]:
        works = {job_id: active.work for job_id, active in recorder.active.items()}
        found = {job_id: work.unclosed for job_id, work in works.items() if isinstance(work, Recording)}
        return {job_id: unclosed for job_id, unclosed in found.items() if unclosed is not None}

    return all_of_them


def open_film_of(recorder: Recorder, camera_id: str, plain: str) -> OpenFilm | None:
    """What is being written of a stream now, by its camera's UUID and its plain address."""
    for active in recorder.active.values():
        spec = active.work.order.spec
        if spec.action in FILMING and spec.camera_id == camera_id and plain_of(spec.source) == plain:
            film: OpenFilm | None = active.work.open_film  # type: ignore[attr-defined]  # every recording has it
            if film is not None:
                return film
    return None
