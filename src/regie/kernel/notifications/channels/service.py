"""
Channels in the database, sealed, and the two that the settings describe.

Whoever sends asks for all of them at once, decrypted, and keeps none: what was changed counts for the next attempt.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select

from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.callers import Records
from regie.kernel.http.deps import Caller
from regie.kernel.http.problems import faults_of
from regie.kernel.ids import new_id
from regie.kernel.notifications.channels.fields import (
    KINDS,
    ChannelSettings,
    Kind,
    secrets_of,
    shown,
    summary,
    unmasked,
)
from regie.kernel.notifications.channels.schemas import ChannelAnswer, ChannelFields
from regie.kernel.notifications.errors import ChannelInUse, ChannelNotFound, ChannelOfSettings
from regie.kernel.notifications.models import Channel, Rule
from regie.kernel.notifications.settings import NotificationSettings
from regie.kernel.secrets import Redactor, Vault

BUILT_IN = ("webhook", "email")


@dataclass(frozen=True, slots=True)
class Known:
    """A channel with its secrets. Never keep it, never show it."""

    id: str
    name: str
    kind: Kind
    enabled: bool
    fields: ChannelSettings
    row: Channel | None = None


class Channels:
    """The use cases. Every method works inside of the caller's transaction."""

    def __init__(
        self, clock: Clock, vault: Vault, redactor: Redactor, records: Records, settings: NotificationSettings
    ) -> None:
        self._clock = clock
        self._vault = vault
        self._redactor = redactor
        self._records = records
        self.settings = settings

    async def all(self, session: Session) -> list[Known]:
        """Those of the settings that are filled in, then the others by name."""
        rows = (await session.scalars(select(Channel).order_by(Channel.name, Channel.id))).all()
        return [*self._built_in(), *(self._known(row) for row in rows)]

    async def get(self, session: Session, channel_id: str) -> Known:
        """One of them."""
        known = next((known for known in self._built_in() if known.id == channel_id), None)
        row = await session.get(Channel, channel_id) if known is None else None
        if known is None and row is None:
            raise ChannelNotFound(channel_id)
        return known or self._known(row)  # type: ignore[arg-type]  # one of the two is there

    async def create(
        self, session: Session, caller: Caller, new: ChannelFields, *, channel_id: str | None = None
    ) -> Known:
        """Add a channel. One that no rule names hears all alerts. An import gives the id that it had."""
        now = self._clock.now()
        row = Channel(id=channel_id or new_id(), created_at=now)
        self._fill(row, new, {})
        session.add(row)
        await session.flush()
        known = self._known(row)
        self._records.record(session, caller, "create", "channel", row.id, row.name, after=self._audited(known))
        return known

    async def change(self, session: Session, caller: Caller, channel_id: str, change: ChannelFields) -> Known:
        """Change a channel. Its kind stays."""
        before, row = await self._own(session, channel_id)
        if change.kind != before.kind:
            raise Invalid(Fault("kind", "cannot be changed", before.kind))
        self._fill(row, change, before.fields.model_dump(mode="json", by_alias=True))
        await session.flush()
        after = self._known(row)
        self._records.record(
            session, caller, "update", "channel", row.id, row.name,
            before=self._audited(before), after=self._audited(after),
        )  # fmt: skip
        return after

    async def delete(self, session: Session, caller: Caller, channel_id: str) -> None:
        """Forget a channel that no rule names; what waits for it is dropped."""
        known, row = await self._own(session, channel_id)
        rules = await session.scalars(select(Rule).order_by(Rule.name))
        if users := [rule.name for rule in rules if channel_id in rule.wanted.get("channels", [])]:
            raise ChannelInUse(channel_id, users)
        await session.delete(row)
        self._records.record(session, caller, "delete", "channel", row.id, row.name, before=self._audited(known))

    async def load_secrets(self, session: Session) -> None:
        """At start: let no log line show any secret of a channel."""
        for known in await self.all(session):
            self._redactor.register(*secrets_of(known.fields))

    async def rotate_secrets(self, session: Session) -> int:
        """Every channel under the newest key; how many there are."""
        rows = (await session.scalars(select(Channel))).all()
        for row in rows:
            row.settings = self._vault.rotate(row.settings)
        return len(rows)

    def answer(self, known: Known) -> ChannelAnswer:
        """A channel as it is shown."""
        return ChannelAnswer(
            id=known.id,
            name=known.name,
            kind=known.kind,
            enabled=known.enabled,
            settings=shown(known.fields),
            summary=summary(known.fields),
            built_in=known.row is None,
            created_at=known.row.created_at if known.row else None,
            updated_at=known.row.updated_at if known.row else None,
        )

    # -- inside --------------------------------------------------------------------------------------------------

    async def _own(self, session: Session, channel_id: str) -> tuple[Known, Channel]:
        if channel_id in BUILT_IN:
            raise ChannelOfSettings(channel_id)
        known = await self.get(session, channel_id)
        if known.row is None:
            raise ChannelOfSettings(channel_id)
        return known, known.row

    def _fill(self, row: Channel, sent: ChannelFields, former: dict[str, Any]) -> None:
        fields = parsed(sent.kind, unmasked(sent.kind, sent.settings, former))
        self._redactor.register(*secrets_of(fields))
        row.name, row.kind, row.enabled = sent.name, sent.kind, sent.enabled
        row.settings = self._vault.encrypt(fields.model_dump_json(by_alias=True))
        row.updated_at = self._clock.now()

    def _known(self, row: Channel) -> Known:
        kind: Kind = row.kind  # type: ignore[assignment]  # the column holds these words only
        fields = KINDS[kind].model_validate(json.loads(self._vault.decrypt(row.settings)))
        return Known(row.id, row.name, kind, row.enabled, fields, row)

    def _built_in(self) -> Sequence[Known]:
        webhook, email = self.settings.webhook, self.settings.email
        found = []
        if webhook.url:
            sent = {"url": webhook.url, "secret": webhook.secret or None, "caFile": webhook.ca_file}
            found.append(_of_settings("webhook", "Webhook", sent, enabled=webhook.enabled))
        if email.smtp.host and email.to:
            smtp = email.smtp.model_dump(mode="json", by_alias=True)
            to = [address.strip() for address in email.to.split(",") if address.strip()]
            sent = smtp | {"pass": smtp["pass"] or None, "to": to, "picture": email.picture}
            found.append(_of_settings("email", "E-mail", sent, enabled=email.enabled))
        return [known for known in found if known is not None]

    def _audited(self, known: Known) -> dict[str, Any]:
        return {"name": known.name, "kind": known.kind, "enabled": known.enabled, "settings": shown(known.fields)}


