"""Playing a recorded file: looked at, then as it is, in another container, or encoded while it is sent."""

from pathlib import Path

from regie.camcron.recordings.errors import NotPlayable
from regie.camcron.recordings.looks import Looks
from regie.camcron.recordings.models import File, FileKind
from regie.camcron.recordings.places import Place
from regie.camcron.recordings.playing import Way, way_of
from regie.camcron.recordings.renditions import Gone, Renditions, Stream
from regie.camcron.recordings.service import Files


class Player:
    """Gives a browser what it can play."""

    def __init__(self, files: Files, looks: Looks, renditions: Renditions) -> None:
        self._files = files
        self.looks = looks
        self.renditions = renditions

    async def play(self, file: File, can: frozenset[str], at: float, gone: Gone) -> "Place | Stream":
        """A file to send, or a stream to follow and to close. Raises what its parts raise; `gone`: nobody waits."""
        place = await self._files.place(file)
        facts = await self.looks.of(file) if file.kind is FileKind.VIDEO else None
        way = way_of(file.kind, file.format, facts, can)
        if way is Way.DIRECT:
            return place
        if way is None or facts is None:
            raise NotPlayable(file.id, "Only videos and pictures can be played.")
        if way is Way.REMUX:
            return _as_mp4(await self.renditions.remuxed(file, place.path, facts, can, gone))
        if file.duration_seconds is not None and at >= file.duration_seconds:
            raise NotPlayable(file.id, f"It is {file.duration_seconds:.0f} s long.")
        made = await self.renditions.transcoded(file, place.path, at)
        return made if isinstance(made, Stream) else _as_mp4(made)


def _as_mp4(path: Path) -> Place:
    return Place(path, "video/mp4", path.name)
