"""
The folders that recordings may lie in, and whether each is what it was.

A disk that isn't mounted leaves an empty folder in its place, and recording into it would fill the wrong disk, while
retention would believe its files deleted. So each folder, and each disk mounted below one, carries a marker with an id
that the database knows. One never seen before is marked at its first use; one that was known and lacks its marker, or
carries another's, is left alone, and whoever wants to write there is told why.
"""

import asyncio
import os
import shutil
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from regie.camcron.recordings.errors import RootProblem, RootTrouble
from regie.camcron.recordings.markers import MARKER, Marker, read_marker, replace_marker, write_marker
from regie.camcron.recordings.models import KnownRoot
from regie.camcron.recordings.paths import STAGING
from regie.camcron.recordings.queries import known_roots, root_moved, roots_swapped
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.ids import new_id

LEAST_FREE = 64 * 1024 * 1024
"""Below it a disk counts as full: open files still need to be closed, and the database may lie there too."""
PATIENCE = 10.0
"""Seconds that a disk may take to answer; a lost network share takes for ever."""
AT_ONCE = 16
"""Looks at disks; those that hang are among them."""
AHEAD_AT_ONCE = 2
"""The same for folders that somebody only thinks of: they may be many, and must not be in the way of the others."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Volume:
    """A marked folder on one file system."""

    id: str
    path: Path


Reserve = Callable[[Volume], Awaitable[int]]
"""Bytes that must stay free on the disk of a volume, so that recordings there lose nothing for what is written else."""


@dataclass(frozen=True, slots=True)
class Space:
    """How large a disk is, in bytes, and which one: volumes of one disk share what is free."""

    total: int
    free: int
    """What the server's user may still write."""
    disk: int


@dataclass(frozen=True, slots=True)
class Found:
    """A folder as it is."""

    path: Path
    """Of the volume."""
    marker: Marker | None
    known_id: str | None
    """What the database knows this place as."""
    installation: str
    """Ours."""

    @property
    def is_ours(self) -> bool:
        return self.marker is not None and self.marker == Marker(self.known_id or "", self.installation)


@dataclass(frozen=True, slots=True)
class _Survey:
    """What was found where somebody wants to write."""

    path: Path
    marker: Marker | None


