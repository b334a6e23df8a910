"""The command line beside a running server: real cameras, no password, and codes that scripts can rely on."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import environment, eventually

pytestmark = pytest.mark.rig
SECONDS = 60


class Line:
    """`regie …` on a folder, in a process of its own, as a script calls it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "regie", *arguments, "--data", str(self.folder)]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=SECONDS, check=False, cwd=cwd, env=environment()
        )

    def json(self, *arguments: str) -> Any:
        done = self(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with RelayCam(main=media.loop()) as cam, House(tmp_path_factory.mktemp("cli") / "data") as made:
        camera = made.camera("Yard", cam.url("main"))
        made.camera("Gone", "rtsp://127.0.0.1:9/none")
        made.api.job(camera, "Clip", schedule={"triggerType": "duration", "duration": 10})
        made.api.job(camera, "Doors", enabled=False)
        yield made


@pytest.fixture
def line(house: House) -> Line:
    return Line(house.folder)


def test_a_run_by_hand_is_waited_for_and_its_file_is_listed_and_fetched(line: Line, house: House, tmp_path: Path):
    eventually(lambda: house.api("GET", "/api/cameras/yard")["state"] == "online", what=lambda: "nobody looked at it")
    done = line("run", "clip", "--wait")
    assert (done.returncode, done.stdout) == (0, "clip: success.\n"), done.stderr

    (file,) = line.json("files", "list", "--job", "clip")
    assert (file["jobId"], file["format"]) == ("clip", "mp4")
    told = line("files", "list", "--job", "clip").stdout.splitlines()
    assert told[0].split() == ["ID", "JOB", "BEGINS", "LENGTH", "SIZE", "PATH"]
    assert file["path"] in told[1]

    fetched = line("files", "get", file["id"], cwd=tmp_path)
    assert (tmp_path / fetched.stdout.strip()).stat().st_size == file["sizeBytes"]
    again = line("files", "get", file["id"], cwd=tmp_path)
    assert again.returncode == 1 and "File exists" in again.stderr


def test_status_says_what_is_wrong_and_checks_it_for_scripts(line: Line):
    status = line.json("status")
    assert status["jobs"]["total"] == 2 and status["cameras"]["total"] == 2

    assert line("status").returncode == 0
    shown = line("status").stdout
    assert "jobs     2" in shown and "cameras  2" in shown


def test_cameras_are_tested_and_one_that_does_not_answer_is_a_code(line: Line):
    good = line("cameras", "test", "yard")
    assert good.returncode == 0 and "h264" in good.stdout

    bad = line("cameras", "test")
    assert bad.returncode == 1
    (row,) = [text for text in bad.stdout.splitlines() if text.startswith("gone")]
    assert " no " in row and "refused" in row.lower()


def test_jobs_are_listed_as_a_table_and_by_state(line: Line):
    rows = line("jobs").stdout.splitlines()
    assert rows[0].split()[:4] == ["JOB", "CAMERA", "ACTION", "STATE"]
    assert [row["id"] for row in line.json("jobs", "--state", "disabled")] == ["doors"]
    assert line.json("jobs", "list") == line.json("jobs")
    assert [row["id"] for row in line.json("cameras")] == ["gone", "yard"]


@pytest.mark.parametrize(
    ("called", "told"),
    [
        (("run", "nobody"), "No job is called «nobody». `regie jobs` lists them."),
        (("stop", "clp"), "No job is called «clp». Did you mean «clip»?"),
        (("jobs", "--camera", "yart"), "No camera is called «yart». Did you mean «yard»?"),
        (("files", "--job", "dors"), "No job is called «dors». Did you mean «doors»?"),
        (("files", "list", "--camera", "yrad"), "No camera is called «yrad». Did you mean «yard»?"),
        (("cameras", "test", "gonne"), "No camera is called «gonne». Did you mean «gone»?"),
    ],
)
def test_a_name_that_nobody_has_is_an_error_with_the_one_that_was_meant(line: Line, called: tuple[str, ...], told: str):
    done = line(*called)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"regie: {told}\n")


def test_nothing_of_what_there_is_is_no_error(line: Line):
    done = line("files", "--job", "doors")
    assert (done.returncode, done.stdout) == (0, "Nothing.\n")


def test_what_the_server_finds_wrong_is_told_in_its_own_words_and_is_a_wrong_call(line: Line):
    wrong = line("files", "list", "--from", "yesterday")
    assert wrong.returncode == 2 and "from: cannot be read — expected an instant" in wrong.stderr


