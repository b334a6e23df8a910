"""
The words of a custom command: split once, checked when saved, filled in one by one.

No shell ever sees them. A text is split as a shell would split it, and a placeholder is filled in inside of its word,
which stays one word whatever the value is: a camera called `; rm -rf /` is an odd name and nothing else. `{{` and `}}`
are braces. Pure: what is allowed and what the values are comes in as arguments.
"""

import re
import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from zoneinfo import ZoneInfo

from regie.camcron.recordings.paths import Context, times_of
from regie.kernel.errors import Fault
from regie.kernel.spelling import meant

ALWAYS = ("ffmpeg", "ffprobe")
"""Programs that every installation allows; they mean those of the settings."""
STREAM = "streamUrl"
PLACEHOLDERS = (
    STREAM, "cameraId", "cameraName", "jobId", "jobName", "date", "time", "timestamp",
    "year", "month", "day", "hour", "minute", "output",
)  # fmt: skip
LONGEST, MOST_WORDS = 8000, 256
_PLACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_PATH = "processConfig.command"
_OF_PROTOCOLS = frozenset({
    "rtsp_transport", "rtsp_flags", "allowed_media_types", "timeout", "stimeout", "rw_timeout", "buffer_size",
    "reorder_queue_size", "user_agent",
})  # fmt: skip
"""Options of what opens an address: the demuxer of lists would refuse them."""
Options = tuple[tuple[str, str], ...]


def words_of(command: str | Sequence[str] | None) -> tuple[str, ...]:
    """The command's words. `ValueError` for a text with a quotation that is not closed."""
    if command is None:
        return ()
    return tuple(shlex.split(command)) if isinstance(command, str) else tuple(command)


def command_faults(command: str | Sequence[str] | None, allowed: Collection[str]) -> Iterator[Fault]:
    """What is wrong with a command, as it would be saved."""
    try:
        words = words_of(command)
    except ValueError as error:
        yield Fault(_PATH, f"cannot be split into words: {error}", "quotations that are closed")
        return
    if not words or not words[0].strip():
        yield Fault(_PATH, "is missing", "a command, as text or as a list")
        return
    if len(words) > MOST_WORDS or sum(map(len, words)) > LONGEST or any("\0" in word for word in words):
        yield Fault(_PATH, "is too long, or holds a null character", f"{MOST_WORDS} words, {LONGEST} characters")
    if not is_allowed(words[0], allowed):
        yield Fault(
            _PATH,
            f"«{words[0]}» is not among the programs that commands may run",
            f"one of {', '.join((*ALWAYS, *allowed))}; an administrator adds others to the setting commands.allowed",
        )
    for name in dict.fromkeys(name for word in words[1:] for name in _names(word) if name not in PLACEHOLDERS):
        expected = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
        yield Fault(
            _PATH,
            f"there is no placeholder «{{{name}}}»{meant(name, PLACEHOLDERS)}",
            f"one of {expected}; {{{{ and }}}} for braces",
        )


def is_allowed(program: str, allowed: Collection[str]) -> bool:
    """Whether a command may begin with this word: a name that is listed, or a listed path, whole or by its name."""
    if program in ALWAYS or program in allowed:
        return True
    return program in {PurePath(entry).name for entry in allowed if PurePath(entry).is_absolute()}


def uses(words: Sequence[str], placeholder: str) -> bool:
    """Whether a command has a place for this value."""
    return any(placeholder in _names(word) for word in words[1:])


def filled(words: Sequence[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """The words with their values; the program's own name has none."""
    return (words[0], *(_PLACE.sub(lambda place: _value(place, values), word) for word in words[1:]))


def values_of(naming: Context, at: datetime, zone: ZoneInfo) -> dict[str, str]:
    """What the placeholders mean for a job at an instant: names as people wrote them, times in the job's zone."""
    return {
        "cameraId": naming.camera_id,
        "cameraName": naming.camera_name,
        "jobId": naming.job_id,
        "jobName": naming.job_name,
        **times_of(at.astimezone(zone)),
    }


def hidden(words: Sequence[str], list_path: str, protocols: str) -> tuple[tuple[str, ...], Options] | None:
    """
    The words of ffmpeg or ffprobe with a list (`sources`) in the place of the address, so that no password stands among
    the arguments; and the options of the address's protocol, which belong into that list. Nothing when the address
    does not stand alone, or is asked what it is itself (`-f`, `-show_format`): a list would give another answer.
    """
    places = [number for number, word in enumerate(words) if STREAM in _names(word)]
    if len(places) != 1 or words[places[0]] != f"{{{STREAM}}}" or "-show_format" in words:
        return None
    place = places[0]
    is_probe = PurePath(words[0]).stem == "ffprobe"
    begin = place - 1 if place > 1 and words[place - 1] == "-i" else place
    scope = range(1, len(words)) if is_probe else range(_after_last_input(words, begin), begin)
    if "-f" in [words[number] for number in scope]:
        return None
    options: list[tuple[str, str]] = []
    dropped: set[int] = set(range(begin, place + 1))
    for number in scope:
        if number not in dropped and words[number].removeprefix("-") in _OF_PROTOCOLS and number + 1 < len(words):
            options.append((words[number].removeprefix("-"), words[number + 1]))
            dropped |= {number, number + 1}
    listed = ("-protocol_whitelist", protocols, "-f", "concat", "-safe", "0", "-i", list_path)
    head = tuple(word for number, word in enumerate(words[:begin]) if number not in dropped)
    tail = tuple(word for number, word in enumerate(words) if number > place and number not in dropped)
    return (*head, *listed, *tail), tuple(options)


def _after_last_input(words: Sequence[str], end: int) -> int:
    inputs = [number for number in range(1, end) if words[number] == "-i"]
    return inputs[-1] + 2 if inputs else 1


def _names(word: str) -> list[str]:
    return [found[1] for found in _PLACE.finditer(word) if found[1] is not None]


def _value(place: re.Match[str], values: Mapping[str, str]) -> str:
    return values.get(place[1], place[0]) if place[1] is not None else place[0][0]
