"""The relay with real ffmpegs on both sides: what it hands on can be decoded, from the first packet, by all."""

import asyncio
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from regie.camcron.relay import rtp
from regie.camcron.relay.feeding import publishing, reading
from regie.camcron.relay.rtsp import RtspServer
from regie.camcron.relay.streams import Stream, Streams
from tests.camcron.relay.client import Peer
from tests.rigs import media


class Relay:
    """A relay with one stream, fed from a loop by ffmpeg."""

    def __init__(self, server: RtspServer, stream: Stream, feed: asyncio.subprocess.Process) -> None:
        self.server, self.stream, self.feed = server, stream, feed

    def reader(self) -> str:
        return self.server.url(self.server.streams.grant(self.stream.name).path)

    async def record(self, out: Path, seconds: float, ffmpeg: str | None = None) -> asyncio.subprocess.Process:
        command = [ffmpeg or media.wheel_ffmpeg(), "-nostdin", "-v", "error", "-y", "-timeout", "5000000"]
        command += reading(self.reader())
        command += ["-t", str(seconds), "-c", "copy", str(out)]
        return await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE)


@asynccontextmanager
async def relaying(loop: Path, **settings: int) -> AsyncIterator[Relay]:
    """Comes back once a whole group of pictures has passed."""
    server = RtspServer(Streams(), **settings)
    await server.start()
    stream = server.streams.add("hall")
    command = [media.wheel_ffmpeg(), "-nostdin", "-v", "error", "-re", "-stream_loop", "-1", "-i", str(loop)]
    command += ["-c", "copy", *publishing(server.url(stream.publish_path))]
    feed = await asyncio.create_subprocess_exec(*command)
    try:
        async with asyncio.timeout(10):
            while not stream.group.packets():
                await asyncio.sleep(0.02)
        yield Relay(server, stream, feed)
    finally:
        if feed.returncode is None:
            feed.kill()
        await feed.wait()
        await server.stop()


@pytest.mark.parametrize(
    ("video", "audio", "names", "count"),
    [("h264", "aac", ["h264", "aac"], 10), ("h265", "pcma", ["hevc", "pcm_alaw"], 2)],
)
async def test_all_readers_get_a_file_that_begins_with_a_keyframe(
    tmp_path: Path, video: str, audio: str, names: list[str], count: int
) -> None:
    ffmpegs = [media.debian_ffmpeg(), *[media.wheel_ffmpeg()] * (count - 1)]
    files = [tmp_path / f"{number}.mkv" for number in range(count)]
    async with relaying(media.loop(video, audio)) as relay:
        readers = [await relay.record(out, 1.5, ffmpeg) for out, ffmpeg in zip(files, ffmpegs, strict=True)]
        said = [(await reader.communicate())[1] for reader in readers]

    assert [reader.returncode for reader in readers] == [0] * count, said
    for out in files:
        told = media.probe(out, "-show_packets", "-count_frames")
        pictures = [packet for packet in told["packets"] if packet["codec_type"] == "video"]
        assert [stream["codec_name"] for stream in told["streams"]] == names
        assert pictures[0]["flags"].startswith("K")
        assert int(told["streams"][0]["nb_read_frames"]) == len(pictures) >= 20


async def test_the_first_packet_is_there_within_half_a_second_and_begins_a_keyframe() -> None:
    async with relaying(media.loop()) as relay:
        began = time.monotonic()
        async with Peer(relay.server.port) as reader:
            await reader.play(relay.reader())
            first = await reader.packet()
            took = time.monotonic() - began
            picture = [first]
            while rtp.timestamp(last := await reader.packet()) == rtp.timestamp(first) or last[1]:
                picture.append(last)

    assert took < 0.5
    assert first[1] == 0
    assert any(rtp.is_key("H264", packet) for packet in picture)


@pytest.mark.parametrize("ffmpeg", [media.wheel_ffmpeg, media.debian_ffmpeg])
async def test_ffmpeg_writes_its_first_packet_at_once(ffmpeg: Callable[[], str]) -> None:
    async with relaying(media.loop()) as relay:
        began = time.monotonic()
        command = [ffmpeg(), "-nostdin", "-v", "error", *reading(relay.reader()), "-map", "0:v", "-c", "copy"]
        command += ["-f", "framecrc", "-flush_packets", "1", "-"]
        reader = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        assert reader.stdout is not None
        while not (await reader.stdout.readline()).startswith(b"0,"):
            pass
        took = time.monotonic() - began
        reader.kill()
        await reader.communicate()

    assert took < 1.0  # 0.06 s and 0.3 s when the machine has nothing else to do; 1.7 s without `reading`


