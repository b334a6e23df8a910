"""
A server of a test's own with what its user looks at: answers, files on the disk, processes, logs.

`with House(folder, recorder={"stallSeconds": 3}) as house:` writes these settings into its `config.json`, starts it and
signs in. `house.check()` is what holds after everything that may have happened to it: index and disk agree, each file
plays, and the server's own log tells of no failure of its own.
"""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import psutil

from tests.rigs import media
from tests.serving import ASK, Api, Regie, eventually

MANUAL = {"triggerType": "duration", "duration": 3600}
PATIENCE = 40.0
"""Seconds for what takes two on a machine at rest."""


def at(text: str) -> datetime:
    """An instant as the API writes it."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def now() -> datetime:
    return datetime.now(UTC)


class House:
    """A folder, the server that serves it, and an administrator."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        if settings:
            (folder / "config.json").write_text(json.dumps(settings))
        self.regie = Regie(folder)
        self.recordings = folder / "recordings"
        self.api: Api

    def __enter__(self) -> Self:
        self.regie.start()
        try:
            self.api = self.regie.set_up("ada")
        except BaseException:
            self.regie.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        self.api.close()
        self.regie.stop()

    def kill(self) -> None:
        """As a power cut does, for the server alone."""
        os.kill(self.regie.pid, signal.SIGKILL)
        self.regie.ended(PATIENCE)

    def start(self) -> None:
        """Again, on the same folder and port."""
        self.regie.start()

    # -- by REST -------------------------------------------------------------------------------------------------

    def camera(self, name: str, url: str, **more: Any) -> str:
        return self.api.camera(name, url, **more)

    def job(self, camera: str, name: str, *, run: bool = True, **more: Any) -> str:
        """A recording, begun by hand unless said otherwise."""
        made = self.api.job(camera, name, **more)
        if run:
            self.api("POST", f"/api/jobs/{made}/start")
        return made

    def change(self, job: str, **fields: Any) -> dict[str, Any]:
        """What is answered to a PUT of the job as it is, but for these fields."""
        held = self.api("GET", f"/api/jobs/{job}")
        return dict(self.api("PUT", f"/api/jobs/{job}", held | fields))

    def stop(self, *jobs: str) -> None:
        for job in jobs:
            self.api("POST", f"/api/jobs/{job}/stop")
        for job in jobs:
            self.reaches(job, "idle")

    def show(self, job: str) -> dict[str, Any]:
        return dict(self.api("GET", f"/api/jobs/{job}"))

    def reaches(self, job: str, *states: str, within: float = PATIENCE) -> dict[str, Any]:
        """The job, once it is in one of these states."""
        held: dict[str, Any] = {}

        def there() -> bool:
            held.update(self.show(job))
            return held["state"] in states

        eventually(there, within=within, what=lambda: f"not {states}: {held}\n{self.words(job)}")
        return held

    def history(self, job: str) -> list[dict[str, Any]]:
        """Newest first."""
        return list(self.api("GET", f"/api/jobs/{job}/history"))

    def words(self, job: str) -> str:
        """What is told of the job's processes."""
        return "\n".join(line["text"] for line in self.api("GET", f"/api/jobs/{job}/logs?limit=1000"))

    def files(self, job: str) -> list[dict[str, Any]]:
        """Its files, oldest first."""
        return list(reversed(self.api.every(f"/api/files?jobId={job}&limit=1000")))

    def count(self, job: str, least: int, within: float = PATIENCE) -> list[dict[str, Any]]:
        """Its files, once there are so many."""
        eventually(
            lambda: len(self.files(job)) >= least,
            within=within,
            what=lambda: f"{len(self.files(job))} files, not {least}: {self.show(job)}\n{self.words(job)}",
        )
        return self.files(job)

    def fetch(self, path: str, **headers: str) -> httpx.Response:
        """An answer that is no JSON."""
        bearer = self.api.bearer
        return ASK.get(self.regie.url + path, headers={"authorization": bearer, **headers}, timeout=30)

    # -- beside it -----------------------------------------------------------------------------------------------

    def place(self, file: dict[str, Any]) -> Path:
        """Where a file lies."""
        return self.recordings / file["path"]

    def recorders(self) -> list[psutil.Process]:
        """The living ffmpegs that write below this folder, whoever their parent is."""
        return list(ffmpegs_in(self.folder))

    def recorder_of(self, job: str) -> int:
        """The one process of a job: its files are open in the folder of its run."""
        run = self.history(job)[0]["id"]
        found = [process.pid for process in self.recorders() if run in " ".join(words_of(process))]
        assert len(found) == 1, (job, found)
        return found[0]

    def on_disk(self) -> set[str]:
        """Every recorded file below the recordings, staging left out."""
        found = (path for path in self.recordings.rglob("*") if path.is_file())
        return {str(path.relative_to(self.recordings)) for path in found if ".regie" not in path.parts}

    def staged(self) -> list[Path]:
        """What lies in staging folders beside lists of sources and what is kept aside."""
        return [
            path
            for path in (self.recordings / ".regie").glob("*/*")
            if path.is_file() and path.name.partition(".")[0].isdigit() and path.parent.name != "aside"
        ]

    def aside(self) -> list[Path]:
        return sorted((self.recordings / ".regie").glob("aside/*"))

    def grumbles(self) -> list[str]:
        """Lines of the server's own log that tell of a failure of the server."""
        lines = (self.folder / "logs" / "regie.log").read_text(errors="replace").splitlines()
        bad = [line for line in lines if '"level": "error"' in line or '"level": "critical"' in line]
        bad += [line for line in lines if "Traceback" in line or '"exc_info"' in line or '"exception"' in line]
        if "Traceback" in self.regie.told():
            bad.append(self.regie.told()[-3000:])
        return bad

    def check(self, *torn: str) -> None:
        """What holds whatever happened, once nothing records any more. `torn` ones may end in the middle of a frame."""
        indexed = self.api.every("/api/files?limit=1000")
        assert {file["path"] for file in indexed} == self.on_disk()
        for file in indexed:
            assert self.place(file).stat().st_size == file["sizeBytes"], file
            frames = frames_before_a_tear if file["id"] in torn else media.decoded_frames
            assert frames(self.place(file)) > 0, file
        assert (self.staged(), [words_of(process) for process in self.recorders()]) == ([], [])
        assert not self.grumbles()


