"""
`extraArgs`: the few options of ffmpeg that people may add, each with the shape of its value.

A typed list of what is allowed, not a list of what is forbidden: no value can name a file, a protocol, another program
or a filter graph, because no value is free text beyond a title. Each option is filed on its own side: where the stream
is opened, before the input, or before the output; the order in which they were written does not matter.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from regie.kernel.errors import Fault

Side = Literal["source", "input", "output"]


@dataclass(frozen=True, slots=True)
class Kind:
    """The shape of a value."""

    pattern: re.Pattern[str]
    expected: str


@dataclass(frozen=True, slots=True)
class Option:
    """An option that may be added; without a kind it takes no value."""

    side: Side
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Extra:
    """The accepted options, sorted by where they belong."""

    source: tuple[tuple[str, str], ...] = ()
    """Name without its hyphen, and value: how the stream is opened."""
    input: tuple[str, ...] = ()
    output: tuple[str, ...] = ()


def _kind(pattern: str, expected: str) -> Kind:
    return Kind(re.compile(pattern), expected)


def _one_of(*words: str) -> Kind:
    return _kind("|".join(re.escape(word) for word in words), "one of " + ", ".join(words))


def _flags(*words: str) -> Kind:
    word = "(?:" + "|".join(words) + ")"
    return _kind(f"[+-]?{word}(?:[+-]{word})*", "flags such as +" + "+".join(words[:2]) + ", of " + ", ".join(words))


_INTEGER = _kind(r"\d{1,12}", "a whole number")
_NUMBER = _kind(r"\d{1,6}(\.\d{1,6})?", "a number")
_SIZE = _kind(r"\d{1,9}[kKMG]?", "a number, or one with k or M: 2500k")
_SWITCH = _kind("[01]", "0 or 1")
_RATE = _kind(r"\d{1,6}(\.\d{1,3}|/\d{1,6})?", "frames a second: 25, 12.5 or 30000/1001")
_PRESET = _one_of("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow")
_PIXELS = _one_of("yuv420p", "yuvj420p", "yuv422p", "yuv444p", "yuv420p10le", "nv12")
_HARDWARE = _one_of("none", "auto", "vaapi", "cuda", "qsv", "videotoolbox", "d3d11va", "dxva2", "vulkan", "drm")
_TITLE = _kind(r"(?:title|comment|artist|copyright|description)=[^\x00-\x1f\x7f]{0,200}", "title=…, comment=… or such")
_AGENT = _kind(r"[A-Za-z0-9 ._/();:,+-]{1,200}", "letters, digits and simple signs")
_READING = _flags("genpts", "discardcorrupt", "nobuffer", "igndts", "ignidx", "sortdts", "fastseek", "flush_packets")
_ERRORS = _flags("crccheck", "bitstream", "buffer", "explode", "ignore_err", "careful", "compliant", "aggressive")

OPTIONS: Mapping[str, Option] = {
    "-rtsp_transport": Option("source", _one_of("tcp", "udp", "udp_multicast", "http", "https")),
    "-rtsp_flags": Option("source", _one_of("prefer_tcp")),
    "-allowed_media_types": Option("source", _flags("video", "audio")),
    "-timeout": Option("source", _INTEGER),
    "-stimeout": Option("source", _INTEGER),
    "-rw_timeout": Option("source", _INTEGER),
    "-buffer_size": Option("source", _INTEGER),
    "-reorder_queue_size": Option("source", _INTEGER),
    "-max_delay": Option("source", _INTEGER),
    "-probesize": Option("source", _SIZE),
    "-analyzeduration": Option("source", _SIZE),
    "-fflags": Option("source", _READING),
    "-err_detect": Option("source", _ERRORS),
    "-use_wallclock_as_timestamps": Option("source", _SWITCH),
    "-user_agent": Option("source", _AGENT),
    "-reconnect": Option("source", _SWITCH),
    "-reconnect_streamed": Option("source", _SWITCH),
    "-reconnect_delay_max": Option("source", _INTEGER),
    "-thread_queue_size": Option("input", _INTEGER),
    "-hwaccel": Option("input", _HARDWARE),
    "-skip_frame": Option("input", _one_of("none", "default", "noref", "bidir", "nokey")),
    "-an": Option("output", None),
    "-preset": Option("output", _PRESET),
    "-tune": Option("output", _one_of("film", "animation", "grain", "stillimage", "fastdecode", "zerolatency")),
    "-profile:v": Option("output", _one_of("baseline", "main", "high", "high10", "main10")),
    "-level": Option("output", _kind(r"\d(\.\d)?", "a level: 4.1")),
    "-crf": Option("output", _NUMBER),
    "-b:v": Option("output", _SIZE),
    "-maxrate": Option("output", _SIZE),
    "-bufsize": Option("output", _SIZE),
    "-g": Option("output", _INTEGER),
    "-keyint_min": Option("output", _INTEGER),
    "-bf": Option("output", _INTEGER),
    "-refs": Option("output", _INTEGER),
    "-sc_threshold": Option("output", _INTEGER),
    "-q:v": Option("output", _NUMBER),
    "-r": Option("output", _RATE),
    "-pix_fmt": Option("output", _PIXELS),
    "-aspect": Option("output", _kind(r"\d{1,4}:\d{1,4}", "a ratio: 16:9")),
    "-b:a": Option("output", _SIZE),
    "-ar": Option("output", _INTEGER),
    "-ac": Option("output", _INTEGER),
    "-threads": Option("output", _INTEGER),
    "-max_muxing_queue_size": Option("output", _INTEGER),
    "-avoid_negative_ts": Option("output", _one_of("make_non_negative", "make_zero", "auto", "disabled")),
    "-tag:v": Option("output", _one_of("hvc1", "hev1", "avc1")),
    "-metadata": Option("output", _TITLE),
}

_INSTEAD: Mapping[str, str] = {
    "-c": "processConfig.codec", "-c:v": "processConfig.codec", "-vcodec": "processConfig.codec",
    "-codec": "processConfig.codec", "-c:a": "processConfig.audio", "-acodec": "processConfig.audio",
    "-s": "processConfig.resolution", "-vf": "processConfig.resolution", "-filter:v": "processConfig.resolution",
    "-t": "schedule.duration", "-to": "schedule.duration", "-f": "output.format", "-i": "cameraId and streamKey",
    "-segment_time": "output.segmentDuration", "-strftime": "output.filenamePattern",
}  # fmt: skip


def check_extra(arguments: Sequence[str], *, path: str = "processConfig.extraArgs") -> list[Fault]:
    """Everything that is wrong with the arguments, each named by its place."""
    return _read(arguments, path)[1]


def parse_extra(arguments: Sequence[str]) -> Extra:
    """The arguments, sorted. They were checked when the job was saved: what is wrong now raises `ValueError`."""
    found, faults = _read(arguments, "extraArgs")
    if faults:
        raise ValueError("; ".join(f"{fault.path}: {fault.message}" for fault in faults))
    sides: dict[Side, list[tuple[str, ...]]] = {"source": [], "input": [], "output": []}
    for name, value in found:
        sides[OPTIONS[name].side].append((name,) if value is None else (name, value))
    return Extra(
        source=tuple((pair[0].lstrip("-"), pair[1]) for pair in sides["source"]),
        input=tuple(word for option in sides["input"] for word in option),
        output=tuple(word for option in sides["output"] for word in option),
    )


def _read(arguments: Sequence[str], path: str) -> tuple[list[tuple[str, str | None]], list[Fault]]:
    found: list[tuple[str, str | None]] = []
    faults: list[Fault] = []
    position = 0
    while position < len(arguments):
        name, here = arguments[position], f"{path}.{position}"
        position += 1
        option = OPTIONS.get(name)
        if option is None:
            faults.append(_unknown(name, here))
            while position < len(arguments) and not arguments[position].startswith("-"):
                position += 1  # its values: one fault is enough
        elif option.kind is None:
            found.append((name, None))
        elif position == len(arguments):
            faults.append(Fault(here, f"«{name}» needs a value", option.kind.expected))
        else:
            value = arguments[position]
            if option.kind.pattern.fullmatch(value):
                found.append((name, value))
            else:
                wrong = f"«{name}» cannot be «{value[:80]}»"
                faults.append(Fault(f"{path}.{position}", wrong, option.kind.expected))
            position += 1
    return found, faults


def _unknown(name: str, here: str) -> Fault:
    if instead := _INSTEAD.get(name):
        return Fault(here, f"«{name}» is not allowed: {instead} says it", instead)
    if not name.startswith("-"):
        return Fault(here, f"«{name[:80]}» follows no option", "an option and its value: -rtsp_transport tcp")
    return Fault(here, f"«{name[:80]}» is not allowed", "one of " + ", ".join(OPTIONS))
