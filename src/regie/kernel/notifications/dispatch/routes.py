"""Channels, rules and the delivery log over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import Response

from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, link_next
from regie.kernel.http.ranks import ByTime, ranked
from regie.kernel.ids import new_id
from regie.kernel.notifications.channels.fields import Kind
from regie.kernel.notifications.channels.schemas import ChannelAnswer, ChannelFields, TrialAnswer
from regie.kernel.notifications.channels.service import Channels
from regie.kernel.notifications.dispatch.loops import Dispatcher
from regie.kernel.notifications.dispatch.schemas import AttemptRow, DeliveryRow, State
from regie.kernel.notifications.dispatch.service import Filter, Outbox
from regie.kernel.notifications.models import Delivery
from regie.kernel.notifications.rules.schemas import RuleAnswer, RuleFields
from regie.kernel.notifications.rules.service import Rules

ByName = Literal["name", "-name"]
Writer = Annotated[Caller, allow("notifications.write")]


def routes(
    channels: Channels, rules: Rules, outbox: Outbox, dispatcher: Dispatcher, database: Database, clock: Clock
) -> APIRouter:
    """`/api/notifications`."""
    api = APIRouter(prefix="/api/notifications", tags=["notifications"])
    _channels(api, channels)
    _trials(api, channels, outbox, dispatcher, database, clock)
    _rules(api, rules)
    _deliveries(api, outbox)
    return api


def _channels(api: APIRouter, channels: Channels) -> None:
    """Ways to somebody."""

    @api.get("/channels", dependencies=[allow("notifications.write")])
    async def list_channels(
        session: Reading, kind: Kind | None = None, enabled: bool | None = None, sort: ByName | None = None
    ) -> list[ChannelAnswer]:
        """Every way to somebody: those of the settings, then by name, unless another order is asked for."""
        answers = [channels.answer(known) for known in await channels.all(session)]
        found = [each for each in answers if kind in (None, each.kind) and enabled in (None, each.enabled)]
        return ranked(found, sort, name=lambda each: each.name.casefold()) if sort else found

    @api.post("/channels", status_code=201)
    async def add_channel(caller: Writer, session: Writing, new: ChannelFields) -> ChannelAnswer:
        """Add a channel; one that no rule names hears of all alerts."""
        return channels.answer(await channels.create(session, caller, new))

    @api.get("/channels/{channel_id}", dependencies=[allow("notifications.write")])
    async def get_channel(session: Reading, channel_id: str) -> ChannelAnswer:
        """One channel."""
        return channels.answer(await channels.get(session, channel_id))

    @api.put("/channels/{channel_id}")
    async def change_channel(caller: Writer, session: Writing, channel_id: str, change: ChannelFields) -> ChannelAnswer:
        """Change a channel; its kind stays, and so does a secret that is masked or absent."""
        return channels.answer(await channels.change(session, caller, channel_id, change))

    @api.delete("/channels/{channel_id}", status_code=204)
    async def delete_channel(caller: Writer, session: Writing, channel_id: str) -> None:
        """Forget a channel that no rule names."""
        await channels.delete(session, caller, channel_id)


def _trials(
    api: APIRouter, channels: Channels, outbox: Outbox, dispatcher: Dispatcher, database: Database, clock: Clock
) -> None:
    """Whether a way leads there."""

    @api.post("/channels/{channel_id}/test", dependencies=[allow("notifications.write")])
    async def try_channel(channel_id: str) -> TrialAnswer:
        """Send a test now, also when it is switched off, and tell what really happened."""
        async with database.read() as session:
            known = await channels.get(session, channel_id)
        begun = clock.monotonic()
        outcome = await dispatcher.send(known, new_id())
        took = clock.monotonic() - begun
        async with database.write() as session:
            await outbox.tried(session, known, outcome, took)
        return TrialAnswer(ok=outcome.ok, code=outcome.code, sentence=outcome.sentence, milliseconds=round(took * 1000))


def _rules(api: APIRouter, rules: Rules) -> None:
    """Which events take which ways."""

    @api.get("/rules", dependencies=[allow("notifications.write")])
    async def list_rules(
        session: Reading,
        enabled: bool | None = None,
        channel_id: Annotated[str | None, Query(alias="channelId", description="Rules that name this one.")] = None,
        sort: ByName = "name",
    ) -> list[RuleAnswer]:
        """Which events go to which channels, by name."""
        answers = [rules.answer(rule) for rule in await rules.all(session)]
        found = [
            each
            for each in answers
            if enabled in (None, each.enabled) and (channel_id is None or channel_id in each.channels)
        ]
        return ranked(found, sort, name=lambda each: each.name.casefold())

    @api.post("/rules", status_code=201)
    async def add_rule(caller: Writer, session: Writing, new: RuleFields) -> RuleAnswer:
        """Add a rule. Its channels hear from now on only what rules tell them."""
        return rules.answer(await rules.create(session, caller, new))

    @api.get("/rules/{rule_id}", dependencies=[allow("notifications.write")])
    async def get_rule(session: Reading, rule_id: str) -> RuleAnswer:
        """One rule."""
        return rules.answer(await rules.get(session, rule_id))

    @api.put("/rules/{rule_id}")
    async def change_rule(caller: Writer, session: Writing, rule_id: str, change: RuleFields) -> RuleAnswer:
        """Change a rule; what is on its way stays on it."""
        return rules.answer(await rules.change(session, caller, rule_id, change))

    @api.delete("/rules/{rule_id}", status_code=204)
    async def delete_rule(caller: Writer, session: Writing, rule_id: str) -> None:
        """Forget a rule."""
        await rules.delete(session, caller, rule_id)


def _deliveries(api: APIRouter, outbox: Outbox) -> None:
    """What was sent."""

    @api.get("/deliveries", dependencies=[allow("notifications.write")])
    async def list_deliveries(
        *,
        session: Reading,
        wanted: Annotated[Filter, Depends(_filter)],
        request: Request,
        response: Response,
        sort: ByTime = "newest",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[DeliveryRow]:
        """What was sent where, and how each attempt ended; the latest first."""
        found = await outbox.page(session, wanted, limit + 1, instant_and_id(after), oldest=sort == "oldest")
        rows = list(found[:limit])
        more = len(found) > limit
        link_next(request, response, cursor(rows[-1].created_at.isoformat(), rows[-1].id) if more else None)
        return [_row(row) for row in rows]


def _row(row: Delivery) -> DeliveryRow:
    same = ("id", "created_at", "channel_id", "channel_name", "rule_id", "rule_name", "state", "due_at", "sent_at")
    fields = {name: getattr(row, name) for name in (*same, "attempts")}
    return DeliveryRow(
        **fields, events=row.event_ids, outcomes=[AttemptRow.model_validate(told) for told in row.outcomes]
    )


def _filter(
    *,
    channel_id: Annotated[str | None, Query(alias="channelId")] = None,
    state: State | None = None,
    since: Annotated[AwareDatetime | None, Query(alias="from")] = None,
    until: Annotated[AwareDatetime | None, Query(alias="to", description="Exclusive.")] = None,
) -> Filter:
    return Filter(channel_id, state, since, until)
