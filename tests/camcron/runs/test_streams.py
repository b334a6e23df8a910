"""What streams consist of: looked at once, by whoever comes first."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from regie.camcron.runs.streams import StreamFacts, Streams
from regie.kernel.ffmpeg.reasons import Kind, reason

H264 = StreamFacts("h264", "aac")


class Camera:
    """Answers when the test says so, and counts who asks."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.kept: dict[str, StreamFacts] = {}
        self.answer: asyncio.Future[StreamFacts] = asyncio.get_running_loop().create_future()

    async def look(self, source: str, transport: str) -> StreamFacts:
        self.asked.append(f"{source} {transport}")
        return await self.answer

    async def keep(self, address: str, facts: StreamFacts) -> None:
        self.kept[address] = facts


def job(source: str = "rtsp://ada:secret@cam/main", *extra: str) -> Any:
    return SimpleNamespace(source=source, extra=extra)


async def test_jobs_that_begin_together_look_once():
    camera = Camera()
    streams = Streams(camera.look, camera.keep)
    waiting = [asyncio.create_task(streams.facts(job())) for _ in range(5)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    await asyncio.sleep(0)

    camera.answer.set_result(H264)

    assert await asyncio.gather(*waiting[1:]) == [H264] * 4
    with pytest.raises(asyncio.CancelledError):
        await waiting[0]
    assert camera.asked == ["rtsp://ada:secret@cam/main tcp"]
    assert camera.kept == {"rtsp://cam/main": H264}


async def test_a_look_that_failed_is_made_again():
    camera = Camera()
    streams = Streams(camera.look, camera.keep)
    camera.answer.set_result(StreamFacts(reason=reason(Kind.REFUSED)))
    assert (await streams.facts(job())).reason is not None

    await streams.facts(job())

    assert len(camera.asked) == 2
    assert camera.kept == {}
