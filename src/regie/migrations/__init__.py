"""
How the tables came to be what they are: one file a step, never edited once it has been released.

`python -m regie.migrations "what changes"` writes the next step from what the models say and the last one does not;
read it before it is committed. A test holds that the steps and the models say the same on both databases.
"""

from pathlib import Path

from regie.kernel.clock import Clock, SystemClock
from regie.kernel.db import Database
from regie.kernel.db.migrate import Migrated, migrate
from regie.tables import metadata

SCRIPTS = "regie:migrations"


async def upgrade(db: Database, *, clock: Clock | None = None, backups: Path | None = None) -> Migrated:
    """Bring the database to this version, under a lock; a SQLite file is copied to `backups` before it changes."""
    return await migrate(db, metadata, SCRIPTS, clock=clock or SystemClock(), backups=backups)
