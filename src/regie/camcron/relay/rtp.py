"""
Just enough of RTP: where a picture begins, whether it is a keyframe, and which instant a timestamp means.

Packets come framed (four bytes, then RTP or RTCP). Nothing here fails on what a broken camera may send: a packet that
makes no sense is simply no keyframe and tells no time.
"""

from dataclasses import dataclass

NTP_SECOND = 1 << 32

_H264_IDR = 5
_H264_STAP_A, _H264_FU_A = 24, 28
_H265_AP, _H265_FU = 48, 49
_H265_IRAP = range(16, 24)
_SENDER_REPORT = 200


@dataclass(frozen=True, slots=True)
class Report:
    """A sender's word on time: this instant (in 2⁻³² s) is this timestamp."""

    ntp: int
    timestamp: int


def timestamp(frame: bytes) -> int | None:
    return int.from_bytes(frame[8:12], "big") if _is_rtp(frame) else None


def sequence(frame: bytes) -> int:
    return int.from_bytes(frame[6:8], "big")


def _is_rtp(frame: bytes) -> bool:
    return len(frame) >= 16 and frame[4] >> 6 == 2


def payload_start(frame: bytes) -> int:
    """Where the payload begins, after the header with its sources and its extension."""
    start = 16 + 4 * (frame[4] & 0x0F)
    if frame[4] & 0x10 and len(frame) >= start + 4:
        start += 4 + 4 * int.from_bytes(frame[start + 2 : start + 4], "big")
    return start


KEYED = frozenset({"H264", "H265", "JPEG"})
"""Codecs whose key frames are recognised."""


def is_key(codec: str, frame: bytes) -> bool:
    """Whether a packet belongs to a picture that needs no other: decoding may begin there."""
    if not _is_rtp(frame):
        return False
    at = payload_start(frame)
    if codec == "H264":
        return _h264_key(frame, at)
    if codec == "H265":
        return _h265_key(frame, at)
    return codec == "JPEG"


def _h264_key(frame: bytes, at: int) -> bool:
    if len(frame) < at + 2:
        return False
    kind = frame[at] & 0x1F
    if kind == _H264_STAP_A:
        return any(frame[unit] & 0x1F == _H264_IDR for unit in _aggregated(frame, at + 1))
    if kind == _H264_FU_A:
        return frame[at + 1] & 0x1F == _H264_IDR
    return kind == _H264_IDR


def _h265_key(frame: bytes, at: int) -> bool:
    if len(frame) < at + 3:
        return False
    kind = frame[at] >> 1 & 0x3F
    if kind == _H265_AP:
        return any(frame[unit] >> 1 & 0x3F in _H265_IRAP for unit in _aggregated(frame, at + 2))
    if kind == _H265_FU:
        return frame[at + 2] & 0x3F in _H265_IRAP
    return kind in _H265_IRAP


def _aggregated(frame: bytes, at: int) -> list[int]:
    """Where each unit of an aggregation begins."""
    units = []
    while at + 2 < len(frame):
        units.append(at + 2)
        at += 2 + int.from_bytes(frame[at : at + 2], "big")
    return units


def report(frame: bytes) -> Report | None:
    """The sender report in an RTCP packet, which comes first when there is one."""
    if len(frame) < 24 or frame[4] >> 6 != 2 or frame[5] != _SENDER_REPORT:
        return None
    return Report(int.from_bytes(frame[12:20], "big"), int.from_bytes(frame[20:24], "big"))


def instant(known: Report, stamp: int, clock_rate: int) -> int:
    """The instant (2⁻³² s) that a timestamp means, less than half a turn of it from the report."""
    ticks = (stamp - known.timestamp + (1 << 31)) % (1 << 32) - (1 << 31)
    return known.ntp + ticks * NTP_SECOND // clock_rate


def stamp_at(known: Report, when: int, clock_rate: int) -> int:
    """The timestamp of an instant, on the clock of the track that sent the report."""
    ticks = round((when - known.ntp) * clock_rate / NTP_SECOND)
    return (known.timestamp + ticks) % (1 << 32)
