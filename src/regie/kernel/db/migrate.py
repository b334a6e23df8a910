"""
Bring the database's tables to what this version expects, once, whoever starts at the same time.

Everything happens in one transaction that is also the lock: an advisory lock on PostgreSQL, the write lock on SQLite.
So a migration is there whole or not at all, and the second of two servers that start together finds nothing to do.
A SQLite file is copied aside before it is changed. Only tables with our own prefixes are looked at: the task engine
keeps its tables in the same database and looks after them itself.
"""

import asyncio
import contextlib
import logging
import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, DateTime, Enum, MetaData, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.elements import False_, True_
from sqlalchemy.types import TypeEngine

from regie.kernel.clock import Clock
from regie.kernel.db.engine import Database
from regie.kernel.db.types import UtcDateTime
from regie.kernel.errors import RegieError, Unavailable

PREFIXES = ("core_", "cam_", "sig_")
VERSION_TABLE = "core_migrations"
COPIES = 3
"""Of the SQLite file, taken before a migration: the last ones are kept."""
LOCKED_SECONDS, LOCKED_STEP = 20.0, 0.1
"""How long a locked SQLite file is knocked at, and how often."""
LOCK = 0x5265676965
"""The advisory lock's number on PostgreSQL: `Regie` in ASCII."""
_log = logging.getLogger(__name__)


class NewerDatabase(RegieError):
    """This database was written by a newer version of Régie."""


class UnusableDatabase(Unavailable):
    """The database does not let the server in."""


class BrokenReferences(RegieError):
    """A migration would leave rows that refer to nothing; the database is unchanged."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a start did to the database."""

    before: str | None
    """The revision found; none in an empty database."""
    after: str | None
    copy: Path | None = None
    """Where the SQLite file was copied to before the change."""


async def migrate(db: Database, metadata: MetaData, scripts: str, *, clock: Clock, backups: Path | None) -> Migrated:
    """
    Upgrade to the newest revision in `scripts` (Alembic's `package:folder`).

    `backups` is the folder for copies of a SQLite file; none means that somebody else looks after copies.
    """
    config = configuration(scripts, metadata)
    engine = _migration_engine(db)
    try:
        await _knock(db, engine)
        async with engine.begin() as connection:
            await connection.run_sync(_lock)
            before = await connection.run_sync(_revision)
            head = ScriptDirectory.from_config(config).get_current_head()
            if before == head:
                return Migrated(before, head)
            _refuse_newer(config, before, backups)
            copy = await _copy(db, before, clock.now(), backups)
            await connection.run_sync(_upgrade, config)
            await _check_references(connection, db)
    finally:
        await engine.dispose()
    if copy is not None:
        await asyncio.to_thread(_forget_old, copy.parent)
    _log.info("the database was migrated", extra={"before": before, "after": head, "copy": str(copy) if copy else None})
    return Migrated(before, head, copy)


def configuration(scripts: str, metadata: MetaData) -> Config:
    """Alembic's settings, without a file."""
    config = Config()
    config.set_main_option("script_location", scripts)
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["metadata"] = metadata
    return config


def context_options(metadata: MetaData) -> dict[str, Any]:
    """How every comparison and every migration looks at the database; `env.py` uses it too."""
    return {
        "target_metadata": metadata,
        "version_table": VERSION_TABLE,
        "include_name": _is_ours,
        "compare_type": True,
        "render_as_batch": True,
        "render_item": _render,
    }


def differences(connection: Connection, metadata: MetaData) -> list[Any]:
    """What the models say and the database doesn't, in Alembic's words; empty when they agree."""
    options = context_options(metadata)
    del options["target_metadata"]
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


async def new_revision(db: Database, metadata: MetaData, scripts: str, message: str) -> Path:
    """Write the revision that leads from the newest one to the models. `db` must be migrated; the new file's path."""
    config = configuration(scripts, metadata)
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1

    def write(connection: Connection) -> Any:
        config.attributes["connection"] = connection
        return command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")

    engine = _migration_engine(db)
    try:
        async with engine.begin() as connection:
            script = await connection.run_sync(write)
    finally:
        await engine.dispose()
    return Path(script.path)


