"""Deeds are kept with the deed, found again page by page, and hold no secret."""

from datetime import timedelta

import pytest

from regie.kernel.audit import loops
from regie.kernel.audit.loops import Forgetting
from regie.kernel.audit.service import Audit, Filter
from regie.kernel.auth.permissions import Role
from regie.kernel.http.callers import Actor, command_line, system
from regie.kernel.http.pages import cursor
from regie.kernel.secrets import MASK, Redactor
from tests.kernel.served import Served

ANA = Actor("u-1", "ana", "ADMIN", "session", "10.0.0.9")


async def test_a_deed_that_was_rolled_back_was_never_done(stored: Served):
    with pytest.raises(ZeroDivisionError):
        async with stored.database.write() as session:
            stored.audit.record(session, ANA, "delete", "job", "j-1", "Garage")
            raise ZeroDivisionError
    async with stored.database.write() as session:
        stored.audit.record(session, ANA, "start", "job", "j-1", "Garage")

    async with stored.database.read() as session:
        (row,) = await stored.audit.page(session, Filter(), 10)
    assert (row.user_name, row.how, row.address, row.action) == ("ana", "session", "10.0.0.9", "start")
    assert (row.at, row.object_kind, row.object_name, row.difference) == (stored.clock.now(), "job", "Garage", None)


async def test_a_change_that_changed_nothing_leaves_no_trace(stored: Served):
    async with stored.database.write() as session:
        stored.audit.record(session, ANA, "update", "job", "j-1", "Garage", before={"a": 1}, after={"a": 1})

    async with stored.database.read() as session:
        assert await stored.audit.page(session, Filter(), 10) == []


async def test_no_secret_is_kept_whether_its_name_tells_or_only_the_redactor_knows(stored: Served):
    redactor = Redactor()
    redactor.register("hunter22", user="admin")
    audit = Audit(stored.clock, redactor.redact_tree)
    before = {"password": "first-one", "streams": {"main": "rtsp://admin:hunter22@10.0.0.7/1"}}
    after = {"password": "second-one", "streams": {"main": "rtsp://admin:unknown-yet@10.0.0.8/1"}}

    async with stored.database.write() as session:
        audit.record(session, ANA, "update", "camera", "c-1", "Garage", before=before, after=after)

    async with stored.database.read() as session:
        (row,) = await audit.page(session, Filter(), 10)
    kept = str(row.difference)
    assert not any(secret in kept for secret in ("first-one", "second-one", "hunter22", "unknown-yet"))
    assert {"path": "password", "before": MASK, "after": MASK} in row.difference
    assert "10.0.0.8" in kept


async def test_values_of_any_kind_can_be_compared(stored: Served):
    now = stored.clock.now()
    async with stored.database.write() as session:
        stored.audit.record(
            session,
            ANA,
            "update",
            "job",
            "j",
            before={"at": now, "role": Role.ADMIN},
            after={"at": now, "role": "VIEWER"},
        )

    async with stored.database.read() as session:
        (row,) = await stored.audit.page(session, Filter(), 10)
    assert row.difference == [{"path": "role", "before": "ADMIN", "after": "VIEWER"}]


async def test_pages_neither_repeat_nor_skip_also_within_one_instant(served: Served):
    admin = await served.as_role(Role.ADMIN)
    async with served.database.write() as session:
        for number in range(25):
            served.audit.record(session, system("reconcile"), "start", "job", f"j-{number:02}")
    url, seen = "/api/audit?limit=10&objectKind=job", []

    while url:
        answer = await admin.get(url)
        seen += [row["objectId"] for row in answer.json()]
        async with served.database.write() as session:  # the list grows meanwhile
            await served.clock.advance(1)
            served.audit.record(session, system("reconcile"), "stop", "job", "later")
        url = answer.links.get("next", {}).get("url")

    assert seen == [f"j-{number:02}" for number in reversed(range(25))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"action": "stop"}, ["j-2"]),
        ({"objectId": "j-1"}, ["j-1"]),
        ({"userId": "u-1"}, ["j-1"]),
        ({"how": "cli"}, ["j-2"]),
        ({"from": "2026-03-02T08:30:00Z"}, ["j-2"]),
        ({"to": "2026-03-02T09:00:00Z"}, ["j-1"]),
        ({"to": "2026-03-02T10:00:00+01:00"}, ["j-1"]),
    ],
)
async def test_deeds_are_found_by_what_they_were(served: Served, query: dict[str, str], expected: list[str]):
    await served.user()
    for number, (who, action) in enumerate([(ANA, "start"), (command_line(), "stop")], 1):
        async with served.database.write() as session:
            served.audit.record(session, who, action, "job", f"j-{number}")
        await served.clock.advance(timedelta(hours=1))
    admin = await served.bearer()

    rows = (await admin.get("/api/audit", params=query | {"objectKind": "job"})).json()

    assert [row["objectId"] for row in rows] == expected


@pytest.mark.parametrize("query", [{"after": "x"}, {"limit": 0}, {"limit": 1001}, {"from": "yesterday"}])
async def test_a_wrong_question_is_422_that_names_what_is_wrong(served: Served, query: dict[str, object]):
    admin = await served.as_role(Role.ADMIN)

    answer = await admin.get("/api/audit", params=query)

    assert answer.status_code == 422
    assert [fault["path"] for fault in answer.json()["faults"]] == list(query)


@pytest.mark.parametrize("place", [["2026-03-02T08:00:00", "x"], [8, "x"], ["soon", "x"], [None, None], ["x"]])
async def test_a_page_after_no_place_of_the_list_is_refused_in_words(served: Served, place: list[object]):
    asking = await served.as_role(Role.ADMIN)

    answer = await asking.get("/api/audit", params={"after": cursor(*place)})

    assert (answer.status_code, answer.json()["faults"][0]["path"]) == (422, "after")


@pytest.mark.parametrize("edge", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
async def test_an_instant_at_the_end_of_all_time_is_only_a_filter(stored: Served, edge: str):
    asking = await stored.as_role(Role.ADMIN)

    answer = await asking.get("/api/audit", params={"from": edge})

    assert answer.status_code == 200
    assert bool(answer.json()) == edge.startswith("0001")


async def test_deeds_are_forgotten_after_the_days_that_are_set_and_never_where_none_are(
    stored: Served, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(loops, "BATCH", 2)
    for number in range(5):
        async with stored.database.write() as session:
            stored.audit.record(session, ANA, "start", "job", "j-1", f"deed {number}")
        await stored.clock.advance(86_400)
    forgetting = Forgetting(stored.database, stored.clock, stored.audit, 0)

    async def kept() -> list[str | None]:
        async with stored.database.read() as session:
            return [row.object_name for row in await stored.audit.page(session, Filter(), 10, oldest=True)]

    await forgetting.step()
    assert len(await kept()) == 5
    forgetting.keep_days = 2
    await forgetting.step()

    assert await kept() == ["deed 3", "deed 4"]
