"""Pauses and forces on the wire."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from regie.kernel.wire import Incoming, Instant, Wire

ScopeText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
EXAMPLE: dict[str, Any] = {
    "kind": "pause",
    "scope": {"siteId": "home"},
    "until": "2026-12-27T18:00:00Z",
    "reason": "We are at home.",
}

ANSWER = EXAMPLE | {
    "id": "01900000-0000-7000-8000-000000000000", "from": "2026-12-24T09:00:00Z",
    "scope": {"jobId": None, "cameraId": None, "siteId": "home", "tag": None},
    "by": "ada", "createdAt": "2026-12-24T09:00:00Z", "endedAt": None, "state": "active", "jobs": 4,
}  # fmt: skip


class ScopeFields(Incoming):
    """Whose jobs: exactly one of these."""

    job_id: ScopeText | None = None
    camera_id: ScopeText | None = None
    site_id: ScopeText | None = None
    tag: ScopeText | None = None
    """Of cameras."""

    @model_validator(mode="after")
    def _one(self) -> "ScopeFields":
        if len(self.model_dump(exclude_none=True)) != 1:
            raise PydanticCustomError(
                "scope", "needs exactly one of its fields", {"expected": "jobId, cameraId, siteId or tag"}
            )
        return self


class NewOverride(Incoming):
    """Hold still (`pause`) or keep running (`force`), from an instant until another."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    kind: Literal["pause", "force"]
    scope: ScopeFields
    since: AwareDatetime | None = Field(default=None, alias="from", description="Now, unless given.")
    until: AwareDatetime | None = Field(default=None, description="Null: until somebody ends it.")
    reason: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)] | None = None


class ScopeAnswer(Wire):
    """Whose jobs; one of these, the others null."""

    job_id: str | None = None
    camera_id: str | None = None
    site_id: str | None = None
    tag: str | None = None


class OverrideAnswer(Wire):
    """A pause or a force, and what it concerns now."""

    model_config = ConfigDict(json_schema_extra={"examples": [ANSWER]})

    id: str
    kind: Literal["pause", "force"]
    scope: ScopeAnswer
    since: Instant = Field(alias="from")
    until: Instant | None
    reason: str | None
    by: str
    created_at: Instant
    ended_at: Instant | None
    state: Literal["coming", "active", "over"]
    jobs: int
    """How many living jobs it means now."""
