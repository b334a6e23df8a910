"""Publishing files: never over another, never half, never lost."""

import asyncio
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from regie.camcron.recordings import staging
from regie.camcron.recordings.errors import RootProblem, RootTrouble


def staged(disk: Path, name: str, content: bytes, run: str = "run") -> Path:
    folder = staging.staging_of(disk, run)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(content)
    return file


async def test_a_file_gets_its_name_in_folders_made_for_it(disk: Path) -> None:
    final = disk / "garage" / "2026" / "a.mp4"

    assert await staging.publish(staged(disk, "0.mp4", b"film"), final, within=disk) == final
    assert final.read_bytes() == b"film"


async def test_a_name_that_is_taken_gets_a_number(disk: Path) -> None:
    final = disk / "a.mp4"
    final.write_bytes(b"first")

    published = [await staging.publish(staged(disk, f"{n}.mp4", b"%d" % n), final, within=disk) for n in (2, 3)]

    assert [path.name for path in published] == ["a-2.mp4", "a-3.mp4"]
    assert final.read_bytes() == b"first"
    assert published[0].read_bytes() == b"2"


def _without(*numbers: int) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise OSError(numbers[0], os.strerror(numbers[0]))

    return refuse


@pytest.fixture(params=["renameat2", "link", "copy", "other disk"])
def file_system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the file system can do: all, only links, neither, or it is another one than the staging folder's."""
    if request.param in ("link", "copy"):
        monkeypatch.setattr(staging, "_renameat2", _without(errno.EINVAL))
    if request.param == "copy":
        monkeypatch.setattr(os, "link", _without(errno.EPERM))
    if request.param == "other disk":
        whole = staging.rename_without_replace

        def only_within(source: Path, target: Path) -> None:
            if source.parent != target.parent:
                raise OSError(errno.EXDEV, "another disk")
            whole(source, target)

        monkeypatch.setattr(staging, "rename_without_replace", only_within)
    return str(request.param)


@pytest.mark.usefixtures("file_system")
async def test_of_many_that_race_for_one_name_none_is_lost(disk: Path) -> None:
    final = disk / "a.mp4"
    sources = [staged(disk, f"{n}.mp4", b"%d" % n) for n in range(20)]

    published = await asyncio.gather(*(staging.publish(source, final, within=disk) for source in sources))

    assert len(set(published)) == 20
    assert {path.read_bytes() for path in published} == {b"%d" % n for n in range(20)}
    assert sorted(path.name for path in disk.iterdir()) == sorted([".regie", *(path.name for path in published)])
    assert not any(source.exists() for source in sources)


async def test_between_two_real_disks_a_file_is_copied_whole(disk: Path) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == disk.stat().st_dev:
        pytest.fail("this machine has no second file system at /dev/shm")
    source = staged(other / f"regie-test-{os.getpid()}", "0.mp4", b"x" * 3_000_000)

    try:
        published = await staging.publish(source, disk / "a.mp4", within=disk)
    finally:
        source.unlink(missing_ok=True)
        staging.settle(source)
        source.parent.rmdir()
        source.parent.parent.rmdir()
        source.parent.parent.parent.rmdir()

    assert published.stat().st_size == 3_000_000
    assert [path.name for path in disk.iterdir()] == ["a.mp4"]


async def test_the_note_tells_where_a_file_went_until_it_is_settled(disk: Path) -> None:
    source = staged(disk, "7.mp4", b"film")
    (disk / "a.mp4").write_bytes(b"other")

    await staging.publish(source, disk / "a.mp4", within=disk, facts={"startedAt": "2026-11-16T11:00:00.000Z"})

    note = staging.note_of(source)
    assert staging.read_note(note) == {"path": "a-2.mp4", "startedAt": "2026-11-16T11:00:00.000Z"}
    staging.settle(source)
    assert list(source.parent.iterdir()) == []


async def test_a_link_that_leads_out_is_refused_and_the_file_stays_staged(disk: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (disk / "garage").symlink_to(outside)
    source = staged(disk, "0.mp4", b"film")

    with pytest.raises(RootProblem) as raised:
        await staging.publish(source, disk / "garage" / "deep" / "a.mp4", within=disk)

    assert raised.value.kind is RootTrouble.OUTSIDE
    assert source.read_bytes() == b"film"
    assert list(outside.iterdir()) == []


async def test_a_root_behind_a_link_is_written_like_any_other(disk: Path, tmp_path: Path) -> None:
    """`/data` is often a link to where the disk really is."""
    (tmp_path / "data").symlink_to(disk)

    published = await staging.publish(
        staged(disk, "0.mp4", b"film"), tmp_path / "data" / "garage" / "a.mp4", within=disk
    )

    assert published == disk / "garage" / "a.mp4"


async def test_a_folder_that_cannot_be_made_is_a_problem_in_words(disk: Path) -> None:
    (disk / "garage").write_bytes(b"a file where a folder should be")

    with pytest.raises(RootProblem) as raised:
        await staging.publish(staged(disk, "0.mp4", b"film"), disk / "garage" / "a.mp4", within=disk)

    assert "cannot be written" in raised.value.sentence


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, RootTrouble.FULL),
        (errno.EDQUOT, RootTrouble.FULL),
        (errno.EROFS, RootTrouble.READ_ONLY),
        (errno.EIO, RootTrouble.UNWRITABLE),
    ],
)
async def test_what_the_disk_refuses_has_a_kind(
    disk: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: RootTrouble
) -> None:
    source = staged(disk, "0.mp4", b"film")
    monkeypatch.setattr(staging, "_renameat2", _without(number))

    with pytest.raises(RootProblem) as raised:
        await staging.publish(source, disk / "a.mp4", within=disk)

    assert raised.value.kind is kind
    assert source.exists()


def test_what_cannot_be_used_is_kept_aside_with_the_reason(disk: Path) -> None:
    source = staged(disk, "3.mp4", b"garbage", run="run-1")

    kept = staging.set_aside(source, disk, "It holds no picture.")

    assert kept == disk / ".regie" / "aside" / "run-1-3.mp4"
    assert kept.read_bytes() == b"garbage"
    assert kept.with_name("run-1-3.mp4.reason.txt").read_text() == "It holds no picture.\n"
