"""Plans on the wire."""

from typing import Any, ClassVar

from pydantic import AwareDatetime, ConfigDict, Field

from regie.camcron.cameras.schemas import Name, Slug
from regie.camcron.jobs.schemas import JobFields, Warned
from regie.camcron.recordings.settings import Retention
from regie.kernel.wire import Incoming, Instant, Wire, shown


class PlannedWindow(Wire):
    """One window with its true bounds, half-open, or one tick."""

    start: Instant | None
    """Null: it has always been open."""
    end: Instant | None
    """Null: a tick, or a window that never closes."""
    kind: str
    """`continuous`, `duration` or `tick`."""


OFFICE_HOURS = {"start": "2026-03-02T07:00:00.000Z", "end": "2026-03-02T17:00:00.000Z", "kind": "continuous"}
PLAN: dict[str, Any] = {
    "windows": [OFFICE_HOURS],
    "warnings": [
        {
            "code": "space",
            "message": "30 days need 1.3 TB, you have 0.8 TB",
            "fix": {"retention": {"maxDays": 18}},
        }
    ],
    "gbPerDay": 43.2,
}


class PlanAnswer(Wire):
    """What a schedule comes to in a span: these keys and no others, for programs count on them."""

    model_config = shown(PLAN)

    windows: list[PlannedWindow]
    warnings: list[Warned]
    gb_per_day: float | None = Field(description="10⁹ bytes a day, from what was measured; null: nobody knows.")


class PlanPreview(PlanAnswer):
    """The plan of a job that somebody writes, and what it depends on."""

    model_config = shown(
        PLAN
        | {
            "zone": "Europe/Paris",
            "next": [OFFICE_HOURS],
            "path": "/data/camcron/garage/2026/03/02/garage_20260302T080000+0100.mp4",
            "retention": {"maxDays": 30, "maxSizeGB": None},
            "freeBytes": 800000000000,
            "totalBytes": 2000000000000,
        }
    )

    zone: str
    """The zone that its times are read in: its own, its camera's, or its site's."""
    next: list[PlannedWindow] = Field(description="The first ones that are open or to come, wherever the span lies.")
    path: str | None = Field(description="Where the file of its next start would lie; null: it writes none.")
    retention: Retention = Field(description="The limits that count: its own, or the default ones.")
    free_bytes: int | None = Field(description="Left on the disk of its folder; null: nobody knows.")
    total_bytes: int | None


class JobPlan(Wire):
    """One job of a plan of all."""

    model_config = shown(
        {
            "jobId": "entrance-work",
            "windows": [OFFICE_HOURS],
        }
    )

    job_id: str
    windows: list[PlannedWindow]


class PlanAsked(JobFields):
    """A job that is not saved, and the span to look at; a week from now unless given."""

    model_config = ConfigDict(
        **Incoming.model_config
        | {
            "json_schema_extra": {
                "examples": [
                    {
                        "cameraId": "cam-entrance",
                        "action": "record",
                        "schedule": {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"},
                        "from": "2026-03-02T00:00:00Z",
                        "to": "2026-03-09T00:00:00Z",
                    }
                ]
            }
        }
    )
    computed: ClassVar[frozenset[str]] = JobFields.computed

    id: Slug | None = None
    name: Name = "job"
    since: AwareDatetime | None = Field(default=None, alias="from")
    until: AwareDatetime | None = Field(default=None, alias="to")
