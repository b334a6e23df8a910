"""
The composition root: opens every part in one readable order, and closes them in the opposite one.

Nothing else in the program makes long-lived objects. Read it from top to bottom to learn what stands on what.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from regie import __version__
from regie.about.routes import Surroundings
from regie.about.routes import routes as about_routes
from regie.camcron import wiring as camcron
from regie.configfile import ConfigFile
from regie.kernel import app as web
from regie.kernel import logs
from regie.kernel.audit.loops import Forgetting
from regie.kernel.audit.routes import routes as audit_routes
from regie.kernel.audit.service import Audit
from regie.kernel.auth.authenticator import Authenticator
from regie.kernel.auth.local import LocalToken
from regie.kernel.auth.routes import routes as account_routes
from regie.kernel.auth.service import Accounts
from regie.kernel.auth.transfer import UserSection
from regie.kernel.clock import SystemClock
from regie.kernel.configuration.live import Live
from regie.kernel.configuration.routes import routes as configuration_routes
from regie.kernel.configuration.service import Configuration
from regie.kernel.configuration.transfer import Section, Transfer
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.ffmpeg.binary import Ffmpeg, Finder
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.health import Health, Part
from regie.kernel.http.bounds import Bounded
from regie.kernel.http.callers import system
from regie.kernel.http.limits import Counters, RateLimited
from regie.kernel.leases import ALONE_TTL, TTL, Leases, instance_id
from regie.kernel.notifications.service import Notices
from regie.kernel.notifications.wiring import Office
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.spawn import spawner
from regie.kernel.processes.supervisor import Supervisor
from regie.kernel.realtime import Hub
from regie.kernel.secrets import Redactor, Vault
from regie.kernel.sites.routes import routes as site_routes
from regie.kernel.sites.service import Sites
from regie.kernel.sites.transfer import SiteSection
from regie.kernel.tasks import Tasks
from regie.kernel.tasks.routes import router as task_routes
from regie.migrations import upgrade
from regie.settings import Settings

WEB = Path(__file__).parent / "web"


@dataclass(slots=True)
class House:
    """What an open server consists of, as far as those who run it need it."""

    app: FastAPI
    health: Health
    accounts: Accounts
    camcron: camcron.CamCron
    database: Database
    local: LocalToken
    configuration: Configuration
    notices: Notices
    address: str = ""


def log_file(data: Path, settings: Settings, health: Health) -> Path:
    """Where the log goes; one that cannot be written is replaced by the data folder's."""
    own = data / "logs" / "regie.log"
    if not settings.logging.file:
        return own
    wanted = Path(settings.logging.file)
    try:
        wanted.parent.mkdir(parents=True, exist_ok=True)
        wanted.open("a").close()
    except OSError as error:
        health.warn(f"logging.file: {wanted} cannot be written ({error.strerror}); {own} is used.")
        return own
    return wanted


@asynccontextmanager
async def opened(data: Path, settings: Settings, pinned: Mapping[str, Any]) -> AsyncIterator[House]:
    """A whole server on a data folder, without the socket."""
    base = _base(data, settings, pinned)
    async with AsyncExitStack() as closing:
        books = await _books(base, closing)
        hands = await _hands(base, closing)
        office = _office(base, books, hands)
        tasks = Tasks(books.database, books.leases, base.clock, settings.tasks)
        cameras = await closing.enter_async_context(camcron.opened(_ground(base, books, hands, office, tasks)))
        for part in (tasks, office, books.forgetting):
            await part.open()
            closing.push_async_callback(part.close)
        counters = Counters(settings.rates)
        closing.push_async_callback(counters.close)
        house = _house(base, books, hands, office, tasks, cameras, counters)
        base.health.ready = True
        yield house
        base.health.ready = False


@dataclass(frozen=True, slots=True)
class _Base:
    """What needs no opening, and everybody's ear."""

    data: Path
    settings: Settings
    clock: SystemClock
    events: Events
    hub: Hub
    redactor: Redactor
    health: Health
    vault: Vault
    live: Live
    store: ConfigFile


def _base(data: Path, settings: Settings, pinned: Mapping[str, Any]) -> _Base:
    clock, redactor, live = SystemClock(), Redactor(), Live()
    health = Health(__version__, clock.now())
    vault = Vault(data / "secrets")
    store = ConfigFile(data, settings, pinned, vault, redactor, live)
    live.on("logging.level", logs.set_level)
    health.warn(*logs.setup(settings.logging, log_file(data, settings, health), redactor.redact))
    return _Base(data, settings, clock, Events(), Hub(), redactor, health, vault, live, store)


@dataclass(frozen=True, slots=True)
class _Books:
    """The database, and who writes into it for everybody."""

    database: Database
    audit: Audit
    forgetting: Forgetting
    sites: Sites
    installation: str
    accounts: Accounts
    leases: Leases


