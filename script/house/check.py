"""
The fast part of the tests: everything that is known without running the product.

Python's lint, format, types and import contracts, the house's own rules, and with `--front` the console's types, units
and lint as well, all beside each other.
"""

import argparse
import sys
import time
from pathlib import Path

from script.house.steps import Step, run_all

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
CONCISE = ("--output-format", "concise")


def python(*arguments: str) -> list[str]:
    return [PYTHON, "-m", *arguments]


def python_steps() -> list[Step]:
    cache = ROOT / ".cache"
    return [
        Step("types (mypy)", python("mypy", "--cache-dir", str(cache / "mypy"))),
        Step(
            "import contracts",
            [PYTHON, "-c", CONTRACTS, str(cache / "importlinter")],
            advice="docs/architecture.md tells who may know whom; .importlinter says it to the machine",
        ),
        Step(
            "lint (ruff)",
            python("ruff", "check", *CONCISE, "."),
            advice="script/check --fix repairs what can be repaired",
        ),
        Step(
            "format (ruff)",
            python("ruff", "format", "--check", *CONCISE, "."),
            advice="script/check --fix formats",
        ),
        Step("no machine's address or path", python("script.house.scan"), advice="remake locks by script/lock"),
        Step("sizes, docstrings, changelog, locks", python("script.house.rules")),
        Step(
            "typed client as the server says",
            [PYTHON, "web/tools/generate", "--check"],
            advice="script/check --fix writes it anew",
        ),
    ]


CONTRACTS = """
import sys
sys.path.insert(0, ".")
from importlinter.application.use_cases import lint_imports
from importlinter import cli  # configures the linter
sys.exit(not lint_imports(config_filename=".importlinter", cache_dir=sys.argv[1], no_logo=True))
"""


def front_steps() -> list[Step]:
    return [
        Step("console: types (svelte-check)", npm("web", "check")),
        Step("console: units (vitest)", npm("web", "test")),
        Step("console: lint (eslint, prettier)", npm("web/tools", "lint"), advice="npm --prefix web/tools run format"),
    ]


def npm(folder: str, script: str) -> list[str]:
    return ["npm", "--prefix", folder, "run", "--silent", script]


def fix_steps() -> list[Step]:
    return [
        Step("lint, repaired", python("ruff", "check", "--fix", ".")),
        Step("format", python("ruff", "format", ".")),
        Step("typed client", [PYTHON, "web/tools/generate"]),
    ]


def main() -> int:
    options = argparse.ArgumentParser(prog="script/check")
    options.add_argument("--front", action="store_true", help="also check and test the console's sources")
    options.add_argument("--fix", action="store_true", help="repair what can be repaired first")
    asked = options.parse_args()
    start = time.monotonic()
    failed = run_all([fix_steps()], ROOT) if asked.fix else []
    lanes = [[step] for step in python_steps()]
    if asked.front:
        lanes.insert(1, front_steps())  # one lane: each begins by `svelte-kit sync`
    failed += run_all(lanes, ROOT)
    took = f"{time.monotonic() - start:.0f} s"
    sys.stdout.write(f"   failed after {took}: {', '.join(failed)}\n" if failed else f"   all checks pass, {took}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
