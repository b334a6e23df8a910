"""
The console as files.

It is one page whose routes live in the browser: an unknown path gets that page, an unknown asset or API path stays a
404. The build leaves each text in two smaller forms beside it; whoever can read one of them gets that.
"""

import contextlib
from pathlib import Path

import anyio
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

PAGE = "index.html"
PIECES = "_app/immutable"
"""Where the files lie whose names tell their content."""
PACKED = {"br": ".br", "gzip": ".gz"}
"""Encodings of the console's texts, the smallest first, and how the files in them end."""
_OURS = ("api/", "ws/", "metrics/", "socket.io/")


class Packed(StaticFiles):
    """Static files, each in the smallest form that its reader knows."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await self._smallest(path, scope)
        response.headers["vary"] = "accept-encoding"
        return response

    async def _smallest(self, path: str, scope: Scope) -> Response:
        accepted = readable(Headers(scope=scope).get("accept-encoding", ""))
        for encoding, ending in PACKED.items():
            if encoding not in accepted or scope["method"] not in ("GET", "HEAD"):
                continue
            with contextlib.suppress(HTTPException):
                response = await super().get_response(path + ending, scope)
                response.headers["content-encoding"] = encoding
                return response
        return await super().get_response(path, scope)


class Console(Packed):
    """The console's page for every path that is a route of its own, and what lies beside it."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            response = await super().get_response(PAGE if path == "." else path, scope)
        except HTTPException as error:
            is_asset = path.startswith("_app/") or "." in path.rsplit("/", 1)[-1]
            if error.status_code != 404 or is_asset or f"{path}/".startswith(_OURS):
                raise
            response = await super().get_response(PAGE, scope)
        response.headers["cache-control"] = "no-cache"
        return response


class Pieces(Packed):
    """
    The console's pieces, kept in memory once they were asked for: some megabytes at most, and never another content
    under the same name.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory)
        self._kept: dict[str, tuple[bytes, dict[str, str]]] = {}
        """By the path of the file."""
        self._files: dict[tuple[str, frozenset[str]], str] = {}
        """By what was asked for, and the encodings that its reader knows: the file that was found."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        headers = Headers(scope=scope)
        asked = path, frozenset(readable(headers.get("accept-encoding", "")) & PACKED.keys())
        found = self._files.get(asked) if scope["method"] == "GET" and "range" not in headers else None
        if found is not None:
            content, told = self._kept[found]
            kept = Response(content, headers=told)
            return NotModifiedResponse(kept.headers) if self.is_not_modified(kept.headers, headers) else kept
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        if isinstance(response, FileResponse) and scope["method"] == "GET":
            found = str(response.path)
            if found not in self._kept:
                self._kept[found] = await anyio.Path(found).read_bytes(), dict(response.headers)
            self._files[asked] = found
        return response


def readable(accepted: str) -> set[str]:
    """The encodings that a header `Accept-Encoding` names without refusing them (`q=0`)."""
    named = (each.replace(" ", "").lower().partition(";q=") for each in accepted.split(","))
    return {name for name, _, quality in named if name and (not quality or quality.strip("0."))}
