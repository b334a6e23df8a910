"""
One job's eyes: each piece is shown to the child that looks at pictures, whichever child that is by now.

A child that was just started knows nothing of the scene, so it is shown the last piece first: then the next one is
compared with what was before it, and no motion is missed. A piece that ends two children is left out.
"""

import contextlib
from datetime import datetime
from pathlib import Path

from regie.camcron.motion.analyst import Analyst, Glance, Report
from regie.camcron.motion.errors import AnalystGone, Unreadable
from regie.camcron.motion.schemas import MotionNow
from regie.camcron.runs.sensing import Sensing
from regie.kernel.processes.output import Log
from regie.kernel.realtime import Hub

RARE = 4.0
"""Seconds between key frames from which on motion is noticed late."""
SLOW = "this machine is too slow: some of the picture is not looked at"


def channel(job_id: str) -> str:
    """Where the scores of a job (UUID) are told as they come."""
    return f"motion:{job_id}"


class Looking:
    """Asks on behalf of a job (UUID)."""

    def __init__(self, analyst: Analyst, hub: Hub, job_id: str, log: Log) -> None:
        self._analyst = analyst
        self._hub = hub
        self._job_id = job_id
        self._log = log
        self._generation = 0
        self._former: tuple[Path, datetime] | None = None
        self._said: set[str] = set()

    async def look(self, path: Path, at: datetime, sensing: Sensing, best: float) -> Report | None:
        """
        What a piece shows that begins `at`; nothing when nobody could look.

        A picture comes along when one moves more than `best`; below 0: in any case.
        """
        for _ in range(2):
            try:
                await self._remember(sensing)
                cells = self._hub.count(channel(self._job_id)) > 0
                report = await self._analyst.look(
                    self._job_id, str(path), at.timestamp(), sensing, best=best, cells=cells
                )
            except AnalystGone:
                continue  # its end is told by whoever hears of it first
            except Unreadable as error:
                self._log.say(f"{path.name} could not be looked at: {error}")
                return None
            self._former = (path, at)
            self._warn(report, sensing)
            return report
        self._log.say(f"{path.name} was not looked at")
        return None

    def tell(self, at: datetime, glance: Glance, report: Report, *, active: bool) -> None:
        """Say on the live channel what a picture showed; where it changed is known of a piece's last one."""
        where = channel(self._job_id)
        if self._hub.count(where) == 0:
            return
        cells = report.cells if glance is report.glances[-1] else None
        self._hub.publish(
            where,
            MotionNow(
                at=at, score=glance.score, area=glance.area, moving=glance.moving, whole=glance.whole, active=active,
                cells=cells.digits if cells else None, columns=cells.columns if cells else None,
            ),
        )  # fmt: skip

    def is_behind(self) -> None:
        """More waits to be looked at than can be."""
        self._say_once(SLOW)

    def changed(self) -> None:
        """The job says something else: what was told once may be told again."""
        self._said.clear()

    async def _remember(self, sensing: Sensing) -> None:
        generation = await self._analyst.ready()
        if generation == self._generation:
            return
        self._generation = generation
        if self._former is not None:
            path, at = self._former
            with contextlib.suppress(Unreadable):
                await self._analyst.look(self._job_id, str(path), at.timestamp(), sensing)

    def _warn(self, report: Report, sensing: Sensing) -> None:
        """Key frames that come rarely: motion is noticed late, and short one not at all."""
        apart = (report.seconds or 0.0) / max(1, len(report.keys))
        if apart > RARE and sensing.analysis == "keyframes":
            self._say_once(
                f"a key frame comes every {apart:.0f} s only, so motion is noticed that late, and shorter one may be "
                "missed: let the camera send them more often, or set motion.analysis to frames (about a tenth of a "
                "core at 1080p)"
            )

    def _say_once(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            self._log.say(sentence)
