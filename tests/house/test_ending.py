"""The end of a run tells what did not run and why, whether tests run one after the other or at once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SUITE = """
import pytest
from tests import needs


def test_works():
    pass


def test_wants_a_kernel_feature():
    needs.cannot_run("this kernel has no netem")


def test_wants_it_too():
    needs.cannot_run("this kernel has no netem")


@pytest.mark.long
def test_takes_minutes():
    pass


@pytest.mark.skipif("sys.platform", reason="elsewhere only")
def test_is_for_another_system():
    pass
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    for name in ("__init__.py", "conftest.py", "needs.py"):
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests" / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests" / "test_some.py").write_text(SUITE)
    return tmp_path


def run(suite: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=suite, env=os.environ | env, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("how", [(), ("-n", "2")], ids=["one after the other", "at once"])
def test_what_did_not_run_is_listed_with_its_reason(suite: Path, how: tuple[str, ...]):
    told = run(suite, *how, REGIE_MISSING_DEBIAN="apt install chromium").stdout

    section = told.partition("not run here, and why")[2]
    assert "this kernel has no netem: tests/test_some.py::test_wants_" in section
    assert "and 1 more" in section
    assert "elsewhere only: tests/test_some.py::test_is_for_another_system" in section
    assert "apt install chromium" in section
    assert "1 tests of long evidence: add --long" in section


def test_long_evidence_runs_when_asked_for(suite: Path):
    told = run(suite, "--long").stdout

    assert "2 passed" in told
    assert "long evidence" not in told


def test_a_run_that_left_nothing_out_has_nothing_to_list(suite: Path):
    told = run(suite, "-k", "works").stdout

    assert "1 passed" in told
    assert "not run here" not in told


def test_a_missing_program_fails_its_test_and_says_where_to_get_it(suite: Path):
    (suite / "tests" / "test_some.py").write_text(
        "from tests import needs\n\n\ndef test_it():\n    needs.program('no-such-thing', debian='such-a-package')\n"
    )

    done = run(suite)

    assert done.returncode == 1
    assert "no-such-thing is missing. Debian: apt install --no-install-recommends such-a-package" in done.stdout
