"""
What a recorded file consists of, looked at by a child when somebody wants to play it, and kept in its row.

A file never changes, so a look is good for ever; one that failed is not kept: the disk may have been slow.
"""

from regie.camcron.recordings.errors import NotPlayable
from regie.camcron.recordings.models import File, FileKind
from regie.camcron.recordings.playing import Facts
from regie.camcron.recordings.queries import note_facts
from regie.camcron.recordings.service import Files
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.ffmpeg.media import Probe, ProbeFailed
from regie.kernel.ffmpeg.probe import Prober


class Looks:
    """Finds out what files consist of."""

    def __init__(self, files: Files, database: Database, prober: Prober, clock: Clock) -> None:
        self._files = files
        self._database = database
        self._prober = prober
        self._clock = clock

    async def of(self, file: File) -> Facts:
        """Raises `NotPlayable` for what shows nothing, and what opening a file may raise."""
        if file.looked_at is not None:
            return Facts(file.video_codec, file.audio_codec, file.width, file.height, file.fps)
        if file.kind is FileKind.DATA:
            raise NotPlayable(file.id, "Only videos and pictures can be looked into.")
        place = await self._files.place(file)
        try:
            facts = facts_of(await self._prober.probe(place.path))
        except ProbeFailed as failed:
            raise NotPlayable(file.id, failed.reason.sentence) from failed
        async with self._database.write() as session:
            await note_facts(session, file.id, facts, self._clock.now())
        return facts


def facts_of(probe: Probe) -> Facts:
    """From what the child told."""
    video, audio = probe.video, probe.audio
    return Facts(
        video=video.codec if video else None,
        audio=audio.codec if audio else None,
        width=video.width if video else None,
        height=video.height if video else None,
        fps=video.fps if video else None,
    )
