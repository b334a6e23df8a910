"""Recorded files on the wire."""

from regie.kernel.wire import Instant, Wire


class FileAnswer(Wire):
    """A recorded file. `jobId` and `cameraId` are what its job and camera were called, also when they are gone."""

    id: str
    job_id: str
    job_name: str
    camera_id: str
    camera_name: str
    run_id: str
    path: str
    """Below its root, `/` between the parts."""
    started_at: Instant
    """Of the first frame."""
    duration_seconds: float | None
    size_bytes: int
    format: str
    kind: str
    """`video`, `picture` or `data`."""
    protected: bool
