"""Background work on real databases of both kinds, in this process."""

import asyncio
import os
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from dbos import DBOS

from regie.kernel.db import Database
from regie.kernel.errors import GiveUp, TryAgain
from regie.kernel.leases import Lease
from regie.kernel.tasks import Cron, Kind, TaskChanged, TaskRun, TaskSettings, TaskState
from regie.kernel.tasks.errors import NoSuchTask, SameTaskUnderWay, TaskEnded, TaskNotFailed, TasksNotRunning
from regie.kernel.tasks.service import FORGET
from tests.fakes.clock import VirtualClock
from tests.kernel.tasks.house import opened
from tests.waiting import until


class Bodies:
    """What ran, and gates that hold it."""

    def __init__(self) -> None:
        self.ran: list[Any] = []
        self.gate = asyncio.Event()
        self.began = asyncio.Event()
        self.cancelled = asyncio.Event()

    async def note(self, run: TaskRun, what: Any = None) -> Any:
        self.ran.append(what)
        return what

    async def wait(self, run: TaskRun, what: Any = None) -> Any:
        self.ran.append(what)
        self.began.set()
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        return what


@pytest.fixture
def bodies() -> Bodies:
    return Bodies()


async def test_a_task_runs_in_the_servers_own_loop_once_its_transaction_is_committed(database: Database) -> None:
    loops: list[asyncio.AbstractEventLoop] = []

    async def body(run: TaskRun, number: int) -> int:
        loops.append(asyncio.get_running_loop())
        return number * 2

    told: list[TaskState] = []
    database.events.subscribe(TaskChanged, lambda change: told.append(change.state))
    async with opened(database, Kind("t.double", body)) as house:
        task = await house.ended(await house.enqueue("t.double", {"number": 21}))
    assert (task.state, task.result, task.arguments) == (TaskState.DONE, 42, {"number": 21})
    assert loops == [asyncio.get_running_loop()]
    assert told == [TaskState.QUEUED, TaskState.RUNNING, TaskState.DONE]


async def test_what_is_rolled_back_never_runs(database: Database, bodies: Bodies) -> None:
    async with opened(database, Kind("t.note", bodies.note)) as house:
        with pytest.raises(RuntimeError):
            async with database.write() as session:
                lost = await house.tasks.enqueue(session, "t.note", {"what": "lost"})
                raise RuntimeError
        await house.ended(await house.enqueue("t.note", {"what": "kept"}))
        with pytest.raises(NoSuchTask):
            await house.tasks.get(lost)
    assert bodies.ran == ["kept"]


async def test_a_key_lets_one_task_of_its_purpose_wait_or_run_and_keeps_the_callers_rows(
    database: Database, bodies: Bodies
) -> None:
    async with opened(database, Kind("t.wait", bodies.wait)) as house:
        first = await house.enqueue("t.wait", {"what": 1}, key="camera-1")
        await bodies.began.wait()
        async with database.write() as session:
            session.add(Lease(name="business", instance="x", expires_at=datetime.now(UTC)))
            again = await house.tasks.enqueue(session, "t.wait", {"what": 2}, key="camera-1")
            other = await house.tasks.enqueue(session, "t.wait", {"what": 3}, key="camera-2")
        async with database.read() as session:
            assert await session.get(Lease, "business")
        bodies.gate.set()
        await house.ended(first)
        await house.ended(other)
        later = await house.enqueue("t.wait", {"what": 4}, key="camera-1")
        await house.ended(later)
    assert again == first
    assert later not in (first, other)
    assert sorted(bodies.ran) == [1, 3, 4]


async def test_a_task_that_asks_for_another_try_gets_it_and_keeps_its_key_meanwhile(database: Database) -> None:
    tries: list[int] = []

    async def flaky(run: TaskRun) -> str:
        tries.append(run.attempt)
        if run.attempt < 3:
            raise TryAgain("the other side is busy", delay=0.3)
        return "sent"

    async with opened(database, Kind("t.flaky", flaky, attempts=3)) as house:
        task_id = await house.enqueue("t.flaky", key="hook")
        waiting = await house.until(task_id, TaskState.WAITING)
        assert waiting.reason == "the other side is busy"
        assert await house.enqueue("t.flaky", key="hook") == task_id
        task = await house.ended(task_id)
        listed, _ = await house.tasks.list()
    assert (task.state, task.attempt, task.result) == (TaskState.DONE, 3, "sent")
    assert tries == [1, 2, 3]
    assert [shown.id for shown in listed] == [task_id]


