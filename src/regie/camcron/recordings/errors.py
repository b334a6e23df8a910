"""What can go wrong with recorded files and with the folders they lie in."""

import errno
from enum import StrEnum
from pathlib import Path

from regie.kernel.errors import Conflict, NotFound, TooMany, Unavailable


class RootTrouble(StrEnum):
    """Why a folder can't be used now."""

    OUTSIDE = "outside"
    MISSING = "missing"
    UNMARKED = "unmarked"
    FOREIGN = "foreign"
    READ_ONLY = "readOnly"
    FULL = "full"
    UNWRITABLE = "unwritable"
    SILENT = "silent"


class RootProblem(Unavailable):
    """The folder for recordings cannot be used now."""

    def __init__(self, kind: RootTrouble, sentence: str, *, path: Path) -> None:
        self.kind = kind
        self.path = path
        super().__init__(sentence, kind=kind.value, path=str(path))

    @property
    def sentence(self) -> str:
        return self.detail or self.title

    @classmethod
    def of(cls, error: OSError, path: Path) -> "RootProblem":
        """What the operating system refused, in our words."""
        kind = _KINDS.get(error.errno or 0, RootTrouble.UNWRITABLE)
        told = {
            RootTrouble.FULL: f"The disk that holds {path} is full.",
            RootTrouble.READ_ONLY: f"{path} lies on a disk that is mounted read-only.",
            RootTrouble.MISSING: f"{path} does not exist, and could not be made.",
        }.get(kind, f"{path} cannot be written: {error.strerror or error}.")
        return cls(kind, told, path=path)


_KINDS = {
    errno.ENOSPC: RootTrouble.FULL,
    errno.EDQUOT: RootTrouble.FULL,
    errno.EROFS: RootTrouble.READ_ONLY,
    errno.ENOENT: RootTrouble.MISSING,
}


class FileNotFound(NotFound):
    """There is no such file."""

    def __init__(self, file_id: str) -> None:
        super().__init__(f"No recorded file has the id «{file_id}».", fileId=file_id)


class FileGone(NotFound):
    """The file is not on its disk any more."""

    def __init__(self, file_id: str, path: str) -> None:
        super().__init__(f"«{path}» is in the index, but not on the disk.", fileId=file_id, path=path)


class FileProtected(Conflict):
    """This file is protected from deletion."""

    def __init__(self, file_id: str) -> None:
        super().__init__("Lift its protection first.", fileId=file_id)


class NotPlayable(NotFound):
    """This file cannot be played."""

    def __init__(self, file_id: str, reason: str) -> None:
        super().__init__(reason, fileId=file_id, original=original(file_id))


class TooManyTranscodes(TooMany):
    """Too many files are being encoded for players."""

    def __init__(self, file_id: str, most: int, retry_after: float) -> None:
        super().__init__(
            f"This browser cannot decode the file, and the server encodes {most} at once. Try again when somebody "
            "has stopped watching, or take the original.",
            retry_after=retry_after,
            fileId=file_id,
            original=original(file_id),
        )


class NoRoomToPlay(Unavailable):
    """There is no room to make this file playable."""

    def __init__(self, file_id: str) -> None:
        super().__init__(
            "The disk of the data folder has no room for it. Take the original.",
            fileId=file_id,
            original=original(file_id),
        )


def original(file_id: str) -> str:
    """Where the file itself is, which is always offered."""
    return f"/api/files/{file_id}/content"


class NoPreview(NotFound):
    """There is no preview of this file."""

    def __init__(self, file_id: str, *, made: bool) -> None:
        super().__init__(
            "None could be made of it." if made else "It is made in the background, when files.previews is on.",
            fileId=file_id,
        )


class NoThumbnail(NotFound):
    """No picture can be made of this file."""

    def __init__(self, file_id: str, reason: str) -> None:
        super().__init__(reason, fileId=file_id)
