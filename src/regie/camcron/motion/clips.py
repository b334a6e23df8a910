"""
Pieces of the ring put together into one file, by ffmpeg, in the staging folder.

The file gets its number there when it is complete and flushed of nothing but its name: a crash before that leaves the
pieces, one after it a file that the recovery publishes. When it was last written says when it ends, as of every file
that is found in a staging folder.
"""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from regie.camcron.motion.arguments import ENVIRONMENT, assemble_arguments
from regie.camcron.motion.ring import SLACK, Piece, listing, span
from regie.camcron.runs.containers import Container
from regie.kernel.clock import Clock
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.ffmpeg.progress import ProgressReader
from regie.kernel.ffmpeg.reasons import Kind, reason_of
from regie.kernel.processes import once
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.launch import Launch

PATIENCE = 300.0
"""Seconds: a file of a gigabyte on a slow disk takes one minute."""


class ClipFailed(Exception):
    """A clip could not be put together."""


class Assembler:
    """Makes one file of several pieces."""

    def __init__(self, spawner: Spawner, clock: Clock, ffmpeg: Ffmpeg) -> None:
        self._spawner = spawner
        self._clock = clock
        self._ffmpeg = ffmpeg

    async def assemble(self, pieces: Sequence[Piece], target: Path, container: Container, video: str | None) -> None:
        """
        Write `target` from pieces that follow each other; `video` is their codec.

        Raises `ClipFailed` with a sentence, `OSError` when the folder cannot be used.
        """
        folder = pieces[0].path.parent
        draft, names = folder / f"clip-{target.name}", folder / f"clip-{target.stem}.ffconcat"
        await asyncio.to_thread(names.write_text, listing(pieces), encoding="utf-8")
        problem = await self._join(names, draft, container, video, span(pieces)[1] - SLACK)
        if problem is not None and await asyncio.to_thread(_all_there, pieces):
            # Damage, as a process that was killed leaves it in its last piece: as far as that, all must be in it.
            enough = span(pieces[:-1])[1] - SLACK if len(pieces) > 1 else 0.0
            problem = await self._join(names, draft, container, video, enough, strict=False)
        if problem is not None:
            await asyncio.to_thread(draft.unlink, missing_ok=True)
            raise ClipFailed(problem)
        await asyncio.to_thread(_put, draft, target, names, pieces[-1].ends_at.timestamp())

    async def _join(
        self, names: Path, draft: Path, container: Container, video: str | None, enough: float, *, strict: bool = True
    ) -> str | None:
        """Why it could not be done; a file of less than `enough` seconds is none."""
        words = assemble_arguments(str(names), str(draft), container, video, strict=strict)
        argv = (str(self._ffmpeg.path), *words)
        launch = Launch(argv, cwd=names.parent, env=dict(ENVIRONMENT), pipes=("stderr", "progress"), nice=5)
        done = await once.run(self._spawner, launch, self._clock, seconds=PATIENCE)
        if done.exit.code != 0 or done.timed_out:
            said = done.text("stderr").splitlines()
            found = reason_of(said)
            last = said[-1][:300] if said else ""
            return found.sentence if found.kind is not Kind.UNKNOWN else f"{done.exit.sentence} {last}".strip()
        blocks = ProgressReader().feed(done.output.get("progress", b""))
        seconds = max((block.out_time_us or 0 for block in blocks), default=0) / 1_000_000
        return None if seconds > enough else f"Only {seconds:.1f} s of it can be read."


def _all_there(pieces: Sequence[Piece]) -> bool:
    return all(piece.path.is_file() and piece.path.stat().st_size for piece in pieces)


def _put(draft: Path, target: Path, names: Path, ends_at: float) -> None:
    os.utime(draft, (ends_at, ends_at))
    draft.replace(target)
    names.unlink(missing_ok=True)
