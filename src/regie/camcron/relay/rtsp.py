"""
The relay's RTSP server: one connection feeds a stream, many read it, all of it over TCP and on the loopback.

The feed is never made to wait. Packets leave as they came, written to each reader in one piece per arrival; a reader
that lets them pile up is cut off, for a recording with a silent hole is worse than one that starts anew. What a peer
says wrongly costs it its own connection and nothing else.
"""

import asyncio
import secrets
import socket
from collections import deque
from collections.abc import Callable

from regie.camcron.relay import access, messages, sdp
from regie.camcron.relay.messages import Malformed, Request
from regie.camcron.relay.streams import Access, Stream, Streams

READER_BUFFER = 4 * 1024 * 1024
"""What a reader may leave unread, beyond the group of pictures that it was given at its start."""

PATIENCE = 3.0
"""How many seconds a reader that asks for a stream without a feed waits for one."""

HANDSHAKE = 10.0
"""How many seconds a connection may take until it feeds or plays."""

MAX_CONNECTIONS = 1024
_SEND_BUFFER = 256 * 1024
_METHODS = "OPTIONS, DESCRIBE, ANNOUNCE, SETUP, PLAY, RECORD, TEARDOWN, GET_PARAMETER, SET_PARAMETER"


class Refused(Exception):
    """A request is answered with this status; the connection goes on."""

    def __init__(self, status: int, **headers: str) -> None:
        self.status, self.headers = status, headers


class RtspServer:
    """Serves `streams` on a free port of the loopback, from `start` until `stop`."""

    def __init__(
        self,
        streams: Streams,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        patience: float = PATIENCE,
        handshake: float = HANDSHAKE,
        reader_buffer: int = READER_BUFFER,
        max_connections: int = MAX_CONNECTIONS,
    ) -> None:
        self.streams = streams
        self.host, self.port = host, port
        self.patience, self.handshake = patience, handshake
        self.reader_buffer, self.max_connections = reader_buffer, max_connections
        self.connections: set[Connection] = set()
        self._server: asyncio.Server | None = None

    @property
    def full(self) -> bool:
        return len(self.connections) >= self.max_connections

    def url(self, path: str) -> str:
        return f"rtsp://{self.host}:{self.port}/{path}"

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self), self.host, self.port, backlog=256)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is None:
            return
        self._server.close()
        for connection in tuple(self.connections):
            connection.abort()
        await self._server.wait_closed()


