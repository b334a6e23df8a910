"""
The child that looks into foreign streams, files and pictures, so that what crashes in C crashes here.

One request as JSON on stdin (so no password stands in the list of processes), one answer on stdout: a line of JSON,
then, if there is one, a JPEG. What libraries say is turned into a reason here, and goes no further.
"""

import base64
import io
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from regie.kernel.ffmpeg.media import Audio, Probe, Video
from regie.kernel.ffmpeg.reasons import Kind, Reason, reason, reason_of

QUALITY = 85
_MOST_PACKETS = 3000
"""Of a stream without keyframes; with a group of pictures of 10 s at 50 frames and its audio there are a thousand."""
_ORIENTATION = 0x0112
_TURNED = {5, 6, 7, 8}
"""Values of that EXIF tag which stand a picture on its side."""
_SILENCE = 2.0
"""Seconds in which sound that is announced has to come: cameras whose microphone is off announce it all the same."""
_SLOW = 2.0
"""Frames per second under which silence is not waited for: each of them would be."""
_MEASURING = 0.6
"""Part of the patience that reading a whole file may take."""
_FURTHER_BACK = (0.0, 1.0, 3.0, 10.0, 30.0, 100.0)
"""Seconds."""
_PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


class Nothing(Exception):
    """There is no picture to be had."""

    def __init__(self, kind: Kind) -> None:
        self.reason = reason(kind)
        super().__init__(kind)


def main() -> None:
    """Answer the one request."""
    request = json.load(sys.stdin.buffer)
    said: list[str] = []
    picture: bytes | None = None
    answer: dict[str, Any]
    try:
        if request["what"] == "probe":
            answer, picture = _probe(request, said)
        elif request["what"] == "key":
            answer = _key(request, said)
        else:
            answer, picture = {}, _thumbnail(request, said)
    except Nothing as error:
        answer = failed(error.reason)
    except MemoryError:
        answer = failed(reason(Kind.MEMORY))
    except Exception as error:
        answer = failed(_why(request, [f"{type(error).__name__}: {error}", *said]))
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + (picture or b""))
    sys.stdout.buffer.flush()


def _why(request: dict[str, Any], said: list[str]) -> Reason:
    """A file that ends too soon is damaged: nobody was there to close a connection."""
    why = reason_of(said)
    return reason(Kind.DAMAGED) if why.kind is Kind.CLOSED and "://" not in request.get("url", "") else why


def failed(why: Reason) -> dict[str, Any]:
    return {"failed": {"kind": why.kind, "sentence": why.sentence}}


def open_media(request: dict[str, Any], said: list[str]) -> Any:
    import av
    import av.logging

    av.logging.set_level(av.logging.WARNING)
    av.logging.set_libav_level(av.logging.WARNING)
    with av.logging.Capture(local=False) as lines:
        try:
            return av.open(
                request["url"],
                format=request.get("format"),
                options=request.get("options", {}),
                timeout=(request["patience"], request["patience"]),
                metadata_errors="replace",
            )
        finally:
            said.extend(text for _, _, text in lines)


def _probe(request: dict[str, Any], said: list[str]) -> tuple[dict[str, Any], bytes | None]:
    with open_media(request, said) as container:
        if not container.streams.video and not container.streams.audio:
            raise Nothing(Kind.NO_VIDEO)
        picture = None
        if container.streams.video and (request.get("keyframe") or not container.streams.video[0].width):
            picture = _first_keyframe(container, request.get("width"))  # its size may be known only now
        audio = _audio(container)
        if audio is not None and picture is None and "://" in request["url"] and _is_silent(container):
            audio = replace(audio, silent=True)
        found = Probe(
            format=container.format.name,
            video=_video(container),
            audio=audio,
            bitrate=container.bit_rate or None,
            duration=_duration(container, request),
            start=container.start_time / 1_000_000 if container.start_time is not None else None,
            streams=len(container.streams),
        )
    answer = asdict(found)
    answer.pop("keyframe")
    answer.pop("secondhand")
    return answer, picture if request.get("keyframe") else None


def _key(request: dict[str, Any], said: list[str]) -> dict[str, Any]:
    """Packets are looked at, none is decoded."""
    with open_media(request, said) as container:
        if not container.streams.video:
            raise Nothing(Kind.NO_VIDEO)
        stream = container.streams.video[0]
        begin = next((packet.pts for packet in container.demux(stream) if packet.pts is not None), None)
        if begin is None:
            raise Nothing(Kind.DAMAGED)
        found = _key_before(container, stream, int(begin), float(request["at"]))
        return {"at": float((found - begin) * stream.time_base), "begin": float(begin * stream.time_base)}


