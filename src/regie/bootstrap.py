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
from regie.kernel.ffmpeg.binary import Finder
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.health import Health, Part
from regie.kernel.http.bounds import Bounded
from regie.kernel.http.callers import system
from regie.kernel.http.limits import Counters, RateLimited
from regie.kernel.leases import ALONE_TTL, TTL, Leases, instance_id
from regie.kernel.notifications.wiring import Office
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
async def opened(data: Path, settings: Settings, pinned: Mapping[str, Any]) -> AsyncIterator[House]:  # noqa: PLR0915  # one readable order
    """A whole server on a data folder, without the socket."""
    clock, events, hub, redactor = SystemClock(), Events(), Hub(), Redactor()
    health = Health(__version__, clock.now())
    vault = Vault(data / "secrets")
    live = Live()
    store = ConfigFile(data, settings, pinned, vault, redactor, live)
    live.on("logging.level", logs.set_level)
    health.warn(*logs.setup(settings.logging, log_file(data, settings, health), redactor.redact))
    async with AsyncExitStack() as closing:
        database = Database(settings.database.url_in(data), events, pool_size=settings.database.pool_size)
        closing.push_async_callback(database.close)
        await upgrade(database, clock=clock, backups=data / "backups")
        health.add("database", partial(_database_answers, database))

        audit = Audit(clock, redactor.redact_tree)
        forgetting = Forgetting(database, clock, audit, settings.auth.audit_days)
        live.on("auth.auditDays", partial(setattr, forgetting, "keep_days"))
        sites = Sites(clock, audit)
        async with database.write() as session:
            installation = (await sites.ensure_default(session, system(), settings.timezone)).id
        accounts = Accounts(database, clock, settings.auth, audit, secrets=data / "secrets")
        closing.push_async_callback(accounts.close)
        health.warn(*accounts.warnings)

        leases = Leases(database, clock, instance_id(data), ttl=ALONE_TTL if database.is_sqlite else TTL)
        await leases.open()
        closing.push_async_callback(leases.close)

        children = spawner(data / "run" / "children", clock, settings.processes)
        await children.sweep()
        office = Office(
            database=database, events=events, clock=clock, vault=vault, redactor=redactor, audit=audit, sites=sites,
            leases=leases, health=health, children=children, settings=settings.notifications,
            public_url=settings.server.public_url,
        )  # fmt: skip
        health.warn(*office.warnings)
        live.on("notifications", office.apply)
        live.on("server.publicUrl", office.reached_at)
        supervisor = Supervisor(children, clock, settings.processes, redact=redactor.redact)
        closing.push_async_callback(supervisor.close)
        ffmpeg = await Finder(children, clock).find(settings.ffmpeg)
        health.warn(*ffmpeg.warnings)

        tasks = Tasks(database, leases, clock, settings.tasks)
        cameras = await closing.enter_async_context(
            camcron.opened(
                camcron.Ground(
                    data=data,
                    clock=clock,
                    live=live,
                    database=database,
                    events=events,
                    vault=vault,
                    redactor=redactor,
                    audit=audit,
                    notices=office.notices,
                    inbox=office.inbox,
                    mqtt=settings.notifications.mqtt,
                    sites=sites,
                    leases=leases,
                    tasks=tasks,
                    hub=hub,
                    health=health,
                    children=children,
                    supervisor=supervisor,
                    prober=Prober(children, clock),
                    ffmpeg=ffmpeg,
                    ffmpeg_paths=settings.ffmpeg,
                    installation=installation,
                    storage=settings.storage,
                    files=settings.files,
                    limits=settings.limits,
                    recorder=settings.recorder,
                    presence=settings.cameras,
                    commands=settings.commands,
                    started_at=clock.now(),
                )
            )
        )
        await tasks.open()
        closing.push_async_callback(tasks.close)
        await office.open()
        closing.push_async_callback(office.close)
        await forgetting.open()
        closing.push_async_callback(forgetting.close)
        counters = Counters(settings.rates)
        closing.push_async_callback(counters.close)
        local = LocalToken()
        redactor.register(local.value)
        authenticator = Authenticator(accounts, local)
        configuration = Configuration(store, audit, health.warnings)
        sections: tuple[Section, ...] = (SiteSection(sites), UserSection(accounts), *cameras.sections, *office.sections)
        transfer = Transfer(database, clock, store, audit, sections, configuration.one_at_a_time)
        app = web.build(
            routers=[
                account_routes(accounts, authenticator),
                site_routes(sites),
                audit_routes(audit),
                *office.routers,
                task_routes,
                configuration_routes(configuration, transfer),
                about_routes(Surroundings(data, database, ffmpeg, children, clock)),
                *cameras.routers,
            ],
            authenticator=authenticator,
            database=database,
            health=health,
            web=WEB,
            hsts_seconds=settings.server.https.hsts_seconds,
            layers=[Bounded, lambda inner: RateLimited(inner, counters)],
        )
        app.state.tasks, app.state.audit = tasks, audit
        health.ready = True
        yield House(app, health, accounts, cameras, database, local, configuration)
        health.ready = False


async def _database_answers(database: Database) -> Part:
    async with database.read() as session:
        await session.connection()
    return Part("ok", "SQLite" if database.is_sqlite else "PostgreSQL")
