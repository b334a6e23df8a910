"""
CamCron put together: the core, and the features that stand on it, each in a module of this package.

The order of `PARTS` is the order of opening; closing goes the other way, so what stands on something ends before it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from fastapi import APIRouter

from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.loops import Reconciler
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.service import Jobs
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.camcron.runs.recorder import Recorder
from regie.camcron.runs.scratch import clear
from regie.camcron.wiring.broker import broker
from regie.camcron.wiring.core import Core, built, recording
from regie.camcron.wiring.devices import devices
from regie.camcron.wiring.exports import exports
from regie.camcron.wiring.files import files
from regie.camcron.wiring.ground import LEASE, Ground, base_of, roots_of
from regie.camcron.wiring.motion import motion
from regie.camcron.wiring.overrides import overrides
from regie.camcron.wiring.parts import Part
from regie.camcron.wiring.past import past
from regie.camcron.wiring.planning import planning
from regie.camcron.wiring.retention import retention
from regie.camcron.wiring.series import series
from regie.camcron.wiring.showing import showing
from regie.camcron.wiring.telling import telling
from regie.camcron.wiring.timelapse import timelapse
from regie.camcron.wiring.viewing import viewing
from regie.camcron.wiring.volumes import volumes
from regie.camcron.wiring.watching import watching
from regie.kernel.configuration.transfer import Section

__all__ = ["LEASE", "CamCron", "Ground", "base_of", "opened", "roots_of"]

CACHES = ("thumbnails", "playing")
"""Folders of `DATA/tmp` that a start goes on using."""
PARTS: tuple[Callable[[Ground, Core], Part], ...] = (
    motion,
    recording,
    planning,
    overrides,
    past,
    files,
    timelapse,
    exports,
    volumes,
    watching,
    devices,
    showing,
    telling,
    broker,
    retention,
    viewing,
    series,
)


@dataclass(frozen=True, slots=True)
class CamCron:
    """The application: its routers, and what the demonstration and the command line use."""

    routers: tuple[APIRouter, ...]
    sections: tuple[Section, ...]
    cameras: Cameras
    jobs: Jobs
    shelf: Shelf
    files: Files
    roots: Roots
    recorder: Recorder
    reconciler: Reconciler


@asynccontextmanager
async def opened(on: Ground) -> AsyncIterator[CamCron]:
    """Build everything, then begin; kinds of tasks are declared before the first `await` of the caller's body."""
    await asyncio.to_thread(clear, on.data / "tmp", but=CACHES)
    core = await built(on)
    parts = [put_together(on, core) for put_together in PARTS]
    async with AsyncExitStack() as closing:
        for part in parts:
            await part.open()
            closing.push_async_callback(part.close)
        await on.leases.want(LEASE, gained=lambda generation: _gained(parts, generation), lost=lambda: _lost(parts))
        yield CamCron(
            routers=tuple(router for part in parts for router in part.routers),
            sections=tuple(section for part in parts for section in part.sections),
            cameras=core.cameras,
            jobs=core.jobs,
            shelf=core.shelf,
            files=core.files,
            roots=core.roots,
            recorder=core.recorder,
            reconciler=core.reconciler,
        )


def _gained(parts: list[Part], generation: int) -> None:
    for part in parts:
        part.gained(generation)


def _lost(parts: list[Part]) -> None:
    for part in reversed(parts):
        part.lost()
