"""
Notifications put together: what is told, who hears of it, and what is kept.

Telling and reading stand before the applications are built, because they tell; sending is opened after them, because
they know what cameras and jobs are called and what files look like.
"""

from fastapi import APIRouter

from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.health import Health
from regie.kernel.leases import Leases
from regie.kernel.notifications.channels.senders import Senders
from regie.kernel.notifications.channels.service import Channels, faults_of_settings
from regie.kernel.notifications.dispatch.loops import LEASE, Dispatcher
from regie.kernel.notifications.dispatch.routes import routes as dispatch_routes
from regie.kernel.notifications.dispatch.service import Outbox
from regie.kernel.notifications.happenings import EventTold
from regie.kernel.notifications.heartbeat import Heartbeat
from regie.kernel.notifications.queries import Inbox
from regie.kernel.notifications.routes import routes as event_routes
from regie.kernel.notifications.rules.service import Rules
from regie.kernel.notifications.service import Notices
from regie.kernel.notifications.settings import NotificationSettings
from regie.kernel.notifications.transfer import ChannelSection, RuleSection
from regie.kernel.processes.child import Spawner
from regie.kernel.secrets import Redactor, Vault
from regie.kernel.sites.service import Sites
from regie.kernel.sweeps import Sweep

FORGET_EVERY = 3600.0


class Office:
    """Everything about notifications that a server has once."""

    def __init__(
        self,
        *,
        database: Database,
        events: Events,
        clock: Clock,
        vault: Vault,
        redactor: Redactor,
        audit: Audit,
        sites: Sites,
        leases: Leases,
        health: Health,
        children: Spawner,
        settings: NotificationSettings,
        public_url: str,
    ) -> None:
        self._database = database
        self._events = events
        self._leases = leases
        self._settings = settings
        self._public_url = public_url
        self.notices = Notices(clock, redactor.redact)
        self.inbox = Inbox(clock)
        self._channels = Channels(clock, vault, redactor, audit, settings)
        self._outbox = Outbox(clock, self._channels, rules := Rules(clock, audit), sites)
        self._dispatcher = Dispatcher(
            database=database, clock=clock, leases=leases, notices=self.notices, outbox=self._outbox,
            senders=Senders(children, clock), redact=redactor.redact,
            defaults=lambda: (self._settings.language, self._public_url.rstrip("/")),
        )  # fmt: skip
        self._heartbeat = Heartbeat(health, clock, lambda: self._settings.heartbeat)
        self._forgetting = Sweep(
            "forgetting old events", self._forget, clock=clock, every=FORGET_EVERY, leads=lambda: leases.held(LEASE)
        )
        self.routers: tuple[APIRouter, ...] = (
            event_routes(self.inbox),
            dispatch_routes(self._channels, rules, self._outbox, self._dispatcher, database, clock),
        )
        self.sections = (ChannelSection(self._channels), RuleSection(rules))
        self.warnings = faults_of_settings(settings)

    def apply(self, settings: NotificationSettings) -> None:
        """From now on these settings count."""
        self._settings = self._channels.settings = settings
        self._heartbeat.wake()

    def reached_at(self, public_url: str) -> None:
        """From now on links begin so."""
        self._public_url = public_url

    async def open(self) -> None:
        """Begin to send: what was told before is sent too."""
        async with self._database.read() as session:
            await self._channels.load_secrets(session)
        self._events.subscribe(EventTold, lambda _: self._dispatcher.wake())
        await self._dispatcher.open()
        await self._heartbeat.open()
        await self._forgetting.open()

    async def close(self) -> None:
        """What is not sent yet is sent at the next start."""
        await self._forgetting.close()
        await self._heartbeat.close()
        await self._dispatcher.close()

    async def _forget(self) -> None:
        settings, went = self._settings, 1
        while went:
            async with self._database.write() as session:
                went = await self.inbox.forget(session, days=settings.keep_days, most=settings.keep_events)
        went = 1
        while went:
            async with self._database.write() as session:
                went = await self._outbox.forget(session, days=settings.keep_delivery_days)
