"""What becomes of background work when servers are killed, frozen, or run side by side: real processes."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from regie.kernel.db import Database

pytestmark = pytest.mark.rig
ROOT = Path(__file__).parents[3]
TTL = 4.0
PATIENCE = 30.0


class Worker:
    """One such process, and what it has said."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said: list[tuple[float, str]] = []
        self._heard = asyncio.Condition()
        self._ear = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        assert self.process.stdout is not None
        while line := await self.process.stdout.readline():
            async with self._heard:
                self.said.append((time.monotonic(), line.decode().strip()))
                self._heard.notify_all()

    async def hears(self, word: str, count: int = 1) -> float:
        """When it said that word for the n-th time."""

        def enough() -> bool:
            return len(self.times(word)) >= count

        async with asyncio.timeout(PATIENCE), self._heard:
            await self._heard.wait_for(enough)
        return self.times(word)[count - 1]

    def times(self, word: str) -> list[float]:
        return [at for at, line in self.said if line.split()[0] == word]

    def lines(self, word: str) -> list[str]:
        return [line for _, line in self.said if line.split()[0] == word]

    async def begins_a_task(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"1\n")
        await self.hears("begin")

    def send(self, number: signal.Signals) -> float:
        self.process.send_signal(number)
        return time.monotonic()

    async def leave(self) -> int:
        """Let it close by itself."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()

    async def end(self) -> None:
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
        await self._ear


class Workers:
    """Starts them on one database."""

    def __init__(self, db: Database) -> None:
        self.url = db.url.render_as_string(hide_password=False)
        self.started: list[Worker] = []

    async def start(self, instance: str, *options: str) -> Worker:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "error::ResourceWarning", "-m", "tests.kernel.tasks.worker"),
            *(self.url, instance, "--ttl", str(TTL), *options),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        )
        worker = Worker(process)
        self.started.append(worker)
        await worker.hears("ready")
        return worker


@contextlib.asynccontextmanager
async def workers_on(db: Database) -> AsyncIterator[Workers]:
    workers = Workers(db)
    try:
        yield workers
    finally:
        for worker in workers.started:
            await worker.end()


async def outcomes(db: Database) -> list[tuple[str, str]]:
    """The engine's words for each task, and whose it was in the end."""
    table = "workflow_status" if db.is_sqlite else "dbos.workflow_status"
    async with db.engine.connect() as connection:
        rows = await connection.execute(sa.text(f"SELECT status, executor_id FROM {table} WHERE name = 't.work'"))
        return [(row[0], row[1]) for row in rows]


async def ended_once(db: Database, by: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while await outcomes(db) != [("SUCCESS", by)]:
            await asyncio.sleep(0.05)


async def test_a_killed_server_resumes_its_tasks_when_it_starts_again(database: Database) -> None:
    async with workers_on(database) as workers:
        first = await workers.start("a", "--hold")
        await first.begins_a_task()
        first.send(signal.SIGKILL)
        again = await workers.start("a")
        await again.hears("end")
        assert again.lines("begin") == first.lines("begin"), "the same task"
        await ended_once(database, "a")
        assert await again.leave() == 0


async def test_a_dead_instances_tasks_are_taken_over_by_another(postgres_database: Database) -> None:
    async with workers_on(postgres_database) as workers:
        dying = await workers.start("dying", "--hold")
        await dying.begins_a_task()
        other = await workers.start("other")
        killed = dying.send(signal.SIGKILL)
        taken = await other.hears("begin") - killed
        await other.hears("end")
        assert TTL / 3 < taken < TTL + TTL / 3 + 3
        assert other.lines("begin") == dying.lines("begin")
        await ended_once(postgres_database, "other")


@pytest.mark.long
async def test_a_frozen_instance_cuts_its_tasks_off_when_it_thaws_and_their_outcome_is_one(
    postgres_database: Database,
) -> None:
    async with workers_on(postgres_database) as workers:
        frozen = await workers.start("frozen", "--hold")
        await frozen.begins_a_task()
        other = await workers.start("other")
        frozen.send(signal.SIGSTOP)
        await other.hears("begin")
        frozen.send(signal.SIGCONT)
        await frozen.hears("cut")
        await other.hears("end")
        assert frozen.lines("end") == []
        await ended_once(postgres_database, "other")
        assert await frozen.leave() == 0


@pytest.mark.long
async def test_with_the_products_own_times_a_dead_instance_is_replaced_within_twenty_seconds(
    postgres_database: Database,
) -> None:
    async with workers_on(postgres_database) as workers:
        dying = await workers.start("dying", "--hold", "--ttl", "15")
        await dying.begins_a_task()
        other = await workers.start("other", "--ttl", "15")
        killed = dying.send(signal.SIGKILL)
        assert await other.hears("begin") - killed < 22


@pytest.mark.long
async def test_an_instance_that_leaves_gives_its_tasks_away_at_once(postgres_database: Database) -> None:
    async with workers_on(postgres_database) as workers:
        leaving = await workers.start("leaving", "--hold")
        await leaving.begins_a_task()
        other = await workers.start("other")
        assert await leaving.leave() == 0
        left = time.monotonic()
        assert await other.hears("begin") - left < TTL
        await ended_once(postgres_database, "other")


async def test_a_schedule_ticks_once_over_two_instances(postgres_database: Database) -> None:
    async with workers_on(postgres_database) as workers:
        both = [await workers.start(name, "--cron", "* * * * * *") for name in ("a", "b")]
        await asyncio.wait(
            [asyncio.create_task(worker.hears("tick", 4)) for worker in both], return_when="FIRST_COMPLETED"
        )
        ticks = [line for worker in both for line in worker.lines("tick")]
        assert len(ticks) == len(set(ticks)) >= 4
