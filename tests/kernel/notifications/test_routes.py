"""Events through the door: found, read by one, acknowledged for all, forgotten in time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from regie.kernel.auth.permissions import Role
from regie.kernel.notifications.happenings import EventsRead, Happening, Subject
from regie.kernel.notifications.models import Event
from regie.kernel.notifications.queries import Inbox
from regie.kernel.notifications.routes import routes
from regie.kernel.notifications.service import Notices
from tests.kernel.served import Served

OFFLINE = Happening("cameraOffline", "Gate does not answer.", level="alert", key="cameraOffline:c-1", camera_id="c-1")
ONLINE = Happening("cameraOnline", "Gate answers again.", camera_id="c-1")
RESTARTED = Happening("jobRestarted", "Garage was started again.", job_id="j-1", data={"attempts": 2})


class Office:
    """A served application that knows one camera, and what was told there."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.notices, self.inbox = Notices(served.clock), Inbox(served.clock)
        self.notices.subject_of = self._subject_of
        served.app.include_router(routes(self.inbox))

    async def tell(self, *happenings: Happening, apart: float = 60) -> list[str]:
        told = []
        for happening in happenings:
            async with self.served.database.write() as session:
                told.append(await self.notices.tell(session, happening))
            await self.served.clock.advance(apart)
        return told

    async def resolve(self, key: str, happening: Happening | None = None) -> None:
        async with self.served.database.write() as session:
            await self.notices.resolve(session, key, happening)

    @staticmethod
    async def _subject_of(_session: Any, camera_id: str | None, job_id: str | None) -> Subject:
        gate = Subject(camera_id, "gate", "Gate") if camera_id else Subject()
        return replace(gate, job_id=job_id, job_slug="garage", job_name="Garage by day") if job_id else gate


@pytest.fixture
def office(stored: Served) -> Office:
    return Office(stored)


async def kinds(client: httpx.AsyncClient, query: str = "") -> list[str]:
    answer = await client.get(f"/api/events{query}")
    assert answer.status_code == 200, answer.text
    return [event["kind"] for event in answer.json()]


