"""
Making a film: pieces of some hundred pictures, one after the other, then all of them joined.

The row says after which picture the next piece begins; a piece counts once its row says so. Whatever is killed, in the
middle of whatever, goes on there; pieces that are not where they should be mean a new beginning. Nothing here grows
with the length of the film but the number of pieces.
"""

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from regie.camcron.recordings.errors import FileGone, RootProblem
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.ledger.service import Why
from regie.camcron.recordings.models import File
from regie.camcron.recordings.paths import OutputPath
from regie.camcron.recordings.places import check_inside
from regie.camcron.recordings.publishing import publish_recorded
from regie.camcron.recordings.removal.service import Removal
from regie.camcron.recordings.roots import Roots, Volume
from regie.camcron.recordings.service import NewFile
from regie.camcron.recordings.staging import begin, note_of, read_note, staging_of
from regie.camcron.timelapse import queries
from regie.camcron.timelapse.arguments import encoder_of, encoder_options, join_arguments, pieces_list, rate_of
from regie.camcron.timelapse.models import Assembly
from regie.camcron.timelapse.service import KIND, Began, Films
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.errors import GiveUp, TryAgain
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.ffmpeg.progress import ProgressReader
from regie.kernel.ffmpeg.reasons import reason_of
from regie.kernel.processes import once
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.launch import Launch
from regie.kernel.tasks.run import Kind, TaskRun

PIECE = 300
"""Pictures: seconds of work, so that little is lost when the server ends, and the joined list stays short."""
START_UP, PER_PICTURE = 30.0, 2.0
"""Seconds that a piece may take; 1080p takes 0.03 a picture on two cores."""
JOINING = 3600.0
POLITE = 10
ATTEMPTS = 40
DISK_AGAIN = 60.0
IDS_KEPT = 10_000
"""Pictures that are left out of a film and spared when it is cleared; with more, none is deleted."""
CLEARED_AT_ONCE = 500
STARTS_AGAIN = 2
FOLDER = "films"
"""In the folder of a root that belongs to the server: a folder of pieces for each film that is being made."""
CHILD = (sys.executable, "-P", "-m", "regie.camcron.timelapse.film_child")


@dataclass(frozen=True, slots=True)
class Bench:
    """What films are made with."""

    database: Database
    films: Films
    roots: Roots
    base: Path
    removal: Removal
    children: Spawner
    ffmpeg: Ffmpeg
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Piece:
    """What became of some pictures."""

    size: tuple[int, int] | None
    frames: int
    first: int | None
    night: tuple[int, ...]
    unreadable: tuple[int, ...]

    @property
    def left_out(self) -> list[int]:
        """Numbers of the pictures that are not in the film."""
        return sorted((*self.night, *self.unreadable))


