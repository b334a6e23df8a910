"""
The way of a file to its final name: nothing is ever replaced, and nothing is forgotten half-way.

A process writes plain numbers into `<volume>/.regie/<run>/`, on the file system of the final place. To publish a file
is to flush it, to note beside it where it goes (`7.mp4.final`), and to rename it without replace; the note is dropped
once the index knows the file. Whatever a crash leaves therefore tells what was about to happen: a staged file with or
without its note was never renamed, a note alone names a file that the index may have missed.
"""

import asyncio
import ctypes
import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from regie.camcron.recordings.errors import RootProblem, RootTrouble
from regie.camcron.recordings.paths import STAGING
from regie.kernel.ids import new_id

NOTE = ".final"
"""Ending of the note that says where a staged file goes."""
ASIDE = "aside"
"""Folder for what could neither be read nor thrown away."""
REASON = ".reason.txt"
"""Ending of the note that says why."""
EXPORTS = "exports"
"""Folder for what was made to be taken away."""
OURS = frozenset({ASIDE, EXPORTS, "data", "previews", "films"})
"""Folders beside those of runs."""
_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EMLINK})
"""What a file system answers that does not know an operation."""


def staging_of(volume: Path, run_id: str) -> Path:
    """Where the processes of a run write."""
    return volume / STAGING / run_id


async def begin(volume: Path, run_id: str) -> Path:
    """Make the folder of a run. Nobody but the server's user may look into it."""
    return await asyncio.to_thread(_begin, volume, run_id)


def _begin(volume: Path, run_id: str) -> Path:
    folder = staging_of(volume, run_id)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RootProblem.of(error, folder) from error
    return folder


async def publish(source: Path, final: Path, *, within: Path, facts: Mapping[str, Any] | None = None) -> Path:
    """Give a closed file its final name, or the first free of `name-2`, `name-3`, …; where it lies then.

    `within` is the volume that the final place must not leave; `facts` are kept in the note. Raises `RootProblem`.
    """
    return await asyncio.to_thread(publish_now, source, final, within=within, facts=facts or {})


def publish_now(source: Path, final: Path, *, within: Path, facts: Mapping[str, Any]) -> Path:
    """The same, waiting for the disk: for threads and for tests."""
    try:
        _flush(source)
        folder, volume = final.parent.resolve(), within.resolve()
        if not folder.is_relative_to(volume):
            raise RootProblem(RootTrouble.OUTSIDE, f"{final.parent} leads out of {within}.", path=final.parent)
        _make_folders(folder)
        for candidate in _candidates(folder / final.name):
            note = {"path": candidate.relative_to(volume).as_posix(), **facts}
            _write_note(source, note)
            try:
                _move(source, candidate)
            except FileExistsError:
                continue
            flush_folder(candidate.parent)
            flush_folder(source.parent)
            return candidate
    except OSError as error:
        raise RootProblem.of(error, final) from error
    raise AssertionError("there is always a next name")


def settle(source: Path) -> None:
    """Drop the note of a published file: the index knows it now."""
    note_of(source).unlink(missing_ok=True)


def note_of(source: Path) -> Path:
    return source.with_name(source.name + NOTE)


def read_note(note: Path) -> dict[str, Any] | None:
    """What a note says; nothing when a crash cut it off."""
    with suppress(OSError, ValueError):
        held = json.loads(note.read_text(encoding="utf-8"))
        if isinstance(held, dict) and isinstance(held.get("path"), str):
            return held
    return None


def clear(folder: Path) -> None:
    """Remove the folder of a run if nothing of worth is left in it."""
    with suppress(OSError):
        folder.rmdir()


def set_aside(source: Path, volume: Path, reason: str) -> Path:
    """Keep a file that can't be used where no retention finds it, with the reason beside it."""
    folder = volume / STAGING / ASIDE
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / f"{source.parent.name}-{source.name}"
    for candidate in _candidates(place):
        try:
            _move(source, candidate)
        except FileExistsError:
            continue
        candidate.with_name(candidate.name + REASON).write_text(reason + "\n", encoding="utf-8")
        return candidate
    raise AssertionError("there is always a next name")


def rename_without_replace(source: Path, target: Path) -> None:
    """Rename within one file system; `FileExistsError` when the name is taken. The source is gone afterwards."""
    if os.name == "nt":
        source.rename(target)  # refuses an existing target by itself
        return
    try:
        _renameat2(source, target)
    except OSError as error:
        if error.errno not in _NOT_HERE:
            raise
        _link_then_unlink(source, target)


def _move(source: Path, target: Path) -> None:
    try:
        rename_without_replace(source, target)
    except OSError as error:
        if error.errno == errno.EXDEV:
            _copy_over(source, target)
        elif error.errno in _NOT_HERE:
            _copy_exclusively(source, target)
        else:
            raise


def _renameat2(source: Path, target: Path) -> None:
    if _LIBC is None:
        raise OSError(errno.ENOSYS, "no renameat2 on this system")
    if _LIBC.renameat2(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(source), None, str(target))


def _libc() -> Any:
    library = None if os.name == "nt" else ctypes.CDLL(None, use_errno=True)
    return library if hasattr(library, "renameat2") else None


_LIBC = _libc()


def _link_then_unlink(source: Path, target: Path) -> None:
    os.link(source, target)
    source.unlink()


def _copy_over(source: Path, target: Path) -> None:
    """To another file system: copied under a hidden name first, so that the final name never shows half a file."""
    part = target.with_name(f".{new_id()}.part")
    try:
        _copy_exclusively_keep(source, part)
        try:
            rename_without_replace(part, target)
        except OSError as error:
            if error.errno not in _NOT_HERE:
                raise
            _copy_exclusively_keep(part, target)
        source.unlink()
    finally:
        part.unlink(missing_ok=True)


def _copy_exclusively(source: Path, target: Path) -> None:
    """For file systems with neither kind of rename: the name is taken first, then filled."""
    _copy_exclusively_keep(source, target)
    source.unlink()


def _copy_exclusively_keep(source: Path, target: Path) -> None:
    with target.open("xb") as copy:
        try:
            with source.open("rb") as original:
                shutil.copyfileobj(original, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    shutil.copystat(source, target)


def _candidates(final: Path) -> Iterator[Path]:
    yield final
    number = 2
    while True:
        yield final.with_name(f"{final.stem}-{number}{final.suffix}")
        number += 1


def _make_folders(folder: Path) -> None:
    """Make what is missing of a folder, and flush what was made."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        flush_folder(made.parent)


def _write_note(source: Path, note: Mapping[str, Any]) -> None:
    with note_of(source).open("w", encoding="utf-8") as file:
        json.dump(note, file)
        file.flush()
        os.fsync(file.fileno())


def _flush(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Make names durable; where folders can't be flushed (Windows, some network disks) the system does it in time."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