def parsed(kind: Kind, tree: dict[str, Any]) -> ChannelSettings:
    """What a kind needs, checked; raises `Invalid` that names each wrong field below `settings`."""
    try:
        return KINDS[kind].model_validate(tree)
    except ValidationError as error:
        told = faults_of(error.errors(), KINDS[kind])
        raise Invalid([Fault(f"settings.{fault.path}", fault.message, fault.expected) for fault in told]) from None


def _of_settings(kind: Kind, name: str, tree: dict[str, Any], *, enabled: bool) -> Known | None:
    try:
        return Known(kind, name, kind, enabled, KINDS[kind].model_validate(tree))
    except ValidationError:
        return None


def faults_of_settings(settings: NotificationSettings) -> list[str]:
    """Why a channel that is switched on in the settings cannot be used."""
    told = []
    if settings.webhook.enabled:
        told += _fault("webhook", {"url": settings.webhook.url}, filled=bool(settings.webhook.url))
    if settings.email.enabled:
        to = [address.strip() for address in settings.email.to.split(",") if address.strip()]
        host = settings.email.smtp.host
        told += _fault("email", {"host": host, "to": to}, filled=bool(host and to))
    return told


def _fault(kind: Kind, tree: dict[str, Any], *, filled: bool) -> list[str]:
    if not filled:
        return [
            f"notifications.{kind} is switched on and lacks {'its url' if kind == 'webhook' else 'smtp.host or to'}."
        ]
    try:
        KINDS[kind].model_validate(tree)
    except ValidationError as error:
        return [
            f"notifications.{kind} is switched on and its {told.path} {told.message}."
            for told in faults_of(error.errors())
        ]
    return []
