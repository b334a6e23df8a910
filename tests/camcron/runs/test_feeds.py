"""What becomes of a feed and of its readers when the relay ends, and when the camera does."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from regie.camcron.runs.down import READERS_AGAIN, RELAY_DIED, LineDown, RelayDied
from regie.camcron.runs.feeds import Fed, Feed, Feeds
from regie.kernel.processes.child import Exit
from regie.kernel.processes.work import Failure
from tests.fakes.clock import VirtualClock

FED = Fed("camera-uuid", "hall", "rtsp://192.0.2.7/main")


class Relayed(Feeds):
    """Its relay is there again whenever it is asked."""

    async def publish(self, stream: str) -> str:
        return f"rtsp://127.0.0.1:8554/{stream}"


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    shop: Any = SimpleNamespace(
        clock=VirtualClock(),
        ffmpeg=SimpleNamespace(path=Path("ffmpeg"), version=(7, 1)),
        scratch=tmp_path,
        answers=lambda *told: None,
        policy={},
    )
    return Feed(FED, "hall.1", Relayed(shop), lambda _: None)


def judged(feed: Feed, *words: str) -> Failure:
    feed.received("stderr", "".join(f"[error] {word}\n" for word in words).encode())
    verdict = feed.judge(Exit(1, 3.0))
    assert isinstance(verdict, Failure)
    return verdict


async def test_the_relays_end_is_no_failure_and_the_feed_is_back_before_its_readers(feed: Feed):
    await feed.launch(1)
    feed.relay_died()

    found = judged(feed, "Broken pipe")

    assert (found.reason, found.counts) == (RELAY_DIED, False)
    assert found.delay is not None and found.delay < READERS_AGAIN
    assert isinstance(feed.down, RelayDied)
    readers = feed.down.failure()
    assert (readers.counts, readers.delay) == (False, READERS_AGAIN)
    assert isinstance(feed.down.again(), RelayDied)


async def test_a_camera_that_is_away_after_the_relays_end_is_told_as_such_and_asked_slower_and_slower(feed: Feed):
    await feed.launch(1)
    feed.relay_died()
    judged(feed, "Broken pipe")
    await feed.launch(2)

    found = judged(feed, "Connection to tcp://192.0.2.7:554?timeout=0 failed: Connection refused")

    assert (found.counts, found.delay) == (True, None)
    assert feed.down is not None and feed.down.code == "refused"
    assert type(feed.down.again()) is LineDown and feed.down.failure().counts
