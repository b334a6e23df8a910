"""
All settings in one place: each package's group under its name in the specification's `config.json`.

Order of precedence: command line, environment (`REGIE_STORAGE__BASE_PATH`), `DIR/config.json`, default. Read once by
the composition root and the command line; everything else is handed its own group. A wrong or unknown key is an error
that names its path, what was found and what was expected.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import Field, ValidationError, field_validator

from regie.camcron.presence.settings import PresenceSettings
from regie.camcron.recordings.settings import FileSettings, StorageSettings
from regie.camcron.runs.settings import CommandSettings, LimitSettings, RecorderSettings
from regie.kernel.auth.settings import AuthSettings
from regie.kernel.db.settings import DatabaseSettings
from regie.kernel.errors import Fault, Invalid
from regie.kernel.ffmpeg.settings import FfmpegSettings
from regie.kernel.group import Group
from regie.kernel.http.limits import RateSettings
from regie.kernel.http.problems import faults_of
from regie.kernel.http.settings import ServerSettings
from regie.kernel.logs import LogSettings
from regie.kernel.notifications.settings import NotificationSettings
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.scheduling.zones import zone_named
from regie.kernel.spelling import meant, nearest
from regie.kernel.tasks.settings import TaskSettings

FILE = "config.json"
PREFIX = "REGIE_"
UNKNOWN = "is not a known key"
NEAR = 0.5
"""Whole paths are long and have much in common."""


class Settings(Group):
    """Everything that can be tuned."""

    server: ServerSettings = ServerSettings()
    storage: StorageSettings = StorageSettings()
    files: FileSettings = FileSettings()
    ffmpeg: FfmpegSettings = FfmpegSettings()
    notifications: NotificationSettings = NotificationSettings()
    auth: AuthSettings = AuthSettings()
    logging: LogSettings = LogSettings()
    limits: LimitSettings = LimitSettings()
    recorder: RecorderSettings = RecorderSettings()
    cameras: PresenceSettings = PresenceSettings()
    commands: CommandSettings = CommandSettings()
    processes: ProcessSettings = ProcessSettings()
    rates: RateSettings = RateSettings()
    tasks: TaskSettings = TaskSettings()
    database: DatabaseSettings = DatabaseSettings()
    timezone: Annotated[
        str,
        Field(
            description="Zone of the default site when that is made, such as Europe/Paris; empty: the machine's. "
            "Afterwards change the site: PUT /api/sites/default."
        ),
    ] = ""

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name:
            zone_named(name)
        return name


class WrongSettings(Invalid):
    """The configuration has keys or values that cannot be used."""


def leaves(group: type[Group] = Settings, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every setting as (path of camelCase names, pydantic's field)."""
    for name, field in group.model_fields.items():
        here = (*path, field.alias or name)
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Group):
            yield from leaves(kind, here)
        else:
            yield here, field


def is_secret(field: Any) -> bool:
    """Whether a setting is never shown."""
    return bool(isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("secret"))