class Roots:
    """The allowed folders of this installation."""

    def __init__(
        self,
        folders: Sequence[Path],
        *,
        installation: str,
        database: Database,
        clock: Clock,
        least_free: int = LEAST_FREE,
        patience: float = PATIENCE,
    ) -> None:
        self.folders = tuple(folders)
        self.awaited: Callable[[], str] = str
        """Says whether others are saved and count from the next start."""
        self._installation = installation
        self._database = database
        self._clock = clock
        self._least_free = least_free
        self._patience = patience
        self._first_use = asyncio.Lock()
        self._asked: dict[tuple[str, Path], asyncio.Future[Any]] = {}
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="disks")
        self._threads_ahead = ThreadPoolExecutor(AHEAD_AT_ONCE, thread_name_prefix="disks ahead")

    def root_of(self, folder: Path) -> Path | None:
        """The allowed folder that a place lies in, links resolved; the deepest when they are nested."""
        place = folder.resolve()
        holding = [root.resolve() for root in self.folders if place.is_relative_to(root.resolve())]
        return max(holding, key=lambda root: len(root.parts), default=None)

    async def allows(self, folder: Path) -> bool:
        """Whether outputs may lie there. For checking a job before anything is made; a disk that hangs allows it."""
        with suppress(RootProblem):
            return await self._answer(folder, self.root_of, folder) is not None
        return True

    async def volume_of(self, folder: Path) -> Volume:
        """The volume to write to for a folder, which need not exist yet. Raises `RootProblem`."""
        known = await self._known()
        survey = await self._survey(folder, known)
        if survey.path in known:
            return self._same(survey, known[survey.path])
        async with self._first_use:
            known = await self._known()
            survey = await self._survey(folder, known)
            if survey.path in known:
                return self._same(survey, known[survey.path])
            return await self._first(survey, known)

    async def trouble_at(self, folder: Path, *, ahead: bool = False) -> RootProblem | None:
        """
        What would keep somebody from writing to a folder, found without making or marking anything.

        `ahead`: nobody writes there yet, and whoever may plan a job chooses the name.
        """
        try:
            known = await self._known()
            look = partial(_look_at, folder, self.folders, known, self._least_free)
            survey = await self._answered("look", folder, look, self._threads_ahead if ahead else self._threads)
            if survey.path in known:
                self._same(survey, known[survey.path])
            elif survey.marker is not None and survey.marker.installation != self._installation:
                return _foreign(survey.path)
        except RootProblem as problem:
            return problem
        return None

    async def check(self, volume_id: str) -> Volume:
        """A known volume, if it is there and is itself. Raises `RootProblem`."""
        for path, known_id in (await self._known()).items():
            if known_id == volume_id:
                marker = await self._answer(path, read_marker, path)
                return self._same(_Survey(path, marker), known_id)
        raise RootProblem(RootTrouble.MISSING, "The folder of this file is not known any more.", path=Path(volume_id))

    async def check_deletable(self, volume: Volume) -> None:
        """Raises `RootProblem` where nothing can be deleted; that a disk is full is no hindrance."""
        await self._answer(volume.path, _check_deletable, volume.path)

    async def find(self, folder: Path) -> "Found":
        """What is there, without writing anything. Raises `RootProblem` for what cannot be used at all."""
        if not await self._answer(folder, folder.exists):
            raise RootProblem(RootTrouble.MISSING, f"{folder} does not exist.", path=folder)
        known = await self._known()
        survey = await self._survey(folder, known)
        return Found(survey.path, survey.marker, known.get(survey.path), self._installation)

    async def adopt(self, folder: Path) -> Volume:
        """
        Take a folder as ours, whatever its marker says: a disk that replaces another, one of a database that is lost.

        A place that is known keeps its id, so its files are looked for there; two known disks may have changed places.
        """
        async with self._first_use:
            known = await self._known()
            survey = await self._survey(folder, known)
            await self._answer(survey.path, _check_writable, survey.path, self._least_free)
            here, marker = known.get(survey.path), survey.marker
            places = {known_id: path for path, known_id in known.items()}
            if marker is not None and marker == Marker(here or "", self._installation):
                return Volume(marker.id, survey.path)
            former = places.get(marker.id) if marker is not None else None
            if marker is not None and former is not None:
                if await self._answer(former, read_marker, former) == marker:
                    marker = None  # a copy: it becomes a disk of its own
                elif here is not None:
                    async with self._database.write() as session:
                        await roots_swapped(session, marker.id, here)
                    here = marker.id
            chosen = Marker(here or (marker.id if marker is not None else new_id()), self._installation)
            await asyncio.to_thread(replace_marker, survey.path, chosen)
            async with self._database.write() as session:
                if here is None and chosen.id in places:
                    await root_moved(session, chosen.id, survey.path)
                elif here is None:
                    session.add(KnownRoot(id=chosen.id, path=str(survey.path), created_at=self._clock.now()))
            return Volume(chosen.id, survey.path)

    async def room_ahead(self, folder: Path) -> Space:
        """What is free where a folder lies or would lie. Raises `RootProblem`."""
        return await self._answered("room", folder, partial(_room, folder), self._threads_ahead)

    async def space(self, volume: Volume) -> Space:
        """What is free on the disk of a volume that was checked. Raises `RootProblem`."""
        return await self._answer(volume.path, _space, volume.path)

    async def volumes(self) -> list[Volume]:
        """Every known volume, there or not."""
        return [Volume(known_id, path) for path, known_id in (await self._known()).items()]

    async def _known(self) -> dict[Path, str]:
        async with self._database.read() as session:
            return await known_roots(session)

    async def _survey(self, folder: Path, known: Mapping[Path, str]) -> _Survey:
        return await self._answer(folder, _survey, folder, self.folders, known, self._least_free)

    async def _answer(self, place: Path, look: Callable[..., T], *what: Any) -> T:
        return await self._answered(look.__name__, place, partial(look, *what), self._threads)

    async def _answered(self, what: str, place: Path, look: Callable[[], T], threads: ThreadPoolExecutor) -> T:
        """Look at the disk without waiting for one that hangs; the next caller waits for the same look.

        In threads of their own: those that hang are not missing where files of other disks are named.
        """
        key = (what, place)
        task = self._asked.get(key)
        if task is None:
            task = asyncio.get_running_loop().run_in_executor(threads, look)
            self._asked[key] = task
            task.add_done_callback(lambda done: self._forget(key, done))
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        if not done:
            raise RootProblem(
                RootTrouble.SILENT, f"The disk that holds {place} has not answered for a while.", path=place
            )
        try:
            answer: T = task.result()
        except OSError as error:  # a share that has gone stale, a folder that may not be searched
            raise RootProblem.of(error, place) from error
        return answer

    def _forget(self, key: tuple[str, Path], look: asyncio.Future[Any]) -> None:
        del self._asked[key]
        if not look.cancelled():
            look.exception()  # perhaps nobody waits for it any more

    def _same(self, survey: _Survey, known_id: str) -> Volume:
        if survey.marker is None:
            raise RootProblem(
                RootTrouble.UNMARKED,
                f"{survey.path} lacks its marker {STAGING}/{MARKER}: is its disk mounted?",
                path=survey.path,
            )
        if survey.marker.id != known_id:
            raise RootProblem(RootTrouble.FOREIGN, f"{survey.path} holds another disk than before.", path=survey.path)
        return Volume(known_id, survey.path)

    async def _first(self, survey: _Survey, known: Mapping[Path, str]) -> Volume:
        """Mark a folder that the database has never known, or recognise one of ours that moved."""
        marker = survey.marker
        if marker is None:
            marker = Marker(new_id(), self._installation)
            await asyncio.to_thread(write_marker, survey.path, marker)
        elif marker.installation != self._installation:
            raise _foreign(survey.path)
        former = next((path for path, known_id in known.items() if known_id == marker.id), None)
        if former is not None and await self._answer(former, read_marker, former) == marker:
            raise RootProblem(
                RootTrouble.FOREIGN, f"{survey.path} carries the marker of {former}: it is a copy.", path=survey.path
            )
        async with self._database.write() as session:
            if former is not None:
                await root_moved(session, marker.id, survey.path)
            else:
                session.add(KnownRoot(id=marker.id, path=str(survey.path), created_at=self._clock.now()))
        return Volume(marker.id, survey.path)


