"""
How a browser gets to play a recorded file: as it is, in another container, or encoded anew.

Decided from what the file consists of and what the browser can, told by whoever asks; nothing told means what every
browser of these years can, H.265 included. The original is always offered beside. Pure: words for ffmpeg come out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """What is done with a file before a browser plays it."""

    DIRECT = "direct"
    """Nothing."""
    REMUX = "remux"
    """The picture as it is goes into an MP4; sound that no browser plays becomes AAC."""
    TRANSCODE = "transcode"
    """The picture becomes H.264."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file consists of; codecs as ffmpeg calls them."""

    video: str | None
    audio: str | None
    """None: no sound."""
    width: int | None
    height: int | None
    fps: float | None


HEVC = "hevc"
ALIASES = {"avc": "h264", "avc1": "h264", "h265": HEVC, "hvc1": HEVC, "hev1": HEVC, "av01": "av1", "vp09": "vp9",
           "mp4a": "aac"}  # fmt: skip
"""What browsers and people call them."""
VIDEO_IN_MP4 = frozenset({"h264", HEVC, "av1", "vp9"})
AUDIO_IN_MP4 = frozenset({"aac", "mp3", "opus", "flac"})
USUAL = VIDEO_IN_MP4 | AUDIO_IN_MP4


def abilities(codecs: Iterable[str] | None, *, hevc: bool = True) -> frozenset[str]:
    """What a browser can decode: what it names (`avc1.64001f` is `h264`), or what is usual."""
    if codecs is None:
        return USUAL if hevc else USUAL - {HEVC}
    names = (codec.strip().lower().partition(".")[0] for codec in codecs)
    named = frozenset(ALIASES.get(name, name) for name in names if name)
    return named if hevc else named - {HEVC}


def way_of(kind: str, file_format: str, facts: Facts | None, can: frozenset[str]) -> Way | None:
    """What is to be done with a `video` or a `picture`; nothing for what cannot be played at all."""
    if kind == "picture":
        return Way.DIRECT
    if kind != "video" or facts is None or facts.video is None:
        return None
    if facts.video not in can or facts.video not in VIDEO_IN_MP4:
        return Way.TRANSCODE
    if file_format == "mp4" and _plays_sound(facts, can):
        return Way.DIRECT
    return Way.REMUX


def _plays_sound(facts: Facts, can: frozenset[str]) -> bool:
    return facts.audio is None or (facts.audio in can and facts.audio in AUDIO_IN_MP4)


def remux_arguments(source: str, target: str, facts: Facts, can: frozenset[str]) -> tuple[str, ...]:
    """A complete MP4 with its index in front."""
    tag = ("-tag:v", "hvc1") if facts.video == HEVC else ()
    sound = ("-c:a", "copy") if _plays_sound(facts, can) else ("-c:a", "aac")
    return (
        *_COMMON, "-fflags", "+genpts", "-i", f"file:{source}",
        "-map", "0:v:0", "-map", "0:a:0?", "-sn", "-dn",
        "-c:v", "copy", *tag, *sound,
        "-movflags", "+faststart", "-f", "mp4", f"file:{target}",
    )  # fmt: skip


def transcode_arguments(source: str, target: str, at: float) -> tuple[str, ...]:
    """H.264 and AAC from `at` seconds on, in fragments that can be played while they are written."""
    seek = ("-ss", f"{at:.3f}") if at > 0 else ()
    return (
        *_COMMON, "-threads", "2", *seek, "-i", f"file:{source}",
        "-map", "0:v:0", "-map", "0:a:0?", "-sn", "-dn",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "24", "-g", "60", "-threads", "2",
        "-vf", r"scale=w=min(1920\,iw):h=-2,format=yuv420p",
        "-c:a", "aac", "-ac", "2",
        "-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "500000",
        "-flush_packets", "1", "-f", "mp4", f"file:{target}",
    )  # fmt: skip


_COMMON = ("-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-protocol_whitelist", "file")
