"""
An ONVIF camera without pictures of its own: it answers SOAP, moves an imaginary head, and is found by WS-Discovery.

`WS-UsernameToken` digests with a check of the clock, profiles that point to another rig's streams, PTZ with presets,
a pull point; with `newer` also the second media service. What it was told is kept in `moves`, so a test knows what a
motor would have done. Written without the product's code or its libraries. `python -m tests.rigs.onvifcam ADDRESS`
is one that stands at an address (of another place of the network) until its input ends, and says its port.
"""

import base64
import contextlib
import hashlib
import re
import socket
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from tests.rigs.onvifmedia import Media2
from tests.rigs.soap import SPACES, Refused, envelope, text

GROUP, DISCOVERY_PORT = "239.255.255.250", 3702
CLOCK_TOLERANCE = 300.0


class OnvifCam(Media2):
    """`with OnvifCam(main=…, sub=…) as cam`; `cam.port` serves SOAP on 127.0.0.1 (or another loopback address)."""

    def __init__(
        self, *, main: str, sub: str = "", snapshot: str = "", username: str = "admin", password: str = "onvif-pass",
        skew: float = 0.0, ptz: bool = True, events: bool = True, host: str = "127.0.0.1", serial: str = "SN-4711",
        mac: str = "00:11:22:33:44:55", endpoint: str = "", discoverable: bool = True, port: int = 0, newer: str = "",
        older: bool = True,
    ) -> None:  # fmt: skip
        self.main, self.sub, self.snapshot = main, sub, snapshot
        self.newer, self.older = newer, older
        """Of a profile in H.265, `P3`, that only Media2 tells; whether there is Media1 beside it."""
        self.newer_refuses: set[str] = set()
        """What Media2 refuses, such as `GetProfiles`."""
        self.username, self.password, self.skew = username, password, skew
        self.ptz, self.events, self.host, self.serial, self.mac = ptz, events, host, serial, mac
        self.endpoint = endpoint or f"urn:uuid:{uuid4()}"
        self.discoverable, self._asked_port = discoverable, port
        self.moves: list[tuple[str, str]] = []
        """Operation of PTZ and its request, as they came."""
        self.moving = False
        self.refused = 0
        self.subscribers = 0
        self.deaf = False
        """Takes what it is told about PTZ, and answers nothing."""
        self.presets: dict[str, str] = {"1": "Gate"}
        self._noticed: list[str] = []
        self._news = threading.Condition()
        self._over = False

    def __enter__(self) -> Self:
        rig = self

        class Handler(_Handler):
            cam = rig

        self._server = ThreadingHTTPServer((self.host, self._asked_port), Handler)
        self._server.daemon_threads = True
        self._threads = [threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})]
        if self.discoverable:
            self._udp = _discovery_socket(self.host)
            self._threads.append(threading.Thread(target=self._answer_probes))
        for thread in self._threads:
            thread.daemon = True
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        self._over = True
        with self._news:
            self._news.notify_all()
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join(5)
        if self.discoverable:
            self._udp.close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}/onvif/device_service"

    def now(self) -> datetime:
        """By its own clock, which may be wrong."""
        return datetime.now(UTC) + timedelta(seconds=self.skew)

    def notice(self, motion: bool) -> None:
        """Something begins or ends to move before the lens."""
        with self._news:
            self._noticed.append("true" if motion else "false")
            self._news.notify_all()

    def told(self, operation: str) -> list[str]:
        """The requests of one kind."""
        return [request for name, request in self.moves if name == operation]

    # -- operations ----------------------------------------------------------------------------------------------

    def answer(self, operation: str, request: str, path: str = "") -> str:
        if operation not in ("GetSystemDateAndTime", "GetServices", "GetCapabilities"):
            self._check(request)
        newer = path.endswith("/tr2")
        if newer and operation in self.newer_refuses:
            raise Refused("ter:ActionNotSupported")
        name = f"_Media2_{operation}" if newer else f"_{operation}"
        made: Callable[[str], str] | None = getattr(self, name, None)
        if made is None:
            raise Refused("ter:ActionNotSupported")
        return made(request)

    def _check(self, request: str) -> None:
        said = {name: text(request, name) for name in ("Username", "Password", "Nonce", "Created")}
        created = said["Created"].replace("Z", "+00:00") or "1970-01-01T00:00:00+00:00"
        age = abs((self.now() - datetime.fromisoformat(created)).total_seconds())
        digest = hashlib.sha1(base64.b64decode(said["Nonce"]) + said["Created"].encode() + self.password.encode())
        right = base64.b64encode(digest.digest()).decode()
        if said["Username"] != self.username or said["Password"] != right or age > CLOCK_TOLERANCE:
            self.refused += 1
            raise Refused("ter:NotAuthorized")

    def _GetSystemDateAndTime(self, request: str) -> str:
        now = self.now()
        return (
            "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType>"
            "<tt:DaylightSavings>false</tt:DaylightSavings><tt:UTCDateTime><tt:Time>"
            f"<tt:Hour>{now.hour}</tt:Hour><tt:Minute>{now.minute}</tt:Minute><tt:Second>{now.second}</tt:Second>"
            f"</tt:Time><tt:Date><tt:Year>{now.year}</tt:Year><tt:Month>{now.month}</tt:Month><tt:Day>{now.day}</tt:Day>"
            "</tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>"
        )

    def _GetDeviceInformation(self, request: str) -> str:
        return (
            "<tds:GetDeviceInformationResponse><tds:Manufacturer>Rig</tds:Manufacturer><tds:Model>RC-1</tds:Model>"
            f"<tds:FirmwareVersion>1.2.3</tds:FirmwareVersion><tds:SerialNumber>{self.serial}</tds:SerialNumber>"
            "<tds:HardwareId>RC</tds:HardwareId></tds:GetDeviceInformationResponse>"
        )

    def _GetNetworkInterfaces(self, request: str) -> str:
        return (
            '<tds:GetNetworkInterfacesResponse><tds:NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled>'
            f"<tt:Info><tt:Name>eth0</tt:Name><tt:HwAddress>{self.mac}</tt:HwAddress></tt:Info>"
            "</tds:NetworkInterfaces></tds:GetNetworkInterfacesResponse>"
        )

    def _GetServices(self, request: str) -> str:
        names = (
            ["tds"] + ["trt"] * self.older + ["tr2"] * bool(self.newer) + ["tptz"] * self.ptz + ["tev"] * self.events
        )
        told = "".join(
            f"<tds:Service><tds:Namespace>{SPACES[name]}</tds:Namespace><tds:XAddr>http://192.0.2.1/onvif/{name}"
            "</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>0</tt:Minor></tds:Version></tds:Service>"
            for name in names
        )
        return f"<tds:GetServicesResponse>{told}</tds:GetServicesResponse>"

    def _GetProfiles(self, request: str) -> str:
        ptz = (
            '<tt:PTZConfiguration token="ptz"><tt:Name>ptz</tt:Name><tt:UseCount>1</tt:UseCount>'
            "<tt:NodeToken>node</tt:NodeToken></tt:PTZConfiguration>" if self.ptz else ""
        )  # fmt: skip
        made = [("P1", "mainStream", 640, 360, ptz)] + [("P2", "subStream", 320, 180, ptz)] * bool(self.sub)
        told = "".join(
            f'<trt:Profiles token="{token}" fixed="true"><tt:Name>{name}</tt:Name>'
            f'<tt:VideoEncoderConfiguration token="v{token}"><tt:Name>v</tt:Name><tt:UseCount>1</tt:UseCount>'
            f"<tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>{width}</tt:Width><tt:Height>{height}</tt:Height>"
            "</tt:Resolution><tt:Quality>4</tt:Quality><tt:RateControl><tt:FrameRateLimit>15</tt:FrameRateLimit>"
            "<tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>500</tt:BitrateLimit></tt:RateControl>"
            "<tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>239.0.0.1</tt:IPv4Address></tt:Address>"
            "<tt:Port>0</tt:Port><tt:TTL>1</tt:TTL><tt:AutoStart>false</tt:AutoStart></tt:Multicast>"
            f"<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:VideoEncoderConfiguration>{head}</trt:Profiles>"
            for token, name, width, height, head in made
        )
        return f"<trt:GetProfilesResponse>{told}</trt:GetProfilesResponse>"

    def _GetStreamUri(self, request: str) -> str:
        uri = {"P1": self.main, "P2": self.sub}.get(text(request, "ProfileToken"))
        return _media_uri("GetStreamUri", uri)

    def _GetSnapshotUri(self, request: str) -> str:
        return _media_uri("GetSnapshotUri", self.snapshot)

    def _ptz(self, operation: str, request: str, *, moving: bool | None, more: str = "") -> str:
        if not self.ptz or text(request, "ProfileToken") not in ("P1", "P2", "P3"):
            raise Refused("ter:NoProfile")
        body = re.search(rf"<[\w-]+:{operation}\b.*</[\w-]+:{operation}>", request, re.DOTALL)
        self.moves.append((operation, body[0] if body else ""))
        if moving is not None:
            self.moving = moving
        while self.deaf and not self._over:
            time.sleep(0.05)
        return f"<tptz:{operation}Response>{more}</tptz:{operation}Response>"

    def _ContinuousMove(self, request: str) -> str:
        return self._ptz("ContinuousMove", request, moving=True)

    def _RelativeMove(self, request: str) -> str:
        return self._ptz("RelativeMove", request, moving=None)

    def _AbsoluteMove(self, request: str) -> str:
        return self._ptz("AbsoluteMove", request, moving=None)

    def _Stop(self, request: str) -> str:
        return self._ptz("Stop", request, moving=False)

    def _GotoHomePosition(self, request: str) -> str:
        return self._ptz("GotoHomePosition", request, moving=None)

    def _GetStatus(self, request: str) -> str:
        told = '<tptz:PTZStatus><tt:Position><tt:PanTilt x="0.25" y="-0.5"/><tt:Zoom x="0.1"/></tt:Position>'
        told += f"<tt:UtcTime>{self.now():%Y-%m-%dT%H:%M:%SZ}</tt:UtcTime></tptz:PTZStatus>"
        return self._ptz("GetStatus", request, moving=None, more=told)

    def _GetPresets(self, request: str) -> str:
        told = "".join(
            f'<tptz:Preset token="{token}"><tt:Name>{name}</tt:Name></tptz:Preset>'
            for token, name in self.presets.items()
        )
        return self._ptz("GetPresets", request, moving=None, more=told)

    def _SetPreset(self, request: str) -> str:
        token = str(max(map(int, self.presets), default=0) + 1)
        self.presets[token] = text(request, "PresetName")
        return self._ptz("SetPreset", request, moving=None, more=f"<tptz:PresetToken>{token}</tptz:PresetToken>")

    def _GotoPreset(self, request: str) -> str:
        if text(request, "PresetToken") not in self.presets:
            raise Refused("ter:NoToken")
        return self._ptz("GotoPreset", request, moving=None)

    def _RemovePreset(self, request: str) -> str:
        if self.presets.pop(text(request, "PresetToken"), None) is None:
            raise Refused("ter:NoToken")
        return self._ptz("RemovePreset", request, moving=None)

    def _CreatePullPointSubscription(self, request: str) -> str:
        self.subscribers += 1
        return (
            "<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa:Address>"
            f"http://192.0.2.1/onvif/pull</wsa:Address></tev:SubscriptionReference>{self._times()}"
            "</tev:CreatePullPointSubscriptionResponse>"
        )

    def _PullMessages(self, request: str) -> str:
        with self._news:
            self._news.wait_for(lambda: self._noticed or self._over, timeout=5)
            noticed, self._noticed = self._noticed, []
        now = f"{self.now():%Y-%m-%dT%H:%M:%SZ}"
        told = "".join(
            '<wsnt:NotificationMessage><wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">'
            "tns1:RuleEngine/CellMotionDetector/Motion</wsnt:Topic><wsnt:Message>"
            f'<tt:Message UtcTime="{now}" PropertyOperation="Changed"><tt:Source>'
            '<tt:SimpleItem Name="VideoSourceConfigurationToken" Value="1"/></tt:Source><tt:Data>'
            f'<tt:SimpleItem Name="IsMotion" Value="{value}"/></tt:Data></tt:Message></wsnt:Message>'
            "</wsnt:NotificationMessage>"
            for value in noticed
        )
        times = self._times(prefix="tev")
        return f"<tev:PullMessagesResponse>{times}{told}</tev:PullMessagesResponse>"

    def _Renew(self, request: str) -> str:
        return f"<wsnt:RenewResponse>{self._times(ending_first=True)}</wsnt:RenewResponse>"

    def _Unsubscribe(self, request: str) -> str:
        self.subscribers -= 1
        return "<wsnt:UnsubscribeResponse/>"

    def _times(self, prefix: str = "wsnt", *, ending_first: bool = False) -> str:
        now, end = self.now(), self.now() + timedelta(minutes=5)
        told = [f"<{prefix}:CurrentTime>{now:%Y-%m-%dT%H:%M:%SZ}</{prefix}:CurrentTime>",
                f"<{prefix}:TerminationTime>{end:%Y-%m-%dT%H:%M:%SZ}</{prefix}:TerminationTime>"]  # fmt: skip
        return "".join(reversed(told) if ending_first else told)

    # -- discovery -----------------------------------------------------------------------------------------------

    def _answer_probes(self) -> None:
        while not self._over:
            with contextlib.suppress(TimeoutError):
                data, sender = self._udp.recvfrom(8192)
                if b"Probe" in data and b"ProbeMatch" not in data:
                    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
                        own.bind((self.host, 0))  # as a device at this address does
                        own.sendto(self._match(data).encode(), sender)

    def _match(self, probe: bytes) -> str:
        asked = re.search(rb"<\w+:MessageID[^>]*>([^<]+)<", probe)
        scopes = "onvif://www.onvif.org/name/Rig%20Camera onvif://www.onvif.org/hardware/RC-1"
        return envelope(
            "<d:ProbeMatches><d:ProbeMatch><a:EndpointReference><a:Address>"
            f"{self.endpoint}</a:Address></a:EndpointReference><d:Types>dn:NetworkVideoTransmitter</d:Types>"
            f"<d:Scopes>{scopes}</d:Scopes><d:XAddrs>{self.address}</d:XAddrs>"
            "<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches>",
            f"<a:RelatesTo>{asked[1].decode() if asked else ''}</a:RelatesTo>",
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    cam: OnvifCam

    def do_POST(self) -> None:
        request = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        found = re.search(r"<[\w-]+:Body[^>]*>\s*<(?:[\w-]+:)?(\w+)", request)
        try:
            status, told = 200, self.cam.answer(found[1] if found else "", request, self.path)
        except Refused as refused:
            status = 400
            told = (
                "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>"
                f"{refused}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang='en'>"
                f"{'Sender not authorized' if 'Authorized' in str(refused) else refused}</s:Text></s:Reason></s:Fault>"
            )
        data = envelope(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/soap+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:
        return


def _media_uri(operation: str, uri: str | None) -> str:
    if not uri:
        raise Refused("ter:ActionNotSupported")
    return (
        f"<trt:{operation}Response><trt:MediaUri><tt:Uri>{uri}</tt:Uri>"
        "<tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot>"
        f"<tt:Timeout>PT60S</tt:Timeout></trt:MediaUri></trt:{operation}Response>"
    )


def _discovery_socket(host: str) -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    opened.bind((GROUP, DISCOVERY_PORT))
    joined = socket.inet_aton(GROUP) + socket.inet_aton("127.0.0.1" if host.startswith("127.") else host)
    opened.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, joined)
    opened.settimeout(0.1)
    return opened


if __name__ == "__main__":
    with OnvifCam(main=f"rtsp://{sys.argv[1]}:554/main", host=sys.argv[1]) as standing:
        print(standing.port, flush=True)
        sys.stdin.read()
