"""JSON as this server writes it: orjson, with instants in UTC and anything pydantic knows."""

from datetime import datetime
from pathlib import PurePath
from typing import Any

import orjson
from pydantic import BaseModel

from regie.kernel.wire import iso


def _other(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def dumps(value: Any) -> bytes:
    """The value as UTF-8 JSON, instants with milliseconds and `Z`."""
    return orjson.dumps(value, default=_other, option=orjson.OPT_PASSTHROUGH_DATETIME)