def _key_before(container: Any, stream: Any, begin: int, at: float) -> int:
    """A place that is sought is not a key frame in each container; then it is sought further back."""
    latest = begin + int((at + 0.001) / stream.time_base)
    for back in _FURTHER_BACK:
        if back >= at:
            break
        found = None
        container.seek(begin + int((at - back) / stream.time_base), stream=stream)
        for packet in container.demux(stream):
            if packet.pts is None or packet.pts > latest:
                break
            found = packet.pts if packet.is_keyframe else found
        if found is not None:
            return int(found)
    return begin


def _duration(container: Any, request: dict[str, Any]) -> float | None:
    """Seconds; of a file that was never finished, and so does not say it, by reading it through."""
    if container.duration:
        return float(container.duration / 1_000_000)
    path = Path(request["url"])
    if not container.streams.video or not path.is_file() or path.suffix.lower() in _PICTURES:
        return None
    return _measured(container, path.stat().st_size, monotonic() + request["patience"] * _MEASURING)


def _measured(container: Any, size: int, until: float) -> float | None:
    """From the first time stamp to the last; when there is too much to read, as if the rest were like the beginning."""
    stream = container.streams.video[0]
    first = last = None
    read = size
    container.seek(0)
    for packet in container.demux(stream):
        if packet.pts is None or not packet.size:
            continue
        first = packet.pts if first is None else min(first, packet.pts)
        last = max(last or packet.pts, packet.pts + (packet.duration or 0))
        if monotonic() > until and packet.pos:
            read = packet.pos
            break
    if first is None or last is None:
        return None
    return round(float((last - first) * stream.time_base) * size / read, 3)


def _video(container: Any) -> Video | None:
    if not container.streams.video:
        return None
    stream = container.streams.video[0]
    context = stream.codec_context
    rate = stream.average_rate or stream.guessed_rate
    return Video(
        codec=_codec(context),
        width=context.width,
        height=context.height,
        fps=_number(rate),
        profile=context.profile,
    )


def _codec(context: Any) -> str:
    """The codec, whatever its decoder is called: `mp3`, not `mp3float`."""
    return str(context.codec.canonical_name)


def _audio(container: Any) -> Audio | None:
    if not container.streams.audio:
        return None
    context = container.streams.audio[0].codec_context
    return Audio(codec=_codec(context), rate=context.sample_rate or None, channels=context.channels or None)


def _is_silent(container: Any) -> bool:
    """Whether pictures come for a while, and no sound."""
    if not container.streams.video:
        return False
    rate = _number(container.streams.video[0].average_rate)
    if rate is not None and rate < _SLOW:
        return False
    until = monotonic() + _SILENCE
    for packet in container.demux():
        if packet.stream.type == "audio" and packet.size:
            return False
        if monotonic() > until:
            return True
    return False


def _number(rate: Any) -> float | None:
    return round(float(rate), 3) if rate else None


def _first_keyframe(container: Any, width: int | None) -> bytes | None:
    """Only what is decoded whole: no grey picture from the middle of a group."""
    stream = container.streams.video[0]
    stream.codec_context.skip_frame = "NONKEY"
    for count, packet in enumerate(container.demux(stream)):
        for frame in packet.decode():
            return _jpeg(frame.to_image(), width)
        if count > _MOST_PACKETS:
            break
    return None


def _thumbnail(request: dict[str, Any], said: list[str]) -> bytes:
    if picture := request.get("picture"):
        return _scaled(io.BytesIO(base64.b64decode(picture)), request["width"])
    path = Path(request["url"])
    if path.suffix.lower() in _PICTURES:
        with path.open("rb") as file:
            return _scaled(file, request["width"])
    with open_media(request, said) as container:
        if not container.streams.video:
            raise Nothing(Kind.NO_VIDEO)
        if at := request.get("at"):
            container.seek(int((at + (container.start_time or 0) / 1_000_000) * 1_000_000), backward=True)
        picture = _first_keyframe(container, request["width"])
    if picture is None:
        raise Nothing(Kind.DAMAGED)
    return picture


def _scaled(file: BinaryIO, width: int) -> bytes:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(file) as image:
            size = image.size
            if image.getexif().get(_ORIENTATION, 1) in _TURNED:
                size = (size[1], size[0])
            image.draft("RGB", (width, width))  # a JPEG is decoded at an eighth where that is enough
            return _jpeg(ImageOps.exif_transpose(image), width, size)
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError, OSError) as error:
        raise Nothing(Kind.DAMAGED) from error


def _jpeg(image: Any, width: int | None, size: tuple[int, int] | None = None) -> bytes:
    """At most that wide, in the proportions of `size` (of the whole picture), or of the picture itself."""
    whole, tall = size or image.size
    if width and whole > width:
        image = image.resize((width, max(1, round(tall * width / whole))), reducing_gap=2.0)
    held = io.BytesIO()
    image.convert("RGB").save(held, "JPEG", quality=QUALITY)
    return held.getvalue()


if __name__ == "__main__":
    main()