async def test_tries_run_out_and_giving_up_ends_a_task_at_once_and_both_say_why(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def busy(run: TaskRun) -> None:
        raise TryAgain("still busy", delay=0)

    async def hopeless(run: TaskRun) -> None:
        raise GiveUp("the file is gone")

    async def broken(run: TaskRun) -> None:
        raise ZeroDivisionError("division by zero")

    kinds = Kind("t.busy", busy, attempts=2), Kind("t.hopeless", hopeless, attempts=9), Kind("t.broken", broken)
    async with opened(sqlite_database, *kinds) as house:
        tasks = [await house.ended(await house.enqueue(kind.name)) for kind in kinds]
    assert [task.state for task in tasks] == [TaskState.FAILED] * 3
    assert [task.reason for task in tasks] == ["still busy", "the file is gone", "division by zero"]
    assert [task.attempt for task in tasks] == [2, 1, 1]
    tracebacks = [record for record in caplog.records if record.exc_info]
    assert len(tracebacks) == 1, "only what nobody foresaw is told with its traceback, and once"


async def test_a_failed_task_can_be_tried_again_under_its_id(sqlite_database: Database) -> None:
    answers = iter([GiveUp("no"), None])

    async def body(run: TaskRun) -> None:
        if error := next(answers):
            raise error

    async with opened(sqlite_database, Kind("t.body", body)) as house:
        task_id = await house.enqueue("t.body", key="k")
        await house.ended(task_id)
        other = await house.enqueue("t.body", key="k", delay=timedelta(hours=1))
        with pytest.raises(SameTaskUnderWay):
            await house.retry(task_id)
        await house.tasks.cancel(other)
        await house.retry(task_id)
        task = await house.until(task_id, TaskState.DONE)
        assert (task.id, task.attempt) == (task_id, 2)
        with pytest.raises(TaskNotFailed):
            await house.retry(task_id)


async def test_cancelling_a_running_task_kills_its_child(database: Database) -> None:
    children: list[subprocess.Popen[bytes]] = []

    async def body(run: TaskRun) -> None:
        child = subprocess.Popen(["sleep", "600"])
        children.append(child)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            child.kill()
            raise

    async with opened(database, Kind("t.child", body)) as house:
        task_id = await house.enqueue("t.child")
        await until(lambda: _is(bool(children)))
        await house.tasks.cancel(task_id)
        assert await asyncio.to_thread(children[0].wait, 10) < 0
        task = await house.ended(task_id)
        assert task.state is TaskState.CANCELLED
        with pytest.raises(TaskEnded):
            await house.tasks.cancel(task_id)


async def _is(value: bool) -> bool:
    return value


async def test_a_delayed_task_waits_and_a_cancelled_one_never_runs(sqlite_database: Database, bodies: Bodies) -> None:
    async with opened(sqlite_database, Kind("t.note", bodies.note)) as house:
        soon = await house.enqueue("t.note", {"what": "soon"}, delay=timedelta(seconds=1))
        never = await house.enqueue("t.note", {"what": "never"}, delay=timedelta(seconds=1))
        waiting = await house.tasks.get(soon)
        assert waiting.state is TaskState.WAITING
        assert waiting.due_at is not None
        await house.tasks.cancel(never)
        await house.ended(soon)
        assert (await house.tasks.get(never)).state is TaskState.CANCELLED
    assert bodies.ran == ["soon"]


async def test_small_priorities_go_first(sqlite_database: Database, bodies: Bodies) -> None:
    async with opened(sqlite_database, Kind("t.wait", bodies.wait), settings=TaskSettings(workers=1)) as house:
        blocking = await house.enqueue("t.wait", {"what": "blocking"})
        await bodies.began.wait()
        rest = [
            await house.enqueue("t.wait", {"what": what}, priority=priority)
            for what, priority in (("last", 9), ("first", None), ("second", 1), ("third", 5))
        ]
        bodies.gate.set()
        for task_id in (blocking, *rest):
            await house.ended(task_id)
    assert bodies.ran == ["blocking", "first", "second", "third", "last"]


async def test_a_kind_may_have_a_narrower_limit_than_its_queue(sqlite_database: Database) -> None:
    at_once: list[int] = []
    running = 0

    async def body(run: TaskRun) -> None:
        nonlocal running
        running += 1
        at_once.append(running)
        await run.progress(0.5)
        running -= 1

    async with opened(sqlite_database, Kind("t.heavy", body, at_once=1)) as house:
        for task_id in [await house.enqueue("t.heavy") for _ in range(5)]:
            await house.ended(task_id)
    assert at_once == [1] * 5


async def test_progress_is_seen_while_it_runs(sqlite_database: Database, bodies: Bodies) -> None:
    async def body(run: TaskRun) -> None:
        await run.progress(0.25, "copying")
        await run.progress(0.26, "too soon to be written")
        await bodies.wait(run)

    async with opened(sqlite_database, Kind("t.copy", body)) as house:
        task_id = await house.enqueue("t.copy")
        await bodies.began.wait()
        task = await house.tasks.get(task_id)
        assert (task.state, task.progress, task.note) == (TaskState.RUNNING, 0.25, "copying")
        assert task.started_at is not None
        bodies.gate.set()
        assert (await house.ended(task_id)).progress == 1.0


async def test_what_somebody_waits_for_starts_at_once_and_one_id_runs_once(
    sqlite_database: Database, bodies: Bodies
) -> None:
    async with opened(sqlite_database, Kind("t.note", bodies.note)) as house:
        task_id = await house.tasks.start("t.note", {"what": 1}, task_id="row-7")
        await house.ended(task_id)
        await house.tasks.start("t.note", {"what": 2}, task_id="row-7")
        assert (await house.ended(task_id)).result == 1
    assert bodies.ran == [1]


async def test_closing_leaves_no_thread_and_what_was_cut_off_starts_again(database: Database, bodies: Bodies) -> None:
    await asyncio.to_thread(os.getpid)  # the loop has one before
    before = set(threading.enumerate())
    async with opened(database, Kind("t.wait", bodies.wait)) as house:
        task_id = await house.enqueue("t.wait", {"what": "once more"})
        await bodies.began.wait()
    assert bodies.cancelled.is_set()
    assert await asyncio.to_thread(os.getpid) == os.getpid(), "the loop's own threads work on"
    loops_own = vars(asyncio.get_running_loop())["_default_executor"]._threads  # nobody else knows
    left = [t for t in set(threading.enumerate()) - before - loops_own if "_connection_worker_thread" not in t.name]
    assert left == [], "besides the database's own, and those by which the loop works on"
    with pytest.raises(TasksNotRunning):
        await house.tasks.get(task_id)
    bodies.gate.set()
    async with opened(database, Kind("t.wait", bodies.wait)) as house:
        task = await house.until(task_id, TaskState.DONE)
    assert task.result == "once more"
    assert bodies.ran == ["once more", "once more"]


async def test_a_schedule_runs_once_a_tick_and_goes_when_it_is_no_longer_declared(
    database: Database, bodies: Bodies
) -> None:
    cron = Cron("every-second", "t.note", "* * * * * *", arguments={"what": "tick"})
    async with opened(database, Kind("t.note", bodies.note), crons=(cron,)) as house:
        await until(lambda: _is(len(bodies.ran) >= 3))
        listed, _ = await house.tasks.list(name="t.note")
        ids = [task.id for task in listed]
        assert len(ids) == len(set(ids)) >= 3
        assert all(task.arguments == {"what": "tick"} for task in listed)
    async with opened(database, Kind("t.note", bodies.note)):
        assert [held["schedule_name"] for held in await DBOS.list_schedules_async()] == [FORGET]


async def test_ended_tasks_are_forgotten_after_their_time_and_others_are_not(
    sqlite_database: Database, bodies: Bodies
) -> None:
    clock = VirtualClock(datetime.now(UTC))
    async with opened(sqlite_database, Kind("t.note", bodies.note), clock=clock) as house:
        ended = await house.enqueue("t.note")
        await house.ended(ended)
        waiting = await house.enqueue("t.note", delay=timedelta(days=90))
        await house.ended(await house.enqueue(FORGET))
        assert (await house.tasks.get(ended)).state is TaskState.DONE
        clock.set(datetime.now(UTC) + timedelta(days=14, minutes=1))
        await house.ended(await house.enqueue(FORGET))
        with pytest.raises(NoSuchTask):
            await house.tasks.get(ended)
        assert (await house.tasks.get(waiting)).state is TaskState.WAITING


async def test_lists_are_filtered_and_come_in_pages(sqlite_database: Database, bodies: Bodies) -> None:
    async with opened(sqlite_database, Kind("t.note", bodies.note), Kind("t.other", bodies.note)) as house:
        notes = [await house.enqueue("t.note", delay=timedelta(hours=1)) for _ in range(3)]
        done = await house.enqueue("t.other")
        await house.ended(done)
        first, offset = await house.tasks.list(name="t.note", limit=2)
        rest, end = await house.tasks.list(name="t.note", limit=2, offset=offset or 0)
        assert {task.id for task in (*first, *rest)} == set(notes)
        assert (len(first), offset, end) == (2, 2, None)
        by_state, _ = await house.tasks.list(states=[TaskState.DONE, TaskState.FAILED])
        assert [task.id for task in by_state] == [done]


async def test_an_unknown_kind_is_a_mistake_of_the_program(sqlite_database: Database) -> None:
    async with opened(sqlite_database) as house:
        with pytest.raises(LookupError, match=r"t\.unheard"):
            await house.enqueue("t.unheard")


async def test_the_engines_tables_and_ours_lie_in_one_file(sqlite_database: Database) -> None:
    async with opened(sqlite_database), sqlite_database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = {row[0] for row in rows}
    assert {"core_leases", "workflow_status", "notifications"} <= names
