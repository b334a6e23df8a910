"""
Which credentials belong to which stream of a camera.

A camera has one user and password for all of its streams; a stream may differ. Stored credentials are never sent to a
host that is not one of the camera's own addresses.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from regie.camcron.cameras.addresses import Address, Secrets, keep_masked


@dataclass(frozen=True, slots=True)
class Keyring:
    """All secrets of one camera."""

    camera: Secrets = field(default_factory=Secrets)
    streams: Mapping[str, Secrets] = field(default_factory=dict)
    """Own credentials, or secret query values, of single streams."""

    def of(self, stream: str) -> Secrets:
        """What this stream needs."""
        own = self.streams.get(stream, Secrets())
        if own.username or own.password:
            return own
        return Secrets(self.camera.username, self.camera.password, own.query)

    def differing(self) -> dict[str, Secrets]:
        """Streams that sign in otherwise than the camera does."""
        return {key: own for key, own in self.streams.items() if own.username or own.password}

    @property
    def all(self) -> tuple[Secrets, ...]:
        return (self.camera, *self.streams.values())

    def dumps(self) -> str:
        """For the vault."""
        held = {"camera": _list(self.camera), "streams": {key: _list(own) for key, own in self.streams.items()}}
        return json.dumps(held)

    @classmethod
    def loads(cls, text: str) -> "Keyring":
        held = json.loads(text)
        return cls(_secrets(held["camera"]), {key: _secrets(own) for key, own in held["streams"].items()})


def _list(secrets: Secrets) -> list[Any]:
    return [secrets.username, secrets.password, list(secrets.query)]


def _secrets(held: list[Any]) -> Secrets:
    return Secrets(held[0], held[1], tuple(held[2]))


def gather(
    addresses: Mapping[str, Address], given: Secrets | None, former: Keyring, former_hosts: Mapping[str, str]
) -> Keyring:
    """
    The keyring after a change.

    `given` are the credentials beside the addresses (none: as before; empty ones: removed, also those of streams).
    Those inside of an address move here: the first become the camera's when it has none, others stay with their stream.
    A stream keeps what it had as long as its host stays the same.
    """
    camera = former.camera if given is None else given
    removed = given is not None and not given
    own: dict[str, Secrets] = {}
    for key, address in addresses.items():
        before = former.streams.get(key, Secrets())
        sent = keep_masked(address.secrets, Secrets(former.of(key).username, former.of(key).password, before.query))
        if not (sent.username or sent.password) and not removed and former_hosts.get(key) == address.host:
            sent = replace(sent, username=before.username, password=before.password)
        if sent.username or sent.password:
            if not (camera.username or camera.password) and given is None:
                camera = Secrets(sent.username, sent.password)
            if (sent.username, sent.password) == (camera.username, camera.password):
                sent = Secrets(query=sent.query)
        if sent:
            own[key] = sent
    return Keyring(camera, own)
