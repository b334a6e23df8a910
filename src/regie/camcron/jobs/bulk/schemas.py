"""Deeds for many jobs on the wire."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from regie.camcron.cameras.schemas import FilesToo
from regie.camcron.jobs.schemas import Action, JobState
from regie.kernel.wire import Incoming, Wire

Deed = Literal["enable", "disable", "start", "stop", "delete"]
MOST = 10_000


class JobFilter(Incoming):
    """Which jobs; what is not given does not matter, and all of what is given must hold."""

    camera_id: str | None = None
    site_id: str | None = None
    tag: str | None = None
    """Of its camera."""
    action: Action | None = None
    state: JobState | None = None
    enabled: bool | None = None
    q: str | None = None
    """Part of a name, of an id or of a camera's name."""


class BulkDeed(Incoming):
    """What is to be done, and to which jobs: a list of them, or a filter."""

    model_config = ConfigDict(
        **Incoming.model_config
        | {
            "json_schema_extra": {
                "examples": [
                    {"action": "disable", "filter": {"tag": "outdoor"}},
                    {"action": "start", "ids": ["entrance", "yard"]},
                ]
            }
        }
    )

    action: Deed
    ids: Annotated[list[str], Field(max_length=MOST)] | None = None
    filter: JobFilter | None = None
    files: FilesToo = "keep"
    """What becomes of what deleted jobs recorded."""

    @model_validator(mode="after")
    def _one_choice(self) -> "BulkDeed":
        if (self.ids is None) is (self.filter is None):
            raise PydanticCustomError("choice", "needs either `ids` or `filter`", {"expected": "one of the two"})
        if self.filter is not None and not self.filter.model_dump(exclude_none=True):
            raise PydanticCustomError(
                "everything", "a filter without any field would mean every job", {"expected": "a field, or `ids`"}
            )
        return self


class DeedResult(Wire):
    """What became of one job."""

    id: str
    outcome: Literal["done", "unchanged", "failed"]
    code: str | None = None
    """Why it failed: the code that the single request would answer."""
    reason: str | None = None


class BulkAnswer(Wire):
    """What became of all of them, in the order in which they were named."""

    model_config = ConfigDict(
        **Wire.model_config
        | {
            "json_schema_extra": {
                "examples": [
                    {
                        "action": "start", "done": 1, "unchanged": 0, "failed": 1,
                        "results": [
                            {"id": "entrance", "outcome": "done", "code": None, "reason": None},
                            {"id": "yard", "outcome": "failed", "code": "job-cannot-run",
                             "reason": "The job is switched off; switch it on first."},
                        ],
                    }
                ]
            }
        }
    )  # fmt: skip

    action: Deed
    done: int
    unchanged: int
    failed: int
    results: list[DeedResult]
