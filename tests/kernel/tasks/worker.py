"""
A server's background work alone in a process, to be killed and frozen: `python -m tests.kernel.tasks.worker`.

It says on standard output what happens (`ready`, `begin ID`, `end ID`, `cut ID`, `tick`), and queues a task for each
line on its standard input: a number.
"""

import argparse
import asyncio
import sys

from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.leases import Leases
from regie.kernel.tasks import Cron, Kind, TaskRun, Tasks, TaskSettings
from regie.kernel.tasks.run import Body


def say(*words: str) -> None:
    print(*words, flush=True)


def body(*, hold: bool) -> Body:
    async def work(run: TaskRun, number: int) -> int:
        say("begin", run.id)
        try:
            if hold:
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            say("cut", run.id)
            raise
        say("end", run.id)
        return number

    return work


async def tick(run: TaskRun) -> None:
    say("tick", run.id)


async def serve(url: str, instance: str, *, ttl: float, cron: str | None, hold: bool) -> None:
    db, clock = Database(url, Events()), SystemClock()
    leases = Leases(db, clock, instance, ttl=ttl, grace=ttl / 3)
    await leases.open()
    tasks = Tasks(db, leases, clock, TaskSettings(), polls={"work": 0.1, "sweep": 0.1})
    tasks.declare(Kind("t.work", body(hold=hold)))
    tasks.declare(Kind("t.tick", tick))
    if cron:
        tasks.cron(Cron("ticks", "t.tick", cron))
    await tasks.open()
    say("ready")
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        async with db.write() as session:
            await tasks.enqueue(session, "t.work", {"number": int(line)})
    await tasks.close()
    await leases.close()
    await db.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("instance")
    parser.add_argument("--ttl", type=float, default=3.0)
    parser.add_argument("--cron")
    parser.add_argument("--hold", action="store_true", help="its tasks never end by themselves")
    given = parser.parse_args()
    asyncio.run(serve(given.url, given.instance, ttl=given.ttl, cron=given.cron, hold=given.hold))
