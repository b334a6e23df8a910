"""The scripts explain themselves, and fail in words that tell what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted(path for path in (ROOT / "script").iterdir() if path.is_file() and not path.name.startswith("_"))


def run(*command: str | Path, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=os.environ | env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_help_starts_with_the_usage_and_does_nothing_else(script: Path, tmp_path: Path):
    done = run(script, "--help", cwd=tmp_path)

    assert done.returncode == 0
    assert done.stdout.startswith(f"script/{script.name}")
    assert len(done.stdout.splitlines()) > 3
    assert done.stderr == ""


@pytest.mark.parametrize("script", [*SCRIPTS, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_it_can_be_run_as_it_is(script: Path):
    assert os.access(script, os.X_OK)
    assert script.read_text().startswith("#!/usr/bin/env bash\n")


@pytest.mark.parametrize("script", [*SCRIPTS, ROOT / "script" / "_common.sh"], ids=lambda path: path.name)
def test_it_is_valid_bash(script: Path):
    assert run("bash", "-n", script).stderr == ""


def copy_of_the_scripts(place: Path) -> Path:
    """A checkout without an environment, in a folder whose name has a space."""
    root = place / "a checkout"
    (root / "script").mkdir(parents=True)
    for path in [*SCRIPTS, ROOT / "script" / "_common.sh"]:
        target = root / "script" / path.name
        target.write_bytes(path.read_bytes())
        target.chmod(0o755)
    return root


TOOLS = "bash env dirname basename cat mkdir tr rm sed tail sleep cut awk sha256sum"


def a_python(folder: Path, body: str) -> str:
    """A PATH with the usual tools and one `python3` of ours in front; no other Python."""
    folder.mkdir()
    for tool in TOOLS.split():
        for place in ("/usr/bin", "/bin"):
            if (Path(place) / tool).exists() and not (folder / tool).exists():
                (folder / tool).symlink_to(Path(place) / tool)
    (folder / "python3").write_text(f"#!/usr/bin/env bash\n{body}\n")
    (folder / "python3").chmod(0o755)
    return str(folder)


def test_an_old_python_is_told_with_its_version_and_the_way_to_a_newer_one(tmp_path: Path):
    path = a_python(tmp_path / "bin", 'case "$2" in *platform*) echo " 3.9.2";; *) exit 1;; esac')

    done = run(copy_of_the_scripts(tmp_path) / "script" / "demo", PATH=path, REGIE_PYTHON="")

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed; found: 3.9.2" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr


def test_a_python_without_venv_is_told_with_the_package_that_has_it(tmp_path: Path):
    path = a_python(tmp_path / "bin", 'case "$*" in *ensurepip*) exit 1;; -V) echo Python 3.11.2;; esac')

    done = run(copy_of_the_scripts(tmp_path) / "script" / "check", PATH=path, REGIE_PYTHON="")

    assert done.returncode == 1
    assert "Python 3.11.2 has no venv module. Debian: apt install python3-venv" in done.stderr


def test_a_figure_that_does_not_exist_is_told():
    done = run(sys.executable, "-m", "script.house.bench", "nothing-like-it")

    assert done.returncode == 1
    assert "no such figure: nothing-like-it" in done.stderr


def test_a_step_that_fails_shows_the_end_of_what_it_said(tmp_path: Path):
    root = copy_of_the_scripts(tmp_path)

    done = run("bash", "-c", f'. "{root}/script/_common.sh"; step "the thing" sh -c "echo reason; exit 3"', CI="true")

    assert done.returncode == 3
    assert "the thing: failed" in done.stdout
    assert "     reason" in done.stdout
    assert "\033[" not in done.stdout
