"""Documents that name what the code decides, and lead where there is something."""

import re
from pathlib import Path

import pytest

from regie.camcron.recordings.paths import VARIABLES
from regie.camcron.runs.extra import OPTIONS
from script.house.scan import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path):
    missing = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]

    assert missing == []


def test_the_page_of_jobs_names_every_variable_and_every_option():
    page = (ROOT / "docs" / "jobs.md").read_text("utf-8")

    assert [name for name in VARIABLES if f"{{{name}}}" not in page] == []
    assert [name for name in OPTIONS if f"`{name}`" not in page] == []


def test_what_was_asked_for_is_shown_by_tests_that_exist():
    page = (ROOT / "docs" / "specification.md").read_text("utf-8")
    named = re.findall(r"`([\w/]+)::(\w+)`", page)
    missing = []
    for file, test in named:
        module = ROOT / "tests" / f"{file}.py"
        if not module.exists() or f"def test_{test}(" not in module.read_text("utf-8"):
            missing.append(f"{file}::{test}")

    assert missing == []
    assert len(named) > 80


def test_each_row_of_what_was_asked_for_says_where_it_is_shown():
    page = (ROOT / "docs" / "specification.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| Asked for")]

    assert [row for row in rows if "::" not in row and "](" not in row] == []
