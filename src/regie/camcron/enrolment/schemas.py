"""Lists of cameras, and cameras that take another's place, on the wire."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from regie.camcron.cameras.schemas import (
    SHOWN,
    STREAM,
    CameraAfterChange,
    Credentials,
    KeepCredentials,
    StreamKey,
    StreamResult,
    Text,
)
from regie.camcron.onvif.schemas import Host
from regie.kernel.wire import Incoming, Instant, Wire, shown

LineResult = Literal["new", "added", "exists", "faulty"]


class Defaults(Incoming):
    """What counts for every camera of the list that says nothing else."""

    credentials: Credentials | None = None
    site_id: str | None = None
    tags: list[Text] | None = None
    location: Text | None = None
    model: Text | None = None


class CameraList(Incoming):
    """Cameras to add: a table as text, or a list of cameras as `POST /api/cameras` takes them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "csv": "name,main,sub,location,tags\nGate,rtsp://10.0.0.11/1,rtsp://10.0.0.11/2,North,outside",
                    "defaults": {"credentials": {"username": "admin", "password": "…"}},
                }
            ]
        }
    )

    csv: Annotated[str, StringConstraints(max_length=1_000_000)] | None = None
    cameras: Annotated[list[dict[str, Any]], Field(max_length=1000)] | None = None
    defaults: Defaults = Defaults()

    @model_validator(mode="after")
    def _one(self) -> "CameraList":
        if (self.csv is None) is (self.cameras is None):
            raise ValueError("needs either `csv` or `cameras`")
        return self


class LineFault(Wire):
    """What is wrong with a line."""

    path: str
    message: str
    expected: str | None


class ListedCamera(Wire):
    """What becomes of one line."""

    line: int
    result: LineResult
    id: str | None
    name: str | None
    streams: dict[str, str]
    """Without credentials."""
    faults: list[LineFault]


class ListAnswer(Wire):
    """What was made, or would be."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dryRun": True, "added": 1, "existing": 0, "faulty": 1, "taskId": None,
                    "lines": [
                        {"line": 2, "result": "new", "id": "gate", "name": "Gate",
                         "streams": {"main": "rtsp://10.0.0.11/1"}, "faults": []},
                        {"line": 3, "result": "faulty", "id": None, "name": "Yard", "streams": {},
                         "faults": [{"path": "streams", "message": "is missing", "expected": "an address"}]},
                    ],
                }
            ]
        }
    )  # fmt: skip

    dry_run: bool
    added: int
    """In a dry run: that would be added."""
    existing: int
    faulty: int
    lines: list[ListedCamera]
    task_id: str | None
    """Tests them in the background: `GET /api/tasks/{id}`."""


class Replacement(Incoming):
    """The device that takes a camera's place: its host, or all of its addresses, and how one signs in if otherwise."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"host": "192.168.1.77", "keepCredentials": True}]})

    host: Host | None = None
    streams: Annotated[dict[StreamKey, str], Field(min_length=1, max_length=16)] | None = None
    credentials: Credentials | None = None
    keep_credentials: KeepCredentials = False
    model: Text | None = None
    force: bool = Field(default=False, description="Replace it even if the new one does not answer.")

    @model_validator(mode="after")
    def _somewhere(self) -> "Replacement":
        if (self.host is None) is (self.streams is None):
            raise ValueError("needs either `host` or `streams`")
        return self


class Replaced(Wire):
    """The camera as it is now, and what its new device showed."""

    model_config = shown(
        {"camera": SHOWN | {"restarts": ["job-garage-workhours"]}, "streams": [STREAM], "forced": False}
    )

    camera: CameraAfterChange
    streams: list[StreamResult]
    forced: bool
    """The new device had not answered."""


class CameraTrial(Incoming):
    """Addresses to look at before they are anybody's; with `cameraId` as they would be of that camera."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "streams": {"main": "rtsp://192.168.1.100:554/stream1"},
                    "credentials": {"username": "admin", "password": "the camera's own"},
                }
            ]
        }
    )

    streams: Annotated[dict[StreamKey, str], Field(min_length=1, max_length=16)]
    credentials: Credentials | None = None
    camera_id: str | None = Field(default=None, description="Whose stored credentials count where none are sent.")
    keep_credentials: KeepCredentials = False


class TriedStream(StreamResult):
    """What one stream showed, with its first picture."""

    picture: str | None = None
    """A JPEG of at most 640 pixels across, as a `data:` address; a stream that a job reads already shows none here."""


class CameraTried(Wire):
    """What the addresses showed. Nothing is stored."""

    model_config = shown({"ok": True, "streams": [STREAM | {"picture": "data:image/jpeg;base64,/9j/4AAQ…"}]})

    ok: bool
    streams: list[TriedStream]


class CameraChangeAnswer(Wire):
    """When a camera became another device."""

    model_config = shown(
        {
            "id": "0199c0de-0000-7000-8000-000000000081",
            "at": "2026-03-02T08:00:00.000Z",
            "kind": "replaced",
            "before": {"streams": {"main": "rtsp://192.168.1.100:554/stream1"}},
            "after": {"streams": {"main": "rtsp://192.168.1.77:554/stream1"}},
            "by": "ana",
            "forced": False,
        }
    )

    id: str
    at: Instant
    kind: Literal["replaced"]
    before: dict[str, Any]
    after: dict[str, Any]
    by: str
    forced: bool
