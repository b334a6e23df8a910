"""A prober with real children."""

import os

import pytest

from regie.kernel.clock import SystemClock
from regie.kernel.ffmpeg.binary import Finder
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.processes.leftovers import Leftovers
from regie.kernel.processes.linux import LinuxSpawner
from regie.kernel.processes.pace import Pace

CLOCK = SystemClock()


@pytest.fixture
async def spawner(tmp_path):
    spawner = LinuxSpawner(CLOCK, Pace(CLOCK, 0, 4), Leftovers(tmp_path / "children"), dict(os.environ))
    yield spawner
    spawner.close()


@pytest.fixture
async def prober(spawner):
    return Prober(spawner, CLOCK)


@pytest.fixture
async def finder(spawner):
    return Finder(spawner, CLOCK)
