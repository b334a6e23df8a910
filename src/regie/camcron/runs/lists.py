"""Addresses written where only the server's user may read them, for an ffmpeg that is given the name of the file."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path

from regie.camcron.runs.extra import Extra
from regie.camcron.runs.sources import Source, source_list


async def write_list(source: Source, extra: Extra, path: Path, *, quick: bool = False) -> Source:
    """The source as it is read through its list, which is written to `path` with mode 0600."""
    await asyncio.to_thread(write_private, path, source_list(source, extra, quick=quick))
    return replace(source, list_path=str(path))


def write_private(path: Path, text: str) -> None:
    """A file that only the server's user may read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
