"""Templates of jobs on the wire."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from regie.camcron.cameras.schemas import Name, Slug
from regie.camcron.jobs.schemas import JobFields, Warned
from regie.kernel.wire import Incoming, Instant, Wire, shown

OFFICE: dict[str, Any] = {
    "name": "{cameraName}, office hours",
    "action": "record",
    "schedule": {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"},
    "retention": {"maxDays": 30},
}
MOST = 1000


class TemplateJob(JobFields):
    """A job without a camera: what an answer of a job says of its camera is dropped."""

    computed: ClassVar[frozenset[str]] = JobFields.computed | {"cameraId", "id"}

    name: Name = "{cameraName}"
    """`{cameraName}` and `{cameraId}` stand for those of the camera."""
    camera_id: str = Field(default="", exclude=True)


class TemplateFields(Incoming):
    """A template as it shall be."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Office hours", "job": OFFICE}]})
    computed: ClassVar[frozenset[str]] = frozenset({"uid", "createdAt", "updatedAt"})

    id: Slug | None = None
    name: Name
    job: TemplateJob


class TemplateFromJob(Incoming):
    """How a template that is made of a job is called."""

    model_config = shown({"id": "working-hours", "name": "Working hours"})

    id: Slug | None = None
    name: Name | None = None
    """Null: the name of the job."""


class TemplateAnswer(Wire):
    """A template."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "office-hours", "uid": "01900000-0000-7000-8000-000000000000", "name": "Office hours",
                    "job": OFFICE, "createdAt": "2026-03-02T07:00:00Z", "updatedAt": "2026-03-02T07:00:00Z",
                }
            ]
        }
    )  # fmt: skip

    id: str
    uid: str
    name: str
    job: dict[str, Any]
    created_at: Instant
    updated_at: Instant


Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Application(Incoming):
    """For which cameras: a list of them, those of a tag, or those of a site."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"tag": "outdoor", "dryRun": True}]})

    camera_ids: Annotated[list[str], Field(max_length=MOST)] | None = None
    tag: Word | None = None
    site_id: Word | None = None
    name: Name | None = None
    """Another name for the jobs; `{cameraName}` and `{cameraId}` as in the template."""
    enabled: bool | None = None
    """Null: as the template says."""
    dry_run: bool = False
    """Tell what would be made, and make nothing."""

    @model_validator(mode="after")
    def _one(self) -> "Application":
        if sum(each is not None for each in (self.camera_ids, self.tag, self.site_id)) != 1:
            raise PydanticCustomError(
                "cameras", "needs exactly one choice of cameras", {"expected": "cameraIds, tag or siteId"}
            )
        return self


class Made(Wire):
    """What became of one camera."""

    camera_id: str
    outcome: Literal["made", "exists", "failed"]
    """`exists`: the camera has a job of that name already, and gets no other."""
    job_id: str | None
    name: str
    warnings: list[Warned] = Field(default_factory=list)
    reason: str | None = None
    """Why it failed."""


class ApplicationAnswer(Wire):
    """What was made, or would be."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dryRun": True, "made": 1, "exists": 0, "failed": 0,
                    "results": [{
                        "cameraId": "yard", "outcome": "made", "jobId": "yard-office-hours",
                        "name": "Yard, office hours", "warnings": [], "reason": None,
                    }],
                }
            ]
        }
    )  # fmt: skip

    dry_run: bool
    made: int
    exists: int
    failed: int
    results: list[Made]
