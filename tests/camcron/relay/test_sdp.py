"""A description goes through the relay with everything a decoder needs, and nothing of the feed's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.relay import sdp
from regie.camcron.relay.messages import Malformed
from tests.camcron.relay.packets import SDP


def test_the_tracks_of_a_feed() -> None:
    video, audio = sdp.parse(SDP)

    assert (video.kind, video.codec, video.clock_rate, video.control) == ("video", "H264", 90_000, "streamid=0")
    assert (audio.kind, audio.codec, audio.clock_rate) == ("audio", "PCMA", 8_000)


def test_readers_get_the_codec_parameters_untouched_and_tracks_named_by_us() -> None:
    told = sdp.render(sdp.parse(SDP), "127.0.0.1").decode()

    assert "a=fmtp:96 packetization-mode=1; sprop-parameter-sets=Z0,aM4=\r\na=control:trackID=0\r\n" in told
    assert told.endswith("m=audio 0 RTP/AVP 8\r\nb=AS:64\r\na=control:trackID=1\r\n")
    assert "streamid" not in told
    assert "libavformat" not in told


def test_what_was_rendered_means_the_same() -> None:
    tracks = sdp.parse(SDP)

    again = sdp.parse(sdp.render(tracks, "127.0.0.1"))

    assert [(t.codec, t.clock_rate, t.lines) for t in again] == [(t.codec, t.clock_rate, t.lines) for t in tracks]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"v=0\r\ns=x\r\n", id="no track"),
        pytest.param(b"m=video 0 RTP/AVP 96\r\n" * 9, id="nine tracks"),
        pytest.param(b"m=image 0 udptl t38\r\n", id="not RTP"),
        pytest.param(b"m=video 0 RTP/AVP 96\r\n" + b"a=x\r\n" * 300, id="hundreds of lines"),
    ],
)
def test_a_description_that_cannot_be_relayed_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        sdp.parse(body)


@given(st.lists(st.sampled_from([*SDP.split(b"\r\n"), b"a=rtpmap:96 X/0", b"\xff", b"m=", b"a=control:"]), max_size=20))
def test_no_description_does_harm(lines: list[bytes]) -> None:
    try:
        for track in sdp.parse(b"\r\n".join(lines)):
            assert track.clock_rate > 0
    except Malformed:
        pass
