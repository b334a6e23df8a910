"""
The scheduler with ten thousand jobs: how long the first next instants take, and what it costs to be at rest.

Goals: next instants at start in at most 2 s; at rest at most 1 % of a core.
"""

import random
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from regie.camcron.jobs.board import Actual, Board, Facts
from regie.camcron.jobs.holds import Hold, Holds, Scope
from regie.camcron.jobs.plan import Plan
from regie.camcron.recordings.paths import Context
from regie.camcron.runs.settings import RecorderSettings
from regie.camcron.runs.spec import Spec
from regie.kernel.scheduling.cron import Cron

JOBS = 10_000
NOW = datetime(2026, 3, 2, 9, 30, 17, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
PASSES = 50


def plan(number: int, chance: random.Random) -> Plan:
    minute, hour = chance.randrange(60), chance.randrange(20)
    start, stop = Cron.parse(f"{minute} {hour} * * 1-5"), Cron.parse(f"{minute} {hour + 3} * * 1-5")
    kinds = (
        Plan("continuous", start, stop, None, None, PARIS),
        Plan("oneshot", Cron.parse(f"*/{chance.choice([2, 5, 10])} * * * *"), None, None, None, PARIS),
        Plan("duration", Cron.parse(f"{minute} * * * *"), None, None, 30, PARIS),
        Plan("continuous", None, None, None, None, PARIS),
        Plan("oneshot", Cron.parse(f"{minute} {hour} 1 * *"), None, None, None, PARIS),
    )
    return kinds[number % len(kinds)]


def facts(number: int, chance: random.Random) -> Facts:
    camera, name = f"camera-{number % 100}", f"job-{number}"
    spec = Spec(
        name, name, camera, camera, "record", "rtsp://camera/main", "rtsp", Context(camera, camera, name, name),
        "{jobId}", "{timestamp}", "mp4", 900, "copy", None, None, None, None, "auto", (), 3, 0, False, PARIS,
    )  # fmt: skip
    return Facts(name, camera, True, True, plan(number, chance), spec, site_id="site")


def main() -> None:
    chance = random.Random(1)
    jobs = [facts(number, chance) for number in range(JOBS)]
    board = Board(timedelta(seconds=RecorderSettings().prepare_seconds))
    start = time.process_time()
    board.take(jobs, NOW)
    first = time.process_time() - start
    orders = board.decide(NOW, {}).orders
    actual = {order.spec.job_id: Actual(order, retrying=False) for order in orders}
    start = time.process_time()
    for number in range(PASSES):
        board.decide(NOW + timedelta(milliseconds=number), actual)
    rest = (time.process_time() - start) / PASSES / RecorderSettings().reconcile_seconds
    pause = Hold("pause", "pause", Scope("site", "site"), NOW, NOW + timedelta(hours=1), NOW)
    start = time.process_time()
    holds = Holds.of([pause])
    for job_id in board.within({pause.scope}):
        board.hold(job_id, holds, NOW)
    paused = time.process_time() - start
    print(f"{JOBS} jobs, {len(orders)} of them running")
    print(f"  next instants at start   {first:.2f} s CPU (goal 2)")
    print(f"  at rest                  {rest:.2%} of a core (goal 1 %)")
    print(f"  a pause of all of them   {paused:.2f} s CPU, in slices of a hundred")


if __name__ == "__main__":
    main()
