"""
The live picture: what changed since a page was opened, gathered for a moment and told once.

Events name what may have changed; a quarter of a second later its current state is read and published. With nobody
listening nothing is read, and however fast a job flaps, a page hears of it four times a second at most.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from typing import Any, Literal

from regie.camcron.cameras.service import CameraChanged, CameraDeleted, Cameras
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.service import JobChanged, JobDeleted
from regie.camcron.jobs.showing import Showing
from regie.camcron.motion.service import MotionChanged
from regie.camcron.overview.service import Overview
from regie.camcron.recordings.service import FileIndexed, Files
from regie.camcron.runs.service import RunChanged
from regie.kernel.clock import Clock, wait
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.notifications.happenings import EventsChanged, EventsRead, EventTold
from regie.kernel.notifications.queries import Inbox
from regie.kernel.realtime import Hub

CHANNEL = "status"
GATHER = 0.25
STATUS_EVERY = 5.0
_log = logging.getLogger(__name__)


class Live:
    """Publishes on the channel `status`."""

    def __init__(
        self,
        *,
        hub: Hub,
        events: Events,
        clock: Clock,
        database: Database,
        shelf: Shelf,
        showing: Showing,
        cameras: Cameras,
        files: Files,
        overview: Overview,
        inbox: Inbox,
    ) -> None:
        self._hub = hub
        self._clock = clock
        self._database = database
        self._shelf = shelf
        self._showing = showing
        self._cameras = cameras
        self._files = files
        self._overview = overview
        self._inbox = inbox
        self._news = _News()
        self._wake = asyncio.Event()
        self._status_at = 0.0
        self._task: asyncio.Task[None] | None = None
        events.subscribe(RunChanged, lambda event: self._note("jobs", event.job_id))
        events.subscribe(JobChanged, lambda event: self._note("jobs", event.job_id))
        events.subscribe(CameraChanged, lambda event: self._note("cameras", event.camera_id))
        events.subscribe(FileIndexed, lambda event: self._note("files", event.file_id))
        events.subscribe(EventTold, lambda event: self._note("events", event.event_id))
        events.subscribe(EventsChanged, lambda event: self._note("events", *event.event_ids))
        events.subscribe(EventsRead, lambda event: self._publish({"type": "eventsRead", "userId": event.user_id}))
        events.subscribe(MotionChanged, lambda event: self._publish(_motion(event)))
        events.subscribe(JobDeleted, lambda event: self._publish({"type": "jobDeleted", "id": event.slug}))
        events.subscribe(CameraDeleted, lambda event: self._publish({"type": "cameraDeleted", "id": event.slug}))

    def open(self) -> None:
        self._task = asyncio.create_task(self._loop(), name="live")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def picture(self) -> list[Any]:
        """The full picture that a page begins with."""
        async with self._database.read() as session:
            jobs = await self._showing.answers(session, await self._shelf.all(session))
            cameras = await self._cameras.answers(session, await self._cameras.all(session))
        status = await self._overview.status()
        return [{"type": "snapshot", "status": status, "jobs": jobs, "cameras": cameras}]

    def _note(self, what: Literal["jobs", "cameras", "files", "events"], *keys: str) -> None:
        getattr(self._news, what).update(keys)
        self._wake.set()

    def _publish(self, message: dict[str, Any]) -> None:
        self._hub.publish(CHANNEL, message)

    async def _loop(self) -> None:
        while True:
            await wait(self._clock, self._wake, STATUS_EVERY)
            self._wake.clear()
            await self._clock.sleep(GATHER)
            try:
                await self._tell()
            except Exception:
                _log.exception("the live picture could not be told")

    async def _tell(self) -> None:
        news, self._news = self._news, _News()
        if self._hub.count(CHANNEL) == 0:
            return
        try:
            await self._tell_of(news)
        except Exception:
            self._news.join(news)  # a page that missed it would show what was until something else happens
            raise
        if self._clock.monotonic() - self._status_at >= 1.0:
            self._status_at = self._clock.monotonic()
            self._publish({"type": "status", "status": await self._overview.status()})

    async def _tell_of(self, news: "_News") -> None:
        async with self._database.read() as session:
            found = [held.job for held in await self._shelf.load(session, news.jobs)] if news.jobs else []
            for answer in await self._showing.answers(session, found):
                self._publish({"type": "job", "job": answer})
            held = (await self._cameras.by_ids(session, news.cameras)).values() if news.cameras else []
            for camera in await self._cameras.answers(session, [c for c in held if c.deleted_at is None]):
                self._publish({"type": "camera", "camera": camera})
            for file in await self._files.by_ids(session, news.files) if news.files else []:
                self._publish({"type": "file", "file": self._files.answer(file)})
            for event in await self._inbox.by_ids(session, news.events) if news.events else []:
                self._publish({"type": "event", "event": event})


@dataclass(slots=True)
class _News:
    """What has changed and is not told yet, by UUID."""

    jobs: set[str] = field(default_factory=set)
    cameras: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)

    def join(self, other: "_News") -> None:
        self.jobs |= other.jobs
        self.cameras |= other.cameras
        self.files |= other.files
        self.events |= other.events


def _motion(event: MotionChanged) -> dict[str, Any]:
    """Motion is told at once, before there is a clip."""
    return {"type": "motion", "id": event.event_id, "jobId": event.job_slug, "cameraId": event.camera_slug,
            "active": event.active, "at": event.at, "score": event.score}  # fmt: skip
