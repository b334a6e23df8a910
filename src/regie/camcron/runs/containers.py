"""
Video containers: what each takes, and how each is written so that a crash costs at most two seconds.

Files are cut by ffmpeg's segment muxer, whose own `-flush_packets` does not reach the file it writes: the options of
the inner muxer do. Without them ffmpeg keeps 256 KiB back, which is twenty seconds of a 100 kb/s stream. Names in the
staging folder are plain numbers; final names are given later, from true times.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

AudioChoice = Literal["auto", "copy", "aac", "none"]
DAY = 86_400
LATE = 1_000_000
"""Microseconds for which pictures are kept back because no sound of their time has come."""


@dataclass(frozen=True, slots=True)
class Container:
    """A format of the specification, as ffmpeg knows it."""

    extension: str
    muxer: str
    options: Mapping[str, str]
    """Of the inner muxer: what makes a killed process leave a readable file, and lets its comment be overwritten."""
    video: frozenset[str]
    """Codecs that may be copied into it."""
    audio: frozenset[str]
    media_type: str
    encoder: str = "libx264"
    """For video that can't be copied into it."""
    hevc_tag: str | None = None
    constant_rate: bool = False
    """Whether its frames have no times of their own."""
    comments: bool = True
    """Whether it keeps a comment: what a file says of itself."""
    start_codes: bool = False
    """Whether it wants H.264 and H.265 with start codes, and does not see to that itself."""


_COMMON_AUDIO = frozenset({"aac", "mp3", "ac3", "eac3"})
_COMMON_VIDEO = frozenset({"h264", "hevc", "mpeg4", "mpeg2video"})
_PCM = frozenset({"pcm_s16le", "pcm_alaw", "pcm_mulaw"})

CONTAINERS: Mapping[str, Container] = {
    "mp4": Container(
        "mp4",
        "mp4",
        {
            "movflags": "+frag_keyframe+empty_moov+default_base_moof",
            "frag_duration": "500000",
            "flush_packets": "1",
        },
        _COMMON_VIDEO | {"av1", "vp9"},
        _COMMON_AUDIO | {"opus", "flac", "alac"},
        "video/mp4",
        hevc_tag="hvc1",
    ),
    "mkv": Container(
        "mkv",
        "matroska",
        {"cluster_time_limit": "500", "flush_packets": "1", "write_crc32": "0"},
        _COMMON_VIDEO | {"av1", "vp9", "vp8", "mjpeg"},
        _COMMON_AUDIO | _PCM | {"opus", "flac", "alac", "vorbis", "mp2"},
        "video/x-matroska",
    ),
    "ts": Container(
        "ts",
        "mpegts",
        {"flush_packets": "1"},
        _COMMON_VIDEO,
        _COMMON_AUDIO | {"opus", "mp2"},
        "video/mp2t",
        comments=False,
    ),
    "avi": Container(
        "avi",
        "avi",
        {"flush_packets": "1"},
        _COMMON_VIDEO | {"mjpeg"},
        frozenset({"mp3", "ac3", "mp2"}) | _PCM,
        "video/x-msvideo",
        constant_rate=True,
        start_codes=True,
    ),
}


@dataclass(frozen=True, slots=True)
class AudioPlan:
    """What becomes of the sound."""

    action: Literal["copy", "aac", "none"]
    reason: str | None = None
    """In words, when it is not what was asked for."""


def plan_audio(wanted: AudioChoice, found: str | None, container: Container) -> AudioPlan:
    """Decide from what the camera sends: its codec, `""` for no sound, None when nobody knows.

    A container never fails the picture because of the sound: what it does not take becomes AAC.
    """
    if wanted == "none" or found == "":
        return AudioPlan("none")
    if wanted == "aac":
        return AudioPlan("aac")
    if found is None:
        return AudioPlan("aac")
    if found in container.audio:
        return AudioPlan("copy")
    reason = f"{container.extension} does not take {found}: the sound becomes AAC" if wanted == "copy" else None
    return AudioPlan("aac", reason)


def can_copy(video: str | None, container: Container) -> bool:
    """Whether the picture fits as it comes. Unknown codecs are tried."""
    return video is None or video in container.video


def segment_options(
    container: Container,
    seconds: float | None,
    first_number: int,
    *,
    clock_offset: float | None = None,
    keeps_times: bool = False,
    patient: bool = False,
) -> tuple[str, ...]:
    """The segment muxer: one file each `seconds` (a day when none are given), cut at key frames, listed as they close.

    `first_number` goes on where the former attempt of the same run ended: ffmpeg overwrites without asking. With
    `clock_offset` cuts follow the clock of the day (UTC) instead of the first frame: there, modulo `seconds`. A picture
    waits a second at most for its sound, or, `patient`, ten.
    """
    options: dict[str, str] = dict(container.options)
    outer: tuple[str, ...] = ()
    if not patient:
        options["max_interleave_delta"] = str(LATE)
        outer = ("-max_interleave_delta", str(LATE))
    clock: tuple[str, ...] = ()
    if clock_offset is not None:
        clock = ("-segment_atclocktime", "1", "-segment_clocktime_offset", f"{clock_offset:.6f}")
    return (
        *outer,
        "-f", "segment",
        "-segment_time", f"{seconds or DAY:g}",
        *clock,
        "-segment_format", container.muxer,
        "-segment_format_options", ":".join(f"{name}={value}" for name, value in options.items()),
        "-segment_list", "{pipe:segments}",
        "-segment_list_type", "csv",
        "-segment_start_number", str(first_number),
        "-reset_timestamps", "0" if keeps_times else "1",
    )  # fmt: skip
