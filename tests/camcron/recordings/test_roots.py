"""Folders for recordings: marked once, and never written when they are not themselves."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import regie
from regie.camcron.recordings.errors import RootProblem, RootTrouble
from regie.camcron.recordings.markers import Marker, read_marker, write_marker
from regie.camcron.recordings.roots import Roots
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from tests import needs


def other_installation(database: Database, *folders: Path) -> Roots:
    return Roots(folders, installation="theirs", database=database, clock=SystemClock())


async def refusal(roots: Roots, folder: Path) -> RootTrouble:
    with pytest.raises(RootProblem) as raised:
        await roots.volume_of(folder)
    assert raised.value.sentence.endswith(".") or "mounted?" in raised.value.sentence
    return raised.value.kind


async def test_a_folder_never_seen_is_marked_at_its_first_use(roots: Roots, disk: Path) -> None:
    volume = await roots.volume_of(disk / "garage" / "2026")

    assert volume.path == disk
    assert read_marker(disk) == Marker(volume.id, "ours")
    assert await roots.volume_of(disk / "elsewhere") == volume
    assert await roots.volumes() == [volume]


async def test_an_allowed_folder_is_made_when_it_is_missing(database: Database, tmp_path: Path) -> None:
    roots = Roots([tmp_path / "new" / "deep"], installation="ours", database=database, clock=SystemClock())

    volume = await roots.volume_of(tmp_path / "new" / "deep" / "x")

    assert volume.path == tmp_path / "new" / "deep"


async def test_a_missing_folder_is_not_made_by_whoever_only_looks_ahead(database: Database, tmp_path: Path) -> None:
    roots = Roots([tmp_path / "new" / "deep"], installation="ours", database=database, clock=SystemClock())

    assert await roots.trouble_at(tmp_path / "new" / "deep" / "x") is None
    assert list(tmp_path.glob("new*")) == []

    (tmp_path / "new").write_text("no folder")
    trouble = await roots.trouble_at(tmp_path / "new" / "deep" / "x")
    assert trouble is not None and trouble.kind is RootTrouble.UNWRITABLE


async def test_a_hundred_first_uses_at_once_make_one_marker(roots: Roots, disk: Path) -> None:
    volumes = await asyncio.gather(*(roots.volume_of(disk / str(n)) for n in range(100)))

    assert len(set(volumes)) == 1


async def test_an_unmounted_disk_is_not_written(roots: Roots, disk: Path) -> None:
    await roots.volume_of(disk)
    shutil.rmtree(disk)
    disk.mkdir()

    assert await refusal(roots, disk / "garage") is RootTrouble.UNMARKED
    assert list(disk.iterdir()) == []


async def test_a_known_folder_that_is_gone_is_not_made_again(roots: Roots, disk: Path) -> None:
    await roots.volume_of(disk)
    shutil.rmtree(disk)

    assert await refusal(roots, disk / "garage") is RootTrouble.MISSING
    assert not disk.exists()


async def test_another_disk_in_the_same_place_is_not_written(roots: Roots, disk: Path) -> None:
    await roots.volume_of(disk)
    shutil.rmtree(disk)
    disk.mkdir()
    write_marker(disk, Marker("another", "ours"))

    assert await refusal(roots, disk) is RootTrouble.FOREIGN


async def test_a_folder_of_another_installation_is_not_written(
    roots: Roots, disk: Path, database: Database, tmp_path: Path
) -> None:
    write_marker(disk, Marker("id", "theirs"))

    assert await refusal(roots, disk) is RootTrouble.FOREIGN


async def test_a_folder_of_ours_is_recognised_by_an_empty_database(roots: Roots, disk: Path) -> None:
    write_marker(disk, Marker("id-of-old", "ours"))

    assert (await roots.volume_of(disk)).id == "id-of-old"


async def test_a_disk_that_moved_keeps_its_id_and_a_copy_is_refused(
    database: Database, disk: Path, tmp_path: Path
) -> None:
    moved, copied = tmp_path / "moved", tmp_path / "copied"
    roots = Roots([disk, moved, copied], installation="ours", database=database, clock=SystemClock())
    before = await roots.volume_of(disk)
    disk.rename(moved)

    assert (await roots.volume_of(moved)).id == before.id
    shutil.copytree(moved, copied)
    assert await refusal(roots, copied) is RootTrouble.FOREIGN


async def test_a_place_outside_is_refused_also_through_a_link(roots: Roots, disk: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (disk / "link").symlink_to(outside)

    assert await roots.allows(disk / "garage")
    assert not await roots.allows(disk / "link" / "garage")
    assert await refusal(roots, outside) is RootTrouble.OUTSIDE
    assert await refusal(roots, disk / "link" / "garage") is RootTrouble.OUTSIDE
    assert await refusal(roots, disk / ".." / "outside") is RootTrouble.OUTSIDE


async def test_a_folder_below_that_was_marked_once_is_missed_when_its_disk_is_not_there(
    database: Database, disk: Path
) -> None:
    below = disk / "nas"
    below.mkdir()
    both = Roots([disk, below], installation="ours", database=database, clock=SystemClock())
    assert (await both.volume_of(disk)).id != (await both.volume_of(below)).id
    shutil.rmtree(below / ".regie")
    only = Roots([disk], installation="ours", database=database, clock=SystemClock())

    assert await refusal(only, below / "garage") is RootTrouble.UNMARKED
    assert (await only.volume_of(disk / "garage")).path == disk


async def test_what_the_system_says_of_a_folder_is_told_as_its_trouble(database: Database, tmp_path: Path) -> None:
    """So it is with a share that has gone stale, and with a folder in one that may not be searched."""
    nameless = tmp_path / ("x" * 300)
    roots = Roots([nameless], installation="ours", database=database, clock=SystemClock())

    assert await refusal(roots, nameless) is RootTrouble.UNWRITABLE
    trouble = await roots.trouble_at(nameless)
    assert trouble is not None and "name too long" in trouble.sentence


async def test_a_full_disk_is_told(database: Database, disk: Path) -> None:
    roots = Roots([disk], installation="ours", database=database, clock=SystemClock(), least_free=1 << 62)

    assert await refusal(roots, disk) is RootTrouble.FULL


async def test_a_disk_that_never_answers_does_not_hold_the_server(
    database: Database, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots = Roots([disk], installation="ours", database=database, clock=SystemClock(), patience=0.05)
    await roots.volume_of(disk)
    fifo = disk / "fifo"
    os.mkfifo(fifo)
    (disk / ".regie" / "root.json").rename(disk / ".regie" / "kept.json")
    (disk / ".regie" / "root.json").symlink_to(fifo)  # reading the marker hangs, as on a lost network share

    assert await refusal(roots, disk) is RootTrouble.SILENT

    with fifo.open("w") as answer:
        answer.write((disk / ".regie" / "kept.json").read_text())


MOUNTS = """
    import asyncio, os, subprocess, sys
    from pathlib import Path
    from regie.camcron.recordings.errors import RootProblem
    from regie.camcron.recordings.models import Table
    from regie.camcron.recordings.roots import Roots
    from regie.kernel.clock import SystemClock
    from regie.kernel.db import Database
    from regie.kernel.events import Events

    async def main(disk):
        database = Database(f"sqlite+aiosqlite:///{disk.parent}/mounts.db", Events())
        async with database.engine.begin() as connection:
            await connection.run_sync(lambda sync: Table.metadata.tables["cam_roots"].create(sync))
        roots = Roots([disk], installation="ours", database=database, clock=SystemClock())
        async def found(place):
            try:
                volume = await roots.volume_of(place)
                return str(volume.path.relative_to(disk))
            except RootProblem as problem:
                return problem.kind.value
        nas = disk / "nas"
        nas.mkdir()
        mount = lambda *what: subprocess.run(["mount", *what, str(nas)], check=True)
        said = [await found(disk)]
        mount("-t", "tmpfs", "-o", "size=100m", "tmpfs")
        said += [await found(nas / "garage")]
        subprocess.run(["umount", str(nas)], check=True)
        said += [await found(nas / "garage"), await found(disk / "other")]
        mount("-t", "tmpfs", "-o", "size=100m", "tmpfs")
        said += [await found(nas / "garage")]
        subprocess.run(["umount", str(nas)], check=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(disk / "ro")], check=True)
        said += [await found(disk / "ro" / "x")]
        print(" ".join(said))
        await database.close()

    disk = Path(sys.argv[1])
    (disk / "ro").mkdir()
    asyncio.run(main(disk))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts in a namespace of its own need Linux")
def test_a_disk_mounted_below_is_marked_missed_and_told_from_another(disk: Path) -> None:
    source = Path(regie.__file__).parents[1]
    ran = subprocess.run(
        [*needs.namespaces("mount"), sys.executable, "-c", textwrap.dedent(MOUNTS), str(disk)],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == [".", "nas", "unmarked", ".", "unmarked", "readOnly"]


async def test_a_marker_that_is_no_json_counts_as_none(roots: Roots, disk: Path) -> None:
    await roots.volume_of(disk)
    (disk / ".regie" / "root.json").write_text(json.dumps(["odd"]))

    assert await refusal(roots, disk) is RootTrouble.UNMARKED
