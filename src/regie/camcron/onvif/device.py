"""
One ONVIF device, spoken to by the child process.

Whatever a device says of its own addresses, requests go to the host and port that were asked for, so a password reaches
nobody else. Its clock is asked for first and signatures are dated by it: many cameras never learn the time.
"""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from regie.camcron.onvif import media2
from regie.camcron.onvif.motion import motion_of

PULL_SECONDS = 20
SUBSCRIBED = dt.timedelta(minutes=5)
EVENTS = "http://www.onvif.org/ver10/events/wsdl"
PTZ = "http://www.onvif.org/ver20/ptz/wsdl"
MEDIA = "http://www.onvif.org/ver10/media/wsdl"
MOST_PROFILES = 16


class Device:
    """A device at a host and port; names of methods are those of the requests."""

    def __init__(self, host: str, port: int, username: str, password: str) -> None:
        from onvif import ONVIFCamera  # a second of CPU: only when it is needed

        self._host = host
        self._camera = ONVIFCamera(
            host, port, username or None, password or None, no_cache=True, adjust_time=True, nat_override=True
        )

    async def open(self) -> None:
        """Its clock and its services."""
        await self._camera.update_xaddrs()

    async def close(self) -> None:
        """Its connections."""
        await self._camera.close()

    async def identify(self) -> dict[str, Any]:
        """What it is."""
        management = await self._camera.create_devicemgmt_service()
        told = await management.GetDeviceInformation()
        facts = {
            "manufacturer": told.Manufacturer, "model": told.Model, "firmware": told.FirmwareVersion,
            "serial": told.SerialNumber, "hardwareId": told.HardwareId,
        }  # fmt: skip
        return {name: str(value).strip() if value else None for name, value in facts.items()}

    async def inspect(self) -> dict[str, Any]:
        """What it is and what it offers; streams by profile, addresses without credentials."""
        facts = await self.identify()
        profiles = await self._profiles()
        ptz = PTZ in self._camera.xaddrs and any(profile["ptz"] for profile in profiles)
        skew = self._camera.dt_diff.total_seconds() if self._camera.dt_diff else 0.0
        return facts | {
            "macs": await self._macs(), "profiles": profiles, "ptz": ptz, "events": EVENTS in self._camera.xaddrs,
            "clockSkewSeconds": round(skew, 1),
        }  # fmt: skip

    async def move(
        self, profile: str, how: str, pan: float, tilt: float, zoom: float, seconds: float, speed: float | None
    ) -> None:
        """Continuous (ended by the device itself after so many seconds), relative, absolute."""
        service = await self._camera.create_ptz_service()
        where = {"PanTilt": {"x": pan, "y": tilt}, "Zoom": {"x": zoom}}
        if how == "continuous":
            timeout = dt.timedelta(seconds=seconds)
            await service.ContinuousMove({"ProfileToken": profile, "Velocity": where, "Timeout": timeout})
            return
        fast = {"Speed": {"PanTilt": {"x": speed, "y": speed}, "Zoom": {"x": speed}}} if speed is not None else {}
        if how == "relative":
            await service.RelativeMove({"ProfileToken": profile, "Translation": where, **fast})
        else:
            await service.AbsoluteMove({"ProfileToken": profile, "Position": where, **fast})

    async def stop(self, profile: str) -> None:
        """Whatever moves."""
        service = await self._camera.create_ptz_service()
        await service.Stop({"ProfileToken": profile, "PanTilt": True, "Zoom": True})

    async def home(self, profile: str) -> None:
        """To where it looks by itself."""
        service = await self._camera.create_ptz_service()
        await service.GotoHomePosition({"ProfileToken": profile})

    async def status(self, profile: str) -> dict[str, Any]:
        """Where it looks, as far as it says so."""
        service = await self._camera.create_ptz_service()
        position = (await service.GetStatus({"ProfileToken": profile})).Position
        pan_tilt, zoom = (position.PanTilt, position.Zoom) if position is not None else (None, None)
        return {
            "pan": pan_tilt.x if pan_tilt is not None else None,
            "tilt": pan_tilt.y if pan_tilt is not None else None,
            "zoom": zoom.x if zoom is not None else None,
        }

    async def presets(self, profile: str) -> list[dict[str, Any]]:
        """Places that it remembers."""
        service = await self._camera.create_ptz_service()
        told = await service.GetPresets({"ProfileToken": profile})
        return [{"id": each.token, "name": each.Name or each.token} for each in told or [] if each.token]

    async def remember(self, profile: str, name: str) -> str:
        """Remember where it looks now; the new place's id."""
        service = await self._camera.create_ptz_service()
        told = await service.SetPreset({"ProfileToken": profile, "PresetName": name})
        return str(getattr(told, "PresetToken", told))

    async def forget(self, profile: str, preset: str) -> None:
        service = await self._camera.create_ptz_service()
        await service.RemovePreset({"ProfileToken": profile, "PresetToken": preset})

    async def go(self, profile: str, preset: str) -> None:
        service = await self._camera.create_ptz_service()
        await service.GotoPreset({"ProfileToken": profile, "PresetToken": preset})

    async def subscribe(self) -> AsyncIterator[dict[str, Any]]:
        """What it notices from now on: `motion` begins or ends."""
        lost = asyncio.Event()
        manager = await self._camera.create_pullpoint_manager(SUBSCRIBED, lost.set)
        service = manager.get_service()

        async def pull() -> AsyncIterator[dict[str, Any]]:
            try:
                while not lost.is_set():
                    told = await service.PullMessages(
                        {"Timeout": dt.timedelta(seconds=PULL_SECONDS), "MessageLimit": 50}
                    )
                    for message in told.NotificationMessage or []:
                        if (noticed := _noticed(message)) is not None:
                            yield noticed
                raise ConnectionError("The subscription was not renewed.")
            finally:
                await manager.shutdown()

        return pull()

    # -- inside --------------------------------------------------------------------------------------------------

    async def _profiles(self) -> list[dict[str, Any]]:
        """By the second media service, which alone tells of H.265; by the first where that tells of no stream."""
        first = MEDIA in self._camera.xaddrs
        if media2.SPACE in self._camera.xaddrs:
            try:
                told = await self._newer(media2.Media2(self._post))
            except media2.Unanswered:
                if not first:
                    raise
            else:
                if not first or any(profile["url"] for profile in told):
                    return told
        media = await self._camera.create_media_service()
        return [await self._profile(media, told) for told in (await media.GetProfiles())[:MOST_PROFILES]]

    async def _newer(self, service: media2.Media2) -> list[dict[str, Any]]:
        profiles = (await service.profiles())[:MOST_PROFILES]
        for profile in profiles:
            stream = await service.stream(profile["id"])
            picture = await service.snapshot(profile["id"]) or await self._older_picture(profile["id"])
            profile["url"] = self._own(stream) if stream else None
            profile["snapshotUrl"] = self._own(picture) if picture else None
        return profiles

    async def _older_picture(self, profile: str) -> str | None:
        """Some devices tell it by their first service only."""
        if MEDIA not in self._camera.xaddrs:
            return None
        media = await self._camera.create_media_service()
        told = await _told(media.GetSnapshotUri({"ProfileToken": profile}))
        return told.Uri if told is not None else None

    async def _post(self, envelope: Any, action: str) -> tuple[int, bytes]:
        """To the second media service, signed as the library signs."""
        from lxml import etree
        from onvif.client import UsernameDigestTokenDtDiff

        camera = self._camera
        if camera.user:
            UsernameDigestTokenDtDiff(camera.user, camera.passwd, dt_diff=camera.dt_diff, use_digest=True).apply(
                envelope, {}
            )
        management = await camera.create_devicemgmt_service()
        headers = {"Content-Type": f'application/soap+xml; charset=utf-8; action="{action}"'}
        sent = etree.tostring(envelope, xml_declaration=True, encoding="utf-8").decode()
        answer = await management.transport.post(camera.xaddrs[media2.SPACE], sent, headers)
        return answer.status_code, answer.content

    async def _profile(self, media: Any, told: Any) -> dict[str, Any]:
        encoder = told.VideoEncoderConfiguration
        size = encoder.Resolution if encoder is not None else None
        rate = encoder.RateControl if encoder is not None else None
        setup = {"Stream": "RTP-Unicast", "Transport": {"Protocol": "RTSP"}}
        stream = await _told(media.GetStreamUri({"StreamSetup": setup, "ProfileToken": told.token}))
        picture = await _told(media.GetSnapshotUri({"ProfileToken": told.token}))
        return {
            "id": told.token, "name": told.Name,
            "codec": str(encoder.Encoding).lower() if encoder is not None else None,
            "width": size.Width if size is not None else None, "height": size.Height if size is not None else None,
            "fps": rate.FrameRateLimit if rate is not None else None,
            "bitrate": rate.BitrateLimit if rate is not None else None,
            "audioCodec": _codec(told.AudioEncoderConfiguration),
            "url": self._own(stream.Uri) if stream is not None and stream.Uri else None,
            "snapshotUrl": self._own(picture.Uri) if picture is not None and picture.Uri else None,
            "ptz": told.PTZConfiguration is not None,
        }  # fmt: skip

    def _own(self, uri: str) -> str:
        """At the host that was asked, without credentials: a camera behind a router knows only its inner address."""
        parts = urlsplit(uri.strip())
        host = f"[{self._host}]" if ":" in self._host else self._host
        return urlunsplit(parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host))

    async def _macs(self) -> list[str]:
        management = await self._camera.create_devicemgmt_service()
        told = await _told(management.GetNetworkInterfaces())
        found = [each.Info.HwAddress for each in told or [] if each.Info is not None and each.Info.HwAddress]
        return [str(mac).lower().replace("-", ":") for mac in found]