async def _knock(db: Database, engine: AsyncEngine) -> None:
    """
    Whether there is a database at all, told in one sentence: at a start this is what goes wrong.

    A new SQLite file is its owner's alone, as it holds digests of passwords; its other files get the same mode.
    """
    try:
        if db.path is not None:
            with contextlib.suppress(FileExistsError):
                os.close(os.open(db.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        await _let_in(engine, db)
    except Exception as error:  # each driver has its own
        cause = str(getattr(error, "orig", None) or error) or type(error).__name__
        raise UnusableDatabase(f"{db.url.render_as_string(hide_password=True)} cannot be used: {cause}") from error


async def _let_in(engine: AsyncEngine, db: Database) -> None:
    """
    A SQLite file in which somebody writes refuses at once to be turned to its write-ahead log: it is asked again.

    SQLite itself waits for everything else (`busy_timeout`), and what it could not wait out is told.
    """
    begun = time.monotonic()
    while True:
        try:
            async with engine.connect():
                return
        except OperationalError as error:
            if not db.is_sqlite or "locked" not in str(error.orig) or time.monotonic() - begun >= LOCKED_SECONDS:
                raise
        await asyncio.sleep(LOCKED_STEP)


def _migration_engine(db: Database) -> AsyncEngine:
    """Connections of their own: rebuilding a table needs SQLite's foreign keys off, and they are checked at the end."""
    engine = create_async_engine(db.url, poolclass=NullPool)
    if db.is_sqlite:

        @event.listens_for(engine.sync_engine, "connect")
        def _connect(connection: Any, _record: Any) -> None:
            connection.isolation_level = None
            cursor = connection.cursor()
            for pragma in ("busy_timeout=60000", "journal_mode=WAL", "foreign_keys=OFF"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @event.listens_for(engine.sync_engine, "begin")
        def _begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()


def _upgrade(connection: Connection, config: Config) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refuse_newer(config: Config, before: str | None, backups: Path | None) -> None:
    if before is None or _knows(config, before):
        return
    copies = [copy for copy in _copies(backups) if _knows(config, _revision_of(copy))]
    back = (
        f"or, with the server stopped, put the copy {copies[-1]} in its place" if copies else "or restore a copy of it"
    )
    raise NewerDatabase(f"It is at revision {before}, unknown here. Install that version again, {back}.", found=before)


def _knows(config: Config, revision: str) -> bool:
    try:
        return ScriptDirectory.from_config(config).get_revision(revision) is not None
    except CommandError:
        return False


async def _check_references(connection: AsyncConnection, db: Database) -> None:
    if db.is_sqlite and (lost := (await connection.exec_driver_sql("PRAGMA foreign_key_check")).fetchall()):
        raise BrokenReferences(f"In {', '.join(sorted({row[0] for row in lost}))}", rows=len(lost))


async def _copy(db: Database, before: str | None, now: datetime, backups: Path | None) -> Path | None:
    if before is None or backups is None or db.path is None:
        return None
    target = backups / f"{db.path.stem}-{before}-{now:%Y%m%dT%H%M%S}.db"
    await asyncio.to_thread(_copy_file, db.path, target)
    return target


def _copy_file(source: Path, target: Path) -> None:
    """On a connection of its own: a copy is a reader, which the write lock of the migration doesn't hold up."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # it holds what the database holds
    with contextlib.closing(sqlite3.connect(source, timeout=60)) as reader:
        reader.execute("VACUUM INTO ?", (str(part),))
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(target)


def _copies(backups: Path | None) -> list[Path]:
    """Oldest first."""
    if backups is None or not backups.is_dir():
        return []
    return sorted(backups.glob("*-*-*.db"), key=lambda copy: copy.stem.rsplit("-", 1)[-1])


def _revision_of(copy: Path) -> str:
    return copy.stem.rsplit("-", 2)[-2]


def _forget_old(backups: Path) -> None:
    for copy in _copies(backups)[:-COPIES]:
        copy.unlink(missing_ok=True)


def _is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    return kind != "table" or (name is not None and name.startswith(PREFIXES) and name != VERSION_TABLE)


def _render(kind: str, item: Any, context: Any) -> str | bool:
    """As a migration spells it: in SQLAlchemy's own words, which hold on both databases and never change with us."""
    if kind == "server_default":
        truth = getattr(item, "arg", None)
        return f"sa.{truth.__visit_name__}()" if isinstance(truth, False_ | True_) else False
    if kind != "type":
        return False
    for known, spelled in _SPELLED:
        if known(item):
            if _is_json(item):
                context.imports.add("from sqlalchemy.dialects.postgresql import JSONB")
            return spelled(item)
    return False


def _is_json(item: TypeEngine[Any]) -> bool:
    return isinstance(getattr(item, "_variant_mapping", {}).get("postgresql"), JSONB)


_SPELLED: tuple[tuple[Callable[[Any], bool], Callable[[Any], str]], ...] = (
    (lambda item: isinstance(item, UtcDateTime | DateTime), lambda _: "sa.DateTime(timezone=True)"),
    (lambda item: isinstance(item, Enum), lambda item: f"sa.String(length={item.length})"),
    (_is_json, lambda _: 'sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")'),
)
