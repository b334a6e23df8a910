"""
What people read in a terminal: columns that line up, sizes and instants as one says them. Programs ask for `--json`.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
STEP = 1000


def show(rows: Iterable[Any], as_json: bool, heads: Sequence[str], cells: Any) -> None:
    """A list, as JSON or as a table whose cells `cells(row)` gives in the order of the heads."""
    found = list(rows)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    elif found:
        print(table(heads, [[str(cell) for cell in cells(row)] for row in found]))
    else:
        print("Nothing.")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the last one is as long as it is."""
    lines = [[head.upper() for head in heads], *rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join("  ".join(map(_pad, line, widths)).rstrip() for line in lines)


def size(count: float | None) -> str:
    """Bytes, in powers of ten as disks are sold."""
    if count is None:
        return "?"
    value, unit = float(count), 0
    while value >= STEP and unit < len(UNITS) - 1:
        value, unit = value / STEP, unit + 1
    return f"{value:.0f} {UNITS[unit]}" if unit == 0 or value >= 100 else f"{value:.1f} {UNITS[unit]}"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 file`, `2 files`; `many` where an s is not enough."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def instant(text: str | None) -> str:
    """An instant in the terminal's own zone."""
    return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M:%S") if text else ""


def span(seconds: float | None) -> str:
    """A length: `1:02:03`, `0:07`."""
    if seconds is None:
        return ""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def _width(text: str) -> int:
    seen = [letter for letter in text if not unicodedata.combining(letter)]
    return len(seen) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in seen)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
