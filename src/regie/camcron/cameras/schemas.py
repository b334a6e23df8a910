"""Cameras on the wire, as in section 6.2 of the specification, with credentials beside the addresses."""

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, StringConstraints, field_validator

from regie.kernel.ids import SLUG
from regie.kernel.scheduling.zones import zone_named
from regie.kernel.wire import MASK, Incoming, Instant, Wire, shown

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Slug = Annotated[str, Field(pattern=f"^{SLUG.pattern}$", description="Lower-case letters, digits and hyphens.")]
StreamKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$")]
Protocol = Literal["rtsp", "rtmp", "http", "onvif"]
RelayUse = Literal["auto", "always", "never"]
CameraState = Literal["unknown", "online", "offline", "disabled"]


CAMERA = {"id": "cam-garage", "name": "Garage", "streams": {"main": "rtsp://192.168.1.100:554/stream1",
          "sub": "rtsp://192.168.1.100:554/stream2"}, "protocol": "rtsp", "siteId": "default", "timezone": None,
          "tags": ["outside", "garage"], "location": "North-east corner", "model": "DS-2CD2143G2-I", "enabled": True,
          "maxConnections": 4, "relay": "auto"}  # fmt: skip
SENT = CAMERA | {"credentials": {"username": "admin", "password": "the camera's own"}}
SHOWN = CAMERA | {
    "uid": "0199c0de-0000-7000-8000-000000000011", "credentials": {"username": "admin", "password": "********"},
    "streamCredentials": {}, "proposedMaxConnections": None, "state": "online", "reason": None, "reasonCode": None,
    "stateSince": "2026-03-02T06:00:01.000Z", "lastSeenAt": "2026-03-02T08:12:40.000Z", "jobs": 3,
    "createdAt": "2026-03-01T09:00:00.000Z", "updatedAt": "2026-03-01T09:00:00.000Z",
}  # fmt: skip
STREAM = {"stream": "main", "ok": True, "reason": None, "reasonCode": None, "codec": "h264", "width": 2560,
          "height": 1440, "fps": 25.0, "audioCodec": "aac", "seconds": 0.81}  # fmt: skip


class Credentials(Incoming):
    """User and password. A masked password, or a missing one, keeps what is stored; null removes it."""

    username: Annotated[str, StringConstraints(max_length=200)] = ""
    password: Annotated[str | None, StringConstraints(max_length=500)] = Field(default=None)

    @property
    def is_anew(self) -> bool:
        """Whether a password was sent, and not the mask of the stored one."""
        return self.password not in (None, MASK)


class CameraFields(Incoming):
    """What makes a camera."""

    computed: ClassVar[frozenset[str]] = frozenset(
        {"state", "reason", "reasonCode", "stateSince", "lastSeenAt", "jobs", "createdAt", "updatedAt", "uid",
         "streamCredentials", "restarts", "proposedMaxConnections"}
    )  # fmt: skip

    name: Name
    streams: Annotated[dict[StreamKey, str], Field(min_length=1, max_length=16)]
    protocol: Protocol | None = Field(default=None, description="As the first address says, unless it is given.")
    credentials: Credentials | None = None
    site_id: str = "default"
    timezone: str | None = None
    tags: Annotated[list[Text], Field(max_length=50)] = Field(default_factory=list)
    location: Text | None = None
    model: Text | None = None
    enabled: bool = True
    max_connections: Annotated[int, Field(ge=1, le=1000)] | None = Field(
        default=None, description="Connections that the camera takes at once, all of its streams together."
    )
    relay: RelayUse = Field(
        default="auto",
        description="Whether a stream is read once for all who want it: when the cap asks for it, always, or never.",
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None:
            zone_named(name)
        return name


class NewCamera(CameraFields):
    """A camera to add; its `id` is made from the name unless given."""

    model_config = shown(SENT)

    id: Slug | None = None


KeepCredentials = Annotated[
    bool,
    Field(
        description="Whether a stored password may be sent to a host that was none of the camera's; "
        "without, it must be given anew."
    ),
]


class CameraChange(CameraFields):
    """A camera as it shall be from now on; the `id` may stand there but cannot change."""

    model_config = shown(SENT)

    id: Slug | None = None
    keep_credentials: KeepCredentials = False


class ShownCredentials(Wire):
    """The user's name, and that there is a password."""

    username: str
    password: str | None


class CameraAnswer(Wire):
    """A camera, its secrets masked, with what is known of it."""

    model_config = shown(SHOWN)

    id: str
    uid: str
    name: str
    streams: dict[str, str]
    protocol: Protocol
    credentials: ShownCredentials | None
    stream_credentials: dict[str, ShownCredentials]
    """Streams that sign in otherwise than the camera does."""
    site_id: str
    timezone: str | None
    tags: list[str]
    location: str | None
    model: str | None
    enabled: bool
    max_connections: int | None
    relay: RelayUse
    proposed_max_connections: int | None
    """The cap that the camera showed by refusing one more; set `maxConnections` to accept it."""
    state: CameraState
    reason: str | None
    reason_code: str | None
    state_since: Instant | None
    last_seen_at: Instant | None
    jobs: int
    created_at: Instant
    updated_at: Instant


class CameraAfterChange(CameraAnswer):
    """The same, and which jobs restart because of the change."""

    model_config = shown(SHOWN | {"restarts": ["job-garage-workhours"]})

    restarts: list[str] = Field(default_factory=list)


class CameraTest(Incoming):
    """Which stream to test; all of them unless named."""

    model_config = shown({"stream": "main"})

    stream: StreamKey | None = None


class StreamResult(Wire):
    """What one stream answered."""

    stream: str
    ok: bool
    reason: str | None = None
    reason_code: str | None = None
    codec: str | None = None
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    audio_codec: str | None = None
    seconds: float


class TestAnswer(Wire):
    """A connectivity test: the camera answers if each tested stream does."""

    model_config = shown({"ok": True, "at": "2026-03-02T08:12:40.000Z", "streams": [STREAM]})

    __test__ = False

    ok: bool
    at: Instant
    streams: list[StreamResult]


FilesToo = Literal["keep", "delete"]
"""What becomes of recorded files when their job or camera is deleted."""


class FilesGoing(Wire):
    """What is deleted in the background, together with a job or a camera: `GET /api/tasks/{taskId}` tells how far."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "taskId": "0199c0de-0000-7000-8000-000000000002",
                    "files": 1204,
                    "bytes": 52_100_000_000,
                    "protectedFiles": 2,
                }
            ]
        }
    )

    task_id: str
    files: int
    bytes: int
    """Of all files, protected ones among them."""
    protected_files: int
    """They stay, under the former names, until somebody lifts their protection."""
