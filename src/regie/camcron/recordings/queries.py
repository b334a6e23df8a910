"""What the database knows of the roots: which folders carry which marker."""

from pathlib import Path

from sqlalchemy import select, update

from regie.camcron.recordings.models import KnownRoot
from regie.kernel.db import Session


async def known_roots(session: Session) -> dict[Path, str]:
    """Each folder that was ever marked, with the id of its marker."""
    rows = await session.execute(select(KnownRoot.path, KnownRoot.id).order_by(KnownRoot.path))
    return {Path(path): known_id for path, known_id in rows}


async def root_moved(session: Session, known_id: str, path: Path) -> None:
    """The folder with this marker lies elsewhere now."""
    await session.execute(update(KnownRoot).where(KnownRoot.id == known_id).values(path=str(path)))
