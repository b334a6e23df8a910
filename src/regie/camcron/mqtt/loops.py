"""
The line to the broker: kept up by whoever looks after the recordings, and begun anew when it breaks.

At each beginning everything is said; afterwards only what changed, gathered for half a second. A last will says that
this server is gone when it cannot say so itself. Retained commands are not carried out: they are somebody's old wish.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from regie.camcron.cameras.service import CameraChanged, CameraDeleted, Cameras
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.service import JobChanged, JobDeleted, Jobs
from regie.camcron.jobs.showing import Showing
from regie.camcron.mqtt.topics import Deed, Names, Said, command_of, event_of, left_behind, of_camera, of_job
from regie.camcron.runs.service import RunChanged
from regie.kernel.clock import Clock, wait
from regie.kernel.db import Database, Session
from regie.kernel.errors import RegieError
from regie.kernel.events import Events
from regie.kernel.http.callers import system
from regie.kernel.notifications.channels.tls import trust
from regie.kernel.notifications.happenings import EventTold
from regie.kernel.notifications.queries import Inbox
from regie.kernel.notifications.settings import MqttSettings

if TYPE_CHECKING:
    from aiomqtt import Client

GATHER = 0.5
ALL_AGAIN = 300.0
"""Seconds after which everything is compared, whatever was missed."""
LOOK = 5.0
SECONDS = 10.0
"""For each answer of the broker."""
LONGEST_PAUSE = 60.0
GOODBYE = 3.0
"""Seconds for saying so when this server ends."""
_log = logging.getLogger(__name__)


class Publisher:
    """Says what cameras and jobs do, and carries out what is asked of jobs."""

    def __init__(
        self,
        *,
        clock: Clock,
        database: Database,
        events: Events,
        shelf: Shelf,
        showing: Showing,
        cameras: Cameras,
        jobs: Jobs,
        inbox: Inbox,
        settings: MqttSettings,
        node: str,
        leads: Callable[[], bool],
    ) -> None:
        self._clock = clock
        self._database = database
        self._shelf = shelf
        self._showing = showing
        self._cameras = cameras
        self._jobs = jobs
        self._inbox = inbox
        self._settings = settings
        self._node = node
        self._leads = leads
        self.trouble: str | None = None
        """Why there is no line to the broker; nothing while there is, or need not be."""
        self._said: Said = {}
        """Since this line began."""
        self._topics: dict[str, set[str]] = {}
        """What was said of each camera and job (UUIDs)."""
        self._touched_jobs: set[str] = set()
        self._touched_cameras: set[str] = set()
        self._happened: list[str] = []
        self._wake, self._changed = asyncio.Event(), asyncio.Event()
        self._closing = False
        self._pause = 1.0
        self._task: asyncio.Task[None] | None = None
        events.subscribe(RunChanged, lambda event: self._touch(self._touched_jobs, event.job_id))
        events.subscribe(JobChanged, lambda event: self._touch(self._touched_jobs, event.job_id))
        events.subscribe(JobDeleted, lambda event: self._touch(self._touched_jobs, event.job_id))
        events.subscribe(CameraChanged, lambda event: self._touch(self._touched_cameras, event.camera_id))
        events.subscribe(CameraDeleted, lambda event: self._touch(self._touched_cameras, event.camera_id))
        events.subscribe(EventTold, self._told)

    async def open(self) -> None:
        self._task = asyncio.create_task(self._loop(), name="mqtt")

    async def close(self) -> None:
        """Say goodbye, if the broker listens."""
        self._closing = True
        self._changed.set()
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=GOODBYE)
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def apply(self, settings: MqttSettings) -> None:
        """From now on these settings count: the line is begun anew."""
        if settings != self._settings:
            self._settings = settings
            self._changed.set()

    def lost(self) -> None:
        """Somebody else looks after the recordings now, and says so."""
        self._changed.set()

    @property
    def is_wanted(self) -> bool:
        """Whether there should be a line."""
        return self._settings.enabled and bool(self._settings.host)

    def _touch(self, touched: set[str], key: str) -> None:
        touched.add(key)
        self._wake.set()

    def _told(self, event: EventTold) -> None:
        if self._said:
            self._happened.append(event.event_id)
            self._wake.set()

    @property
    def _names(self) -> Names:
        return Names(self._settings.prefix.strip("/"), self._settings.discovery_prefix.strip("/"), self._node)

    # -- the line --------------------------------------------------------------------------------------------------

    async def _loop(self) -> None:
        while not self._closing:
            self._changed.clear()
            if not self.is_wanted or not self._leads():
                self.trouble = None
                await wait(self._clock, self._changed, LOOK)
                continue
            try:
                await self._line()
            except Exception as error:
                self._broke(error)
                await wait(self._clock, self._changed, self._pause)
                self._pause = min(LONGEST_PAUSE, self._pause * 2)
            finally:
                self._said = {}

    def _broke(self, error: Exception) -> None:
        import aiomqtt

        if self.trouble is None:
            expected = isinstance(error, (aiomqtt.MqttError, OSError))
            _log.warning("the line to the broker broke: %s", error, exc_info=None if expected else error)
        self.trouble = f"{self._settings.host}:{self._settings.port}: {error}"

    async def _line(self) -> None:
        """Say everything and then what changes, until the settings do, or the line breaks."""
        import aiomqtt

        settings, names = self._settings, self._names
        async with aiomqtt.Client(
            settings.host,
            settings.port,
            username=settings.user or None,
            password=settings.password or None,
            identifier=self._node,
            will=aiomqtt.Will(names.status, "offline", qos=1, retain=True),
            tls_context=await trust(settings.ca_file) if settings.tls else None,
            timeout=SECONDS,
            keepalive=30,
        ) as client:
            await self._say_all(client, names)
            await client.subscribe(names.commands, qos=1)
            if names.discovery:
                await client.subscribe(f"{names.discovery}/+/+/config", qos=0)
            await client.publish(names.status, "online", qos=1, retain=True)
            self._pause = 1.0
            if self.trouble is not None:
                _log.info("the line to the broker is back")
            self.trouble = None
            await self._until_changed(self._listen(client, names), self._go_on(client, names))
            await client.publish(names.status, "offline", qos=1, retain=True)

    async def _until_changed(self, *works: Awaitable[None]) -> None:
        tasks = {asyncio.ensure_future(work) for work in (*works, self._change())}
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            task.result()

    async def _change(self) -> None:
        await self._changed.wait()

    # -- saying ----------------------------------------------------------------------------------------------------

    async def _go_on(self, client: "Client", names: Names) -> None:
        all_at = self._clock.monotonic()
        while True:
            await wait(self._clock, self._wake, ALL_AGAIN)
            self._wake.clear()
            await self._clock.sleep(GATHER)
            if self._clock.monotonic() - all_at >= ALL_AGAIN:
                all_at = self._clock.monotonic()
                await self._say_all(client, names)
            else:
                await self._say_changes(client, names)

    async def _say_all(self, client: "Client", names: Names) -> None:
        self._touched_jobs, self._touched_cameras = set(), set()
        async with self._database.read() as session:
            found = await self._of_cameras(session, names, None) | await self._of_jobs(session, names, None)
        for uid in self._topics.keys() - found.keys():
            found[uid] = {}
        await self._say(client, found)

    async def _say_changes(self, client: "Client", names: Names) -> None:
        jobs, self._touched_jobs = self._touched_jobs, set()
        cameras, self._touched_cameras = self._touched_cameras, set()
        happened, self._happened = self._happened, []
        async with self._database.read() as session:
            found = await self._of_jobs(session, names, jobs) if jobs else {}
            found |= await self._of_cameras(session, names, cameras) if cameras else {}
            told = await self._inbox.by_ids(session, happened) if happened else []
        await self._say(client, dict.fromkeys(jobs | cameras, Said()) | found)
        for event in told:
            shown = event.model_dump(mode="json", by_alias=True)
            await client.publish(names.events, event_of(shown), qos=1)
            if event.kind == "motion" and event.camera_id is not None:
                await client.publish(names.motion(event.camera_id), "ON", qos=1)

    async def _of_jobs(self, session: Session, names: Names, ids: set[str] | None) -> dict[str, Said]:
        found = await self._shelf.all(session) if ids is None else [
            held.job for held in await self._shelf.load(session, ids)
        ]  # fmt: skip
        answers = await self._showing.answers(session, found)
        return {answer.uid: of_job(names, answer) for answer in answers}

    async def _of_cameras(self, session: Session, names: Names, ids: set[str] | None) -> dict[str, Said]:
        found = await self._cameras.all(session) if ids is None else [
            held for held in (await self._cameras.by_ids(session, ids)).values() if held.deleted_at is None
        ]  # fmt: skip
        answers = await self._cameras.answers(session, found)
        return {answer.uid: of_camera(names, answer) for answer in answers}

    async def _say(self, client: "Client", found: dict[str, Said]) -> None:
        """What differs from what was said; what is not there any more is cleared."""
        for uid, said in found.items():
            for topic in self._topics.get(uid, set()) - said.keys():
                await self._put(client, topic, "")
            self._topics[uid] = set(said)
            if not said:
                del self._topics[uid]
            for topic, payload in said.items():
                if self._said.get(topic) != payload:
                    await self._put(client, topic, payload)

    async def _put(self, client: "Client", topic: str, payload: str) -> None:
        await client.publish(topic, payload, qos=1, retain=True)
        self._said[topic] = payload

    # -- listening -------------------------------------------------------------------------------------------------

    async def _listen(self, client: "Client", names: Names) -> None:
        async for message in client.messages:
            topic = message.topic.value
            payload = bytes(message.payload).decode("utf-8", "replace") if isinstance(message.payload, bytes) else ""
            if topic.endswith("/config"):
                wanted = frozenset(said for topics in self._topics.values() for said in topics)
                for left in left_behind(names, topic, wanted) if payload else ():
                    await self._put(client, left, "")
            elif not message.retain:
                await self._carry_out(names, topic, payload)

    async def _carry_out(self, names: Names, topic: str, payload: str) -> None:
        command = command_of(names, topic, payload)
        if command is None:
            _log.warning("a message of the broker is not understood", extra={"topic": topic, "payload": payload[:100]})
            return
        slug, deed = command
        try:
            async with self._database.write() as session:
                await self._do(session, slug, deed)
        except RegieError as error:
            _log.warning("what the broker asked cannot be done: %s", error, extra={"job": slug, "deed": deed})
        self._say_again(f"{names.prefix}/jobs/{slug}/")
        async with self._database.read() as session:
            job = await self._shelf.find(session, slug)
        if job is not None:
            self._touch(self._touched_jobs, job.id)

    async def _do(self, session: Session, slug: str, deed: Deed) -> None:
        caller = system("mqtt")
        if deed in ("enable", "disable"):
            await self._jobs.switch(session, caller, slug, enabled=deed == "enable")
        elif deed == "start":
            await self._jobs.start(session, caller, slug)
        else:
            await self._jobs.stop(session, caller, slug)

    def _say_again(self, begin: str) -> None:
        """Whoever sent a command may believe that it was carried out: tell them what is."""
        for topic in [topic for topic in self._said if topic.startswith(begin)]:
            del self._said[topic]
