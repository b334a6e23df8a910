"""Where exports lie on their root: a folder each, made anew at each attempt and removed as a whole."""

import asyncio
import shutil
from pathlib import Path

from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.paths import STAGING
from regie.camcron.recordings.roots import Volume
from regie.camcron.recordings.staging import EXPORTS


def folder_of(volume: Volume, export_id: str) -> Path:
    """Of one export."""
    return volume.path / STAGING / EXPORTS / export_id


async def begin(volume: Volume, export_id: str) -> Path:
    """An empty one: what an attempt before left is half of something."""
    folder = folder_of(volume, export_id)

    def make() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)

    try:
        await asyncio.to_thread(make)
    except OSError as error:
        raise RootProblem.of(error, folder) from error
    return folder


async def remove(volume: Volume, export_id: str) -> None:
    """With everything in it."""
    await asyncio.to_thread(shutil.rmtree, folder_of(volume, export_id), ignore_errors=True)


async def found(volume: Volume) -> set[str]:
    """Ids of the exports that have a folder."""

    def names() -> set[str]:
        parent = folder_of(volume, "x").parent
        return {path.name for path in parent.iterdir()} if parent.is_dir() else set()

    return await asyncio.to_thread(names)
