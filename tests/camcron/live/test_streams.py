"""What ffmpeg writes into a pipe, taken apart; who watches, and who is dropped."""

import asyncio
import contextlib
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.live.fragmented import Beginning, Fragment, Splitter
from regie.camcron.live.jpegs import Pictures
from regie.camcron.live.playlist import Segment, playlist
from regie.camcron.live.viewers import BEHIND, Audience, Viewer
from regie.camcron.runs.fragments import NotUnderstood
from regie.kernel.realtime.hub import TooSlow
from tests.rigs import media

BEGIN = Beginning(b"init", 'video/mp4; codecs="avc1.4d401e"')


def packed(codec: str, audio: str, ffmpeg: str) -> bytes:
    """Eight seconds as live view writes them."""
    tag = ["-tag:v", "hvc1"] if codec == "h265" else []
    sound = ["-c:a", "aac"] if audio != "none" else ["-an"]
    loop = media.loop(codec, audio, size="320x180", kbps=200)
    command = [ffmpeg, "-v", "error", "-i", str(loop), "-c:v", "copy", *tag, *sound]
    command += ["-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "200000", "-f", "mp4"]
    return subprocess.run([*command, "pipe:1"], capture_output=True, check=True, timeout=60).stdout


@pytest.mark.parametrize(
    ("codec", "audio", "words"),
    [("h264", "aac", "avc1.4d40"), ("h264", "none", "avc1.4d40"), ("h265", "pcma", "hvc1.1.6.L60.90")],
)
def test_what_is_written_is_one_beginning_and_fragments_that_tell_their_key_frames(
    codec: str, audio: str, words: str, any_ffmpeg: str
) -> None:
    data, splitter = packed(codec, audio, any_ffmpeg), Splitter()
    parts = [part for at in range(0, len(data), 1000) for part in splitter.feed(data[at : at + 1000])]

    beginning, *fragments = parts
    assert isinstance(beginning, Beginning)
    assert beginning.media_type.startswith(f'video/mp4; codecs="{words}')
    assert beginning.media_type.endswith(',mp4a.40.2"') is (audio != "none")
    keys = [part.key for part in fragments if isinstance(part, Fragment) and part.key is not None]
    assert [round(key) for key in keys] == list(range(8))
    assert data.startswith(b"".join(part.data for part in parts))


@given(st.binary(max_size=300))
def test_no_bytes_break_the_splitter_otherwise_than_it_says(data: bytes) -> None:
    with contextlib.suppress(NotUnderstood):
        list(Splitter().feed(data))
    list(Pictures().feed(data))


async def taken(viewer: Viewer, count: int) -> list[object]:
    messages = viewer.messages()
    return [await asyncio.wait_for(anext(messages), 1) for _ in range(count)]


async def test_whoever_joins_gets_the_beginning_and_all_since_the_last_key_frame() -> None:
    audience = Audience()
    first = audience.join()
    for part in (BEGIN, Fragment(b"lost", None), Fragment(b"k1", 0.0), Fragment(b"d1", None), Fragment(b"k2", 1.0)):
        audience.take(part)
    audience.take(Fragment(b"d2", None))
    late = audience.join()
    audience.take(Fragment(b"d3", None))

    begin = {"type": "begin", "mime": BEGIN.media_type}
    assert await taken(first, 7) == [begin, b"init", b"k1", b"d1", b"k2", b"d2", b"d3"]
    assert await taken(late, 5) == [begin, b"init", b"k2", b"d2", b"d3"]
    audience.fail("cameraOffline", "Nothing comes.")
    assert await taken(audience.join(), 1) == [{"type": "trouble", "code": "cameraOffline", "reason": "Nothing comes."}]


async def test_a_viewer_who_takes_too_little_is_dropped_and_the_others_go_on() -> None:
    audience = Audience()
    slow, quick = audience.join(), audience.join()
    messages = quick.messages()
    audience.take(BEGIN)
    await anext(messages)
    await anext(messages)
    for number in range(BEHIND // 1_000_000 + 2):
        audience.take(Fragment(bytes(1_000_000), float(number)))
        assert len(await anext(messages)) == 1_000_000

    with pytest.raises(TooSlow):
        await anext(slow.messages())


async def test_segments_for_telephones_end_at_key_frames_and_old_ones_leave() -> None:
    audience = Audience()
    audience.take(BEGIN)
    for number in range(24):
        audience.take(Fragment(f"k{number}".encode(), number * 0.6))
        audience.take(Fragment(f"d{number}".encode(), None))

    shown = list(audience.segments)
    assert [segment.data for segment in shown][-1] == b"k20d20k21d21"
    assert {round(segment.seconds, 3) for segment in shown} == {1.2}
    text = playlist(audience.round, shown, "?stream=sub")
    assert text.count("#EXTINF:1.200,") == 6
    assert f"#EXT-X-MEDIA-SEQUENCE:{shown[-6].number}\n" in text
    assert text.rstrip().endswith(f"segment-1-{shown[-1].number}.m4s?stream=sub")
    assert '#EXT-X-MAP:URI="init-1.mp4?stream=sub"' in text and "#EXT-X-TARGETDURATION:2" in text


def test_a_list_without_segments_is_still_one() -> None:
    assert playlist(1, []).startswith("#EXTM3U")
    assert "#EXTINF:2.500" in playlist(1, [Segment(1, b"", 2.5)])


def test_pictures_come_whole_whatever_the_chunks() -> None:
    stream = b"".join(
        b"--ffmpeg\r\nContent-type: image/jpeg\r\nContent-length: %d\r\n\r\n%s\r\n" % (len(each), each)
        for each in (b"\xff\xd8one\xff\xd9", b"\xff\xd8--ffmpeg\xff\xd9")
    )
    pictures = Pictures()
    assert [each for byte in stream for each in pictures.feed(bytes([byte]))] == [
        b"\xff\xd8one\xff\xd9", b"\xff\xd8--ffmpeg\xff\xd9",
    ]  # fmt: skip