def test_from_elsewhere_a_token_opens_the_door_and_a_wrong_one_has_its_own_code(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    def asked(token: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("REGIE_TOKEN", token)
        command = [sys.executable, "-m", "regie", "jobs", "--server", house.regie.url]
        return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)

    secret = house.api("POST", "/api/tokens", {"name": "script", "scopes": ["jobs.read"]})["token"]
    assert asked(secret).returncode == 0
    refused = asked("regie_nonsense")
    assert (refused.returncode, refused.stderr) == (5, "regie: This token is not valid, or not any more\n")


def test_without_a_server_it_says_so_and_the_key_is_gone_with_it(tmp_path: Path):
    with House(tmp_path / "data") as house:
        key = house.folder / "run" / "server.json"
        assert key.stat().st_mode & 0o077 == 0
        secret = json.loads(key.read_text())["token"]
        assert secret not in house.regie.told()
    assert not key.exists()

    config = Line(tmp_path / "data")("config")
    assert config.returncode == 0
    assert config.stderr.startswith(f"No server runs on {tmp_path / 'data'}: these are its config.json")
    (house.folder / "secrets" / "demo.json").touch()
    assert f"`regie demo --data {tmp_path / 'data'}`" in Line(tmp_path / "data")("jobs").stderr
    (house.folder / "secrets" / "demo.json").unlink()
    away = Line(tmp_path / "data")("status")
    assert away.returncode == 4
    assert away.stderr.startswith(f"regie: No server runs on {tmp_path / 'data'}.")


def test_the_doctor_looks_at_a_running_house_and_finds_nothing_that_keeps_it_from_working(line: Line, house: House):
    found = line.json("doctor")
    verdicts = {(each["about"], each["verdict"]) for each in found}
    assert ("database", "ok") in verdicts and ("ffmpeg", "ok") in verdicts and ("data folder", "ok") in verdicts
    assert not [each for each in found if each["verdict"] == "error" and each["about"] != "address"]


def test_beside_a_server_its_own_address_is_told_and_what_its_settings_wait_for(line: Line, house: House):
    house.api("PUT", "/api/config", {"recorder": {"stallSeconds": 9}})
    file = house.folder / "config.json"
    held = json.loads(file.read_text())
    file.write_text(json.dumps(held | {"tasks": {"workers": 3}}))
    try:
        shown, found = line("config"), line.json("doctor")
    finally:
        file.write_text(json.dumps(held))

    port = json.loads(shown.stdout)["server"]["port"]
    assert house.regie.url.endswith(f":{port}"), "the server was started with another port than its file's"
    assert shown.stderr.splitlines() == [
        f"These are the settings of the server at {house.regie.url}.",
        "Not in force before it is restarted: recorder.stallSeconds.",
        "config.json says otherwise and was not read again (SIGHUP, or a restart): tasks.workers.",
    ]
    told = [each["sentence"] for each in found if each["about"] in ("address", "settings")]
    assert told == [
        f"The server of this folder answers at {house.regie.url}.",
        "Settings wait for a restart: recorder.stallSeconds.",
        "config.json was edited and the server has not read it again: tasks.workers.",
    ]
    assert "! Settings wait for a restart: recorder.stallSeconds." in line("status").stdout


def test_the_configuration_goes_out_and_comes_in_with_a_look_before(line: Line, house: House, tmp_path: Path):
    (tmp_path / "phrase").write_text("correct horse battery")
    file = tmp_path / "house.json"
    phrase = ("--passphrase-file", str(tmp_path / "phrase"))
    out = line("export", str(file), "--secrets", *phrase)
    assert out.returncode == 0 and "2 cameras, 2 jobs" in out.stdout
    assert file.stat().st_mode & 0o077 == 0
    assert line("export", str(file)).returncode == 1  # nothing is overwritten

    document = json.loads(file.read_text())
    document["jobs"] = [job | {"name": "Portes"} for job in document["jobs"] if job["id"] == "doors"]
    file.write_text(json.dumps(document))
    shown = line("import", str(file), *phrase)
    assert shown.returncode == 1 and "say --yes" in shown.stderr
    assert shown.stdout.splitlines()[:2] == ["~ jobs doors", '    name: "Doors" → "Portes"']
    done = line("import", str(file), "--yes", *phrase)
    assert done.returncode == 0, done.stderr
    assert house.api("GET", "/api/jobs/doors")["name"] == "Portes"
