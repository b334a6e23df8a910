"""How the demonstration begins: on its own settings, like any server, and telling how it is asked."""

import re
import shlex
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from regie.configfile import ConfigFile
from regie.demo.run import Demonstration, settings_of
from regie.kernel.secrets import Redactor, Vault
from regie.settings import Settings
from tests.rigs.servers import free_port
from tests.serving import environment


def save(folder: Path, begun: tuple[Settings, dict[str, Any]], sent: dict[str, Any]) -> None:
    """As `PUT /api/config` saves them in a server that was begun so."""
    settings, pinned = begun
    ConfigFile(folder, settings, pinned, Vault(folder / "secrets"), Redactor()).save(sent)


def test_what_is_saved_while_it_runs_counts_at_its_next_start(tmp_path: Path):
    port = free_port()
    begun = settings_of(tmp_path, None, port)
    assert (begun[0].server.host, begun[0].server.port, begun[0].logging.level) == ("127.0.0.1", port, "warn")

    saved = {"commands": {"allowed": ["curl"]}, "ffmpeg": {"ffprobePath": "/usr/bin/ffprobe"}}
    save(tmp_path, begun, saved | {"logging": {"level": "debug"}})

    settings, pinned = settings_of(tmp_path, None, port)
    assert settings.commands.allowed == ("curl",)
    assert settings.ffmpeg.ffprobe_path == "/usr/bin/ffprobe"
    assert settings.logging.level == "debug"
    assert set(pinned) == {"server"}, "what is not said at its start can be changed"


def test_a_port_that_is_taken_is_left_to_who_has_it(tmp_path: Path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        assert settings_of(tmp_path, None, taken)[0].server.port > taken


def test_what_is_wrong_with_an_address_is_said(tmp_path: Path):
    with pytest.raises(SystemExit, match=r"cannot listen on 192\.0\.2\.1:3000 \(.+\)"):
        settings_of(tmp_path, "192.0.2.1", 3000)
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 65_535))
        holder.listen()
        with pytest.raises(SystemExit, match="no free port from 65535 on"):
            settings_of(tmp_path, None, 65_535)


def test_the_environment_of_a_real_server_does_not_reach_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("REGIE_DATABASE__URL", "postgresql://the-real-one/regie")
    assert settings_of(tmp_path, None, free_port())[0].database.url == ""


def test_what_it_prints_names_its_places_and_a_command_that_can_be_typed_anywhere(tmp_path: Path):
    folder = tmp_path / "a demonstration"
    begun = settings_of(folder, None, free_port())
    save(folder, begun, {"storage": {"basePath": "/data/elsewhere"}})
    told = Demonstration(folder, settings_of(folder, None, free_port())[0]).told("http://127.0.0.1:1", "secret")

    assert (
        "/data/elsewhere" in told and str(folder / "logs" / "regie.log") in told and str(folder / "config.json") in told
    )
    (line,) = re.findall(r"Ask +(.+)", told)
    words = shlex.split(line)
    assert words[-3:] == ["status", "--data", str(folder)] and Path(words[0]).is_absolute()
    asked = subprocess.run(words, cwd="/", env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert (asked.returncode, asked.stderr.startswith(f"regie: No server runs on {folder}.")) == (4, True), asked.stderr
