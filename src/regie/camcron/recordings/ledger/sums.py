"""What files come to. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sum:
    """What the files of a job, of one camera and on one root, come to."""

    job_id: str
    camera_id: str
    root_id: str
    files: int
    bytes: int
