"""Export and import through the public door: one house's configuration makes another one like it, all or nothing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from regie.kernel.wire import MASK
from tests.camcron.door import Door, faults, open_door

pytestmark = pytest.mark.asyncio(loop_scope="module")
PASSPHRASE = "correct horse battery"
SECRETS = ("c4mera-pass", "0ther-pass", "t0ken-of-url", "j0b-pass", "sm7p-pass")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Door]:
    """A house with something of everything."""
    async with open_door(tmp_path_factory.mktemp("one")) as opened:
        await furnish(opened)
        yield opened


async def furnish(door: Door) -> None:
    await door("POST", "/api/sites", {"id": "barn", "name": "Barn", "timezone": "Europe/Paris"})
    streams = {
        "main": "rtsp://ada:c4mera-pass@cam.test/main",
        "sub": "rtsp://eve:0ther-pass@cam.test/sub",
        "web": "http://cam.test/video?token=t0ken-of-url",
    }
    await door("POST", "/api/cameras", {"id": "yard", "name": "Yard", "siteId": "barn", "streams": streams})
    job = {
        "id": "days", "name": "Days", "cameraId": "yard", "action": "record", "enabled": False,
        "streamUrl": "rtsp://bob:j0b-pass@other.test/x",
        "schedule": {"cron": "0 8 * * *", "cronStop": "0 18 * * *"}, "retention": {"maxDays": 14},
    }  # fmt: skip
    assert (await door("POST", "/api/jobs", job)).status_code == 201
    template = {"id": "nightly", "name": "Nightly", "job": {"action": "record", "schedule": {"cron": "0 22 * * *"}}}
    assert (await door("POST", "/api/templates", template)).status_code == 201
    mail = {"notifications": {"email": {"smtp": {"pass": "sm7p-pass", "host": "mail.test"}}}}
    assert (await door("PUT", "/api/config", mail)).status_code == 200


async def taken_out(door: Door, **wanted: Any) -> dict[str, Any]:
    answer = await door("POST", "/api/config/export", wanted)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def put_in(door: Door, document: dict[str, Any], **how: Any) -> Any:
    return await door("POST", "/api/config/import", {"document": document, **how})


async def test_no_secret_is_in_an_export_in_the_clear(door: Door):
    for wanted in ({}, {"passphrase": PASSPHRASE}):
        text = (await door("POST", "/api/config/export", wanted)).text
        assert not [secret for secret in SECRETS if secret in text]


async def test_another_house_becomes_alike_with_every_secret(door: Door, tmp_path_factory: pytest.TempPathFactory):
    sections = ["settings", "sites", "cameras", "jobs"]  # who asks would lose access by the other's password
    document = await taken_out(door, passphrase=PASSPHRASE, sections=sections)
    async with open_door(tmp_path_factory.mktemp("two")) as other:
        done = await put_in(other, document, passphrase=PASSPHRASE, dryRun=False)
        assert done.status_code == 200, done.text

        async with other.house.database.read() as session:
            camera = await other.house.camcron.cameras.get(session, "yard")
            sources = {key: other.house.camcron.cameras.source(camera, key) for key in camera.streams}
            (held,) = await other.house.camcron.shelf.load(session)
        assert sources == {
            "main": "rtsp://ada:c4mera-pass@cam.test/main",
            "sub": "rtsp://eve:0ther-pass@cam.test/sub",
            "web": "http://ada:c4mera-pass@cam.test/video?token=t0ken-of-url",
        }
        assert held.spec.source == "rtsp://bob:j0b-pass@other.test/x"
        again = await put_in(other, document, passphrase=PASSPHRASE)
        assert again.json().get("changes") == [], again.text


async def test_templates_of_jobs_travel_too(door: Door, tmp_path_factory: pytest.TempPathFactory):
    document = await taken_out(door, sections=["templates"])
    kept = (await door("GET", "/api/templates/nightly")).json()
    async with open_door(tmp_path_factory.mktemp("templates")) as other:
        (made,) = (await put_in(other, document, dryRun=False)).json()["changes"]
        there = (await other("GET", "/api/templates/nightly")).json()
        document["templates"][0]["name"] = "Every night"
        (changed,) = (await put_in(other, document, dryRun=False)).json()["changes"]
        gone = {**document, "templates": []}
        (deleted,) = (await put_in(other, gone, replace=True, dryRun=False)).json()["changes"]
        left = (await other("GET", "/api/templates")).json()

    assert (there["name"], there["job"]) == (kept["name"], kept["job"])
    assert [each["action"] for each in (made, changed, deleted)] == ["create", "change", "delete"]
    assert changed["after"] == {"name": "Every night"} and left == []


async def test_a_dry_run_says_what_would_change_and_changes_nothing(door: Door):
    document = await taken_out(door)
    document["cameras"][0]["name"] = "Court"
    document["jobs"][0]["id"] = "nights"
    before = (await door("GET", "/api/cameras")).json(), (await door("GET", "/api/jobs")).json()

    shown = (await put_in(door, document)).json()

    assert shown["dryRun"] is True
    assert {(each["section"], each["id"], each["action"]) for each in shown["changes"]} == {
        ("cameras", "yard", "change"), ("jobs", "nights", "create"),
    }  # fmt: skip
    (change,) = [each for each in shown["changes"] if each["section"] == "cameras"]
    assert (change["before"], change["after"]) == ({"name": "Yard"}, {"name": "Court"})
    assert ((await door("GET", "/api/cameras")).json(), (await door("GET", "/api/jobs")).json()) == before


async def test_replacing_forgets_what_the_document_does_not_have(door: Door):
    document = await taken_out(door, sections=["jobs"])
    await door("POST", "/api/jobs", document["jobs"][0] | {"id": "extra", "name": "Extra", "streamUrl": None})

    kept = (await put_in(door, document)).json()["changes"]
    forgotten = (await put_in(door, document, replace=True, dryRun=False)).json()["changes"]

    assert kept == []
    assert [(each["id"], each["action"]) for each in forgotten] == [("extra", "delete")]
    assert [job["id"] for job in (await door("GET", "/api/jobs")).json()] == ["days"]


async def test_without_secrets_what_is_stored_stays_and_what_is_new_asks_for_its_password(
    door: Door, tmp_path_factory: pytest.TempPathFactory
):
    document = await taken_out(door)
    assert (await put_in(door, document)).json()["changes"] == []  # nothing is lost by it

    async with open_door(tmp_path_factory.mktemp("three")) as other:
        notes = (await put_in(other, document)).json()["notes"]
    assert "Camera yard needs its password: the document holds none." in notes


async def test_what_is_wrong_is_named_by_its_place_and_nothing_is_done(door: Door):
    document = await taken_out(door)
    document["jobs"][0]["schedule"] = {"cron": "61 * * * *"}
    document["cameras"].append({"id": "gate", "name": "Gate", "streams": {"main": "no address"}})

    answer = await put_in(door, document, dryRun=False)

    assert answer.status_code == 422
    assert {"document.jobs.0.schedule.cron", "document.cameras.1.streams.main"} <= set(faults(answer))
    assert (await door("GET", "/api/cameras/gate")).status_code == 404


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({}, "document.format"),
        ({"format": "regie-configuration", "version": 9}, "document.version"),
        ({"format": "regie-configuration", "version": 1, "cats": []}, "document.cats"),
        ({"format": "regie-configuration", "version": 1, "jobs": {}}, "document.jobs"),
        ({"format": "regie-configuration", "version": 1, "jobs": [{"name": "x"}]}, "document.jobs.0.id"),
        ({"format": "regie-configuration", "version": 1, "settings": {"serber": {}}}, "serber"),
    ],
)
async def test_a_document_that_is_none_is_refused_with_what_was_expected(door: Door, document: Any, path: str):
    answer = await put_in(door, document)
    assert answer.status_code == 422 and path in faults(answer), answer.text


async def test_a_user_without_a_digest_is_switched_off_and_the_last_administrator_stays(door: Door):
    document = await taken_out(door, sections=["users"])
    document["users"] = [{"id": "carol", "email": None, "role": "EDITOR", "disabled": False}]

    refused = await put_in(door, document, replace=True, dryRun=False)
    made = (await put_in(door, document, dryRun=False)).json()

    assert refused.status_code == 422
    assert made["notes"] == ["carol has no password and is switched off; set one with `regie user passwd carol`."]


async def test_secrets_are_masked_in_what_an_import_shows(door: Door):
    document = await taken_out(door)
    document["cameras"][0]["credentials"] = {"username": "ada", "password": "n3w-pass"}
    answer = await put_in(door, document)
    assert "n3w-pass" not in answer.text and MASK in answer.text


async def test_a_token_that_may_import_makes_no_administrator(door: Door):
    made = await door(
        "POST", "/api/tokens", {"name": "backup", "scopes": ["config.import", "config.export", "cameras.*"]}
    )
    async with door.client(authorization=f"Bearer {made.json()['token']}") as client:
        users = {"format": "regie-configuration", "version": 1, "users": [{"id": "eve", "role": "ADMIN"}]}
        refused = await client.post("/api/config/import", json={"document": users, "dryRun": False})
        assert (refused.status_code, refused.json()["permission"]) == (403, "users.write")
        assert (await client.post("/api/config/export", json={})).status_code == 403
        assert (await client.post("/api/config/export", json={"sections": ["cameras"]})).status_code == 200


async def test_a_stranger_cannot_make_the_server_read_a_large_document(door: Door):
    async with door.client() as client:
        answer = await client.post("/api/config/import", content=b"[" * 2_000_000)
    assert answer.status_code == 401  # not 422: nobody read it


async def test_settings_that_cannot_be_written_take_the_rest_back(door: Door, monkeypatch: pytest.MonkeyPatch):
    document = await taken_out(door, sections=["settings", "cameras"])
    document["settings"]["logging"] = {"level": "warn"}
    document["cameras"][0]["location"] = "behind the house"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("regie.configfile.ConfigFile._write", full)
    async with door.client(authorization=(await door.someone()).headers["authorization"]) as client:
        assert (
            await client.post("/api/config/import", json={"document": document, "dryRun": False})
        ).status_code == 500
    assert (await door("GET", "/api/cameras/yard")).json()["location"] is None
