"""Motion as its users see it: a camera whose picture changes at known instants, and what the server keeps of it."""

import contextlib
import itertools
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from websockets.sync.client import connect

from tests.journeys.house import House, at, ends, now
from tests.rigs import media
from tests.rigs.changing import ChangingCam, brightness
from tests.serving import eventually

BOX = (180, 110, 130, 40)
"""Where the block moves, of a picture of 320 by 180."""
NOTHING_MOVES = 219.0
MASK = [[[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 1]]]
"""Covers it."""
GOP = 1.0
SLOW_GOP = 2.0
ROLL = 3.0


def watch(house: House, camera: str, name: str, output: dict[str, Any] | None = None, **motion: Any) -> str:
    """A job that watches."""
    process = {"motion": {"preRoll": ROLL, "postRoll": ROLL} | motion}
    more = {"output": output} if output else {}
    return house.job(camera, name, action="detect_motion", processConfig=process, **more)


def sees(house: House, job: str) -> None:
    """Return once it has looked at a few pictures."""
    path = f"/api/jobs/{job}/motion/preview"
    eventually(lambda: tried(house, path).get("score") is not None, within=40, what=lambda: house.words(job))


def tried(house: House, path: str, **limits: Any) -> dict[str, Any]:
    with contextlib.suppress(AssertionError):
        return dict(house.api("POST", path, limits))
    return {}


def events(house: House, job: str) -> list[dict[str, Any]]:
    """Its motion events, oldest first."""
    return list(reversed(house.api("GET", f"/api/motion?jobId={job}")))


def with_clip(house: House, job: str, least: int = 1, within: float = 60) -> list[dict[str, Any]]:
    """Its events, once so many have their clips."""
    eventually(
        lambda: sum(1 for event in events(house, job) if event["fileId"]) >= least,
        within=within,
        what=lambda: f"{events(house, job)}\n{house.words(job)}",
    )
    return events(house, job)


