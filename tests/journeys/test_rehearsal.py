"""Limits of motion tried on the live picture: no job runs, and whoever looks changes them while they look."""

import contextlib
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.journeys.house import House
from tests.rigs.changing import ChangingCam
from tests.serving import eventually

pytestmark = pytest.mark.rig
MASK = [[[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 1]]]
"""Covers where the block moves."""


@pytest.fixture(scope="module")
def yard() -> Iterator[ChangingCam]:
    with ChangingCam(audio="none") as camera:
        yield camera


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, yard: ChangingCam) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("rehearsal") / "house") as made:
        made.camera("Yard", yard.url(), maxConnections=1)
        yield made
        eventually(lambda: not made.recorders(), within=15, what=lambda: "it goes on without viewers")
        made.check()


@contextlib.contextmanager
def looking(house: House, camera: str = "yard") -> Iterator[ClientConnection]:
    token = house.api.bearer.removeprefix("Bearer ")
    address = house.regie.url.replace("http", "ws")
    with connect(f"{address}/ws/cameras/{camera}/motion?token={token}", max_size=None) as socket:
        yield socket


def scores(socket: ClientConnection, seconds: float) -> list[dict[str, Any]]:
    """What is told for so long; each score follows its picture."""
    found: list[dict[str, Any]] = []
    until, picture = time.monotonic() + seconds, b""
    while time.monotonic() < until or picture:
        with contextlib.suppress(TimeoutError):
            told = socket.recv(timeout=0.5)
            if isinstance(told, bytes):
                picture = told
                continue
            found.append(json.loads(told))
            if found[-1]["type"] == "score":
                assert picture[:2] == b"\xff\xd8" and picture[-2:] == b"\xff\xd9"
                picture = b""
    return [told for told in found if told["type"] == "score"]


def test_motion_is_scored_on_the_live_picture_and_an_event_would_begin(house: House, yard: ChangingCam) -> None:
    with looking(house) as socket:
        assert json.loads(socket.recv(timeout=30)) == {"type": "begin"}
        quiet = scores(socket, 3)
        yard.move(3)
        moved = scores(socket, 5)

    assert len(quiet) >= 9 and not any(told["moving"] or told["active"] for told in quiet)
    strongest = max(moved, key=lambda told: told["score"])
    assert strongest["moving"] and strongest["score"] > 50 and moved[-1]["active"]
    assert strongest["minArea"] == pytest.approx(0.007, abs=0.001)
    assert strongest["threshold"] == pytest.approx(22, abs=1)
    columns = strongest["columns"]
    changed = [(n % columns, n // columns) for n, digit in enumerate(strongest["cells"]) if digit > "4"]
    assert changed and all(x >= columns / 2 for x, _ in changed)
    assert house.api("GET", "/api/motion") == []


def test_what_moves_below_a_mask_that_was_just_drawn_scores_nothing(house: House, yard: ChangingCam) -> None:
    with looking(house) as socket:
        socket.send(json.dumps({"mask": MASK}))
        scores(socket, 2.5)
        yard.move(5)
        hidden = scores(socket, 2.5)
        socket.send(json.dumps({"mask": [], "sensitivity": 70}))
        seen = scores(socket, 2)

    assert max(told["score"] for told in hidden) < 20
    assert max(told["score"] for told in seen) > 50
    assert seen[-1]["minArea"] < hidden[-1]["minArea"]


@pytest.mark.parametrize("said", ["{", "[]", '{"sensitivity": 500}', '{"mask": [[[0, 0], [1, 1]]]}', "x" * 60_000])
def test_what_cannot_be_understood_changes_nothing(house: House, yard: ChangingCam, said: str) -> None:
    with looking(house) as socket:
        socket.send('{"sensitivity": 90}')
        before: dict[str, Any] = {"minArea": 1}
        eventually(
            lambda: bool(before.update(scores(socket, 1)[-1]) or before["minArea"] < 0.003), what=lambda: str(before)
        )
        socket.send(said)
        after = scores(socket, 3)

    assert {(told["minArea"], told["threshold"]) for told in after} == {(before["minArea"], before["threshold"])}


def test_it_takes_no_second_connection_to_the_camera_and_ends_with_who_looks(house: House, yard: ChangingCam) -> None:
    job = house.job("yard", "Film")
    house.reaches(job, "running")
    with looking(house) as one, looking(house) as other:
        assert scores(one, 2) and scores(other, 1)
        assert yard.state()["peak"] == 1
    house.stop(job)

    eventually(lambda: yard.state()["live"] == 0, within=15, what=lambda: str(yard.state()))


def test_a_camera_that_shows_nothing_is_told_once_with_the_reason(house: House) -> None:
    house.camera("Nowhere", "rtsp://127.0.0.1:9/main")
    with looking(house, "nowhere") as socket:
        told = json.loads(socket.recv(timeout=30))
        more = scores(socket, 4)

    assert (told["type"], told["code"], more) == ("trouble", "refused", [])
