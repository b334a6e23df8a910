"""Write the next migration: `python -m regie.migrations "what changes"`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from regie.kernel.db import Database
from regie.kernel.db.migrate import new_revision
from regie.kernel.events import Events
from regie.migrations import SCRIPTS, upgrade
from regie.tables import metadata


async def write(message: str) -> Path:
    """Compare the models with a database at the newest revision."""
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite+aiosqlite:///{folder}/regie.db", Events())
        try:
            await upgrade(db)
            return await new_revision(db, metadata, SCRIPTS, message)
        finally:
            await db.close()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit(__doc__)
    print(asyncio.run(write(sys.argv[1])))
