"""A closed file on its way to its name: it is told who it is, measured, and published under the name it is to have."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from regie.camcron.recordings.engraving import engrave, write_sidecar
from regie.camcron.recordings.formats import kind_of
from regie.camcron.recordings.identity import Identity
from regie.camcron.recordings.models import FileKind
from regie.camcron.recordings.service import NewFile
from regie.camcron.recordings.staging import publish


async def publish_recorded(source: Path, final: Path, new: NewFile) -> tuple[NewFile, Path]:
    """What is to be indexed, and where it lies now. Raises `RootProblem`, and `OSError` when the source is gone."""
    new = replace(new, size_bytes=await asyncio.to_thread(_told, source, new.identity()))
    path = await publish(source, final, within=new.volume.path, facts=new.facts())
    await keep_identity(new, path)
    return new, path


async def keep_identity(new: NewFile, path: Path) -> None:
    """Of a data file, which cannot carry it; one that cannot be kept costs nothing but itself."""
    if kind_of(new.format) is FileKind.DATA:
        below = path.relative_to(new.volume.path.resolve()).as_posix()
        with suppress(OSError):
            await asyncio.to_thread(write_sidecar, new.volume.path, below, new.identity())


def _told(source: Path, identity: Identity) -> int:
    engrave(source, identity)
    return source.stat().st_size
