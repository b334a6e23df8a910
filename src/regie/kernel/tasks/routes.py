"""REST of background work: what waits, runs and has ended; cancel and retry."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from regie.kernel.http.callers import Records
from regie.kernel.http.deps import Caller, MissingPermission, Writing, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, keys_of, link_next, no_place
from regie.kernel.http.ranks import ByTime
from regie.kernel.tasks.schemas import TaskAnswer
from regie.kernel.tasks.service import Tasks
from regie.kernel.tasks.states import TaskState

router = APIRouter(prefix="/api/tasks", tags=["tasks"])


def _tasks(connection: HTTPConnection) -> Tasks:
    return cast(Tasks, connection.app.state.tasks)


def _records(connection: HTTPConnection) -> Records:
    return cast(Records, connection.app.state.audit)


Service = Annotated[Tasks, Depends(_tasks)]
Audit = Annotated[Records, Depends(_records)]
FARTHEST = 2**31 - 1
"""Rows that any database can be asked to pass over."""
Writer = Annotated[Caller, allow("tasks.write")]


@router.get("", dependencies=[allow("tasks.read")])
async def list_tasks(
    *,
    tasks: Service,
    request: Request,
    response: Response,
    state: Annotated[list[TaskState] | None, Query(description="May be given several times.")] = None,
    name: str | None = None,
    sort: ByTime = "newest",
    limit: Limit = DEFAULT_LIMIT,
    after: After = None,
) -> list[TaskAnswer]:
    """Tasks, the newest first."""
    keys = keys_of(after, 1)
    offset = keys[0] if keys else 0
    if not isinstance(offset, int) or not 0 <= offset <= FARTHEST:
        raise no_place()
    found, further = await tasks.list(states=state, name=name, limit=limit, offset=offset, oldest=sort == "oldest")
    link_next(request, response, None if further is None else cursor(further))
    return [TaskAnswer.model_validate(task) for task in found]


@router.get("/{task_id}", dependencies=[allow("tasks.read")])
async def show_task(tasks: Service, task_id: str) -> TaskAnswer:
    """One task."""
    return TaskAnswer.model_validate(await tasks.get(task_id))


async def _check(tasks: Tasks, caller: Caller, task_id: str) -> None:
    """Who may not begin something may neither stop nor repeat it."""
    right = tasks.right_for((await tasks.get(task_id)).name)
    if right is not None and not caller.may(right):
        raise MissingPermission(permission=right)


@router.post("/{task_id}/cancel", status_code=202)
async def cancel_task(caller: Writer, session: Writing, tasks: Service, audit: Audit, task_id: str) -> TaskAnswer:
    """Keep a task from running, or stop it where it runs."""
    await _check(tasks, caller, task_id)
    await tasks.cancel(task_id)  # before the first statement of this transaction: the engine writes on its own
    task = await tasks.get(task_id)
    audit.record(session, caller, "cancel", "task", task_id, task.name)
    return TaskAnswer.model_validate(task)


@router.post("/{task_id}/retry", status_code=202)
async def retry_task(caller: Writer, session: Writing, tasks: Service, audit: Audit, task_id: str) -> TaskAnswer:
    """Try a task again that failed or was cancelled."""
    await _check(tasks, caller, task_id)
    task = await tasks.retry(session, task_id)
    audit.record(session, caller, "retry", "task", task_id, task.name)
    return TaskAnswer.model_validate(task)
