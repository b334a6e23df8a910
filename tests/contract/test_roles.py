"""Who may go through which door: every route of the application, walked by each role and by strangers."""

import re
from typing import Any

import pytest

from regie.kernel.auth.permissions import MATRIX, Role
from tests.camcron.door import PASSWORD, Door
from tests.contract.walking import Door as Way
from tests.contract.walking import doors

pytestmark = pytest.mark.asyncio(loop_scope="module")

PUBLIC = """
GET /*
GET /_app/immutable/*
GET /api/health
GET /api/health/live
GET /api/health/ready
GET /api/openapi.json
HEAD /api/openapi.json
GET /api/setup
POST /api/setup
POST /api/auth/login
POST /api/auth/session
GET /metrics
GET /player/*
"""
"""What needs no sign-in. `/metrics` asks for one unless the request comes from this machine."""


EDITORS = """
DELETE /api/files/{file_id}
PUT /api/files/{file_id}/protect
DELETE /api/files/{file_id}/protect
POST /api/files/delete
POST /api/files/zip
POST /api/exports
DELETE /api/exports/{export_id}
POST /api/files/protect
POST /api/cameras/{camera_id}/test
POST /api/cameras/{camera_id}/ptz
POST /api/cameras/{camera_id}/ptz/presets
DELETE /api/cameras/{camera_id}/ptz/presets/{preset}
POST /api/cameras/{camera_id}/ptz/presets/{preset}/goto
POST /api/events/acknowledge
POST /api/events/{event_id}/acknowledge
POST /api/jobs
PUT /api/jobs/{job_id}
DELETE /api/jobs/{job_id}
POST /api/jobs/{job_id}/timelapse
POST /api/jobs/bulk
POST /api/overrides
POST /api/templates
PUT /api/templates/{template_id}
DELETE /api/templates/{template_id}
POST /api/templates/{template_id}/apply
POST /api/jobs/{job_id}/template
DELETE /api/overrides/{override_id}
POST /api/jobs/{job_id}/duplicate
POST /api/jobs/{job_id}/start
POST /api/jobs/{job_id}/stop
POST /api/jobs/{job_id}/motion/preview
POST /api/tasks/{task_id}/cancel
POST /api/tasks/{task_id}/retry
"""
ADMINISTRATORS = """
POST /api/roots/adopt
POST /api/cameras
PUT /api/cameras/{camera_id}
DELETE /api/cameras/{camera_id}
POST /api/cameras/discover
POST /api/cameras/import
POST /api/cameras/try
POST /api/cameras/{camera_id}/replace
POST /api/cameras/onvif
POST /api/cameras/onvif/inspect
POST /api/cameras/{camera_id}/device
POST /api/sites
PUT /api/sites/{site_id}
DELETE /api/sites/{site_id}
GET /api/notifications/channels
POST /api/notifications/channels
GET /api/notifications/channels/{channel_id}
PUT /api/notifications/channels/{channel_id}
DELETE /api/notifications/channels/{channel_id}
POST /api/notifications/channels/{channel_id}/test
GET /api/notifications/rules
POST /api/notifications/rules
GET /api/notifications/rules/{rule_id}
PUT /api/notifications/rules/{rule_id}
DELETE /api/notifications/rules/{rule_id}
GET /api/notifications/deliveries
GET /api/users
POST /api/users
GET /api/users/{user_id}
PUT /api/users/{user_id}
DELETE /api/users/{user_id}
GET /api/audit
GET /api/about
GET /api/doctor
GET /api/config
GET /api/config/reference
PUT /api/config
POST /api/retention/run
POST /api/config/export
POST /api/config/import
"""
"""Who is needed at least, as the design says it; everywhere else whoever has signed in."""


def ways(door: Door) -> list[Way]:
    return [way for way in doors(door.house.app) if str(way) not in PUBLIC.split("\n")]


def address(way: Way) -> str:
    return re.sub(r"\{[^}]+\}", "nobody", way.path)


async def knock(door: Door, way: Way, **headers: str) -> int:
    """The status that is answered; 101 when a socket is let in."""
    if way.method != "WS":
        async with door.client(**headers) as client:
            return (await client.request(way.method, address(way), json={})).status_code
    scope = {
        "type": "websocket", "path": address(way), "raw_path": address(way).encode(), "query_string": b"",
        "headers": [(key.encode(), value.encode()) for key, value in headers.items()], "subprotocols": [],
        "client": ("10.0.0.9", 40_000), "server": ("regie.test", 80), "scheme": "ws", "root_path": "",
        "extensions": {"websocket.http.response": {}},
    }  # fmt: skip
    said: list[dict[str, Any]] = []
    coming = iter([{"type": "websocket.connect"}])

    async def receive() -> dict[str, Any]:
        return next(coming, {"type": "websocket.disconnect", "code": 1000})

    async def send(message: Any) -> None:
        said.append(message)

    await door.house.app(scope, receive, send)
    first = said[0]
    return 101 if first["type"] == "websocket.accept" else int(first.get("status", 403))


