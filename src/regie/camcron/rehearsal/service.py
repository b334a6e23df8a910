"""
Live pictures with their scores, for one viewer at a time.

They are the pictures of the live view, so the camera's connection is shared with everybody else; they are looked at by
the process that looks for all jobs, as it looks at the last picture of a piece. Where an event would begin and end is
decided as in a run.
"""

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator

from pydantic import ValidationError

from regie.camcron.live.errors import NoLiveView
from regie.camcron.live.service import LiveView
from regie.camcron.live.works import Screen
from regie.camcron.motion.analyst import Analyst
from regie.camcron.motion.decide import Decider, Rule
from regie.camcron.motion.errors import AnalystGone, Unreadable
from regie.camcron.motion.schemas import MotionFields
from regie.camcron.rehearsal.schemas import MotionTried, RehearsalBegins, RehearsalTrouble
from regie.camcron.runs.sensing import Sensing
from regie.kernel.clock import Clock
from regie.kernel.ids import new_id

AGAIN = 1.0
"""Seconds before pictures are asked for again when none come: less than the live view outlives its last viewer."""
Message = RehearsalBegins | RehearsalTrouble | MotionTried | bytes


class Wish:
    """The limits of one viewer: the usual ones until others are heard of."""

    def __init__(self) -> None:
        self.sensing = Sensing()

    def hear(self, text: str) -> None:
        """Take these limits, as `processConfig.motion` has them; what is none changes nothing."""
        with contextlib.suppress(ValidationError):
            self.sensing = MotionFields.model_validate_json(text).sensing()


class Rehearsals:
    """Asks the live view for pictures, and the process that looks what it makes of them."""

    def __init__(self, live: LiveView, analyst: Analyst, clock: Clock) -> None:
        self._live = live
        self._analyst = analyst
        self._clock = clock

    async def follow(self, screen: Screen, wish: Wish) -> AsyncGenerator[Message]:
        """Each picture, then its score; why there is none, once, when none comes. Ends when it is closed."""
        told: str | None = None
        while True:
            try:
                async with self._live.slides(screen) as pictures:
                    told = None
                    yield RehearsalBegins()
                    async with contextlib.aclosing(self._scored(pictures, wish)) as messages:
                        async for message in messages:
                            yield message
            except NoLiveView as trouble:
                reason = trouble.detail or trouble.title
                if reason != told:
                    told = reason
                    yield RehearsalTrouble(code=str(trouble.facts.get("cause", "")), reason=reason)
            await self._clock.sleep(AGAIN)

    async def _scored(self, pictures: AsyncIterator[bytes], wish: Wish) -> AsyncGenerator[bytes | MotionTried]:
        who, decider = f"rehearsal {new_id()}", Decider(Rule.of(wish.sensing))
        try:
            async for picture in pictures:
                at, sensing = self._clock.now(), wish.sensing
                try:
                    glance, cells = await self._analyst.glance(who, picture, at.timestamp(), sensing)
                except (AnalystGone, Unreadable):
                    continue  # the next picture is looked at, by another child if need be
                decider.rule = Rule.of(sensing)
                decider.saw(at, glance.score, glance.area, glance.moving)
                yield picture
                yield MotionTried(
                    at=at, score=glance.score, area=glance.area, moving=glance.moving, whole=glance.whole,
                    active=decider.episode is not None, cells=cells.digits, columns=cells.columns,
                    min_area=round(sensing.area, 5), threshold=round(sensing.levels, 1),
                )  # fmt: skip
        finally:
            await self._analyst.forget(who)
