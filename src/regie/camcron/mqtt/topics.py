"""
What is said on the broker, and what is understood. Pure.

Everything of one installation begins with its prefix; Home Assistant finds it by descriptions below its own. What is
described names the installation, so that two on one broker clear up each after itself only.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from regie import __version__
from regie.camcron.cameras.schemas import CameraAnswer
from regie.camcron.jobs.schemas import JobAnswer
from regie.kernel.wire import dumps

Deed = Literal["enable", "disable", "start", "stop"]
DEEDS: dict[str, Deed] = {"ON": "enable", "OFF": "disable", "START": "start", "STOP": "stop"}
RUNNING = ("running", "stalled", "stopping")
MOTION_SECONDS = 30
"""For how long Home Assistant shows a motion after the last one."""
Said = dict[str, str]
"""Payloads by topic; all of them are retained."""


@dataclass(frozen=True, slots=True)
class Names:
    """How topics begin."""

    prefix: str
    discovery: str
    """Home Assistant's own prefix; empty: nothing is described."""
    node: str
    """Of this installation, on the broker and in Home Assistant."""

    @property
    def status(self) -> str:
        return f"{self.prefix}/status"

    @property
    def events(self) -> str:
        return f"{self.prefix}/events"

    @property
    def commands(self) -> str:
        """What is listened to: jobs that somebody switches."""
        return f"{self.prefix}/jobs/+/set"

    def motion(self, camera: str) -> str:
        return f"{self.prefix}/cameras/{camera}/motion"

    def config(self, component: str, key: str) -> str:
        """Where one entity is described."""
        return f"{self.discovery}/{component}/{self.node}_{key}/config"


def of_camera(names: Names, camera: CameraAnswer) -> Said:
    """Everything that is said of a camera."""
    here = f"{names.prefix}/cameras/{camera.id}"
    facts = {
        "name": camera.name,
        "reason": camera.reason,
        "reasonCode": camera.reason_code,
        "since": camera.state_since,
        "lastSeenAt": camera.last_seen_at,
        "site": camera.site_id,
        "tags": camera.tags,
    }
    said = {f"{here}/state": camera.state, f"{here}/attributes": _text(facts)}
    if names.discovery:
        device = _device(names, camera.id) | {"name": camera.name} | ({"model": camera.model} if camera.model else {})
        common = _common(names, device, f"{here}/attributes")
        key = f"camera_{camera.id}"
        said[names.config("binary_sensor", key)] = _text(
            common
            | {
                "name": "Connection",
                "unique_id": f"{names.node}_{key}",
                "device_class": "connectivity",
                "state_topic": f"{here}/state",
                "payload_on": "online",
                "payload_off": "offline",
            }
        )
        said[names.config("binary_sensor", f"{key}_motion")] = _text(
            common
            | {
                "name": "Motion",
                "unique_id": f"{names.node}_{key}_motion",
                "device_class": "motion",
                "state_topic": names.motion(camera.id),
                "off_delay": MOTION_SECONDS,
            }
        )
    return said


def of_job(names: Names, job: JobAnswer) -> Said:
    """Everything that is said of a job."""
    here = f"{names.prefix}/jobs/{job.id}"
    facts = {"name": job.name, "camera": job.camera_id, "action": job.action, "state": job.state, "reason": job.reason,
             "reasonCode": job.reason_code, "since": job.state_since, "nextRunAt": job.next_run_at}  # fmt: skip
    said = {
        f"{here}/state": job.state,
        f"{here}/enabled": "ON" if job.enabled else "OFF",
        f"{here}/running": "ON" if job.state in RUNNING else "OFF",
        f"{here}/attributes": _text(facts),
    }
    if names.discovery:
        common = _common(names, _device(names, job.camera_id), f"{here}/attributes")
        key = f"job_{job.id}"
        said[names.config("switch", key)] = _text(
            common
            | {
                "name": job.name,
                "unique_id": f"{names.node}_{key}",
                "state_topic": f"{here}/enabled",
                "command_topic": f"{here}/set",
                "icon": "mdi:cctv",
            }
        )
        said[names.config("binary_sensor", f"{key}_running")] = _text(
            common
            | {
                "name": f"{job.name} running",
                "unique_id": f"{names.node}_{key}_running",
                "device_class": "running",
                "state_topic": f"{here}/running",
            }
        )
    return said


def _device(names: Names, camera: str) -> dict[str, Any]:
    return {"identifiers": [f"{names.node}_{camera}"], "manufacturer": "Régie"}


def _common(names: Names, device: Mapping[str, Any], attributes: str) -> dict[str, Any]:
    return {
        "availability_topic": names.status,
        "json_attributes_topic": attributes,
        "device": dict(device),
        "origin": {"name": "Régie", "sw_version": __version__},
    }


def _text(value: Mapping[str, Any]) -> str:
    return dumps(dict(value)).decode()


def command_of(names: Names, topic: str, payload: str) -> tuple[str, Deed] | None:
    """The job and what is asked of it; nothing when it is not understood."""
    found = re.fullmatch(rf"{re.escape(names.prefix)}/jobs/([a-z0-9-]+)/set", topic)
    deed = DEEDS.get(payload.strip().upper())
    return (found[1], deed) if found is not None and deed is not None else None


def left_behind(names: Names, topic: str, wanted: frozenset[str]) -> Iterator[str]:
    """What to clear because of a description that an earlier life of this installation left."""
    pattern = (
        rf"{re.escape(names.discovery)}/[a-z_]+/{re.escape(names.node)}_(camera|job)_([a-z0-9-]+)(?:_[a-z]+)?/config"
    )
    found = re.fullmatch(pattern, topic) if names.discovery else None
    if found is None or topic in wanted:
        return
    yield topic
    for name in ("state", "enabled", "running", "attributes"):
        said = f"{names.prefix}/{found[1]}s/{found[2]}/{name}"
        if said not in wanted:
            yield said


def event_of(event: Mapping[str, Any]) -> str:
    """An event as one message."""
    return json.dumps({key: value for key, value in event.items() if key != "read"}, ensure_ascii=False)