async def bearer(door: Door, role: str) -> dict[str, str]:
    return {"authorization": (await door.someone(role)).headers["authorization"]}


async def test_every_door_asks_for_exactly_one_right_or_is_known_to_be_public(door: Door):
    found = doors(door.house.app)

    assert {str(way) for way in found if not way.rights} == set(PUBLIC.split("\n")) - {""}
    assert all(len(way.rights) == 1 for way in ways(door)), [way for way in found if len(way.rights) > 1]
    assert {right for way in found for right in way.rights} <= set(MATRIX)


async def test_each_door_asks_for_the_role_that_the_design_names(door: Door):
    for way in ways(door):
        barred = {Role.VIEWER, Role.EDITOR} if str(way) in ADMINISTRATORS.split("\n") else set()
        barred |= {Role.VIEWER} if str(way) in EDITORS.split("\n") else set()

        assert MATRIX[way.rights[0]] == set(Role) - barred, str(way)


async def test_a_stranger_gets_through_none_of_them(door: Door):
    for way in ways(door):
        assert await knock(door, way) == 401, str(way)
        assert await knock(door, way, authorization="Bearer regie_made-up") == 401, str(way)


@pytest.mark.parametrize("role", [role.value for role in Role])
async def test_a_role_gets_through_where_the_matrix_lets_it_and_nowhere_else(door: Door, role: str):
    headers = await bearer(door, role)
    for way in ways(door):
        status = await knock(door, way, **headers)

        (right,) = way.rights
        if Role(role) in MATRIX[right]:
            assert status not in (401, 403) and status < 500, f"{way} answers {status} to {role}"
        else:
            assert status == 403, f"{way} answers {status} to {role}"


async def test_a_token_gets_through_where_its_scopes_let_it(door: Door):
    made = await door("POST", "/api/tokens", {"name": "reader", "scopes": ["cameras.read"]})
    headers = {"authorization": f"Bearer {made.json()['token']}"}

    for way in ways(door):
        status = await knock(door, way, **headers)
        assert (status == 403) is (way.rights != ("cameras.read",)), f"{way} answers {status}"


async def test_metrics_are_for_this_machine_and_for_who_may(door: Door):
    async with door.client() as stranger:
        assert (await stranger.get("/metrics")).status_code == 401
    assert (await door("GET", "/metrics", as_="VIEWER")).status_code == 200


async def test_an_editor_sets_no_commands_and_a_viewer_writes_nothing(door: Door):
    camera = await door.add_camera()
    body = {"name": "C", "cameraId": camera["id"], "action": "custom_command",
            "schedule": {"triggerType": "oneshot"}, "processConfig": {"command": "ffprobe {streamUrl}"}}  # fmt: skip

    refused = await door("POST", "/api/jobs", body, as_="EDITOR")
    assert (refused.status_code, refused.json()["permission"]) == (403, "commands.write")
    made = await door("POST", "/api/jobs", body)
    assert made.status_code == 201
    disarmed = body | {"action": "test_connection", "processConfig": {}}
    elsewhere = body | {"streamUrl": "rtsp://10.0.0.66/x"}
    for changed in (body, disarmed, elsewhere):
        assert (await door("PUT", f"/api/jobs/{made.json()['id']}", changed, as_="EDITOR")).status_code == 403
    assert (await door("PUT", f"/api/jobs/{made.json()['id']}", body, as_="VIEWER")).status_code == 403


async def test_a_page_of_another_site_changes_nothing_with_the_visitors_cookie(door: Door):
    await door.someone("ADMIN")
    body = {"name": "By cookie", "streams": {"main": "rtsp://cam/1"}}
    async with door.client() as browser:
        signed = await browser.post("/api/auth/session", json={"username": "admin", "password": PASSWORD})
        csrf = {"x-csrf-token": signed.json()["csrf"]}

        assert (await browser.post("/api/cameras", json=body)).status_code == 403
        assert (await browser.post("/api/cameras", json=body, headers={"x-csrf-token": "x"})).status_code == 403
        evil = {**csrf, "origin": "http://evil.test"}
        assert (await browser.post("/api/cameras", json=body, headers=evil)).status_code == 403
        assert (await browser.post("/api/cameras", json=body, headers=csrf)).status_code == 201
        assert (await browser.get("/api/cameras")).status_code == 200


@pytest.mark.parametrize("path", ["/api/nothing", "/api", "/api/cameras/", "/ws/status", "/api/jobs/x/dance"])
async def test_what_does_not_exist_is_a_problem_of_404(door: Door, path: str):
    answer = await door("GET", path)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404


async def test_a_method_that_is_not_offered_is_a_problem_of_405(door: Door):
    answer = await door("PATCH", "/api/cameras")

    assert (answer.status_code, answer.json()["status"]) == (405, 405)
    assert {"GET", "POST"} & set(re.split(r",\s*", answer.headers["allow"]))
