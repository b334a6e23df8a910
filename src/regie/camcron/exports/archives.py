"""
Several files as one archive: stored as they are, for films do not get smaller, with 64-bit sizes, made as it is read.

What is in it is known before, so its length is told before the first byte.
"""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from zipstream import ZIP_STORED, ZipStream


def archive_of(files: Iterable[tuple[Path, str]]) -> ZipStream:
    """Of files, and the names that they get; taken names get a number. Looks at each file: for threads."""
    archive = ZipStream(compress_type=ZIP_STORED, sized=True)
    taken: set[str] = set()
    for path, wanted in files:
        name = _free(PurePosixPath(wanted), taken)
        taken.add(name.casefold())
        archive.add_path(str(path), name, recurse=False)
    return archive


def _free(wanted: PurePosixPath, taken: set[str]) -> str:
    name, number = wanted, 2
    while str(name).casefold() in taken:
        name, number = wanted.with_stem(f"{wanted.stem}-{number}"), number + 1
    return str(name)


def write(archive: ZipStream, target: Path) -> int:
    """To a file; its bytes. For threads."""
    with target.open("xb") as file:
        for data in archive:
            file.write(data)
        return file.tell()
