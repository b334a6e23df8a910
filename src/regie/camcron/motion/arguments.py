"""
How ffmpeg writes the ring, and how it makes a clip of it. Pure.

The ring keeps the times of the stream and copies it; MPEG-TS where it takes everything, for its times are exact to a
hundred-thousandth of a second, Matroska for the rest, which takes whatever a camera sends.
"""

from regie.camcron.runs.arguments import ENVIRONMENT
from regie.camcron.runs.containers import CONTAINERS, AudioPlan, Container

PIECE_SECONDS = 1.0
"""A piece ends at the first key frame after that: as a rule it is one group of pictures."""
_TS_VIDEO = frozenset({"h264", "hevc"})
__all__ = ["ENVIRONMENT", "PIECE_SECONDS", "assemble_arguments", "ring_container"]


def ring_container(video: str | None, found_audio: str | None, audio: AudioPlan, target: Container) -> Container:
    """What the ring is written in. `video` and `found_audio` are codecs, as far as they are known."""
    sound = audio.action != "copy" or found_audio in CONTAINERS["ts"].audio
    if video in _TS_VIDEO and sound and target.muxer != "avi":
        return CONTAINERS["ts"]
    return CONTAINERS["mkv"]


def assemble_arguments(
    listing: str, target: str, container: Container, video: str | None, *, strict: bool = True
) -> tuple[str, ...]:
    """
    Put pieces together into one file, nothing encoded anew.

    Strictly: with an error at the first thing that cannot be read. Else damage is passed over, and where a piece cannot
    be read at all ffmpeg calls the file done: its length tells.
    """
    tag = ("-tag:v", container.hevc_tag) if video == "hevc" and container.hevc_tag else ()
    marks = ("-bsf:v", f"{video}_mp4toannexb") if container.start_codes and video in _TS_VIDEO else ()
    front = ("-movflags", "+faststart") if container.muxer == "mp4" else ()
    return (
        "-nostdin", "-hide_banner", "-loglevel", "level+warning", "-nostats", "-progress", "{pipe:progress}", "-y",
        *(("-xerror",) if strict else ()),
        "-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-i", listing,
        "-map", "0", "-c", "copy", *tag, *marks, *front, "-f", container.muxer, target,
    )  # fmt: skip