class FilmMaking:
    """The background work."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @property
    def kind(self) -> Kind:
        """As it is declared: one film at a time, tried again for hours while a disk is away."""
        return Kind(KIND, self.body, attempts=ATTEMPTS, interruptions=50, at_once=1)

    async def body(self, run: TaskRun) -> dict[str, Any]:
        """Make the film whose id is the task's."""
        try:
            return await self._make(run)
        except RootProblem as problem:
            await self._held(run, problem.sentence)
            raise TryAgain(problem.sentence, delay=DISK_AGAIN) from problem
        except OSError as error:
            await self._held(run, f"The disk or the system refused: {error.strerror or error}.")
            raise TryAgain(str(error), delay=DISK_AGAIN) from error
        except GiveUp as failure:
            await self._failed(run, failure.reason)
            raise

    async def _held(self, run: TaskRun, reason: str) -> None:
        if run.attempt >= ATTEMPTS:
            await self._failed(run, reason)
            raise GiveUp(reason)
        async with self._bench.database.write() as session:
            await self._bench.films.hold(session, run.id, reason)

    async def _failed(self, run: TaskRun, reason: str) -> None:
        async with self._bench.database.write() as session:
            await self._bench.films.failed(session, run.id, reason)

    async def _make(self, run: TaskRun) -> dict[str, Any]:
        async with self._bench.database.write() as session:
            began = await self._bench.films.begin(session, run.id)
        if isinstance(began, str):
            raise GiveUp(began)
        film = began.film
        if film.state == "running":
            await self._film(run, began)
        if film.state == "clearing":
            await run.progress(1.0, "its pictures are being deleted")
            await self._clear(film)
        return {"filmId": film.id, "frames": film.frames, "night": film.night, "unreadable": film.unreadable}

    # -- pieces --------------------------------------------------------------------------------------------------

    async def _film(self, run: TaskRun, began: Began) -> None:
        film, bench = began.film, self._bench
        async with bench.database.read() as session:
            first = await queries.first_picture_at(session, film.job_id, film.since, film.until)
        if first is None:
            raise GiveUp("There is no picture in this span any more.")
        final_folder = self._final(began, film.first_at or first).parent
        volume = await bench.roots.volume_of(final_folder)
        folder = await begin(volume.path, folder_of(film.id))
        if (known := await self._published(film, folder)) is not None:
            await self._index(film, folder, *known)
            return
        for _ in range(STARTS_AGAIN):
            if film.root_id != volume.id or not await asyncio.to_thread(_complete, folder, film.pieces):
                async with bench.database.write() as session:
                    await bench.films.start_again(session, film, volume.id)
                await asyncio.to_thread(_empty, folder)
            await self._pieces(run, began, folder)
            if film.pieces == 0:
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
                raise GiveUp(_nothing(film))
            await run.progress(0.99, "the pieces are being joined")
            problem = await self._join(began, folder)
            if problem is None:
                await self._publish(began, folder, volume)
                return
            film.root_id = None  # a piece is not what it was: once more from the beginning
        raise GiveUp(f"The pieces could not be joined: {problem}")

    async def _pieces(self, run: TaskRun, began: Began, folder: Path) -> None:
        film, bench = began.film, self._bench
        while True:
            dealt = film.frames + film.night + film.unreadable
            done = min(0.98, dealt / film.pictures) if film.pictures else None
            await run.progress(done, f"{dealt} of {film.pictures} pictures")
            async with bench.database.read() as session:
                pictures = await queries.pictures_after(session, film, PIECE)
            if not pictures:
                return
            target = folder / f"piece-{film.pieces + 1:05}.mp4"
            piece = await self._piece(began, pictures, target)
            if piece.frames:
                await asyncio.to_thread(_keep, target)
            spared = [] if film.keep_frames else [pictures[number].id for number in piece.left_out]
            first_at = pictures[piece.first].started_at if piece.first is not None else None
            async with bench.database.write() as session:
                await bench.films.advance(
                    session, film,
                    pieces=film.pieces + (1 if piece.frames else 0),
                    frames=film.frames + piece.frames,
                    night=film.night + len(piece.night),
                    unreadable=film.unreadable + len(piece.unreadable),
                    unreadable_ids=[*film.unreadable_ids, *spared][:IDS_KEPT],
                    width=film.width or (piece.size[0] if piece.size else None),
                    height=film.height or (piece.size[1] if piece.size else None),
                    first_at=film.first_at or first_at,
                    cursor_at=pictures[-1].started_at,
                    cursor_id=pictures[-1].id,
                )  # fmt: skip

    async def _piece(self, began: Began, pictures: Sequence[File], target: Path) -> _Piece:
        """One piece; a picture that kills the child is left out, and the others are tried again."""
        places = await self._places(pictures)
        deadly: set[int] = set()
        while True:
            paths = [None if number in deadly else path for number, path in enumerate(places)]
            feed = json.dumps(self._request(began, paths, target)).encode()
            finished = await once.run(
                self._bench.children, Launch(CHILD, pipes=("stdout", "stderr"), stdin=True, nice=POLITE),
                self._bench.clock, seconds=START_UP + PER_PICTURE * len(paths), feed=feed,
            )  # fmt: skip
            lines = [json.loads(line) for line in finished.text("stdout").splitlines() if line.endswith("}")]
            done = next((line["done"] for line in lines if "done" in line), None)
            if finished.exit.code == 0 and done is not None:
                size = (done["size"][0], done["size"][1]) if done["size"] else None
                return _Piece(size, done["frames"], done["first"], tuple(done["night"]), tuple(done["unreadable"]))
            at = next((line["at"] for line in reversed(lines) if "at" in line), None)
            last_word = (finished.text("stderr").splitlines() or ["it said nothing"])[-1]
            if at is None or at in deadly or finished.exit.code == 1:
                raise _piece_problem(last_word[:300])
            deadly.add(at)

    def _request(self, began: Began, paths: Sequence[str | None], target: Path) -> dict[str, Any]:
        film, process = began.film, began.process
        rate = rate_of(film.frame_rate)
        return {
            "pictures": paths,
            "target": str(target),
            "size": [film.width, film.height] if film.width else None,
            "rate": [rate.numerator, rate.denominator],
            "encoder": encoder_of(process.codec),
            "options": encoder_options(process.codec, process.quality, process.bitrate, rate),
            "skipNight": film.skip_night,
        }

    async def _places(self, pictures: Sequence[File]) -> list[str | None]:
        """Where they lie; nothing for those that are gone. A root that is away is waited for."""
        volumes = {root: await self._bench.roots.check(root) for root in {picture.root_id for picture in pictures}}
        return await asyncio.to_thread(lambda: [_place(picture, volumes[picture.root_id]) for picture in pictures])

    # -- the film ------------------------------------------------------------------------------------------------

    async def _join(self, began: Began, folder: Path) -> str | None:
        """Why the pieces could not be joined; nothing when they were."""
        film = began.film
        listed, target = folder / "pieces.ffconcat", folder / f"film.{film.format}"
        pieces = [str(folder / f"piece-{number:05}.mp4") for number in range(1, film.pieces + 1)]
        await asyncio.to_thread(listed.write_text, pieces_list(pieces), encoding="utf-8")
        words = join_arguments(str(listed), str(target), film.format, began.process.codec)
        launch = Launch((str(self._bench.ffmpeg.path), *words), pipes=("stderr", "progress"), nice=POLITE)
        finished = await once.run(self._bench.children, launch, self._bench.clock, seconds=JOINING)
        if finished.exit.code != 0:
            return reason_of(finished.text("stderr").splitlines()).sentence
        blocks = ProgressReader().feed(finished.output.get("progress", b""))
        joined = max((block.frame or 0 for block in blocks), default=0)
        return None if joined == film.frames else f"{joined} of {film.frames} pictures came into the film."

    async def _publish(self, began: Began, folder: Path, volume: Volume) -> None:
        film, spec = began.film, began.loaded.spec
        assert film.first_at is not None
        source = folder / f"film.{film.format}"
        new = NewFile(
            run_id=film.id, job_id=spec.job_id, job_slug=spec.job_slug, job_name=spec.naming.job_name,
            camera_id=spec.camera_id, camera_slug=spec.camera_slug, camera_name=spec.naming.camera_name,
            volume=volume, started_at=film.first_at,
            duration_seconds=round(film.frames / float(rate_of(film.frame_rate)), 3),
            size_bytes=(await asyncio.to_thread(source.stat)).st_size, format=film.format,
        )  # fmt: skip
        new, path = await publish_recorded(source, self._final(began, film.first_at), new)
        await self._index(film, folder, new, path)

    async def _published(self, film: Assembly, folder: Path) -> tuple[NewFile, Path] | None:
        """A film that has its name already, and perhaps no row: a crash came in between."""
        source = folder / f"film.{film.format}"
        held = await asyncio.to_thread(read_note, note_of(source))
        if held is None or await asyncio.to_thread(source.exists):
            return None
        try:
            volume = await self._bench.roots.check(held["rootId"])
            path = volume.path / held["path"]
            new = NewFile.from_facts(held, volume)
            size = (await asyncio.to_thread(path.stat)).st_size
        except (OSError, KeyError, TypeError, ValueError):
            return None
        return replace(new, size_bytes=size), path

    async def _index(self, film: Assembly, folder: Path, new: NewFile, path: Path) -> None:
        async with self._bench.database.write() as session:
            await self._bench.films.filmed(session, film, new, path)
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def _final(self, began: Began, at: datetime) -> Path:
        spec = began.loaded.spec
        output = OutputPath.parse(spec.directory, spec.pattern, began.film.format)
        return Path(self._bench.base, output.path(spec.naming, at, spec.zone))

    # -- its pictures --------------------------------------------------------------------------------------------

    async def _clear(self, film: Assembly) -> None:
        """Delete what is in the film and nothing else, by the one way in which files are deleted."""
        bench, after = self._bench, None
        spared = set(film.unreadable_ids)
        if film.unreadable + film.night > len(spared):
            async with bench.database.write() as session:
                await bench.films.cleared(session, film, reason=_too_many(film))
            return
        while True:
            async with bench.database.read() as session:
                page = await queries.spent_pictures(session, film, CLEARED_AT_ONCE, after)
            if not page:
                break
            spent = [file for file in page if file.id not in spared]
            why = {file.id: Why(Rule.FILM) for file in spent}
            removed = await bench.removal.delete(bench.database, why, {file.id: file.root_id for file in spent})
            for problem in removed.problems.values():
                raise problem
            after = (page[-1].started_at, page[-1].id)
        async with bench.database.write() as session:
            await bench.films.cleared(session, film)


