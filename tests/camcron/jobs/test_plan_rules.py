"""docs/time.md: each of its rules names a test that exists."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
PAGE = TESTS.parent / "docs" / "time.md"
ROWS = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ") and "::" in line]


def test_every_rule_names_its_test():
    tables = PAGE.read_text("utf-8").partition("## Cron expressions")[2]
    rows = [line for line in tables.splitlines() if line.startswith("| ")]
    without = [row for row in rows if "::" not in row and not row.startswith(("| ---", "| rule", "| code"))]
    assert without == []
    assert len(ROWS) > 60


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("`")[-2])
def test_the_named_test_exists(row):
    name, _, claim = row.split("`")[-2].partition("::")
    (file,) = TESTS.rglob(f"{name}.py")
    text = file.read_text("utf-8")
    functions = {found.replace("_", " ") for found in re.findall(r"def test_(\w+)\(", text)}
    assert claim in functions or f'id="{claim}"' in text
