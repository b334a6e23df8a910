"""
The connections that are open to each camera, and who waits for one.

Whatever reads a camera (recordings, pictures, tests, motion, live view, the relay's feeds) takes its connection here
and gives it back, so their count is known and never exceeds what the camera takes. What somebody may do is decided by
`sharing`; who has the higher priority is asked first, among equals who came first, and nobody who reads is interrupted
for another stream. A camera that refuses one connection more has thereby told how many it takes.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from itertools import count

from regie.camcron.runs.feeds import Fed, Feed, Feeds
from regie.camcron.runs.lines import Book, Held, Line, Waiter, Want
from regie.camcron.runs.sharing import (
    Close,
    Direct,
    HandOver,
    Limits,
    Share,
    Step,
    Wait,
    decide,
    plain_of,
    shareable,
    too_many,
)
from regie.camcron.runs.sharing import Feed as ByFeed
from regie.kernel.clock import Clock
from regie.kernel.processes.states import State
from regie.kernel.wire import iso

LINGER = 3.0
"""Seconds that a feed outlives its last reader, for the next one."""
SHARED_NOW = "Another job wants the stream: it is read through the relay from now on."
FEWER_NOW = "The camera takes fewer connections than are open: it goes on through the relay, or waits."
_log = logging.getLogger(__name__)


class NoConnection(Exception):
    """The camera takes no more connections now; the sentence names who holds them."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


FindLimits = Callable[[str], Awaitable[Limits]]
"""What is known of a camera (by UUID) now."""


