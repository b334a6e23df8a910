"""The names of the specification, compared with what is accepted, answered and described."""

import re
from typing import Any

import pytest
import pytest_asyncio

from tests.camcron.door import BY_HAND, Door
from tests.contract.specification import CAMERA, CONFIGURATION, JOBS, ROUTES, WORDS
from tests.contract.walking import doors

pytestmark = pytest.mark.asyncio(loop_scope="module")


def paths(tree: Any, above: str = "") -> set[str]:
    """The dotted paths of all values."""
    if not isinstance(tree, dict) or not tree:
        return {above}
    return set().union(*(paths(value, f"{above}.{key}" if above else key) for key, value in tree.items()))


def at(tree: Any, path: str) -> Any:
    for part in path.split("."):
        tree = tree[part]
    return tree


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def description(door: Door) -> dict[str, Any]:
    return dict((await door("GET", "/api/openapi.json")).json())


async def test_every_route_of_the_specification_is_there(door: Door):
    found = {re.sub(r"\{[^}]+\}", "{id}", str(way)) for way in doors(door.house.app)}

    assert set(ROUTES.split("\n")) - {""} | {"WS /ws/logs/{id}", "WS /ws/status"} <= found


async def test_every_route_is_described_but_those_that_nobody_calls(door: Door, description: dict[str, Any]):
    described = {f"{method.upper()} {path}" for path, item in description["paths"].items() for method in item}
    served = {str(way) for way in doors(door.house.app) if way.path.startswith("/api/") and way.method != "HEAD"}

    assert served - described == {"GET /api/health/live", "GET /api/health/ready", "GET /api/openapi.json"}


async def test_every_operation_has_a_name_of_its_own(description: dict[str, Any]):
    names = [operation["operationId"] for item in description["paths"].values() for operation in item.values()]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("schema", "keys"),
    [
        ("NewCamera", set(CAMERA) | {"credentials", "siteId", "timezone"}),
        ("CameraAnswer", set(CAMERA) | {"credentials", "siteId", "timezone", "state", "reason", "lastSeenAt"}),
        ("Credentials", {"username", "password"}),
        ("NewJob", set().union(*JOBS) | {"streamUrl", "priority", "timezone", "strictBounds"}),
        ("JobAnswer", set().union(*JOBS) | {"streamUrl", "priority", "state", "reason", "nextRunAt", "lastRun"}),
        ("SavedJob", {"warnings", "restarts"}),
        ("Warned", {"code", "message", "fix"}),
        ("ScheduleFields", {"cron", "cronStop", "triggerType", "period", "duration"}),
        ("PeriodFields", {"startDate", "endDate", "recurrent"}),
        ("OutputFields", {"directory", "filenamePattern", "format", "segmentDuration", "segmentSizeMB", "retention"}),
        ("RetentionFields", {"maxDays", "maxSizeGB"}),
        ("ProcessFields", {"codec", "resolution", "quality", "extraArgs", "command", "timeout"}),
        ("RunAnswer", {"id", "scheduledAt", "startedAt", "endedAt", "status", "reason", "trigger", "attempts"}),
        ("Login", {"username", "password"}),
        ("TokenAnswer", {"token", "expiresAt", "user"}),
    ],
)  # fmt: skip
async def test_what_is_described_has_the_names_of_the_specification(
    description: dict[str, Any], schema: str, keys: set[str]
):
    assert keys <= set(description["components"]["schemas"][schema]["properties"])


@pytest.mark.parametrize(
    ("schema", "key", "words"),
    [
        ("JobAnswer", "state", WORDS["JobState"]),
        ("JobAnswer", "action", WORDS["Action"]),
        ("ScheduleFields", "triggerType", WORDS["TriggerType"]),
        ("RunAnswer", "status", WORDS["RunStatus"]),
        ("RunAnswer", "trigger", WORDS["RunTrigger"]),
        ("NewCamera", "protocol", WORDS["Protocol"]),
    ],
)
async def test_closed_words_are_those_of_the_design(description: dict[str, Any], schema: str, key: str, words: str):
    found = description["components"]["schemas"][schema]["properties"][key]
    enum = found.get("enum") or next(branch["enum"] for branch in found["anyOf"] if "enum" in branch)

    assert set(enum) == set(words.split())


async def test_names_are_camel_case_throughout(description: dict[str, Any]):
    odd = {
        f"{name}.{key}"
        for name, schema in description["components"]["schemas"].items()
        for key in schema.get("properties", {})
        if "_" in key or key[:1].isupper()
    }

    assert odd == set()


async def test_the_camera_of_the_specification_is_accepted_verbatim_and_answered_under_its_names(door: Door):
    added = await door("POST", "/api/cameras", CAMERA)

    assert added.status_code == 201, added.text
    camera = added.json()
    plain = {"main": "rtsp://192.168.1.100:554/stream1", "sub": "rtsp://192.168.1.100:554/stream2"}
    assert {key: camera[key] for key in CAMERA} == {**CAMERA, "streams": plain}
    assert camera["credentials"] == {"username": "admin", "password": "********"}
    assert (await door("PUT", "/api/cameras/cam-garage", CAMERA)).status_code == 200


async def test_what_a_job_says_is_answered_under_the_same_names(door: Door):
    """The jobs of the specification, their folders below the base of this server."""
    camera = await door.add_camera(streams={"main": "rtsp://127.0.0.1:9/1", "sub": "rtsp://127.0.0.1:9/2"})
    for written in JOBS:
        directory = written["output"]["directory"].removeprefix("/data/camcron/")
        body = {**written, "cameraId": camera["id"], "output": {**written["output"], "directory": directory}}

        added = await door("POST", "/api/jobs", body)

        assert added.status_code == 201, added.text
        job = added.json()
        assert {key: job[key] for key in body} == body
        wants_ffprobe = str(written["processConfig"].get("command", "")).startswith("ffprobe")  # none comes with us
        told = ["blocked"] if wants_ffprobe else []
        assert job["nextRunAt"] and [warning["code"] for warning in job["warnings"]] == told


@pytest.mark.parametrize("path", sorted(paths(CONFIGURATION)))
async def test_every_key_of_the_configuration_is_answered(door: Door, path: str):
    at((await door("GET", "/api/config")).json(), path)


async def test_the_default_configuration_is_that_of_the_specification(door: Door):
    """But for what only the person who installs can know, and secrets."""
    config = (await door("GET", "/api/config")).json()
    ours = {"server.host", "storage.basePath", "ffmpeg.path", "ffmpeg.ffprobePath", "auth.jwtSecret", "logging.file",
            "logging.level"}  # fmt: skip

    for path in paths(CONFIGURATION) - ours:
        assert at(config, path) == at(CONFIGURATION, path), path


@pytest.mark.parametrize("name", ["JPG", "jpeg", "jpg", "Png", "WEBP"])
async def test_formats_of_pictures_may_be_written_in_any_case(door: Door, name: str):
    job = await door.add_job(action="snapshot", schedule=BY_HAND, output={"format": name})

    assert job["output"]["format"] == ("jpg" if "j" in name.lower() else name.lower())


async def test_the_status_counts_every_job_and_camera(door: Door):
    status = (await door("GET", "/api/status")).json()

    for kind in ("jobs", "cameras"):
        counts = dict(status[kind])
        assert counts.pop("total") == sum(counts.values()) > 0
    storage = (await door("GET", "/api/storage")).json()
    totals = {"recordedBytes", "files", "freeBytes", "totalBytes", "fullAt", "volumes"}
    assert totals | {"jobs", "cameras"} == set(storage)
    assert totals == set(status["storage"])
