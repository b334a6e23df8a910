"""What the runs that watch for motion are made with: built with the core, because runs are."""

from dataclasses import dataclass

from regie.camcron.motion.analyst import Analyst
from regie.camcron.motion.clips import Assembler
from regie.camcron.motion.detection import Equipment
from regie.camcron.motion.rescue import Rescue
from regie.camcron.motion.service import MotionEvents, Names
from regie.camcron.recordings.service import Files
from regie.camcron.wiring.ground import Ground


@dataclass(frozen=True, slots=True)
class Motion:
    """What runs that watch are made with, and what others tell and ask."""

    events: MotionEvents
    analyst: Analyst
    equipment: Equipment
    rescue: Rescue


def watch_motion(on: Ground, files: Files, names: Names) -> Motion:
    """Built with the core, because runs are."""
    events = MotionEvents(on.database, on.clock, files, on.notices)
    events.names = names
    analyst = Analyst(on.children, on.clock)
    assembler = Assembler(on.children, on.clock, on.ffmpeg)
    return Motion(
        events, analyst, Equipment(analyst, assembler, events, on.hub, on.children), Rescue(analyst, assembler, events)
    )
