"""What is told is kept with what caused it; of one thing, one alert is open at a time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from regie.kernel.db import Session
from regie.kernel.notifications.happenings import EventsChanged, EventTold, Happening, Subject
from regie.kernel.notifications.models import Event
from regie.kernel.notifications.service import Notices
from tests.kernel.served import Served

FAILED = Happening("jobFailed", "Garage does not record.", level="alert", key="jobFailed:j-1", job_id="j-1")
RECOVERED = Happening("jobRecovered", "Garage records again.", job_id="j-1")


async def events(stored: Served) -> list[Event]:
    async with stored.database.read() as session:
        return list(await session.scalars(select(Event).order_by(Event.at, Event.id)))


async def test_an_alert_told_twice_is_one_until_it_is_resolved(stored: Served):
    notices = Notices(stored.clock)
    async with stored.database.write() as session:
        first = await notices.tell(session, FAILED)
        assert await notices.tell(session, FAILED) == first
    await stored.clock.advance(timedelta(minutes=3))
    async with stored.database.write() as session:
        assert await notices.resolve(session, "jobFailed:j-1", RECOVERED)
        assert not await notices.resolve(session, "jobFailed:j-1", RECOVERED)
        assert await notices.tell(session, FAILED) != first

    alert, recovery, again = await events(stored)
    assert (alert.ended_at, alert.resolution) == (recovery.at, "Garage records again.")
    assert (recovery.kind, recovery.level, recovery.at - alert.at) == ("jobRecovered", "activity", timedelta(minutes=3))
    assert (again.kind, again.ended_at) == ("jobFailed", None)


async def test_what_is_rolled_back_was_never_told(stored: Served):
    notices = Notices(stored.clock)
    heard: list[object] = []
    stored.database.events.subscribe(EventTold, heard.append)
    stored.database.events.subscribe(EventsChanged, heard.append)
    with pytest.raises(ZeroDivisionError):
        async with stored.database.write() as session:
            await notices.tell(session, FAILED)
            raise ZeroDivisionError
    assert (heard, await events(stored)) == ([], [])

    async with stored.database.write() as session:
        told = await notices.tell(session, FAILED)
        assert heard == []
    async with stored.database.write() as session:
        await notices.resolve(session, "jobFailed:j-1")
    assert heard == [EventTold(told), EventsChanged((told,))]


async def test_an_event_keeps_the_names_of_then_and_no_secret(stored: Served):
    async def subject_of(session: Session, camera_id: str | None, job_id: str | None) -> Subject:
        return Subject("c-1", "gate", "Gate", job_id, "garage", "Garage", "home", ("outside",))

    notices = Notices(stored.clock, lambda text: text.replace("hunter22", "********"))
    notices.subject_of = subject_of
    async with stored.database.write() as session:
        await notices.tell(session, Happening("jobRestarted", "rtsp://a:hunter22@gate broke.", job_id="j-1"))

    (event,) = await events(stored)
    assert (event.camera_slug, event.job_name, event.site, event.tags) == ("gate", "Garage", "home", ["outside"])
    assert event.text == "rtsp://a:********@gate broke."
