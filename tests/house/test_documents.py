"""Documents that name what the code decides, and lead where there is something."""

import ast
import re
from pathlib import Path

import pytest

from regie.camcron.recordings.paths import VARIABLES
from regie.camcron.runs.extra import OPTIONS
from script.house.scan import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SHOWN = re.compile(r"`([\w/]+)::(\w+)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
SHOWS = re.compile(
    r'<(?:img|source)\b[^>]*?\b(?:src|srcset)="(?!https?:)([^"\s]+)"'  # in HTML
    r"|!\[[^\]]*\]\((?!https?:)([^)\s]+)\)"  # in Markdown
)
PICTURES = ROOT / "docs" / "pictures"
PICTURES_BYTES = 1_500_000
"""Whoever clones the sources takes all of them along."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path):
    missing = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]

    assert missing == []


def shown(page: Path) -> set[Path]:
    """The pictures that a page shows, in Markdown's way or in HTML's."""
    return {(page.parent / (html or plain)).resolve() for html, plain in SHOWS.findall(page.read_text("utf-8"))}


def test_every_picture_that_a_page_shows_is_there_and_every_picture_is_shown():
    named = {picture for page in PAGES for picture in shown(page)}

    assert [str(picture) for picture in named if not picture.is_file()] == []
    assert {picture.name for picture in PICTURES.iterdir()} == {p.name for p in named if p.parent == PICTURES}
    assert sum(picture.stat().st_size for picture in PICTURES.iterdir()) <= PICTURES_BYTES


def test_every_picture_is_one_that_is_taken_anew_with_the_others():
    taken = re.findall(r'Look\(f?"([\w{}-]+)"', (ROOT / "script" / "house" / "screenshots.py").read_text("utf-8"))
    names = {name.replace("{theme}", theme) for name in taken for theme in ("dark", "light")}

    assert {picture.stem for picture in PICTURES.iterdir()} == names


def test_the_page_of_jobs_names_every_variable_and_every_option():
    page = (ROOT / "docs" / "jobs.md").read_text("utf-8")

    assert [name for name in VARIABLES if f"{{{name}}}" not in page] == []
    assert [name for name in OPTIONS if f"`{name}`" not in page] == []


def test_what_was_asked_for_is_shown_by_tests_that_exist():
    page = (ROOT / "docs" / "specification.md").read_text("utf-8")
    named = SHOWN.findall(page)
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


def test_a_row_that_rests_on_long_evidence_says_so():
    page = (ROOT / "docs" / "specification.md").read_text("utf-8")
    wrong = []
    for line in page.splitlines():
        if not line.startswith("| ") or not (shown := SHOWN.findall(line)):
            continue
        row = line.split(" | ")[0]
        if row.endswith(" (long)") != any(_is_long(file, test) for file, test in shown):
            wrong.append(row)

    assert wrong == []


def _is_long(file: str, test: str) -> bool:
    """Whether a test, its module or one of its cases carries the mark."""
    tree = ast.parse((ROOT / "tests" / f"{file}.py").read_text("utf-8"))
    marks: list[ast.AST] = []
    for part in tree.body:
        if isinstance(part, ast.Assign) and any(
            isinstance(to, ast.Name) and to.id == "pytestmark" for to in part.targets
        ):
            marks.append(part.value)
        elif isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and part.name == f"test_{test}":
            marks += part.decorator_list
    return any(ast.unparse(each) == "pytest.mark.long" for mark in marks for each in ast.walk(mark))
