"""
Run several commands beside each other and tell how each went.

Each has one line with its time when it ends; its output is shown only when it fails. They come in lanes: the commands
of one lane follow each other (because they share files), lanes run at once, as many as there are cores.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

PLAIN = bool(os.environ.get("CI") or os.environ.get("NO_COLOR")) or not sys.stdout.isatty()


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    command: Sequence[str]
    advice: str = ""
    """What to do when it fails, if that isn't plain from its output."""
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    step: Step
    code: int
    told: str
    seconds: float


def run(step: Step, root: Path) -> Result:
    start = time.monotonic()
    try:
        done = subprocess.run(
            step.command, cwd=root, env=os.environ | step.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
        )  # fmt: skip
        code, told = done.returncode, done.stdout
    except OSError as problem:
        code, told = 127, str(problem)
    return Result(step, code, told, time.monotonic() - start)


def run_all(lanes: Sequence[Sequence[Step]], root: Path, *, at_once: int | None = None) -> list[str]:
    """The titles of those that failed."""

    def drive(lane: Sequence[Step]) -> list[str]:
        return [step.title for step in lane if not show(run(step, root))]

    with ThreadPoolExecutor(max_workers=at_once or os.cpu_count() or 2) as pool:
        return [title for failed in pool.map(drive, lanes) for title in failed]


def show(result: Result) -> bool:
    """One write for each result, so that lanes don't mix their lines."""
    mark = "ok" if result.code == 0 else "FAILED"
    if not PLAIN:
        mark = f"\033[{'32' if result.code == 0 else '31'}m{mark}\033[0m"
    lines = [f"   {result.step.title}: {mark}, {result.seconds:.1f} s"]
    if result.code:
        lines += [f"     {line}" for line in result.told.rstrip().splitlines()]
        lines += [f"     → {result.step.advice}"] if result.step.advice else []
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()
    return result.code == 0
