"""
What sends: looks every few seconds, and at once when something was told, for what is to be sent.

Each channel has a task of its own, so a mail server that does not answer holds up no webhook, and nobody who records
waits for either. One instance among several does this, under a lease; what it leaves behind the next one finds.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.leases import LeaseLost, Leases
from regie.kernel.notifications.channels.message import Language, Message, Outcome
from regie.kernel.notifications.channels.senders import Senders
from regie.kernel.notifications.channels.service import Known
from regie.kernel.notifications.dispatch.service import CHANNEL_FAILED, Outbox, Waiting
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.schemas import EventAnswer
from regie.kernel.notifications.service import Notices
from regie.kernel.sweeps import Sweep

LEASE = "core.notifications"
LOOK_EVERY = 5.0
PATIENCE = 90.0
"""Seconds for one attempt, whatever a channel promises."""
T = TypeVar("T")
_log = logging.getLogger(__name__)


class Dispatcher:
    """Routes and sends."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        leases: Leases,
        notices: Notices,
        outbox: Outbox,
        senders: Senders,
        redact: Callable[[str], str],
        defaults: Callable[[], tuple[Language, str]],
    ) -> None:
        self._database = database
        self._clock = clock
        self._leases = leases
        self._notices = notices
        self._outbox = outbox
        self._senders = senders
        self._redact = redact
        self._defaults = defaults
        """The language of messages, and where people reach the server."""
        self._busy: dict[str, asyncio.Task[None]] = {}
        """By channel."""
        self._sweep = Sweep("notifications", self.step, clock=clock, every=LOOK_EVERY, leads=self._leads)

    async def open(self) -> None:
        await self._leases.want(LEASE, gained=lambda _: self._sweep.wake())
        await self._sweep.open()

    async def close(self) -> None:
        await self._sweep.close()
        for task in tuple(self._busy.values()):
            task.cancel()
        await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def wake(self) -> None:
        """Something was told."""
        self._sweep.wake()

    def _leads(self) -> bool:
        return self._leases.held(LEASE)

    async def step(self) -> None:
        """Ask the rules, and begin to send what is due on channels that are not busy."""
        try:
            while await self._write(self._outbox.route):
                pass
        except LeaseLost:  # between two looks; whoever has it now goes on
            return
        async with self._database.read() as session:
            due = await self._outbox.due(session, tuple(self._busy))
        for channel_id, deliveries in due.items():
            if channel_id not in self._busy:
                task = asyncio.create_task(self._send_all(deliveries), name=f"notify {channel_id}")
                self._busy[channel_id] = task
                task.add_done_callback(partial(self._sent, channel_id))

    def _sent(self, channel_id: str, _task: "asyncio.Task[None]") -> None:
        self._busy.pop(channel_id, None)

    async def idle(self) -> None:
        """Until nothing is being sent. For tests."""
        while self._busy:
            await asyncio.gather(*self._busy.values())

    async def send(self, channel: Known, message_id: str, events: tuple[EventAnswer, ...] = ()) -> Outcome:
        """One attempt, now. Without events it is a trial."""
        try:
            async with asyncio.timeout(PATIENCE):
                message = await self._message(message_id, events, channel.fields.language)
                outcome = await self._senders.of(channel.fields).send(message)
        except TimeoutError:
            outcome = Outcome(False, "timeout", f"It was not done within {PATIENCE:g} s.")
        except Exception as error:
            _log.exception("a channel failed", extra={"channel": channel.name})
            outcome = Outcome(False, "error", f"It failed: {type(error).__name__}.")
        return Outcome(outcome.ok, outcome.code, self._redact(outcome.sentence), outcome.is_final, outcome.retry_after)

    async def _message(self, message_id: str, events: tuple[EventAnswer, ...], language: Language | None) -> Message:
        """The message, with the picture of its newest event that has one."""
        default, public_url = self._defaults()
        picture = None
        with_file = [event.file_id for event in events if event.file_id is not None]
        if with_file:
            try:
                picture = await self._notices.picture_of(with_file[-1])
            except Exception:
                _log.warning("an event's picture is missing", exc_info=True, extra={"file": with_file[-1]})
        return Message(message_id, events, language or default, picture, public_url)

    async def _send_all(self, deliveries: list[str]) -> None:
        for delivery_id in deliveries:
            if not self._leads():
                return
            try:
                await self._deliver(delivery_id)
            except LeaseLost:
                return
            except Exception:
                _log.exception("a message could not be sent; it is tried again", extra={"delivery": delivery_id})
                return

    async def _deliver(self, delivery_id: str) -> None:
        async with self._database.read() as session:
            waiting = await self._outbox.waiting(session, delivery_id)
        if waiting is None:
            return
        if waiting.channel is None or not waiting.events:
            why = "Its events were forgotten." if waiting.channel else "The channel is gone, or switched off."
            await self._write(lambda session: self._outbox.drop(session, delivery_id, why))
            return
        if not await self._write(lambda session: self._outbox.begin(session, delivery_id, waiting.attempts)):
            return
        begun = self._clock.monotonic()
        outcome = await self.send(waiting.channel, delivery_id, waiting.events)
        took = self._clock.monotonic() - begun
        if not outcome.ok:
            told = {"channel": waiting.channel_name, "reason": outcome.sentence, "attempts": waiting.attempts + 1}
            _log.warning("a notification did not arrive", extra=told)

        async def note(session: Session) -> None:
            state = await self._outbox.note(session, delivery_id, outcome, took)
            await self._tell(session, waiting, outcome, state)

        await self._write(note)

    async def _tell(self, session: Session, waiting: Waiting, outcome: Outcome, state: str) -> None:
        key, data = f"{CHANNEL_FAILED}:{waiting.channel_id}", {"channelId": waiting.channel_id}
        if state == "failed":
            text = f"Notifications do not arrive by «{waiting.channel_name}»: {outcome.sentence}"
            await self._notices.tell(session, Happening(CHANNEL_FAILED, text, "alert", key=key, data=data))
        elif state == "sent":
            text = f"Notifications arrive by «{waiting.channel_name}» again."
            await self._notices.resolve(session, key, Happening("channelRecovered", text, data=data))

    async def _write(self, work: Callable[[Session], Awaitable[T]]) -> T:
        async with self._database.write() as session:
            await self._leases.guard(session, LEASE)
            return await work(session)
