"""Many files at once: found by what they are, added up, protected and deleted together."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from regie.camcron.recordings.models import File
from regie.camcron.recordings.paths import STAGING
from tests.camcron.recordings.front import front
from tests.camcron.recordings.shelf import NOON, Shelf
from tests.kernel.served import Served, stored
from tests.rigs.databases import database

__all__ = ["database", "stored"]
"""Both kinds: these are queries."""


MINUTE = timedelta(minutes=1)


@pytest.fixture
async def editor(stored: Served, shelf: Shelf, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who may read, protect and delete."""
    async with front(stored, shelf, tmp_path) as client:
        yield client


async def listed(client: httpx.AsyncClient, **query: Any) -> list[str]:
    """Names in the order of the list, all pages of it."""
    seen: list[str] = []
    answer = await client.get("/api/files", params={"limit": 2, **query})
    while True:
        assert answer.status_code == 200, answer.text
        seen += [Path(row["path"]).stem for row in answer.json()]
        if "next" not in answer.links:
            return seen
        answer = await client.get(answer.links["next"]["url"])


@pytest.fixture
async def few(shelf: Shelf) -> list[File]:
    """Four files of different kinds, lengths and sizes."""
    return [
        await shelf.add("a/long.mp4", b"x" * 9, started_at=NOON, duration_seconds=3600.0, run_id="r1"),
        await shelf.add("b/short.mkv", b"x" * 7, started_at=NOON + timedelta(minutes=10), format="mkv"),
        await shelf.add(
            "c/50%.jpg", b"x", started_at=NOON + timedelta(minutes=20), duration_seconds=None, format="jpg"
        ),
        await shelf.add(
            "d/told.json",
            b"x" * 3,
            started_at=NOON + timedelta(hours=2),
            duration_seconds=None,
            format="json",
            job_id="j2",
            job_slug="told",
            job_name="Told",
        ),
    ]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["told", "50%", "short", "long"]),
        ({"sort": "startedAt"}, ["long", "short", "50%", "told"]),
        ({"sort": "-sizeBytes"}, ["long", "short", "told", "50%"]),
        ({"sort": "durationSeconds"}, ["50%", "told", "short", "long"]),
        ({"sort": "path"}, ["long", "short", "50%", "told"]),
        ({"kind": "video"}, ["short", "long"]),
        ({"kind": "picture"}, ["50%"]),
        ({"format": "json"}, ["told"]),
        ({"runId": "r1"}, ["long"]),
        ({"q": "TOLD"}, ["told"]),
        ({"q": "50%"}, ["50%"]),
        ({"q": "5_%"}, []),
        ({"protected": "true"}, []),
        ({"protected": "false", "kind": "data"}, ["told"]),
    ],
)
async def test_files_are_found_and_sorted_by_what_they_are(
    editor: httpx.AsyncClient, query: dict[str, Any], names: list[str]
) -> None:
    found = await listed(editor, **query)

    assert sorted(found) == sorted(names)
    if query.get("sort") != "durationSeconds":
        assert found == names


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("since", "until", "names"),
    [
        (timedelta(minutes=30), timedelta(minutes=40), ["long"]),
        (timedelta(minutes=10, seconds=59), timedelta(minutes=20), ["short", "long"]),
        (timedelta(minutes=11), timedelta(minutes=20, seconds=1), ["50%", "long"]),
        (timedelta(minutes=60), timedelta(hours=2), []),
        (timedelta(hours=-1), timedelta(0), []),
    ],
)
async def test_a_span_finds_what_overlaps_it_whenever_that_began(
    editor: httpx.AsyncClient, since: timedelta, until: timedelta, names: list[str]
) -> None:
    span = {"from": (NOON + since).isoformat(), "to": (NOON + until).isoformat()}

    assert await listed(editor, **span) == names


@pytest.mark.usefixtures("few")
async def test_a_place_of_one_order_is_none_of_another(editor: httpx.AsyncClient) -> None:
    link = (await editor.get("/api/files?limit=1&sort=path")).links["next"]["url"]

    answer = await editor.get(link.replace("sort=path", "sort=sizeBytes"))

    assert [fault["path"] for fault in answer.json()["faults"]] == ["after"]


