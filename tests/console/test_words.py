"""
The console says the server's sentences in French by a phrasebook: a sentence that is not in it stays English.

The sentences are read in the code: whatever is written there as one, with places for its facts. Those that are put
together from pieces stand here as one would read them.
"""

import ast
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from regie.camcron.jobs.period import Period, parse_period
from regie.camcron.jobs.plan import Plan, Trigger, warnings
from regie.camcron.runs.programs import LIST_IT
from regie.kernel.scheduling.cron import Cron
from tests.serving import ROOT

BOOK: dict[str, str] = json.loads((ROOT / "web/console/src/lib/said/phrases.fr.json").read_text(encoding="utf-8"))
PLACE = re.compile(r"\{#?\w+\}")
SPEAKS = (
    "kernel/ffmpeg/reasons.py", "kernel/processes/child.py", "kernel/processes/supervised.py",
    "camcron/jobs/state.py", "camcron/jobs/holds.py", "camcron/jobs/board.py", "camcron/jobs/loops.py",
    "camcron/jobs/outages.py", "camcron/jobs/telling.py", "camcron/jobs/queries.py",
    "camcron/runs/lines.py", "camcron/runs/feeds.py", "camcron/runs/connections.py", "camcron/runs/recording.py",
    "camcron/runs/filming.py", "camcron/runs/delivery.py", "camcron/runs/recorder.py", "camcron/runs/recovery.py",
    "camcron/runs/snapshot.py", "camcron/runs/still.py", "camcron/runs/command.py", "camcron/runs/connection.py",
    "camcron/runs/fetching.py", "camcron/runs/programs.py",
    "camcron/recordings/roots.py", "camcron/recordings/ledger/service.py", "camcron/recordings/service.py",
    "camcron/overview/past/explain.py", "camcron/overview/past/service.py",
    "camcron/retention/telling.py", "camcron/retention/preview.py", "camcron/exports/plan.py",
    "camcron/exports/making.py", "camcron/timelapse/service.py", "camcron/timelapse/tasks.py",
    "camcron/onvif/scouting.py", "camcron/onvif/device.py", "camcron/enrolment/service.py",
    "camcron/motion/service.py", "camcron/wiring/watching.py", "camcron/wiring/connecting.py",
    "camcron/wiring/noticing.py", "kernel/notifications/dispatch/loops.py",
)  # fmt: skip
"""Modules whose sentences reach the console as reasons, gaps, events or warnings."""


def pattern_of(words: str) -> re.Pattern[str]:
    """As the console reads a phrase: `{who}` are words, `{#n}` is a figure."""
    parts, at = [], 0
    for found in PLACE.finditer(words):
        parts += [re.escape(words[at : found.start()]), r"([\d.,:]+)" if found[0][1] == "#" else "(.+?)"]
        at = found.end()
    return re.compile("".join([*parts, re.escape(words[at:])]), re.DOTALL)


PIECED = {
    "The camera takes 7, held by 7.": (
        "The camera takes 1 connection at once, held by «Night» since 2026-03-02T08:00:00.000Z.",
        "The camera takes 2 connections at once, held by «Night» since 2026-03-02T08:00:00.000Z.",
        "The camera takes no more connections, held by «Night» through the relay since 2026-03-02T08:00:00.000Z.",
    ),
    "«7» is not among the programs that commands may run: 7.": (
        f"«rm» is not among the programs that commands may run: {LIST_IT}.",
    ),
    "7 One lies at 7.": ("One lies at /usr/bin/ffprobe.",),
    "Nothing was planned then7.": (
        "Nothing was planned then.", "Nothing was planned then; the next window began on 2026-03-02 08:00.",
    ),
    "The server was down77.": (
        "The server was down.", "The server was down until 2026-03-02 08:00.",
        "The server was down from 2026-03-02 08:00.",
        "The server was down from 2026-03-02 08:00:10 until 2026-03-02 08:01:20.",
    ),
    "«7» reaches back 7 days instead of 7: 7.": (
        "«Night» reaches back 1.5 days instead of 14: the disk has too little space.",
        "«Night» reaches back 1.5 days instead of 14: its 50 GB are full.",
    ),
    "7: less than 7 %.": ("1.5 GB of 500 GB are free on the disk of /rec: less than 5 %.",),
    "What was recorded since 7 is still being written; it can be exported 7.": (
        "What was recorded since 2026-03-02 08:00:00 UTC is still being written; it can be exported once that file is "
        "complete.",
        "What was recorded since 2026-03-02 08:00:00 UTC is still being written; it can be exported from about "
        "2026-03-02 08:15:00 UTC on.",
    ),
    "The camera «7» takes 7 at once: it refused one more.": (
        "The camera «Yard» takes 1 connection at once: it refused one more.",
        "The camera «Yard» takes 2 connections at once: it refused one more.",
    ),
}  # fmt: skip
"""What is put together from pieces, as it comes out."""
UNSAID = {
    "Runs that have begun and not ended.",
    "Runs that ended, by how.",
    "From a window's start to its first written frame; zero when it was there before.",
}
"""Not for people in front of the console: what figures for Prometheus mean."""

