"""No file may know the machine that it was written on; the scanner that sees to it misses none of the usual ways."""

import subprocess
from pathlib import Path

import pytest

from script.house.scan import ROOT, committed, scan

PACKAGES = "https://" + "files.python" + "hosted.org/packages/x.whl"
REGISTRY = "https://" + "registry.npm" + "js.org/x/-/x-1.tgz"
MIRROR = "http://" + "deb.deb" + "ian.org/debian"


def test_this_tree_holds_no_address_of_a_package_server_and_no_path_of_a_machine():
    assert [str(finding) for finding in scan(ROOT)] == []


@pytest.mark.parametrize(
    ("file", "line", "why"),
    [
        ("requirements/dev.txt", "--index-url https://mirror.example/simple", "an address in a lock"),
        ("requirements/dev.txt", "-f --find-links ../wheels", "an address in a lock"),
        ("requirements/dev.txt", "x @ file:///tmp/x.whl", "an address in a lock"),
        ("web/package-lock.json", f'  "resolved": "{REGISTRY}",', "a package server's address"),
        ("web/package-lock.json", '  "resolved": "https://mirror.example/x.tgz",', "an address in a lock"),
        ("web/.npmrc", "registry=https://mirror.example/", "an address in a lock"),
        ("uv.lock", 'source = { registry = "https://mirror.example/simple" }', "an address in a lock"),
        ("docs/install.md", f"Get it from {PACKAGES}.", "a package server's address"),
        ("deploy/Dockerfile", f"RUN echo {MIRROR}", "a package server's address"),
        ("pyproject.toml", 'cache = "/home/ann/.cache"', "somebody's folder"),
        ("script/tool", "cd /Users/bob/regie", "somebody's folder"),
        (".editorconfig", "# see C:\\Users\\bob", "somebody's folder"),
    ],
)
def test_it_finds(tmp_path: Path, file: str, line: str, why: str):
    put(tmp_path, file, f"first\n{line}\n")

    (finding,) = scan(tmp_path)

    assert (finding.file, finding.line, finding.why) == (file, 2, why)


def test_it_finds_the_place_of_the_checkout_in_any_file(tmp_path: Path):
    put(tmp_path, "docs/notes.md", f"run {tmp_path}/script/test\n")

    assert [finding.why for finding in scan(tmp_path)] == ["a place on this machine"]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("requirements/dev.txt", "uvicorn==0.54.0  # via regie (pyproject.toml)"),
        ("web/package-lock.json", '        "url": "https://opencollective.com/vitest"'),
        ("web/package-lock.json", '  "integrity": "sha512-abc//def=="'),
        ("docs/cameras.md", "rtsp://camera.example/stream and /data/camcron are fine"),
        ("README.md", "/home/user/videos"),
    ],
)
def test_it_accepts(tmp_path: Path, file: str, line: str):
    put(tmp_path, file, line)

    assert scan(tmp_path) == []


def test_it_reads_what_git_would_commit_and_nothing_else(tmp_path: Path):
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    put(tmp_path, ".gitignore", "/.venv/\n")
    put(tmp_path, ".venv/pip.conf", "index-url = https://mirror.example/simple\n")
    put(tmp_path, "new.txt", "not added yet\n")

    assert committed(tmp_path) == [".gitignore", "new.txt"]
    assert scan(tmp_path) == []


def test_it_passes_over_pictures(tmp_path: Path):
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\xff\xfe")

    assert scan(tmp_path) == []


def put(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")