async def _told(asked: Any) -> Any:
    """The answer, or nothing where the device does not offer it."""
    from zeep.exceptions import Error

    try:
        return await asked
    except Error:
        return None


def _codec(encoder: Any) -> str | None:
    return str(encoder.Encoding).lower() if encoder is not None and encoder.Encoding else None


def _noticed(message: Any) -> dict[str, Any] | None:
    topic = str(message.Topic._value_1 if message.Topic is not None else "")
    body = message.Message._value_1 if message.Message is not None else None
    data = getattr(body, "Data", None)
    items = {item.Name: item.Value for item in getattr(data, "SimpleItem", None) or []}
    motion = motion_of(topic, items)
    return None if motion is None else {"motion": motion, "topic": topic}


def failure(error: BaseException) -> tuple[str, str]:
    """What went wrong, as a word and a sentence of ours; what a device says is quoted only as far as it is short."""
    said = str(error)
    name = type(error).__name__
    if "authorized" in said.lower() or "401" in said or "403" in said or "Auth" in name:
        return "unauthorized", "The user name or the password is refused."
    if isinstance(error, TimeoutError) or "Timeout" in name:
        return "timeout", "It did not answer in time."
    if "Connect call failed" in said or "refused" in said.lower():
        return "refused", "The connection is refused: nothing listens at this port."
    if "Name or service not known" in said or "getaddrinfo" in said or "DNS" in name:
        return "dns", "The name of the host is not known."
    if isinstance(error, OSError):
        return "unreachable", "The network has no way to this address, or it closed the connection."
    if "doesn`t support service" in said:
        return "notOffered", "The device does not offer this."
    if name == "Fault":
        return "fault", f"The device refused: {said[:200]}" if said else "The device refused."
    return "garbage", "What answers at this address does not speak ONVIF."
