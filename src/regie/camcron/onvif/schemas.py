"""Devices, discovery and PTZ on the wire."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from regie.camcron.cameras.schemas import SHOWN, CameraAnswer, Credentials, Name, Slug, Text
from regie.kernel.wire import Incoming, Instant, Wire, shown

Host = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$|^[0-9a-fA-F:.]+$"),
    Field(max_length=200, description="A name or an address, without port.", examples=["192.168.1.64"]),
]
Port = Annotated[int, Field(ge=1, le=65535)]
Token = Annotated[str, StringConstraints(max_length=100, min_length=1)]
Unit = Annotated[float, Field(ge=-1, le=1)]


DEVICE = {"manufacturer": "HIKVISION", "model": "DS-2DE4425IW-DE", "firmware": "V5.7.1", "serial": "F1234567",
          "hardwareId": "88", "macs": ["c0:56:e3:aa:bb:cc"], "ptz": True, "events": True, "cameraId": "cam-garage",
          "host": "192.168.1.64", "port": 80, "lookedAt": "2026-03-02T08:00:00.000Z", "seenHost": None,
          "seenPort": None, "seenAt": None}  # fmt: skip
DISCOVERED = {
    "address": "http://192.168.1.77/onvif/device_service", "host": "192.168.1.77", "port": 80, "name": "IPC",
    "manufacturer": None, "model": "DS-2CD2143G2-I", "serial": None, "mac": "c0:56:e3:aa:bb:cc",
    "endpoint": "urn:uuid:1419d68a-1dd2-11b2-a105-c056e3aabbcc", "location": None, "cameraId": "gate", "moved": True,
    "offer": "This is the camera «gate» at a new address: POST /api/cameras/gate/replace.",
}  # fmt: skip
CREDENTIALS = {"username": "admin", "password": "the camera's own"}


class Discovery(Incoming):
    """How long answers are waited for."""

    model_config = shown({"seconds": 3})

    seconds: Annotated[float, Field(ge=0.5, le=15)] = 3.0


class Discovered(Wire):
    """A device that answered; the camera that it is, if it is one of ours."""

    model_config = shown(DISCOVERED)

    address: str
    host: str
    port: int
    name: str | None
    manufacturer: str | None
    model: str | None
    serial: str | None
    mac: str | None
    endpoint: str | None
    location: str | None
    camera_id: str | None
    """The camera of ours that it is."""
    moved: bool
    """It is that camera, at an address that the camera does not have."""
    offer: str | None


class Discoveries(Wire):
    """What answered."""

    model_config = shown({"devices": [DISCOVERED]})

    devices: list[Discovered]


class DeviceAddress(Incoming):
    """Where a device is, and how one signs in."""

    model_config = shown({"host": "192.168.1.64", "port": 80, "credentials": CREDENTIALS})

    host: Host
    port: Port = 80
    credentials: Credentials | None = None


class Profile(Wire):
    """A stream that a device offers; addresses without credentials."""

    id: str
    name: str | None
    codec: str | None
    width: int | None
    height: int | None
    fps: float | None
    bitrate: int | None
    """kbit/s, at most."""
    audio_codec: str | None
    url: str | None
    snapshot_url: str | None
    ptz: bool


class DeviceFacts(Wire):
    """What a device says of itself."""

    manufacturer: str | None
    model: str | None
    firmware: str | None
    serial: str | None
    hardware_id: str | None
    macs: list[str]
    ptz: bool
    events: bool
    """Whether it tells of motion, if it sees any."""


class Inspected(DeviceFacts):
    """The same, with what it offers."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "manufacturer": "HIKVISION", "model": "DS-2DE4425IW-DE", "firmware": "V5.7.1", "serial": "F1234567",
                    "hardwareId": "88", "macs": ["c0:56:e3:aa:bb:cc"], "ptz": True, "events": True,
                    "clockSkewSeconds": -3.2, "main": "Profile_1", "sub": "Profile_2",
                    "profiles": [
                        {"id": "Profile_1", "name": "mainStream", "codec": "h264", "width": 2560, "height": 1440,
                         "fps": 25, "bitrate": 4096, "audioCodec": "aac", "ptz": True,
                         "url": "rtsp://192.168.1.64:554/Streaming/Channels/101",
                         "snapshotUrl": "http://192.168.1.64/onvif-http/snapshot?Profile_1"}
                    ],
                }
            ]
        }
    )  # fmt: skip

    profiles: list[Profile]
    clock_skew_seconds: float
    """How far its clock is ahead of ours."""
    main: str | None
    """The profile that would become the stream `main`."""
    sub: str | None


class NewOnvifCamera(DeviceAddress):
    """A camera made of what a device offers."""

    model_config = shown(
        {
            "host": "192.168.1.64",
            "port": 80,
            "credentials": CREDENTIALS,
            "name": "Garage",
            "mainProfile": "Profile_1",
            "subProfile": "Profile_2",
            "tags": ["outside"],
        }
    )

    id: Slug | None = None
    name: Name | None = Field(default=None, description="As the device calls itself, unless it is given.")
    main_profile: Token | None = None
    sub_profile: Token | None = None
    site_id: str = "default"
    tags: Annotated[list[Text], Field(max_length=50)] = Field(default_factory=list)
    location: Text | None = None
    max_connections: Annotated[int, Field(ge=1, le=1000)] | None = None
    enabled: bool = True


class AttachDevice(Incoming):
    """Where a camera's own device is: at the host of its streams unless it is said."""

    model_config = shown({"host": "192.168.1.64", "port": 80})

    host: Host | None = None
    port: Port = 80


class DeviceAnswer(DeviceFacts):
    """A camera's device."""

    model_config = shown(DEVICE)

    camera_id: str
    host: str
    port: int
    looked_at: Instant
    seen_host: str | None
    """Another address at which discovery met it: `POST /api/cameras/{id}/replace` takes it over."""
    seen_port: int | None
    seen_at: Instant | None


class CameraWithDevice(CameraAnswer):
    """A camera that was made of a device."""

    model_config = shown(SHOWN | {"device": DEVICE})

    device: DeviceAnswer


class Move(Incoming):
    """Where to: a speed (continuous), a way (relative) or a place (absolute), each from −1 to 1."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"move": "continuous", "pan": 0.4, "seconds": 1}]})
    move: Literal["continuous", "relative", "absolute", "stop", "home"]
    pan: Unit = 0.0
    tilt: Unit = 0.0
    zoom: Unit = 0.0
    speed: Annotated[float, Field(ge=0, le=1)] | None = None
    seconds: Annotated[float, Field(ge=0.1, le=10)] = Field(
        default=1.0, description="A continuous move ends after so long unless it is asked for again."
    )

    @model_validator(mode="after")
    def _somewhere(self) -> "Move":
        if self.move in ("continuous", "relative") and not (self.pan or self.tilt or self.zoom):
            raise ValueError("needs pan, tilt or zoom other than 0; «stop» ends a move")
        return self


class Position(Wire):
    """Where a camera looks, as far as it says so."""

    model_config = shown({"pan": 0.12, "tilt": -0.3, "zoom": 0.0, "moving": False})

    pan: float | None
    tilt: float | None
    zoom: float | None
    moving: bool
    """Whether a continuous move of ours goes on."""


class NewPreset(Incoming):
    """Where the camera looks now, under this name."""

    model_config = shown({"name": "Gate"})

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]


class Preset(Wire):
    """A place that a camera remembers."""

    model_config = shown({"id": "1", "name": "Gate"})

    id: str
    name: str
