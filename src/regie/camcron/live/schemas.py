"""What is known of a camera beside its settings, on the wire."""

from regie.camcron.onvif.schemas import DEVICE, DeviceAnswer
from regie.kernel.wire import Instant, Wire, shown


class OpenConnection(Wire):
    """A connection that is open to the camera now."""

    stream: str | None
    """The key of the stream; none: an address that the camera no longer has."""
    readers: list[str]
    """Who reads it: names of jobs, or what else it is for."""
    relayed: bool
    """Whether all of them share it through the relay."""
    since: Instant


class StreamCodecs(Wire):
    """What a stream consisted of when it was last looked at."""

    stream: str
    video: str | None
    audio: str | None
    """Empty: there is no sound; null: nobody knows."""


class CameraFacts(Wire):
    """The camera's device, what its streams consist of, and who reads it."""

    model_config = shown(
        {
            "device": DEVICE,
            "streams": [{"stream": "main", "video": "h264", "audio": "aac"}],
            "connections": [
                {"stream": "main", "readers": ["job-garage-workhours"], "relayed": False,
                 "since": "2026-03-02T08:00:00.000Z"}
            ],
            "maxConnections": 4,
        }
    )  # fmt: skip

    device: DeviceAnswer | None
    streams: list[StreamCodecs]
    connections: list[OpenConnection] | None
    """Null: another server looks after the cameras, and knows."""
    max_connections: int | None
    """How many it takes at once: as it is set, or as it showed by refusing one more."""
