"""
Where a file will lie: templates of folders and of file names.

A template is literal text and variables (`{cameraName}`, `{date}`, …). Its author decides the folders; a *value* never
does: whatever a camera is called, its name becomes one harmless part of a path, valid on Linux, Windows and macOS. So
the folders before the first variable bound where the files can be, and that is what roots are checked against.

Names become readable parts: Latin letters lose case and accents (`Caméra Garage` → `camera-garage`), letters and
digits of other scripts stay, all else becomes single hyphens. Times are local ones; `{timestamp}` carries its offset,
so that the hour which comes twice in autumn gives two names.
"""

import re
import string
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from regie.kernel.errors import Fault
from regie.kernel.spelling import meant

VARIABLES: Mapping[str, str] = {
    "cameraId": "identifier of the camera",
    "cameraName": "its name, as a part of a path",
    "jobId": "identifier of the job",
    "jobName": "its name, as a part of a path",
    "date": "2026-11-16",
    "time": "08-00-00",
    "timestamp": "20261116T080000+0100",
    "year": "2026",
    "month": "11",
    "day": "16",
    "hour": "08",
    "minute": "00",
    "ext": "ending of the format, without its dot",
}
"""What may stand between braces, and what it means. Times are those of the file's start, local."""

PART_BYTES = 240
"""Of one folder or file name in UTF-8. File systems take 255; a suffix such as `-2` must still fit."""
VALUE_BYTES = 80
"""Of one name put into a path: two of them and a time fit into a part."""
MAX_TEXT = 1000
PATH_BYTES = 2400
"""Of a whole path: what an index of PostgreSQL takes. Deep folders get shorter parts."""
MAX_DEPTH = 16
STAGING = ".regie"
"""The folder of a root that belongs to the server; no template may lead into it."""