class Connections:
    """The book. `learned` hears of each camera (UUID) that refused, with the count of connections it takes."""

    def __init__(self, clock: Clock, feeds: Feeds, find: FindLimits) -> None:
        self._clock = clock
        self._feeds = feeds
        self._find = find
        self.learned: Callable[[str, int], None] = lambda camera_id, most: None
        self._cameras: dict[str, Book] = {}
        self._arrivals = count()
        self._tasks: set[asyncio.Task[None]] = set()

    # -- for whoever reads ---------------------------------------------------------------------------------------

    async def open(self, want: Want) -> Line:
        """The right to read, once there is one; raises `NoConnection` if it does not wait."""
        camera = self._cameras.setdefault(want.camera_id, Book())
        if camera.limits is None:
            camera.limits = await self._find(want.camera_id)
        rank = (want.priority, next(self._arrivals))
        go: asyncio.Future[Line] = asyncio.get_running_loop().create_future()
        waiter = Waiter(want, plain_of(want.address), rank, go)
        camera.waiting.append(waiter)
        self._pass(camera)
        if not go.done() and not want.waits:
            camera.waiting.remove(waiter)
            raise NoConnection(waiter.said)
        try:
            return await go
        except asyncio.CancelledError:
            if waiter in camera.waiting:
                camera.waiting.remove(waiter)
            elif go.done() and not go.cancelled():
                go.result().close()  # the door was opened for somebody who has left
            raise

    def changed(self, camera_id: str) -> None:
        """What is known of a camera may be another now."""
        if camera_id in self._cameras:
            task = asyncio.create_task(self._look_again(camera_id), name="limits of a camera")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def feeds(self, camera_id: str, address: str) -> bool:
        """Whether this stream is in the relay now, with frames that come."""
        plain = plain_of(address)
        return any(
            held.feed is not None and held.feed.flowing and held.address == plain for held in self._of(camera_id)
        )

    def has_room(self, camera_id: str) -> bool:
        """Whether nothing is known against one connection more."""
        camera = self._cameras.get(camera_id)
        most = camera.limits.most if camera is not None and camera.limits is not None else None
        return most is None or len(self._of(camera_id)) < most

    def held(self, camera_id: str) -> list[Held]:
        """What is open to a camera now, in the order in which it was opened."""
        return sorted(self._of(camera_id), key=lambda each: each.since)

    def lost(self) -> None:
        """Another server looks after the cameras: no feed goes on."""
        for camera in self._cameras.values():
            for held in camera.held:
                if held.feed is not None:
                    self._close(held)

    async def close(self) -> None:
        """Nobody reads any more: end the feeds and the relay."""
        for camera in self._cameras.values():
            for held in camera.held:
                held.leaving = held.leaving or held.feed is not None
                if held.lingers is not None:
                    held.lingers.cancel()
        await self._feeds.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- for lines -----------------------------------------------------------------------------------------------

    def settled(self, camera_id: str) -> None:
        """A camera delivers on one connection more."""
        self._pass(self._cameras[camera_id])

    def refused(self, camera_id: str, held: Held) -> bool:
        """How many connections are open besides the refused one is how many the camera takes."""
        camera = self._cameras[camera_id]
        others = [each for each in camera.held if each is not held]
        limits = camera.limits or Limits()
        if not others or any(not each.confirmed for each in others):
            camera.careful = bool(others)
            return False
        camera.careful = False
        if limits.most is None or len(others) < limits.most:
            if limits.relay != "never":
                camera.limits = replace(limits, most=len(others))
            self.learned(camera_id, len(others))
        return limits.relay != "never"

    def leave(self, line: Line, held: Held) -> None:
        """A reader has ended."""
        camera = self._cameras[line.want.camera_id]
        if held.feed is None:
            self._release(camera, held)
            return
        held.lines.discard(line)
        if line.address != line.want.address:
            self._feeds.revoke(line.address)
        if not held.lines and not held.leaving:
            held.lingers = asyncio.create_task(self._linger(camera, held), name="feed without readers")
        self._pass(camera)

    # -- inside --------------------------------------------------------------------------------------------------

    def _of(self, camera_id: str) -> list[Held]:
        camera = self._cameras.get(camera_id)
        return camera.held if camera is not None else []

    async def _look_again(self, camera_id: str) -> None:
        camera = self._cameras[camera_id]
        camera.limits = await self._find(camera_id)
        self._pass(camera)

    def _pass(self, camera: Book) -> None:
        """Give what can be given, the most important one first."""
        self._give_up(camera)
        for waiter in sorted(camera.waiting, key=lambda each: (-each.rank[0], each.rank[1])):
            if waiter.go.done():
                camera.waiting.remove(waiter)
                continue
            self._serve(camera, waiter, self._step(camera, waiter))

    def _step(self, camera: Book, waiter: Waiter) -> Step:
        for each in camera.held:
            if each.address == waiter.plain and each.feed is not None and each.feed.is_outdated(waiter.want.address):
                self._close(each)
        want, held = waiter.want, [each.as_seen() for each in camera.held]
        step = decide(
            camera.limits or Limits(), waiter.plain, held, shareable=shareable(want.address, want.codec),
            share=want.share, brief=want.brief, displaces=want.displaces,
        )  # fmt: skip
        if camera.careful and isinstance(step, Direct | ByFeed) and any(not each.confirmed for each in camera.held):
            return Wait()
        return step

    def _serve(self, camera: Book, waiter: Waiter, step: Step) -> None:
        if isinstance(step, Direct | ByFeed | Share):
            camera.waiting.remove(waiter)
            waiter.go.set_result(self._line(camera, waiter, step))
            return
        if isinstance(step, HandOver):
            self._hand_over(camera.held[step.place], SHARED_NOW)
        elif isinstance(step, Close):
            self._close(camera.held[step.place])
        sentence = self._sentence(camera)
        if sentence != waiter.said:
            waiter.said = sentence
            waiter.want.told(sentence)

    def _line(self, camera: Book, waiter: Waiter, step: Direct | ByFeed | Share) -> Line:
        want = waiter.want
        if isinstance(step, Direct):
            held = Held(waiter.plain, self._clock.now(), waiter.rank)
            held.line = Line(self, held, want)
            camera.held.append(held)
            return held.line
        held = self._feed(camera, waiter.plain, want) if isinstance(step, ByFeed) else self._fed(camera, waiter.plain)
        if held.lingers is not None:
            held.lingers.cancel()
            held.lingers = None
        line = Line(self, held, want)
        held.lines.add(line)
        held.rank = max(held.rank, waiter.rank)
        return line

    def _fed(self, camera: Book, plain: str) -> Held:
        return next(held for held in camera.held if held.feed and held.address == plain and not held.leaving)

    def _feed(self, camera: Book, plain: str, want: Want) -> Held:
        held = Held(plain, self._clock.now(), (want.priority, next(self._arrivals)))

        def changed(feed: Feed) -> None:
            self._follow(camera, want.camera_id, held, feed)

        camera.held.append(held)
        held.feed = self._feeds.start(Fed(want.camera_id, want.camera, want.address, want.extra), changed)
        return held

    def _follow(self, camera: Book, camera_id: str, held: Held, feed: Feed) -> None:
        """What happens to a feed's process."""
        state = feed.supervised.state if feed.supervised is not None else State.STARTING
        if state is State.RUNNING and not held.confirmed:
            held.confirmed = True
            self._pass(camera)
        elif state is State.RETRYING:
            held.confirmed = False
            if feed.refused:
                self.refused(camera_id, held)
        elif state is State.ENDED:
            self._release(camera, held)

    def _release(self, camera: Book, held: Held) -> None:
        if held not in camera.held:
            return
        camera.held.remove(held)
        if held.lingers is not None:
            held.lingers.cancel()
        limits, line = camera.limits or Limits(), held.line
        room = limits.most is None or len(camera.held) < limits.most
        if held.leaving and line is not None and room and limits.relay != "never":
            fed = any(each.feed and each.address == held.address and not each.leaving for each in camera.held)
            if not fed:  # nobody else shall have what was handed over
                made = self._feed(camera, held.address, line.want)
                made.lingers = asyncio.create_task(self._linger(camera, made), name="feed without readers")
        self._pass(camera)

    def _give_up(self, camera: Book) -> None:
        """A camera that takes fewer connections than are open gets some back."""
        while (place := too_many(camera.limits or Limits(), [each.as_seen() for each in camera.held])) is not None:
            held = camera.held[place]
            if held.feed is not None:
                self._close(held)
            else:
                self._hand_over(held, FEWER_NOW)

    def _hand_over(self, held: Held, why: str) -> None:
        held.leaving = True
        if held.line is not None and held.line.want.hand_over is not None:
            held.line.want.hand_over(why)

    def _close(self, held: Held) -> None:
        held.leaving = True
        if held.feed is not None:
            held.feed.stop("Nobody reads it.")

    async def _linger(self, camera: Book, held: Held) -> None:
        await self._clock.sleep(LINGER)
        if not held.lines and not held.leaving:
            held.lingers = None
            self._close(held)

    def _sentence(self, camera: Book) -> str:
        """Who holds what, and since when."""
        most = camera.limits.most if camera.limits else None
        if camera.careful and (most is None or len(camera.held) < most):
            return "The camera refused one connection more; it waits until those before it are settled."
        names = ", ".join(_told(camera.held))
        takes = f"{most} connection{'' if most == 1 else 's'} at once" if most is not None else "no more connections"
        return f"The camera takes {takes}, held by {names}."


def _told(held: list[Held]) -> Iterator[str]:
    for each in held:
        how = " through the relay" if each.feed is not None else ""
        yield f"{' and '.join(f'«{name}»' for name in each.names)}{how} since {iso(each.since)}"
