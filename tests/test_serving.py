"""The first seconds of a server, and the starts that come to nothing: always an answer, always a sentence."""

import getpass
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from regie.cli import accounts
from tests.rigs.servers import end, free_port
from tests.serving import ASK, eventually


def serve(folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "regie", "serve", "--data", str(folder), "--host", "127.0.0.1", *more]


def refusal(folder: Path) -> tuple[int, str]:
    """What a start that comes to nothing ends with, and says."""
    ended = subprocess.run(serve(folder, "--port", "0"), capture_output=True, text=True, timeout=60, check=False)
    return ended.returncode, ended.stderr


def test_health_is_503_until_the_server_can_serve_and_200_from_then_on(tmp_path: Path):
    url = f"http://127.0.0.1:{(port := free_port())}"
    with sqlite3.connect(tmp_path / "regie.db", isolation_level=None) as holder:
        holder.execute("PRAGMA journal_mode=WAL")
        holder.execute("BEGIN IMMEDIATE")  # migrations wait for it
        process = subprocess.Popen(
            serve(tmp_path, "--port", str(port)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            eventually(lambda: asked(f"{url}/api/health") is not None, within=30, what=lambda: "nobody listens")
            early = ASK.get(f"{url}/api/health")
            assert (early.status_code, early.json()["status"]) == (503, "down")
            assert ASK.get(f"{url}/api/jobs").json()["code"] == "still-starting"

            holder.execute("ROLLBACK")
            eventually(lambda: asked(f"{url}/api/health") == 200, within=30, what=lambda: "still 503")
        finally:
            end(process, signal=signal.SIGTERM)
    assert process.returncode == 0


def asked(url: str) -> int | None:
    """The status of the answer; nothing while nobody listens."""
    try:
        return ASK.get(url, timeout=2).status_code
    except httpx.TransportError:
        return None


def test_a_data_folder_that_cannot_be_one_is_named(tmp_path: Path):
    (tmp_path / "data").write_text("a file")

    code, told = refusal(tmp_path / "data")

    assert code == 1
    assert told == f"regie: the data folder {tmp_path / 'data'} cannot be used (File exists).\n"


def test_a_certificate_that_is_not_there_is_named(tmp_path: Path):
    (tmp_path / "config.json").write_text('{"server": {"https": {"enabled": true, "certPath": "/no/such.pem"}}}')

    code, told = refusal(tmp_path)

    assert code == 1
    assert "server.https: «/no/such.pem»" in told
    assert "Traceback" not in told


def test_a_user_without_a_name_may_use_the_command_line(monkeypatch: pytest.MonkeyPatch):
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 54321")

    monkeypatch.setattr(getpass, "getuser", nobody)

    assert accounts._machine_account().startswith("uid ")
