"""Each form of spawning, for the one suite that they must all pass; and the scene of a supervised work."""

import asyncio
import os
import sys

import pytest

from regie.kernel.clock import SystemClock
from regie.kernel.processes import linux
from regie.kernel.processes.leftovers import Leftovers
from regie.kernel.processes.linux import LinuxSpawner
from regie.kernel.processes.pace import Pace
from regie.kernel.processes.portable import PortableSpawner
from regie.kernel.processes.spawn import environment
from tests.kernel.processes.scene import Scene

FORMS = {
    "linux": LinuxSpawner,
    "portable": PortableSpawner,
    "as-on-windows": lambda *parts: PortableSpawner(*parts, signals=False, inherits=False),
}


def make_spawner(form: str, folder, gap: float = 0.0):
    clock = SystemClock()
    own = {**os.environ, "REGIE_SECRET": "hunter2"}
    return FORMS[form](clock, Pace(clock, gap, 4), Leftovers(folder), environment(own))


@pytest.fixture(params=list(FORMS))
async def spawner(request, tmp_path):
    """A spawner of each form that this system can have."""
    if request.param == "linux":
        assert linux.available() == (sys.platform == "linux"), "this kernel is older than Linux 5.3"
    spawner = make_spawner(request.param, tmp_path / "children")
    yield spawner
    spawner.close()


@pytest.fixture
async def scene():
    scene = Scene()
    yield scene
    closing = asyncio.ensure_future(scene.supervisor.close())
    await scene.clock.advance(30)
    await closing
