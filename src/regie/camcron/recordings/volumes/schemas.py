"""Folders of recordings on the wire."""

from typing import Annotated

from pydantic import ConfigDict, Field

from regie.kernel.wire import Incoming, Instant, Wire, shown


class RootAnswer(Wire):
    """A folder in which recordings may lie, or a disk mounted below one."""

    id: str | None
    """Null: nothing was ever recorded there."""
    path: str
    base: bool
    """Whether folders of jobs that are relative lie in it."""
    ok: bool
    state: str
    """`ok`, `unused`, or why it cannot be used: `missing`, `unmarked`, `foreign`, `readOnly`, `full`, `silent`, …"""
    reason: str | None
    files: int
    """In the index."""
    bytes: int
    free_bytes: int | None
    """On its disk; of one that is not made yet, on the disk where it would be."""
    total_bytes: int | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11",
                    "path": "/data/camcron",
                    "base": True,
                    "ok": False,
                    "state": "unmarked",
                    "reason": "/data/camcron lacks its marker .regie/root.json: is its disk mounted?",
                    "files": 5312,
                    "bytes": 812_000_000_000,
                    "freeBytes": None,
                    "totalBytes": None,
                }
            ]
        }
    )


class Adoption(Incoming):
    """Which folder is to be taken for ours."""

    path: Annotated[str, Field(min_length=1, max_length=2000)]
    forget: bool = False
    """Whether what the index lists and the folder lacks is not to be listed any more."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"path": "/data/camcron", "forget": False}]})


class AdoptedRoot(Wire):
    """A folder that is ours now, and the task that compares it with the index."""

    model_config = shown(
        {
            "root": {
                "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11",
                "path": "/data/camcron",
                "base": True,
                "ok": True,
                "state": "ok",
                "reason": None,
                "files": 5312,
                "bytes": 812000000000,
                "freeBytes": 1500000000000,
                "totalBytes": 2000000000000,
            },
            "taskId": "0199c0de-0000-7000-8000-000000000091",
        }
    )

    root: RootAnswer
    task_id: str
    """Its result tells what is missing and what was found."""


class StockAnswer(Wire):
    """What a comparison showed."""

    present: int
    missing: int
    missing_bytes: int
    missing_from: Instant | None
    missing_to: Instant | None
    forgotten: int
    added: int
    added_bytes: int
    added_from: Instant | None
    added_to: Instant | None
    jobs: dict[str, int]
    unknown_jobs: dict[str, int]
    unclaimed: int
    examples: list[str]
    notice: str | None
    """What becomes of the files of jobs that are not known here."""
