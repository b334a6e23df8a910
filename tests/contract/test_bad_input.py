"""Every wrong field of a job is named, with what was expected, and nothing of it is stored."""

import json
from typing import Any

import pytest

from regie.kernel.wire import MASK
from tests.camcron.door import Door, faults

pytestmark = pytest.mark.asyncio(loop_scope="module")

CRON = {"cron": "0 8 * * *"}


def period(start: str | None, end: str | None, **more: Any) -> dict[str, Any]:
    dates = {key: value for key, value in (("startDate", start), ("endDate", end)) if value}
    return {"schedule": {**CRON, "period": {**dates, **more}}}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    # the schedule
    "six fields": ({"schedule": {"cron": "0 0 8 * * *"}}, "schedule.cron"),
    "30 February": ({"schedule": {"cron": "0 0 30 2 *"}}, "schedule.cron"),
    "a minute 60": ({"schedule": {"cron": "60 8 * * *"}}, "schedule.cron"),
    "no expression": ({"schedule": {"cron": "daily"}}, "schedule.cron"),
    "an empty one": ({"schedule": {"cron": ""}}, "schedule.cron"),
    "a number for cron": ({"schedule": {"cron": 5}}, "schedule.cron"),
    "a stop without start": ({"schedule": {"cronStop": "0 18 * * *"}}, "schedule.cronStop"),
    "a wrong stop": ({"schedule": {**CRON, "cronStop": "25 25 * * *"}}, "schedule.cronStop"),
    "a stop of an instant": (
        {"action": "snapshot", "schedule": {**CRON, "cronStop": "0 9 * * *"}}, "schedule.cronStop"
    ),
    "an unknown trigger": ({"schedule": {"triggerType": "sometimes"}}, "schedule.triggerType"),
    "a duration without length": ({"schedule": {**CRON, "triggerType": "duration"}}, "schedule.duration"),
    "no length at all": ({"schedule": {**CRON, "duration": 0}}, "schedule.duration"),
    "a length of text": ({"schedule": {**CRON, "duration": "1h"}}, "schedule.duration"),
    "an end before its start": (period("2026-04-30", "2026-03-15", recurrent=False), "schedule.period.endDate"),
    "a day that does not exist": (period("2026-02-30", "2026-03-15"), "schedule.period.startDate"),
    "half with a year": (period("--12-01", "2027-02-28", recurrent=True), "schedule.period.endDate"),
    "no date": (period("tomorrow", "2026-03-15"), "schedule.period.startDate"),
    "an unknown key of a period": (period("2026-03-01", "2026-03-15", every="year"), "schedule.period.every"),
    "a wrong excluded date": ({"schedule": {**CRON, "excludeDates": ["2026-99-01"]}}, "schedule.excludeDates.0"),
    "a misspelt key": ({"schedule": {"crone": "0 8 * * *"}}, "schedule.crone"),
    "no schedule": ({"schedule": None}, "schedule"),
    # where to
    "outside of the roots": ({"output": {"directory": "/etc"}}, "output.directory"),
    "out of the base": ({"output": {"directory": "../../etc"}}, "output.directory"),
    "an unknown variable": ({"output": {"directory": "{cameraNom}/{date}"}}, "output.directory"),
    "an unknown variable in the name": ({"output": {"filenamePattern": "{who}"}}, "output.filenamePattern"),
    "a folder in the name": ({"output": {"filenamePattern": "../{date}"}}, "output.filenamePattern"),
    "the server's own folder": ({"output": {"directory": ".regie/x"}}, "output.directory"),
    "a null character": ({"output": {"directory": "a\0b"}}, "output.directory"),
    "a picture of a film": ({"output": {"format": "jpg"}}, "output.format"),
    "a film of a picture": ({"action": "snapshot", "output": {"format": "mp4"}}, "output.format"),
    "no format": ({"output": {"format": "../x"}}, "output.format"),
    "segments too short": ({"output": {"segmentDuration": 1}}, "output.segmentDuration"),
    "retention of nothing": ({"retention": {"maxDays": 0}}, "retention.maxDays"),
    "retention without end": ({"retention": {"maxSizeGB": float("inf")}}, "retention.maxSizeGB"),
    "a misspelt retention": ({"retention": {"maxSizeGb": 5}}, "retention.maxSizeGb"),
    # how
    "an odd resolution": (
        {"action": "snapshot", "processConfig": {"resolution": "1281x720"}}, "processConfig.resolution"
    ),
    "no resolution": ({"action": "snapshot", "processConfig": {"resolution": "HD"}}, "processConfig.resolution"),
    "quality above 100": ({"action": "snapshot", "processConfig": {"quality": 101}}, "processConfig.quality"),
    "a codec that nobody has": ({"processConfig": {"codec": "av2"}}, "processConfig.codec"),
    "scaling a copy": ({"processConfig": {"resolution": "640x480"}}, "processConfig.resolution"),
    "a forbidden argument": ({"processConfig": {"extraArgs": ["-i", "/etc/passwd"]}}, "processConfig.extraArgs.0"),
    "a filter graph": ({"processConfig": {"extraArgs": ["-filter_complex", "x"]}}, "processConfig.extraArgs.0"),
    "a wrong value": ({"processConfig": {"extraArgs": ["-rtsp_transport", "pigeon"]}}, "processConfig.extraArgs.1"),
    "no command": ({"action": "custom_command"}, "processConfig.command"),
    # who and what
    "an unknown camera": ({"cameraId": "nobody"}, "cameraId"),
    "an unknown stream": ({"streamKey": "third"}, "streamKey"),
    "no address": ({"streamUrl": "cam/1"}, "streamUrl"),
    "a file for a stream": ({"streamUrl": "file:///etc/passwd"}, "streamUrl"),
    "a mask for a secret": ({"streamUrl": f"http://cam/v?token={MASK}"}, "streamUrl"),
    "an unknown action": ({"action": "dance"}, "action"),
    "no name": ({"name": "  "}, "name"),
    "a bad slug": ({"id": "Job Garage"}, "id"),
    "a wrong zone": ({"timezone": "Europe/Atlantis"}, "timezone"),
    "an offset for a zone": ({"timezone": "+02:00"}, "timezone"),
    "too many retries": ({"maxRetries": -2}, "maxRetries"),
    "a priority of text": ({"priority": "high"}, "priority"),
    "an unknown key": ({"colour": "red"}, "colour"),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "path"), WRONG.values(), ids=WRONG)
