"""
Look into a stream, a file or a picture, by a child that may crash or hang for us.

A few children at a time; each has its time and is killed when it is over. The address travels on the child's stdin.
Whoever asks gets what was found, or `ProbeFailed` with a reason in words.
"""

import asyncio
import json
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

from regie.kernel.clock import Clock
from regie.kernel.ffmpeg.media import Probe, ProbeFailed, Strip
from regie.kernel.ffmpeg.reasons import Kind, Reason, reason
from regie.kernel.processes import once
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.launch import Launch

AT_ONCE = 2
START_UP = 3.0
"""Seconds a child may need to load its libraries before it looks at anything: 0.3 on a machine at rest."""
STRIP_PATIENCE = 90.0
_LIVE_START = {"probesize": "2000000", "analyzeduration": "3000000"}
"""A look, not a recording: whatever is not understood by then is left open. Most is after a tenth of it."""
_NETWORK = (
    "tcp,udp,rtp,srtp,tls,crypto,http,https,httpproxy,rtmp,rtmps,rtmpt,rtmpts,rtmpe,rtmpte,ffrtmphttp,ffrtmpcrypt"
)


class Prober:
    """Asks children. `at_once` bounds how many run; the others wait, and their time begins with their child's."""

    def __init__(self, spawner: Spawner, clock: Clock, at_once: int = AT_ONCE) -> None:
        self._spawner = spawner
        self._clock = clock
        self._room = asyncio.Semaphore(at_once)

    async def probe(
        self,
        url: str | Path,
        *,
        transport: str | None = None,
        patience: float = 10.0,
        keyframe: bool = False,
        width: int | None = None,
        options: dict[str, str] | None = None,
    ) -> Probe:
        """
        What is in it. `transport` (`tcp`, `udp`) is for RTSP; `patience` in seconds is for the whole look.

        With `keyframe` the first keyframe comes along as a JPEG, at most `width` pixels wide. `options` go to the
        library that opens the stream.
        """
        request = {
            "what": "probe",
            "url": str(url),
            "options": {**_options(str(url), transport, patience), **(options or {})},
            "keyframe": keyframe,
            "width": width,
        }
        told, picture = await self._ask(request, patience)
        return Probe.read(told, picture)

    async def thumbnail(
        self, source: Path | bytes, width: int, *, at: float | None = None, patience: float = 10.0
    ) -> bytes:
        """
        A JPEG at most that wide: of a picture, or of the keyframe of a video at or before `at` seconds.

        `source` may also be the picture itself (a keyframe that somebody has).
        """
        if isinstance(source, bytes):
            return await self._of_bytes(source, width, patience)
        request = {"what": "thumbnail", "url": str(source), "options": {}, "width": width, "at": at}
        return (await self._ask(request, patience))[1] or b""

    async def _of_bytes(self, picture: bytes, width: int, patience: float) -> bytes:
        request = {"what": "thumbnail", "url": "", "picture": b64encode(picture).decode(), "width": width}
        return (await self._ask(request, patience))[1] or b""

    async def key_before(self, source: Path, at: float, *, patience: float = 20.0) -> tuple[float, float]:
        """
        Where the key frame at or before `at` seconds of a film is: seconds from its beginning.

        And where that beginning is in the film's own time.
        """
        request = {"what": "key", "url": str(source), "options": _options(str(source), None, patience), "at": at}
        told, _ = await self._ask(request, patience)
        return float(told["at"]), float(told["begin"])

    async def strip(self, source: Path, *, seconds: float, count: int, width: int, most: int) -> tuple[Strip, bytes]:
        """
        At most `count` small pictures of a film of that length in one JPEG of at most `most` bytes.

        Without pictures when not even one fits. Work for times of rest: it steps behind everything else.
        """
        request = {"url": str(source), "options": _options(str(source), None, 0), "seconds": seconds, "count": count}
        told, picture = await self._ask(
            {**request, "width": width, "most": most}, STRIP_PATIENCE, child="strip_child", nice=15
        )
        return Strip(**told), picture or b""

    async def _ask(
        self, request: dict[str, Any], patience: float, *, child: str = "probe_child", nice: int = 5
    ) -> tuple[dict[str, Any], bytes | None]:
        launch = Launch(
            (sys.executable, "-P", "-m", f"regie.kernel.ffmpeg.{child}"), pipes=("stdout",), stdin=True, nice=nice
        )
        feed = json.dumps({**request, "patience": patience}).encode()
        async with self._room:
            finished = await once.run(self._spawner, launch, self._clock, seconds=patience + START_UP, feed=feed)
        if finished.timed_out:
            raise ProbeFailed(reason(Kind.TIMEOUT))
        line, _, picture = finished.output.get("stdout", b"").partition(b"\n")
        if finished.exit.code != 0 or finished.flooded or not line:
            raise ProbeFailed(reason(Kind.CRASHED))
        told = json.loads(line)
        if failed := told.get("failed"):
            raise ProbeFailed(Reason(Kind(failed["kind"]), failed["sentence"]))
        return told, picture or None


def _options(url: str, transport: str | None, patience: float) -> dict[str, str]:
    """What the library needs to be neither slow, nor patient for ever, nor led from a camera to our own files."""
    micros = str(int(patience * 1_000_000))
    scheme = url.partition("://")[0].lower() if "://" in url else "file"
    if scheme == "file":
        return {"protocol_whitelist": "file"}
    live = {**_LIVE_START, "protocol_whitelist": f"{scheme},{_NETWORK}"}
    if scheme in {"rtsp", "rtsps"}:
        return {**live, "timeout": micros, "rtsp_transport": transport or "tcp"}
    return {**live, "rw_timeout": micros}
