"""
The outbox: events asked of the rules once, and messages kept until they have arrived.

Each message is a row from the moment at which it is decided. An attempt is noted before it is made, with the time of
the next one, so that whoever dies in the middle is followed by somebody who tries again, and nobody tries twice.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, delete, func, select, update

from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.db.paging import page_by_time
from regie.kernel.ids import new_id
from regie.kernel.notifications.channels.message import Outcome
from regie.kernel.notifications.channels.service import Channels, Known
from regie.kernel.notifications.models import Delivery, Event
from regie.kernel.notifications.queries import answer_of
from regie.kernel.notifications.rules.matching import Routed, Told, route
from regie.kernel.notifications.rules.pacing import backoff, due, is_given_up, subject_of
from regie.kernel.notifications.rules.service import Rules
from regie.kernel.notifications.schemas import EventAnswer
from regie.kernel.sites.service import DEFAULT, Sites
from regie.kernel.wire import iso

AT_ONCE = 100
"""Events that are asked of the rules in one transaction."""
TOO_OLD = timedelta(days=1)
"""An event that nobody was there to tell of is not told any more."""
MOST_EVENTS = 100
"""In one message."""
SENT_IN_A_ROW = 50
"""Messages of one channel that are looked up at once: one that is far behind takes no room from the others."""
KEPT_OUTCOMES = 20
FORGOTTEN_AT_ONCE = 1000
PENDING = ("held", "waiting")
CHANNEL_FAILED = "channelFailed"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which deliveries; what is not given does not matter."""

    channel_id: str | None = None
    state: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that is due, with its channel; none when that is gone or switched off."""

    id: str
    channel_id: str
    channel_name: str
    attempts: int
    created_at: datetime
    channel: Known | None
    events: tuple[EventAnswer, ...]


class Outbox:
    """The use cases. Every method works inside of the caller's transaction."""

    def __init__(self, clock: Clock, channels: Channels, rules: Rules, sites: Sites) -> None:
        self._clock = clock
        self._channels = channels
        self._rules = rules
        self._sites = sites

    # -- which channels hear of it -------------------------------------------------------------------------------

    async def route(self, session: Session) -> int:
        """Ask the rules of the oldest events that nobody asked them of; how many there were."""
        query = select(Event).where(Event.routed_at.is_(None)).order_by(Event.at, Event.id).limit(AT_ONCE)
        events = (await session.scalars(query)).all()
        if not events:
            return 0
        now = self._clock.now()
        channels = {known.id: known for known in await self._channels.all(session) if known.enabled}
        rules = [(rule.id, self._rules.fields(rule)) for rule in await self._rules.all(session)]
        default = await self._sites.zone(session, DEFAULT)

        def zone_of(name: str | None) -> tzinfo:
            return ZoneInfo(name) if name else default

        for event in events:
            event.routed_at = now
            if now - event.at < TOO_OLD:
                told = await self._told(session, event)
                for routed in route(told, rules, channels, zone_of):
                    await self._put(session, event, routed, channels[routed.channel_id].name, now)
        return len(events)

    async def _told(self, session: Session, event: Event) -> Told:
        alert = await session.get(Event, event.resolves) if event.resolves is not None else None
        return Told(
            at=event.at,
            kind=event.kind,
            level=event.level,
            camera=event.camera_slug,
            job=event.job_slug,
            site=event.site,
            tags=tuple(event.tags),
            ended=(alert.kind, alert.level) if alert is not None else None,
            channel=event.data.get("channelId"),
        )

    async def _put(self, session: Session, event: Event, routed: Routed, name: str, now: datetime) -> None:
        rule = routed.rule
        subject = subject_of(event.kind, event.camera_id, event.job_id, event.key, digest=rule.digest_minutes > 0)
        same = (
            Delivery.channel_id == routed.channel_id,
            Delivery.rule_id == routed.rule_id,
            Delivery.subject == subject,
        )
        held = await session.scalar(select(Delivery).where(*same, Delivery.state == "held"))
        if held is not None:
            held.event_ids = [*held.event_ids, event.id]
            if len(held.event_ids) >= MOST_EVENTS:
                held.state = "waiting"
            await session.flush()
            return
        latest = select(func.max(func.coalesce(Delivery.sent_at, Delivery.due_at)))
        last = await session.scalar(latest.where(*same, Delivery.state.in_(("waiting", "sent"))))
        when = due(now, last=last, cooldown_seconds=rule.cooldown_seconds, digest_minutes=rule.digest_minutes)
        session.add(
            Delivery(
                id=new_id(),
                created_at=now,
                channel_id=routed.channel_id,
                channel_name=name,
                rule_id=routed.rule_id,
                rule_name=rule.name,
                subject=subject,
                event_ids=[event.id],
                state="held" if when.held else "waiting",
                due_at=when.at,
                attempts=0,
                outcomes=[],
            )
        )
        await session.flush()

    # -- sending -------------------------------------------------------------------------------------------------

    async def due(self, session: Session, busy: Collection[str] = ()) -> dict[str, list[str]]:
        """Ids of messages that are due, by channel, the longest due first; some of each channel that is not busy."""
        place = func.row_number().over(partition_by=Delivery.channel_id, order_by=(Delivery.due_at, Delivery.id))
        ranked = (
            select(Delivery.channel_id, Delivery.id, place.label("place"))
            .where(
                Delivery.state.in_(PENDING),
                Delivery.due_at <= self._clock.now(),
                Delivery.channel_id.not_in(list(busy)),
            )
            .subquery()
        )
        query = select(ranked.c.channel_id, ranked.c.id).where(ranked.c.place <= SENT_IN_A_ROW)
        found: dict[str, list[str]] = {}
        for channel_id, delivery_id in await session.execute(query.order_by(ranked.c.channel_id, ranked.c.place)):
            found.setdefault(channel_id, []).append(delivery_id)
        return found

    async def next_due(self, session: Session) -> datetime | None:
        """When the next message is due."""
        found: datetime | None = await session.scalar(
            select(func.min(Delivery.due_at)).where(Delivery.state.in_(PENDING))
        )
        return found

    async def waiting(self, session: Session, delivery_id: str) -> Waiting | None:
        """What is to be sent; nothing when it has been sent meanwhile."""
        row = await session.get(Delivery, delivery_id)
        if row is None or row.state not in PENDING:
            return None
        known = {known.id: known for known in await self._channels.all(session)}
        channel = known.get(row.channel_id)
        query = select(Event).where(Event.id.in_(row.event_ids)).order_by(Event.at, Event.id)
        return Waiting(
            id=row.id,
            channel_id=row.channel_id,
            channel_name=row.channel_name,
            attempts=row.attempts,
            created_at=row.created_at,
            channel=channel if channel is not None and channel.enabled else None,
            events=tuple(answer_of(event, None) for event in await session.scalars(query)),
        )

    async def begin(self, session: Session, delivery_id: str, attempts: int) -> bool:
        """Note that an attempt is about to be made; no when somebody else was quicker."""
        done: CursorResult[Any] = await session.execute(  # type: ignore[assignment]  # what an update answers
            update(Delivery)
            .where(Delivery.id == delivery_id, Delivery.state.in_(PENDING), Delivery.attempts == attempts)
            .values(
                state="waiting",
                attempts=attempts + 1,
                due_at=self._clock.now() + timedelta(seconds=backoff(attempts + 1)),
            )
        )
        return bool(done.rowcount)

    async def drop(self, session: Session, delivery_id: str, why: str) -> None:
        """Send it to nobody."""
        row = await session.get(Delivery, delivery_id)
        if row is not None and row.state in PENDING:
            row.state = "dropped"
            self._note(row, Outcome(False, "dropped", why), 0.0)

    async def note(self, session: Session, delivery_id: str, outcome: Outcome, seconds: float) -> str:
        """How the attempt ended; the state of the message now."""
        row = await session.get(Delivery, delivery_id)
        if row is None or row.state != "waiting":
            return row.state if row is not None else "dropped"
        now = self._clock.now()
        self._note(row, outcome, seconds)
        if outcome.ok:
            row.state, row.sent_at = "sent", now
        elif outcome.is_final or is_given_up(row.created_at, now):
            row.state = "failed"
        else:
            row.due_at = now + timedelta(seconds=backoff(row.attempts, outcome.retry_after))
        return row.state

    async def tried(self, session: Session, channel: Known, outcome: Outcome, seconds: float) -> None:
        """Keep how a test went, beside what was really sent."""
        now = self._clock.now()
        row = Delivery(
            id=new_id(), created_at=now, channel_id=channel.id, channel_name=channel.name, rule_id="test",
            rule_name="Test", subject="", event_ids=[], state="sent" if outcome.ok else "failed", due_at=now,
            sent_at=now if outcome.ok else None, attempts=1, outcomes=[],
        )  # fmt: skip
        self._note(row, outcome, seconds)
        session.add(row)

    def _note(self, row: Delivery, outcome: Outcome, seconds: float) -> None:
        told = {name: value for name, value in asdict(outcome).items() if name in ("ok", "code", "sentence")}
        told |= {"at": iso(self._clock.now()), "milliseconds": round(seconds * 1000)}
        row.outcomes = [*row.outcomes, told][-KEPT_OUTCOMES:]

    # -- the log -------------------------------------------------------------------------------------------------

    async def page(
        self,
        session: Session,
        wanted: Filter,
        limit: int,
        after: tuple[datetime, str] | None = None,
        *,
        oldest: bool = False,
    ) -> Sequence[Delivery]:
        """Newest first, beginning after the last one of the former page."""
        query = select(Delivery)
        if wanted.channel_id is not None:
            query = query.where(Delivery.channel_id == wanted.channel_id)
        if wanted.state is not None:
            query = query.where(Delivery.state == wanted.state)
        if wanted.since is not None:
            query = query.where(Delivery.created_at >= wanted.since)
        if wanted.until is not None:
            query = query.where(Delivery.created_at < wanted.until)
        return await page_by_time(session, query, Delivery.created_at, Delivery.id, after, limit, oldest=oldest)

    async def forget(self, session: Session, *, days: int) -> int:
        """Delete some of the log that is older than that; how many rows."""
        limit = self._clock.now() - timedelta(days=days)
        old = select(Delivery.id).where(Delivery.created_at < limit, Delivery.state.not_in(PENDING))
        ids = (await session.scalars(old.limit(FORGOTTEN_AT_ONCE))).all()
        if ids:
            await session.execute(delete(Delivery).where(Delivery.id.in_(ids)))
        return len(ids)
