"""Jobs for tests of what is pure: a schedule in the words of the wire, and everything else as it mostly is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from regie.camcron.jobs.board import Actual, Board, Decided, Facts
from regie.camcron.jobs.compile import plan_of
from regie.camcron.jobs.plan import Plan
from regie.camcron.jobs.schemas import ScheduleFields, Trigger
from regie.camcron.recordings.paths import Context
from regie.camcron.runs.spec import Order, Spec

PARIS = ZoneInfo("Europe/Paris")
LEAD = timedelta(seconds=3)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def at(text: str) -> datetime:
    """`08:00` or `08:00:02` of Monday 2 March 2026, `+1 08:00` of the day after it; in UTC."""
    days, _, clock = text.rpartition(" ")
    hour, minute, *second = (int(part) for part in clock.split(":"))
    return MONDAY + timedelta(days=int(days or 0), hours=hour, minutes=minute, seconds=second[0] if second else 0)


def spec(job_id: str = "job", action: str = "record", **more: Any) -> Spec:
    made = Spec(
        job_id=job_id, job_slug=job_id, camera_id="cam", camera_slug="cam", action=action, source="rtsp://cam/1",
        protocol="rtsp", naming=Context("cam", "Cam", job_id, job_id), directory="{cameraId}", pattern="{timestamp}",
        format="mp4" if action == "record" else "jpg", segment_seconds=900, codec="copy", resolution=None,
        frame_rate=None, bitrate=None, quality=None, audio="auto", extra=(), max_retries=3, priority=0,
        strict_bounds=False, zone=ZoneInfo("UTC"),
    )  # fmt: skip
    return replace(made, **more)


def plan(trigger: Trigger = "continuous", zone: str = "UTC", **schedule: Any) -> Plan:
    """From the fields of `schedule`, as on the wire."""
    made, faults = plan_of(ScheduleFields.model_validate(schedule), trigger, ZoneInfo(zone))
    assert made is not None, faults
    return made


OFFICE = plan(cron="0 8 * * *", cronStop="0 18 * * *")
EVERY_5 = plan("oneshot", cron="*/5 * * * *")


def facts(of: Plan = OFFICE, job_id: str = "job", **more: Any) -> Facts:
    action = more.pop("action", "snapshot" if of.trigger == "oneshot" else "record")
    made = Facts(job_id, "cam", enabled=True, camera_enabled=True, plan=of, spec=spec(job_id, action))
    return replace(made, **more)


class Desk:
    """A board, and what runs as it was told: orders begin at once, stops end at once."""

    def __init__(self, *jobs: Facts, now: datetime, lead: timedelta = LEAD) -> None:
        self.board = Board(lead)
        self.board.take(jobs, now)
        self.running: dict[str, Actual] = {}
        self.now = now

    def decide(self, now: datetime | None = None, *, resuming: bool = False) -> Decided:
        """Decide at an instant, and carry it out."""
        self.now = now or self.now
        decided = self.board.decide(self.now, self.running, resuming=resuming)
        for job_id, _ in decided.stops:
            del self.running[job_id]
        for order in decided.renewals:
            self.running[order.spec.job_id] = Actual(order, retrying=False)
        for order in decided.orders:
            assert order.spec.job_id not in self.running
            self.running[order.spec.job_id] = Actual(order, retrying=False)
        return decided

    def walk(self, until: datetime) -> list[tuple[datetime, Decided]]:
        """Decide at each instant that the agenda names, up to one; only what did something."""
        found = []
        while self.board.next_at is not None and self.board.next_at <= until:
            instant = self.board.next_at
            decided = self.decide(instant)
            if decided.orders or decided.stops or decided.skipped or decided.missed:
                found.append((instant, decided))
        return found

    def take(self, *jobs: Facts, now: datetime | None = None) -> None:
        self.now = now or self.now
        self.board.take(jobs, self.now)

    def order(self, job_id: str = "job") -> Order:
        return self.running[job_id].order

    def done(self, job_id: str = "job") -> None:
        """The run ended by itself."""
        del self.running[job_id]
