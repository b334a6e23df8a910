"""
Logs as JSON lines, with secrets removed before anything is written.

Code logs through the standard library (`logging.getLogger(__name__)`, facts in `extra`); whatever context is bound
(request, job, run) is added to each line. Redaction happens here, at the source: no handler ever sees a secret that
the redactor knows. On a terminal the same lines are drawn for people.
"""

import logging
import logging.handlers
import sys
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any, Literal

import structlog
from pydantic import Field

from regie.kernel.group import Group

FILE_BYTES = 10 * 1024 * 1024
FILES_KEPT = 5

bound = structlog.contextvars.bound_contextvars
"""`with bound(job="cam-garage"):` adds these facts to every line logged inside."""


class LogSettings(Group):
    """What is logged, and where."""

    level: Literal["debug", "info", "warn", "error"] = Field(default="info", description="What is logged at least.")
    file: str = Field(default="", description="Log file; empty: logs/regie.log in the data folder.")


def _redacting(redact: Callable[[str], str]) -> Callable[[Any, str, MutableMapping[str, Any]], Mapping[str, Any]]:
    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return redact(value)
        if isinstance(value, Mapping):
            return {key: clean(held) for key, held in value.items()}
        if isinstance(value, (list, tuple)):
            return [clean(held) for held in value]
        return value if isinstance(value, (int, float, bool, type(None))) else redact(str(value))

    def process(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
        return {key: held if key.startswith("_") else clean(held) for key, held in line.items()}

    return process


def _as_configured(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The levels have the names that the configuration gives them (specification, 4.5)."""
    line["level"] = {"warning": "warn", "critical": "error"}.get(line["level"], line["level"])
    return line


def setup(settings: LogSettings, file: Path | None, redact: Callable[[str], str]) -> list[str]:
    """Send all logging to the terminal and the file; warnings about a file that cannot be written."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        _as_configured,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    clean = _redacting(redact)
    lines = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            clean,
            structlog.processors.JSONRenderer(),
        ],
    )
    drawn = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            clean,
            structlog.dev.ConsoleRenderer(colors=True, exception_formatter=structlog.dev.plain_traceback),
        ],
    )
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setFormatter(drawn if sys.stderr.isatty() else lines)
    handlers: list[logging.Handler] = [terminal]
    warnings: list[str] = []
    if file is not None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            rotated = logging.handlers.RotatingFileHandler(
                file, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8"
            )
            rotated.setFormatter(lines)
            handlers.append(rotated)
        except OSError as error:
            warnings.append(f"The log file {file} cannot be written ({error.strerror}); logs go to the terminal only.")
    logging.basicConfig(level=_number(settings.level), handlers=handlers, force=True)
    for noisy in ("uvicorn.access", "alembic", "aiosqlite", "httpx", "dbos", "asyncio", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    return warnings


def set_level(level: str) -> None:
    """From now on, at least this is logged."""
    logging.getLogger().setLevel(_number(level))


def _number(level: str) -> int:
    number: int = logging.WARNING if level == "warn" else logging.getLevelName(level.upper())
    return number
