"""Every list: filters and an order that can be asked for, and pages where a list has no bound."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from regie.camcron.jobs.models import Job
from regie.camcron.runs.models import Run
from regie.kernel.ids import new_id
from tests.camcron.door import Door, faults, open_door
from tests.camcron.jobs.indexing import index

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNSORTED = {
    "/api/roots": "the folders of the settings, a handful",
    "/api/cameras/{camera_id}/ptz/presets": "the device's own, in its order",
    "/api/jobs/{job_id}/logs": "lines, in the order in which they were said",
    "/api/plan": "what comes next, in the order of the jobs",
    "/api/doctor": "findings, in the order in which they were looked for",
    "/api/config/reference": "the settings, in the order of their page",
}
BOUNDED = {
    "/api/cameras", "/api/jobs", "/api/users", "/api/sites", "/api/templates", "/api/tokens", "/api/auth/sessions",
    "/api/notifications/channels", "/api/notifications/rules", "/api/roots", "/api/cameras/{camera_id}/changes",
    "/api/cameras/{camera_id}/ptz/presets", "/api/plan", "/api/doctor", "/api/config/reference",
}  # fmt: skip
"""What people make by hand, and what there is of the server itself: it comes whole."""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def busy(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Door, dict[str, Any]]]:
    """A house with some of everything."""
    async with open_door(tmp_path_factory.mktemp("busy")) as door:
        cameras = [
            await door.add_camera(name=name, tags=[tag])
            for name, tag in (("Yard", "out"), ("attic", "in"), ("Barn", "out"))
        ]
        jobs = [
            await door.add_job(camera["id"], name=name, priority=rank)
            for rank, (camera, name) in enumerate(zip(cameras, ("b", "C", "a"), strict=True))
        ]
        for name in ("zoe", "Ann", "bob"):
            await door("POST", "/api/users", {"username": name, "password": "correct horse battery", "role": "VIEWER"})
        for name in ("South", "north"):
            await door("POST", "/api/sites", {"name": name, "timezone": "Europe/Paris"})
        for name in ("two", "One"):
            await door("POST", "/api/tokens", {"name": name, "scopes": ["jobs.read"]})
            await door("POST", f"/api/jobs/{jobs[0]['id']}/template", {"name": name})
            channel = {"name": name, "kind": "webhook", "settings": {"url": "http://127.0.0.1:9/x"}}
            made = (await door("POST", "/api/notifications/channels", channel)).json()
            await door("POST", "/api/notifications/rules", {"name": name, "channels": [made["id"]]})
        for hours in (1, 2, 3):
            until = (datetime.now(UTC) + timedelta(hours=hours)).isoformat()
            body = {"kind": "pause", "scope": {"jobId": jobs[0]["id"]}, "until": until}
            assert (await door("POST", "/api/overrides", body)).status_code == 201
        await index(door.house.database, jobs[0], *((NOON + timedelta(hours=n), 60.0, 9) for n in range(3)))
        async with door.house.database.write() as session:
            camera = (await session.get(Job, jobs[0]["uid"])).camera_id
            for number in range(4):
                status, trigger = ("failed", "schedule") if number % 2 else ("success", "manual")
                session.add(Run(
                    id=new_id(), job_id=jobs[0]["uid"], camera_id=camera, kind="tick", trigger=trigger, status=status,
                    scheduled_at=NOON + timedelta(hours=number), ended_at=NOON + timedelta(hours=number), generation=0,
                    ticks=1, attempts=1, files=0, bytes=0,
                ))  # fmt: skip
        yield door, {"camera": cameras[0], "job": jobs[0], "jobs": jobs, "cameras": cameras}


async def listed(door: Door) -> dict[str, set[str]]:
    """Every GET whose answer is a list, with its parameters."""
    described = (await door("GET", "/api/openapi.json")).json()["paths"]
    found = {}
    for path, item in described.items():
        said = item.get("get", {}).get("responses", {}).get("200", {}).get("content", {}).get("application/json", {})
        if said.get("schema", {}).get("type") == "array":
            found[path] = {each["name"] for each in item["get"].get("parameters", []) if each["in"] == "query"}
    return found


async def test_every_list_takes_an_order_and_a_filter(busy: tuple[Door, dict[str, Any]]) -> None:
    found = await listed(busy[0])
    assert len(found) >= 20
    assert {path for path, names in found.items() if "sort" not in names} == set(UNSORTED)
    few = {"/api/roots", "/api/cameras/{camera_id}/ptz/presets", "/api/cameras/{camera_id}/changes"}
    few |= {"/api/doctor", "/api/config/reference"}
    assert {path for path, names in found.items() if not names - {"sort", "limit", "after"}} == few


async def test_every_list_without_a_bound_comes_in_pages(busy: tuple[Door, dict[str, Any]]) -> None:
    found = await listed(busy[0])
    assert {path for path, names in found.items() if not {"limit", "after"} <= names} == BOUNDED


def ids(rows: list[dict[str, Any]]) -> list[Any]:
    return [row.get("id", row.get("jobId")) for row in rows]


@pytest.mark.parametrize("path", [
    "/api/audit", "/api/overrides", "/api/jobs/{job}/history", "/api/files", "/api/coverage", "/api/tasks",
])  # fmt: skip
async def test_pages_hold_each_row_once_in_either_order(busy: tuple[Door, dict[str, Any]], path: str) -> None:
    door, has = busy
    path = path.replace("{job}", has["job"]["id"])
    orders = {"/api/files": ("-startedAt", "startedAt"), "/api/coverage": ("name", "-name")}
    forth, back = orders.get(path, ("newest", "oldest"))
    whole = ids((await door("GET", f"{path}?limit=1000&sort={forth}")).json())
    assert len(whole) >= (3 if path != "/api/tasks" else 0)
    for order, expected in ((forth, whole), (back, whole[::-1])):
        url, seen = f"{path}?limit=2&sort={order}", []
        while url:
            answer = await door("GET", url)
            assert len(answer.json()) <= 2
            seen += ids(answer.json())
            url = (re.findall(r"<([^>]+)>", answer.headers.get("link", "")) or [""])[0]
        assert seen == expected, order


@pytest.mark.parametrize(("path", "key", "names"), [
    ("/api/cameras", "name", ["attic", "Barn", "Yard"]),
    ("/api/jobs", "name", ["a", "b", "C"]),
    ("/api/users", "username", ["admin", "Ann", "bob", "zoe"]),
    ("/api/templates", "name", ["One", "two"]),
    ("/api/tokens", "name", ["One", "two"]),
    ("/api/notifications/channels", "name", ["One", "two"]),
    ("/api/notifications/rules", "name", ["One", "two"]),
])  # fmt: skip
async def test_what_people_made_is_ranked_by_name(
    busy: tuple[Door, dict[str, Any]], path: str, key: str, names: list[str]
) -> None:
    door, _ = busy
    assert [row[key] for row in (await door("GET", f"{path}?sort={key}")).json()] == names
    assert [row[key] for row in (await door("GET", f"{path}?sort=-{key}")).json()] == names[::-1]
    assert set(faults(await door("GET", f"{path}?sort=beauty"))) == {"sort"}


@pytest.mark.parametrize(("question", "found"), [
    ("/api/cameras?tag=out&sort=-name", ["Yard", "Barn"]),
    ("/api/cameras?q=ATT", ["attic"]),
    ("/api/cameras?enabled=false", []),
    ("/api/cameras?protocol=rtmp", []),
    ("/api/cameras?siteId=default&sort=createdAt", ["Yard", "attic", "Barn"]),
    ("/api/cameras?sort=-lastSeenAt", ["attic", "Barn", "Yard"]),
    ("/api/jobs?sort=-priority", ["a", "C", "b"]),
    ("/api/jobs?sort=-nextRunAt", ["a", "b", "C"]),
    ("/api/jobs?q=yard", ["b"]),
    ("/api/jobs?action=snapshot", []),
    ("/api/users?role=VIEWER&sort=-username", ["zoe", "bob", "Ann"]),
    ("/api/users?q=zO", ["zoe"]),
    ("/api/users?disabled=true", []),
    ("/api/sites?q=nor", ["north"]),
    ("/api/tokens?revoked=true", []),
    ("/api/notifications/channels?kind=apprise", []),
    ("/api/notifications/rules?enabled=false", []),
])  # fmt: skip
async def test_what_people_made_is_found_by_what_it_is(
    busy: tuple[Door, dict[str, Any]], question: str, found: list[str]
) -> None:
    rows = (await busy[0]("GET", question)).json()
    assert [row.get("name") or row["username"] for row in rows] == found


async def test_runs_and_deeds_are_found_by_what_they_were(busy: tuple[Door, dict[str, Any]]) -> None:
    door, has = busy
    history = f"/api/jobs/{has['job']['id']}/history"
    by_hand = (await door("GET", f"{history}?trigger=manual&sort=oldest")).json()
    assert [run["scheduledAt"][11:13] for run in by_hand] == ["12", "14"]
    late = (await door("GET", f"{history}?status=failed&from=2026-03-02T14:00:00Z")).json()
    assert [run["scheduledAt"][11:13] for run in late] == ["15"]
    assert {deed["objectName"] for deed in (await door("GET", "/api/audit?q=zo")).json()} == {"zoe"}
    of_yard = (await door("GET", f"/api/coverage?cameraId={has['camera']['id']}")).json()
    assert [each["jobId"] for each in of_yard] == [has["job"]["id"]]