async def clean_up(bench: Bench) -> None:
    """End films that nobody makes any more, and remove their folders."""
    async with bench.database.read() as session:
        abandoned = await bench.films.abandoned(session)
    if abandoned:
        async with bench.database.write() as session:
            await bench.films.give_up(session, abandoned)
    async with bench.database.read() as session:
        living = await queries.open_films(session)
    for known in await bench.roots.volumes():
        try:
            volume = await bench.roots.check(known.id)
        except RootProblem:
            continue
        await asyncio.to_thread(_remove_others, staging_of(volume.path, ""), living)


def folder_of(film_id: str) -> str:
    """Where its pieces lie, below the server's own folder of a root."""
    return f"{FOLDER}/{film_id}"


def _piece_problem(word: str) -> Exception:
    """A disk that refuses may take it later; anything else will not pass."""
    if any(sign in word for sign in ("Errno 28", "Errno 30", "Errno 5]", "No space", "Read-only", "Input/output")):
        return OSError(f"A piece could not be written: {word}")
    return GiveUp(f"A piece could not be made: {word}")


def _remove_others(staging: Path, living: set[str]) -> None:
    for folder in (staging / FOLDER).glob("*"):
        if folder.name not in living:
            shutil.rmtree(folder, ignore_errors=True)


def _place(picture: File, volume: Volume) -> str | None:
    path = volume.path / picture.path
    try:
        check_inside(path, volume, picture)
    except (FileGone, RootProblem):
        return None
    return str(path)


def _complete(folder: Path, pieces: int) -> bool:
    paths = (folder / f"piece-{number:05}.mp4" for number in range(1, pieces + 1))
    return all(path.is_file() and path.stat().st_size for path in paths)


def _keep(piece: Path) -> None:
    """Onto the disk, with its name: its row counts it from now on, whatever happens to the power."""
    for path in (piece, piece.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _too_many(film: Assembly) -> str:
    left_out = film.unreadable + film.night
    return f"Its pictures are kept: {left_out} of them are not in it, more than can be told from the others."


def _nothing(film: Assembly) -> str:
    if film.night and not film.unreadable:
        return f"All {film.night} pictures were taken at night."
    return f"None of the pictures can be used: {film.unreadable} cannot be read, {film.night} were taken at night."
