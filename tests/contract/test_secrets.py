"""Passwords of cameras: stored, used, and never seen again by any way out."""

import base64
import json
import logging
import random
import string
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from regie.kernel.wire import MASK
from tests.camcron.door import NOBODY_THERE, Door, open_door

pytestmark = pytest.mark.asyncio(loop_scope="module")

ODD = string.ascii_letters + string.digits + "@:/?#[]!$&'()*+,;=%\\\"<>{}|^`~ -_.éßøЖ漢🔑"
HOST = NOBODY_THERE.removeprefix("rtsp://")


def odd_passwords(count: int) -> list[str]:
    """Always the same; long enough that none is a word of somebody else's."""
    chance = random.Random(20260302)
    return ["".join(chance.choice(ODD) for _ in range(chance.randint(8, 24))) + str(n) for n in range(count)]


def spellings(user: str, password: str) -> set[str]:
    """How a password may look where it must not."""
    pair = f"{user}:{password}".encode()
    return {
        password, quote(password, safe=""), quote(password), json.dumps(password)[1:-1],
        json.dumps(password, ensure_ascii=False)[1:-1], base64.b64encode(pair).decode(),
    }  # fmt: skip


async def answered(door: Door, camera: dict[str, Any], job: dict[str, Any]) -> str:
    """Everything that can be read of a camera and its job."""
    slug, uid = camera["id"], camera["uid"]
    looked = [
        await door("GET", path)
        for path in (
            f"/api/cameras/{slug}", f"/api/jobs/{job['id']}", f"/api/jobs/{job['id']}/logs?limit=1000",
            f"/api/jobs/{job['id']}/history", f"/api/audit?objectId={uid}&limit=1000",
            f"/api/audit?objectId={job['uid']}",
        )
    ]  # fmt: skip
    return "".join(answer.text for answer in looked)


def leaks(text: str, secrets: dict[str, str]) -> set[str]:
    return {user for user, password in secrets.items() if any(way in text for way in spellings(user, password))}


async def test_two_hundred_odd_passwords_are_kept_and_never_shown(door: Door):
    secrets: dict[str, str] = {}
    seen: list[str] = []
    for number, password in enumerate(odd_passwords(200)):
        user = f"user{number}"
        secrets[user] = password
        inside, pair = f"rtsp://{user}:{quote(password, safe='')}@{HOST}/1", {"username": user, "password": password}
        body: dict[str, Any] = {"name": user, "streams": {"main": inside}}
        if number % 2:
            body = {"name": user, "streams": {"main": f"rtsp://{HOST}/1"}, "credentials": pair}
        added = await door("POST", "/api/cameras", body)
        assert added.status_code == 201, added.text
        camera = added.json()
        assert camera["credentials"] == {"username": user, "password": MASK}
        changed = await door("PUT", f"/api/cameras/{camera['id']}", {**camera, "location": "There"})
        wrong = await door("PUT", f"/api/cameras/{camera['id']}", {**camera, "streams": {"main": inside, "x": "y"}})
        assert wrong.status_code == 422
        seen += [added.text, changed.text, wrong.text]
        cameras = door.house.camcron.cameras
        async with door.house.database.read() as session:
            kept = cameras.keyring(await cameras.get(session, camera["id"])).of("main")
        assert (kept.username, kept.password) == (user, password)

    seen += [(await door("GET", path)).text for path in ("/api/cameras", "/api/audit?limit=1000", "/metrics")]
    assert leaks("".join(seen), secrets) == set()
    assert leaks(door.log(), secrets) == set()
    stored = b"".join(file.read_bytes() for file in door.data.glob("regie.db*")).decode("utf-8", "replace")
    assert leaks(stored, secrets) == set()


async def test_a_password_is_in_no_log_of_a_job_that_used_it_nor_in_the_answer_of_a_test(door: Door):
    secrets = {f"worker{number}": password for number, password in enumerate(odd_passwords(6))}
    seen = ""
    for user, password in secrets.items():
        camera = await door.add_camera(
            streams={"main": f"rtsp://{HOST}/1"}, credentials={"username": user, "password": password}
        )
        own = f"http://{user}:{quote(password, safe='')}@{HOST}/v?token={quote(password, safe='')}"
        job = await door.add_job(camera["id"], action="snapshot", schedule={}, streamUrl=own, maxRetries=0)
        await door("POST", f"/api/jobs/{job['id']}/start")
        seen += (await door("POST", f"/api/cameras/{camera['id']}/test")).text
        while (await door("GET", f"/api/jobs/{job['id']}")).json()["lastRun"] is None:
            pass
        while (await door("GET", f"/api/jobs/{job['id']}")).json()["lastRun"]["status"] == "running":
            pass
        told = await answered(door, camera, job)
        assert f"/api/jobs/{job['id']}" not in told and job["id"] in told
        seen += told

    assert leaks(seen, secrets) == set()
    assert leaks(door.log(), secrets) == set()
    files = "".join(file.read_text(errors="replace") for file in (door.data / "logs").rglob("*.log*"))
    assert leaks(files, secrets) == set()


async def test_no_line_of_the_log_shows_a_known_secret_wherever_it_stands(tmp_path: Path):
    """Also after a restart: whatever a library may say, in whatever words."""
    words = {"inside": "camera-w0rd-1", "beside": "camera-w0rd-2", "of a job": "job-w0rd-3", "token": "job-t0ken-4"}
    async with open_door(tmp_path) as door:
        await door.add_camera(streams={"main": f"rtsp://u:{words['inside']}@{HOST}/1"})
        camera = await door.add_camera(credentials={"username": "u", "password": words["beside"]})
        await door.add_job(camera["id"], streamUrl=f"http://u:{words['of a job']}@{HOST}/v?token={words['token']}")
        logging.getLogger("library").warning("first life: %s", " ".join(words.values()))
        assert not [word for word in words.values() if word in door.log()]
    async with open_door(tmp_path) as door:
        logging.getLogger("library").warning("second life: %s", " ".join(words.values()))

        assert f"second life: {MASK} {MASK} {MASK} {MASK}" in door.log()
        assert not [word for word in words.values() if word in door.log()]


async def test_a_wrong_address_is_refused_without_being_repeated(door: Door):
    for password in ("s3cr3t/w0rd", "s3cr3t?w0rd", "s3cr3t#w0rd", "s3cr3t w0rd"):
        body = {"name": "Wrong", "streams": {"main": f"rtsp://admin:{password}@{HOST}/1"}}

        answer = await door("POST", "/api/cameras", body)

        assert answer.status_code == 422
        assert "s3cr3t" not in answer.text and "w0rd" not in answer.text
    assert "s3cr3t" not in door.log()


async def test_secrets_of_the_configuration_are_masked(door: Door):
    sent = {"notifications": {"email": {"smtp": {"pass": "mail-s3cret-word"}}}, "auth": {"jwtSecret": "j" * 40}}

    answer = await door("PUT", "/api/config", sent)

    assert answer.status_code == 200, answer.text
    seen = answer.text + (await door("GET", "/api/config")).text + (await door("GET", "/api/audit?limit=1000")).text
    assert "mail-s3cret-word" not in seen and "j" * 40 not in seen
    file = (door.data / "config.json").read_text()
    assert "mail-s3cret-word" not in file and "j" * 40 not in file
    assert (door.data / "config.json").stat().st_mode & 0o077 == 0
