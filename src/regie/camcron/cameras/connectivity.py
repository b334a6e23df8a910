"""
A connectivity test, on demand or in the background: connect to each stream, tell what it is or why it is not.

The look happens in a child process outside of any transaction; what it showed is then noted with the camera.
"""

import asyncio
from collections.abc import Awaitable, Callable

from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.schemas import StreamResult, TestAnswer
from regie.camcron.cameras.service import Cameras
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.errors import Fault, Invalid
from regie.kernel.ffmpeg.media import Probe, ProbeFailed
from regie.kernel.ffmpeg.reasons import Kind, reason

ANSWERING = {"busy"}
"""Reasons that come from a camera that is there."""
Peek = Callable[[str, str, str], Awaitable[Probe]]
"""From a camera's UUID, its slug and the complete address of a stream; raises `ProbeFailed`."""
Learned = Callable[[str, Probe], Awaitable[None]]
Heard = Callable[[str, bool, str | None, str | None], None]
"""Of a camera (UUID): whether it answers; otherwise with code and sentence."""


class Connectivity:
    """Tests cameras. `answers` hears of each (by UUID) of which a stream answered: work that waits for it goes on."""

    def __init__(
        self, probe: Peek, cameras: Cameras, clock: Clock, learned: Learned, answers: Callable[[str], None]
    ) -> None:
        self._probe = probe
        self._cameras = cameras
        self._clock = clock
        self._learned = learned
        self._answers = answers
        self.heard: Heard = lambda camera_id, answers, code, reason: None
        """Hears what each test of a camera showed."""

    async def test(self, database: Database, camera_id: str, stream: str | None = None) -> TestAnswer:
        """Connect to one stream, or to all: at once, or one after the other where the camera counts connections."""
        async with database.read() as session:
            camera = await self._cameras.get(session, camera_id)
            if stream is not None and stream not in camera.streams:
                known = ", ".join(camera.streams)
                raise Invalid(Fault("stream", f"the camera has no stream «{stream}»", f"one of {known}"))
            sources = {key: self._cameras.source(camera, key) for key in camera.streams if stream in (None, key)}
        if camera.max_connections is None:
            results = await asyncio.gather(*(self._look(camera, key, url) for key, url in sources.items()))
        else:
            results = [await self._look(camera, key, url) for key, url in sources.items()]
        failed = next((result for result in results if not result.ok), None)
        away = None if any(result.ok for result in results) else failed
        code, reason = (away.reason_code, away.reason) if away else (None, None)
        if code not in ANSWERING:
            async with database.write() as session:
                await self._cameras.note_reachable(session, camera.id, reachable=away is None, code=code, reason=reason)
        if away is None:
            self._answers(camera.id)
        self.heard(camera.id, away is None, code, reason)
        return TestAnswer(ok=failed is None, at=self._clock.now(), streams=results)

    async def _look(self, camera: Camera, key: str, url: str) -> StreamResult:
        return await self.look(key, url, lambda: self._probe(camera.id, camera.slug, url))

    async def look(self, key: str, url: str, probing: Callable[[], Awaitable[Probe]]) -> StreamResult:
        """What a look at one stream shows, whoever makes it; what it consists of is remembered."""
        start = self._clock.monotonic()
        try:
            probe = await probing()
        except ProbeFailed as failed:
            return StreamResult(
                stream=key,
                ok=False,
                reason=failed.reason.sentence,
                reason_code=failed.reason.kind.value,
                seconds=round(self._clock.monotonic() - start, 2),
            )
        if not probe.secondhand:
            await self._learned(url, probe)
        video, audio = probe.video, probe.audio
        return StreamResult(
            stream=key,
            ok=video is not None,
            reason=None if video else reason(Kind.NO_VIDEO).sentence,
            reason_code=None if video else "noVideo",
            codec=video.codec if video else None,
            width=video.width if video else None,
            height=video.height if video else None,
            fps=video.fps if video else None,
            audio_codec=audio.codec if audio else None,
            seconds=round(self._clock.monotonic() - start, 2),
        )
