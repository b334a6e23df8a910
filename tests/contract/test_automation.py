"""
What programs rely on: the stable names of the API, from outside, on one real server with a real camera.

Each name here may be added to and never be renamed: scripts that nobody knows of read them.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.journeys.house import House, at, now
from tests.rigs.rtsp import RelayCam
from tests.serving import ASK, PASSWORD, eventually

pytestmark = pytest.mark.rig
OFFICE = {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"}
NIGHT = {"cron": "0 22 * * *", "cronStop": "0 6 * * *"}
MONDAY, TUESDAY = "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"
RUN = {
    "id",
    "scheduledAt",
    "startedAt",
    "endedAt",
    "status",
    "reason",
    "trigger",
    "attempts",
    "ticks",
    "bytes",
    "files",
}
FILE = {"id", "jobId", "cameraId", "path", "startedAt", "durationSeconds", "sizeBytes", "format", "protected"}


@dataclass
class Recorded:
    """A house in which a job has recorded for a few seconds, was stopped, and ran once more."""

    house: House
    camera: str
    job: str
    begun: datetime
    stopped: datetime
    resumed: datetime
    sockets: list[str] = field(default_factory=list)
    """Tokens that were in addresses."""

    def asks(self, method: str, path: str, body: Any = None) -> Any:
        return self.house.api(method, path, body)

    def answers(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """The answer itself, whatever it says."""
        headers = {"authorization": self.house.api.bearer}
        return ASK.request(method, self.house.regie.url + path, json=body, headers=headers, timeout=20)

    def plan(self, **body: Any) -> dict[str, Any]:
        """That of a job that is not saved, in the zone UTC."""
        asked = {"cameraId": self.camera, "action": "record", "timezone": "UTC", "from": MONDAY, "to": TUESDAY, **body}
        return dict(self.asks("POST", "/api/jobs/plan", asked))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    with RelayCam() as cam, House(tmp_path_factory.mktemp("automation") / "data", logging={"level": "debug"}) as house:
        camera = house.camera("Yard", cam.url())
        begun = now()
        job = house.job(camera, "Always", run=False, schedule={}, timezone="UTC", output={"segmentDuration": 5})
        house.reaches(job, "running")
        house.count(job, 1)
        house.stop(job)
        stopped = now()
        time.sleep(3)
        house.api("POST", f"/api/jobs/{job}/start")
        house.reaches(job, "running")
        resumed = now()
        house.count(job, 3)
        house.stop(job)
        yield Recorded(house, camera, job, begun, stopped, resumed)


def wire(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# -- cameras and jobs ------------------------------------------------------------------------------------------------


def test_a_camera_has_a_cap_and_a_relay(made: Recorded) -> None:
    camera = made.asks("GET", f"/api/cameras/{made.camera}")
    assert (camera["maxConnections"], camera["relay"]) == (None, "auto")

    for relay in ("always", "never", "auto"):
        changed = made.asks("PUT", f"/api/cameras/{made.camera}", camera | {"maxConnections": 4, "relay": relay})
        assert (changed["maxConnections"], changed["relay"]) == (4, relay)
    assert made.asks("PUT", f"/api/cameras/{made.camera}", camera)["maxConnections"] is None
    for wrong in ({"maxConnections": 0}, {"relay": "sometimes"}):
        assert made.answers("PUT", f"/api/cameras/{made.camera}", camera | wrong).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {"action": "record", "output": {"segmentSizeMB": 64}},
        {"action": "timelapse", "schedule": {"cron": "0 4 * * *", "period": {"endDate": "2099-12-31"}},
         "processConfig": {"timelapse": {"frameRate": 12.5, "assemble": "period", "keepFrames": False}}},
        {"action": "timelapse", "processConfig": {"timelapse": {"frameRate": 30, "assemble": "day"}}},
        {"action": "timelapse", "processConfig": {"timelapse": {"assemble": "manual", "keepFrames": True}}},
        {"action": "detect_motion", "processConfig": {"motion": {"sensitivity": 70, "preRoll": 3, "postRoll": 4}}},
        {"action": "record", "schedule": OFFICE | {"excludeDates": ["2026-05-01", "--12-25"]}},
    ],
)  # fmt: skip
def test_names_of_jobs_are_taken_kept_and_given_back(made: Recorded, body: dict[str, Any]) -> None:
    body = {"schedule": {"cron": "0 4 * * *"}, **body}
    added = made.asks("POST", "/api/jobs", {"name": "Named", "cameraId": made.camera, "enabled": False, **body})

    kept = made.asks("GET", f"/api/jobs/{added['id']}")

    assert {key: _same(kept[key], held) for key, held in body.items()} == body
    assert made.asks("PUT", f"/api/jobs/{added['id']}", kept)["id"] == added["id"]
    made.asks("DELETE", f"/api/jobs/{added['id']}")


def _same(kept: Any, sent: Any) -> Any:
    """As much of what is kept as was sent."""
    return {key: _same(kept[key], held) for key, held in sent.items()} if isinstance(sent, dict) else kept


def test_the_reserve_of_space_is_a_setting(made: Recorded) -> None:
    percent = made.asks("GET", "/api/config")["storage"]["lowSpacePercent"]
    made.asks("PUT", "/api/config", {"storage": {"lowSpacePercent": percent + 1}})

    assert made.asks("GET", "/api/config")["storage"]["lowSpacePercent"] == percent + 1
    made.asks("PUT", "/api/config", {"storage": {"lowSpacePercent": percent}})


# -- plans -----------------------------------------------------------------------------------------------------------


def test_a_plan_has_windows_with_true_bounds_that_are_not_cut(made: Recorded) -> None:
    plan = made.plan(schedule=NIGHT)

    assert set(plan) == {"windows", "warnings", "gbPerDay"}
    assert plan["windows"] == [
        {"start": "2026-03-01T22:00:00.000Z", "end": "2026-03-02T06:00:00.000Z", "kind": "continuous"},
        {"start": "2026-03-02T22:00:00.000Z", "end": "2026-03-03T06:00:00.000Z", "kind": "continuous"},
    ]
    touching = made.plan(schedule=NIGHT, **{"from": "2026-03-02T06:00:00Z", "to": "2026-03-02T22:00:00Z"})
    assert touching["windows"] == []  # half-open at both ends


@pytest.mark.parametrize(
    ("schedule", "window"),
    [
        ({}, {"start": None, "end": None, "kind": "continuous"}),
        (
            {"period": {"startDate": "2026-03-01"}},
            {"start": "2026-03-01T00:00:00.000Z", "end": None, "kind": "continuous"},
        ),
        (
            {"period": {"endDate": "2026-03-02"}},
            {"start": None, "end": "2026-03-03T00:00:00.000Z", "kind": "continuous"},
        ),
        (
            {"cron": "30 7 * * *", "triggerType": "duration", "duration": 90},
            {"start": "2026-03-02T07:30:00.000Z", "end": "2026-03-02T07:31:30.000Z", "kind": "duration"},
        ),
        (
            {"cron": "30 7 * * *", "triggerType": "oneshot"},
            {"start": "2026-03-02T07:30:00.000Z", "end": None, "kind": "tick"},
        ),
    ],
    ids=["always", "without an end", "without a beginning", "of a fixed length", "an instant"],
)
def test_each_kind_of_window_has_its_word(made: Recorded, schedule: dict[str, Any], window: dict[str, Any]) -> None:
    action = "snapshot" if schedule.get("triggerType") == "oneshot" else "record"

    assert made.plan(schedule=schedule, action=action)["windows"] == [window]


def test_a_saved_job_has_the_same_plan_and_days_left_out_are_not_in_it(made: Recorded) -> None:
    schedule = OFFICE | {"excludeDates": ["2026-03-03", "--03-05"]}
    job = made.house.job(made.camera, "Office", run=False, enabled=False, schedule=schedule, timezone="Europe/Paris")
    span = {"from": MONDAY, "to": "2026-03-09T00:00:00Z"}

    saved = made.asks("GET", f"/api/jobs/{job}/plan?from={span['from']}&to={span['to']}")
    unsaved = made.plan(schedule=schedule, timezone="Europe/Paris", **span)

    assert set(saved) == set(unsaved) == {"windows", "warnings", "gbPerDay"}
    assert saved["windows"] == unsaved["windows"]
    assert [window["start"] for window in saved["windows"]] == [f"2026-03-{day:02}T07:00:00.000Z" for day in (2, 4, 6)]


def test_both_hour_changes_are_in_a_plan(made: Recorded) -> None:
    paris = {"timezone": "Europe/Paris", "action": "snapshot"}
    spring = {"from": "2026-03-28T12:00:00Z", "to": "2026-03-30T12:00:00Z"}
    autumn = {"from": "2026-10-24T12:00:00Z", "to": "2026-10-25T12:00:00Z"}

    ticks = made.plan(schedule={"cron": "30 2 * * *", "triggerType": "oneshot"}, **paris | spring)["windows"]
    night = {"cron": "0 22 * * *", "cronStop": "30 2 * * *", "triggerType": "continuous"}
    windows = made.plan(schedule=night, **paris | autumn | {"action": "record"})["windows"]

    assert [tick["start"] for tick in ticks] == ["2026-03-29T01:00:00.000Z", "2026-03-30T00:30:00.000Z"]
    assert [(window["start"], window["end"]) for window in windows] == [
        ("2026-10-24T20:00:00.000Z", "2026-10-25T01:30:00.000Z")
    ]


def test_a_warning_has_a_code_a_sentence_and_a_fix_that_may_be_sent_as_it_is(made: Recorded) -> None:
    body = {"schedule": {"cron": "0 8-18 * * 1-5", "triggerType": "continuous"}}
    plan = made.plan(**body)

    assert len(plan["windows"]) == 11
    (warning,) = [each for each in plan["warnings"] if each["code"] == "one-minute-windows"]
    assert set(warning) == {"code", "message", "fix"} and warning["message"]
    mended = made.plan(**body | warning["fix"])
    assert mended["windows"] == [
        {"start": "2026-03-02T08:00:00.000Z", "end": "2026-03-02T18:00:00.000Z", "kind": "continuous"}
    ]
    assert [each for each in mended["warnings"] if each["code"] == "one-minute-windows"] == []


def test_space_is_told_before_saving_from_what_was_measured(made: Recorded) -> None:
    half = {"cron": "0 6 * * *", "cronStop": "0 18 * * *"}
    files = made.house.files(made.job)
    a_day = sum(file["sizeBytes"] for file in files) / sum(file["durationSeconds"] for file in files) * 86_400 / 1e9

    whole, halved = (made.plan(schedule=each, retention={"maxSizeGB": 0.1}) for each in ({}, half))
    much = made.plan(schedule={}, retention={"maxDays": 3650})

    assert whole["gbPerDay"] == pytest.approx(a_day, rel=0.3)
    assert halved["gbPerDay"] == pytest.approx(whole["gbPerDay"] / 2, rel=0.1)
    assert [each["code"] for each in whole["warnings"] if each["code"] == "space"] == []
    (warning,) = [each for each in much["warnings"] if each["code"] == "space"]
    assert "3650 days need" in warning["message"] and "you have" in warning["message"]
    assert warning["fix"]["retention"]["maxDays"] < 3650


# -- what was done ---------------------------------------------------------------------------------------------------


def test_history_tells_each_run_newest_first(made: Recorded) -> None:
    runs = made.asks("GET", f"/api/jobs/{made.job}/history")

    assert len(runs) == 2 and all(set(run) >= RUN for run in runs)
    later, former = runs
    assert at(later["startedAt"]) > at(former["endedAt"])
    assert {run["status"] for run in runs} == {"stopped"}
    files = made.house.files(made.job)
    assert sum(run["files"] for run in runs) == len(files)
    assert sum(run["bytes"] for run in runs) == sum(file["sizeBytes"] for file in files)
    assert former["ticks"] == 1 and former["attempts"] == 1 and former["trigger"] == "schedule"


def test_files_are_found_by_job_camera_and_span(made: Recorded) -> None:
    files = made.house.files(made.job)
    assert len(files) >= 4 and all(set(file) >= FILE for file in files)
    file = files[0]
    assert (file["jobId"], file["cameraId"], file["format"], file["protected"]) == (made.job, made.camera, "mp4", False)
    assert made.house.place(file).stat().st_size == file["sizeBytes"]

    def found(query: str) -> set[str]:
        return {each["id"] for each in made.asks("GET", f"/api/files?limit=1000&{query}")}

    before = {each["id"] for each in files if at(each["startedAt"]) < made.stopped}
    assert 0 < len(before) < len(files)
    assert found(f"jobId={made.job}&from={wire(made.begun)}&to={wire(made.stopped)}") == before
    assert found(f"cameraId={made.camera}&from={wire(made.stopped)}") == {each["id"] for each in files} - before
    assert found("jobId=nobody") == set()


def test_a_file_is_fetched_whole_or_in_part_seen_small_and_deleted(made: Recorded) -> None:
    file = made.house.files(made.job)[-1]
    place, path = made.house.place(file), f"/api/files/{file['id']}"
    whole = place.read_bytes()

    assert made.house.fetch(f"{path}/content").content == whole
    part = made.house.fetch(f"{path}/content", range="bytes=10-19")
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert made.house.fetch(f"{path}/content", range=f"bytes={len(whole)}-").status_code == 416
    picture = made.house.fetch(f"{path}/thumbnail")
    assert picture.headers["content-type"] == "image/jpeg" and picture.content.startswith(b"\xff\xd8")

    extra = made.house.files(made.job)[0]
    made.asks("DELETE", f"/api/files/{extra['id']}")
    assert made.answers("GET", f"/api/files/{extra['id']}/content").status_code == 404
    assert not made.house.place(extra).exists()
    explained = made.asks("GET", f"/api/jobs/{made.job}/explain?at={extra['startedAt']}")
    assert (explained["cause"], explained["wanted"]) == ("deletedByUser", True), explained


def test_an_export_is_a_task_with_progress(made: Recorded) -> None:
    span = {"from": wire(made.begun), "to": wire(now())}
    asked = made.answers("POST", "/api/exports", {"jobId": made.job, "format": "file", **span})
    assert asked.status_code == 202
    task = asked.json()["id"]

    shown: dict[str, Any] = {}

    def done() -> bool:
        shown.update(made.asks("GET", f"/api/tasks/{task}"))
        assert shown["progress"] is None or 0 <= shown["progress"] <= 1
        return bool(shown["state"] == "done")

    eventually(done, what=lambda: str(shown))
    assert shown["progress"] == 1
    export = made.asks("GET", f"/api/exports/{task}")
    assert (export["state"], export["progress"]) == ("done", 1)
    assert len(made.house.fetch(export["url"]).content) == export["sizeBytes"] > 0


def test_a_timeline_has_a_lane_for_each_job_with_spans_and_gaps_of_a_cause(made: Recorded) -> None:
    timeline = made.asks("GET", f"/api/cameras/{made.camera}/timeline?from={wire(made.begun)}&to={wire(now())}")

    (lane,) = [lane for lane in timeline["lanes"] if lane["jobId"] == made.job]
    assert len(lane["spans"]) == 2
    assert all(set(gap) >= {"start", "end", "cause"} for gap in lane["gaps"])
    between = [gap for gap in lane["gaps"] if gap["cause"] == "stoppedByUser"]
    assert at(between[0]["start"]) <= made.stopped + timedelta(seconds=1) < at(between[0]["end"]) <= made.resumed
    assert all(at(span["start"]) < at(span["end"]) for span in lane["spans"] + lane["gaps"])


# -- sockets ---------------------------------------------------------------------------------------------------------


def _token(made: Recorded) -> str:
    token = made.house.api.bearer.removeprefix("Bearer ")
    made.sockets.append(token)
    return token


def _first(socket: ClientConnection) -> dict[str, Any]:
    return dict(json.loads(socket.recv(timeout=10)))


def test_a_socket_takes_the_cookie_of_the_session_or_a_token_and_nobody_else(made: Recorded) -> None:
    address = made.house.regie.url.replace("http", "ws", 1)
    with httpx.Client(base_url=made.house.regie.url) as browser:
        browser.post("/api/auth/session", json={"username": "ada", "password": PASSWORD}).raise_for_status()
        cookie = {"cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}
    with connect(f"{address}/ws/status", additional_headers=cookie) as socket:
        assert _first(socket)["type"] == "snapshot"
    with connect(f"{address}/ws/status?token={_token(made)}") as socket:
        assert _first(socket)["type"] == "snapshot"
    for stranger in ("/ws/status", "/ws/status?token=none", f"/ws/logs/{made.job}"):
        with pytest.raises(InvalidStatus) as refused:
            connect(address + stranger)
        assert refused.value.response.status_code == 401


def test_status_begins_with_the_full_picture_and_goes_on_with_changes(made: Recorded) -> None:
    address = made.house.regie.url.replace("http", "ws", 1)
    with connect(f"{address}/ws/status?token={_token(made)}") as socket:
        first = _first(socket)
        assert {job["id"] for job in first["jobs"]} == {job["id"] for job in made.asks("GET", "/api/jobs")}
        assert {camera["id"] for camera in first["cameras"]} == {made.camera}
        assert first["status"].keys() == made.asks("GET", "/api/status").keys()

        held = made.asks("GET", f"/api/jobs/{made.job}")
        made.asks("PUT", f"/api/jobs/{made.job}", held | {"priority": 7})
        deadline = time.monotonic() + 10
        while True:
            told = json.loads(socket.recv(timeout=max(0.1, deadline - time.monotonic())))
            if told["type"] == "job" and (told["job"]["id"], told["job"]["priority"]) == (made.job, 7):
                break
        assert told["job"].keys() == held.keys()


def test_a_token_in_an_address_reaches_no_log(made: Recorded) -> None:
    address = made.house.regie.url.replace("http", "ws", 1)
    token = _token(made)
    for path in ("/ws/status", f"/ws/logs/{made.job}"):
        with connect(f"{address}{path}?token={token}"):
            pass
    ASK.get(f"{made.house.regie.url}/api/jobs?token={token}")

    texts = [made.house.regie.told(), *_texts(made.house.folder / "logs")]

    assert any("/ws/status" in text for text in texts)  # they are noted, without their secrets
    assert [text for text in texts for secret in made.sockets if secret in text] == []


def _texts(folder: Path) -> list[str]:
    return [path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file()]
