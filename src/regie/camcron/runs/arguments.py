"""
The arguments of ffmpeg, made from what a job wants and what its camera sends.

Frozen data in, a tuple of words out: no shell, no file is touched, no clock is asked. Pipes that the server reads are
named (`{pipe:progress}`), whoever starts the process gives them numbers. Everything is written into a staging folder
under plain numbers; the true start of each file comes from the list of segments (`regie.camcron.runs.segments`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from regie.camcron.recordings.identity import Identity
from regie.camcron.runs.containers import DAY, AudioPlan, Container, segment_options
from regie.camcron.runs.extra import Extra
from regie.camcron.runs.quality import DEFAULT, jpeg_scale, png_level, rate_factor, webp_quality
from regie.camcron.runs.sources import HAS_STATS_PERIOD, Source, Version, input_arguments

VideoCodec = Literal["copy", "h264", "h265", "mjpeg"]
PictureFormat = Literal["jpg", "png", "webp"]

ENVIRONMENT: Mapping[str, str] = {"TZ": "UTC"}
"""For every ffmpeg of ours: cuts by the clock follow its local time."""
KEY_SECONDS = 2
"""Between two key frames of what we encode: as far as a player must go back, and a crash may cost."""
_FPS_MODE_SINCE: Version = (5, 1)
SLOTS = 60
"""Places for frames in each second of a container whose frames have no times: ffmpeg would guess up to 90,000."""
_SOUND_RETURNS_SINCE: Version = (7, 0)
"""Older ones end when encoded sound comes back after a pause for which pictures were not kept back."""
_ENCODERS: Mapping[str, str] = {"h264": "libx264", "h265": "libx265", "mjpeg": "mjpeg"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """What becomes of the picture; all but the codec are for an encoder."""

    codec: VideoCodec = "copy"
    resolution: tuple[int, int] | None = None
    frame_rate: float | None = None
    bitrate: int | None = None
    """kbit/s; with a quality too it is the ceiling."""
    quality: int | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """A stream written into files until somebody stops it."""

    source: Source
    container: Container
    folder: str
    """The staging folder of the run."""
    first_number: int
    segment_seconds: float | None
    video: Encoding = field(default_factory=Encoding)
    audio: AudioPlan = field(default_factory=lambda: AudioPlan("aac"))
    found: str | None = None
    """The codec that the camera sends, if it is known."""
    begins_at: float | None = None
    """For strict bounds: the tick, in seconds since 1970. A file is cut there, so that what came before is dropped."""
    keeps_times: bool = False
    """Whether each file goes on with the time line of the one before, instead of beginning at zero."""
    extra: Extra = field(default_factory=Extra)
    identity: Identity | None = None
    """What each file says of itself until it is closed."""
    quick: bool = False
    """Whether to look at less of the stream before it begins."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One picture of a stream."""

    source: Source
    target: str
    format: PictureFormat
    resolution: tuple[int, int] | None = None
    quality: int | None = None
    not_before: float | None = None
    """Seconds since 1970: the first key frame that arrives from then on. None: the first that comes."""
    extra: Extra = field(default_factory=Extra)


def record_arguments(recording: Recording, version: Version) -> tuple[str, ...]:
    """Record until stopped: files `<first_number>.mp4` and on, listed on `{pipe:segments}` as they close."""
    strict = recording.begins_at is not None
    seconds = recording.segment_seconds or DAY
    offset = recording.begins_at % DAY % seconds if recording.begins_at is not None else None
    return (
        *_common(version),
        *input_arguments(recording.source, recording.extra, version, quick=recording.quick),
        "-map", "0:v:0", *_audio(recording.audio), "-sn", "-dn",
        *_video(recording, version, keys=_keys(1 if strict else seconds)),
        *recording.extra.output,
        *(recording.identity.words() if recording.identity and recording.container.comments else ()),
        *segment_options(
            recording.container, seconds, recording.first_number,
            clock_offset=offset, keeps_times=recording.keeps_times, patient=version < _SOUND_RETURNS_SINCE,
        ),
        f"{_literal(recording.folder)}/%d.{recording.container.extension}",
    )  # fmt: skip


def snapshot_arguments(snapshot: Snapshot, version: Version) -> tuple[str, ...]:
    """Take one picture and end. Only key frames are decoded: no grey pictures, and little work."""
    as_it_comes = (
        snapshot.source.kind in ("mjpeg", "jpeg")
        and snapshot.format == "jpg"
        and snapshot.resolution is None
        and snapshot.quality is None
        and snapshot.not_before is None
    )
    return (
        *_common(version, level="error"), "-y",
        "-threads", "1", "-skip_frame", "nokey", "-flags", "+low_delay",
        *input_arguments(snapshot.source, snapshot.extra, version, quick=True),
        "-map", "0:v:0", "-an", "-sn", "-dn",
        *(("-c:v", "copy") if as_it_comes else _picture(snapshot)),
        "-frames:v", "1",
        *_output_of_picture(snapshot.extra),
        "-f", "image2", "-update", "1", snapshot.target,
    )  # fmt: skip


def join_list(pieces: Iterable[tuple[str, float]]) -> str:
    """Pieces of a recording with their seconds, for ffmpeg's `concat`."""
    entries = ("file '" + path.replace("'", "'\\''") + f"'\nduration {seconds:.6f}\n" for path, seconds in pieces)
    return "ffconcat version 1.0\n" + "".join(entries)


