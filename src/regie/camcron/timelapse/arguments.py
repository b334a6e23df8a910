"""
What the two programs that make a film are told. Pure.

A child of ours decodes pictures and encodes pieces of some hundred of them, each beginning with a key frame; ffmpeg
then joins the pieces without touching a picture. So a server that is killed goes on with the next piece, and memory
does not grow with the film.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from regie.camcron.runs.containers import CONTAINERS
from regie.camcron.runs.quality import DEFAULT, rate_factor

KEY_SECONDS = 2
_ENCODERS: Mapping[str, str] = {"h264": "libx264", "h265": "libx265"}


def rate_of(frame_rate: float) -> Fraction:
    """Pictures a second as a fraction that containers can hold exactly: 29.97 is 2997/100."""
    return Fraction(str(frame_rate)).limit_denominator(1001)


def encoder_of(codec: str | None) -> str:
    """The encoder for a job's codec: H.264 unless H.265 is asked for."""
    return _ENCODERS["h265" if codec == "h265" else "h264"]


def encoder_options(codec: str | None, quality: int | None, bitrate: int | None, rate: Fraction) -> dict[str, str]:
    """Without frames that look ahead, so that pieces join; two threads, since recordings go first."""
    name = "h265" if codec == "h265" else "h264"
    options = {"preset": "veryfast", "bf": "0", "g": str(max(1, round(rate * KEY_SECONDS))), "threads": "2"}
    options["crf"] = str(rate_factor(quality or DEFAULT, name))
    if bitrate is not None:
        options |= {"maxrate": f"{bitrate}k", "bufsize": f"{2 * bitrate}k"}
    if name == "h265":
        options["x265-params"] = "log-level=none:pools=2:bframes=0"
    return options


def pieces_list(paths: Iterable[str]) -> str:
    """The list from which ffmpeg joins them."""
    lines = ("file '" + path.replace("'", "'\\''") + "'\n" for path in paths)
    return "ffconcat version 1.0\n" + "".join(lines)


def join_arguments(listed: str, target: str, extension: str, codec: str | None) -> tuple[str, ...]:
    """
    Join pieces into one file; an MP4 has its index first, so that it plays while it is fetched.

    A piece that cannot be read ends it with an error: left alone, ffmpeg would call the film done there.
    """
    container = CONTAINERS[extension]
    tag = ("-tag:v", container.hevc_tag) if codec == "h265" and container.hevc_tag else ()
    name = "hevc" if codec == "h265" else "h264"
    start_codes = ("-bsf:v", f"{name}_mp4toannexb") if container.start_codes else ()
    first = ("-movflags", "+faststart") if extension == "mp4" else ()
    return (
        "-nostdin", "-hide_banner", "-loglevel", "error", "-nostats", "-progress", "{pipe:progress}", "-xerror", "-y",
        "-f", "concat", "-safe", "0", "-protocol_whitelist", "file", "-i", listed,
        "-map", "0:v:0", "-c", "copy", *start_codes, *tag, *first,
        "-f", container.muxer, target,
    )  # fmt: skip