async def test_packets_come_as_they_are_made_and_not_in_heaps() -> None:
    """A picture each 67 ms: a reader never waits long for the next packet, though there is sound beside it."""
    waits = []
    async with relaying(media.loop()) as relay, Peer(relay.server.port) as reader:
        await reader.play(relay.reader())
        ends = time.monotonic() + 2
        while (before := time.monotonic()) < ends:
            await reader.packet()
            waits.append(time.monotonic() - before)

    assert sum(wait > 0.02 for wait in waits) > 20
    assert sorted(waits)[-3] < 0.2


async def test_sound_and_picture_stay_together_and_time_goes_forward(tmp_path: Path) -> None:
    """Two readers that came at different moments of a group see the same sound beside the same picture."""
    files = [tmp_path / "a.mkv", tmp_path / "b.mkv"]
    async with relaying(media.loop()) as relay:
        readers = []
        for out in files:
            readers.append(await relay.record(out, 3))
            await asyncio.sleep(0.45)
        for reader in readers:
            await reader.communicate()

    seen = [when_each_was_shown(out) for out in files]
    for kind in ("video", "audio"):
        assert all(times[kind] and list(times[kind].values()) == sorted(times[kind].values()) for times in seen)
    apart = []
    for times in seen:
        picture, sound = (next(p for p in seen[0][kind] if p in seen[1][kind]) for kind in ("video", "audio"))
        apart.append(times["video"][picture] - times["audio"][sound])
    assert apart[0] == pytest.approx(apart[1], abs=0.002)


def when_each_was_shown(path: Path) -> dict[str, dict[str, float]]:
    """By medium, for each packet that is like no other (by its content): its time, in the order of the file."""
    times: dict[str, dict[str, float]] = {"video": {}, "audio": {}}
    for packet in list(media.probe(path, "-show_packets", "-show_data_hash", "md5")["packets"])[2:]:
        known = times[packet["codec_type"]]
        known.setdefault(packet["data_hash"], float(packet["pts_time"]))
    return times


async def test_a_reader_that_stands_still_is_dropped_and_the_others_notice_nothing(tmp_path: Path) -> None:
    loop = media.loop(size="1280x720", kbps=6000)
    async with relaying(loop, reader_buffer=64 * 1024) as relay:
        stalled = await relay.record(tmp_path / "stalled.mkv", 60)
        while not relay.stream.readers:
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.5)
        stalled.send_signal(signal.SIGSTOP)
        other = await relay.record(tmp_path / "other.mkv", 4)

        async with asyncio.timeout(20):
            while not relay.stream.dropped:
                await asyncio.sleep(0.05)
        await other.communicate()
        stalled.kill()
        stalled.send_signal(signal.SIGCONT)
        await stalled.wait()

        assert other.returncode == 0
        assert relay.stream.dropped == 1
    assert media.decoded_frames(tmp_path / "other.mkv") >= 4 * 15 - 2


async def test_a_wrong_token_and_a_full_stream_are_told_to_ffmpeg(tmp_path: Path) -> None:
    async with relaying(media.loop()) as relay:
        relay.stream.max_readers = 1
        async with Peer(relay.server.port) as first:
            await first.play(relay.reader())
            full = await relay.record(tmp_path / "full.mkv", 1)
            told_full = (await full.communicate())[1]
        command = [media.wheel_ffmpeg(), "-nostdin", "-v", "error", *reading(relay.server.url("read/guessed"))]
        command += ["-f", "null", "-"]
        wrong = await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE)
        told_wrong = (await wrong.communicate())[1]

    assert b"453" in told_full
    assert b"404" in told_wrong


async def test_when_the_feed_dies_its_readers_end_at_once_with_a_whole_file(tmp_path: Path) -> None:
    async with relaying(media.loop()) as relay:
        reader = await relay.record(tmp_path / "a.mkv", 60)
        while not relay.stream.readers:
            await asyncio.sleep(0.02)
        await asyncio.sleep(1.5)

        relay.feed.kill()

        async with asyncio.timeout(3):
            await reader.communicate()
    assert media.decoded_frames(tmp_path / "a.mkv") >= 15
