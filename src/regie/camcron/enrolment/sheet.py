"""
A list of cameras as people keep it: a table with a line of names above, one camera a line.

Whatever a spreadsheet saves is taken: commas, semicolons or tabs, a mark at the beginning, names in any case.
Pure.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regie.kernel.errors import Fault

MOST = 1000
_STREAM = "stream:"
_NAMES = {
    "id": "id", "name": "name", "nom": "name",
    "main": "stream:main", "url": "stream:main", "sub": "stream:sub", "snapshot": "stream:snapshot",
    "user": "username", "username": "username", "password": "password", "pass": "password",
    "location": "location", "model": "model", "tags": "tags", "site": "siteId", "siteid": "siteId",
    "timezone": "timezone", "protocol": "protocol", "enabled": "enabled", "maxconnections": "maxConnections",
    "relay": "relay",
}  # fmt: skip
COLUMNS = "id, name, main, sub, snapshot, stream:KEY, user, password, location, model, tags, site, timezone, …"
_BOOLEANS = {"true": True, "yes": True, "1": True, "oui": True, "false": False, "no": False, "0": False, "non": False}


@dataclass(frozen=True, slots=True)
class Line:
    """One camera as it was written: fields of the wire, with what is wrong already."""

    number: int
    """Of the file, the names being line 1; of a list, its place from 1."""
    fields: dict[str, Any] = field(repr=False)
    faults: tuple[Fault, ...] = ()


def read(text: str, defaults: Mapping[str, Any]) -> tuple[list[Line], list[Fault]]:
    """The cameras of a table, and what is wrong with the table itself."""
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        header = next((row for row in rows if any(cell.strip() for cell in row)), [])
        columns = [_column(cell) for cell in header]
        unknown = [cell.strip() for cell, column in zip(header, columns, strict=True) if column is None]
        if unknown or len(set(columns)) < len(columns) or not columns:
            return [], _wrong_header(unknown, bool(columns))
        names = [str(column) for column in columns]
        lines = [_line(rows.line_num, names, row, defaults) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        return [], [Fault(f"lines.{rows.line_num}", f"is no line of a table: {error}", "quotes that are closed")]
    if len(lines) > MOST:
        return [], [Fault("", f"has {len(lines)} cameras", f"{MOST} at most at a time")]
    return lines, []


def with_defaults(fields: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """What is not said of one camera is as for all."""
    made = {**{key: value for key, value in defaults.items() if value is not None}, **fields}
    own, common = fields.get("credentials"), defaults.get("credentials")
    if isinstance(own, dict) and isinstance(common, dict):
        made["credentials"] = {**common, **own}
    return made


def _wrong_header(unknown: list[str], some: bool) -> list[Fault]:
    if unknown:
        return [Fault("lines.1", f"«{name}» is no known column", COLUMNS) for name in unknown]
    return [Fault("lines.1", "names a column twice" if some else "has no names of columns", COLUMNS)]


def _column(cell: str) -> str | None:
    name = cell.strip()
    if name.lower().startswith(_STREAM) and len(name) > len(_STREAM):
        return _STREAM + name[len(_STREAM) :]
    return _NAMES.get(name.lower().replace("_", "").replace(" ", ""))


def _line(number: int, columns: list[str], row: list[str], defaults: Mapping[str, Any]) -> Line:
    if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
        return Line(number, {}, (Fault("", f"has {len(row)} cells", f"{len(columns)}, as the line of names"),))
    fields: dict[str, Any] = {}
    streams: dict[str, str] = {}
    signed: dict[str, str] = {}
    for column, cell in zip(columns, (cell.strip() for cell in row), strict=False):
        if cell == "":
            continue
        if column.startswith(_STREAM):
            streams[column.removeprefix(_STREAM)] = cell
        elif column in ("username", "password"):
            signed[column] = cell
        elif column == "tags":
            fields["tags"] = [tag.strip() for tag in cell.replace("|", ",").replace(";", ",").split(",") if tag.strip()]
        elif column == "enabled" and cell.lower() in _BOOLEANS:
            fields["enabled"] = _BOOLEANS[cell.lower()]
        elif column == "maxConnections" and cell.isdecimal():
            fields[column] = int(cell)
        else:
            fields[column] = cell
    fields["streams"] = streams
    if signed:
        fields["credentials"] = signed
    return Line(number, with_defaults(fields, defaults))
