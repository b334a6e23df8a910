"""
RTSP as bytes: requests and interleaved packets come out of a stream of bytes, answers go in.

Pure and bounded: whatever arrives, a `Splitter` yields requests and packets or raises `Malformed`, and never holds more
than one message. Packets keep their four-byte frame (`$`, channel, length), since they leave the relay as they came.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_HEAD = 8 * 1024
MAX_BODY = 64 * 1024

REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    453: "Not Enough Bandwidth",
    454: "Session Not Found",
    455: "Method Not Valid in This State",
    459: "Aggregate Operation Not Allowed",
    461: "Unsupported Transport",
    503: "Service Unavailable",
}

_REQUEST_LINE = re.compile(rb"([A-Z_]{1,32}) ([\x21-\x7e]{1,2048}) RTSP/[12]\.\d")
_HEADER = re.compile(rb"([!-9;-~]{1,64})[ \t]*:[ \t]*([^\x00\r\n]*?)[ \t]*")
_TRACK = re.compile(r"/trackID=(\d{1,3})$")
_INTERLEAVED = re.compile(r"interleaved=(\d{1,3})(?:-(\d{1,3}))?(?:;|$)")


class Malformed(ValueError):
    """What arrived is not RTSP, or is larger than any honest message."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names in lower case."""

    method: str
    uri: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Transport:
    """What a SETUP asks for; without channels the server chooses them."""

    tcp: bool
    channels: tuple[int, int] | None = None


class Splitter:
    """Cuts a stream of bytes into requests and framed packets."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Request | bytes]:
        """Everything that is complete by now; what is not waits for more bytes."""
        data = self._rest + data if self._rest else data
        items: list[Request | bytes] = []
        at, end = 0, len(data)
        while at < end:
            if data[at] == 0x24:  # "$"
                size = 4 + (data[at + 2] << 8 | data[at + 3]) if end - at >= 4 else 4
                if end - at < size:
                    break
                items.append(data[at : at + size])
                at += size
            elif data[at] in b"\r\n":
                at += 1
            else:
                request, size = _request(data, at)
                if request is None:
                    break
                items.append(request)
                at += size
        self._rest = data[at:]
        return items


def _request(data: bytes, at: int) -> tuple[Request | None, int]:
    """The request that begins there and its length, or None as long as it is incomplete."""
    end = data.find(b"\r\n\r\n", at, at + MAX_HEAD)
    if end < 0:
        if len(data) - at >= MAX_HEAD:
            raise Malformed("the head of a request is too long")
        return None, 0
    first, *lines = data[at:end].split(b"\r\n")
    line = _REQUEST_LINE.fullmatch(first)
    if line is None:
        raise Malformed("not a request line")
    headers = _headers(lines)
    size = _content_length(headers)
    body = data[end + 4 : end + 4 + size]
    if len(body) < size:
        return None, 0
    return Request(line[1].decode(), line[2].decode(), headers, body), end + 4 + size - at


def _headers(lines: list[bytes]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        match = _HEADER.fullmatch(line)
        if match is None:
            raise Malformed("not a header line")
        headers[match[1].decode().lower()] = match[2].decode("utf-8", "replace")
    return headers


def _content_length(headers: Mapping[str, str]) -> int:
    text = headers.get("content-length", "0")
    if not (text.isascii() and text.isdigit() and len(text) < 10) or int(text) > MAX_BODY:
        raise Malformed("a body of impossible length")
    return int(text)


def answer(status: int, request: Request | None, headers: Mapping[str, str] | None = None, body: bytes = b"") -> bytes:
    """The bytes of an answer, with the number of the request it belongs to."""
    lines = [f"RTSP/1.0 {status} {REASONS[status]}"]
    if request is not None and (cseq := request.headers.get("cseq")):
        lines.append(f"CSeq: {cseq}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def path_of(uri: str) -> str:
    """The path that a URI names, without host, question and outer slashes; empty for `*` and for none."""
    _, scheme, rest = uri.partition("://")
    path = rest.partition("/")[2] if scheme else uri
    return path.partition("?")[0].strip("/").removeprefix("*")


def track_of(path: str) -> tuple[str, int | None]:
    """A path without its track, and the track's number if it names one."""
    match = _TRACK.search(path)
    return (path[: match.start()], int(match[1])) if match else (path, None)


def transport_of(value: str) -> Transport:
    """The first way of the list that goes over the connection itself, else the fact that there is none."""
    for choice in value.split(","):
        words = choice.strip()
        if "RTP/AVP/TCP" not in words.upper():
            continue
        match = _INTERLEAVED.search(words)
        if match is None:
            return Transport(tcp=True)
        first = int(match[1])
        second = int(match[2]) if match[2] else first + 1
        if max(first, second) > 255 or first == second:
            raise Malformed("channels beyond 255")
        return Transport(tcp=True, channels=(first, second))
    return Transport(tcp=False)