async def test_events_come_newest_first_and_each_filter_finds_its_own(office: Office):
    ana = await office.served.as_role(Role.ADMIN)
    began = office.served.clock.now()
    await office.tell(OFFLINE, RESTARTED)
    await office.resolve("cameraOffline:c-1", ONLINE)

    assert await kinds(ana) == ["cameraOnline", "jobRestarted", "cameraOffline"]
    assert await kinds(ana, "?sort=oldest") == ["cameraOffline", "jobRestarted", "cameraOnline"]
    assert await kinds(ana, "?level=alert") == ["cameraOffline"]
    assert await kinds(ana, "?kind=jobRestarted&kind=cameraOnline") == ["cameraOnline", "jobRestarted"]
    assert await kinds(ana, "?cameraId=gate") == await kinds(ana, "?cameraId=c-1") == ["cameraOnline", "cameraOffline"]
    assert await kinds(ana, "?jobId=garage") == ["jobRestarted"]
    assert await kinds(ana, "?q=AGAIN&level=activity") == ["cameraOnline", "jobRestarted"]
    assert await kinds(ana, "?q=by%20day") == ["jobRestarted"]
    assert await kinds(ana, "?q=%25") == []
    later = (began + timedelta(seconds=60)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert await kinds(ana, f"?from={later}") == ["cameraOnline", "jobRestarted"]
    assert await kinds(ana, f"?to={later}") == ["cameraOffline"]
    assert await kinds(ana, "?open=true") == []
    (ended,) = (await ana.get("/api/events?level=alert")).json()
    assert (ended["open"], ended["resolution"]) == (False, "Gate answers again.")
    assert datetime.fromisoformat(ended["endedAt"]) == began + timedelta(minutes=2)
    recovery = (await ana.get("/api/events?limit=1")).json()[0]
    assert (recovery["resolves"], recovery["cameraName"]) == (ended["id"], "Gate")
    assert recovery["links"] == {"camera": "/api/cameras/gate"}


async def test_pages_neither_repeat_nor_skip_while_the_list_grows(office: Office):
    ana = await office.served.as_role(Role.ADMIN)
    told = await office.tell(*[RESTARTED] * 5, apart=0)

    seen: list[str] = []
    where = "/api/events?limit=2"
    while where:
        answer = await ana.get(where)
        seen += [event["id"] for event in answer.json()]
        await office.tell(OFFLINE, apart=0)
        where = answer.links.get("next", {}).get("url", "")
    assert seen == told[::-1]


async def test_what_one_has_read_another_has_not(office: Office):
    ana, bob = await office.served.as_role(Role.ADMIN), await office.served.as_role(Role.VIEWER)
    await office.served.clock.advance(0.000_4)  # answers tell milliseconds, rows microseconds
    first, second, third = await office.tell(RESTARTED, RESTARTED, RESTARTED)

    left = await ana.post("/api/events/read", json={"ids": [second, second, "nobody"]})
    assert left.json() == {"unread": 2, "openAlerts": 0, "unacknowledged": 0}
    assert [event["id"] for event in (await ana.get("/api/events?unread=true")).json()] == [third, first]
    assert [event["read"] for event in (await ana.get("/api/events")).json()] == [False, True, False]
    assert (await bob.get("/api/events/counts")).json()["unread"] == 3

    until = (await ana.get(f"/api/events/{second}")).json()["at"]
    assert (await ana.post("/api/events/read", json={"until": until})).json()["unread"] == 1
    assert (await ana.post("/api/events/read", json={"ids": [second]})).json()["unread"] == 1
    assert [event["id"] for event in (await ana.get("/api/events?unread=false")).json()] == [second, first]
    assert len([told for told in office.served.told if isinstance(told, EventsRead)]) == 3

    await ana.post("/api/events/read", json={"until": "9999-01-01T00:00:00Z"})
    await office.served.clock.advance(1)
    await office.tell(RESTARTED)
    assert (await ana.get("/api/events/counts")).json()["unread"] == 1, "an instant to come reads nothing in advance"


async def test_an_alert_is_acknowledged_once_for_everybody_and_stays_open_while_it_is_true(office: Office):
    ana, eva = await office.served.as_role(Role.ADMIN), await office.served.as_role(Role.EDITOR)
    momentary = Happening("retentionEarly", "Deleted before its time.", level="alert")
    offline, early, restarted = await office.tell(OFFLINE, momentary, RESTARTED)
    assert (await ana.get("/api/events/counts")).json() == {"unread": 3, "openAlerts": 2, "unacknowledged": 2}

    mine = (await eva.post(f"/api/events/{offline}/acknowledge")).json()
    assert (mine["acknowledgedBy"], mine["open"]) == ("editor", True)
    both = (await ana.post("/api/events/acknowledge", json={"ids": [offline, early, restarted]})).json()

    assert [event["acknowledgedBy"] for event in both] == ["editor", "admin", None]
    assert [event["open"] for event in both] == [True, False, False], "one without an end is over when it is seen to"
    assert both[0]["acknowledgedAt"] == mine["acknowledgedAt"]
    assert (await ana.get("/api/events/counts")).json() == {"unread": 3, "openAlerts": 1, "unacknowledged": 0}
    assert (await ana.post("/api/events/nobody/acknowledge")).json()["code"] == "event-not-found"
    bob = await office.served.as_role(Role.VIEWER)
    assert (await bob.post(f"/api/events/{offline}/acknowledge")).status_code == 403


async def test_old_events_and_those_beyond_the_limit_are_forgotten_but_never_an_open_alert(office: Office):
    ana = await office.served.as_role(Role.ADMIN)
    offline, *_ = await office.tell(OFFLINE, RESTARTED, RESTARTED, ONLINE)
    await ana.post("/api/events/read", json={"ids": [offline]})
    async with office.served.database.write() as session:
        assert await office.inbox.forget(session, days=90, most=100) == 0, "what no rule was asked about stays"
        await session.execute(update(Event).values(routed_at=office.served.clock.now()))
        assert await office.inbox.forget(session, days=90, most=2) == 1
    assert await kinds(ana) == ["cameraOnline", "jobRestarted", "cameraOffline"]

    await office.served.clock.advance(timedelta(days=91))
    async with office.served.database.write() as session:
        assert await office.inbox.forget(session, days=90, most=100) == 2
    ana = await office.served.bearer("admin")
    assert await kinds(ana) == ["cameraOffline"]
    await office.resolve("cameraOffline:c-1")
    async with office.served.database.write() as session:
        assert await office.inbox.forget(session, days=90, most=100) == 1
    assert await kinds(ana) == []
