"""The relay as its peers see it, one answer at a time."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.relay.access import Credentials
from regie.camcron.relay.rtsp import RtspServer
from regie.camcron.relay.streams import Stream, Streams
from tests.camcron.relay.client import Peer
from tests.camcron.relay.packets import H264_IDR, H264_INTER, SDP, framed, rtp, sender_report
from tests.camcron.relay.test_access import basic


class Relay:
    """A server with one stream, called `hall`."""

    def __init__(self, **settings: float) -> None:
        self.streams = Streams()
        self.server = RtspServer(self.streams, **{"patience": 0.05, **settings})
        self.stream: Stream = self.streams.add("hall")

    @property
    def publish(self) -> str:
        return self.server.url(self.stream.publish_path)

    def reader(self, **words: str) -> str:
        return self.server.url(self.streams.grant("hall", **words).path)

    def peer(self) -> Peer:
        return Peer(self.server.port)

    async def until(self, readers: int) -> None:
        async with asyncio.timeout(5):
            while len(self.stream.readers) != readers:
                await asyncio.sleep(0)


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    made = Relay()
    await made.server.start()
    yield made
    await made.server.stop()


@pytest.fixture
async def feed(relay: Relay) -> AsyncIterator[Peer]:
    async with relay.peer() as peer:
        await peer.publish(relay.publish)
        yield peer


async def test_a_reader_gets_packets_as_they_were_sent(relay: Relay, feed: Peer) -> None:
    sent = [rtp(H264_IDR, stamp=1), rtp(b"sound", stamp=1, channel=2), sender_report(1, seconds=1, stamp=1)]
    async with relay.peer() as reader:
        await reader.play(relay.reader())
        await relay.until(1)

        feed.writer.write(b"".join(sent))

        assert [await reader.packet() for _ in sent] == sent


async def test_a_reader_begins_at_once_with_the_last_keyframe(relay: Relay, feed: Peer) -> None:
    missed, key, inter = rtp(H264_INTER, stamp=1), rtp(H264_IDR, stamp=2, sequence=9), rtp(H264_INTER, stamp=3)
    feed.writer.write(missed + key + inter)
    assert await feed.ask("GET_PARAMETER", relay.publish) == 200
    url = relay.reader()

    async with relay.peer() as reader:
        await reader.play(url)

        assert reader.headers["rtp-info"] == f"url={url}/trackID=0;seq=9;rtptime=2"
        assert [await reader.packet(), await reader.packet()] == [key, inter]


async def test_a_reader_chooses_its_channels_and_its_tracks(relay: Relay, feed: Peer) -> None:
    url = relay.reader()
    async with relay.peer() as reader:
        assert await reader.ask("DESCRIBE", url) == 200
        assert await reader.setup(url, 1, channels="8-9") == 200
        assert reader.headers["transport"] == "RTP/AVP/TCP;unicast;interleaved=8-9"
        assert await reader.ask("PLAY", url) == 200
        await relay.until(1)

        feed.writer.write(rtp(H264_IDR, stamp=1) + rtp(b"sound", stamp=1, channel=2))

        assert await reader.packet() == rtp(b"sound", stamp=1, channel=8)


async def test_a_feed_chooses_its_channels(relay: Relay) -> None:
    async with relay.peer() as feed, relay.peer() as reader:
        assert await feed.ask("ANNOUNCE", relay.publish, SDP) == 200
        way = "RTP/AVP/TCP;unicast;interleaved=4-5;mode=record"
        assert await feed.ask("SETUP", f"{relay.publish}/streamid=0", Transport=way) == 200
        assert await feed.ask("RECORD", relay.publish) == 200
        await reader.play(relay.reader())
        await relay.until(1)

        feed.writer.write(rtp(b"unasked", stamp=1, channel=9) + rtp(H264_IDR, stamp=1, channel=4))

        assert await reader.packet() == rtp(H264_IDR, stamp=1)


@pytest.mark.parametrize("path", ["read/guessed", "main", "", "publish/guessed"])
async def test_an_unknown_path_leads_nowhere(relay: Relay, feed: Peer, path: str) -> None:
    async with relay.peer() as reader:
        assert await reader.ask("DESCRIBE", relay.server.url(path)) == 404
        assert await reader.setup(relay.server.url(path), 0) == 404
        assert await reader.ask("ANNOUNCE", relay.server.url(path), SDP) == 404


async def test_the_right_to_feed_is_not_the_right_to_read_nor_the_other_way(relay: Relay, feed: Peer) -> None:
    async with relay.peer() as reader:
        assert await reader.ask("DESCRIBE", relay.publish) == 404
        assert await reader.ask("ANNOUNCE", relay.reader(), SDP) == 404


async def test_a_revoked_reader_is_closed_and_does_not_come_back_while_others_go_on(relay: Relay, feed: Peer) -> None:
    revoked, kept = relay.streams.grant("hall"), relay.streams.grant("hall")
    async with relay.peer() as one, relay.peer() as other:
        await one.play(relay.server.url(revoked.path))
        await other.play(relay.server.url(kept.path))

        relay.streams.revoke(revoked.path)

        assert await one.closed()
        feed.writer.write(rtp(H264_IDR, stamp=1))
        assert await other.packet() == rtp(H264_IDR, stamp=1)
    async with relay.peer() as again:
        assert await again.ask("DESCRIBE", relay.server.url(revoked.path)) == 404


async def test_a_track_that_is_not_there_is_not_found(relay: Relay, feed: Peer) -> None:
    url = relay.reader()
    async with relay.peer() as reader:
        assert await reader.setup(url, 2) == 404
        assert await reader.ask("SETUP", url, Transport="RTP/AVP/TCP;interleaved=0-1") == 404


async def test_udp_is_refused(relay: Relay, feed: Peer) -> None:
    async with relay.peer() as reader:
        way = "RTP/AVP;unicast;client_port=5000-5001"
        assert await reader.ask("SETUP", f"{relay.reader()}/trackID=0", Transport=way) == 461


async def test_one_reader_too_many_is_refused_until_another_leaves(relay: Relay, feed: Peer) -> None:
    relay.stream.max_readers = 1
    url, other = relay.reader(), relay.reader()
    async with relay.peer() as late:
        async with relay.peer() as first:
            await first.play(url)
            assert await late.setup(other, 0) == 453
        await relay.until(0)

        await late.play(other)

    assert relay.stream.refused == 1


async def test_credentials_are_asked_for(relay: Relay, feed: Peer) -> None:
    path = relay.reader(path="main", credentials=Credentials("demo", "s3cret"))
    async with relay.peer() as reader:
        assert await reader.ask("OPTIONS", path) == 200
        assert await reader.ask("DESCRIBE", path) == 401
        assert reader.headers["www-authenticate"].startswith('Digest realm="regie", nonce="')
        assert await reader.ask("DESCRIBE", path, Authorization=basic("demo", "no")) == 401
        assert await reader.setup(path, 0) == 401
        assert await reader.ask("DESCRIBE", path, Authorization=basic("demo", "s3cret")) == 200


async def test_when_the_feed_ends_its_readers_are_closed(relay: Relay) -> None:
    url = relay.reader()
    async with relay.peer() as reader:
        async with relay.peer() as feed:
            await feed.publish(relay.publish)
            await reader.play(url)

        assert await reader.closed()
    async with relay.peer() as again:
        assert await again.ask("DESCRIBE", url) == 503


async def test_a_reader_waits_a_while_for_the_feed(relay: Relay) -> None:
    relay.server.patience = 5
    url = relay.reader()
    async with relay.peer() as reader, relay.peer() as feed:
        described = asyncio.ensure_future(reader.ask("DESCRIBE", url))
        await feed.publish(relay.publish)

        assert await described == 200


async def test_a_feed_started_anew_replaces_the_former(relay: Relay, feed: Peer) -> None:
    async with relay.peer() as again, relay.peer() as reader:
        await again.publish(relay.publish)
        assert await feed.closed()
        await reader.play(relay.reader())
        await relay.until(1)

        again.writer.write(rtp(H264_IDR, stamp=1))

        assert await reader.packet() == rtp(H264_IDR, stamp=1)


async def test_a_removed_stream_is_closed_for_everybody(relay: Relay, feed: Peer) -> None:
    url = relay.reader()
    async with relay.peer() as reader:
        await reader.play(url)

        relay.streams.remove("hall")

        assert await reader.closed()
        assert await feed.closed()
    async with relay.peer() as again:
        assert await again.ask("DESCRIBE", url) == 404


async def test_a_reader_that_reads_nothing_is_dropped_and_others_miss_nothing() -> None:
    relay = Relay(reader_buffer=100_000)
    await relay.server.start()
    picture = [rtp(H264_INTER + bytes(60_000), stamp=n, sequence=n) for n in range(200)]
    async with relay.peer() as feed, relay.peer() as stalled, relay.peer() as reader:
        await feed.publish(relay.publish)
        await stalled.play(relay.reader())
        await reader.play(relay.reader())
        await relay.until(2)
        transport = stalled.writer.transport
        assert isinstance(transport, asyncio.Transport)
        transport.pause_reading()

        for packet in picture:
            feed.writer.write(packet)
            assert await reader.packet() == packet

        await relay.until(1)
        assert relay.stream.dropped == 1
    await relay.server.stop()


async def test_a_group_larger_than_the_buffer_does_not_drop_its_reader() -> None:
    relay = Relay(reader_buffer=10_000)
    await relay.server.start()
    sent = [rtp(H264_IDR, stamp=0), *(rtp(H264_INTER + bytes(60_000), stamp=n) for n in range(1, 60))]
    async with relay.peer() as feed, relay.peer() as reader:
        await feed.publish(relay.publish)
        feed.writer.write(b"".join(sent))
        assert await feed.ask("GET_PARAMETER", relay.publish) == 200

        await reader.play(relay.reader())

        assert [await reader.packet() for _ in sent] == sent
    await relay.server.stop()


async def test_a_connection_that_only_sits_there_is_closed() -> None:
    relay = Relay(handshake=0.05)
    await relay.server.start()
    async with relay.peer() as idle:
        assert await idle.closed()
    await relay.server.stop()


async def test_connections_beyond_the_bound_are_closed() -> None:
    relay = Relay(max_connections=1)
    await relay.server.start()
    async with relay.peer() as first, relay.peer() as second:
        assert await first.ask("OPTIONS", "*") == 200
        assert await second.closed()
    await relay.server.stop()


@pytest.mark.parametrize(
    ("method", "status"),
    [("PLAY", 455), ("RECORD", 455), ("PAUSE", 405), ("TEARDOWN", 200), ("GET_PARAMETER", 200), ("ANNOUNCE", 400)],
)
async def test_a_request_out_of_turn_costs_nothing_but_its_answer(relay: Relay, method: str, status: int) -> None:
    async with relay.peer() as peer:
        assert await peer.ask(method, relay.publish) == status


async def test_what_is_not_rtsp_is_told_so_and_closed(relay: Relay) -> None:
    async with relay.peer() as peer:
        peer.writer.write(b"GET / HTTP/1.1\r\n\r\n")

        assert await peer.answer() == 400
        assert await peer.closed()


SAID = st.sampled_from(["OPTIONS", "DESCRIBE", "ANNOUNCE", "SETUP", "PLAY", "RECORD", "TEARDOWN", "PAUSE"])
WHERE = st.sampled_from(["*", "publish", "publish/streamid=0", "read", "read/trackID=0", "read/trackID=99", "x"])
WAY = st.sampled_from(["", "RTP/AVP/TCP", "RTP/AVP/TCP;interleaved=0-1", "RTP/AVP/TCP;interleaved=999", "RTP/AVP"])
NOISE = st.one_of(st.binary(max_size=80), st.builds(framed, st.integers(0, 255), st.binary(max_size=60)))


@given(st.lists(st.one_of(NOISE, st.tuples(SAID, WHERE, WAY, st.booleans())), max_size=12))
def test_no_peer_can_harm_the_others(script: list[bytes | tuple[str, str, str, bool]]) -> None:
    """Whatever one connection says, a reader of the same stream still gets the feed's packets."""

    async def attempt() -> None:
        relay = Relay()
        await relay.server.start()
        places = {"publish": relay.server.url(relay.streams.add("other").publish_path), "read": relay.reader()}
        async with relay.peer() as feed, relay.peer() as reader, relay.peer() as evil:
            await feed.publish(relay.publish)
            for said in script:
                evil.writer.write(said if isinstance(said, bytes) else _spelled(said, places))
            evil.writer.write_eof()
            assert await evil.closed()

            await reader.play(relay.reader())
            await relay.until(1)
            feed.writer.write(rtp(H264_IDR, stamp=1))
            assert await reader.packet() == rtp(H264_IDR, stamp=1)
        await relay.server.stop()

    loop = asyncio.new_event_loop()
    faults: list[object] = []
    loop.set_exception_handler(lambda _, context: faults.append(context))
    try:
        loop.run_until_complete(attempt())
    finally:
        loop.close()
    assert not faults


def _spelled(said: tuple[str, str, str, bool], places: dict[str, str]) -> bytes:
    method, where, way, described = said
    place, _, rest = where.partition("/")
    url = f"{places.get(place, place)}/{rest}".rstrip("/")
    body = SDP if described else b""
    return f"{method} {url} RTSP/1.0\r\nTransport: {way}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
