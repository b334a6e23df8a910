"""What custom commands may run, as it is set at every moment."""

from functools import partial

from regie.camcron.runs.programs import Programs
from regie.camcron.wiring.ground import Ground


def programs_of(on: Ground) -> Programs:
    """They take changed settings over at once."""
    programs = Programs(on.ffmpeg, on.ffmpeg_paths, on.commands, on.children, on.clock)
    on.live.on("commands", partial(setattr, programs, "settings"))
    on.live.on("ffmpeg.ffprobePath", programs.ffprobe_at)
    return programs
