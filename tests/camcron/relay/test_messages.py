"""RTSP comes out of bytes however they are cut, and nothing that arrives does harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.relay import messages
from regie.camcron.relay.messages import Malformed, Request, Splitter, Transport

DESCRIBE = b"DESCRIBE rtsp://h/a RTSP/1.0\r\nCSeq: 2\r\nUser-Agent: Lavf\r\n\r\n"
ANNOUNCE = b"ANNOUNCE rtsp://h/a RTSP/1.0\r\nCSeq:3\r\nContent-Length: 4\r\n\r\nv=0\n"
PACKET = b"$\x01\x00\x05hello"


@given(cuts=st.lists(st.integers(0, len(DESCRIBE + PACKET + ANNOUNCE)), max_size=8))
def test_requests_and_packets_are_the_same_however_they_are_cut(cuts: list[int]) -> None:
    data = DESCRIBE + PACKET + ANNOUNCE
    splitter, items = Splitter(), []

    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(data)], strict=True):
        items += splitter.feed(data[start:end])

    assert items == [
        Request("DESCRIBE", "rtsp://h/a", {"cseq": "2", "user-agent": "Lavf"}),
        PACKET,
        Request("ANNOUNCE", "rtsp://h/a", {"cseq": "3", "content-length": "4"}, b"v=0\n"),
    ]


@given(st.lists(st.one_of(st.binary(max_size=200), st.sampled_from([DESCRIBE, PACKET, ANNOUNCE])), max_size=10))
def test_whatever_arrives_is_a_message_or_malformed(chunks: list[bytes]) -> None:
    splitter = Splitter()
    try:
        for chunk in chunks:
            assert all(isinstance(item, bytes | Request) for item in splitter.feed(chunk))
    except Malformed:
        pass


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="another protocol"),
        pytest.param(b"RTSP/1.0 200 OK\r\n\r\n", id="an answer"),
        pytest.param(b"A" * messages.MAX_HEAD, id="a head without end"),
        pytest.param(b"OPTIONS * RTSP/1.0\r\nno header\r\n\r\n", id="a line that is no header"),
        pytest.param(b"OPTIONS * RTSP/1.0\r\nContent-Length: -1\r\n\r\n", id="a negative length"),
        pytest.param(
            b"OPTIONS * RTSP/1.0\r\nContent-Length: 99999999\r\n\r\n", id="a body larger than any description"
        ),
        pytest.param(b"OPTIONS * RTSP/1.0\r\nContent-Length: \xc2\xb2\r\n\r\n", id="a digit that is none"),
    ],
)
def test_what_no_honest_peer_says_is_malformed(data: bytes) -> None:
    with pytest.raises(Malformed):
        Splitter().feed(data)


def test_an_answer_carries_the_number_of_its_request() -> None:
    request = Request("DESCRIBE", "rtsp://h/a", {"cseq": "7"})

    assert messages.answer(200, request, {"Content-Type": "application/sdp"}, b"v=0") == (
        b"RTSP/1.0 200 OK\r\nCSeq: 7\r\nContent-Type: application/sdp\r\nContent-Length: 3\r\n\r\nv=0"
    )


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("rtsp://127.0.0.1:5/read/abc/", "read/abc"),
        ("rtsp://u:p@127.0.0.1/main?x=/y", "main"),
        ("rtsp://127.0.0.1", ""),
        ("*", ""),
        ("/main", "main"),
    ],
)
def test_the_path_of_an_address(uri: str, path: str) -> None:
    assert messages.path_of(uri) == path


@pytest.mark.parametrize(
    ("path", "track"),
    [("read/abc/trackID=1", ("read/abc", 1)), ("read/abc", ("read/abc", None)), ("a/trackID=x", ("a/trackID=x", None))],
)
def test_the_track_in_a_path(path: str, track: tuple[str, int | None]) -> None:
    assert messages.track_of(path) == track


@pytest.mark.parametrize(
    ("value", "transport"),
    [
        ("RTP/AVP/TCP;unicast;interleaved=2-3", Transport(True, (2, 3))),
        ("RTP/AVP/TCP;interleaved=6;mode=record", Transport(True, (6, 7))),
        ("RTP/AVP/TCP;unicast", Transport(True)),
        ("RTP/AVP;unicast;client_port=5000-5001", Transport(False)),
        ("RTP/AVP;unicast;client_port=5000-5001,RTP/AVP/TCP;interleaved=0-1", Transport(True, (0, 1))),
        ("", Transport(False)),
    ],
)
def test_only_the_connection_itself_is_a_way(value: str, transport: Transport) -> None:
    assert messages.transport_of(value) == transport


@pytest.mark.parametrize("channels", ["254-256", "255", "3-3"])
def test_channels_that_cannot_be_are_malformed(channels: str) -> None:
    with pytest.raises(Malformed):
        messages.transport_of(f"RTP/AVP/TCP;interleaved={channels}")
