"""When a stream counts as fed: as soon as there is a picture to begin with."""

import pytest

from regie.camcron.relay.sdp import Track
from regie.camcron.relay.streams import KEY_PATIENCE, Streams
from tests.camcron.relay.packets import AUDIO, H264_IDR, H264_INTER, VIDEO, rtp


class Feed:
    def end(self) -> None: ...


def fed(*tracks: Track) -> tuple[Streams, list[tuple[str, bool]]]:
    """A stream called `hall` whose feed has come, and what was told of it."""
    streams, told = Streams(), []
    streams.told = lambda name, fed: told.append((name, fed))
    streams.add("hall", once=True)
    streams["hall"].begin(Feed(), tracks)
    return streams, told


def test_a_stream_is_told_as_fed_with_its_first_key_frame_and_once() -> None:
    streams, told = fed(VIDEO, AUDIO)
    streams["hall"].push([rtp(H264_INTER, stamp=1), rtp(b"sound", stamp=1, channel=2)], 10.0)
    assert told == []
    streams["hall"].push([rtp(H264_IDR, stamp=2)], 10.1)
    streams["hall"].push([rtp(H264_IDR, stamp=3)], 10.2)
    assert told == [("hall", True)]
    streams["hall"].finish(streams["hall"].publisher)
    assert told == [("hall", True), ("hall", False)]


def test_a_camera_with_rare_key_frames_is_not_waited_for_long() -> None:
    streams, told = fed(VIDEO)
    for second in (0.0, KEY_PATIENCE, KEY_PATIENCE + 0.1):
        assert told == []
        streams["hall"].push([rtp(H264_INTER, stamp=1)], 10.0 + second)
    assert told == [("hall", True)]


@pytest.mark.parametrize("track", [AUDIO, Track("video", "VP8", 90_000, "streamid=0", "video 0 RTP/AVP 96", ())])
def test_what_has_no_key_frames_that_are_known_is_told_at_once(track: Track) -> None:
    assert fed(track)[1] == [("hall", True)]