def _foreign(path: Path) -> RootProblem:
    return RootProblem(RootTrouble.FOREIGN, f"{path} belongs to another installation.", path=path)


def _survey(folder: Path, roots: Sequence[Path], known: Mapping[Path, str], least_free: int) -> _Survey:
    """Find the volume that a folder lies on, and whether it can be written; a root is made at its first use."""
    root = _allowed(folder, roots)
    if not root.exists():
        _check_new(root, known)
        _make_root(root)
    return _found(folder, root, known, least_free)


def _look_at(folder: Path, roots: Sequence[Path], known: Mapping[Path, str], least_free: int) -> _Survey:
    """The same for nobody's use: whether a root that is not there yet can be made is seen above it."""
    root = _allowed(folder, roots)
    if root.exists():
        return _found(folder, root, known, least_free)
    _check_new(root, known)
    _check_writable(next(above for above in root.parents if above.exists()), least_free)
    return _Survey(root, None)


def _allowed(folder: Path, roots: Sequence[Path]) -> Path:
    place = folder.resolve()
    holding = [root.resolve() for root in roots if place.is_relative_to(root.resolve())]
    if not holding:
        allowed = ", ".join(str(root) for root in roots)
        raise RootProblem(RootTrouble.OUTSIDE, f"{folder} lies outside of the allowed folders: {allowed}.", path=folder)
    return max(holding, key=lambda path: len(path.parts))


def _found(folder: Path, root: Path, known: Mapping[Path, str], least_free: int) -> _Survey:
    path = _volume_path(folder.resolve(), root, known)
    marker = read_marker(path)
    if path in known and marker is None:
        return _Survey(path, None)
    _check_writable(path, least_free)
    return _Survey(path, marker)


def _check_new(root: Path, known: Mapping[Path, str]) -> None:
    if root in known:
        raise RootProblem(RootTrouble.MISSING, f"{root} is gone: is its disk mounted?", path=root)


def _make_root(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RootProblem.of(error, root) from error


def _volume_path(place: Path, root: Path, known: Mapping[Path, str]) -> Path:
    """The deepest of: the root, a disk mounted below it, a folder below it that was marked once."""
    between = [path for path in (place, *place.parents) if path.is_relative_to(root)]
    for path in between:
        if path == root or path in known or os.path.ismount(path):
            return path
    return root


def _check_writable(path: Path, least_free: int) -> None:
    if not path.is_dir():
        raise RootProblem(RootTrouble.UNWRITABLE, f"{path} is not a folder.", path=path)
    free = _free(path)
    if free is not None and free < least_free:
        raise RootProblem(
            RootTrouble.FULL, f"The disk that holds {path} is full: {free // 1_000_000} MB are left.", path=path
        )
    if _is_read_only(path):
        raise RootProblem(RootTrouble.READ_ONLY, f"{path} lies on a disk that is mounted read-only.", path=path)
    if not os.access(path, os.W_OK | os.X_OK):
        raise RootProblem(RootTrouble.UNWRITABLE, f"{path} may not be written by the server's user.", path=path)


def _check_deletable(path: Path) -> None:
    _check_writable(path, 0)


def _free(path: Path) -> int | None:
    """Bytes that the server's user may still write; none when no new file can be made."""
    if sys.platform == "win32":
        return shutil.disk_usage(path).free
    else:  # noqa: RET505 - the other branch does not exist for a type checker on Windows
        disk = os.statvfs(path)
        return 0 if disk.f_files and disk.f_favail == 0 else disk.f_bavail * disk.f_frsize


def _space(path: Path) -> Space:
    usage = shutil.disk_usage(path)
    return Space(usage.total, usage.free, path.stat().st_dev)


def _room(folder: Path) -> Space:
    return _space(next(place for place in (folder, *folder.parents) if place.exists()))


def _is_read_only(path: Path) -> bool:
    return sys.platform != "win32" and bool(os.statvfs(path).f_flag & os.ST_RDONLY)