@pytest.mark.usefixtures("few")
async def test_files_are_added_up_by_local_day_and_by_job(editor: httpx.AsyncClient, shelf: Shelf) -> None:
    late = NOON.replace(hour=22, minute=59, second=59)
    await shelf.add("late.mp4", b"x" * 100, started_at=late)  # 23:59:59 in Paris
    await shelf.add("next.mp4", b"x" * 1000, started_at=late + timedelta(seconds=1))

    told = (await editor.get("/api/files/summary?timezone=Europe/Paris")).json()
    utc = (await editor.get("/api/files/summary?jobId=told")).json()

    assert (told["files"], told["bytes"], told["protected"]) == (6, 1120, 0)
    assert told["seconds"] == 3600 + 3 * 60
    assert [(day["day"], day["files"], day["bytes"]) for day in told["days"]] == [
        ("2026-11-17", 1, 1000),
        ("2026-11-16", 5, 120),
    ]
    assert [(job["jobId"], job["files"]) for job in told["jobs"]] == [("job-garage", 5), ("told", 1)]
    assert (utc["files"], utc["first"], utc["last"]) == (1, "2026-11-16T13:00:00.000Z", "2026-11-16T13:00:00.000Z")
    assert (await editor.get("/api/files/summary?timezone=Nowhere")).status_code == 422


async def test_a_protected_file_stays_whoever_asks_until_the_protection_is_lifted(
    editor: httpx.AsyncClient, shelf: Shelf, few: list[File]
) -> None:
    first, second = few[0], few[1]

    assert (await editor.put(f"/api/files/{first.id}/protect")).json()["protected"] is True
    assert (await editor.put(f"/api/files/{first.id}/protect")).status_code == 200
    assert (await editor.delete(f"/api/files/{first.id}")).status_code == 409
    assert await listed(editor, protected=True) == ["long"]
    body = {"ids": [first.id, second.id, "nobody"]}
    told = (await editor.post("/api/files/delete", json=body)).json()
    assert told == {
        "deleted": 1,
        "bytes": 7,
        "from": "2026-11-16T11:10:00.000Z",
        "to": "2026-11-16T11:11:00.000Z",
        "refused": [
            {"id": first.id, "code": "protected", "reason": "It is protected."},
            {"id": "nobody", "code": "notFound", "reason": "There is no such file."},
        ],
    }
    assert (shelf.disk / first.path).exists() and not (shelf.disk / second.path).exists()
    assert (await editor.delete(f"/api/files/{first.id}/protect")).json()["protected"] is False
    assert (await editor.delete(f"/api/files/{first.id}")).status_code == 204
    assert (await editor.put(f"/api/files/{first.id}/protect")).status_code == 404


async def test_several_are_protected_at_once(editor: httpx.AsyncClient, few: list[File]) -> None:
    ids = [few[0].id, few[2].id, "nobody"]

    kept = (await editor.post("/api/files/protect", json={"ids": ids})).json()
    lifted = (await editor.post("/api/files/protect", json={"ids": ids, "protected": False})).json()

    assert {row["id"] for row in kept} == {few[0].id, few[2].id} and all(row["protected"] for row in kept)
    assert not any(row["protected"] for row in lifted)


async def test_files_of_an_absent_disk_are_refused_and_keep_their_rows(
    editor: httpx.AsyncClient, shelf: Shelf, few: list[File]
) -> None:
    marker = shelf.disk / STAGING / "root.json"
    held = marker.read_text()
    marker.unlink()

    told = (await editor.post("/api/files/delete", json={"ids": [few[0].id]})).json()

    assert (told["deleted"], told["refused"][0]["code"]) == (0, "disk")
    assert "lacks its marker" in told["refused"][0]["reason"]
    marker.write_text(held)
    assert len(await listed(editor)) == 4
    assert (shelf.disk / few[0].path).exists()