def variable(path: tuple[str, ...]) -> str:
    """The environment variable of a setting: `("storage", "basePath")` → `REGIE_STORAGE__BASE_PATH`."""
    return PREFIX + "__".join(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", part).upper() for part in path)


def described() -> Iterator[dict[str, Any]]:
    """What there is to know of every setting beside its value: its meaning, its kind, its limits, its default."""
    defaults = Settings().model_dump(mode="json", by_alias=True)
    schema = Settings.model_json_schema()
    for path, field in leaves():
        shape = _shape(schema, path)
        kinds = [kind for kind in shape.get("anyOf", [shape]) if kind.get("type") != "null"]
        kind = kinds[0]
        yield {
            "key": ".".join(path),
            "variable": variable(path),
            "kind": "choice" if "enum" in kind else _KINDS[kind["type"]],
            "choices": kind.get("enum", []),
            "minimum": kind.get("minimum", kind.get("exclusiveMinimum")),
            "maximum": kind.get("maximum", kind.get("exclusiveMaximum")),
            "nullable": len(kinds) < len(shape.get("anyOf", kinds)),
            "default": at(defaults, path),
            "secret": is_secret(field),
            "meaning": field.description or "",
        }


_KINDS = {"string": "text", "integer": "whole", "number": "number", "boolean": "switch", "array": "list"}


def _shape(schema: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """The JSON schema of one setting."""
    held: Any = schema
    for part in path:
        held = _followed(schema, held)["properties"][part]
    return dict(_followed(schema, held))


def _followed(schema: Mapping[str, Any], held: Mapping[str, Any]) -> Mapping[str, Any]:
    name = str(held.get("$ref", "")).rpartition("/")[2]
    return schema["$defs"][name] if name else held


def from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """What the environment sets, nested like the file. Numbers, booleans and lists as in JSON; text as it stands."""
    found: dict[str, Any] = {}
    known = {variable(path) for path, _ in leaves()}
    groups = tuple(f"{PREFIX}{name.upper()}__" for name in Settings.model_fields)
    wrong = sorted(name for name in environment if name.startswith(groups) and name not in known)
    if wrong:
        told = [f"is not a known variable{meant(name, known, NEAR)}" for name in wrong]
        raise WrongSettings([Fault(name, message) for name, message in zip(wrong, told, strict=True)])
    for path, field in leaves():
        text = environment.get(variable(path))
        if text is not None:
            place(found, path, text if str in (field.annotation, *get_args(field.annotation)) else _value(text))
    return found


def _value(text: str) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, (bool, int, float, list)) or value is None else text


def from_file(file: Path) -> dict[str, Any]:
    """What `config.json` says; nothing when there is no such file."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise WrongSettings(Fault("", f"{file} is not UTF-8: byte {error.start + 1} cannot be read")) from error
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        place_told = f"line {error.lineno}, column {error.colno}"
        raise WrongSettings(Fault("", f"{file} is not valid JSON: {error.msg} at {place_told}")) from error
    if not isinstance(held, dict):
        raise WrongSettings(Fault("", f"{file} must hold one JSON object"))
    return held


def merge(*layers: Mapping[str, Any]) -> dict[str, Any]:
    """Later layers win, key by key, at every depth."""
    result: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.items():
            former = result.get(key)
            result[key] = merge(former, value) if isinstance(former, dict) and isinstance(value, Mapping) else value
    return result


def place(tree: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set one value deep inside of nested dictionaries."""
    for part in path[:-1]:
        tree = tree.setdefault(part, {})
    tree[path[-1]] = value


def paths(tree: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all values of nested dictionaries."""
    for key, value in tree.items():
        if isinstance(value, Mapping) and value:
            yield from paths(value, (*above, key))
        else:
            yield (*above, key)


def at(tree: Any, path: tuple[str, ...]) -> Any:
    """One value deep inside; nothing when there is none."""
    for part in path:
        if not isinstance(tree, Mapping) or part not in tree:
            return None
        tree = tree[part]
    return tree


def compose(*layers: Mapping[str, Any]) -> Settings:
    """Check and freeze; later layers win. Every wrong key is told at once."""
    held = merge(*layers)
    try:
        return Settings.model_validate(held)
    except ValidationError as error:
        known = {".".join(path): path for path, _ in leaves()}
        raise WrongSettings([_told(fault, held, known) for fault in faults_of(error.errors())]) from error


def _told(fault: Fault, held: Mapping[str, Any], known: Mapping[str, tuple[str, ...]]) -> Fault:
    path = tuple(fault.path.split("."))
    secret = any(is_secret(field) for place_, field in leaves() if place_ == path)
    value = at(held, path)
    shown = "" if secret or isinstance(value, Mapping) else f" (found: {json.dumps(value, default=str)})"
    expected = fault.expected
    if UNKNOWN in fault.message:
        return Fault(fault.path, f"{UNKNOWN}{shown}{_meant(path, known)}", f"one of {', '.join(_beside(path, known))}")
    return Fault(fault.path, fault.message if f"«{value}»" in fault.message else fault.message + shown, expected)


def _beside(path: tuple[str, ...], known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The keys that there are where an unknown one stands."""
    depth = len(path) - 1
    return sorted({each[depth] for each in known.values() if each[:depth] == path[:depth] and len(each) > depth})


def _meant(path: tuple[str, ...], known: Mapping[str, tuple[str, ...]]) -> str:
    """A key of the same place, or the same key at another one."""
    near = nearest(path[-1], _beside(path, known))
    elsewhere = next((name for name, each in known.items() if each[-1] == path[-1]), None)
    told = ".".join((*path[:-1], near)) if near else elsewhere or nearest(".".join(path), known, NEAR)
    return f": did you mean «{told}»?" if told else ""
