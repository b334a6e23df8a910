"""
A house under siege: jobs of every kind on cameras that count their connections, and blows at random instants.

One camera is read by each job itself: films in MP4 and Matroska, files of a size, and a job whose retention deletes
all the time. The other one takes one connection, and refuses a second: films, pictures and motion share the relay.
`round` strikes once, watches how everything comes back, and holds the house against what was promised before;
`over` is what must hold at the end. Used by the tests and by `bench/crash.py`, which prints the figures.
"""

import contextlib
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import psutil

from tests.journeys.house import House, at, ends, ffmpegs_in, gone, words_of
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

TARGETS = {"ffmpeg": 3, "feed": 1, "relay": 2, "analyst": 1, "server": 3, "all": 3}
"""What is killed, and how often in comparison with the others: `ffmpeg` writes files, `feed` reads the camera for the
relay, `analyst` looks for motion."""
MARKS = {"ffmpeg": "segment", "feed": "feeds", "relay": "regie.camcron.relay", "analyst": "regie.camcron.motion"}
"""What tells their processes apart."""
RETURN = 15.0
"""Seconds within which motion is looked for again: a pause, and the next piece of the film."""
ALWAYS = {"triggerType": "continuous"}
RUN = re.compile(r"\.regie/([0-9a-f-]{36})")
LOST = 2.0
"""Seconds of a recording that a blow may cost."""
PATIENCE = 90.0
"""After that nothing comes back any more."""
QUOTA_MB = 2.5


@dataclass(frozen=True, slots=True)
class Blow:
    """One kill, and what followed."""

    target: str
    at: float
    """Seconds since 1970."""
    answered: float | None
    """Seconds until the server answered again, when it was killed too."""
    again: float
    """Seconds until everything that is wanted ran again: from the kill, or from the server's first answer."""
    cut: tuple[str, ...]
    """Jobs that lost a process."""


