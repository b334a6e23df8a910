"""
What is relayed, to whom, and under which paths.

A stream has at most one publisher and any number of readers. Publishing and reading have paths of their own, secret by
default, so that a path is the right to use it. This is bookkeeping without any connection: the server brings those.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from regie.camcron.relay.access import Credentials
from regie.camcron.relay.groups import LIMIT, Group
from regie.camcron.relay.sdp import Track

Told = Callable[[str, bool], None]
"""Hears of each stream whether it is fed now, with a picture to begin with."""

KEY_PATIENCE = 2.0
"""Seconds that a new feed's first key frame is waited for. Who read before it would not know how large its picture is,
unless the feed's description says so."""


class Reader(Protocol):
    """Somebody who plays a stream."""

    path: str

    def deliver(self, frames: list[bytes], joined: bytes) -> None:
        """Take these packets, or be dropped; never wait. `joined` is the same in one piece."""
        ...

    def end(self) -> None:
        """Nothing more will come."""
        ...


class Publisher(Protocol):
    """Whoever feeds a stream."""

    def end(self) -> None:
        """Its packets are no longer wanted."""
        ...


@dataclass(frozen=True, slots=True)
class Access:
    """A path under which a stream may be read, by whoever knows it and, if it has credentials, proves them."""

    stream: "Stream"
    path: str
    credentials: Credentials | None = None


class Stream:
    """One camera's stream: its feed, its readers and the newest group of pictures."""

    def __init__(
        self,
        name: str,
        publish_path: str,
        *,
        max_readers: int | None = None,
        group_limit: int = LIMIT,
        told: Told = lambda name, fed: None,
    ) -> None:
        self.name = name
        self.publish_path = publish_path
        self.max_readers = max_readers
        self.tracks: tuple[Track, ...] = ()
        self.publisher: Publisher | None = None
        self.readers: list[Reader] = []
        self.seats: set[Reader] = set()
        self.bytes_in = 0
        self.dropped = 0
        self.refused = 0
        self.once = False
        """Whether its publishing path serves for one feed only."""
        self.last_packet: float | None = None
        self.ready = False
        """Whether it is told as fed: a key frame is at hand, or none is waited for."""
        self._first_packet: float | None = None
        self._group_limit = group_limit
        self._told = told
        self.group = Group((), group_limit)

    @property
    def full(self) -> bool:
        return self.max_readers is not None and len(self.seats) >= self.max_readers

    def begin(self, publisher: Publisher, tracks: tuple[Track, ...]) -> None:
        """A feed has come; a former one gives way, for a feed that was started anew knows better."""
        former = self.publisher
        self.finish(former)
        self.publisher, self.tracks = publisher, tracks
        self.group = Group(tracks, self._group_limit)
        if former is not None:
            former.end()
        if not self.group.awaits_key:
            self._be_ready()

    def push(self, frames: list[bytes], now: float) -> None:
        """Packets have come: keep them for later readers, hand them to the present ones."""
        self.last_packet = now
        for frame in frames:
            self.group.add(frame)
        if not self.ready:
            self._first_packet = self._first_packet or now
            if not self.group.awaits_key or now - self._first_packet > KEY_PATIENCE:
                self._be_ready()
        joined = b"".join(frames)
        self.bytes_in += len(joined)
        for reader in tuple(self.readers):
            reader.deliver(frames, joined)

    def finish(self, publisher: Publisher | None) -> None:
        """The feed is gone, and its readers with it: what they would get next belongs to another beginning."""
        if publisher is None or publisher is not self.publisher:
            return
        self.publisher, self.tracks = None, ()
        self.ready, self._first_packet = False, None
        self.group = Group((), self._group_limit)
        self.dismiss(self.seats)
        self._told(self.name, False)

    def _be_ready(self) -> None:
        self.ready = True
        self._told(self.name, True)

    def dismiss(self, readers: Iterable[Reader]) -> None:
        for reader in tuple(readers):
            self.leave(reader)
            reader.end()

    def leave(self, reader: Reader) -> None:
        self.seats.discard(reader)
        if reader in self.readers:
            self.readers.remove(reader)


class Streams:
    """Every stream of the relay, and the paths that lead to them."""

    def __init__(self, *, group_limit: int = LIMIT) -> None:
        self._group_limit = group_limit
        self.told: Told = lambda name, fed: None
        self._streams: dict[str, Stream] = {}
        self._publishing: dict[str, Stream] = {}
        self._reading: dict[str, Access] = {}

    def add(self, name: str, *, max_readers: int | None = None, once: bool = False) -> Stream:
        """
        A new stream that waits for its feed; raises KeyError when the name is taken. `once`: its publishing path leads
        nowhere any more as soon as a feed has come, so that whoever reads it later cannot push that feed away.
        """
        if name in self._streams:
            raise KeyError(f"a stream is already called {name!r}")
        stream = Stream(
            name, f"publish/{_token()}", max_readers=max_readers, group_limit=self._group_limit, told=self._note
        )
        stream.once = once
        self._streams[name] = self._publishing[stream.publish_path] = stream
        return stream

    def remove(self, name: str) -> None:
        """Forget a stream: its feed and its readers are closed, its paths lead nowhere."""
        stream = self[name]
        for path in [path for path, access in self._reading.items() if access.stream is stream]:
            self.revoke(path)
        del self._streams[name]
        self._publishing.pop(stream.publish_path, None)
        publisher = stream.publisher
        stream.finish(publisher)
        if publisher is not None:
            publisher.end()

    def grant(self, name: str, *, path: str | None = None, credentials: Credentials | None = None) -> Access:
        """A new path to read a stream; without one given it is a secret, for one reader."""
        access = Access(self[name], path or f"read/{_token()}", credentials)
        if access.path in self._reading:
            raise KeyError(f"something is already read at {access.path!r}")
        self._reading[access.path] = access
        return access

    def revoke(self, path: str) -> None:
        """Whoever reads there is closed, and nobody will again."""
        access = self._reading.pop(path, None)
        if access is not None:
            access.stream.dismiss([seat for seat in access.stream.seats if seat.path == path])

    def _note(self, name: str, fed: bool) -> None:
        self.told(name, fed)

    def began(self, stream: Stream) -> None:
        """A feed has come."""
        if stream.once:
            self._publishing.pop(stream.publish_path, None)

    def reading(self, path: str) -> Access | None:
        return self._reading.get(path)

    def publishing(self, path: str) -> Stream | None:
        return self._publishing.get(path)

    def __getitem__(self, name: str) -> Stream:
        if name not in self._streams:
            raise KeyError(f"no stream is called {name!r}")
        return self._streams[name]

    def __iter__(self) -> Iterator[Stream]:
        return iter(self._streams.values())


def _token() -> str:
    return secrets.token_urlsafe(18)
