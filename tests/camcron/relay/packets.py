"""RTP packets as cameras send them, for tests: framed, with a payload that only looks like a picture."""

from regie.camcron.relay.sdp import Track

VIDEO = Track("video", "H264", 90_000, "streamid=0", "video 0 RTP/AVP 96", ("a=rtpmap:96 H264/90000",))
VIDEO_265 = Track("video", "H265", 90_000, "streamid=0", "video 0 RTP/AVP 96", ("a=rtpmap:96 H265/90000",))
AUDIO = Track("audio", "PCMA", 8_000, "streamid=1", "audio 0 RTP/AVP 8", ())

H264_IDR, H264_INTER = b"\x65....", b"\x41...."
SDP = (
    b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=No Name\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\na=tool:libavformat\r\n"
    b"m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    b"a=fmtp:96 packetization-mode=1; sprop-parameter-sets=Z0,aM4=\r\n"
    b"a=control:streamid=0\r\n"
    b"m=audio 0 RTP/AVP 8\r\nb=AS:64\r\na=control:streamid=1\r\n"
)


def framed(channel: int, packet: bytes) -> bytes:
    return b"$" + bytes((channel,)) + len(packet).to_bytes(2, "big") + packet


def rtp(payload: bytes, *, stamp: int, sequence: int = 0, channel: int = 0, head: bytes = b"\x80\x60") -> bytes:
    number = sequence.to_bytes(2, "big") + (stamp % (1 << 32)).to_bytes(4, "big")
    return framed(channel, head + number + b"SSRC" + payload)


def sender_report(channel: int, *, seconds: float, stamp: int) -> bytes:
    ntp = round(seconds * (1 << 32))
    return framed(channel, b"\x80\xc8\x00\x06SSRC" + ntp.to_bytes(8, "big") + stamp.to_bytes(4, "big") + bytes(8))
