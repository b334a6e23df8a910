"""
WS-Discovery: who on this network says that it is an ONVIF device.

A probe goes out by multicast on every IPv4 interface, twice because datagrams are lost; whoever answers is gathered for
a few seconds. What answers is foreign XML and is read without entities. This runs in the child process.
"""

import asyncio
import socket
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit
from uuid import uuid4

from regie.camcron.onvif.foreign import tree_of

GROUP, PORT = "239.255.255.250", 3702
MOST = 500
_PROBE = """<?xml version="1.0" encoding="UTF-8"?>
<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"
 xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><e:Header>
<w:MessageID>urn:uuid:{message}</w:MessageID><w:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>
<w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header>
<e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>"""


async def seek(seconds: float) -> list[dict[str, Any]]:
    """Devices that answer within so many seconds, each once."""
    found: dict[str, dict[str, Any]] = {}
    loop = asyncio.get_running_loop()
    transports = []
    for address in _addresses():
        opened = _socket(address)
        if opened is not None:
            transport, _ = await loop.create_datagram_endpoint(lambda: _Gather(found), sock=opened)
            transports.append(transport)
    try:
        for _ in range(2):
            probe = _PROBE.format(message=uuid4()).encode()
            for transport in transports:
                transport.sendto(probe, (GROUP, PORT))
            await asyncio.sleep(seconds / 2)
    finally:
        for transport in transports:
            transport.close()
    return sorted(found.values(), key=lambda each: each["host"])


class _Gather(asyncio.DatagramProtocol):
    """Keeps each device that answers."""

    def __init__(self, found: dict[str, dict[str, Any]]) -> None:
        self._found = found

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        for device in read_matches(data, str(addr[0])):
            if len(self._found) < MOST:
                self._found.setdefault(device["endpoint"] or f"{device['host']}:{device['port']}", device)

    def error_received(self, exc: Exception) -> None:
        return


def read_matches(data: bytes, sender: str) -> list[dict[str, Any]]:
    """The devices of one answer; nothing of what cannot be read."""
    tree = tree_of(data)
    if tree is None:
        return []
    return [device for match in tree.iter("{*}ProbeMatch") if (device := _device(match, sender)) is not None]


def _device(match: Any, sender: str) -> dict[str, Any] | None:
    addresses = [part for part in (match.findtext("{*}XAddrs") or "").split() if part.startswith("http")]
    scopes = (match.findtext("{*}Scopes") or "").split()
    address = _own(addresses, sender)
    if address is None:
        return None
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    mac = _scope(scopes, "mac")
    return {
        "address": address[:300],
        "host": sender,
        "port": port,
        "endpoint": (match.findtext("{*}EndpointReference/{*}Address") or "").strip()[:200] or None,
        "name": _scope(scopes, "name"),
        "model": _scope(scopes, "hardware"),
        "location": _scope(scopes, "location"),
        "mac": mac.lower().replace("-", ":") if mac else None,
    }


def _own(addresses: list[str], sender: str) -> str | None:
    """
    Where whoever answered is asked further: always at the address from which it answered.

    What it says of itself tells the port. An answer that names another host is a mistake or a trap, for somebody would
    be led to sign in there.
    """
    parts = [found for address in addresses if (found := _parts(address)) is not None]
    own = next((found for found in parts if found.hostname == sender), next(iter(parts), None))
    if own is None:
        return None
    return urlunsplit(own._replace(netloc=f"{sender}:{own.port}" if own.port else sender))


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        usable = parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _scope(scopes: list[str], name: str) -> str | None:
    """The last part of `onvif://www.onvif.org/NAME/…`."""
    for scope in scopes:
        found = scope.lower().partition(f"onvif.org/{name}/")
        if found[1]:
            return unquote(scope[len(scope) - len(found[2]) :]).strip("/")[:200] or None
    return None


def _addresses() -> list[str]:
    import psutil

    found = [each.address for held in psutil.net_if_addrs().values() for each in held if each.family == socket.AF_INET]
    return list(dict.fromkeys(found))


def _socket(address: str) -> socket.socket | None:
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
        opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 2)
        opened.bind((address, 0))
        opened.setblocking(False)
    except OSError:
        opened.close()
        return None
    return opened
