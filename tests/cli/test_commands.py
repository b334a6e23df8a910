"""
The command line as people and scripts use it: what it prints, with which code it ends, what works beside a server.

The server of these tests is started once, on the specification's own configuration, by somebody without privileges:
so its folders cannot be made and its log cannot be written, as on most machines.
"""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from regie.cli import main
from tests.contract.specification import CAMERA, CONFIGURATION, JOBS, OTHER_CAMERA
from tests.rigs.servers import free_port
from tests.serving import ASK

ROOT = Path(__file__).parents[2]
PASSWORD = "correct horse battery"
NOBODY = 65534
CHEAP = {"auth": {"hashPasses": 1, "hashMemory": 8}}


def run(*arguments: str, stdin: str | None = None, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """One command in this process: its code, and what it printed."""
    if stdin is not None:
        sys.stdin = io.StringIO(stdin)
    try:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
    finally:
        sys.stdin = sys.__stdin__
    out, err = capsys.readouterr()
    code = ended.value.code
    return (1, out, f"{err}{code}\n") if isinstance(code, str) else (code or 0, out, err)  # as the interpreter does


@dataclass
class Server:
    """A server in a process of its own."""

    process: subprocess.Popen[bytes]
    folder: Path
    url: str
    started_in: float

    @property
    def told(self) -> str:
        return (self.folder.parent / "told.log").read_text(errors="replace")

    def regie(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """A command beside it, on the same folder."""
        return command(self.folder, *arguments, stdin=stdin)


def command(folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """One command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "regie", *arguments, "--data", str(folder)],
        env=environment(), input=stdin, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("REGIE_")}
    return kept | {"PYTHONPATH": str(ROOT / "src")}


def as_nobody(folder: Path) -> list[str]:
    """Root gives its privileges up, but for reading the interpreter wherever it lies."""
    if os.geteuid() != 0:
        return []
    os.chown(folder, NOBODY, NOBODY)
    readable = ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]
    return ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups", *readable, "--"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("cli")) as made:
        yield made


@contextmanager
def serving(above: Path) -> Iterator[Server]:
    """`regie serve` on a folder of its own, as somebody without privileges."""
    folder = above / "data"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(CONFIGURATION))
    url = f"http://127.0.0.1:{free_port()}"
    where = ["--data", str(folder), "--host", "127.0.0.1", "--port", url.rpartition(":")[2]]
    words = [*as_nobody(folder), sys.executable, "-m", "regie", "serve", *where]
    begun = time.monotonic()
    with (above / "told.log").open("wb") as told:
        process = subprocess.Popen(words, env=environment(), stdout=told, stderr=told)
    made = Server(process, folder, url, 0.0)
    while not healthy(url):
        assert process.poll() is None, made.told[-3000:]
        assert time.monotonic() < begun + 40, made.told[-3000:]
        time.sleep(0.02)
    made.started_in = time.monotonic() - begun
    yield made
    if process.poll() is None:
        process.kill()
        process.wait()


def healthy(url: str) -> bool:
    try:
        return ASK.get(f"{url}/api/health", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def admin(server: Server) -> Iterator[httpx.Client]:
    """An administrator, added beside the running server."""
    added = server.regie("user", "add", "ana", "--role", "ADMIN", "--password-stdin", stdin=f"{PASSWORD}\n")
    assert (added.returncode, added.stdout) == (0, "ana (ADMIN) was added.\n"), added.stderr
    with httpx.Client(base_url=server.url, timeout=20) as client:
        signed = client.post("/api/auth/login", json={"username": "ana", "password": PASSWORD})
        assert signed.status_code == 200, signed.text
        client.headers["authorization"] = f"Bearer {signed.json()['token']}"
        yield client


def test_the_specifications_configuration_starts_and_says_what_it_could_not_have(server: Server):
    health = ASK.get(f"{server.url}/api/health").json()

    warnings = "\n".join(health["warnings"])
    assert health["status"] in ("ok", "degraded")
    assert "CHANGE_ME" in warnings or "jwtSecret" in warnings
    assert re.search(r"/var/log/camcron/camcron\.log .*cannot be written", warnings)
    assert str(server.folder / "logs") in warnings
    assert (server.folder / "logs" / "regie.log").is_file()
    secrets = server.folder / "secrets"
    assert secrets.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in secrets.iterdir())


def test_it_says_where_it_serves_and_how_the_first_administrator_comes_in(server: Server):
    assert f"serves {server.url}" in server.told
    assert re.search(rf"{re.escape(server.url)}/setup and type the code \S+", server.told)


def test_its_log_is_one_json_object_a_line_with_a_level(server: Server):
    lines = [json.loads(line) for line in server.told.splitlines() if line.startswith("{")]

    assert len(lines) > 3
    assert all({"event", "timestamp", "logger"} <= line.keys() for line in lines)
    assert {line["level"] for line in lines} <= {"debug", "info", "warn", "error"}


def test_a_second_server_on_the_folder_ends_with_3_and_names_the_first(server: Server):
    second = server.regie("serve", "--port", "0", "--host", "127.0.0.1")

    assert second.returncode == 3
    assert f"process {server.process.pid}" in second.stderr
    assert second.stderr.count("\n") == 1


def test_users_are_listed_changed_and_removed_beside_a_running_server(server: Server, admin: httpx.Client):
    assert server.regie("user", "add", "vic", "--password-stdin", stdin="another long one").returncode == 0
    passwd = server.regie("user", "passwd", "vic", "--password-stdin", stdin="a third long one")
    assert passwd.returncode == 0, passwd.stderr
    login = {"username": "vic", "password": "a third long one"}
    assert ASK.post(f"{server.url}/api/auth/login", json=login).json()["user"]["role"] == "VIEWER"

    listed = json.loads(server.regie("user", "list", "--json").stdout)
    assert {user["username"]: user["role"] for user in listed} == {"ana": "ADMIN", "vic": "VIEWER"}
    assert server.regie("user", "remove", "vic").returncode == 0
    assert ASK.post(f"{server.url}/api/auth/login", json=login).status_code == 401


def test_the_specifications_camera_and_jobs_are_accepted_with_the_default_settings(server: Server, admin: httpx.Client):
    for camera in (CAMERA, OTHER_CAMERA):
        assert admin.post("/api/cameras", json=camera).status_code == 201
    for job in JOBS:
        answer = admin.post("/api/jobs", json=job)
        assert answer.status_code == 201, answer.text
        assert {key: answer.json()[key] for key in job} == job

    for slug in ("job-garage-workhours", "job-garage-timelapse", "job-jardin-oiseaux", "job-garage-audit"):
        job = blocked(admin, slug)
        assert job["reasonCode"] == "disk"
        assert "/data/camcron" in job["reason"]


def blocked(admin: httpx.Client, slug: str) -> dict[str, Any]:
    """Within the five seconds in which a change takes effect."""
    deadline = time.monotonic() + 5
    while (job := admin.get(f"/api/jobs/{slug}").json())["state"] != "blocked":
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
    return dict(job)


def test_a_key_of_the_command_line_is_pinned(server: Server, admin: httpx.Client):
    config = admin.get("/api/config").json()
    assert {"server.host", "server.port"} <= set(config["pinned"])

    assert admin.put("/api/config", json={"server": {"port": config["server"]["port"]}}).status_code == 200
    refused = admin.put("/api/config", json={"server": {"port": 1}})
    assert (refused.status_code, refused.json()["keys"]) == (409, ["server.port"])


def test_sigterm_ends_it_quickly_and_cleanly(tmp_path_factory: pytest.TempPathFactory):
    with serving(tmp_path_factory.mktemp("ending")) as server:
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)

        assert server.process.wait(20) == 0
        assert time.monotonic() - begun < 8
        assert "Traceback" not in server.told


# -- without a server ------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("REGIE_")]:
        monkeypatch.delenv(name)
    (tmp_path / "config.json").write_text(json.dumps(CHEAP))
    return tmp_path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"server": {"prot": 1}}', "server.prot: is not a known key (found: 1): did you mean «server.port»?"),
        ('{"limits": {"maxProcesses": "x"}}', 'limits.maxProcesses: .*found: "x".* — expected a whole number'),
        ("{", "config.json is not valid JSON"),
    ],
)
def test_a_wrong_configuration_ends_with_2_and_says_what_is_wrong(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
):
    (folder / "config.json").write_text(text)

    code, out, err = run("serve", "--data", str(folder), "--port", "0", capsys=capsys)

    assert (code, out) == (2, "")
    assert re.search(told if ".*" in told else re.escape(told), err)
    assert not (folder / "regie.db").exists()


def test_a_wrong_environment_ends_with_2(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("REGIE_SERVER__PORT", "http")

    code, _, err = run("config", "--data", str(folder), capsys=capsys)

    assert code == 2 and "server.port" in err


@pytest.mark.parametrize(
    "arguments",
    [(), ("dance",), ("serve", "--port", "x"), ("user", "add"), ("user", "add", "x", "--role", "KING"), ("config",)],
)
def test_a_wrong_call_ends_with_2_and_tells_how_it_is_called(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
):
    code, _, err = run(*arguments, capsys=capsys)

    assert code == 2 and err.startswith(("usage: regie", "regie: "))


def test_a_port_that_cannot_be_is_a_wrong_call(folder: Path, capsys: pytest.CaptureFixture[str]):
    code, _, err = run("serve", "--data", str(folder), "--port", "70000", capsys=capsys)

    assert code == 2 and "server.port" in err


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "file").write_text("")

    code, _, err = run("serve", "--data", str(tmp_path / "file" / "data"), "--port", "0", capsys=capsys)

    assert code == 1
    assert err.startswith("regie: ") and str(tmp_path / "file") in err and err.count("\n") == 1


def test_an_ffmpeg_that_is_too_old_ends_with_1_and_names_its_version_and_the_one_that_is_needed(folder: Path):
    old = folder / "ffmpeg"
    old.write_text("#!/bin/sh\necho ffmpeg version 4.3.9 Copyright\n")
    old.chmod(0o755)
    (folder / "config.json").write_text(json.dumps(CHEAP | {"ffmpeg": {"path": str(old)}}))

    served = command(folder, "serve", "--port", "0", "--host", "127.0.0.1")
    doctor = command(folder, "doctor")

    sentence = f"{old} is version 4.3.9; 4.4 or later is needed."
    assert served.returncode == 1 and served.stderr.splitlines()[-1] == f"regie: {sentence}", served.stderr
    assert "Traceback" not in served.stderr
    assert doctor.returncode == 1 and f"FAIL  ffmpeg: {sentence}\n" in doctor.stdout, doctor.stdout


@pytest.mark.parametrize(
    ("name", "password", "code", "told"),
    [
        ("ana", "short", 2, "password"),
        ("", PASSWORD, 2, "username"),
        ("ana\n", PASSWORD, 0, "was added"),
        ("Ana", PASSWORD, 0, "was added"),
    ],
)
def test_users_are_checked_as_by_the_api(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, password: str, code: int, told: str
):
    found, out, err = run("user", "add", name, "--password-stdin", "--data", str(folder), stdin=password, capsys=capsys)

    assert found == code
    assert told in (out if code == 0 else err)


def test_a_name_that_is_taken_and_one_that_is_unknown_end_with_1(folder: Path, capsys: pytest.CaptureFixture[str]):
    data = ("--data", str(folder))
    assert run("user", "add", "ana", "--password-stdin", *data, stdin=PASSWORD, capsys=capsys)[0] == 0

    code, _, err = run("user", "add", "ANA", "--password-stdin", *data, stdin=PASSWORD, capsys=capsys)
    assert code == 1 and "regie: " in err
    assert run("user", "remove", "nobody", *data, capsys=capsys)[0] == 1


def test_a_password_is_never_taken_from_the_arguments_or_from_a_pipe_unasked(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    code, _, err = run("user", "add", "ana", "--data", str(folder), stdin=PASSWORD, capsys=capsys)

    assert code == 2 and "--password-stdin" in err


def test_the_settings_in_force_are_shown_without_secrets(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("REGIE_AUTH__JWT_SECRET", "from-the-environment")
    monkeypatch.setenv("REGIE_SERVER__PORT", "8080")

    code, out, _ = run("config", "--data", str(folder), capsys=capsys)

    shown = json.loads(out)
    assert code == 0 and "from-the-environment" not in out
    assert (shown["server"]["port"], shown["auth"]["jwtSecret"]) == (8080, "********")
    assert shown["pinned"] == ["auth.jwtSecret", "server.port"]


def test_the_data_folder_may_come_from_the_environment(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("REGIE_DATA", str(folder))

    assert run("config", capsys=capsys)[0] == 0


def test_a_version_is_told(capsys: pytest.CaptureFixture[str]):
    code, out, _ = run("--version", capsys=capsys)

    assert code == 0 and re.fullmatch(r"regie \d+\.\d+\.\d+\n", out)
