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
