"""
Choose how children are started on this machine.

Two forms with one behaviour, held by one test suite: `linux` where the kernel gives pidfds, `portable` elsewhere.
Children get the server's environment without its own `REGIE_*` variables, which may hold secrets.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from regie.kernel.clock import Clock
from regie.kernel.processes import linux
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.leftovers import Leftovers
from regie.kernel.processes.linux import LinuxSpawner
from regie.kernel.processes.pace import Pace
from regie.kernel.processes.portable import PortableSpawner
from regie.kernel.processes.settings import ProcessSettings


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """The server's environment as its children may see it."""
    return {name: value for name, value in own.items() if not name.startswith("REGIE_")}


def spawner(folder: Path, clock: Clock, settings: ProcessSettings) -> Spawner:
    """The form that suits this machine; notes about children lie in `folder`, which only one server may use."""
    form = LinuxSpawner if linux.available() else PortableSpawner
    pace = Pace(clock, settings.start_gap, settings.start_burst)
    return form(clock, pace, Leftovers(folder), environment(os.environ))