async def _books(base: _Base, closing: AsyncExitStack) -> _Books:
    settings, clock, data = base.settings, base.clock, base.data
    database = Database(settings.database.url_in(data), base.events, pool_size=settings.database.pool_size)
    closing.push_async_callback(database.close)
    await upgrade(database, clock=clock, backups=data / "backups")
    base.health.add("database", partial(_database_answers, database))

    audit = Audit(clock, base.redactor.redact_tree)
    forgetting = Forgetting(database, clock, audit, settings.auth.audit_days)
    base.live.on("auth.auditDays", partial(setattr, forgetting, "keep_days"))
    sites = Sites(clock, audit)
    async with database.write() as session:
        installation = (await sites.ensure_default(session, system(), settings.timezone)).id
    accounts = Accounts(database, clock, settings.auth, audit, secrets=data / "secrets")
    closing.push_async_callback(accounts.close)
    base.health.warn(*accounts.warnings)

    leases = Leases(database, clock, instance_id(data), ttl=ALONE_TTL if database.is_sqlite else TTL)
    await leases.open()
    closing.push_async_callback(leases.close)
    return _Books(database, audit, forgetting, sites, installation, accounts, leases)


@dataclass(frozen=True, slots=True)
class _Hands:
    """Who starts programs, and the one that is started most."""

    children: Spawner
    supervisor: Supervisor
    ffmpeg: Ffmpeg


async def _hands(base: _Base, closing: AsyncExitStack) -> _Hands:
    settings, clock = base.settings, base.clock
    children = spawner(base.data / "run" / "children", clock, settings.processes)
    await children.sweep()
    supervisor = Supervisor(children, clock, settings.processes, redact=base.redactor.redact)
    closing.push_async_callback(supervisor.close)
    ffmpeg = await Finder(children, clock).find(settings.ffmpeg)
    base.health.warn(*ffmpeg.warnings)
    return _Hands(children, supervisor, ffmpeg)


def _office(base: _Base, books: _Books, hands: _Hands) -> Office:
    office = Office(
        database=books.database, events=base.events, clock=base.clock, vault=base.vault, redactor=base.redactor,
        audit=books.audit, sites=books.sites, leases=books.leases, health=base.health, children=hands.children,
        settings=base.settings.notifications, public_url=base.settings.server.public_url,
    )  # fmt: skip
    base.health.warn(*office.warnings)
    base.live.on("notifications", office.apply)
    base.live.on("server.publicUrl", office.reached_at)
    return office


def _ground(base: _Base, books: _Books, hands: _Hands, office: Office, tasks: Tasks) -> camcron.Ground:
    settings = base.settings
    return camcron.Ground(
        data=base.data, clock=base.clock, live=base.live, database=books.database, events=base.events,
        vault=base.vault, redactor=base.redactor, audit=books.audit, notices=office.notices, inbox=office.inbox,
        mqtt=settings.notifications.mqtt, sites=books.sites, leases=books.leases, tasks=tasks, hub=base.hub,
        health=base.health, children=hands.children, supervisor=hands.supervisor,
        prober=Prober(hands.children, base.clock), ffmpeg=hands.ffmpeg, ffmpeg_paths=settings.ffmpeg,
        installation=books.installation, storage=settings.storage, files=settings.files, limits=settings.limits,
        recorder=settings.recorder, presence=settings.cameras, commands=settings.commands,
        started_at=base.clock.now(),
    )  # fmt: skip


def _house(
    base: _Base, books: _Books, hands: _Hands, office: Office, tasks: Tasks, cameras: camcron.CamCron,
    counters: Counters,
) -> House:  # fmt: skip
    """The doors, and who may come in."""
    local = LocalToken()
    base.redactor.register(local.value)
    database, accounts, audit, sites = books.database, books.accounts, books.audit, books.sites
    authenticator = Authenticator(accounts, local)
    configuration = Configuration(base.store, audit, base.health.warnings)
    sections: tuple[Section, ...] = (SiteSection(sites), UserSection(accounts), *cameras.sections, *office.sections)
    transfer = Transfer(database, base.clock, base.store, audit, sections, configuration.one_at_a_time)
    app = web.build(
        routers=[
            account_routes(accounts, authenticator),
            site_routes(sites),
            audit_routes(audit),
            *office.routers,
            task_routes,
            configuration_routes(configuration, transfer),
            about_routes(Surroundings(base.data, database, hands.ffmpeg, hands.children, base.clock)),
            *cameras.routers,
        ],
        authenticator=authenticator,
        database=database,
        health=base.health,
        web=WEB,
        hsts_seconds=base.settings.server.https.hsts_seconds,
        layers=[Bounded, lambda inner: RateLimited(inner, counters)],
    )
    app.state.tasks, app.state.audit = tasks, audit
    return House(app, base.health, accounts, cameras, database, local, configuration, office.notices)


async def _database_answers(database: Database) -> Part:
    async with database.read() as session:
        await session.connection()
    return Part("ok", "SQLite" if database.is_sqlite else "PostgreSQL")
