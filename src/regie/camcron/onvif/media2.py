"""
The second media service of ONVIF: where devices of profile T tell of their streams, and the only one that knows H.265.

The library has no description of it, so its three requests are written here, and answers are read by the names of their
elements, whatever else a device puts around them. Source: https://www.onvif.org/ver20/media/wsdl/media.wsdl.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from regie.camcron.onvif.foreign import number_of, text_of, tree_of

SPACE = "http://www.onvif.org/ver20/media/wsdl"
SOAP = "http://www.w3.org/2003/05/soap-envelope"
TRANSPORTS = ("RTSP", "RtspUnicast")
"""Words for a stream of RTSP: over TCP, and the one that every device knows."""
_SAME = {"mp4a-latm": "aac", "mpeg4-generic": "aac"}

Post = Callable[[Any, str], Awaitable[tuple[int, bytes]]]
"""Signs an envelope and sends it for that action; the status and the body of the answer."""


class Unanswered(Exception):
    """What came is no answer to what was asked."""


class Fault(Unanswered):
    """The device refuses, in these words."""


class Media2:
    """Its requests. A device that refuses to list its profiles, or talks nonsense, raises `Unanswered`."""

    def __init__(self, post: Post) -> None:
        self._post = post

    async def profiles(self) -> list[dict[str, Any]]:
        """What it offers, still without addresses."""
        answer = await self._ask("GetProfiles", Type="All")
        return [profile_of(told) for told in answer.iter("{*}Profiles") if told.get("token")]

    async def stream(self, profile: str) -> str | None:
        """Where a profile's pictures come from."""
        for transport in TRANSPORTS:
            if (told := await self._uri("GetStreamUri", Protocol=transport, ProfileToken=profile)) is not None:
                return told
        return None

    async def snapshot(self, profile: str) -> str | None:
        """Where a single picture comes from."""
        return await self._uri("GetSnapshotUri", ProfileToken=profile)

    async def _uri(self, operation: str, **words: str) -> str | None:
        try:
            return text_of(await self._ask(operation, **words), "Uri")
        except Unanswered:
            return None

    async def _ask(self, operation: str, **words: str) -> Any:
        status, body = await self._post(envelope(operation, words), f"{SPACE}/{operation}")
        tree = tree_of(body)
        if tree is not None and (fault := next(tree.iter(f"{{{SOAP}}}Fault"), None)) is not None:
            raise Fault(text_of(fault, "Reason/Text") or text_of(fault, "Code/Subcode/Value") or "")
        if status in (401, 403):
            raise Fault("Sender not authorized")
        answer = None if tree is None else next(tree.iter(f"{{*}}{operation}Response"), None)
        if answer is None:
            raise Unanswered(f"{operation} was answered with {status}")
        return answer


def envelope(operation: str, words: dict[str, str]) -> Any:
    """A request, not signed yet."""
    from lxml import etree

    made = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap-env": SOAP})
    asked = etree.SubElement(etree.SubElement(made, f"{{{SOAP}}}Body"), f"{{{SPACE}}}{operation}", nsmap={"tr2": SPACE})
    for name, value in words.items():
        etree.SubElement(asked, f"{{{SPACE}}}{name}").text = value
    return made


def profile_of(told: Any) -> dict[str, Any]:
    """A profile in the words that are used for both services."""
    width, height = (number_of(told, f"Configurations/VideoEncoder/Resolution/{side}") for side in ("Width", "Height"))
    rate = "Configurations/VideoEncoder/RateControl"
    bitrate = number_of(told, f"{rate}/BitrateLimit")
    return {
        "id": told.get("token"), "name": text_of(told, "Name"),
        "codec": codec_of(text_of(told, "Configurations/VideoEncoder/Encoding")),
        "width": int(width) if width else None, "height": int(height) if height else None,
        "fps": number_of(told, f"{rate}/FrameRateLimit"), "bitrate": int(bitrate) if bitrate else None,
        "audioCodec": codec_of(text_of(told, "Configurations/AudioEncoder/Encoding")),
        "ptz": told.find("{*}Configurations/{*}PTZ") is not None,
    }  # fmt: skip


def codec_of(encoding: str | None) -> str | None:
    """A medium's subtype, as `H265` or `video/H265`, in lower case; AAC by its short name."""
    short = encoding.rpartition("/")[2].lower() if encoding else None
    return _SAME.get(short, short) if short else None
