"""The use cases of the specification, on virtual time and real databases: which runs there are, and how they ended."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from regie.kernel.db import Database
from tests.camcron.jobs.engine import Engine, Ran
from tests.fakes.clock import VirtualClock

Begin = Callable[..., Awaitable[Engine]]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
async def begin(database: Database, tmp_path: Path) -> AsyncIterator[Begin]:
    """Opens an engine at an instant; the next one is the next life of the same server."""
    lives: list[Engine] = []

    async def opened(at: str, *, last_seen: datetime | None = None, zone: str = "UTC") -> Engine:
        lives.append(Engine(database, tmp_path, VirtualClock(utc(at)), zone))
        return await lives[-1].begin(last_seen)

    yield opened
    for engine in lives:
        await engine.end()


def told(runs: list[Ran]) -> list[tuple[str, str, str, str, str | None]]:
    """Runs as short words: job, status, trigger, planned, ended."""
    return [
        (run.job, run.status, run.trigger, f"{run.scheduled:%d %H:%M}", f"{run.ended:%d %H:%M}" if run.ended else None)
        for run in runs
    ]


# -- CU-01 -----------------------------------------------------------------------------------------------------------


async def test_two_qualities_of_one_camera_run_side_by_side_without_end(begin: Begin):
    shop = await begin("2026-03-02T09:00")
    camera = await shop.camera("cam-boutique")
    await shop.job("hd", camera, "record", {}, streamKey="main", retention={"maxDays": 30})
    await shop.job("sd", camera, "record", {}, streamKey="sub", retention={"maxDays": 7})

    await shop.live(utc("2026-03-09T09:00"))

    assert {slug: (await shop.shown(slug)).state for slug in ("hd", "sd")} == {"hd": "running", "sd": "running"}
    assert len(shop.spawner.children) == 2
    assert told(await shop.runs()) == [
        ("hd", "running", "schedule", "02 09:00", None),
        ("sd", "running", "schedule", "02 09:00", None),
    ]
    assert (await shop.shown("sd")).effective_retention.max_days == 7


# -- CU-02 -----------------------------------------------------------------------------------------------------------

BUILDING = {
    "cron": "*/10 * * * *", "triggerType": "oneshot",
    "period": {"startDate": "2026-03-01", "endDate": "2026-09-30", "recurrent": False},
}  # fmt: skip


async def test_a_timelapse_of_a_building_site_begins_with_its_first_day(begin: Begin):
    site = await begin("2026-02-28T20:00", zone="Europe/Paris")
    await site.job("timelapse", await site.camera("cam-chantier"), "snapshot", BUILDING)
    assert (await site.shown("timelapse")).next_run_at == utc("2026-02-28T23:00")

    await site.live(utc("2026-03-01T01:05"))

    runs = await site.runs()
    assert [run.scheduled for run in runs] == [utc("2026-02-28T23:00") + timedelta(minutes=10 * n) for n in range(13)]
    assert {run.status for run in runs} == {"success"}


async def test_a_timelapse_of_a_building_site_ends_with_its_last_day(begin: Begin):
    site = await begin("2026-09-30T20:00", zone="Europe/Paris")
    await site.job("timelapse", await site.camera("cam-chantier"), "snapshot", BUILDING)

    await site.live(utc("2026-10-02T00:00"))

    runs = await site.runs()
    assert (runs[0].scheduled, runs[-1].scheduled) == (utc("2026-09-30T20:10"), utc("2026-09-30T21:50"))
    assert len(runs) == 11
    assert (await site.shown("timelapse")).next_run_at is None


# -- CU-03 -----------------------------------------------------------------------------------------------------------


async def warehouse(begin: Begin, at: str) -> Engine:
    engine = await begin(at)
    camera = await engine.camera("cam-entrepot")
    await engine.job("week", camera, "record", {"cron": "0 0 * * 1-5", "cronStop": "0 0 * * 6"})
    await engine.job("weekend", camera, "record", {"cron": "0 0 * * 6", "cronStop": "0 0 * * 1"})
    await engine.job("stills", camera, "snapshot", {"cron": "*/2 * * * 0,6"}, strictBounds=True)
    return engine


async def test_a_warehouse_hands_over_from_the_week_to_the_weekend(begin: Begin):
    engine = await warehouse(begin, "2026-03-06T23:30")

    await engine.live(utc("2026-03-07T00:09"))

    runs = await engine.runs()
    assert told([run for run in runs if run.job != "stills"]) == [
        ("week", "success", "schedule", "02 00:00", "07 00:00"),
        ("weekend", "running", "schedule", "07 00:00", None),
    ]
    assert [f"{run.scheduled:%H:%M}" for run in runs if run.job == "stills"] == [
        "00:00",
        "00:02",
        "00:04",
        "00:06",
        "00:08",
    ]


async def test_a_warehouse_hands_over_from_the_weekend_to_the_week(begin: Begin):
    engine = await warehouse(begin, "2026-03-08T23:50")

    await engine.live(utc("2026-03-09T00:09"))

    runs = await engine.runs()
    assert told([run for run in runs if run.job != "stills"]) == [
        ("weekend", "success", "schedule", "07 00:00", "09 00:00"),
        ("week", "running", "schedule", "09 00:00", None),
    ]
    assert [f"{run.scheduled:%H:%M}" for run in runs if run.job == "stills"] == ["23:52", "23:54", "23:56", "23:58"]


# -- CU-04 -----------------------------------------------------------------------------------------------------------


async def test_a_rack_is_looked_at_every_hour_also_when_an_hour_is_missing_or_comes_twice(begin: Begin):
    engine = await begin("2026-03-29T00:30", zone="Europe/Paris")
    await engine.job(
        "leds", await engine.camera("cam-rack"), "snapshot", {"cron": "0 */1 * * *"}, retention={"maxDays": 2}
    )

    await engine.live(utc("2026-03-30T00:30"))

    runs = await engine.runs()
    assert [run.scheduled for run in runs] == [utc("2026-03-29T01:00") + timedelta(hours=n) for n in range(24)]
    assert {run.status for run in runs} == {"success"}


# -- CU-05 -----------------------------------------------------------------------------------------------------------


async def test_ten_cameras_on_three_sites_do_what_each_is_for(begin: Begin):
    engine = await begin("2026-03-02T03:30")
    office, store, parking = (
        await engine.site("Bureau", "Europe/Paris"), await engine.site("Entrepôt", "UTC"),
        await engine.site("Parking", "America/Montreal"),
    )  # fmt: skip
    for number in range(4):
        camera = await engine.camera(f"office-{number}", siteId=office)
        hours = {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"}
        await engine.job(f"office-hours-{number}", camera, "record", hours)
        camera = await engine.camera(f"store-{number}", siteId=store)
        await engine.job(f"store-always-{number}", camera, "record", {})
        await engine.job(f"store-hourly-{number}", camera, "snapshot", {"cron": "0 * * * *"})
    for number in range(2):
        camera = await engine.camera(f"parking-{number}", siteId=parking)
        await engine.job(f"parking-night-{number}", camera, "record", {"cron": "0 20 * * *", "cronStop": "0 6 * * *"})
        await engine.job(f"parking-day-{number}", camera, "snapshot", {"cron": "*/30 6-19 * * *"})
        await engine.job(f"parking-test-{number}", camera, "test_connection", {"cron": "15 4 * * *"})

    await engine.live(utc("2026-03-03T04:00:30"))

    runs = await engine.runs()
    assert Counter((run.job.rsplit("-", 1)[0], run.status) for run in runs) == {
        ("office-hours", "success"): 4,
        ("store-always", "running"): 4,
        ("store-hourly", "success"): 4 * 25,
        ("parking-night", "success"): 2,
        ("parking-night", "running"): 2,
        ("parking-day", "success"): 2 * 28,
        ("parking-test", "success"): 2,
    }
    spans = {run.job: (run.scheduled, run.ended) for run in runs if run.status == "success"}
    assert spans["office-hours-0"] == (utc("2026-03-02T07:00"), utc("2026-03-02T17:00"))
    assert spans["parking-night-0"][1] == utc("2026-03-02T11:00")
    assert spans["parking-test-1"][0] == utc("2026-03-02T09:15")
    night = next(run for run in runs if (run.job, run.status) == ("parking-night-0", "running"))
    assert night.scheduled == utc("2026-03-03T01:00")
    assert len(await engine_states(engine)) == 18


async def engine_states(engine: Engine) -> list[str]:
    slugs = {run.job for run in await engine.runs()}
    return [(await engine.shown(slug)).state for slug in slugs]


# -- restarts --------------------------------------------------------------------------------------------------------

OFFICE = {"cron": "0 8 * * *", "cronStop": "0 18 * * *"}


async def test_a_window_is_resumed_for_its_remainder_after_a_restart(begin: Begin):
    first = await begin("2026-03-02T07:00")
    await first.job("office", await first.camera("cam"), "record", OFFICE)
    await first.live(utc("2026-03-02T12:00"))
    await first.end()

    second = await begin("2026-03-02T12:05", last_seen=utc("2026-03-02T12:00"))
    await second.live(utc("2026-03-02T19:00"))

    assert told(await second.runs()) == [
        ("office", "interrupted", "schedule", "02 08:00", "02 12:00"),
        ("office", "success", "resume", "02 08:00", "02 18:00"),
    ]


async def test_what_a_killed_server_left_is_interrupted_when_it_was_last_seen(begin: Begin):
    first = await begin("2026-03-02T07:00")
    await first.job("office", await first.camera("cam"), "record", OFFICE)
    await first.live(utc("2026-03-02T12:00"))
    await first.runs()
    await first.die()

    second = await begin("2026-03-02T13:00", last_seen=utc("2026-03-02T12:00"))

    assert told(await second.runs()) == [
        ("office", "interrupted", "schedule", "02 08:00", "02 12:00"),
        ("office", "running", "resume", "02 08:00", None),
    ]


async def test_an_outage_is_one_row_with_the_count_of_what_it_cost(begin: Begin):
    first = await begin("2026-03-02T07:30")
    camera = await first.camera("cam")
    await first.job("stills", camera, "snapshot", {"cron": "*/5 * * * *"})
    await first.job("lunch", camera, "record", {"cron": "0 12 * * *", "cronStop": "0 13 * * *"})
    await first.job("off", camera, "snapshot", {"cron": "*/5 * * * *"}, enabled=False)
    await first.live(utc("2026-03-02T07:36"))
    await first.end()

    second = await begin("2026-03-02T14:02", last_seen=utc("2026-03-02T07:37"))

    missed = [run for run in await second.runs() if run.status == "missed"]
    assert [(run.job, run.ticks, run.scheduled, run.reason) for run in missed] == [
        ("stills", 77, utc("2026-03-02T07:40"), "The server was not running."),
        ("lunch", 1, utc("2026-03-02T12:00"), "The server was not running."),
    ]
    await second.live(utc("2026-03-02T14:06"))
    assert told(await second.runs("stills"))[-1] == ("stills", "success", "schedule", "02 14:05", "02 14:05")


async def test_a_server_that_was_never_here_has_missed_nothing(begin: Begin):
    engine = await begin("2026-03-02T14:02")
    await engine.job("stills", await engine.camera("cam"), "snapshot", {"cron": "*/5 * * * *"})

    assert await engine.runs() == []


# -- by hand ---------------------------------------------------------------------------------------------------------


async def test_a_stop_by_hand_holds_until_the_next_window_also_over_a_restart(begin: Begin):
    first = await begin("2026-03-02T09:00")
    await first.job("office", await first.camera("cam"), "record", OFFICE)
    await first.stop("office")
    shown = await first.shown("office")
    assert (shown.state, shown.reason_code) == ("idle", "stoppedByUser")
    await first.end()

    second = await begin("2026-03-02T10:00", last_seen=utc("2026-03-02T09:30"))
    await second.live(utc("2026-03-03T09:00"))

    assert told(await second.runs()) == [
        ("office", "stopped", "schedule", "02 08:00", "02 09:00"),
        ("office", "running", "schedule", "03 08:00", None),
    ]


async def test_a_start_by_hand_runs_until_a_stop_by_hand_or_for_its_duration(begin: Begin):
    engine = await begin("2026-03-02T20:00")
    camera = await engine.camera("cam")
    await engine.job("office", camera, "record", OFFICE)
    await engine.job("minute", camera, "record", {"duration": 60})
    await engine.start("office")
    await engine.start("minute")
    await engine.live(utc("2026-03-02T22:00"))
    await engine.stop("office")

    assert told(await engine.runs()) == [
        ("minute", "success", "manual", "02 20:00", "02 20:01"),
        ("office", "stopped", "manual", "02 20:00", "02 22:00"),
    ]


async def test_a_picture_asked_for_by_hand_is_taken_once(begin: Begin):
    engine = await begin("2026-03-02T20:01")
    await engine.job("still", await engine.camera("cam"), "snapshot", {"cron": "0 * * * *"})
    await engine.start("still")
    await engine.live(utc("2026-03-02T21:01"))

    assert [(run.trigger, run.status) for run in await engine.runs()] == [
        ("manual", "success"),
        ("schedule", "success"),
    ]


# -- cameras that fail -----------------------------------------------------------------------------------------------


async def test_giving_up_is_not_final_while_the_window_is_open(begin: Begin):
    engine = await begin("2026-03-02T08:30")
    await engine.job("office", await engine.camera("cam"), "record", OFFICE, maxRetries=2)
    engine.cameras.fail("office")
    await engine.live(utc("2026-03-02T08:40"))
    shown = await engine.shown("office")
    assert (shown.state, shown.reason) == ("failed", "The camera does not answer.")

    engine.cameras.down.clear()
    await engine.live(utc("2026-03-02T08:45"))

    assert (await engine.shown("office")).state == "running"
    (run,) = await engine.runs()
    assert run.status == "running"
    await engine.live(utc("2026-03-02T18:01"))
    assert told(await engine.runs()) == [("office", "success", "schedule", "02 08:00", "02 18:00")]


async def test_a_window_in_which_nothing_worked_has_failed_with_its_reason(begin: Begin):
    engine = await begin("2026-03-02T07:00")
    engine.cameras.down.add("office")
    await engine.job("office", await engine.camera("cam"), "record", OFFICE)
    await engine.live(utc("2026-03-02T18:01"))

    (run,) = await engine.runs()
    assert (run.status, run.reason, run.ended) == ("failed", "The camera does not answer.", utc("2026-03-02T18:00"))


async def test_a_change_of_the_process_restarts_it_within_its_window(begin: Begin):
    engine = await begin("2026-03-02T09:00")
    camera = await engine.camera("cam")
    await engine.job("one", camera, "record", OFFICE)
    await engine.job("two", camera, "record", OFFICE)

    await engine.change("one", streamKey="sub")
    await engine.change("two", name="Two", retention={"maxDays": 3})

    states = told(await engine.runs())
    assert ("one", "stopped", "schedule", "02 08:00", "02 09:00") in states
    assert ("one", "running", "schedule", "02 08:00", None) in states
    assert [state for state in states if state[0] == "two"] == [("two", "running", "schedule", "02 08:00", None)]


async def test_a_tick_is_not_lost_when_the_database_fails_at_its_moment(begin: Begin, monkeypatch: pytest.MonkeyPatch):
    engine = await begin("2026-03-02T08:01")
    await engine.job("still", await engine.camera("cam"), "snapshot", {"cron": "*/5 * * * *"})
    await engine.clock.advance(timedelta(minutes=3, seconds=58))
    with monkeypatch.context() as broken:
        broken.setattr(engine.recorder, "start", _fails)
        with pytest.raises(OSError, match="disk"):
            await engine.step()

    await engine.live(utc("2026-03-02T08:05:10"))

    assert told(await engine.runs()) == [("still", "success", "schedule", "02 08:05", "02 08:05")]


async def _fails(*_: object, **__: object) -> None:
    raise OSError("the disk is full")
