"""What is foreseen for a plan is nobody's business afterwards."""

from pathlib import Path
from typing import Any

from regie.camcron.jobs.lookout import Lookout
from regie.camcron.runs.programs import Programs
from regie.camcron.runs.settings import CommandSettings
from regie.kernel.ffmpeg.settings import FfmpegSettings

NOBODY: Any = None


async def test_programs_that_somebody_asked_for_in_a_plan_are_not_kept_in_mind():
    programs = Programs(NOBODY, FfmpegSettings(), CommandSettings(), NOBODY, NOBODY)
    lookout = Lookout(NOBODY, Path(), programs)

    ahead = await lookout.at("custom_command", None, {"command": "nmap {cameraId}"})

    assert ahead is not None and ahead.obstacle is not None and "«nmap»" in ahead.obstacle.sentence
    assert programs.problem("nmap") is None, "a reader could fill the memory with names"
