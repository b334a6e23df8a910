"""
Which credentials belong to which stream of a camera.

A camera has one user and password for all of its streams; a stream may differ. Stored credentials are never sent to a
host that is not one of the camera's own addresses, and a change of address takes none of them along by itself.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from regie.camcron.cameras.addresses import Address, Secrets, keep_masked
from regie.kernel.errors import Fault, Invalid
from regie.kernel.wire import MASK


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


def carried(
    addresses: Mapping[str, Address], keyring: Keyring, former_hosts: Collection[str], *, anew: bool
) -> dict[str, str]:
    """
    Streams at a host that was none of the camera's, to which a change would take what is stored: the host by stream.

    `anew`: a password was sent beside the addresses. One inside of an address was sent too, unless it is the mask.
    """
    found = {}
    for key, address in addresses.items():
        sent, whole = address.secrets, keyring.of(key)
        beside = whole.password if not (sent.username or sent.password) and not anew else ""
        masked = sent.password == MASK or any(
            value and seen for value, seen in zip(whole.query, address.masked, strict=False)
        )
        if address.host not in former_hosts and (beside or masked):
            found[key] = address.host
    return found


def stays_here(addresses: Mapping[str, Address], keyring: Keyring, hosts: Collection[str], *, anew: bool) -> None:
    """Raises `Invalid` when a change would take a stored password to a host that is none of these."""
    found = carried(addresses, keyring, hosts, anew=anew)
    faults = []
    for key, host in found.items():
        inside = bool(addresses[key].secrets)
        faults.append(
            Fault(
                f"streams.{key}" if inside else "credentials.password",
                f"is stored for another host than «{host}», and is not sent there by itself",
                "the password itself, or `keepCredentials: true`",
            )
        )
    if faults:
        raise Invalid(list(dict.fromkeys(faults)))