_FORBIDDEN = frozenset('<>:"|?*')
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"]
)
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters to Unicode, empty to the eye."""
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_TOKEN = re.compile(r"\{([^{}]*)\}")
_DIGIT, _SIGN = "\x00", "\x01"
_SHAPES: Mapping[str, str] = {
    "date": "dddd-dd-dd",
    "time": "dd-dd-dd",
    "timestamp": "ddddddddTddddddsdddd",
    "year": "dddd",
    "month": "dd",
    "day": "dd",
    "hour": "dd",
    "minute": "dd",
}

Kind = Literal["directory", "file"]


class WrongTemplateError(ValueError):
    """A template that cannot be used; says what is wrong and what would be right."""

    def __init__(self, message: str, expected: str) -> None:
        self.expected = expected
        super().__init__(message)

    def fault(self, path: str) -> Fault:
        return Fault(path, str(self), self.expected)


@dataclass(frozen=True, slots=True)
class Context:
    """Who records: the values that don't depend on time."""

    camera_id: str
    camera_name: str
    job_id: str
    job_name: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A place in a template."""

    name: str


@dataclass(frozen=True, slots=True)
class Template:
    """A folder or a file name with places for values."""

    text: str
    parts: tuple[tuple[str | Variable, ...], ...]
    """Folder by folder, each as literal pieces and variables."""
    root: str
    """`/`, `D:/`, or nothing when it is relative."""

    @classmethod
    def parse(cls, text: str, kind: Kind) -> "Template":
        """Take a template apart. Raises `WrongTemplateError` for the first thing that cannot stay."""
        if not text.strip():
            raise WrongTemplateError("is empty", "a folder" if kind == "directory" else "a file name")
        if len(text) > MAX_TEXT:
            raise WrongTemplateError(f"has {len(text)} characters", f"at most {MAX_TEXT}")
        plain = unicodedata.normalize("NFC", text.strip())
        root, rest = _root_of(plain) if kind == "directory" else ("", plain)
        if kind == "file" and ("/" in rest or "\\" in rest):
            raise WrongTemplateError("contains a path separator", "a file name; folders belong into the directory")
        parts = tuple(_pieces(part) for part in rest.split("/") if part)
        if len(parts) >= MAX_DEPTH:
            raise WrongTemplateError(f"has {len(parts)} folders", f"fewer than {MAX_DEPTH}")
        for part in parts:
            _check_part(part)
        if not parts and not root:
            raise WrongTemplateError("is empty", "a folder")
        return cls(text, parts, root)

    @property
    def is_absolute(self) -> bool:
        return bool(self.root)

    @property
    def anchor(self) -> str:
        """The folders before the first variable: everything rendered lies in them."""
        fixed: list[str] = []
        for part in self.parts:
            if any(isinstance(piece, Variable) for piece in part):
                break
            fixed.append(_harmless("".join(str(piece) for piece in part), self.part_bytes))
        return self.root + "/".join(fixed)

    @property
    def part_bytes(self) -> int:
        """How long a part may be, of this folder and of a file in it."""
        return min(PART_BYTES, PATH_BYTES // (len(self.parts) + 1))

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(piece.name for part in self.parts for piece in part if isinstance(piece, Variable))

    def fill(self, values: Mapping[str, str]) -> str:
        """The path with these values, each of its parts made harmless."""
        return self.root + "/".join(_harmless(_join(part, values), self.part_bytes) for part in self.parts)


@dataclass(frozen=True, slots=True)
class OutputPath:
    """Where the files of one job go: folder, file name and ending."""

    directory: Template
    filename: Template
    extension: str
    """Without its dot."""

    @classmethod
    def parse(cls, directory: str, filename: str, extension: str) -> "OutputPath":
        """From the texts of `output`; a pattern that does not end with the format's ending gets it."""
        if filename.strip() and "{ext}" not in filename and not _ends_with(filename, extension):
            filename += ".{ext}"
        return cls(Template.parse(directory, "directory"), Template.parse(filename, "file"), extension)

    def folder(self, context: Context, instant: datetime, zone: tzinfo) -> str:
        """The folder of a file that starts at an instant; relative ones lie under the base path."""
        return self.directory.fill(self._values(context, instant, zone))

    def path(self, context: Context, instant: datetime, zone: tzinfo) -> str:
        """The whole path of a file that starts at an instant, with `/` between its parts."""
        return self._filled(self._values(context, instant, zone))

    def shape(self, context: Context, *, base: str) -> str:
        """The path with a mark for each digit of a time: times have fixed lengths, so shapes compare in place."""
        marks = {name: shape.replace("d", _DIGIT).replace("s", _SIGN) for name, shape in _SHAPES.items()}
        path = self._filled({**_names(context), **marks, "ext": self.extension})
        return (path if self.directory.is_absolute else f"{base.rstrip('/')}/{path}").casefold()

    def _filled(self, values: Mapping[str, str]) -> str:
        return f"{self.directory.fill(values).rstrip('/')}/{self._name(values)}"

    def _values(self, context: Context, instant: datetime, zone: tzinfo) -> dict[str, str]:
        return {**_names(context), **times_of(instant.astimezone(zone)), "ext": self.extension}

    def _name(self, values: Mapping[str, str]) -> str:
        """The file name; a long one is shortened before its ending, which stays whole."""
        stem, dot, ending = _join(self.filename.parts[0], values).rpartition(".")
        size = self.directory.part_bytes
        stem = _cut(stem, size - len((dot + ending).encode()))
        return _harmless((stem.strip(" .") or "_") + dot + ending, size)


def safe_part(name: str) -> str:
    """A name as one part of a path: readable, the same on every system, at most 80 bytes; `_` when nothing is left."""
    letters: list[str] = []
    for character in unicodedata.normalize("NFKC", name):
        plain = unicodedata.normalize("NFKD", character)
        if plain[0] in string.ascii_letters + string.digits:
            letters.append("".join(c for c in plain if c in string.ascii_letters + string.digits).lower())
        elif character in _LATIN:
            letters.append(_LATIN[character])
        elif unicodedata.category(character)[0] in "LN" and character not in _INVISIBLE:
            letters.append(character.lower())
        elif unicodedata.category(character)[0] == "M" and letters and letters[-1][-1] > "\x7f":
            letters.append(character)  # a sign that belongs to the letter before it, as in Hindi or Thai
        else:
            letters.append("-")
    text = re.sub(r"-{2,}", "-", unicodedata.normalize("NFC", "".join(letters)))
    return _cut(text.strip("-"), VALUE_BYTES).strip("-") or "_"


def may_meet(one: tuple[OutputPath, Context], other: tuple[OutputPath, Context], *, base: str) -> bool:
    """Whether two jobs can ever give one name to two files: their fixed text agrees, whatever the times are."""
    shapes = tuple(output.shape(context, base=base) for output, context in (one, other))
    return len(shapes[0]) == len(shapes[1]) and all(map(_agree, *shapes))


