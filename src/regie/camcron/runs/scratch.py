"""
What is written for a process to read and belongs to nobody afterwards, such as an address with its password.

Whoever writes it removes it. A killed server cannot: the next start does, before it starts anything itself.
"""

import shutil
from collections.abc import Container
from contextlib import suppress
from pathlib import Path


def clear(folder: Path, *, but: Container[str]) -> None:
    """Remove all that lies there, except what is kept under these names. Waits for the disk."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name in but:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
