"""
A look at a stream that never takes a connection too many: through the relay when it is fed, else in its turn.

When a camera has no connection left because this very stream is being recorded, the file that is being written shows
what the camera sends.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from regie.camcron.runs.connections import Connections, NoConnection
from regie.camcron.runs.down import LineDown
from regie.camcron.runs.filming import OpenFilm
from regie.camcron.runs.lines import Line, Want
from regie.camcron.runs.sharing import plain_of
from regie.kernel.ffmpeg.media import Probe, ProbeFailed
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.ffmpeg.reasons import Kind, Reason

PATIENCE = 10.0
WHO = "a connectivity test"
FindFilm = Callable[[str, str], OpenFilm | None]
"""What is being written of a camera's (UUID) stream now, by its address without credentials."""


class Peeking:
    """Looks at streams of cameras."""

    def __init__(self, prober: Prober, connections: Connections, open_film: FindFilm) -> None:
        self._prober = prober
        self._connections = connections
        self._open_film = open_film

    async def probe(self, camera_id: str, camera: str, address: str) -> Probe:
        """What is in the stream; raises `ProbeFailed`, with `busy` when no connection was free in time."""
        try:
            line = await self._line(camera_id, camera, address, waits=False)
        except NoConnection:
            film = self._open_film(camera_id, plain_of(address))
            if film is not None:
                return replace(await self._prober.probe(film.file.path, patience=PATIENCE), secondhand=True)
            line = await self._line(camera_id, camera, address, waits=True)
        try:
            try:
                where = await line.connect()
            except LineDown as down:
                known = next((kind for kind in Kind if kind.value == down.code), Kind.UNKNOWN)
                raise ProbeFailed(Reason(known, down.sentence)) from down
            return await self._look(line, where)
        finally:
            line.close()

    async def _look(self, line: Line, where: str) -> Probe:
        try:
            found = await self._prober.probe(where, patience=PATIENCE)
        except ProbeFailed as failed:
            if failed.reason.kind is Kind.BUSY:
                line.refused()
            raise
        line.confirm()
        return found

    async def _line(self, camera_id: str, camera: str, address: str, *, waits: bool) -> Line:
        said = ""

        def told(sentence: str) -> None:
            nonlocal said
            said = sentence

        want = Want(
            camera_id=camera_id, camera=camera, address=address, who=WHO, brief=True, displaces=False, waits=waits,
            told=told,
        )  # fmt: skip
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._connections.open(want)
        except TimeoutError:
            raise ProbeFailed(Reason(Kind.BUSY, said)) from None