class Connection(asyncio.Protocol):
    """One peer: it asks, then it feeds or plays."""

    def __init__(self, server: RtspServer) -> None:
        self.path = ""
        self._server = server
        self._splitter = messages.Splitter()
        self._requests: deque[Request] = deque()
        self._session = secrets.token_hex(8)
        self._nonce = secrets.token_hex(16)
        self._stream: Stream | None = None
        self._tracks: tuple[sdp.Track, ...] = ()
        self._channels: dict[int, int] = {}  # by the channel of the stream, the peer's; the other way for a feed
        self._straight = False
        self._role = ""
        self._grace = 0
        self._held: asyncio.TimerHandle | None = None
        self._handlers: dict[str, Callable[[Request], None]] = {
            "OPTIONS": self._options,
            "DESCRIBE": self._describe,
            "ANNOUNCE": self._announce,
            "SETUP": self._setup,
            "PLAY": self._play,
            "RECORD": self._record,
            "TEARDOWN": self._teardown,
            "GET_PARAMETER": self._keep_alive,
            "SET_PARAMETER": self._keep_alive,
        }

    # -- the connection ------------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        if self._server.full:
            transport.abort()
            return
        self._server.connections.add(self)
        plug = transport.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        loop = asyncio.get_running_loop()
        self._clock = loop.time
        self._deadline = loop.call_later(self._server.handshake, self.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        if self not in self._server.connections:
            return
        self._server.connections.discard(self)
        self._deadline.cancel()
        if self._held is not None:
            self._held.cancel()
        if self._stream is not None:
            self._stream.leave(self)
            self._stream.finish(self)

    def abort(self) -> None:
        self._transport.abort()

    def end(self) -> None:
        """What is already written still goes out; a peer that takes it too slowly is cut off."""
        if self._transport.get_write_buffer_size():
            asyncio.get_running_loop().call_later(2.0, self.abort)
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        frames: list[bytes] = []
        try:
            for item in self._splitter.feed(data):
                if isinstance(item, bytes):
                    frames.append(item)
                else:
                    self._requests.append(item)
        except Malformed:
            self._transport.write(messages.answer(400, None))
            self.end()
            return
        if frames and self._role == "feed":
            self._relay(frames)
        self._answer_all()

    def _answer_all(self) -> None:
        while self._requests and self._held is None and not self._transport.is_closing():
            request = self._requests.popleft()
            try:
                self._handler(request)(request)
            except Malformed:
                self._reply(request, 400)
            except Refused as refusal:
                self._reply(request, refusal.status, refusal.headers)

    def _handler(self, request: Request) -> Callable[[Request], None]:
        if request.method not in self._handlers:
            raise Refused(405, Allow=_METHODS)
        return self._handlers[request.method]

    def _reply(self, request: Request, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self._transport.write(messages.answer(status, request, headers, body))

    # -- what both may ask ---------------------------------------------------------------------------------------------

    def _options(self, request: Request) -> None:
        self._reply(request, 200, {"Public": _METHODS})

    def _keep_alive(self, request: Request) -> None:
        self._reply(request, 200, {"Session": self._session})

    def _teardown(self, request: Request) -> None:
        self._reply(request, 200, {"Session": self._session})
        self.end()

    def _setup(self, request: Request) -> None:
        if self._role in ("feed", "play"):
            raise Refused(455)
        wanted = messages.transport_of(request.headers.get("transport", ""))
        if not wanted.tcp:
            raise Refused(461)
        number = self._announced_track(request) if self._role == "announced" else self._read_track(request)
        taken = set(self._channels if self._role == "announced" else self._channels.values())
        peer = wanted.channels or (2 * number, 2 * number + 1)
        if taken & set(peer):
            raise Malformed("channels taken twice")
        for ours, theirs in zip((2 * number, 2 * number + 1), peer, strict=True):
            if self._role == "announced":
                self._channels[theirs] = ours
            else:
                self._channels[ours] = theirs
        transport = f"RTP/AVP/TCP;unicast;interleaved={peer[0]}-{peer[1]}"
        self._reply(request, 200, {"Transport": transport, "Session": f"{self._session};timeout=60"})

    # -- a feed --------------------------------------------------------------------------------------------------------

    def _announce(self, request: Request) -> None:
        path = messages.path_of(request.uri)
        stream = self._server.streams.publishing(path)
        if stream is None:
            raise Refused(404)
        if self._role:
            raise Refused(455)
        self._tracks = sdp.parse(request.body)
        self._stream, self.path, self._role = stream, path, "announced"
        self._reply(request, 200)

    def _announced_track(self, request: Request) -> int:
        path = messages.path_of(request.uri)
        for number, track in enumerate(self._tracks):
            if track.control == request.uri or path == f"{self.path}/{track.control.strip('/')}":
                return number
        raise Refused(404)

    def _record(self, request: Request) -> None:
        if self._role != "announced" or self._stream is None or not self._channels:
            raise Refused(455)
        self._role = "feed"
        self._straight = all(theirs == ours for theirs, ours in self._channels.items())
        self._deadline.cancel()
        self._reply(request, 200, {"Session": self._session})
        self._server.streams.began(self._stream)
        self._stream.begin(self, self._tracks)
        self._server_wakes()

    def _server_wakes(self) -> None:
        """Readers that wait for this stream are told."""
        for connection in tuple(self._server.connections):
            connection.feed_came(self._stream)

    def _relay(self, frames: list[bytes]) -> None:
        assert self._stream is not None
        if not self._straight or any(frame[1] not in self._channels for frame in frames):
            frames = _relabelled(frames, self._channels)
        if frames:
            self._stream.push(frames, self._clock())

    # -- a reader ------------------------------------------------------------------------------------------------------

    def _admitted(self, request: Request, path: str) -> Access:
        found = self._server.streams.reading(path)
        if found is None:
            raise Refused(404)
        proof = request.headers.get("authorization", "")
        if found.credentials and not access.admits(found.credentials, proof, request.method, self._nonce):
            raise Refused(401, **{"WWW-Authenticate": access.challenge(self._nonce)})
        return found

    def _describe(self, request: Request) -> None:
        path = messages.path_of(request.uri)
        stream = self._admitted(request, path).stream
        if stream.publisher is None:
            self._hold(request, stream)
            return
        base = request.uri.partition("?")[0].rstrip("/") + "/"
        headers = {"Content-Type": "application/sdp", "Content-Base": base}
        self._reply(request, 200, headers, sdp.render(stream.tracks, self._server.host))

    def _hold(self, request: Request, stream: Stream) -> None:
        """Nothing feeds the stream yet: wait a while, reading no further."""
        self._awaited = stream
        self._requests.appendleft(request)
        self._transport.pause_reading()
        self._held = asyncio.get_running_loop().call_later(self._server.patience, self._give_up)

    def feed_came(self, stream: Stream | None) -> None:
        if self._held is None or stream is not self._awaited:
            return
        self._held.cancel()
        self._held = None
        self._transport.resume_reading()
        self._answer_all()

    def _give_up(self) -> None:
        self._held = None
        self._reply(self._requests.popleft(), 503, {"Retry-After": "1"})
        self._transport.resume_reading()
        self._answer_all()

    def _read_track(self, request: Request) -> int:
        path, number = messages.track_of(messages.path_of(request.uri))
        stream = self._admitted(request, path).stream
        if self._stream is not None and stream is not self._stream:
            raise Refused(459)
        if number is None and len(stream.tracks) == 1:
            number = 0
        if number is None or number >= len(stream.tracks):
            raise Refused(404)
        if self not in stream.seats:
            if stream.full:
                stream.refused += 1
                raise Refused(453)
            stream.seats.add(self)
        self._stream, self.path, self._role = stream, path, "setup"
        return number

    def _play(self, request: Request) -> None:
        stream = self._stream
        if self._role == "play":
            self._keep_alive(request)
            return
        if self._role != "setup" or stream is None or stream.publisher is None:
            raise Refused(455)
        self._admitted(request, self.path)
        self._role = "play"
        self._deadline.cancel()
        self._straight = self._channels == {n: n for n in range(2 * len(stream.tracks))}
        base = f"{messages.track_of(request.uri.rstrip('/'))[0]}/trackID="
        headers = {"Session": self._session}
        if information := self._beginnings(stream, base):
            headers["RTP-Info"] = information
        self._reply(request, 200, headers)
        kept = stream.group.packets()
        self._grace = stream.group.size
        stream.readers.append(self)
        self.deliver(kept, b"".join(kept))

    def _beginnings(self, stream: Stream, base: str) -> str:
        """The `RTP-Info` header: where each track's clock stands at the common beginning."""
        words = []
        for track, start in stream.group.starts().items():
            if 2 * track in self._channels:
                sequence = "" if start.sequence is None else f";seq={start.sequence}"
                words.append(f"url={base}{track}{sequence};rtptime={start.timestamp}")
        return ",".join(words)

    def deliver(self, frames: list[bytes], joined: bytes) -> None:
        self._transport.write(joined if self._straight else b"".join(_relabelled(frames, self._channels)))
        unread = self._transport.get_write_buffer_size()
        if unread <= self._server.reader_buffer:
            self._grace = 0
        elif unread > self._server.reader_buffer + self._grace:
            self._cut_off()

    def _cut_off(self) -> None:
        if self._stream is not None:
            self._stream.dropped += 1
            self._stream.leave(self)
        self.abort()


def _relabelled(frames: list[bytes], channels: dict[int, int]) -> list[bytes]:
    """The same packets under the other side's channels; what it did not ask for is left out."""
    return [b"$" + bytes((channels[frame[1]],)) + frame[2:] for frame in frames if frame[1] in channels]
