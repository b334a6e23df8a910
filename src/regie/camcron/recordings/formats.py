"""The formats of recorded files: what each shows, and what a browser is told of it."""

from collections.abc import Mapping

from regie.camcron.recordings.models import FileKind

MEDIA_TYPES: Mapping[str, str] = {
    "mp4": "video/mp4",
    "mkv": "video/x-matroska",
    "ts": "video/mp2t",
    "avi": "video/x-msvideo",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}
UNKNOWN = "application/octet-stream"
"""Anything else, a custom command's HTML among it, is bytes without a meaning."""
VIDEO = frozenset({"mp4", "mkv", "ts", "avi"})
PICTURE = frozenset({"jpg", "png", "webp"})


def kind_of(file_format: str) -> FileKind:
    """What a file of that format shows."""
    if file_format in VIDEO:
        return FileKind.VIDEO
    return FileKind.PICTURE if file_format in PICTURE else FileKind.DATA
