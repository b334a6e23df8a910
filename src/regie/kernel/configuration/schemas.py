"""Export and import on the wire."""

from typing import Any, ClassVar, Literal

from pydantic import Field

from regie.kernel.wire import Incoming, Wire, shown


class SettingAnswer(Wire):
    """What there is to know of one setting beside its value."""

    model_config = shown(
        {
            "key": "storage.lowSpacePercent", "variable": "REGIE_STORAGE__LOW_SPACE_PERCENT", "kind": "number",
            "choices": [], "minimum": 0, "maximum": 50, "nullable": False, "default": 5.0, "secret": False,
            "meaning": "Below so much free space of a disk an alert is told; 0: never.", "atOnce": True,
        }
    )  # fmt: skip

    key: str
    variable: str
    """Of the environment."""
    kind: Literal["text", "whole", "number", "switch", "list", "choice"]
    choices: list[str]
    minimum: float | None
    maximum: float | None
    nullable: bool
    default: Any
    secret: bool
    meaning: str
    at_once: bool
    """Whether a new value counts without a restart."""


class ExportRequest(Incoming):
    """What to take out."""

    model_config = shown({"passphrase": "a long sentence of yours", "sections": ["cameras", "jobs"]})

    passphrase: str | None = Field(default=None, min_length=8, max_length=1000)
    """With one, secrets are carried, encrypted with it; without, they are left out."""
    sections: list[str] = Field(default_factory=list)
    """Some of settings, sites, users, cameras, jobs, …; empty: everything."""


class ImportRequest(Incoming):
    """What to put in."""

    model_config: ClassVar[Any] = {"json_schema_extra": {"examples": [{"document": {"format": "regie-configuration"}}]}}

    document: dict[str, Any]
    passphrase: str | None = Field(default=None, max_length=1000)
    dry_run: bool = True
    """Unless false, nothing is changed: the answer says what would be."""
    replace: bool = False
    """Whether what the document does not have is forgotten, in the sections that it has."""


class ChangeAnswer(Wire):
    """One thing that is made, changed or forgotten; only what differs, secrets masked."""

    section: str
    id: str
    action: Literal["create", "change", "delete"]
    before: dict[str, Any]
    after: dict[str, Any]


class ImportAnswer(Wire):
    """What an import did, or would do."""

    model_config = shown(
        {
            "dryRun": True,
            "changes": [
                {
                    "section": "jobs",
                    "id": "job-garage-workhours",
                    "action": "change",
                    "before": {"retention": {"maxDays": 14}},
                    "after": {"retention": {"maxDays": 30}},
                }
            ],
            "unchanged": 11,
            "notes": [],
            "restartNeeded": [],
        }
    )

    dry_run: bool
    changes: list[ChangeAnswer]
    unchanged: int
    notes: list[str]
    restart_needed: list[str]
