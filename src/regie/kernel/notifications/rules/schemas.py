"""Rules on the wire."""

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, JsonValue, StringConstraints, field_validator

from regie.kernel.notifications.happenings import Level
from regie.kernel.scheduling.zones import zone_named
from regie.kernel.wire import Incoming, Instant

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Clock = Annotated[
    str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$", description="HH:MM; 24:00 is the day's end.")
]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Words = Annotated[list[Annotated[str, Field(min_length=1, max_length=63)]], Field(max_length=500)]
RULE: dict[str, JsonValue] = {
    "name": "Doors at night",
    "enabled": True,
    "channels": ["0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10"],
    "levels": ["alert"],
    "kinds": ["motion", "cameraOffline"],
    "cameras": ["gate"],
    "hours": {"start": "22:00", "end": "06:00", "timezone": "Europe/Paris"},
    "cooldownSeconds": 300,
}


class Hours(Incoming):
    """When a rule counts, on the clock of a zone; a span over midnight belongs to the day on which it begins."""

    days: list[Day] = Field(default_factory=list, description="None: every day.")
    start: Clock
    end: Clock
    timezone: str | None = Field(default=None, max_length=64, description="Null: the default site's.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None:
            zone_named(name)
        return name


class RuleFields(Incoming):
    """Which events go to which channels. A list that is empty or left out leaves out nothing."""

    model_config = ConfigDict(json_schema_extra={"examples": [RULE]})
    computed: ClassVar[frozenset[str]] = frozenset({"id", "createdAt", "updatedAt"})

    name: Name
    enabled: bool = True
    channels: Words = Field(min_length=1, description="Ids.")
    levels: list[Level] = Field(default_factory=list)
    kinds: Words = Field(default_factory=list)
    cameras: Words = Field(default_factory=list, description="By `id`.")
    jobs: Words = Field(default_factory=list, description="By `id`.")
    sites: Words = Field(default_factory=list, description="By `id`.")
    tags: Words = Field(default_factory=list, description="One of the camera's is enough.")
    hours: Hours | None = None
    recoveries: bool = Field(default=True, description="Whether the end of an alert that it tells is told too.")
    cooldown_seconds: int = Field(
        default=0, ge=0, le=86_400, description="At least so long between two messages of one kind about one thing."
    )
    digest_minutes: int = Field(
        default=0, ge=0, le=10_080, description="Gather for so long after the first event, then send one message."
    )


class RuleAnswer(RuleFields):
    """A rule as it is kept."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                RULE
                | {
                    "id": "0196f3c1-9999-7c31-9d0a-5a2f6f2f9b10",
                    "createdAt": "2026-03-02T07:14:09.120Z",
                    "updatedAt": "2026-03-02T07:14:09.120Z",
                }
            ]
        }
    )
    computed: ClassVar[frozenset[str]] = frozenset()

    id: str
    created_at: Instant
    updated_at: Instant