@dataclass
class Siege:
    """`with Siege(folder) as siege:` builds the house and waits until everything runs."""

    folder: Path
    seed: int = 7
    blows: list[Blow] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)
    """Seconds of video that each blow cost each film that it cut; known when it is over."""

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._stack = ExitStack()
        self._promised: dict[str, dict[str, Any]] = {}
        self._calm_since: dict[str, float] = {}

    def __enter__(self) -> Self:
        yard = RelayCam(main=media.loop(), slow=media.loop(audio="none", size="320x180", kbps=80))
        self.yard = self._stack.enter_context(yard)
        self.porch = self._stack.enter_context(RelayCam(main=media.loop(size="320x180", kbps=300)))
        self.porch.limit(1)
        self.house = self._stack.enter_context(House(self.folder, storage={"reserveGB": 0}))
        self._build()
        self._comes_back(())
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        self._stack.__exit__(kind, what, at)

    def _build(self) -> None:
        house, short = self.house, {"segmentDuration": 5}
        streams = {name: self.yard.url(name) for name in self.yard.loops}
        self.cameras = [
            house.camera("Yard", streams["main"], streams=streams),
            house.camera("Porch", self.porch.url(), maxConnections=1),
        ]
        yard, porch = self.cameras

        def always(camera: str, name: str, **more: Any) -> str:
            return house.job(camera, name, run=False, schedule=ALWAYS, **{"output": short} | more)

        self.films = [
            always(yard, "Film", streamKey="main"),
            always(yard, "Matroska", streamKey="slow", output=short | {"format": "mkv"}),
            always(porch, "Copy"),
            always(porch, "Second copy", output=short | {"format": "mkv"}),
        ]
        self.quota = always(yard, "Quota", streamKey="main", retention={"maxSizeGB": QUOTA_MB / 1000})
        self.sized = always(yard, "Sized", streamKey="main", output={"segmentSizeMB": 1})
        roll = {"preRoll": 2, "postRoll": 2, "maxLength": 12}
        self.watch = always(porch, "Watch", action="detect_motion", processConfig={"motion": roll})
        minutely = {"triggerType": "oneshot", "cron": "* * * * *"}
        self.still = house.job(porch, "Still", run=False, action="snapshot", schedule=minutely)
        self.wanted = [*self.films, self.quota, self.sized, self.watch]
        self.jobs = [*self.wanted, self.still]
        self._promised = {job: {"name": house.show(job)["name"]} for job in self.jobs}

    # -- one round -----------------------------------------------------------------------------------------------

    def round(self) -> Blow:
        """Strike once at a random instant; when everything is back, hold it against what was promised."""
        target = self._chance.choices([*TARGETS], [*TARGETS.values()])[0]
        self._busy()
        time.sleep(self._chance.uniform(0, 6))
        self._change()
        before = self._writers()
        victims = self._victims(target)
        killed = time.time()
        for victim in victims:
            with contextlib.suppress(psutil.NoSuchProcess):
                victim.kill()
        cut = self._cut(target, victims, before)
        answered = None
        if target in ("server", "all"):
            answered = self._rises()
        since = time.time() if answered is not None else killed
        self._comes_back([before[job] for job in cut if job in before])
        blow = Blow(target, killed, answered, time.time() - since, tuple(job for job in cut if self._was_calm(job)))
        self.blows.append(blow)
        self._calm_since |= {job: time.time() for job in cut}
        self._hold()
        return blow

    def _was_calm(self, job: str) -> bool:
        """Whether it ran for long enough before to have something to lose."""
        return time.time() - self._calm_since.get(job, 0) > LOST

    def _busy(self) -> None:
        """Let it delete, and take a picture, while it is struck."""
        self.house.api("POST", "/api/retention/run", {})
        with contextlib.suppress(AssertionError):  # 409: it is being taken
            self.house.api("POST", f"/api/jobs/{self.still}/start")

    def _change(self) -> None:
        """Change a job in the last moment: what was answered is promised."""
        job = self._chance.choice(self.jobs)
        held = self.house.show(job)
        name = f"{held['name'].partition(' no. ')[0]} no. {len(self.blows)}"
        try:
            self._promised[job]["name"] = self.house.api("PUT", f"/api/jobs/{job}", held | {"name": name})["name"]
        except httpx.TransportError:
            self._promised[job].pop("name", None)

    def _writers(self) -> dict[str, int]:
        """The process of each job that writes now; no job has two, and no folder."""
        runs: dict[str, list[int]] = defaultdict(list)
        for process in ffmpegs_in(self.house.recordings):
            words = words_of(process)
            for run in set(RUN.findall(" ".join(words)) if "segment" in words else ()):  # others put pieces together
                runs[run].append(process.pid)
        assert all(len(pids) == 1 for pids in runs.values()), f"double writers: {runs}"
        last = {shown["id"]: shown["lastRun"] for shown in self.house.api("GET", "/api/jobs")}
        return {job: runs[run["id"]][0] for job, run in last.items() if run and run["id"] in runs}

    def _victims(self, target: str) -> list[psutil.Process]:
        server = psutil.Process(self.house.regie.pid)
        below = server.children(recursive=True)
        if target in ("server", "all"):
            first = [server, *below] if self._chance.random() < 0.5 else [*below, server]
            return first if target == "all" else [server]
        found = [each for each in below if MARKS[target] in " ".join(words_of(each))]
        assert found, f"no {target}: {below}"
        return [self._chance.choice(found)]

    def _cut(self, target: str, victims: list[psutil.Process], before: dict[str, int]) -> list[str]:
        """Jobs whose processes cannot have survived."""
        if target in ("server", "all"):
            return list(before)
        if target == "relay":
            return [job for job in (*self.films[2:], self.watch) if job in before]
        pids = {victim.pid for victim in victims}
        return [job for job, pid in before.items() if pid in pids]

    def _rises(self) -> float:
        """Nobody is left; the server starts, perhaps after dying on its way. Seconds from its start to its answer."""
        gone(self.folder, within=20)
        house = self.house
        house.regie.ended(PATIENCE)
        for _ in range(self._chance.choice((0, 0, 0, 1, 2))):
            house.regie.launch()
            time.sleep(self._chance.uniform(0.2, 4))
            house.kill()
            gone(self.folder, within=20)
        begun = time.time()
        house.start()
        return time.time() - begun

    def _comes_back(self, dead: Any) -> None:
        """Wait until everything that is wanted runs, in processes that live."""
        told: dict[str, Any] = {}

        def back() -> bool:
            states = {shown["id"]: shown["state"] for shown in self.house.api("GET", "/api/jobs")}
            told.update(states)
            if any(states[job] != "running" for job in self.wanted):
                return False
            writers = self._writers()
            told["writers"] = writers
            return set(self.wanted) <= set(writers) and not set(dead) & set(writers.values())

        def what() -> str:
            slow = [job for job in self.wanted if told.get(job) != "running"]
            return "\n".join([str(told), *(f"{self.house.show(job)}\n{self.house.words(job)[-1500:]}" for job in slow)])

        eventually(back, within=PATIENCE, what=what)
        for job in self.wanted:
            self._calm_since.setdefault(job, time.time())

    def _hold(self) -> None:
        """What was promised, and what the machine shows."""
        house = self.house
        eventually(self._motion_is_looked_for, within=RETURN, what=lambda: "nobody looks for motion again")
        shown = {job["id"]: job for job in house.api("GET", "/api/jobs")}
        assert set(shown) == set(self.jobs)
        for job, fields in self._promised.items():
            assert {name: shown[job][name] for name in fields} == fields, (job, fields)
        assert {camera["id"] for camera in house.api("GET", "/api/cameras")} == set(self.cameras)
        orphans = [process for process in ffmpegs_in(self.folder) if not _descends(process, house.regie.pid)]
        assert not orphans, f"orphans: {orphans}"
        assert self.porch.state()["peak"] <= 1, "more connections than the camera takes"
        for job in self.jobs:
            running = [run for run in house.history(job) if run["status"] == "running"]
            assert len(running) <= 1, f"{job} says that it runs more than once: {running}"

    def _motion_is_looked_for(self) -> bool:
        """Its process comes back with the next piece of the film."""
        below = psutil.Process(self.house.regie.pid).children(recursive=True)
        return any(MARKS["analyst"] in " ".join(words_of(each)) for each in below)

    # -- at the end ----------------------------------------------------------------------------------------------

    def over(self) -> None:
        """Stop everything: index and disk agree, each file plays, and no blow cost more than it may."""
        house = self.house
        for job in self.wanted:
            house.api("POST", f"/api/jobs/{job}/stop")
        house.change(self.still, enabled=False)
        for job in self.wanted:
            house.reaches(job, "idle")
        eventually(lambda: not house.staged(), within=90, what=lambda: f"left in staging: {house.staged()}")
        eventually(self._deleted_enough, within=PATIENCE, what=lambda: f"too much is kept: {house.files(self.quota)}")
        files = {job: house.files(job) for job in self.jobs}
        for job in self.films:
            self.lost += [_lost(files[job], blow.at) for blow in self.blows if job in blow.cut]
            assert not list(_overlaps(files[job])), f"{job} was written twice at once"
        assert max(self.lost, default=0) <= LOST, sorted(self.lost)[-5:]
        assert any(row["rule"] == "maxSizeGB" for row in house.api("GET", f"/api/retention/ledger?jobId={self.quota}"))
        assert files[self.watch] and files[self.still] and files[self.sized]
        for event in house.api.every(f"/api/motion?jobId={self.watch}&limit=1000"):
            assert event["fileIds"] or event["problem"] or event["endedAt"], event
        assert not house.aside(), house.aside()
        for job in self.jobs:
            statuses = Counter(run["status"] for run in house.api.every(f"/api/jobs/{job}/history?limit=1000"))
            assert "running" not in statuses, (job, statuses)
        house.check()

    def _deleted_enough(self) -> bool:
        """Delete what is too much, so that nobody deletes while everything is looked at."""
        if sum(file["sizeBytes"] for file in self.house.files(self.quota)) <= QUOTA_MB * 1e6:
            return True
        self.house.api("POST", "/api/retention/run", {})
        time.sleep(1)
        return False


def _descends(process: psutil.Process, ancestor: int) -> bool:
    """Whether it lives below that process, or not at all any more."""
    try:
        return any(each.pid == ancestor for each in process.parents())
    except psutil.NoSuchProcess:
        return True


def _lost(files: list[dict[str, Any]], killed: float) -> float:
    """Seconds between the end of what was kept and the blow."""
    kept = [ends(file) for file in files if at(file["startedAt"]).timestamp() < killed]
    return max(0.0, killed - max(kept, default=0.0))


def _overlaps(files: list[dict[str, Any]]) -> Iterator[tuple[Any, Any]]:
    """Files of one job that hold the same seconds, beyond the group of pictures that the relay begins with."""
    ordered = sorted(files, key=lambda file: file["startedAt"])
    for former, following in pairwise(ordered):
        if ends(former) - at(following["startedAt"]).timestamp() > LOST:
            yield former, following
