"""Why there is nothing: facts of one job and an instant give one cause, and the gaps of a span."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regie.camcron.jobs.holds import Hold, Scope
from regie.camcron.jobs.wanted import ByHand
from regie.camcron.overview.past.causes import Why
from regie.camcron.overview.past.coverage import by_day, total
from regie.camcron.overview.past.explain import Past
from regie.camcron.overview.past.facts import Facts, Hand, RunFact, Told, Uptime, Version
from regie.camcron.overview.past.spans import Piece, joined
from regie.camcron.runs.segments import Unclosed
from tests.camcron.jobs.building import OFFICE, at, plan

UTC = ZoneInfo("UTC")
ALWAYS, EVERY_HOUR = plan(), plan("oneshot", cron="0 * * * *")
TOUCHING = timedelta(seconds=2)


def files(*spans: tuple[str, str]) -> list[Piece]:
    return [
        Piece(f"file-{number}", at(begin), (at(end) - at(begin)).total_seconds(), 1000)
        for number, (begin, end) in enumerate(spans)
    ]


def facts(*recorded: tuple[str, str], of=ALWAYS, **more: Any) -> Facts:
    """A job that was there all day, a server that was too; it is midnight of the next day."""
    usual: dict[str, Any] = {
        "since": at("-1 00:00"), "until": at("+2 00:00"), "now": at("+1 00:00"), "created_at": at("-9 00:00"),
        "zone": UTC, "versions": [Version(at("-9 00:00"), of)], "uptimes": [Uptime(at("-9 00:00"), at("+1 00:00"))],
        "recorded": joined(files(*recorded), TOUCHING),
    }  # fmt: skip
    return Facts(**(usual | more))


def told(since: str, until: str, cause: str, reason: str = "So it was.") -> Told:
    return Told(at(since), at(until), Why(cause, reason))


def run(since: str, until: str, status: str, code: str | None = None, reason: str | None = None, **more) -> RunFact:
    return RunFact(at(since), at(until), status, code, reason, **more)


def writing(since: str, until: str) -> Unclosed:
    return Unclosed("cam", "job", "Job", at(since), at(until), None)


def pause(since: str, until: str) -> Hold:
    return Hold("h", "pause", Scope("tag", "t"), at(since), at(until), at(since), by="ada", reason="At home")


def stop(since: str, ended: str | None = None) -> Hand:
    return Hand(ByHand("stop", at(since)), "ada", at(ended) if ended else None)


WINTER = plan(cron="0 8 * * *", cronStop="0 18 * * *", period={"startDate": "--12-01", "endDate": "--02-28"})
NOT_TODAY = plan(cron="0 8 * * *", cronStop="0 18 * * *", excludeDates=["2026-03-02"])
OFF, CAMERA_OFF = Version(at("06:00"), ALWAYS, enabled=False), Version(at("06:00"), ALWAYS, camera_enabled=False)
GONE = Version(at("06:00"), ALWAYS, deleted=True)
BEFORE = Version(at("-9 00:00"), ALWAYS)

CAUSES: dict[str, tuple[Facts, str, str | None, str]] = {
    "recorded": (facts(("00:00", "+1 00:00")), "12:00", None, "It was recorded."),
    "not planned": (facts(of=OFFICE), "20:00", "notScheduled", "the next window began on 2026-03-03 08:00"),
    "by hand only": (facts(of=plan("duration", duration=60)), "12:00", "notScheduled", "by hand"),
    "between two pictures": (facts(of=EVERY_HOUR), "12:30", "notScheduled", "planned"),
    "not made yet": (facts(created_at=at("13:00")), "12:00", "notScheduled", "did not exist yet"),
    "deleted job": (facts(versions=[BEFORE, GONE]), "12:00", "notScheduled", "deleted on 2026-03-02"),
    "outside of the period": (facts(of=WINTER), "12:00", "outsidePeriod", "2026-03-02"),
    "outside of the period, and at night": (facts(of=WINTER), "22:00", "notScheduled", "planned"),
    "excluded": (facts(of=NOT_TODAY), "12:00", "excluded", "2026-03-02"),
    "paused": (
        facts(versions=[Version(at("-9 00:00"), ALWAYS, holds=(pause("11:00", "13:00"),))]), "12:00", "paused",
        "Paused by ada until 2026-03-02 13:00: At home.",
    ),
    "paused, and not planned": (
        facts(versions=[Version(at("-9 00:00"), OFFICE, holds=(pause("11:00", "23:00"),))]), "20:00", "notScheduled",
        "planned",
    ),
    "stopped": (facts(of=OFFICE, hands=[stop("09:00")]), "12:00", "stoppedByUser", "Stopped by ada."),
    "stopped once, in another window": (
        facts(of=OFFICE, hands=[stop("-1 09:00")]), "12:00", "unknown", "nothing tells",
    ),
    "stopped later, in a window without end": (facts(hands=[stop("13:00")]), "12:00", "unknown", "nothing tells"),
    "stopped, and started again": (
        facts(of=OFFICE, hands=[stop("09:00", ended="11:00")]), "12:00", "unknown", "nothing tells",
    ),
    "switched off": (facts(versions=[BEFORE, OFF]), "12:00", "jobDisabled", "switched off on 2026-03-02 06:00"),
    "camera switched off": (facts(versions=[BEFORE, CAMERA_OFF]), "12:00", "cameraDisabled", "camera"),
    "blocked": (facts(troubles=[told("11:00", "13:00", "blocked", "Not ours.")]), "12:00", "blocked", "Not ours."),
    "blocked between two pictures": (
        facts(of=EVERY_HOUR, troubles=[told("11:00", "13:00", "blocked", "No.")]), "12:30", "blocked", "No.",
    ),
    "blocked at the time of a picture": (
        facts(of=EVERY_HOUR, troubles=[told("11:10", "13:00", "blocked", "No.")]), "12:00:10", "blocked", "No.",
    ),
    "no camera between two pictures": (
        facts(of=EVERY_HOUR, troubles=[told("11:00", "13:00", "cameraOffline")]), "12:30", "notScheduled", "planned",
    ),
    "no camera": (facts(troubles=[told("11:00", "13:00", "cameraOffline")]), "12:00", "cameraOffline", "So it was."),
    "no camera, a moment before it was noticed": (
        facts(("00:00", "11:59:50"), troubles=[told("12:00:10", "13:00", "cameraOffline")]), "11:59:55",
        "cameraOffline", "So it was.",
    ),
    "no free connection": (facts(troubles=[told("11:00", "13:00", "connections")]), "12:00", "connections", "So"),
    "too many processes": (facts(troubles=[told("11:00", "13:00", "processes")]), "12:00", "processes", "So"),
    "no disk": (facts(troubles=[told("11:00", "13:00", "disk")]), "12:00", "disk", "So"),
    "no relay": (facts(troubles=[told("11:00", "13:00", "relay")]), "12:00", "relay", "So"),
    "what a start had to wait for": (
        facts(("12:00:08", "+1 00:00"), runs=[
            run("11:59", "+1 00:00", "success", first_frame=at("12:00:08"), waited=Why("connections", "One is taken."))
        ]), "12:00:03", "connections", "One is taken.",
    ),
    "no server": (
        facts(uptimes=[Uptime(at("-1 00:00"), at("11:00")), Uptime(at("13:00"), at("+1 00:00"))]), "12:00",
        "serverDown", "The server was down from 2026-03-02 11:00 until 2026-03-02 13:00.",
    ),
    "no server for a moment": (
        facts(uptimes=[Uptime(at("-1 00:00"), at("14:03:05")), Uptime(at("14:03:41"), at("+1 00:00"))]), "14:03:20",
        "serverDown", "The server was down from 2026-03-02 14:03:05 until 2026-03-02 14:03:41.",
    ),
    "no process": (
        facts(runs=[run("11:00", "13:00", "failed", "crashed", "It crashed.")]), "12:00", "processFailed",
        "It crashed.",
    ),
    "a run that failed for its camera": (
        facts(runs=[run("11:00", "13:00", "failed", "unauthorized", "Wrong password.")]), "12:00", "cameraOffline",
        "Wrong password.",
    ),
    "deleted by retention": (
        facts(deletions=[told("11:00", "13:00", "deletedByRetention", "Deleted by retention on 3 March 2026.")]),
        "12:00", "deletedByRetention", "3 March",
    ),
    "deleted by somebody": (facts(deletions=[told("11:00", "13:00", "deletedByUser")]), "12:00", "deletedByUser", "So"),
    "deleted, though the server is down now": (
        facts(deletions=[told("11:00", "13:00", "deletedByUser")], uptimes=[]), "12:00", "deletedByUser", "So",
    ),
    "being recorded": (
        facts(runs=[run("23:00", "+1 00:00", "running", first_frame=at("23:00:01"))]), "23:50", None,
        "is being recorded",
    ),
    "being recorded, after a failed first try": (
        facts(
            troubles=[told("12:00:00", "12:00:08", "cameraOffline")], writing=writing("12:00:07", "12:10"),
            runs=[run("12:00", "+1 00:00", "running", first_frame=at("12:00:08"))], now=at("12:10"),
        ), "12:00:30", None, "is being recorded",
    ),
    "being recorded by another server, after a failed first try": (
        facts(
            troubles=[told("12:00:00", "12:00:08", "cameraOffline")], now=at("12:10"),
            runs=[run("12:00", "+1 00:00", "running", first_frame=at("12:00:08"))],
        ), "12:00:30", None, "is being recorded",
    ),
    "to come": (facts(of=OFFICE), "+1 12:00", None, "still to come"),
    "nobody knows": (facts(), "12:00", "unknown", "nothing tells"),
    "yesterday's question has yesterday's plan": (
        facts(versions=[Version(at("-9 00:00"), OFFICE), Version(at("21:00"), ALWAYS)]), "20:00", "notScheduled",
        "planned",
    ),
    "a missed picture": (
        facts(of=EVERY_HOUR, runs=[run("12:00", "12:00", "missed", "serverDown")],
              uptimes=[Uptime(at("-1 00:00"), at("11:30")), Uptime(at("12:30"), at("+1 00:00"))]),
        "12:00:20", "serverDown", "down from",
    ),
    "a picture in a pause": (
        facts(versions=[Version(at("-9 00:00"), EVERY_HOUR, holds=(pause("11:30", "13:00"),))]), "12:00:20", "paused",
        "ada",
    ),
    "motion that was not": (
        facts(by_runs=True, runs=[run("11:00", "13:00", "running")]), "12:00", None, "nothing to keep",
    ),
    "motion that was not, before the server was killed": (
        facts(
            by_runs=True, watches=True,
            runs=[run("11:00", "13:00", "interrupted", "serverDown", first_frame=at("11:01"))],
        ),
        "12:00", None, "nothing to keep",
    ),
    "motion that had no picture before the server was killed": (
        facts(by_runs=True, watches=True, runs=[run("11:00", "13:00", "interrupted", "serverDown")]),
        "12:00", "serverDown", "",
    ),
    "a command that the server's end broke off": (
        facts(by_runs=True, runs=[run("11:00", "13:00", "interrupted", "serverDown", first_frame=at("11:00"))]),
        "12:00", "serverDown", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("known", "instant", "cause", "reason"), CAUSES.values(), ids=CAUSES)
def test_facts_and_an_instant_give_one_cause(known: Facts, instant: str, cause: str | None, reason: str):
    found = Past(known).explain(at(instant))

    assert found.why.cause == cause and reason in found.why.reason


def test_every_cause_of_the_closed_list_has_its_case():
    from typing import get_args

    from regie.camcron.overview.past.causes import Cause

    assert set(get_args(Cause)) == {cause for _, _, cause, _ in CAUSES.values()} - {None}


def test_an_answer_holds_for_its_span():
    found = Past(
        facts(("08:00", "11:00"), ("13:00", "18:00"), of=OFFICE, troubles=[told("11:00", "13:00", "disk")])
    ).explain(at("12:00"))
    night = Past(facts(of=OFFICE)).explain(at("20:00"))

    assert (found.since, found.until) == (at("11:00"), at("13:00"))
    assert (night.since, night.until) == (at("18:00"), at("+1 08:00"))


def test_what_is_recorded_is_answered_with_its_recording():
    found = Past(facts(("09:00", "10:00"), ("10:00:00", "11:00"))).explain(at("10:30"))

    assert found.recorded is not None and found.recorded.files == 2
    assert (found.since, found.until) == (at("09:00"), at("11:00"))


def gaps(past: Past, since: str = "00:00", until: str = "+1 00:00") -> list[tuple[datetime, datetime, str | None]]:
    parts = past.parts(at(since), at(until))
    return [(part.since, part.until, part.why.cause) for part in parts if part.recorded is None]


def test_the_gaps_of_a_day_have_their_causes():
    known = facts(
        ("08:00", "09:00"), ("10:00", "18:00"), of=OFFICE, troubles=[told("09:00:20", "09:59:55", "cameraOffline")]
    )

    assert gaps(Past(known)) == [
        (at("00:00"), at("08:00"), "notScheduled"),
        (at("09:00"), at("10:00"), "cameraOffline"),
        (at("18:00"), at("+1 00:00"), "notScheduled"),
    ]


def test_a_file_that_is_still_open_is_no_gap_whatever_failed_before_it():
    known = facts(
        ("00:00", "11:59:50"), now=at("12:10"), writing=writing("12:00:07", "12:10"),
        troubles=[told("12:00:00", "12:00:08", "cameraOffline", "No answer.")],
        runs=[run("12:00", "+1 00:00", "running", first_frame=at("12:00:08"))],
    )  # fmt: skip

    (before, still) = Past(known).parts(at("11:00"), at("12:10"))[1:]

    assert (before.since, before.until, before.why.cause) == (at("11:59:50"), at("12:00:07"), "cameraOffline")
    assert (still.since, still.until, still.why.cause) == (at("12:00:07"), at("12:10"), None)


def test_a_gap_is_divided_where_its_cause_changes():
    known = facts(
        ("00:00", "09:00"), ("15:00", "+1 00:00"),
        versions=[BEFORE, replace(OFF, since=at("12:00")), replace(BEFORE, since=at("14:00"))],
        uptimes=[Uptime(at("-9 00:00"), at("09:00")), Uptime(at("11:00"), at("+1 00:00"))],
        troubles=[told("11:00", "12:00", "disk"), told("14:00", "15:00", "processes")],
    )  # fmt: skip

    assert [cause for _, _, cause in gaps(Past(known))] == ["serverDown", "disk", "jobDisabled", "processes"]


def test_a_gap_of_many_brief_reasons_is_shown_as_one():
    known = facts(
        ("00:00", "12:00"), ("12:00:05", "+1 00:00"),
        troubles=[told(f"12:00:0{second}", f"12:00:0{second + 1}", "cameraOffline", f"Try {second}.")
                  for second in range(5)],
    )  # fmt: skip
    minute = at("12:00"), at("12:01")

    parts = Past(known).parts(*minute, shortest=timedelta(seconds=2))

    assert [(part.since, part.until) for part in parts if part.recorded is None] == [(at("12:00"), at("12:00:05"))]
    assert len([part for part in Past(known).parts(*minute) if part.recorded is None]) == 5


def test_files_that_touch_are_one_and_short_breaks_are_passed_over_when_asked():
    pieces = files(("08:00", "09:00"), ("09:00:01", "10:00"), ("10:05", "11:00"))

    assert [each.files for each in joined(pieces, TOUCHING)] == [2, 1]
    (one,) = joined(pieces, timedelta(minutes=10))
    assert (one.files, one.until, one.ids) == (3, at("11:00"), ["file-0", "file-1", "file-2"])
    assert one.seconds == pytest.approx(3 * 3600 - 301)


def test_missing_pictures_are_told_tick_by_tick():
    taken = [Piece(f"p{hour}", at(f"{hour:02}:00:01"), 0.0, 10) for hour in range(24) if hour not in (5, 6)]
    known = facts(of=EVERY_HOUR, recorded=joined(taken, TOUCHING), troubles=[told("04:30", "06:30", "cameraOffline")])

    ticks = Past(known).ticks(at("00:00"), at("+1 00:00"))

    assert len(ticks) == 24
    assert [(part.since, part.why.cause) for part in ticks if not part.done] == [
        (at("05:00"), "cameraOffline"), (at("06:00"), "cameraOffline")
    ]  # fmt: skip


# -- coverage --------------------------------------------------------------------------------------------------------


def test_coverage_is_recorded_over_wanted_by_local_day():
    known = facts(
        ("-1 08:00", "-1 18:00"), ("08:00", "10:00"), ("11:00", "18:00"), of=OFFICE,
        troubles=[told("10:00", "11:00", "disk")],
    )  # fmt: skip

    days = by_day(Past(known).parts(at("-1 00:00"), at("+1 00:00")), UTC, of_instants=False)

    assert [(str(day.day), day.wanted, day.recorded, day.ratio) for day in days] == [
        ("2026-03-01", 36_000, 36_000, 1.0), ("2026-03-02", 36_000, 32_400, 0.9)
    ]  # fmt: skip
    assert total(days).ratio == pytest.approx(0.95)


def test_what_is_being_recorded_is_covered_before_its_file_is_closed():
    known = facts(
        runs=[run("08:00", "18:00", "running", first_frame=at("08:00:20"))], of=OFFICE, now=at("13:00"),
        writing=Unclosed("camera", "job", "Job", at("08:00:20"), at("13:00"), at("14:00")),
    )  # fmt: skip

    (day,) = by_day(Past(known).parts(at("00:00"), at("+1 00:00")), UTC, of_instants=False)

    assert day.recorded == 5 * 3600 - 20, "what came before the first picture is not recorded"
    assert day.wanted >= day.recorded


def test_coverage_asks_for_nothing_while_it_was_paused_stopped_or_switched_off():
    held = Version(at("-9 00:00"), ALWAYS, holds=(pause("06:00", "12:00"),))
    known = facts(("00:00", "06:00"), versions=[held, replace(OFF, since=at("12:00"))])

    (day,) = by_day(Past(known).parts(at("00:00"), at("+1 00:00")), UTC, of_instants=False)

    assert (day.wanted, day.ratio) == (6 * 3600, 1.0)


def test_what_was_deleted_since_is_on_neither_side():
    known = facts(("12:00", "+1 00:00"), deletions=[told("00:00", "06:00", "deletedByRetention")])

    (day,) = by_day(Past(known).parts(at("00:00"), at("+1 00:00")), UTC, of_instants=False)

    assert (day.wanted, day.recorded, day.deleted) == (18 * 3600, 12 * 3600, 6 * 3600)


def test_days_are_those_of_the_zone_and_may_have_23_hours():
    paris = ZoneInfo("Europe/Paris")
    begin = datetime(2026, 3, 28, 23, tzinfo=UTC)
    whole = [Piece("f", begin, 23 * 3600.0, 1)]
    known = facts(
        recorded=joined(whole, TOUCHING), since=begin, until=begin + timedelta(days=2), now=begin + timedelta(hours=23),
        uptimes=[Uptime(at("-9 00:00"), begin + timedelta(days=2))], zone=paris,
    )  # fmt: skip

    (day,) = by_day(Past(known).parts(begin, begin + timedelta(days=2)), paris, of_instants=False)

    assert (str(day.day), day.wanted, day.ratio) == ("2026-03-29", 23 * 3600, 1.0)


def test_pictures_are_counted():
    taken = [Piece(f"p{hour}", at(f"{hour:02}:00:01"), 0.0, 10) for hour in range(18)]
    ticks = Past(facts(of=EVERY_HOUR, recorded=joined(taken, TOUCHING))).ticks(at("00:00"), at("+1 00:00"))

    (day,) = by_day(ticks, UTC, of_instants=True)

    assert (day.wanted, day.recorded, day.ratio) == (24, 18, 0.75)
