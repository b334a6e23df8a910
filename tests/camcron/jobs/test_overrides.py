"""Pauses and forces through the public door."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.camcron.door import Door, faults

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def door(each_door: Door) -> Door:
    return each_door


async def say(door: Door, kind: str, scope: dict[str, str], **more: Any) -> dict[str, Any]:
    answer = await door("POST", "/api/overrides", {"kind": kind, "scope": scope, **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def soon(**more: float) -> str:
    return (datetime.now(UTC) + timedelta(**more)).isoformat()


async def test_the_jobs_of_a_tag_are_paused_and_say_by_whom_until_when_and_why(door: Door):
    camera = await door.add_camera(tags=["garden"])
    job = await door.add_job(camera["id"], schedule={})

    made = await say(door, "pause", {"tag": "garden"}, until=soon(days=1), reason="Holidays")

    shown = (await door("GET", f"/api/jobs/{job['id']}")).json()
    assert shown["reasonCode"] == "paused" and shown["state"] in ("idle", "stopping")
    assert shown["reason"].startswith("Paused by admin until ") and shown["reason"].endswith(": Holidays.")
    assert (made["state"], made["jobs"], made["scope"]["tag"], made["by"]) == ("active", 1, "garden", "admin")

    await door("DELETE", f"/api/overrides/{made['id']}")

    over = (await door("GET", f"/api/overrides/{made['id']}")).json()
    assert (over["state"], over["endedAt"] is not None) == ("over", True)
    assert (await door("GET", f"/api/jobs/{job['id']}")).json()["reasonCode"] != "paused"


async def test_a_camera_a_site_and_a_job_may_be_meant_by_their_names(door: Door):
    site = (await door("POST", "/api/sites", {"name": door.name("Site"), "timezone": "UTC"})).json()
    camera = await door.add_camera(siteId=site["id"])
    job = await door.add_job(camera["id"])

    for scope in ({"siteId": site["id"]}, {"cameraId": camera["id"]}, {"jobId": job["id"]}):
        made = await say(door, "pause", scope, **{"from": soon(days=1)})
        assert (made["state"], made["jobs"]) == ("coming", 1)
        assert scope.items() <= made["scope"].items()


async def test_the_list_is_filtered_and_comes_in_pages(door: Door):
    mine = [(await say(door, "force", {"tag": door.name("tag")}))["id"] for _ in range(3)]

    first = await door("GET", "/api/overrides?kind=force&state=active&limit=2")
    rest = await door("GET", first.links["next"]["url"])

    assert [each["id"] for each in first.json()] == [mine[2], mine[1]]
    assert rest.json()[0]["id"] == mine[0]


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"scope": {}}, "scope"),
        ({"scope": {"tag": "x", "jobId": "y"}}, "scope"),
        ({"scope": {"cameraId": "nobody"}}, "scope.cameraId"),
        ({"kind": "break"}, "kind"),
        ({"until": "2020-01-01T00:00:00Z"}, "until"),
    ],
)
async def test_what_is_wrong_with_one_is_told_by_field(door: Door, more: dict[str, Any], path: str):
    assert path in faults(await door("POST", "/api/overrides", {"kind": "pause", "scope": {"tag": "x"}, **more}))


async def test_one_that_is_not_there_is_not_found(door: Door):
    assert (await door("DELETE", "/api/overrides/nobody")).status_code == 404
