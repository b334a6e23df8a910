"""
The identity of a file, written into it before it gets its name, and read back from it.

MP4, MKV and AVI have a comment, which the recorder fills when it opens a file; it is overwritten in place, so nothing
moves. What has none gets one where every player looks away: a stuffing packet at the end of a transport stream, a free
box, a void element or a chunk of junk behind the others, a comment in a picture. Data files have no such place; theirs
lies beside the recordings, named after their path. These wait for disks: for threads.
"""

import hashlib
import json
import os
import struct
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from regie.camcron.recordings.formats import PICTURE, VIDEO
from regie.camcron.recordings.identity import LENGTH, MARK, Identity, identity_in
from regie.camcron.recordings.paths import STAGING
from regie.kernel.ids import new_id

HEAD = 256 * 1024
"""Bytes of the beginning in which a comment lies."""
TAIL = 64 * 1024
MOST_PICTURE = 64 * 1024 * 1024
DATA = "data"
"""Folder below a root's own for the identities of data files."""
_PACKET = 188
_STUFFING = b"\x47\x1f\xff\x10"
"""Head of a packet that carries nothing: PID 0x1FFF."""


def engrave(path: Path, identity: Identity) -> bool:
    """Write it into a closed file, in place of an earlier one; whether that worked. Its time of last write stays."""
    try:
        before = path.stat()
        done = _into_picture(path, identity) if identity.format in PICTURE else _into_video(path, identity)
        if done:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    except (OSError, ValueError, struct.error):
        return False
    return done


def read(path: Path, file_format: str) -> Identity | None:
    """What a file says of itself. Raises `OSError`."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if file_format == "ts":
            file.seek(max(0, size - size % _PACKET - TAIL // _PACKET * _PACKET))
            return identity_in(_stuffed(file.read()))
        file.seek(0)
        head = file.read(HEAD)
        file.seek(max(0, size - TAIL))
        return identity_in(head + b"\0" + file.read())


def sidecar_of(volume: Path, below: str) -> Path:
    """Where the identity of a data file lies; `below` is its path below the volume."""
    return volume / STAGING / DATA / f"{hashlib.sha256(below.encode()).hexdigest()[:32]}.json"


def write_sidecar(volume: Path, below: str, identity: Identity) -> None:
    """Keep the identity of a data file beside the recordings."""
    sidecar = sidecar_of(volume, below)
    sidecar.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = sidecar.with_name(f"{new_id()}.part")
    draft.write_text(json.dumps({"path": below, "identity": identity.line().decode().rstrip()}), encoding="utf-8")
    draft.replace(sidecar)


def read_sidecar(volume: Path, below: str) -> Identity | None:
    """The identity of a data file, if one was kept under this path."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(sidecar_of(volume, below).read_text(encoding="utf-8"))
        if held["path"] == below:
            return identity_in(held["identity"].encode())
    return None


def _into_video(path: Path, identity: Identity) -> bool:
    if identity.format not in VIDEO:
        return False
    line = identity.line()
    with path.open("r+b") as file:
        if identity.format != "ts":
            place = file.read(HEAD).find(MARK)
            if place >= 0:
                file.seek(place)
                if len(held := file.read(LENGTH)) == LENGTH and held.rstrip().endswith(b"}"):
                    file.seek(place)
                    file.write(line)
                    return True
        size = file.seek(0, os.SEEK_END)
        trailer = _TRAILERS[identity.format](line)
        file.seek(max(0, size - len(trailer)))
        if identity_in(_stuffed(file.read()) if identity.format == "ts" else file.read()) is not None:
            file.seek(size - len(trailer))
        try:
            file.write(trailer)
            file.flush()
        except OSError:
            file.truncate(size)
            raise
    return True


def _packets(line: bytes) -> bytes:
    room = _PACKET - len(_STUFFING)
    return b"".join(_STUFFING + line[at : at + room].ljust(room, b"\xff") for at in range(0, len(line), room))


def _stuffed(data: bytes) -> bytes:
    """What the stuffing packets among these carry."""
    packets = (data[at : at + _PACKET] for at in range(0, len(data) - _PACKET + 1, _PACKET))
    return b"".join(packet[len(_STUFFING) :] for packet in packets if packet.startswith(_STUFFING))


_TRAILERS: Mapping[str, Callable[[bytes], bytes]] = {
    "ts": _packets,
    "mp4": lambda line: struct.pack(">I4s", len(line) + 8, b"free") + line,
    "mkv": lambda line: b"\xec\x01" + len(line).to_bytes(7, "big") + line,
    "avi": lambda line: struct.pack("<4sI", b"JUNK", len(line)) + line,
}


def _into_picture(path: Path, identity: Identity) -> bool:
    if path.stat().st_size > MOST_PICTURE:
        return False
    data = path.read_bytes()
    if identity_in(data[:HEAD] + b"\0" + data[-TAIL:]) is not None:
        return True
    made = _PICTURES[identity.format](data, identity.line().rstrip())
    if made is None:
        return False
    draft = path.with_name(f"{new_id()}.part")
    try:
        draft.write_bytes(made)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return True


def _into_jpeg(data: bytes, line: bytes) -> bytes | None:
    """A comment after the first segment, which has to stay first."""
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    if data[2:4] in (b"\xff\xe0", b"\xff\xe1"):
        at += 2 + int(struct.unpack(">H", data[4:6])[0])
    return data[:at] + struct.pack(">2sH", b"\xff\xfe", len(line) + 2) + line + data[at:]


def _into_png(data: bytes, line: bytes) -> bytes | None:
    """International text before the end."""
    end = data.rfind(b"IEND")
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or end < 8:
        return None
    body = b"iTXt" + b"Comment\0\0\0\0\0" + line
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return data[: end - 4] + chunk + data[end - 4 :]


def _into_webp(data: bytes, line: bytes) -> bytes | None:
    """A chunk of our own behind the others; before them, the header that lets a file have others."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    chunks = data[12:]
    if chunks[:4] in (b"VP8 ", b"VP8L"):
        width, height = _size_of_webp(chunks)
        head = struct.pack("<4sII", b"VP8X", 10, 0) + (width - 1).to_bytes(3, "little")
        chunks = head + (height - 1).to_bytes(3, "little") + chunks
    elif chunks[:4] != b"VP8X":
        return None
    padded = line + b" " * (len(line) % 2)
    chunks += struct.pack("<4sI", b"RGIE", len(padded)) + padded
    return data[:4] + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _size_of_webp(chunks: bytes) -> tuple[int, int]:
    """From the head of the picture: 14 bits each."""
    if chunks[:4] == b"VP8L":
        (bits,) = struct.unpack("<I", chunks[9:13])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", chunks[14:18])
    return width & 0x3FFF, height & 0x3FFF


_PICTURES: Mapping[str, Callable[[bytes, bytes], bytes | None]] = {
    "jpg": _into_jpeg,
    "png": _into_png,
    "webp": _into_webp,
}