def _agree(one: str, other: str) -> bool:
    if one == other:
        return True
    for mark, alphabet in ((_DIGIT, "0123456789"), (_SIGN, "+-")):
        if (one == mark and other in alphabet) or (other == mark and one in alphabet):
            return True
    return False


def _root_of(text: str) -> tuple[str, str]:
    """An absolute folder's root and the rest, with `/` as the only separator."""
    if drive := _DRIVE.match(text):
        return f"{text[0].upper()}:/", text[drive.end() :].replace("\\", "/")
    if text.startswith("/"):
        return "/", text.lstrip("/")
    return "", text


def _pieces(part: str) -> tuple[str | Variable, ...]:
    found: list[str | Variable] = []
    end = 0
    for token in _TOKEN.finditer(part):
        found += [part[end : token.start()], _variable(token[1])]
        end = token.end()
    found.append(part[end:])
    for piece in found:
        if isinstance(piece, str) and ("{" in piece or "}" in piece):
            raise WrongTemplateError(f"has a brace without its partner in «{part}»", "{variable}, both braces")
    return tuple(piece for piece in found if piece != "")


def _variable(name: str) -> Variable:
    if name not in VARIABLES:
        known = ", ".join(f"{{{known}}}" for known in VARIABLES)
        raise WrongTemplateError(f"there is no variable {{{name}}}{meant(name, VARIABLES)}", f"one of {known}")
    return Variable(name)


def _check_part(part: tuple[str | Variable, ...]) -> None:
    literal = "".join(piece for piece in part if isinstance(piece, str))
    if wrong := sorted({c for c in literal if c in _FORBIDDEN or c == "\\" or not c.isprintable()}):
        shown = " ".join(repr(character)[1:-1] for character in wrong)
        raise WrongTemplateError(f"contains {shown}", "characters that every file system takes")
    if any(isinstance(piece, Variable) for piece in part):
        return
    if literal.strip(" .") == "":
        raise WrongTemplateError(f"contains the folder «{literal}»", "folders by their names, without . or ..")
    if literal.casefold() == STAGING:
        raise WrongTemplateError(f"leads into {STAGING}", "another folder; this one belongs to the server")
    if len(literal.encode()) > PART_BYTES:
        raise WrongTemplateError(f"has a part of {len(literal.encode())} bytes", f"at most {PART_BYTES}")


def _join(part: tuple[str | Variable, ...], values: Mapping[str, str]) -> str:
    return "".join(values[piece.name] if isinstance(piece, Variable) else piece for piece in part)


def _harmless(part: str, size: int) -> str:
    """One whole part that every system takes: no end in dot or space, no device's name, not the server's own folder."""
    part = _cut(part, size).strip(" ").rstrip(" .") or "_"
    stem = part.partition(".")[0].rstrip(" ")
    if stem.upper() in _RESERVED or part.casefold() == STAGING:
        return "_" + _cut(part, size - 1)
    return part


def _cut(text: str, size: int) -> str:
    """The longest beginning of a text that fits into so many bytes."""
    return text.encode()[:size].decode(errors="ignore")


def _names(context: Context) -> dict[str, str]:
    return {
        "cameraId": safe_part(context.camera_id),
        "cameraName": safe_part(context.camera_name),
        "jobId": safe_part(context.job_id),
        "jobName": safe_part(context.job_name),
    }


def times_of(local: datetime) -> dict[str, str]:
    """The values of the variables that are times, for a local one."""
    return {
        "date": f"{local:%Y-%m-%d}",
        "time": f"{local:%H-%M-%S}",
        "timestamp": f"{local:%Y%m%dT%H%M%S%z}"[:20],
        "year": f"{local:%Y}",
        "month": f"{local:%m}",
        "day": f"{local:%d}",
        "hour": f"{local:%H}",
        "minute": f"{local:%M}",
    }


def _ends_with(filename: str, extension: str) -> bool:
    _, dot, ending = filename.lower().rpartition(".")
    return bool(dot) and (ending == extension or {ending, extension} == {"jpg", "jpeg"})


_LATIN: Mapping[str, str] = {
    "ß": "ss", "ẞ": "ss", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o",
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ł": "l", "Ł": "l", "ı": "i",
}  # fmt: skip
"""Latin letters that Unicode does not take apart."""
