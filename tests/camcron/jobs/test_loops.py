"""The reconcile pass with real rows: what people say by hand, what fails half-way, what must not wait."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from regie.camcron.recordings.roots import Roots, Volume
from regie.camcron.runs.service import RunChanged
from regie.camcron.runs.spec import Ended
from regie.kernel.db import Database
from regie.kernel.processes.work import Outcome
from tests.camcron.jobs.reconciling import CALLER, House, PaperWork
from tests.fakes.clock import VirtualClock

OFFICE = {"cron": "0 8 * * *", "cronStop": "0 18 * * *", "triggerType": "continuous"}


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, 16, hour, minute, second, tzinfo=UTC)


@pytest_asyncio.fixture
async def house(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[House]:
    opened = House(sqlite_database, VirtualClock(at(7)), tmp_path)
    await opened.open()
    yield opened
    await opened.close()


async def test_a_start_after_a_stop_in_the_same_window_goes_on_to_its_end_and_no_further(house: House):
    await house.job(schedule=OFFICE)
    await house.until(at(10))
    await house.stop()
    assert house.running == set()

    await house.until(at(11))
    await house.start()
    assert house.running == {"job"}

    await house.until(at(18, 0, 5))
    assert house.running == set()


async def test_a_stop_of_what_is_prepared_for_a_window_holds_for_that_window_alone(house: House):
    await house.job(schedule=OFFICE)
    await house.until(at(7, 59, 58))
    assert house.running == {"job"}

    await house.stop()
    assert house.running == set()
    await house.until(at(12))
    assert house.running == set()
    assert [(run.status, run.reason_code) for run in await house.history()] == [("stopped", "stoppedByUser")]

    await house.until(at(8) + timedelta(days=1, seconds=1))
    assert house.running == {"job"}


async def test_a_stop_of_what_was_begun_by_hand_holds_no_window(house: House):
    await house.job(schedule=OFFICE)
    await house.until(at(7, 59, 50))
    await house.start()
    await house.clock.advance(5)
    await house.stop()
    assert house.running == set()

    await house.until(at(8, 0, 1))

    assert house.running == {"job"}


async def test_a_tick_that_could_not_be_begun_is_begun_by_the_next_pass(house: House):
    await house.job(action="snapshot", schedule={"cron": "30 7 * * *"})
    await house.until(at(7, 29, 50))

    def refuse() -> None:
        raise OSError("the database is locked")

    house.guard = refuse
    await house.clock.advance(8)
    with pytest.raises(OSError, match="locked"):
        await house.reconciler.step()
    house.guard = lambda: None
    await house.clock.advance(1)
    await house.step()

    assert [work.order.scheduled_at for work in house.works] == [at(7, 30)]


# -- disks -----------------------------------------------------------------------------------------------------------


class DeadDisk(Roots):
    """One folder never answers; the others are as they are."""

    async def volume_of(self, folder: Path) -> Volume:
        if folder.name == "dead":
            await asyncio.Event().wait()
        return await super().volume_of(folder)


async def test_a_disk_that_never_answers_holds_up_nobody_else(house: House):
    house.roots.__class__ = DeadDisk
    await house.job("dead", output={"directory": "dead/{date}"})
    await house.job("well", schedule=OFFICE)

    async with asyncio.timeout(5):
        await house.until(at(8))

    assert "well" in house.running


async def test_a_folder_that_may_not_be_written_blocks_its_job_and_is_told(house: House, tmp_path: Path):
    told: list[RunChanged] = []
    house.database.events.subscribe(RunChanged, told.append)
    job = await house.job(output={"directory": "taken"})
    (tmp_path / "disk").mkdir(exist_ok=True)
    link = tmp_path / "disk" / "taken"
    link.symlink_to(tmp_path)  # leads out of the allowed folder

    await house.step()

    obstacle = house.reconciler.obstacle_of(job)
    assert obstacle is not None
    assert "outside" in obstacle.sentence
    assert house.running == set()
    assert RunChanged(job) in told


# -- what is shown ---------------------------------------------------------------------------------------------------


async def test_the_states_that_are_counted_are_those_that_are_shown(house: House):
    await house.job("off", enabled=False)
    await house.job("unable", action="custom_command", processConfig={"command": "ffprobe"})
    await house.job("now")
    await house.job("office", schedule=OFFICE)
    await house.step()

    async with house.database.read() as session:
        shown = await house.showing.answers(session, await house.shelf.all(session))
        counted = await house.showing.words(session)

    assert sorted(answer.state for answer in shown) == sorted(counted) == ["blocked", "disabled", "idle", "running"]


async def test_the_last_run_is_the_one_that_was_due_last(house: House):
    await house.job(schedule=OFFICE)
    await house.job("never", schedule=OFFICE, enabled=False)
    await house.until(at(8, 0, 1))
    await house.until(at(18, 0, 5))

    async with house.database.read() as session:
        office, never = await house.showing.answers(session, await house.shelf.all(session))

    assert office.last_run is not None
    assert (office.last_run.scheduled_at, office.last_run.status) == (at(8), "success")
    assert never.last_run is None


# -- cameras ---------------------------------------------------------------------------------------------------------


async def test_a_camera_delivers_while_any_of_its_jobs_records(house: House):
    await house.job("good")
    await house.job("bad")
    await house.step()
    async with house.database.read() as session:
        camera = await house.cameras.get(session, "cam")
    good, bad = house.spawner.children

    bad.exits(1)
    await house.clock.advance(0.1)
    assert house.recorder.delivers(camera.id)

    good.exits(1)
    await house.clock.advance(0.1)
    assert not house.recorder.delivers(camera.id)


# -- while nobody was there ------------------------------------------------------------------------------------------


async def test_what_was_missed_is_noted_though_a_job_is_added_meanwhile(house: House):
    await house.job(action="snapshot", schedule={"cron": "*/30 * * * *"})
    house.last_seen = at(4)
    async with house.database.write() as session:
        (await house.shelf.get(session, "job")).updated_at = at(3)

    async def added(again: Callable[[], Awaitable[datetime | None]] = house._take_over) -> datetime | None:
        await house.job("another")
        return await again()

    house.reconciler._take_over = added
    await house.step()

    assert [(run.status, run.ticks) for run in await house.history()] == [("missed", 6)]


async def test_one_run_makes_up_for_all_ticks_of_an_outage_where_the_job_asks_for_it(house: House):
    await house.job(action="snapshot", schedule={"cron": "*/30 * * * *", "triggerType": "oneshot", "catchUp": True})
    house.last_seen = at(4)
    async with house.database.write() as session:
        (await house.shelf.get(session, "job")).updated_at = at(3)

    for _ in range(3):
        await house.step()
    (_work,) = house.works
    told = [(run.trigger, run.status, run.ticks) for run in await house.history()]
    assert sorted(told) == [("catchUp", "running", 1), ("schedule", "missed", 6)]


async def test_a_job_that_is_switched_off_before_it_has_made_up_does_not_do_so_when_it_is_switched_on(house: House):
    await house.job(action="snapshot", schedule={"cron": "*/30 * * * *", "triggerType": "oneshot", "catchUp": True})
    house.last_seen = at(4)
    async with house.database.write() as session:
        (await house.shelf.get(session, "job")).updated_at = at(3)
    await house.step()

    for enabled in (False, True):
        async with house.database.write() as session:
            await house.jobs.switch(session, CALLER, "job", enabled=enabled)
        await house.step()
        await house.step()

    assert [(run.trigger, run.status, run.ticks) for run in await house.history()] == [("schedule", "missed", 6)]


async def test_windows_that_touch_are_one_process_and_a_run_each(house: House):
    await house.job(schedule={"cron": "0 * * * *", "cronStop": "0 * * * *", "triggerType": "continuous"})
    await house.step()
    begun = house.recorder.active

    await house.until(at(10, 30))

    *_, nine, ten = await house.history()
    assert [(run.scheduled_at, run.status) for run in (nine, ten)] == [(at(9), "success"), (at(10), "running")]
    assert nine.ended_at == at(10)
    assert [active.supervised.attempts for active in begun.values()] == [1]


async def test_the_folder_of_a_process_that_goes_on_in_the_next_window_is_not_taken_for_what_a_crash_left(house: House):
    await house.job(schedule={"cron": "0 * * * *", "cronStop": "0 * * * *", "triggerType": "continuous"})
    await house.step()
    (work,) = house.works
    await house.until(at(11, 30))

    *_, now = await house.history()
    assert now.id != work.run_id and now.id in house.recorder and work.run_id in house.recorder
    await house.stop()
    assert now.id not in house.recorder and work.run_id not in house.recorder


async def test_a_job_that_cannot_be_read_is_blocked_with_the_reason_and_hides_no_other(house: House):
    await house.job("lost", streamUrl="rtsp://u:secret@127.0.0.1:9/x")
    await house.job("zoneless", timezone="Europe/Paris")
    await house.job("sound")
    async with house.database.write() as session:
        (await house.shelf.get(session, "lost")).stream_secrets = "sealed under a lost key"
        (await house.shelf.get(session, "zoneless")).timezone = "Mars/Olympus"
    for name in ("lost", "zoneless"):
        house.reconciler._touch(await uid(house, name))

    await house.step()

    async with house.database.read() as session:
        shown = {answer.id: answer for answer in await house.showing.answers(session, await house.shelf.all(session))}
        words = await house.showing.words(session)
    assert house.running == {"sound"}
    assert (shown["lost"].state, shown["lost"].reason_code) == ("blocked", "unreadable")
    assert "decrypted" in (shown["lost"].reason or "") and "Mars/Olympus" in (shown["zoneless"].reason or "")
    assert words.count("blocked") == 2
    told = {job_id: why.sentence for job_id, why in house.reconciler.hindered()}
    assert "decrypted" in told[await uid(house, "lost")], "so that its past is explained by it"


async def test_a_standby_server_shows_what_the_other_one_records(house: House):
    await house.job("there")
    await house.job("not-yet")
    await house.step()
    async with house.database.write() as session:
        for run in await house.runs.unfinished(session):
            if run.job_id == await uid(house, "there"):
                run.first_frame_at = house.clock.now()
    house.reconciler._generation = None

    async with house.database.read() as session:
        shown = {answer.id: answer for answer in await house.showing.answers(session, await house.shelf.all(session))}
        words = await house.showing.words(session)

    assert (shown["there"].state, shown["not-yet"].state) == ("running", "starting")
    assert shown["there"].state_since == house.clock.now()
    assert sorted(words) == ["running", "starting"]


async def uid(house: House, slug: str) -> str:
    async with house.database.read() as session:
        return (await house.shelf.get(session, slug)).id


async def test_what_is_resumed_for_its_last_second_has_not_failed(house: House, monkeypatch: pytest.MonkeyPatch):
    """It had no time for a first frame."""

    async def nothing_came(work: PaperWork, outcome: Outcome) -> Ended:
        return Ended("failed", "Nothing was recorded.")

    monkeypatch.setattr(PaperWork, "start_within", 15.0)
    monkeypatch.setattr(PaperWork, "finish", nothing_came)
    await house.clock.advance(at(17, 59, 59) - house.clock.now())
    await house.job(schedule=OFFICE)
    await house.step()

    await house.until(at(18, 0, 5))
    (late,) = await house.history()

    assert (late.status, late.reason_code) == ("skipped", "tooLate")
