"""
Which camera of ours a device is, wherever it was met.

A router gives a camera another address, and a replaced camera takes the address of its predecessor: so what a device
says of itself (its endpoint, its MAC, its serial number) counts for more than where it is. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Known:
    """A camera of ours, with what is known of its device."""

    camera_id: str
    hosts: frozenset[str]
    """Of its streams."""
    endpoint: str | None = None
    macs: frozenset[str] = frozenset()
    serial: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A device of the network."""

    host: str
    port: int
    endpoint: str | None = None
    macs: frozenset[str] = frozenset()
    serial: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """It is this camera; moved: at an address that the camera does not have."""

    camera_id: str
    moved: bool


def recognise(met: Met, cameras: Iterable[Known]) -> Recognised | None:
    """The camera that this device is; nothing for one that nobody knows."""
    held = tuple(cameras)
    for known in held:
        if _is(met, known):
            return Recognised(known.camera_id, met.host not in known.hosts)
    for known in held:
        if met.host in known.hosts and not _is_another(met, known):
            return Recognised(known.camera_id, moved=False)
    return None


def _is(met: Met, known: Known) -> bool:
    same_serial = bool(met.serial) and met.serial == known.serial
    models_agree = not met.model or not known.model or met.model == known.model
    same_endpoint = bool(met.endpoint) and met.endpoint == known.endpoint
    return same_endpoint or bool(met.macs & known.macs) or (same_serial and models_agree)


def _is_another(met: Met, known: Known) -> bool:
    """At the same address, and certainly not the same device."""
    told = (
        (met.endpoint, known.endpoint),
        (met.serial, known.serial),
    )
    return any(here and there and here != there for here, there in told)


def chosen(profiles: Sequence[dict[str, Any]]) -> tuple[str | None, str | None]:
    """The ids of the profiles for `main` and `sub`: the largest picture, and the smallest of the others."""
    usable = [profile for profile in profiles if profile.get("url")]
    if not usable:
        return None, None
    area = {profile["id"]: (profile.get("width") or 0) * (profile.get("height") or 0) for profile in usable}
    main = max(usable, key=lambda profile: area[profile["id"]])
    others = [profile for profile in usable if profile["url"] != main["url"]]
    sub = min(others, key=lambda profile: area[profile["id"]], default=None)
    return main["id"], sub["id"] if sub is not None else None
