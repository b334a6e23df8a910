"""Looking into recorded files with a library of its own, so that ffmpeg is not asked about itself."""

from dataclasses import dataclass
from pathlib import Path

import av


@dataclass(frozen=True)
class Seen:
    """What a file holds."""

    frames: int
    """Packets of video that can be read."""
    video: str
    tag: str
    audio: str | None
    size: tuple[int, int]
    starts_with_key: bool


def look(path: Path) -> Seen:
    """Read a whole file; raises when it cannot be read."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        keys = [packet.is_keyframe for packet in film.demux(stream) if packet.size]
        sounds = film.streams.audio
        return Seen(
            frames=len(keys),
            video=stream.codec_context.name,
            tag=stream.codec_context.codec_tag,
            audio=sounds[0].codec_context.name if sounds else None,
            size=(stream.codec_context.width, stream.codec_context.height),
            starts_with_key=bool(keys) and keys[0],
        )


def frames_of(files: list[Path]) -> int:
    """What can be read of a recording. Its last file may be a header alone, if the end came right after a cut."""
    *whole, last = files
    try:
        return sum(look(file).frames for file in whole) + look(last).frames
    except (av.FFmpegError, IndexError):
        return sum(look(file).frames for file in whole)
