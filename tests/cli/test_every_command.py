"""Every command there is: it explains itself, programs can read what it lists, and the page knows it and its codes."""

import argparse
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import get_args

import pytest

from regie import cli, serving
from regie.camcron.jobs.schemas import JobState
from regie.cli import folder, looking, remote
from tests.serving import ROOT

PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
LISTS = {
    "status",
    "jobs list",
    "cameras list",
    "cameras test",
    "files list",
    "files adopt",
    "user list",
    "token list",
    "doctor",
}
"""What tells of something; `config` and `openapi` are JSON in any case."""


def walked(
    parser: argparse.ArgumentParser, before: tuple[str, ...] = ()
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The commands that do something, with the words that lead to each."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield " ".join(before), parser
    for name, found in (pair for action in below for pair in action.choices.items()):
        yield from walked(found, (*before, name))


COMMANDS = dict(walked(cli._parser()))


def ended(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    return int(end.value.code or 0)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_and_ends_with_2_when_called_wrongly(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(*command.split(), "--help") == 0
    told = capsys.readouterr().out
    assert told.startswith(f"usage: regie {command}")
    for action in COMMANDS[command]._actions:
        assert action.help, f"{command}: {action.dest} says nothing"

    assert ended(*command.split(), "--no-such-thing") == 2
    assert capsys.readouterr().err.startswith("usage: regie")


def test_what_lists_or_judges_can_be_read_by_programs() -> None:
    with_json = {name for name, parser in COMMANDS.items() if "--json" in parser.format_help()}
    assert with_json >= LISTS, LISTS - with_json


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_names_each_command(command: str) -> None:
    first, *rest = command.split()
    if first in ("user", "token"):
        rest = []  # one row for all of their deeds
    assert re.search(rf"`{' '.join([first, *rest])}[ `\[]", PAGE), f"{command} is not in docs/command-line.md"


def test_the_page_names_each_code() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE)}
    codes = {folder.FAILED, folder.MISUSED, serving.LOCKED, remote.UNREACHABLE, remote.REFUSED}
    assert told == codes | {0}


@pytest.mark.parametrize("command", ["jobs", "cameras", "files", "user", "token"])
def test_a_command_with_a_list_lists_when_no_deed_is_said(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REGIE_DATA", raising=False)
    for words in ((command, "--no-such-thing"), (command, "list", "--no-such-thing")):
        assert ended(*words) == 2
        assert capsys.readouterr().err.startswith(f"usage: regie {command} list ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("jbos",), "did you mean «jobs»?"),
        (("cameras", "lst"), "did you mean «list»?"),
        (("user", "add", "ana", "--role", "EDITER"), "did you mean «EDITOR»?"),
        (("jobs", "--state", "runing"), "did you mean «running»?"),
        (("files", "--jbo", "clip"), "did you mean «--job»?"),
    ],
)
def test_a_misspelt_word_is_a_wrong_call_that_names_the_one_that_was_meant(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(*words) == 2
    assert capsys.readouterr().err.rstrip().endswith(told)


@pytest.mark.parametrize("limit", ["0", "-3", "many", "1.5"])
def test_a_limit_is_a_number_of_things(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("files", f"--limit={limit}") == 2
    assert capsys.readouterr().err.endswith(f"«{limit}» is not a whole number from 1 on\n")


def test_the_words_for_states_are_those_of_the_api_and_a_wrong_one_tells_them_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert get_args(JobState) == looking.STATES
    assert ended("jobs", "--state", "dance") == 2
    assert capsys.readouterr().err.count("disabled, blocked") == 1


def test_one_is_not_told_as_several() -> None:
    def told(number: int) -> list[str]:
        counts = {"failed": number, "blocked": number}
        return looking.troubles_of({"jobs": counts, "cameras": {"offline": number}, "storage": {"volumes": []}})

    assert told(1) == [
        "1 job has failed.", "1 job cannot run until somebody changes something.", "1 camera does not answer.",
    ]  # fmt: skip
    assert told(2) == [
        "2 jobs have failed.", "2 jobs cannot run until somebody changes something.", "2 cameras do not answer.",
    ]  # fmt: skip


def test_adopting_a_folder_is_looked_at_first_and_done_only_when_somebody_agrees(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, recordings = tmp_path / "data", tmp_path / "data" / "recordings"
    recordings.mkdir(parents=True)
    (recordings / "mine.mp4").write_bytes(b"somebody's")
    adopt = ("files", "adopt", str(recordings), "--data", str(data))

    assert ended(*adopt, "--dry-run", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["done"], told["unclaimed"], told["examples"]) == (False, 1, ["mine.mp4"])

    monkeypatch.setattr("builtins.input", lambda question: "no")
    assert ended(*adopt) == 1
    assert "not ours yet: it would be marked as ours" in capsys.readouterr().out
    assert not (recordings / ".regie").exists()

    monkeypatch.setattr("builtins.input", lambda question: "y")
    assert ended(*adopt) == 0
    assert "Done: 0 files are listed" in capsys.readouterr().out
    assert (recordings / ".regie" / "root.json").exists()

    assert ended("files", "adopt", str(tmp_path / "nowhere"), "--data", str(data), "--yes") == 1
    assert "regie: " in capsys.readouterr().err


class Cut(BaseHTTPRequestHandler):
    """Promises more than it sends."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "1000")
        self.end_headers()
        self.wfile.write(b"half a film")


def test_half_a_file_is_not_left_under_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Cut) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            address = f"http://127.0.0.1:{server.server_port}"
            code = ended("files", "get", "1", "-o", str(tmp_path / "film.mp4"), "--server", address)
        finally:
            server.shutdown()

    assert (code, list(tmp_path.iterdir())) == (remote.UNREACHABLE, [])
    assert "broke" in capsys.readouterr().err
