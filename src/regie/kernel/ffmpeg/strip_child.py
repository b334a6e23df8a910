"""
The child that makes a preview strip of a recorded film: one JPEG of small pictures, and the instants they show.

It seeks to each instant and decodes one keyframe there, so a film of an hour costs as many decoded pictures as the
strip has, whatever its key frames. What does not fit into the bytes that it may take is made poorer, then fewer.
"""

import io
import json
import sys
from time import monotonic
from typing import Any

from regie.kernel.ffmpeg.probe_child import Nothing, failed, open_media
from regie.kernel.ffmpeg.reasons import Kind, reason, reason_of

COLUMNS = 10
QUALITIES = (60, 45, 30)
_MOST_PACKETS = 400
"""Between a place that was sought and a keyframe there."""


def main() -> None:
    """Answer the one request."""
    request = json.load(sys.stdin.buffer)
    said: list[str] = []
    strip = b""
    answer: dict[str, Any]
    try:
        answer, strip = _strip(request, said)
    except Nothing as error:
        answer = failed(error.reason)
    except MemoryError:
        answer = failed(reason(Kind.MEMORY))
    except Exception as error:
        answer = failed(reason_of([f"{type(error).__name__}: {error}", *said]))
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + strip)
    sys.stdout.buffer.flush()


def _strip(request: dict[str, Any], said: list[str]) -> tuple[dict[str, Any], bytes]:
    with open_media(request, said) as container:
        if not container.streams.video:
            raise Nothing(Kind.NO_VIDEO)
        pictures = _pictures(container, request)
    if not pictures:
        raise Nothing(Kind.DAMAGED)
    while pictures:
        for quality in QUALITIES:
            made = _sprite([image for _, image in pictures], quality)
            if len(made) <= request["most"]:
                width, height = pictures[0][1].size
                answer = {
                    "instants": [round(at, 3) for at, _ in pictures],
                    "width": width,
                    "height": height,
                    "columns": min(COLUMNS, len(pictures)),
                }
                return answer, made
        pictures = pictures[::2] if len(pictures) > 1 else []
    return {"instants": [], "width": 0, "height": 0, "columns": 0}, b""


def _pictures(container: Any, request: dict[str, Any]) -> list[tuple[float, Any]]:
    """Instants, seconds from the beginning, with what is seen there; as many as there was time for."""
    stream = container.streams.video[0]
    stream.codec_context.skip_frame = "NONKEY"
    until = monotonic() + request["patience"] * 0.8
    found: dict[int, tuple[float, Any]] = {}
    first: int | None = None
    for number in range(request["count"]):
        if number:
            begin = (first or 0) * stream.time_base
            container.seek(
                int((begin + request["seconds"] * number / request["count"]) / stream.time_base), stream=stream
            )
        frame = _keyframe(container, stream)
        if frame is None or frame.pts is None:
            continue
        first = frame.pts if first is None else first
        if frame.pts not in found:
            found[frame.pts] = (float((frame.pts - first) * stream.time_base), _small(frame, request["width"]))
        if monotonic() > until:
            break
    return [found[pts] for pts in sorted(found)]


def _keyframe(container: Any, stream: Any) -> Any:
    for count, packet in enumerate(container.demux(stream)):
        for frame in packet.decode():
            return frame
        if count > _MOST_PACKETS:
            break
    return None


def _small(frame: Any, width: int) -> Any:
    height = max(2, round(frame.height * width / frame.width / 2) * 2)
    return frame.reformat(width=width, height=height, format="rgb24").to_image()


def _sprite(pictures: list[Any], quality: int) -> bytes:
    from PIL import Image

    width, height = pictures[0].size
    columns = min(COLUMNS, len(pictures))
    sprite = Image.new("RGB", (width * columns, height * -(-len(pictures) // columns)))
    for number, picture in enumerate(pictures):
        sprite.paste(picture, (number % columns * width, number // columns * height))
    held = io.BytesIO()
    sprite.save(held, "JPEG", quality=quality, optimize=True)
    return held.getvalue()


if __name__ == "__main__":
    main()
