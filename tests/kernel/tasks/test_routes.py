"""REST of background work, on a real application and a real engine."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from regie.kernel.auth.permissions import Role
from regie.kernel.errors import GiveUp
from regie.kernel.http.pages import cursor
from regie.kernel.tasks import Kind, TaskRun, TaskSettings, TaskState
from regie.kernel.tasks.routes import router
from tests.kernel.served import Served
from tests.kernel.tasks.house import House, opened

HOUR = timedelta(hours=1)


class Desk:
    """The application with background work in it, and somebody signed in."""

    def __init__(self, served: Served, house: House) -> None:
        self.served = served
        self.house = house
        served.app.include_router(router)
        served.app.state.tasks, served.app.state.audit = house.tasks, served.audit

    async def somebody(self, role: Role = Role.EDITOR) -> httpx.AsyncClient:
        return await self.served.as_role(role)


def kinds(failing: dict[str, bool]) -> tuple[Kind, ...]:
    async def export(run: TaskRun, file: str) -> str:
        if failing["fail"]:
            raise GiveUp(f"{file} is gone")
        return file

    async def hold(run: TaskRun) -> None:
        await asyncio.Event().wait()

    return Kind("t.export", export), Kind("t.hold", hold)


async def test_a_task_is_shown_with_its_words_and_one_that_failed_can_be_tried_again(served: Served) -> None:
    failing = {"fail": True}
    async with opened(served.database, *kinds(failing)) as house:
        client = await Desk(served, house).somebody()
        task_id = await house.enqueue("t.export", {"file": "a.mkv"}, key="a")
        await house.until(task_id, TaskState.FAILED)
        shown = (await client.get(f"/api/tasks/{task_id}")).json()
        assert set(shown) == {
            *("id", "name", "state", "reason", "progress", "note", "attempt", "key", "arguments", "result"),
            *("createdAt", "dueAt", "startedAt", "endedAt"),
        }
        assert (shown["state"], shown["reason"], shown["arguments"]) == ("failed", "a.mkv is gone", {"file": "a.mkv"})
        assert shown["endedAt"].endswith("Z")

        failing["fail"] = False
        retried = await client.post(f"/api/tasks/{task_id}/retry")
        assert (retried.status_code, retried.json()["state"]) == (202, "queued")
        await house.until(task_id, TaskState.DONE)
        again = await client.post(f"/api/tasks/{task_id}/retry")
        assert (again.status_code, again.json()["code"]) == (409, "task-not-failed")
        assert [task["id"] for task in (await client.get("/api/tasks")).json()] == [task_id]


async def test_a_running_task_is_cancelled_and_it_is_noted_who_did_it(served: Served) -> None:
    async with opened(served.database, *kinds({"fail": False})) as house:
        client = await Desk(served, house).somebody()
        task_id = await house.enqueue("t.hold")
        await house.until(task_id, TaskState.RUNNING)
        answer = await client.post(f"/api/tasks/{task_id}/cancel")
        assert (answer.status_code, answer.json()["state"]) == (202, "cancelled")
        again = await client.post(f"/api/tasks/{task_id}/cancel")
        assert (again.status_code, again.json()["code"]) == (409, "task-ended")
        admin = await served.as_role(Role.ADMIN)
        (deed,) = (await admin.get("/api/audit", params={"objectKind": "task"})).json()
        assert (deed["action"], deed["objectId"], deed["userName"]) == ("cancel", task_id, "editor")


async def test_the_list_is_filtered_and_paged(served: Served) -> None:
    async with opened(served.database, *kinds({"fail": False}), settings=TaskSettings(workers=1)) as house:
        client = await Desk(served, house).somebody(Role.VIEWER)
        waiting = {await house.enqueue("t.hold", delay=HOUR) for _ in range(3)}
        await house.enqueue("t.export", {"file": "b.mkv"}, delay=HOUR)
        first = await client.get("/api/tasks", params={"name": "t.hold", "state": "waiting", "limit": 2})
        assert len(first.json()) == 2
        rest = await client.get(first.links["next"]["url"])
        assert {task["id"] for task in (*first.json(), *rest.json())} == waiting
        assert "link" not in rest.headers
        assert (await client.get("/api/tasks", params={"state": "running"})).json() == []
        assert (await client.get("/api/tasks", params={"state": "sleeping"})).status_code == 422


@pytest.mark.parametrize(("role", "status"), [(None, 401), (Role.VIEWER, 403)])
async def test_who_may_not_change_tasks_is_told_so(served: Served, role: Role | None, status: int) -> None:
    async with opened(served.database, *kinds({"fail": False})) as house:
        desk = Desk(served, house)
        client = served.client() if role is None else await desk.somebody(role)
        task_id = await house.enqueue("t.hold", delay=HOUR)
        assert (await client.post(f"/api/tasks/{task_id}/cancel")).status_code == status
        assert (await house.tasks.get(task_id)).state is TaskState.WAITING


async def test_an_unknown_task_is_404(served: Served) -> None:
    async with opened(served.database) as house:
        client = await Desk(served, house).somebody()
        assert (await client.get("/api/tasks/none")).status_code == 404
        assert (await client.post("/api/tasks/none/retry")).status_code == 404


@pytest.mark.parametrize("place", ["x", -1, 2**63, None, 1.5])
async def test_a_page_after_no_place_of_the_list_is_refused_in_words(served: Served, place: object) -> None:
    async with opened(served.database) as house:
        client = await Desk(served, house).somebody()
        answer = await client.get("/api/tasks", params={"after": cursor(place)})

    assert (answer.status_code, answer.json()["faults"][0]["path"]) == (422, "after")