def ffmpegs_in(folder: Path) -> Iterator[psutil.Process]:
    """Living ffmpegs whose words name this folder."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            words = words_of(process)
            lives = process.status() != psutil.STATUS_ZOMBIE
            if lives and words and "ffmpeg" in Path(words[0]).name and str(folder) in " ".join(words):
                yield process


def words_of(process: psutil.Process) -> list[str]:
    """Its command; of one that ends just now there is none."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def seconds_of(path: Path) -> float:
    """How long a film really is: its frames, at the fifteen a second of every camera here."""
    return media.decoded_frames(path) / 15


def ends(file: dict[str, Any]) -> float:
    """When a file's last frame was, in seconds since 1970."""
    return at(file["startedAt"]).timestamp() + float(file["durationSeconds"])


def gone(folder: Path, within: float = 10.0) -> None:
    """No ffmpeg writes there any more."""
    eventually(lambda: not list(ffmpegs_in(folder)), within=within, what=lambda: f"left: {list(ffmpegs_in(folder))}")


def timed(what: Callable[[], object]) -> float:
    """How many seconds it takes."""
    begun = time.monotonic()
    what()
    return time.monotonic() - begun


def frames_before_a_tear(path: Path) -> int:
    """How many pictures a player shows of a file that ends in the middle of one."""
    command = [media.wheel_ffmpeg(), "-v", "error", "-i", str(path), "-map", "0:v:0", "-f", "framecrc", "-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return sum(1 for line in done.stdout.splitlines() if line[:1].isdigit())


def film(made: Path, *arguments: str) -> Path:
    """A film that the wheel's ffmpeg makes of these arguments."""
    subprocess.run([media.wheel_ffmpeg(), "-v", "error", "-y", *arguments, str(made)], check=True, timeout=60)
    return made


def unplayable(path: Path) -> str:
    """What a strict decoder says against a file; nothing when it plays."""
    done = subprocess.run(
        [media.wheel_ffmpeg(), "-v", "error", "-i", str(path), "-f", "null", "-"], capture_output=True, text=True
    )
    return done.stderr if done.returncode else ""


def shown_by_ps() -> str:
    """What `ps` shows to every user of the machine: the words of every process."""
    return subprocess.run(["ps", "axww", "-o", "args"], capture_output=True, text=True, check=True).stdout
