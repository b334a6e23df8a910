"""Rules in the database."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.callers import Records
from regie.kernel.http.deps import Caller
from regie.kernel.ids import new_id
from regie.kernel.notifications.channels.service import BUILT_IN
from regie.kernel.notifications.errors import RuleNotFound
from regie.kernel.notifications.models import Channel, Rule
from regie.kernel.notifications.rules.schemas import RuleAnswer, RuleFields


class Rules:
    """The use cases. Every method works inside of the caller's transaction."""

    def __init__(self, clock: Clock, records: Records) -> None:
        self._clock = clock
        self._records = records

    async def all(self, session: Session) -> Sequence[Rule]:
        """By name."""
        return (await session.scalars(select(Rule).order_by(Rule.name, Rule.id))).all()

    async def get(self, session: Session, rule_id: str) -> Rule:
        """One of them."""
        rule = await session.get(Rule, rule_id)
        if rule is None:
            raise RuleNotFound(rule_id)
        return rule

    async def create(self, session: Session, caller: Caller, new: RuleFields, *, rule_id: str | None = None) -> Rule:
        """Add a rule. An import gives the id that it had."""
        await self._check(session, new)
        rule = Rule(id=rule_id or new_id(), created_at=self._clock.now())
        self._fill(rule, new)
        session.add(rule)
        await session.flush()
        self._records.record(session, caller, "create", "rule", rule.id, rule.name, after=rule.wanted)
        return rule

    async def change(self, session: Session, caller: Caller, rule_id: str, change: RuleFields) -> Rule:
        """Change a rule; what is on its way stays on it."""
        rule = await self.get(session, rule_id)
        await self._check(session, change)
        before = rule.wanted
        self._fill(rule, change)
        await session.flush()
        self._records.record(session, caller, "update", "rule", rule.id, rule.name, before=before, after=rule.wanted)
        return rule

    async def delete(self, session: Session, caller: Caller, rule_id: str) -> None:
        """Forget a rule."""
        rule = await self.get(session, rule_id)
        await session.delete(rule)
        self._records.record(session, caller, "delete", "rule", rule.id, rule.name, before=rule.wanted)

    def fields(self, rule: Rule) -> RuleFields:
        """What it says."""
        return RuleFields.model_validate(rule.wanted)

    def answer(self, rule: Rule) -> RuleAnswer:
        """A rule as it is shown."""
        said: dict[str, Any] = dict(rule.wanted)
        return RuleAnswer.model_validate(
            said | {"id": rule.id, "createdAt": rule.created_at, "updatedAt": rule.updated_at}
        )

    def _fill(self, rule: Rule, fields: RuleFields) -> None:
        rule.name, rule.enabled = fields.name, fields.enabled
        rule.wanted = fields.model_dump(mode="json", by_alias=True)
        rule.updated_at = self._clock.now()

    async def _check(self, session: Session, fields: RuleFields) -> None:
        known = {*BUILT_IN, *await session.scalars(select(Channel.id).where(Channel.id.in_(fields.channels)))}
        if faults := list(_unknown(fields.channels, known)):
            raise Invalid(faults)


def _unknown(channels: Sequence[str], known: Iterable[str]) -> Iterable[Fault]:
    for place, channel in enumerate(channels):
        if channel not in known:
            yield Fault(f"channels.{place}", "is not a channel", "an id of GET /api/notifications/channels")
