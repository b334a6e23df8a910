"""
How a stream is opened, without its password in the list of processes.

Whoever may log in to the machine can read every process's arguments. So ffmpeg is given the name of a small file that
only the server's user may read, in the format of its `concat` demuxer: the complete address and the options of its
protocol. It costs nothing that could be measured (first frame, memory, processor) and behaves as the plain address
does when a camera stalls, refuses or ends. Since ffmpeg 5.0; an older one gets the address as an argument.
"""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from regie.camcron.runs.extra import Extra

SourceKind = Literal["rtsp", "rtmp", "http", "mjpeg", "jpeg", "file"]
Version = tuple[int, int]
"""Of ffmpeg: major, minor."""

LISTS_OPTIONS: Version = (5, 0)
"""The first ffmpeg whose `concat` takes options for what it opens; and whose RTSP says `timeout` for `stimeout`."""
HAS_STATS_PERIOD: Version = (4, 4)
JPEG_HOURS = 6
"""How long a camera is asked for single pictures before the process ends and the next one follows."""
MAX_ENTRIES = 50_000
RELAYED_LOOK = "200000"
"""
Microseconds of a relayed stream that are looked at before it is read: measured, the first packet is written after 0.06
seconds instead of 1.7. Not shorter (the size of the picture would stay unknown), and never with `-fflags nobuffer`
(the group of pictures that the relay begins with would be thrown away).
"""
QUICK_RATE, QUICK_SECONDS = 2.0, 60
"""For one picture at a time to come: asked for so often, from somewhat before until it has come."""
_PROTOCOLS = {
    "rtsp": "rtsp,rtsps,rtp,srtp,udp,tcp,tls,http,https,crypto",
    "rtmp": "rtmp,rtmps,rtmpt,rtmpe,tcp,tls,crypto",
    "http": "http,https,httpproxy,tcp,tls,crypto",
    "file": "file",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A stream to read."""

    address: str = field(repr=False)
    """Complete, with credentials."""
    kind: SourceKind
    transport: Literal["tcp", "udp"] = "tcp"
    timeout: float = 10.0
    """Seconds without a byte until ffmpeg gives up; it ends after about twice that, with code 0."""
    rate: float = 1.0
    """For `jpeg`: pictures a second."""
    list_path: str | None = None
    """Where `source_list` was written, with mode 0600; without it the address stands in the arguments."""
    relayed: bool = False
    """From our own relay: it describes the codecs, and begins with a whole group of pictures."""
    loop: bool = False
    """For `file`: start again at its end, at its own speed."""


def kind_of(address: str, video_codec: str | None = None) -> SourceKind:
    """How an address is read; what was found out about its picture tells MJPEG from other video over HTTP."""
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    if scheme.startswith("rtsp"):
        return "rtsp"
    if scheme.startswith("rtmp"):
        return "rtmp"
    if scheme in ("http", "https"):
        if re.search(r"\.jpe?g$", parts.path, re.IGNORECASE):
            return "jpeg"
        return "mjpeg" if video_codec == "mjpeg" or re.search(r"mjpe?g", address, re.IGNORECASE) else "http"
    return "file"


def can_list(version: Version) -> bool:
    """Whether this ffmpeg can be given a list instead of an address."""
    return version >= LISTS_OPTIONS


def source_list(source: Source, extra: Extra, *, quick: bool = False) -> str:
    """The content of the list: addresses with their options. `quick` looks at less of the stream before it begins."""
    if "\n" in source.address or "\r" in source.address or "\0" in source.address:
        raise ValueError("an address has one line")
    options = "".join(f"option {name} {_quoted(value)}\n" for name, value in _options(source, extra, (9, 0), quick))
    entry = f"file {_quoted(source.address)}\n{options}"
    if source.kind == "jpeg":
        rate, seconds = (QUICK_RATE, QUICK_SECONDS) if quick else (source.rate, 3600 * JPEG_HOURS)
        entry = (entry + f"duration {1 / rate:.6f}\n") * max(1, min(MAX_ENTRIES, round(rate * seconds)))
    return "ffconcat version 1.0\n" + entry


def input_arguments(source: Source, extra: Extra, version: Version, *, quick: bool = False) -> tuple[str, ...]:
    """Everything up to and with `-i`."""
    paced = ("-re",) if source.kind == "jpeg" else ()
    whitelist = ("-protocol_whitelist", protocols(source, listed=source.list_path is not None))
    if source.list_path is not None:
        look: tuple[str, ...] = ("-analyzeduration", RELAYED_LOOK) if source.relayed else ()
        if quick and not source.relayed:
            look = ("-probesize", "500000", "-analyzeduration", "1000000")
        return (*whitelist, *look, *paced, *extra.input, "-f", "concat", "-safe", "0", "-i", source.list_path)
    options = tuple(word for name, value in _options(source, extra, version, quick) for word in (f"-{name}", value))
    form: tuple[str, ...] = ()
    if source.kind == "jpeg":
        form = (
            "-framerate",
            f"{QUICK_RATE if quick else source.rate:g}",
            "-f",
            "image2",
            "-pattern_type",
            "none",
            "-loop",
            "1",
        )
    elif source.kind == "file" and source.loop:
        form = ("-re", "-stream_loop", "-1")
    return (*whitelist, *options, *paced, *form, *extra.input, "-i", source.address)


def protocols(source: Source, *, listed: bool) -> str:
    """What ffmpeg may open on this source's behalf, wherever its server sends it."""
    family = source.kind if source.kind in _PROTOCOLS else "http"
    return ("file," if listed and family != "file" else "") + _PROTOCOLS[family]


def _options(source: Source, extra: Extra, version: Version, quick: bool) -> list[tuple[str, str]]:
    """Of the demuxer and its protocol; what people added counts for more than what we say."""
    microseconds = str(round(source.timeout * 1_000_000))
    options: dict[str, str] = {}
    if source.kind == "rtsp":
        options["rtsp_transport"] = source.transport
        options["timeout"] = microseconds
    elif source.kind != "file":
        options["rw_timeout"] = microseconds
    if source.kind == "mjpeg":
        options["use_wallclock_as_timestamps"] = "1"  # its stream carries no times
    if source.relayed:
        options["analyzeduration"] = RELAYED_LOOK
    elif quick:
        options |= {"probesize": "500000", "analyzeduration": "1000000"}
    for name, value in extra.source:
        options["timeout" if name == "stimeout" else name] = value
    if source.kind != "rtsp":
        for name in ("rtsp_transport", "rtsp_flags", "allowed_media_types", "timeout", "reorder_queue_size"):
            options.pop(name, None)  # another demuxer would refuse to start
    elif version < LISTS_OPTIONS and "timeout" in options:
        options["stimeout"] = options.pop("timeout")
    return list(options.items())


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "'\\''") + "'"