async def test_a_wrong_field_is_named_with_what_was_expected(door: Door, wrong: dict[str, Any], path: str):
    if (await door("GET", "/api/cameras/bad-input")).status_code == 404:
        await door.add_camera(id="bad-input", streams={"main": "rtsp://cam/1"})
    before = len((await door("GET", "/api/jobs")).json())
    body = {"name": "Wrong", "cameraId": "bad-input", "action": "record", "schedule": CRON} | wrong

    client = await door.someone()
    answer = await client.post("/api/jobs", content=json.dumps(body), headers={"content-type": "application/json"})

    found = faults(answer)
    assert set(found) == {path}
    told = next(fault for fault in answer.json()["faults"])
    assert told["message"]
    assert told["expected"] or "null character" in told["message"]
    assert len((await door("GET", "/api/jobs")).json()) == before


async def test_differing_retentions_are_refused_and_equal_ones_are_not(door: Door):
    camera = await door.add_camera()
    body = {"name": "R", "cameraId": camera["id"], "action": "record", "schedule": CRON, "enabled": False}
    inside = {"output": {"retention": {"maxDays": 3}}}

    answer = await door("POST", "/api/jobs", {**body, **inside, "retention": {"maxDays": 4}})
    found = faults(answer)
    assert list(found.values()) == ["the same in both places, or in one only"]
    assert "retention" in answer.json()["detail"]
    assert (await door("POST", "/api/jobs", {**body, **inside, "retention": {"maxDays": 3}})).status_code == 201


async def test_everything_that_is_wrong_is_told_at_once(door: Door):
    body = {
        "name": "W", "cameraId": "nobody", "action": "record", "schedule": {"cron": "x", "cronStop": "y"},
        "output": {"directory": "{z}", "format": "png"}, "processConfig": {"extraArgs": ["-y"], "quality": 3},
        "streamUrl": "nowhere",
    }  # fmt: skip

    assert set(faults(await door("POST", "/api/jobs", body))) == {
        "cameraId", "schedule.cron", "schedule.cronStop", "output.format", "output.directory",
        "processConfig.extraArgs.0", "processConfig.quality", "streamUrl",
    }  # fmt: skip