def packets(path: Path) -> list[str]:
    """A digest of each packet of its picture, as it lies in the file."""
    command = [media.wheel_ffmpeg(), "-v", "error", "-i", str(path), "-map", "0:v", "-c", "copy"]
    command += ["-bsf:v", "h264_mp4toannexb,filter_units=pass_types=1-5", "-f", "framemd5", "-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return [line.rpartition(",")[2].strip() for line in done.stdout.splitlines() if line[:1].isdigit()]


def children_of(house: House) -> list[psutil.Process]:
    """The living processes of this server that look at pictures."""
    found = []
    for process in psutil.Process(house.regie.pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "regie.camcron.motion" in process.cmdline():
                found.append(process)
    return found


@dataclass
class Scenario:
    """
    Nothing moves for half a minute, then there is more light, then a block moves for four seconds, and some time later
    twice for two seconds with a pause between; all jobs are on one camera.
    """

    house: House
    usual: str = ""
    masked: str = ""
    dull: str = ""
    patient: str = ""
    beside: str = ""
    matroska: str = ""
    scores: list[dict[str, Any]] = field(default_factory=list)
    quiet: dict[str, int] = field(default_factory=dict)
    lit: dict[str, int] = field(default_factory=dict)
    begun: datetime = field(default_factory=now)
    gone: datetime = field(default_factory=now)
    preview: dict[str, Any] = field(default_factory=dict)
    hidden: dict[str, Any] = field(default_factory=dict)

    @property
    def watching(self) -> tuple[str, ...]:
        return (self.usual, self.masked, self.dull, self.patient, self.matroska)


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scenario]:
    folder = tmp_path_factory.mktemp("motion")
    with House(folder / "house") as house, ChangingCam(gop=GOP) as camera:
        told = play(house, camera)
        yield told
        house.stop(*told.watching)
        house.check()


def play(house: House, camera: ChangingCam) -> Scenario:
    made = house.camera("Yard", camera.url())
    told = Scenario(house, watch(house, made, "usual"), watch(house, made, "masked", mask=MASK))
    told.matroska = watch(house, made, "mkv", {"format": "mkv"}, sensitivity=60)
    told.dull = watch(house, made, "dull", sensitivity=1)
    told.patient = watch(house, made, "patient", cooldown=600)
    told.beside = house.job(made, "beside")
    jobs = told.watching
    for job in jobs:
        sees(house, job)
    time.sleep(30)  # as long as nothing moves, nothing is there to wait for
    told.quiet = {job: len(events(house, job)) for job in jobs}
    camera.flash()
    time.sleep(10)  # more than an event takes to be seen, of which there must be none
    told.lit = {job: len(events(house, job)) for job in jobs}
    token = house.api.bearer.removeprefix("Bearer ")
    address = house.regie.url.replace("http", "ws")
    with connect(f"{address}/ws/jobs/{told.usual}/motion?token={token}") as socket:
        told.begun, told.gone = camera.move(4)
        until = time.monotonic() + 7
        while time.monotonic() < until:
            with contextlib.suppress(TimeoutError):
                told.scores.append(json.loads(socket.recv(timeout=1)))
            if not told.preview and any(score.get("moving") for score in told.scores):
                path = f"/api/jobs/{told.usual}/motion/preview"
                told.preview, told.hidden = tried(house, path), tried(house, path, mask=MASK)
    for job in (told.usual, told.matroska, told.patient):
        with_clip(house, job)
    _, over = camera.move(2)
    time.sleep(max(0.0, over.timestamp() + 1.5 - time.time()))  # less than the post-roll: the time is what is tried
    camera.move(2)
    with_clip(house, told.usual, 2), with_clip(house, told.matroska, 2)
    house.stop(told.beside)
    return told


def test_a_noisy_scene_in_which_nothing_moves_makes_no_event(scenario: Scenario) -> None:
    assert set(scenario.quiet.values()) == {0}


def test_a_change_of_the_whole_picture_makes_none(scenario: Scenario) -> None:
    assert set(scenario.lit.values()) == {0}


def test_what_moves_below_a_mask_makes_none(scenario: Scenario) -> None:
    assert events(scenario.house, scenario.masked) == []


def test_what_is_too_small_for_a_low_sensitivity_makes_none(scenario: Scenario) -> None:
    assert events(scenario.house, scenario.dull) == []


def test_a_pause_shorter_than_the_post_roll_does_not_end_an_event(scenario: Scenario) -> None:
    first, second = events(scenario.house, scenario.usual)
    assert second["durationSeconds"] > 2 + 1.5
    assert at(first["endedAt"]) < at(second["startedAt"])


def test_no_event_begins_while_the_cooldown_lasts(scenario: Scenario) -> None:
    (event,) = events(scenario.house, scenario.patient)
    assert abs((at(event["startedAt"]) - scenario.begun).total_seconds()) < 2 * GOP


def test_a_clip_has_the_very_packets_of_the_camera(scenario: Scenario) -> None:
    """What was recorded beside it has them too: nothing was encoded anew."""
    house = scenario.house
    recorded = {packet for file in house.files(scenario.beside) for packet in packets(house.place(file))}
    for job in (scenario.usual, scenario.matroska):
        clip = packets(house.place(house.api("GET", f"/api/files/{events(house, job)[0]['fileId']}")))
        assert len(clip) > 60 and set(clip) <= recorded


@pytest.mark.parametrize(("job", "sound"), [("usual", "aac"), ("matroska", "aac")])
def test_a_clip_begins_before_the_motion_contains_it_and_ends_after_it(
    scenario: Scenario, job: str, sound: str
) -> None:
    house = scenario.house
    event = events(house, getattr(scenario, job))[0]
    file = house.api("GET", f"/api/files/{event['fileId']}")
    path = house.place(file)
    began = at(file["startedAt"])
    moving = [began + timedelta(seconds=second) for second, level in brightness(path, BOX) if level > NOTHING_MOVES]

    assert abs((moving[0] - scenario.begun).total_seconds()) < 0.7
    assert abs((moving[-1] - scenario.gone).total_seconds()) < 0.7
    assert ROLL - 0.7 <= (moving[0] - began).total_seconds() <= ROLL + 2 * GOP + 0.7
    assert ROLL - 0.7 <= ends(file) - moving[-1].timestamp() <= ROLL + 2 * GOP + 0.7
    assert moving[0] - timedelta(seconds=0.7) <= at(event["startedAt"]) <= moving[0] + timedelta(seconds=GOP + 0.7)
    assert event["score"] > 50 and event["source"] == "picture" and event["problem"] is None
    streams = {stream["codec_type"]: stream["codec_name"] for stream in media.probe(path)["streams"]}
    assert streams == {"video": "h264", "audio": sound}
    assert media.decoded_frames(path) / 15 == pytest.approx(file["durationSeconds"], abs=0.5)


def test_the_frames_of_a_clip_follow_each_other_as_they_came(scenario: Scenario) -> None:
    """Put together from pieces, and no seam shows: neither a gap nor a frame out of its place."""
    house = scenario.house
    event = events(house, scenario.usual)[0]
    path = house.place(house.api("GET", f"/api/files/{event['fileId']}"))
    instants = [second for second, _ in brightness(path, BOX)]
    apart = [later - earlier for earlier, later in itertools.pairwise(instants)]

    assert min(apart) > 0 and max(apart) < 0.35, sorted(apart)[-3:]


def test_an_event_has_a_picture_and_is_told_once_with_its_clip(scenario: Scenario) -> None:
    house = scenario.house
    event = events(house, scenario.usual)[0]
    picture = house.fetch(f"/api/motion/{event['id']}/thumbnail")
    notices = [told for told in house.api("GET", "/api/events?kind=motion") if told["jobId"] == scenario.usual]

    assert picture.status_code == 200 and picture.content[:3] == b"\xff\xd8\xff" and event["hasThumbnail"]
    clips = {(each["fileId"], each["id"]) for each in events(house, scenario.usual)}
    assert {(told["fileId"], told["data"]["motionId"]) for told in notices} == clips and len(notices) == len(clips)
    assert notices[0]["data"]["score"] > 50


def test_the_live_channel_tells_each_score_and_where_it_changed(scenario: Scenario) -> None:
    first, *scores = [told for told in scenario.scores if told["type"] != "beat"]
    moving = [told for told in scores if told["moving"]]

    assert first == {"type": "begin", "watching": True}
    assert len(scores) >= 4 and moving and not all(told["moving"] for told in scores)
    cells, columns = moving[-1]["cells"], moving[-1]["columns"]
    changed = [(place % columns, place // columns) for place, digit in enumerate(cells) if digit > "4"]
    assert changed and all(x >= columns / 2 and y >= len(cells) / columns / 2 for x, y in changed)


def test_limits_are_tried_on_the_last_picture(scenario: Scenario) -> None:
    assert scenario.preview["moving"] and scenario.preview["score"] > 50
    assert not scenario.hidden["moving"] and scenario.hidden["score"] == 0
    job = scenario.house.api("GET", f"/api/jobs/{scenario.usual}")
    assert "mask" not in job["processConfig"]["motion"]


def test_events_are_found_by_camera_span_and_score(scenario: Scenario) -> None:
    house, begun = scenario.house, scenario.begun.isoformat().replace("+00:00", "Z")
    event = events(house, scenario.usual)[0]

    def found(query: str) -> set[str]:
        return {each["id"] for each in house.api("GET", f"/api/motion?{query}")}

    assert event["id"] in found("cameraId=yard") & found(f"to={now().isoformat().replace('+00:00', 'Z')}")
    assert event["id"] in found(f"minScore={event['score']}") - found(f"minScore={event['score'] + 0.1}")
    assert event["id"] in found(f"from={begun}") - found(f"to={begun[:11]}00:00:00Z")
    assert found("cameraId=another") == set()


def test_nothing_is_left_in_the_staging_folders_but_the_ring(scenario: Scenario) -> None:
    house = scenario.house
    rings = [list(ring.iterdir()) for ring in (house.recordings / ".regie").glob("*/ring")]

    assert house.staged() == []
    assert len(rings) == len(scenario.watching)
    assert all(0 < len(pieces) < (ROLL + 5 + 10 + 8) / GOP for pieces in rings)


@pytest.mark.long
def test_a_long_event_has_several_files_and_another_job_may_be_looked_at_by_a_new_child(tmp_path: Path) -> None:
    """The child is killed while nothing moves, and again while something does: the event is seen all the same."""
    with House(tmp_path / "house") as house, ChangingCam(gop=SLOW_GOP, audio="none") as camera:
        made = house.camera("Gate", camera.url())
        job = watch(house, made, "gate", {"segmentDuration": 5})
        sees(house, job)
        time.sleep(6)
        (child,) = children_of(house)
        os.kill(child.pid, signal.SIGKILL)
        begun, gone = camera.move(12)
        eventually(lambda: bool(events(house, job)), within=30, what=lambda: house.words(job))
        os.kill(children_of(house)[0].pid, signal.SIGKILL)
        eventually(
            lambda: all(event["endedAt"] and event["fileId"] for event in events(house, job)),
            within=60,
            what=lambda: f"{events(house, job)} {house.words(job)}",
        )
        time.sleep(2)
        house.stop(job)
        (event,) = events(house, job)
        files = sorted((house.api("GET", f"/api/files/{each}") for each in event["fileIds"]), key=ends)
        assert house.words(job).count("the process that looks for motion has ended") == 2
        house.check()

    assert len(files) >= 3
    assert at(files[0]["startedAt"]) <= begun - timedelta(seconds=ROLL - 0.7)
    assert ends(files[-1]) >= gone.timestamp() + ROLL - 0.7
    for former, following in itertools.pairwise(files):
        assert ends(former) == pytest.approx(at(following["startedAt"]).timestamp(), abs=0.3), "no gap, nothing twice"


@pytest.mark.long
def test_a_server_killed_in_the_middle_of_an_event_makes_its_clip_at_the_next_start(tmp_path: Path) -> None:
    with House(tmp_path / "house") as house, ChangingCam(gop=GOP) as camera:
        made = house.camera("Gate", camera.url())
        job = watch(house, made, "gate")
        sees(house, job)
        time.sleep(8)
        begun, _ = camera.move(60)
        eventually(lambda: bool(events(house, job)), within=30, what=lambda: house.words(job))
        time.sleep(3)
        killed = now()
        house.kill()
        house.start()
        eventually(lambda: bool(events(house, job)[0]["fileId"]), within=60, what=lambda: str(events(house, job)))
        event = events(house, job)[0]
        file = house.api("GET", f"/api/files/{event['fileId']}")
        house.stop(job)
        eventually(lambda: not house.staged(), what=lambda: str(house.staged()))
        house.check()
        assert list((house.recordings / ".regie").glob("*/ring")) == []

    assert at(file["startedAt"]) <= begun - timedelta(seconds=ROLL - 1)
    assert killed.timestamp() - 4 <= ends(file) <= killed.timestamp() + 1
    assert event["endedAt"] is not None
