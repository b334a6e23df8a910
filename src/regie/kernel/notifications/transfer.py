"""Channels and rules in an exported configuration; they keep their ids, because rules name channels by them."""

from typing import Any
from uuid import UUID

from regie.kernel.db import Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller
from regie.kernel.notifications.channels.schemas import ChannelFields
from regie.kernel.notifications.channels.service import BUILT_IN, Channels, Known
from regie.kernel.notifications.errors import ChannelNotFound, RuleNotFound
from regie.kernel.notifications.rules.schemas import RuleFields
from regie.kernel.notifications.rules.service import Rules
from regie.kernel.wire import Secret, as_sent


class ChannelSection:
    """See `regie.kernel.configuration.transfer.Section`. Those of the settings go with the settings."""

    name = "channels"
    right = "notifications.write"

    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    async def entries(self, session: Session) -> list[dict[str, Any]]:
        return [_entry(known) for known in await self._channels.all(session) if known.row is not None]

    async def put(self, session: Session, caller: Caller, entry: dict[str, Any]) -> list[str]:
        fields = ChannelFields.model_validate(entry)
        try:
            await self._channels.change(session, caller, entry["id"], fields)
        except ChannelNotFound:
            await self._channels.create(session, caller, fields, channel_id=_checked(entry["id"]))
        return []

    async def drop(self, session: Session, caller: Caller, entry_id: str) -> None:
        await self._channels.delete(session, caller, entry_id)


class RuleSection:
    """See `regie.kernel.configuration.transfer.Section`."""

    name = "rules"
    right = "notifications.write"

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    async def entries(self, session: Session) -> list[dict[str, Any]]:
        found = await self._rules.all(session)
        return [as_sent(self._rules.answer(rule), RuleFields) | {"id": rule.id} for rule in found]

    async def put(self, session: Session, caller: Caller, entry: dict[str, Any]) -> list[str]:
        fields = RuleFields.model_validate(entry)
        try:
            await self._rules.change(session, caller, entry["id"], fields)
        except RuleNotFound:
            await self._rules.create(session, caller, fields, rule_id=_checked(entry["id"]))
        return []

    async def drop(self, session: Session, caller: Caller, entry_id: str) -> None:
        await self._rules.delete(session, caller, entry_id)


def _entry(known: Known) -> dict[str, Any]:
    settings = known.fields.model_dump(mode="json", by_alias=True)
    for name in type(known.fields).secrets:
        held = settings.get(name)
        if held:
            settings[name] = [Secret(item) for item in held] if isinstance(held, list) else Secret(held)
    return {"id": known.id, "name": known.name, "kind": known.kind, "enabled": known.enabled, "settings": settings}


def _checked(entry_id: str) -> str:
    try:
        if entry_id not in BUILT_IN:
            return str(UUID(entry_id))
    except ValueError:
        pass
    raise Invalid(Fault("id", "is not one", "a UUID, as an export writes it"))
