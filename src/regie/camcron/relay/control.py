"""
What the relay's parent may ask of it, one JSON object a line.

`{"id": 1, "do": "addStream", "stream": "hall.main"}` is answered by `{"id": 1, "publish": "rtsp://…"}`, a request that
can't be met by `{"id": 1, "error": "…"}`. Pure except for the server that it speaks for; the pipes are elsewhere.
"""

import json
from collections.abc import Callable
from typing import Any

from regie.camcron.relay.access import Credentials
from regie.camcron.relay.messages import path_of
from regie.camcron.relay.rtsp import RtspServer
from regie.camcron.relay.streams import Stream

TYPES = {"stream": str, "url": str, "path": str, "username": str, "password": str, "maxReaders": int, "once": bool}


class Control:
    """Answers the parent's lines."""

    def __init__(self, server: RtspServer, now: Callable[[], float]) -> None:
        self._server = server
        self._now = now
        self._actions: dict[str, Callable[..., dict[str, Any]]] = {
            "addStream": self.add_stream,
            "removeStream": self.remove_stream,
            "addReader": self.add_reader,
            "revoke": self.revoke,
            "state": self.state,
        }

    def answer(self, line: bytes) -> bytes:
        """One line in, one line out, whatever the line is."""
        number = None
        try:
            asked = json.loads(line)
            number = asked.pop("id", None)
            given = self._action(asked.pop("do", None))(**_checked(asked))
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
            given = {"error": str(error.args[0]) if error.args else type(error).__name__}
        return json.dumps({"id": number, **given}).encode() + b"\n"

    def _action(self, do: str) -> Callable[..., dict[str, Any]]:
        if do not in self._actions:
            raise ValueError(f"unknown command {do!r}")
        return self._actions[do]

    def add_stream(self, stream: str, maxReaders: int | None = None, once: bool = False) -> dict[str, Any]:  # noqa: N803
        added = self._server.streams.add(stream, max_readers=maxReaders, once=once)
        return {"publish": self._server.url(added.publish_path)}

    def remove_stream(self, stream: str) -> dict[str, Any]:
        self._server.streams.remove(stream)
        return {}

    def add_reader(
        self, stream: str, path: str | None = None, username: str | None = None, password: str | None = None
    ) -> dict[str, Any]:
        credentials = None if username is None else Credentials(username, password or "")
        access = self._server.streams.grant(stream, path=path, credentials=credentials)
        return {"read": self._server.url(access.path)}

    def revoke(self, url: str) -> dict[str, Any]:
        self._server.streams.revoke(path_of(url))
        return {}

    def state(self) -> dict[str, Any]:
        return {"streams": [self._told(stream) for stream in self._server.streams]}

    def _told(self, stream: Stream) -> dict[str, Any]:
        last = stream.last_packet
        return {
            "stream": stream.name,
            "publisher": stream.publisher is not None,
            "codecs": [track.codec for track in stream.tracks],
            "readers": len(stream.readers),
            "bytesIn": stream.bytes_in,
            "silence": None if last is None else round(self._now() - last, 3),
            "dropped": stream.dropped,
            "refused": stream.refused,
        }


def _checked(asked: dict[str, Any]) -> dict[str, Any]:
    for name, value in asked.items():
        if name not in TYPES:
            raise ValueError(f"unknown word {name!r}")
        if value is not None and not isinstance(value, TYPES[name]):
            raise ValueError(f"{name} must be {TYPES[name].__name__}")
    return asked
