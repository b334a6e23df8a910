"""
What the whole suite shares: its options, the depth of its random tests, and an honest end.

`--long` adds the evidence that takes minutes. The end of every run lists what did not run and why, so that a green
line never hides a missing program or privilege.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["tests.rigs.fixtures"] if Path(__file__).with_name("rigs").joinpath("fixtures.py").exists() else []

hypothesis.settings.register_profile("short", max_examples=60, deadline=None)
hypothesis.settings.register_profile("ci", max_examples=60, deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("long", max_examples=2000, deadline=None, print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the evidence that takes minutes")


def pytest_configure(config: pytest.Config) -> None:
    long = config.getoption("--long")
    hypothesis.settings.load_profile("long" if long else "ci" if os.environ.get("CI") else "short")


LEFT_OUT = pytest.StashKey[int]()
TESTS = Path(__file__).parent
SLOWEST = {"journeys": 0, "contract": 1, "cli": 2, "demo": 3}
"""Where the slowest files lie: of several workers, none shall begin with them when the others have done."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    long = [] if config.getoption("--long") else [item for item in items if item.get_closest_marker("long")]
    if long:
        config.stash[LEFT_OUT] = len(long)
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    if hasattr(config, "workerinput"):
        items[:] = taking_turns(items)


def taking_turns(items: list[pytest.Item]) -> list[pytest.Item]:
    """The slowest folders first, and a file with a browser after each one without: no more of those work at once than
    there are cores, and who waits for one keeps a worker from other work."""
    folder = {item: item.path.relative_to(TESTS).parts[0] for item in items}
    files: dict[bool, dict[Path, list[pytest.Item]]] = {True: {}, False: {}}
    for item in sorted(items, key=lambda item: SLOWEST.get(folder[item], len(SLOWEST))):
        files[folder[item] == "console"].setdefault(item.path, []).append(item)
    turns = zip_longest(files[False].values(), files[True].values(), fillvalue=[])
    return [item for pair in turns for file in pair for item in file]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of xdist collects on behalf of the run; every worker sees the same tests."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = list(not_run(terminalreporter, config))
    if lines:
        terminalreporter.section("not run here, and why")
        for line in lines:
            terminalreporter.write_line(line)


def not_run(terminal: pytest.TerminalReporter, config: pytest.Config) -> Iterator[str]:
    reasons: dict[str, list[str]] = defaultdict(list)
    for report in terminal.stats.get("skipped", []):
        if isinstance(report.longrepr, tuple):
            why = report.longrepr[2].removeprefix("Skipped: ").removeprefix("cannot run here: ")
            reasons[why].append(report.nodeid)
    for why, tests in sorted(reasons.items()):
        yield f"{why}: {tests[0]}" + (f" and {len(tests) - 1} more" if len(tests) > 1 else "")
    if missing := os.environ.get("REGIE_MISSING_DEBIAN"):
        yield f"Debian packages that only root can install; tests that need them fail: {missing}"
    if count := config.stash.get(LEFT_OUT, 0):
        yield f"{count} tests of long evidence: add --long"