PATTERNS = [pattern_of(words) for words in BOOK]


def is_known(sentence: str) -> bool:
    return any(pattern.fullmatch(sentence) for pattern in PATTERNS)


def sentences(module: str) -> Iterator[str]:
    """What is written as a sentence in a module, docstrings apart, a place for a fact as a name or a figure."""
    tree = ast.parse((ROOT / "src/regie" / module).read_text(encoding="utf-8"))
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    inner |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)
        else:
            continue
        if re.match(r"[A-Z«7]", text) and re.search(r"[a-z] [a-z]", text) and re.search(r"[a-z7%»)]\.$", text):
            yield text


@pytest.mark.parametrize("module", SPEAKS)
def test_whatever_a_module_says_to_people_is_said_in_french_too(module: str) -> None:
    said = [each for found in sentences(module) if found not in UNSAID for each in PIECED.get(found, (found,))]
    assert [sentence for sentence in said if not is_known(sentence)] == []


PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)


def plan(
    trigger: Trigger, cron: str, stop: str | None = None, *, seconds: float | None = None, dates: Period | None = None
) -> Plan:
    return Plan(trigger, Cron.parse(cron), Cron.parse(stop) if stop else None, dates, seconds, PARIS)


def dates(start: str, end: str) -> Period:
    period = parse_period({"startDate": start, "endDate": end, "recurrent": start.startswith("--")})
    assert isinstance(period, Period)
    return period


@pytest.mark.parametrize(
    "of",
    [
        plan("continuous", "0 8-18 * * 1-5"),
        plan("continuous", "0 * * * *"),
        plan("continuous", "30 8 * * *"),
        plan("continuous", "0,30 8-18 * * *"),
        plan("continuous", "0 8,12,18 * * *"),
        plan("continuous", "0,30 8,18 * * *"),
        plan("continuous", "0 8 * * *", "0 8 * * *"),
        plan("oneshot", "*/7 * * * *"),
        plan("oneshot", "0 */5 * * *"),
        plan("oneshot", "*/120 * * * *"),
        plan("oneshot", "0 0 */2 * *"),
        plan("oneshot", "0 0 1 */5 *"),
        plan("duration", "*/5 * * * *", seconds=600),
        plan("continuous", "30 2 * * *", "0 6 * * *"),
        plan("continuous", "0 22 * * *", "30 2 * * *"),
        plan("continuous", "10 2 * * *", "50 2 * * *"),
        plan("oneshot", "30 2 * * *"),
        plan("oneshot", "*/20 2 * * *"),
        plan("oneshot", "0 0 * * *", dates=dates("--02-29", "--04-01")),
        plan("oneshot", "0 0 29 2 *", dates=dates("2026-03-01", "2026-04-01")),
        plan("oneshot", "0 0 * * *", dates=dates("2025-03-01", "2025-04-01")),
    ],
    ids=lambda of: f"{of.trigger} {of.cron.text}",
)
def test_whatever_a_plan_warns_of_is_said_in_french_too(of: Plan) -> None:
    found = warnings(of, NOW)
    assert found
    for warning in found:
        assert is_known(warning.message), warning.message
        for pattern in PATTERNS:
            if (match := pattern.fullmatch(warning.message)) is not None:
                prose = [fact for fact in match.groups() if re.search("[a-z]{3,} [a-z]{2,}", fact)]
                assert [fact for fact in prose if not is_known(fact)] == []
                break
