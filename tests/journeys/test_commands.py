"""Commands of an administrator's own against a real camera: the specification's job 4, limits, and secrets."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.contract.specification import JOBS
from tests.journeys.house import House, shown_by_ps
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig

USER, PASSWORD = "opérateur", 'p@ss:w/rd#%"é'
SPELLINGS = (PASSWORD, quote(PASSWORD, safe=""), json.dumps(PASSWORD)[1:-1])
BY_HAND = {"triggerType": "oneshot"}
JOB_4 = JOBS[3]


@pytest.fixture(scope="module")
def camera() -> Iterator[RelayCam]:
    with RelayCam(main=media.loop()) as camera:
        camera.require("digest", USER, PASSWORD)
        yield camera


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, camera: RelayCam) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    allowed = [sys.executable, "printenv"]
    settings: dict[str, Any] = {"commands": {"allowed": allowed, "maxOutputMB": 1}}
    with House(folder / "data", ffmpeg={"ffprobePath": "/usr/bin/ffprobe"}, **settings) as house:
        made = house.api.camera("Caméra Garage", camera.url("main", username=USER, password=PASSWORD), id="cam-garage")
        assert made == "cam-garage"
        yield house


def run(house: House, name: str, command: str | list[str], **more: Any) -> str:
    """The job, its one run ended."""
    process = {"command": command, **more.pop("processConfig", {})}
    body = {"schedule": BY_HAND, "maxRetries": 0, "processConfig": process} | more
    job = house.api.job("cam-garage", name, "custom_command", **body)
    again(house, job)
    return job


def again(house: House, job: str) -> None:
    house.api("POST", f"/api/jobs/{job}/start")
    eventually(lambda: over(house, job), within=40, what=lambda: f"{house.show(job)}\n{house.words(job)}")


def over(house: House, job: str) -> bool:
    runs = house.history(job)
    return bool(runs) and runs[0]["status"] != "running"


def content(house: House, job: str) -> bytes:
    (file,) = house.files(job)
    return house.fetch(f"/api/files/{file['id']}/content").content


def assert_secret(house: House, *texts: str) -> None:
    lines = [path.read_text(errors="replace") for path in (house.folder / "logs").rglob("*") if path.is_file()]
    for text in (*texts, *lines):
        for spelling in SPELLINGS:
            assert spelling not in text


def test_job_4_of_the_specification_produces_its_json_and_no_password_is_seen(house: House) -> None:
    directory = JOB_4["output"]["directory"].replace("/data/camcron", str(house.recordings))
    body = JOB_4 | {"output": JOB_4["output"] | {"directory": directory}}
    assert house.api("POST", "/api/jobs", body)["processConfig"]["command"] == JOB_4["processConfig"]["command"]

    house.api("POST", f"/api/jobs/{JOB_4['id']}/start")
    seen = []
    while not over(house, JOB_4["id"]):
        seen.append(shown_by_ps())
    (run_,), (file,) = house.history(JOB_4["id"]), house.files(JOB_4["id"])

    assert run_["status"] == "success", (run_, house.words(JOB_4["id"]))
    streams = json.loads(house.place(file).read_text())["streams"]
    assert {stream["codec_name"] for stream in streams} >= {"h264"}
    assert (streams[0]["width"], streams[0]["height"]) == (640, 360)
    assert (file["format"], file["kind"], run_["files"]) == ("json", "data", 1)
    assert file["path"].startswith("camera-garage/audit/audit_2")
    assert any("ffprobe" in listing for listing in seen)
    assert_secret(house, *seen, house.words(JOB_4["id"]))
    assert house.fetch(f"/api/files/{file['id']}/content").headers["content-type"] == "application/json"


SAYS = (
    "import os, sys, time, urllib.parse as u\n"
    "address = sys.argv[1]; raw = u.unquote(address)\n"
    "for part in (address, raw, os.environ['STREAM_URL']):\n"
    "    for letter in part: sys.stdout.write(letter); sys.stdout.flush()\n"
    "    print(); print('error: ' + part, file=sys.stderr)\n"
    "sys.stdout.write('x' * 100000 + raw + 'y' * 100000)\n"
)


def test_what_a_command_prints_is_kept_without_the_password_however_it_is_spelled(house: House) -> None:
    job = run(house, "Says", [sys.executable, "-c", SAYS, "{streamUrl}"], output={"format": "txt"})

    assert house.history(job)[0]["status"] == "success", house.words(job)
    told = content(house, job).decode()
    assert "x" * 100000 in told and "y" * 100000 in told and told.count("***") >= 4
    assert "error: rtsp://********@" in house.words(job)
    assert_secret(house, told, house.words(job))


def test_a_file_that_a_command_writes_itself_is_kept_and_cleaned_where_it_is_text(house: House) -> None:
    code = "import sys; open(sys.argv[2], 'w').write('from ' + sys.argv[1]); print('to the log')"
    job = run(house, "Writes", [sys.executable, "-c", code, "{streamUrl}", "{output}"], output={"format": "txt"})
    picture = run(
        house, "Grabs", "ffmpeg -v error -i {streamUrl} -frames:v 1 -f mjpeg {output}", output={"format": "jpg"}
    )

    assert content(house, job).startswith(b"from rtsp://********@127.0.0.1")
    assert "to the log" in house.words(job)
    assert content(house, picture)[:2] == b"\xff\xd8"
    assert house.files(picture)[0]["kind"] == "picture"
    assert_secret(house, house.words(job), house.words(picture))


def test_a_command_that_fails_says_its_last_words(house: House) -> None:
    job = run(
        house, "Fails", [sys.executable, "-c", "import sys; print('no such thing', file=sys.stderr); sys.exit(3)"]
    )

    (ended,) = house.history(job)
    assert (ended["status"], ended["files"]) == ("failed", 0)
    assert ended["reason"] == "The process ended with code 3. no such thing"


def test_a_command_that_takes_too_long_is_ended_with_its_family(house: House) -> None:
    code = "import subprocess, time; subprocess.Popen(['sleep', '98765']); time.sleep(98765)"
    begun = time.monotonic()
    job = run(house, "Sleeps", [sys.executable, "-c", code], processConfig={"timeout": 1})

    (ended,) = house.history(job)
    assert (ended["status"], ended["reason"]) == ("failed", "It took longer than 1 s (processConfig.timeout).")
    assert time.monotonic() - begun < 12
    assert "sleep 98765" not in shown_by_ps()


def test_a_command_that_writes_too_much_is_ended(house: House) -> None:
    job = run(house, "Floods", [sys.executable, "-c", "while True: print('flood' * 1000)"], maxRetries=3)

    (ended,) = house.history(job)
    assert (ended["status"], ended["attempts"], ended["files"]) == ("failed", 1, 0)
    assert ended["reason"] == "It wrote more than 1 MB (commands.maxOutputMB)."


def test_a_command_that_writes_nothing_leaves_no_file(house: House) -> None:
    job = run(house, "Silent", [sys.executable, "-c", "pass"])

    (ended,) = house.history(job)
    assert (ended["status"], ended["reason"], ended["files"]) == ("success", "It wrote nothing.", 0)
    assert not house.staged()


def test_no_secret_of_the_server_is_in_the_environment_of_a_command(house: House) -> None:
    job = run(house, "Environment", ["printenv"], output={"format": "txt"})

    assert b"PATH=" in content(house, job)
    assert b"STREAM_URL=rtsp://********@127.0.0.1" in content(house, job)
    assert b"REGIE_" not in content(house, job).replace(b"REGIE_CHILD", b"")


@pytest.mark.long
def test_without_an_ffprobe_its_job_is_blocked_and_says_how_to_get_one(tmp_path: Path) -> None:
    with House(tmp_path / "data", ffmpeg={"ffprobePath": str(tmp_path / "ffprobe")}) as house:
        camera = house.camera("Yard", "rtsp://127.0.0.1:9/x")
        job = house.api.job(
            camera, "Audit", "custom_command", schedule={"cron": "0 */6 * * *", "triggerType": "oneshot"},
            processConfig={"command": "ffprobe {streamUrl}"},
        )  # fmt: skip

        shown = house.reaches(job, "blocked")
        assert shown["reasonCode"] == "command"
        assert "ffmpeg.ffprobePath" in shown["reason"] and "apt install ffmpeg" in shown["reason"]

        (tmp_path / "ffprobe").symlink_to("/usr/bin/ffprobe")
        house.reaches(job, "idle")