def join_arguments(listed: str, target: str, container: Container, codec: str | None) -> tuple[str, ...]:
    """Join pieces into one file, nothing encoded anew."""
    tag = ("-tag:v", container.hevc_tag) if codec == "hevc" and container.hevc_tag else ()
    marks = ("-bsf:v", f"{codec}_mp4toannexb") if container.start_codes and codec in ("h264", "hevc") else ()
    front = ("-movflags", "+faststart") if container.muxer == "mp4" else ()
    return (
        "-nostdin", "-hide_banner", "-loglevel", "error", "-nostats", "-y",
        "-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-i", listed,
        "-map", "0", "-c", "copy", *tag, *marks, *front, "-f", container.muxer, target,
    )  # fmt: skip


def _common(version: Version, *, level: str = "warning") -> tuple[str, ...]:
    period = ("-stats_period", "1") if version >= HAS_STATS_PERIOD else ()
    return ("-nostdin", "-hide_banner", "-loglevel", f"level+{level}", "-nostats",
            "-progress", "{pipe:progress}", *period)  # fmt: skip


def _literal(path: str) -> str:
    """A path in which `%` means itself, for muxers that put a number into names."""
    return path.replace("%", "%%").rstrip("/")


def _audio(plan: AudioPlan) -> tuple[str, ...]:
    if plan.action == "none":
        return ("-an",)
    if plan.action == "copy":
        return ("-map", "0:a:0?", "-c:a", "copy")
    return ("-map", "0:a:0?", "-c:a", "aac")


def _keys(segment: float) -> str:
    """When key frames are forced: a whole number of intervals fits into a segment, so that each begins on time."""
    count = -(-segment // KEY_SECONDS)
    return f"expr:gte(t+0.001,n_forced*{segment:g}/{count:g})"


def _copied(recording: Recording) -> tuple[str, ...]:
    """As it comes, with what the container needs: H.265 has another name in MP4, AVI wants start codes."""
    container, codec = recording.container, recording.found
    slots = ("-r", str(SLOTS)) if container.constant_rate else ()
    if codec == "hevc" and container.hevc_tag:
        return ("-c:v", "copy", "-tag:v", container.hevc_tag)
    if container.start_codes and codec in ("h264", "hevc"):
        return ("-c:v", "copy", "-bsf:v", f"{codec}_mp4toannexb", *slots)
    return ("-c:v", "copy", *slots)


def _video(recording: Recording, version: Version, *, keys: str) -> tuple[str, ...]:
    video, container = recording.video, recording.container
    if video.codec == "copy":
        return _copied(recording)
    size = f"scale={video.resolution[0]}:{video.resolution[1]}," if video.resolution else ""
    pixels = "yuvj420p" if video.codec == "mjpeg" else "yuv420p"
    rate = ("-r", f"{video.frame_rate:g}") if video.frame_rate else ()
    return (
        "-c:v", _ENCODERS[video.codec],
        "-vf", f"{size}format={pixels}",
        *_timing(container, bool(rate), version), *rate,
        *_rate_control(video),
        *(() if video.codec == "mjpeg" else
          ("-preset", "veryfast", "-tune", "zerolatency", "-force_key_frames", keys)),
        *(("-tag:v", container.hevc_tag) if video.codec == "h265" and container.hevc_tag else ()),
    )  # fmt: skip


def _timing(container: Container, fixed: bool, version: Version) -> tuple[str, ...]:
    """Frames at their own times, unless a rate was asked for or the container knows no other way."""
    mode = "cfr" if fixed or container.constant_rate else "vfr"
    return ("-fps_mode" if version >= _FPS_MODE_SINCE else "-vsync", mode)


def _rate_control(video: Encoding) -> tuple[str, ...]:
    ceiling = (
        ("-maxrate", f"{video.bitrate}k", "-bufsize", f"{2 * video.bitrate}k") if video.bitrate is not None else ()
    )
    if video.bitrate is not None and video.quality is None:
        return ("-b:v", f"{video.bitrate}k", *ceiling)
    quality = video.quality or DEFAULT
    if video.codec == "mjpeg":
        return ("-q:v", str(jpeg_scale(quality)))
    return ("-crf", str(rate_factor(quality, video.codec)), *ceiling)


def _picture(snapshot: Snapshot) -> tuple[str, ...]:
    filters = []
    if snapshot.not_before is not None:
        filters.append(f"select='gte(time(0),{snapshot.not_before:.3f})'")
    if snapshot.resolution is not None:
        filters.append(f"scale={snapshot.resolution[0]}:{snapshot.resolution[1]}")
    quality = snapshot.quality or DEFAULT
    encoder: Mapping[str, tuple[str, ...]] = {
        "jpg": ("-c:v", "mjpeg", "-q:v", str(jpeg_scale(quality))),
        "png": ("-c:v", "png", "-compression_level", str(png_level(quality))),
        "webp": ("-c:v", "libwebp", "-quality", str(webp_quality(quality))),
    }
    filters.append("format=" + {"jpg": "yuvj420p", "png": "rgb24", "webp": "yuv420p"}[snapshot.format])
    return ("-vf", ",".join(filters), *encoder[snapshot.format])


def _output_of_picture(extra: Extra) -> tuple[str, ...]:
    """Of what people added for the output, only what has a meaning for one picture."""
    kept: list[str] = []
    words = iter(extra.output)
    for word in words:
        if word == "-an":
            continue
        value = next(words)
        if word in ("-q:v", "-pix_fmt", "-threads"):
            kept += [word, value]
    return tuple(kept)
