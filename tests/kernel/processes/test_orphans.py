"""What is left of the children when the server is killed: nothing, at once or at the next start."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from regie.kernel.processes.leftovers import MARK, Leftovers, identity
from tests.kernel.processes.children import FFMPEG, alive, eventually

SERVER = """
import asyncio, json, sys
from pathlib import Path
from regie.kernel.processes.launch import Launch
from tests.kernel.processes.conftest import make_spawner

async def main(form, folder, ffmpeg):
    spawner = make_spawner(form, Path(folder))
    said = {}
    video = (ffmpeg, "-loglevel", "error", "-nostdin", "-re", "-f", "lavfi", "-i", "testsrc=s=64x64:r=5")
    pids = []
    for _ in range(5):
        launch = Launch((*video, "-progress", "{pipe:progress}", "-f", "null", "-"), pipes=("stderr", "progress"))
        pids.append((await spawner.spawn(launch, lambda pipe, data: None)).pid)
    async def family():
        heard = asyncio.get_running_loop().create_future()
        script = "sleep 1000 & echo $!; wait"
        child = await spawner.spawn(Launch(("sh", "-c", script), pipes=("stdout",)),
                                    lambda pipe, data: heard.done() or heard.set_result(int(data)))
        return child.pid, await heard
    leader, grandchild = await family()
    print(json.dumps({"children": [*pids, leader], "grandchild": grandchild}), flush=True)
    await asyncio.sleep(1000)

asyncio.run(main(*sys.argv[1:]))
"""


def killed_server(form: str, folder: Path) -> dict:
    """Start a server with six children in a process of its own, and kill it the hard way."""
    root = Path(__file__).parents[3]
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, form, str(folder), FFMPEG],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
    )
    with server, server.stdout:
        told = json.loads(server.stdout.readline())
        assert all(alive(pid) for pid in [*told["children"], told["grandchild"]])
        server.kill()
    return told


@pytest.fixture
def folder(tmp_path):
    """Notes of children; whatever a failed test leaves behind is ended."""
    folder = tmp_path / "children"
    yield folder
    Leftovers(folder).sweep()


async def test_no_child_outlives_a_killed_server_on_linux(folder):
    told = killed_server("linux", folder)
    await eventually(lambda: not any(alive(pid) for pid in told["children"]), seconds=2)
    assert Leftovers(folder).sweep() == [told["grandchild"]]
    assert not alive(told["grandchild"])


async def test_a_child_that_was_not_begun_yet_when_its_server_is_killed_never_begins(tmp_path):
    code = (
        "import os, signal, subprocess, sys; from regie.kernel.processes.linux import death_signal;"
        "subprocess.Popen([*death_signal(), 'sleep', sys.argv[1]]); os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).parents[3]
    mark = f"1000.{os.getpid()}"
    for _ in range(5):
        subprocess.run([sys.executable, "-c", code, mark], env={**os.environ, "PYTHONPATH": str(root / "src")})

    def left() -> list[int]:
        return [each.pid for each in psutil.process_iter(["cmdline"]) if mark in (each.info["cmdline"] or ())]

    await eventually(lambda: not left(), seconds=3)


async def test_elsewhere_the_next_start_ends_what_was_left(folder):
    told = killed_server("portable", folder)
    everybody = sorted([*told["children"], told["grandchild"]])
    assert all(alive(pid) for pid in everybody)

    assert Leftovers(folder).sweep() == everybody

    assert not any(alive(pid) for pid in everybody)
    assert list(folder.iterdir()) == []


@pytest.fixture
def stranger():
    """A process that only looks like one of ours."""
    process = subprocess.Popen(["sleep", "1000"], env={**os.environ, MARK: "another-folder"})
    yield process.pid
    process.kill()
    process.wait()


def test_a_stranger_with_the_number_of_a_former_child_is_spared(tmp_path, stranger):
    leftovers = Leftovers(tmp_path)
    leftovers.note(stranger)
    note = tmp_path / str(stranger)
    note.write_text(note.read_text()[:-1] + "x")

    assert leftovers.sweep() == []
    assert alive(stranger)
    assert not note.exists()


def test_a_note_proves_what_its_mark_no_longer_does(tmp_path, stranger):
    leftovers = Leftovers(tmp_path)
    leftovers.note(stranger)
    assert leftovers.sweep() == [stranger]


def test_notes_that_make_no_sense_are_thrown_away(tmp_path):
    for name, text in [("not-a-pid", "x"), ("1", ""), (str(os.getpid()), "other boot 1"), ("999999999", "x y")]:
        (tmp_path / name).write_text(text)
    assert Leftovers(tmp_path).sweep() == []
    assert list(tmp_path.iterdir()) == []


def test_who_sweeps_spares_itself_even_under_its_own_mark(tmp_path, monkeypatch):
    code = (
        "import sys; from pathlib import Path; from regie.kernel.processes.leftovers import Leftovers;"
        "print(Leftovers(Path(sys.argv[1])).sweep())"
    )
    mark = Leftovers(tmp_path).mark
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, MARK: mark, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        check=True,
    )
    assert done.stdout.strip() == b"[]"


def test_two_processes_never_share_an_identity():
    first, second = (subprocess.Popen(["sleep", "0.05"]) for _ in range(2))
    assert identity(first.pid) == identity(first.pid)
    assert identity(os.getpid()) != identity(first.pid)
    for process in (first, second):
        process.wait()
    assert identity(first.pid) is None


def test_the_death_signal_is_there_on_this_system():
    from regie.kernel.processes.linux import death_signal

    assert death_signal()[1:4] == ("--pdeathsig", "KILL", "--"), "install util-linux (setpriv)"
    assert signal.SIGKILL == 9
