"""A camera's cap under everything that reads cameras at once: the camera itself refuses whatever would be too many."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

from tests.journeys.house import House
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = [pytest.mark.rig, pytest.mark.timeout(180)]
BY_HAND = {"triggerType": "oneshot"}
SECONDS = 12.0


class Crowd:
    """Everybody who looks at one camera, each in a thread of its own, again and again."""

    def __init__(self, house: House, camera: str, jobs: list[str]) -> None:
        self.house = house
        self.camera = camera
        self.got: dict[str, int] = {}
        self.over = threading.Event()
        self.looks: list[Callable[[], bool]] = [self.thumbnail, self.telephone, self.test]
        self.looks += [partial(self.start, job) for job in jobs]
        self.looks += [partial(self.live, stream) for stream in ("main", "sub")]

    @contextmanager
    def about(self) -> Iterator[None]:
        threads = [threading.Thread(target=self.again, args=(look,)) for look in self.looks]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.over.set()
            for thread in threads:
                thread.join()

    def again(self, look: Callable[[], bool]) -> None:
        while not self.over.is_set():
            with contextlib.suppress(AssertionError, OSError, TimeoutError):
                look()
            self.over.wait(0.7)

    def note(self, what: str, came: bool) -> bool:
        self.got[what] = self.got.get(what, 0) + came
        return came

    def thumbnail(self) -> bool:
        return self.note("thumbnail", self.house.fetch(f"/api/cameras/{self.camera}/thumbnail").status_code == 200)

    def telephone(self) -> bool:
        answer = self.house.fetch(f"/api/cameras/{self.camera}/hls/index.m3u8?stream=sub")
        return self.note("telephone", answer.status_code == 200)

    def test(self) -> bool:
        answer = self.house.fetch(f"/api/cameras/{self.camera}")
        assert answer.status_code == 200
        tested = self.house.api("POST", f"/api/cameras/{self.camera}/test", {"stream": "main"})
        return self.note("test", tested["streams"][0]["ok"])

    def start(self, job: str) -> bool:
        self.house.api("POST", f"/api/jobs/{job}/start")
        return self.note(job, True)

    def live(self, stream: str) -> bool:
        token = self.house.api.bearer.removeprefix("Bearer ")
        url = f"{self.house.regie.url}/ws/cameras/{self.camera}/live?stream={stream}&token={token}"
        with connect(url.replace("http", "ws", 1), max_size=None) as socket:
            first: dict[str, Any] = json.loads(socket.recv(10))
            if first["type"] == "begin":
                for _ in range(3):
                    socket.recv(10)
            return self.note(f"live {stream}", first["type"] == "begin")


def test_jobs_viewers_pictures_and_tests_together_never_open_a_connection_too_many(
    relaycam: RelayCam, tmp_path: Path
) -> None:
    relaycam.limit(2)
    streams = {"main": relaycam.url("main"), "sub": relaycam.url("sub")}
    with House(tmp_path / "data", cameras={"checkSeconds": 2}) as house:
        camera = house.camera("Yard", streams["main"], maxConnections=2, streams=streams)
        lasting = [house.job(camera, f"Copy {key} {number}", streamKey=key) for key in streams for number in range(2)]
        lasting.append(house.job(camera, "Watch", action="detect_motion", streamKey="sub"))
        pictures = [
            house.job(camera, f"Picture {key}", run=False, action="snapshot", schedule=BY_HAND, streamKey=key)
            for key in streams
        ]
        look = house.job(camera, "Look", run=False, action="test_connection", schedule=BY_HAND)
        crowd = Crowd(house, camera, [*pictures, look])
        with crowd.about():
            for job in lasting:
                house.reaches(job, "running")
            for job in pictures:
                house.count(job, 2)
            wanted = {"thumbnail", "telephone", "test", "live main", "live sub"}
            eventually(lambda: wanted <= {what for what, times in crowd.got.items() if times}, within=30,
                       what=lambda: f"{crowd.got}")  # fmt: skip
            told = relaycam.state()
            assert (told["refused"], told["peak"] <= 2) == (0, True), told

            held = house.api("GET", f"/api/cameras/{camera}")
            house.api("PUT", f"/api/cameras/{camera}", held | {"maxConnections": 1})
            eventually(lambda: relaycam.state()["live"] == 1, what=lambda: f"{relaycam.state()}")
            relaycam.limit(1)
            time.sleep(SECONDS / 2)
            assert relaycam.state()["refused"] == 0, relaycam.state()
            states = {house.show(job)["state"] for job in lasting}
            assert states == {"running", "waiting"}, states
        house.stop(*lasting)
        eventually(lambda: relaycam.state()["live"] == 0, what=lambda: f"{relaycam.state()}", within=40)
        assert relaycam.state()["refused"] == 0
        assert not house.grumbles()
