"""
Each import contract fails on what it forbids.

A contract that nobody has seen fail may hold nothing. Every case here copies the source tree, adds one forbidden
import, and expects the linter to name the contract and the module.
"""

import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).resolve().parents[2]

LINT = """
import sys
sys.path.insert(0, {root!r})
from importlinter import cli
from importlinter.application.use_cases import lint_imports
sys.exit(not lint_imports(config_filename={config!r}, cache_dir=None, no_logo=True))
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    copy = tmp_path / "src" / "regie"
    shutil.copytree(ROOT / "src" / "regie", copy, ignore=shutil.ignore_patterns("__pycache__", "web"))
    return copy


def put(tree: Path, module: str, source: str) -> None:
    """Add lines to a module of the copy; what is missing on the way is made."""
    *folders, name = module.split(".")
    place = tree
    for folder in folders:
        place = place / folder
        place.mkdir(exist_ok=True)
        init = place / "__init__.py"
        init.touch()
    package = place / name / "__init__.py"
    file = package if package.exists() else place / f"{name}.py"
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(before + "\n" + dedent(source), encoding="utf-8")


def lint(tree: Path) -> tuple[int, str]:
    source = LINT.format(root=str(ROOT), config=str(ROOT / ".importlinter"))
    env = os.environ | {"PYTHONPATH": str(tree.parent), "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=tree.parent, env=env, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


VIOLATIONS = {
    "an application imports the other": (
        "signage.screens.models",
        "import regie.camcron.cameras.schemas",
        "The tree",
    ),
    "the kernel imports an application": ("kernel.wire", "import regie.camcron.cameras", "The tree"),
    "an application imports the bootstrap": ("camcron.jobs.agenda", "import regie.bootstrap", "The tree"),
    "a new package beside the applications has no place yet": ("billing", "", "The tree"),
    "a kernel part imports one above it": ("kernel.db.engine", "import regie.kernel.http.deps", "The kernel"),
    "two kernel parts of one line know each other": ("kernel.ids", "import regie.kernel.clock", "The kernel"),
    "a new kernel package has no place yet": ("kernel.helpers", "", "The kernel"),
    "cameras know jobs": ("camcron.cameras.service", "import regie.camcron.jobs.service", "CamCron"),
    "the relay knows recordings": ("camcron.relay.hub", "import regie.camcron.recordings.paths", "CamCron"),
    "a lower feature reaches a higher one through a third module": (
        "camcron.cameras.secretly",
        "import regie.camcron.runs.service",
        "CamCron",
    ),
    "playlists know the player": ("signage.playlists.service", "import regie.signage.player.routes", "Signage"),
    "a service imports its routes": (
        "camcron.cameras.service",
        "import regie.camcron.cameras.routes",
        "Inside a feature",
    ),
    "models import their service": ("kernel.sites.models", "import regie.kernel.sites.service", "Inside a feature"),
    "routes import loops": ("camcron.jobs.routes", "import regie.camcron.jobs.loops", "Inside a feature"),
    "a route speaks SQL": ("camcron.jobs.routes", "from sqlalchemy import select", "SQLAlchemy"),
    "a new feature's noun speaks SQL": ("camcron.exports.archive", "import sqlalchemy", "SQLAlchemy"),
    "a service answers HTTP": ("camcron.jobs.service", "from fastapi import Response", "FastAPI"),
    "a service raises the web framework's errors": (
        "camcron.jobs.service",
        "from starlette.exceptions import HTTPException",
        "Starlette",
    ),
    "a feature talks to the task engine": ("camcron.jobs.tasks", "import dbos", "task engine"),
    "a plan waits": ("camcron.jobs.plan", "import asyncio", "pure"),
    "a plan reads files through the module next to it": (
        "camcron.jobs.plan",
        "from regie.camcron.runs import service",
        "pure",
    ),
    "a module that promises to be pure reads the environment": (
        "kernel.scheduling.promise",
        '"""Decide something.\n\nPure: everything comes in as an argument."""\nimport os',
        "pure",
    ),
    "two packages need each other": (
        "kernel.sites.service",
        "import regie.kernel.auth.service",
        "No package needs one that needs it",
    ),
}

BACK = {
    "routes import loops": ("camcron.jobs.loops", ""),
    "a service imports its routes": ("camcron.cameras.routes", ""),
    "models import their service": ("kernel.sites.service", ""),
    "cameras know jobs": ("camcron.jobs.service", ""),
    "the relay knows recordings": ("camcron.recordings.paths", ""),
    "a lower feature reaches a higher one through a third module": (
        "camcron.cameras.service",
        "import regie.camcron.cameras.secretly",
    ),
    "an application imports the other": ("camcron.cameras.schemas", ""),
    "an application imports the bootstrap": ("bootstrap", ""),
    "playlists know the player": ("signage.player.routes", ""),
    "a plan reads files through the module next to it": ("camcron.runs.service", "import os"),
    "two packages need each other": ("kernel.auth.service", "import regie.kernel.sites.service"),
}
"""What else must exist for the violation to be one: the module that is imported, or the way back."""


def broken(told: str) -> list[str]:
    """The names of the contracts that the report calls broken; a long name may go over two lines."""
    verdicts = told.partition("dependencies.")[2].partition("Contracts:")[0].replace("\n", " ")
    parts = verdicts.replace(" KEPT", "\nKEPT\n").replace(" BROKEN", "\nBROKEN\n").split("\n")
    return [name.strip("- ") for name, verdict in pairwise(parts) if verdict == "BROKEN"]


@pytest.mark.parametrize("case", VIOLATIONS)
def test_a_contract_fails_when(tree: Path, case: str):
    module, line, contract = VIOLATIONS[case]
    put(tree, module, line)
    if case in BACK:
        put(tree, *BACK[case])

    code, told = lint(tree)

    assert code == 1
    assert any(contract in name for name in broken(told)), told
    assert f"regie.{module}" in told or f".{module.split('.')[-2]}" in told


def test_every_contract_has_been_seen_to_fail():
    names = [line.partition("=")[2] for line in (ROOT / ".importlinter").read_text().splitlines() if line[:4] == "name"]

    unseen = [name for name in names if not any(contract in name for _, _, contract in VIOLATIONS.values())]

    assert len(names) == 11
    assert unseen == []


def test_the_tree_as_it_is_keeps_every_contract(tree: Path):
    code, told = lint(tree)

    assert broken(told) == [], told
    assert code == 0, told


def test_a_new_feature_with_the_usual_files_needs_no_line(tmp_path: Path):
    tree = tmp_path / "src" / "regie"
    tree.mkdir(parents=True)
    put(tree, "__init__", "")
    put(tree, "camcron.exports.models", "import sqlalchemy")
    put(tree, "camcron.exports.service", "import sqlalchemy, asyncio\nimport regie.camcron.exports.models")
    put(tree, "camcron.exports.routes", "import fastapi\nimport regie.camcron.exports.service")
    put(tree, "camcron.exports.plan", '"""Pure."""\nfrom datetime import datetime')
    put(tree, "camcron.wiring", "import regie.camcron.exports.routes")

    code, told = lint(tree)

    assert code == 0, told
