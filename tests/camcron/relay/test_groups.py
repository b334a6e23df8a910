"""A reader begins at the newest keyframe, whole, with sound and picture on one clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.relay import rtp as packets
from regie.camcron.relay.groups import Group, Start
from tests.camcron.relay.packets import AUDIO, H264_IDR, H264_INTER, VIDEO, VIDEO_265, framed, rtp, sender_report


def group(*frames: bytes, limit: int = 1 << 20) -> Group:
    held = Group((VIDEO, AUDIO), limit)
    for frame in frames:
        held.add(frame)
    return held


SPS = b"\x67...."
H265_IDR, H265_CRA, H265_INTER = b"\x26\x01...", b"\x2a\x01...", b"\x02\x01..."


@pytest.mark.parametrize(
    ("codec", "payload", "key"),
    [
        pytest.param("H264", H264_IDR, True, id="H.264 IDR"),
        pytest.param("H264", H264_INTER, False, id="H.264 other"),
        pytest.param("H264", SPS, False, id="H.264 parameters alone"),
        pytest.param("H264", b"\x18\x00\x03\x67..\x00\x03\x65..", True, id="H.264 aggregated with parameters"),
        pytest.param("H264", b"\x18\x00\x03\x67..\x00\x03\x41..", False, id="H.264 aggregated without"),
        pytest.param("H264", b"\x7c\x85..", True, id="H.264 first fragment"),
        pytest.param("H264", b"\x7c\x05..", True, id="H.264 later fragment"),
        pytest.param("H264", b"\x7c\x81..", False, id="H.264 fragment of another"),
        pytest.param("H264", b"\x18\xff\xff\x65", True, id="H.264 aggregated, with a length that lies"),
        pytest.param("H264", b"", False, id="H.264 nothing"),
        pytest.param("H265", H265_IDR, True, id="H.265 IDR"),
        pytest.param("H265", H265_CRA, True, id="H.265 CRA"),
        pytest.param("H265", H265_INTER, False, id="H.265 other"),
        pytest.param("H265", b"\x60\x01\x00\x03\x40..\x00\x03\x26..", True, id="H.265 aggregated"),
        pytest.param("H265", b"\x62\x01\x93..", True, id="H.265 fragment"),
        pytest.param("H265", b"\x62\x01\x81..", False, id="H.265 fragment of another"),
        pytest.param("JPEG", b"....", True, id="each JPEG"),
        pytest.param("VP8", b"....", False, id="a codec we don't know"),
    ],
)
def test_keyframes_are_known(codec: str, payload: bytes, key: bool) -> None:
    assert packets.is_key(codec, rtp(payload, stamp=1)) is key


def test_a_keyframe_is_known_behind_sources_and_an_extension() -> None:
    extended = b"\x92\x60"
    extra = bytes(8) + b"\xbe\xde\x00\x01" + bytes(4)

    assert packets.is_key("H264", rtp(extra + H264_IDR, stamp=1, head=extended))


def test_a_group_begins_with_the_first_packet_of_the_keyframes_picture() -> None:
    old, parameters = rtp(H264_INTER, stamp=1), rtp(SPS, stamp=2)
    key, more, sound, inter = (
        rtp(H264_IDR, stamp=2),
        rtp(b"\x7c\x05rest", stamp=2),
        rtp(b"sound", stamp=9, channel=2),
        rtp(H264_INTER, stamp=3),
    )

    assert group(old, sound, parameters, key, more, sound, inter).packets() == [parameters, key, more, sound, inter]


def test_the_next_keyframe_begins_the_next_group() -> None:
    second = rtp(H264_IDR, stamp=3)

    held = group(rtp(H264_IDR, stamp=1), rtp(H264_INTER, stamp=2), second)

    assert held.packets() == [second]
    assert held.size == len(second)


def test_slices_of_one_keyframe_stay_together() -> None:
    slices = [rtp(H264_IDR, stamp=1, sequence=n) for n in range(3)]

    assert group(*slices).packets() == slices


def test_without_a_keyframe_there_is_nothing_to_begin_with() -> None:
    assert group(rtp(H264_INTER, stamp=1), rtp(b"sound", stamp=1, channel=2)).packets() == []


def test_a_group_beyond_the_limit_is_let_go_until_the_next_keyframe() -> None:
    large = [rtp(H264_INTER + bytes(400), stamp=n) for n in range(2, 5)]
    held = group(rtp(H264_IDR, stamp=1), *large, limit=1000)
    assert held.packets() == []

    key = rtp(H264_IDR, stamp=9)
    held.add(key)

    assert held.packets() == [key]


def test_a_keyframe_larger_than_the_limit_is_never_begun_in_its_middle() -> None:
    slices = [rtp(H264_IDR + bytes(400), stamp=1, sequence=n) for n in range(8)]

    assert group(*slices, limit=1000).packets() == []


def test_h265_and_no_video_at_all() -> None:
    key = rtp(H265_IDR, stamp=1)
    high, mute = Group((VIDEO_265,)), Group((AUDIO,))
    high.add(key)
    mute.add(rtp(b"sound", stamp=1))

    assert high.packets() == [key]
    assert mute.packets() == []


def test_tracks_start_together_by_the_senders_word_on_time() -> None:
    """Sound that arrives with a keyframe was heard 0.1 s earlier: the common beginning is then."""
    held = group(
        sender_report(1, seconds=1000.0, stamp=500_000),
        sender_report(3, seconds=1000.5, stamp=70_000),
        rtp(H264_IDR, stamp=500_000 + 90_000, sequence=11),  # 1001.0
        rtp(b"sound", stamp=70_000 + 3_200, sequence=22, channel=2),  # 1000.9
    )

    assert held.starts() == {0: Start(11, 500_000 + 81_000), 1: Start(22, 70_000 + 3_200)}


def test_a_track_that_is_late_still_starts_with_the_others() -> None:
    held = group(
        sender_report(1, seconds=1000.0, stamp=500_000),
        sender_report(3, seconds=1000.0, stamp=70_000),
        rtp(H264_IDR, stamp=500_000 + 90_000, sequence=11),
    )

    assert held.starts() == {0: Start(11, 500_000 + 90_000), 1: Start(None, 70_000 + 8_000)}


def test_time_goes_on_over_the_turn_of_a_timestamp() -> None:
    held = group(
        sender_report(1, seconds=1000.0, stamp=(1 << 32) - 45_000),
        sender_report(3, seconds=1000.0, stamp=0),
        rtp(H264_IDR, stamp=45_000, sequence=1),  # a second later
    )

    assert held.starts()[1].timestamp == 8_000


def test_without_the_senders_word_each_track_starts_for_itself() -> None:
    held = group(rtp(H264_IDR, stamp=77, sequence=1), rtp(b"sound", stamp=5, sequence=2, channel=2))

    assert held.starts() == {0: Start(1, 77), 1: Start(2, 5)}


FRAMES = st.builds(framed, st.integers(0, 5), st.one_of(st.binary(max_size=40), st.builds(bytes, st.integers(0, 400))))
REAL = st.builds(
    rtp,
    st.sampled_from([H264_IDR, H264_INTER, SPS, b"\x18\x00", b"\x7c"]),
    stamp=st.integers(0, 3),
    channel=st.integers(0, 3),
)


@given(st.lists(st.one_of(FRAMES, REAL), max_size=60))
def test_no_packet_does_harm_and_the_size_stays_bounded(frames: list[bytes]) -> None:
    held = group(limit=1000)
    for frame in frames:
        held.add(frame)
        held.starts()
        assert held.size <= 1000
        assert held.size >= sum(map(len, held.packets()))
