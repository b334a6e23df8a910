"""Errors as problem details: what happened, where, and nothing of the inside."""

import logging
from typing import Annotated, Any, Literal

import httpx
import pytest
from fastapi import FastAPI, Query
from pydantic import AwareDatetime, Field

from regie.kernel.errors import Conflict, Fault, Invalid, NotFound, TooMany, Unauthenticated
from regie.kernel.http import problems
from regie.kernel.http.middleware import Observed
from regie.kernel.http.pages import MAX_LIMIT, After, Limit, cursor, keys_of
from regie.kernel.wire import Incoming


class Part(Incoming):
    size: Annotated[int, Field(ge=1, le=9)] = 1


class Thing(Incoming):
    name: str
    part: Part = Part()
    kind: Literal["a", "b"] = "a"
    at: AwareDatetime | None = None
    both: str | list[str] | None = None
    flags: list[bool] = Field(default_factory=list)


class ShelfFull(Conflict):
    """The shelf is full."""


RAISED: dict[str, Exception] = {
    "conflict": ShelfFull("Take something away first.", shelf="top", left=0),
    "bare": NotFound(),
    "invalid": Invalid([Fault("a.b", "is wrong", "right"), Fault("", "all of it")]),
    "many": TooMany("Later.", retry_after=12.4),
    "stranger": Unauthenticated(),
    "bug": RuntimeError("the password is s3cret"),
}


THING = "one of name, part, kind, at, both, flags"


@pytest.fixture
def client() -> httpx.AsyncClient:
    app = FastAPI()
    problems.install(app)
    app.add_middleware(Observed)

    @app.post("/things")
    async def add(thing: Thing) -> dict[str, Any]:
        return thing.model_dump(mode="json")

    @app.get("/things/{number}")
    async def get(number: int, limit: Limit = 5, after: After = None, q: Annotated[str, Query()] = "") -> Any:
        return [number, limit, keys_of(after, 2)]

    @app.get("/raises/{what}")
    async def raises(what: str) -> None:
        raise RAISED[what]

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://regie.test")


@pytest.mark.parametrize(
    ("sent", "path", "message", "expected"),
    [
        ({}, "name", "is missing", None),
        ({"name": 5}, "name", "Input should be a valid string", "text"),
        ({"name": "n", "colour": 1}, "colour", "is not a known key", THING),
        ({"name": "n", "flag": []}, "flag", "is not a known key: did you mean «flags»?", THING),
        ({"name": "n", "part": {"syze": 1}}, "part.syze", "is not a known key: did you mean «size»?", "one of size"),
        ({"name": "n", "part": {"size": 0}}, "part.size", "Input should be greater than or equal to 1", "at least 1"),
        ({"name": "n", "part": {"size": 10}}, "part.size", "Input should be less than or equal to 9", "at most 9"),
        ({"name": "n", "part": {"size": "x"}}, "part.size", None, "a whole number"),
        ({"name": "n", "part": 5}, "part", None, "an object"),
        ({"name": "n", "kind": "c"}, "kind", "«c» is not known here", "'a' or 'b'"),
        ({"name": "n", "kind": "A"}, "kind", "«A» is not known here: did you mean «a»?", "'a' or 'b'"),
        ({"name": "n", "kind": 5}, "kind", "is none of the words that are known here", "'a' or 'b'"),
        ({"name": "n", "at": "noon"}, "at", None, "an instant such as 2026-03-02T08:00:00Z"),
        ({"name": "n", "flags": {}}, "flags", None, "a list"),
        ({"name": "n", "flags": [True, "x"]}, "flags.1", None, "true or false"),
        ({"name": "a\0b"}, "name", "holds a null character or half of one", None),
        ({"name": "n", "both": ["a", "\0"]}, "both", "holds a null character or half of one", None),
    ],
)
async def test_a_wrong_field_is_named_as_it_was_sent(
    client: httpx.AsyncClient, sent: dict[str, Any], path: str, message: str | None, expected: str | None
):
    answer = await client.post("/things", json=sent)

    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    (fault,) = answer.json()["faults"]
    assert fault["path"] == path
    assert message in (None, fault["message"])
    assert fault["expected"] == expected


