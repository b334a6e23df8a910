"""Recorded files over HTTP: lists, ranges, validators, small pictures, and nothing from outside their folder."""

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import imageio_ffmpeg
import pytest
from PIL import Image

from regie.camcron.recordings.models import File
from regie.kernel.auth.permissions import Role
from tests.camcron.recordings.front import front
from tests.camcron.recordings.shelf import Shelf
from tests.kernel.served import Served

FILM = bytes(range(256)) * 4


@pytest.fixture
async def editor(served: Served, shelf: Shelf, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who may read and delete."""
    async with front(served, shelf, tmp_path) as client:
        yield client


def content(file: File) -> str:
    return f"/api/files/{file.id}/content"


async def test_a_file_is_answered_by_the_names_of_the_wire(editor: httpx.AsyncClient, shelf: Shelf) -> None:
    file = await shelf.add()

    (answer,) = (await editor.get("/api/files")).json()

    assert answer == {
        "id": file.id,
        "jobId": "job-garage",
        "jobName": "Garage",
        "cameraId": "cam-garage",
        "cameraName": "Caméra Garage",
        "runId": "run-1",
        "path": "garage/a.mp4",
        "startedAt": "2026-11-16T11:00:00.000Z",
        "durationSeconds": 60.0,
        "sizeBytes": 4,
        "format": "mp4",
        "kind": "video",
        "protected": False,
        "previews": False,
    }
    assert (await editor.get("/api/files")).json() == [answer]
    unknown = dict.fromkeys(["videoCodec", "audioCodec", "width", "height", "fps", "playable"])
    assert (await editor.get(f"/api/files/{file.id}")).json() == answer | unknown, "nobody can look into it"


async def test_a_long_list_is_followed_by_its_link(editor: httpx.AsyncClient, shelf: Shelf) -> None:
    await shelf.add_many(5)
    seen = []
    url: str | None = "/api/files?limit=2&jobId=job-garage&from=2026-11-16T12:00:00%2B01:00"
    while url:
        page = await editor.get(url)
        seen += [row["path"] for row in page.json()]
        url = page.links.get("next", {}).get("url")

    assert seen == [f"garage/{number}.mp4" for number in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "after=nonsense", "after=WzEsMl0", "from=yesterday", "from=2026-11-16T12:00"]
)
async def test_a_wrong_question_is_named(editor: httpx.AsyncClient, query: str) -> None:
    answer = await editor.get(f"/api/files?{query}")

    assert answer.status_code == 422
    assert [fault["path"] for fault in answer.json()["faults"]] == [query.partition("=")[0]]


@pytest.mark.parametrize(
    ("wanted", "status", "part", "told"),
    [
        ("bytes=0-99", 206, FILM[:100], "bytes 0-99/1024"),
        ("bytes=1000-", 206, FILM[1000:], "bytes 1000-1023/1024"),
        ("bytes=-24", 206, FILM[-24:], "bytes 1000-1023/1024"),
        ("bytes=0-", 206, FILM, "bytes 0-1023/1024"),
        ("bytes=2000-", 416, None, "bytes */1024"),
        (None, 200, FILM, None),
    ],
)
async def test_a_film_is_sent_whole_or_in_ranges(
    editor: httpx.AsyncClient, shelf: Shelf, wanted: str | None, status: int, part: bytes | None, told: str | None
) -> None:
    file = await shelf.add(content=FILM)

    answer = await editor.get(content(file), headers={"range": wanted} if wanted else {})

    assert answer.status_code == status
    assert answer.headers.get("content-range") == told
    if part is not None:
        assert answer.content == part
        assert answer.headers["content-type"] == "video/mp4"
        assert answer.headers["accept-ranges"] == "bytes"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_validators_spare_the_second_sending(editor: httpx.AsyncClient, shelf: Shelf) -> None:
    file = await shelf.add(content=FILM)
    head = await editor.head(content(file))
    tag = head.headers["etag"]

    assert (head.content, head.headers["content-length"]) == (b"", "1024")
    assert (await editor.get(content(file), headers={"if-none-match": f'"x", W/{tag}'})).status_code == 304
    assert (await editor.get(content(file), headers={"range": "bytes=0-9", "if-range": tag})).status_code == 206
    assert (await editor.get(content(file), headers={"range": "bytes=0-9", "if-range": '"old"'})).status_code == 200


async def test_a_download_carries_its_name(editor: httpx.AsyncClient, shelf: Shelf) -> None:
    file = await shelf.add("garage/clé 1.mp4")

    saved = await editor.get(content(file), params={"download": 1})
    shown = await editor.get(content(file))

    assert saved.headers["content-disposition"] == "attachment; filename*=utf-8''cl%C3%A9%201.mp4"
    assert shown.headers["content-disposition"].startswith("inline;")


async def test_what_a_command_wrote_is_never_a_page(editor: httpx.AsyncClient, shelf: Shelf) -> None:
    file = await shelf.add("x.html", b"<script>alert(1)</script>", format="html")

    assert (await editor.get(content(file))).headers["content-type"] == "application/octet-stream"


async def test_a_link_that_leads_out_serves_nothing(editor: httpx.AsyncClient, shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    file = await shelf.add()
    (shelf.disk / file.path).unlink()
    (shelf.disk / file.path).symlink_to(tmp_path / "secret")

    answer = await editor.get(content(file))

    assert answer.status_code == 503
    assert b"secret" not in answer.content


async def test_what_is_not_there_is_told(editor: httpx.AsyncClient, shelf: Shelf) -> None:
    file = await shelf.add()
    (shelf.disk / file.path).unlink()

    assert (await editor.get(content(file))).json()["code"] == "file-gone"
    assert (await editor.get("/api/files/nothing/content")).json()["code"] == "file-not-found"
    assert (await editor.get("/api/files/nothing")).status_code == 404


async def test_only_who_may_delete_deletes(editor: httpx.AsyncClient, served: Served, shelf: Shelf) -> None:
    file = await shelf.add()
    viewer = await served.as_role(Role.VIEWER)

    assert (await served.client().get("/api/files")).status_code == 401
    assert (await viewer.get(content(file))).status_code == 200
    assert (await viewer.delete(f"/api/files/{file.id}")).status_code == 403
    assert (await editor.delete(f"/api/files/{file.id}")).status_code == 204
    assert (await editor.get(f"/api/files/{file.id}")).status_code == 404
    assert not (shelf.disk / file.path).exists()


async def test_a_film_and_a_picture_have_a_small_picture_that_is_kept(
    editor: httpx.AsyncClient, shelf: Shelf, tmp_path: Path
) -> None:
    made = tmp_path / "made.mp4"
    pattern = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=5", "-t", "1", str(made)]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *pattern], check=True)
    Image.new("RGB", (800, 600), "teal").save(tmp_path / "made.png")
    film = await shelf.add("f.mp4", made.read_bytes())
    picture = await shelf.add("p.png", (tmp_path / "made.png").read_bytes(), format="png")

    for file, size in ((film, (320, 180)), (picture, (320, 240))):
        answer = await editor.get(f"/api/files/{file.id}/thumbnail")
        assert answer.headers["content-type"] == "image/jpeg", answer.text
        (tmp_path / "seen.jpg").write_bytes(answer.content)
        with Image.open(tmp_path / "seen.jpg") as seen:
            assert seen.size == size
        (shelf.disk / file.path).write_bytes(b"changed on the disk")
        assert (await editor.get(f"/api/files/{file.id}/thumbnail")).content == answer.content


async def test_what_shows_nothing_has_no_small_picture(editor: httpx.AsyncClient, shelf: Shelf) -> None:
    damaged = await shelf.add("d.mp4", b"this is no film")
    data = await shelf.add("d.json", b"{}", format="json")

    for file in (damaged, data):
        answer = await editor.get(f"/api/files/{file.id}/thumbnail")
        assert (answer.status_code, answer.json()["code"]) == (404, "no-thumbnail")
        assert answer.json()["detail"]
