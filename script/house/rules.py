"""
The habits of the house that no linter knows: sizes, docstrings, a changelog that is alive, locks that fit.

Each rule is a function from the tree to sentences about what is wrong, so that the tests may show it a tree that is.
An exception to a size stands in `LARGE` with its reason; one that is no longer needed is wrong too.
"""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from script.house.scan import ROOT, committed

MAX_LINES = 400
MAX_SVELTE = 200
MAX_FUNCTION = 60

LARGE: dict[str, str] = {
    "tests/kernel/auth/test_routes.py": "every way in, and every way that is closed",
}
"""`path` or `path:function` → why it is as large as it is."""

GENERATED = ("web/shared/api.d.ts",)
MIGRATIONS = "src/regie/migrations/versions/"
"""Drafted by Alembic, and as long as what they change."""

FOLDERS = ("src/", "tests/", "script/", "bench/", "agent/", "web/")
PYTHON = ("src/", "tests/", "script/house/", "bench/", "agent/")


def python_files(root: Path) -> list[str]:
    return [name for name in committed(root) if name.endswith(".py") and name.startswith(PYTHON)]


def sizes(root: Path, large: dict[str, str] = LARGE) -> Iterator[str]:
    seen = set()
    for name, count, limit in [*file_sizes(root), *function_sizes(root)]:
        if count <= limit:
            continue
        seen.add(name)
        if name not in large:
            yield f"{name} has {count} lines, more than {limit}: divide it, or give its reason in script/house/rules.py"
    for name in large.keys() - seen:
        yield f"{name} is no longer large: take it out of LARGE in script/house/rules.py"


def file_sizes(root: Path) -> Iterator[tuple[str, int, int]]:
    for name in committed(root):
        if name in GENERATED or name.startswith(MIGRATIONS):
            continue
        if name.startswith(FOLDERS) and name.endswith((".py", ".ts", ".svelte")):
            limit = MAX_SVELTE if name.endswith(".svelte") else MAX_LINES
            yield name, len((root / name).read_text(encoding="utf-8").splitlines()), limit


def function_sizes(root: Path) -> Iterator[tuple[str, int, int]]:
    """Functions that a function defines inside (the routes of a router) count for themselves, not for it."""
    for name in python_files(root):
        for node in ast.walk(ast.parse((root / name).read_bytes())):
            if isinstance(node, FUNCTION) and not name.startswith(MIGRATIONS):
                inner = sum(lines(child) for child in functions_inside(node))
                yield f"{name}:{node.name}", lines(node) - inner, MAX_FUNCTION


FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def functions_inside(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Those directly inside, not the ones inside of these."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FUNCTION):
            yield child
        else:
            yield from functions_inside(child)


def docstrings(root: Path) -> Iterator[str]:
    """Every module says why it exists; an empty `__init__` in the tests has nothing to say."""
    for name in python_files(root):
        source = (root / name).read_bytes()
        if not source.strip() and name.startswith("tests/"):
            continue
        if not ast.get_docstring(ast.parse(source)):
            yield f"{name} doesn't say why it exists: open it with a docstring"


def changelog(root: Path) -> Iterator[str]:
    if not re.search(r"^## Unreleased$", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE):
        yield "CHANGELOG.md has no `## Unreleased` section: the next change has nowhere to go"


def locks(root: Path) -> Iterator[str]:
    """What pyproject.toml names must be pinned; what pins say must be exact."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        "runtime": project["project"]["dependencies"],
        "build": groups["build"],
        "dev": [*project["project"]["dependencies"], *(r for group in groups.values() for r in group)],
    }
    for lock, requirements in wanted.items():
        pins = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
        pinned = {plain(line) for line in pins if re.match(r"[A-Za-z0-9._-]+==\S", line)}
        for requirement in requirements:
            if isinstance(requirement, str) and plain(requirement) not in pinned:
                yield f"requirements/{lock}.txt does not pin {plain(requirement)}: run script/lock"
        for line in pins:
            if line.strip() and not line.lstrip().startswith("#") and "==" not in line:
                yield f"requirements/{lock}.txt: not an exact version: {line}"


def plain(requirement: str) -> str:
    """A requirement's name, as pip compares them."""
    name = re.match(r"\s*([A-Za-z0-9._-]+)", requirement)
    return re.sub(r"[-_.]+", "-", name[1]).lower() if name else ""


def npm_locks(root: Path) -> Iterator[str]:
    """
    A lock made by an older npm, or where a registry lacked some platform's build, misses optional packages.

    The npm that builds the console refuses such a lock, also on the platforms that need none of them.
    """
    for name in committed(root):
        if not name.endswith("package-lock.json"):
            continue
        packages = json.loads((root / name).read_text(encoding="utf-8"))["packages"]
        present = {place.rpartition("node_modules/")[2] for place in packages}
        for place, package in packages.items():
            needs = place.rpartition("node_modules/")[2]
            for missing in sorted(package.get("optionalDependencies", {}).keys() - present):
                yield f"{name} lacks {missing}, which {needs} may need: run script/lock --web"
            if package.get("extraneous"):
                yield f"{name} holds {place}, which nothing needs: run script/lock --web"


RULES = (sizes, docstrings, changelog, locks, npm_locks)


def main() -> int:
    found = [line for rule in RULES for line in rule(ROOT)]
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
