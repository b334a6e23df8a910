"""The console's files as they go over the line: small, under their own type, one page for all its routes."""

import gzip
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from regie.kernel.http.web import PIECES, Console, Pieces, readable

SCRIPT, PAGE = b"let a = 1;" * 40, b"<!doctype html><p>the page"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """As the build leaves them: a script in three forms, a font that only has one, the page."""
    folder = tmp_path / "_app" / "immutable"
    folder.mkdir(parents=True)
    (folder / "a.js").write_bytes(SCRIPT)
    (folder / "a.js.gz").write_bytes(gzip.compress(SCRIPT, mtime=0))
    (folder / "a.js.br").write_bytes(b"as brotli")
    (folder / "letters.woff2").write_bytes(b"letters")
    (tmp_path / "index.html").write_bytes(PAGE)
    (tmp_path / "index.html.gz").write_bytes(gzip.compress(PAGE))
    return tmp_path


async def ask(built: Path, path: str, accept: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """The answer, and its body as it went over the line."""
    pieces = Mount(f"/{PIECES}", Pieces(built / PIECES))
    app = Starlette(routes=[pieces, Mount("/", Console(directory=built, html=True))])
    transport = httpx.ASGITransport(app)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://regie.test") as client,
        client.stream("GET", path, headers={"accept-encoding": accept, **headers}) as answer,
    ):
        return answer, b"".join([part async for part in answer.aiter_raw()])


@pytest.mark.parametrize(
    ("accept", "encoding", "body"),
    [
        ("gzip, deflate, br, zstd", "br", b"as brotli"),
        ("gzip, deflate", "gzip", gzip.compress(SCRIPT, mtime=0)),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.compress(SCRIPT, mtime=0)),
        ("identity", None, SCRIPT),
        ("", None, SCRIPT),
    ],
)
async def test_a_script_is_sent_in_the_smallest_form_that_its_reader_knows(
    built: Path, accept: str, encoding: str | None, body: bytes
):
    answer, sent = await ask(built, "/_app/immutable/a.js", accept)

    assert (answer.status_code, answer.headers.get("content-encoding")) == (200, encoding)
    assert len(sent) == len(body)
    assert encoding != "br" or sent == body
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "accept-encoding"
    assert "immutable" in answer.headers["cache-control"]


async def test_a_piece_is_the_same_when_it_is_asked_for_again_whoever_asks(built: Path):
    app = Starlette(routes=[Mount("/", Pieces(built / PIECES))])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://regie.test") as client:
        for accept in ("br", "gzip", "identity", "gzip", "identity"):
            first, again = [await client.get("/a.js", headers={"accept-encoding": accept}) for _ in range(2)]
            assert (again.status_code, again.headers) == (first.status_code, first.headers)
            assert again.content == first.content
        assert (await client.head("/a.js")).content == b""
        seen = {"accept-encoding": "identity", "if-none-match": first.headers["etag"]}
        known = await client.get("/a.js", headers=seen)
        assert (known.status_code, known.content) == (304, b"")
        part = await client.get("/a.js", headers={"accept-encoding": "identity", "range": "bytes=4-9"})
        assert (part.status_code, part.content) == (206, SCRIPT[4:10])
        for path in ("/../index.html", "/%2e%2e/%2e%2e/index.html", "/b.js", "/"):
            assert (await client.get(path)).status_code == 404


async def test_what_has_only_one_form_is_sent_in_that(built: Path):
    answer, sent = await ask(built, "/_app/immutable/letters.woff2", "gzip, br")

    assert ("content-encoding" in answer.headers, sent) == (False, b"letters")


@pytest.mark.parametrize("path", ["/", "/jobs/yard?tab=logs"])
async def test_the_page_of_every_route_is_sent_small_and_asked_for_again(built: Path, path: str):
    answer, sent = await ask(built, path, "gzip")

    assert gzip.decompress(sent) == PAGE
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    again, nothing = await ask(built, path, "gzip", **{"if-none-match": answer.headers["etag"]})
    assert (again.status_code, nothing) == (304, b"")


async def test_an_unknown_script_is_no_page(built: Path):
    answer, _ = await ask(built, "/_app/immutable/b.js", "gzip, br")

    assert answer.status_code == 404


def test_an_encoding_that_is_refused_is_not_readable():
    assert readable("gzip;q=0.5, br; q=0, *") == {"gzip", "*"}