async def test_of_a_body_with_a_thousand_faults_a_hundred_are_told(client: httpx.AsyncClient):
    answer = await client.post("/things", json={"name": "n", **{f"flags{number}": 1 for number in range(1000)}})

    *told, last = answer.json()["faults"]
    assert answer.status_code == 422
    assert len(told) == problems.MOST == len({fault["path"] for fault in told})
    assert last == {"path": "", "message": "900 more faults are not listed", "expected": None}


async def test_the_branches_of_a_choice_are_not_part_of_the_path(client: httpx.AsyncClient):
    answer = await client.post("/things", json={"name": "n", "both": 5})

    assert {fault["path"] for fault in answer.json()["faults"]} == {"both"}


@pytest.mark.parametrize(
    ("what", "status", "title", "detail", "code"),
    [
        ("conflict", 409, "The shelf is full", "Take something away first.", "shelf-full"),
        ("bare", 404, "There is no such thing", None, "not-found"),
        ("many", 429, "Too many requests", "Later.", "too-many"),
        ("stranger", 401, "Sign in first", None, "unauthenticated"),
    ],
)
async def test_an_error_says_what_happened(
    client: httpx.AsyncClient, what: str, status: int, title: str, detail: str | None, code: str
):
    answer = await client.get(f"/raises/{what}")

    problem = answer.json()
    assert answer.status_code == problem["status"] == status
    assert (problem["title"], problem["detail"], problem["code"]) == (title, detail, code)


async def test_the_facts_of_an_error_are_answered_with_it(client: httpx.AsyncClient):
    problem = (await client.get("/raises/conflict")).json()

    assert (problem["shelf"], problem["left"]) == ("top", 0)


async def test_all_faults_of_an_error_are_answered(client: httpx.AsyncClient):
    problem = (await client.get("/raises/invalid")).json()

    assert problem["faults"] == [
        {"path": "a.b", "message": "is wrong", "expected": "right"},
        {"path": "", "message": "all of it", "expected": None},
    ]
    assert problem["detail"] == "a.b: is wrong; all of it"


async def test_who_asks_too_often_is_told_when_to_come_back(client: httpx.AsyncClient):
    assert (await client.get("/raises/many")).headers["retry-after"] == "12"


async def test_a_mistake_of_ours_tells_a_number_that_the_log_knows_and_nothing_else(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.ERROR)

    answer = await client.get("/raises/bug")

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (500, "internal")
    assert "s3cret" not in answer.text and "RuntimeError" not in answer.text
    assert problem["incident"] in problem["detail"]
    assert any(getattr(record, "incident", None) == problem["incident"] for record in caplog.records)


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/things", 405), ("/things/\0", 404), ("/things/1?q=%00", 404)]
)
async def test_what_is_not_there_is_a_problem_too(client: httpx.AsyncClient, path: str, status: int):
    answer = await client.get(path.replace("\0", "%00"))

    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_every_answer_has_an_id_and_the_headers_that_keep_browsers_safe(client: httpx.AsyncClient):
    one, other = await client.get("/things/1"), await client.get("/nothing")

    assert one.headers["x-request-id"] != other.headers["x-request-id"]
    for answer in (one, other):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "same-origin"


async def test_a_request_is_logged_without_its_query(client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)

    await client.get("/things/1?q=hidden-word")

    lines = [record.getMessage() for record in caplog.records if record.name == "regie.kernel.http.middleware"]
    assert lines == ["GET /things/1 200"]


@pytest.mark.parametrize(
    ("query", "path"),
    [("limit=0", "limit"), (f"limit={MAX_LIMIT + 1}", "limit"), ("after=x", "after"), ("after=é", "after")],
)
async def test_a_page_that_cannot_be_is_named(client: httpx.AsyncClient, query: str, path: str):
    answer = await client.get(f"/things/1?{query}")

    assert [fault["path"] for fault in answer.json()["faults"]] == [path]


async def test_a_place_in_a_list_is_read_as_it_was_written(client: httpx.AsyncClient):
    answer = await client.get("/things/1", params={"after": cursor("2026-03-02T08:00:00+00:00", "id/+=?")})

    assert answer.json()[2] == ["2026-03-02T08:00:00+00:00", "id/+=?"]