async def test_a_plan_of_a_span_is_told_everything_too(door: Door):
    span = {"from": "2026-03-02T00:00:00Z", "to": "2026-03-09T00:00:00Z"}
    body = {
        "name": "W",
        "cameraId": "any",
        "action": "record",
        "schedule": {"cron": "x"},
        "retention": {"maxDays": "x"},
    }

    assert set(faults(await door("POST", "/api/jobs/preview", body | span))) == {"schedule.cron", "retention.maxDays"}


async def test_a_word_that_nobody_knows_hides_no_other_fault_and_names_the_one_that_was_meant(door: Door):
    camera = await door.add_camera()
    body = {
        "name": "W", "cameraId": camera["id"], "action": "recrod", "maxRetries": -5, "priorty": 1,
        "schedule": {"cron": "x", "cronStop": "y", "triggerType": "oneshoot", "duration": 9},
        "output": {"directory": "{z}", "format": "jpg"}, "processConfig": {"extraArgs": ["-y"], "resolution": "2x1"},
    }  # fmt: skip
    answer = await door("POST", "/api/jobs", body)

    assert set(faults(answer)) == {
        "action", "maxRetries", "priorty", "schedule.cron", "schedule.cronStop", "schedule.triggerType",
        "output.directory", "processConfig.extraArgs.0", "processConfig.resolution",
    }, "and nothing that only a known action could judge"  # fmt: skip
    told = {fault["path"]: fault["message"] for fault in answer.json()["faults"]}
    assert told["action"] == "«recrod» is not known here: did you mean «record»?"
    assert told["schedule.triggerType"] == "«oneshoot» is not known here: did you mean «oneshot»?"
    assert told["priorty"] == "is not a known key: did you mean «priority»?"


@pytest.mark.parametrize(
    ("wrong", "path", "meant"),
    [
        ({"cameraId": "cam-spellng"}, "cameraId", "cam-spelling"),
        ({"streamKey": "mian"}, "streamKey", "main"),
        ({"output": {"directory": "{cameraNom}"}}, "output.directory", "cameraName"),
    ],
)
async def test_of_what_there_is_the_nearest_is_named(door: Door, wrong: dict[str, Any], path: str, meant: str):
    if (await door("GET", "/api/cameras/cam-spelling")).status_code == 404:
        await door.add_camera(id="cam-spelling")
    body = {"name": "W", "cameraId": "cam-spelling", "action": "record", "schedule": CRON}
    (fault,) = (await door("POST", "/api/jobs", body | wrong)).json()["faults"]
    assert fault["path"] == path and fault["message"].endswith(f"did you mean «{meant}»?")


async def test_what_depends_on_a_known_action_is_told_beside_what_cannot_be_read(door: Door):
    body = {"name": "W", "cameraId": "x", "action": "snapshot", "schedule": CRON, "output": {"format": "mp4"}}
    assert set(faults(await door("POST", "/api/jobs", body | {"priority": "high"}))) == {"priority", "output.format"}


async def test_a_wrong_address_is_told_beside_a_protocol_that_nobody_knows(door: Door):
    body = {"name": "C", "protocol": "rstp", "streams": {"main": "nowhere", "sub": "rtsp://cam/2"}}
    answer = await door("POST", "/api/cameras", body)
    assert set(faults(answer)) == {"protocol", "streams.main"}
    assert "did you mean «rtsp»?" in answer.text


@pytest.mark.parametrize(
    "odd",
    [
        {"schedule": [1]},
        {"schedule": {"period": 5}},
        {"output": "x"},
        {"processConfig": [[]]},
        {"output": {"retention": 1}},
    ],
)
async def test_a_body_of_odd_shape_is_refused_in_words_too(door: Door, odd: dict[str, Any]):
    answer = await door("POST", "/api/jobs", {"name": 5, "cameraId": None, "action": ["x"], "schedule": CRON} | odd)
    assert {"name", "cameraId", "action"} < set(faults(answer))
    assert "a second look at a body failed" not in door.log()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '"text"', "{} trailing", "\xff\xfe"])
async def test_a_body_that_is_no_object_is_told_so(door: Door, content: str):
    client = await door.someone()
    for path in ("/api/cameras", "/api/jobs"):
        headers = {"content-type": "application/json"}
        answer = await client.post(path, content=content.encode("latin-1"), headers=headers)

        assert answer.status_code == 422, answer.text
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_problem_has_the_members_of_rfc_9457(door: Door):
    problem = (await door("GET", "/api/jobs/nobody")).json()

    assert {"type", "title", "status", "detail"} <= set(problem)
    assert (problem["status"], problem["code"], problem["jobId"]) == (404, "job-not-found", "nobody")
