"""`/api/config` through the public door: every key, changes that hold, and nothing half done."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from regie.kernel.wire import MASK
from regie.settings import Settings, at, leaves
from tests.camcron.door import QUIET, Door, faults, open_door
from tests.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Door]:
    async with open_door(tmp_path_factory.mktemp("house")) as opened:
        yield opened


def written(door: Door) -> dict[str, Any]:
    file = door.data / "config.json"
    return dict(json.loads(file.read_text())) if file.exists() else {}


async def test_every_key_is_answered_with_its_value_in_force(door: Door):
    answer = await door("GET", "/api/config")

    config = answer.json()
    defaults = Settings().model_dump(mode="json", by_alias=True)
    assert set(defaults) | {"pinned", "restartNeeded", "warnings"} == set(config)
    for path, _ in leaves():
        assert at(config, path[:-1]) is not None and path[-1] in at(config, path[:-1]), path
    assert answer.headers["cache-control"] == "no-store"


async def test_every_key_is_described_with_its_meaning_its_limits_and_when_it_counts(door: Door):
    told = {entry["key"]: entry for entry in (await door("GET", "/api/config/reference")).json()}

    assert set(told) == {".".join(path) for path, _ in leaves()}
    assert all(entry["meaning"] and entry["variable"].startswith("REGIE_") for entry in told.values())
    assert (told["logging.level"]["kind"], told["logging.level"]["atOnce"]) == ("choice", True)
    assert told["server.port"] | {"kind": "whole", "maximum": 65535, "atOnce": False} == told["server.port"]
    assert told["limits.maxProcesses"]["nullable"] and told["auth.jwtSecret"]["secret"]


async def test_what_it_is_made_of_is_told_and_the_doctor_answers(door: Door):
    about = (await door("GET", "/api/about")).json()
    findings = (await door("GET", "/api/doctor")).json()

    assert about["ffmpeg"]["version"] and about["ffmpeg"]["encoders"]["libx264"] in (True, False)
    assert {"pydantic"} <= {package["name"] for package in about["packages"]}
    assert {"database", "ffmpeg", "time zone"} <= {finding["about"] for finding in findings}


async def test_a_change_is_kept_and_what_it_needs_is_told(door: Door):
    changed = await door("PUT", "/api/config", {"server": {"port": 8443}, "auth": {"sessionTimeout": 600}})

    assert changed.status_code == 200
    assert (changed.json()["server"]["port"], changed.json()["auth"]["sessionTimeout"]) == (8443, 600)
    assert {"server.port", "auth.sessionTimeout"} <= set(changed.json()["restartNeeded"])
    assert written(door)["server"] == {"port": 8443}
    (entry, *_) = (await door("GET", "/api/audit?objectKind=configuration")).json()
    assert entry["action"] == "update" and "8443" in json.dumps(entry)


async def test_sending_back_what_was_answered_changes_nothing(door: Door):
    await door("PUT", "/api/config", {"notifications": {"email": {"smtp": {"pass": "kept-s3cret"}}}})
    before = (await door("GET", "/api/config")).json()
    deeds = len((await door("GET", "/api/audit?objectKind=configuration")).json())
    assert before["notifications"]["email"]["smtp"]["pass"] == MASK
    tree = written(door)

    answer = await door("PUT", "/api/config", before)

    assert answer.json() == before
    assert {key: value for key, value in written(door).items() if key != "notifications"} == {
        key: value for key, value in tree.items() if key != "notifications"
    }
    assert len((await door("GET", "/api/audit?objectKind=configuration")).json()) == deeds


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        ({"server": {"port": "x"}}, "server.port"),
        ({"server": {"prot": 1}}, "server.prot"),
        ({"storage": {"defaultRetention": {"maxDays": -1}}}, "storage.defaultRetention.maxDays"),
        ({"nothing": {}}, "nothing"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"logging": None}, "logging"),
    ],
)
async def test_a_wrong_key_is_named_and_nothing_is_written(door: Door, sent: dict[str, Any], path: str):
    before = written(door)

    found = faults(await door("PUT", "/api/config", {**sent, "auth": {"jwtLifetime": 60}}))

    assert set(found) == {path} and found[path]
    assert written(door) == before
    assert (await door("GET", "/api/config")).json()["auth"]["jwtLifetime"] != 60


async def test_null_removes_a_secret(door: Door):
    await door("PUT", "/api/config", {"notifications": {"webhook": {"url": "https://hook.test/s3cret"}}})
    assert (await door("GET", "/api/config")).json()["notifications"]["webhook"]["url"] == MASK

    await door("PUT", "/api/config", {"notifications": {"webhook": {"url": None}}})

    assert (await door("GET", "/api/config")).json()["notifications"]["webhook"]["url"] == ""


@pytest.mark.parametrize("role", ["EDITOR", "VIEWER"])
async def test_only_administrators_see_or_change_it(door: Door, role: str):
    assert (await door("GET", "/api/config", as_=role)).status_code == 403
    assert (await door("PUT", "/api/config", {}, as_=role)).status_code == 403


async def test_what_can_count_at_once_does_and_is_not_told_as_waiting(door: Door):
    import logging

    changed = await door("PUT", "/api/config", {"logging": {"level": "error"}, "limits": {"maxProcesses": 3}})

    assert logging.getLogger().level == logging.ERROR
    assert not {"logging.level", "limits.maxProcesses"} & set(changed.json()["restartNeeded"])
    await door("PUT", "/api/config", {"logging": {"level": "info"}, "limits": {"maxProcesses": None}})
    assert logging.getLogger().level == logging.INFO


async def test_what_commands_may_run_counts_at_once(door: Door):
    asked = {"action": "custom_command", "schedule": {"cron": "0 8 * * *", "triggerType": "oneshot"}}
    body = asked | {"name": "Scan", "processConfig": {"command": "scan-of-mine {streamUrl}"}}
    camera = (await door.add_camera())["id"]
    assert "processConfig.command" in faults(await door("POST", "/api/jobs", body | {"cameraId": camera}))

    changed = await door("PUT", "/api/config", {"commands": {"allowed": ["scan-of-mine"]}})

    assert "commands.allowed" not in changed.json()["restartNeeded"]
    assert (await door("POST", "/api/jobs", body | {"cameraId": camera})).status_code == 201


async def test_what_waits_for_a_restart_is_told_by_the_status_and_where_it_would_have_helped(tmp_path: Path):
    roots, root = [str(tmp_path / "recordings")], str(tmp_path / "another-disk")
    stated = QUIET | {"storage": {"basePath": roots[0], "roots": roots}}
    (tmp_path / "config.json").write_text(json.dumps(stated))
    async with open_door(tmp_path) as door:
        await _saved_and_not_in_force(door, roots, root)


async def _saved_and_not_in_force(door: Door, roots: list[str], root: str) -> None:
    outside = {"output": {"directory": root}, "name": "There", "action": "record", "schedule": {"cron": "0 8 * * *"}}
    body = outside | {"cameraId": (await door.add_camera())["id"]}
    (fault,) = (await door("POST", "/api/jobs", body)).json()["faults"]
    assert "restarted" not in fault["message"]

    await door("PUT", "/api/config", {"storage": {"roots": [*roots, root]}})

    (fault,) = (await door("POST", "/api/jobs", body)).json()["faults"]
    assert fault["message"] == (
        "lies outside of the folders for recordings"
        " (a new storage.roots is saved; it takes effect when the server is restarted)"
    )
    warnings = (await door("GET", "/api/status")).json()["warnings"]
    assert any(told.startswith("Settings wait for a restart: ") and "storage.roots" in told for told in warnings)
    await door("PUT", "/api/config", {"storage": {"roots": roots}})
    assert not any("storage.roots" in told for told in (await door("GET", "/api/status")).json()["warnings"])


async def test_a_blocked_job_is_freed_by_a_setting_that_counts_at_once_and_told_of_one_that_waits(tmp_path: Path):
    mine, other = str(tmp_path / "recordings"), str(tmp_path / "other")
    file = tmp_path / "config.json"

    def stated(roots: list[str], allowed: list[str]) -> dict[str, Any]:
        tree = {"storage": {"basePath": mine, "roots": roots}, "commands": {"allowed": allowed}}
        file.write_text(json.dumps(QUIET | tree))
        return tree

    async with open_door(tmp_path, stated([mine, other], ["true"])) as door:
        command = {"action": "custom_command", "processConfig": {"command": "true"}}
        await door.add_job(id="scan", schedule={"triggerType": "oneshot"}, **command)
        await door.add_job(id="there", output={"directory": other})

    async with open_door(tmp_path, stated([mine], [])) as door:
        door.known["ADMIN"] = await door.again()

        async def told(job: str) -> str:
            answer = (await door("GET", f"/api/jobs/{job}")).json()
            return f"{answer['state']}: {answer['reason']}"

        await becomes(lambda: told("scan"), "blocked: «true» is not among the programs")
        await becomes(lambda: told("there"), "blocked: ")
        assert "restarted" not in await told("there")
        settings = {"storage": {"roots": [mine, other]}, "commands": {"allowed": ["true"]}}
        await door("PUT", "/api/config", settings)
        await becomes(lambda: told("scan"), "idle: ")
        await becomes(lambda: told("there"), "blocked: ", "(a new storage.roots is saved; it takes effect")


async def becomes(read: Callable[[], Awaitable[str]], begins: str, holds: str = "") -> None:
    await until(read, lambda text: text.startswith(begins) and holds in text, within=5)


async def test_a_file_edited_by_hand_is_read_again_on_demand_and_a_wrong_one_changes_nothing(door: Door):
    import logging

    file = door.data / "config.json"
    before = file.read_text()
    tree = json.loads(before)
    file.write_text(json.dumps(tree | {"logging": {"level": "warn"}}))
    await door.house.configuration.read_again()
    assert logging.getLogger().level == logging.WARNING

    file.write_text('{"logging": {"level": "loud"}}')
    await door.house.configuration.read_again()
    assert (await door("GET", "/api/config")).json()["logging"]["level"] == "warn"
    file.write_text(before)
    await door.house.configuration.read_again()
    assert logging.getLogger().level == logging.INFO
