"""Small pictures that are kept: as long as their files, also when nobody here heard that one was deleted."""

import os
from pathlib import Path

from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.ledger.service import Why
from regie.camcron.recordings.thumbnails import DRAFTS, Thumbnails
from regie.kernel.db import Database
from tests.camcron.recordings.shelf import Shelf


class Painter:
    """Makes the same picture of everything."""

    async def thumbnail(self, source: Path, width: int, *, at: float | None = None) -> bytes:
        return b"\xff\xd8 a picture"


async def test_a_picture_whose_file_was_deleted_by_another_server_is_forgotten(
    shelf: Shelf, database: Database, tmp_path: Path
) -> None:
    thumbnails = Thumbnails(shelf.files, Painter(), tmp_path / "thumbnails")
    kept, gone, doomed = await shelf.add_many(3)
    pictures = [await thumbnails.of(file) for file in (kept, gone, doomed)]
    async with database.write() as session:
        await shelf.files.removal.doom(session, {doomed.id: Why(Rule.PERSON, "ada")})
    await shelf.files.removal.forget(
        database, {gone.id: Why(Rule.PERSON, "ada")}, await shelf.roots.volume_of(shelf.disk)
    )
    fresh, old = (pictures[0].with_name(f"{name}.part") for name in ("fresh", "old"))
    for draft in (fresh, old):
        draft.write_bytes(b"half")
    os.utime(old, (old.stat().st_mtime - DRAFTS - 1,) * 2)

    await thumbnails.tidy(database)

    assert [picture.exists() for picture in pictures] == [True, False, False]
    assert (fresh.exists(), old.exists()) == (True, False)
