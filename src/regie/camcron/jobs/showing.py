"""
Jobs as they are shown: what was set, what each does right now, what comes next, what came last.

What runs is asked from the recorder through a protocol that the wiring fills, because nothing that is shown may depend
on how it is run.
"""

from collections.abc import Sequence
from typing import Protocol

from regie.camcron.jobs.lookout import Ahead
from regie.camcron.jobs.models import Job
from regie.camcron.jobs.queries import Loaded, Shelf, Switches
from regie.camcron.jobs.schemas import JobAnswer, LatestFile, RunAnswer
from regie.camcron.jobs.state import Obstacle, Process, Word, state_of
from regie.camcron.jobs.wanted import Outlook, look
from regie.camcron.recordings.models import File
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.settings import Keeping, Retention, effective
from regie.camcron.runs.models import Run
from regie.camcron.runs.service import RUNNING, Runs
from regie.camcron.runs.spec import Spec
from regie.kernel.clock import Clock
from regie.kernel.db import Session


class Recorder(Protocol):
    """What runs right now: filled by the wiring."""

    def process_of(self, job_id: str) -> Process | None: ...
    def obstacle_of(self, job_id: str) -> Obstacle | None: ...
    def outlook_of(self, job_id: str) -> Outlook | None: ...
    @property
    def leads(self) -> bool:
        """Whether what runs is known here; another server's runs are known by their rows."""
        ...

    def spec_of(self, job_id: str) -> Spec | None:
        """What the running process was made of; nothing when there is none."""
        ...


class NobodyRecords:
    """Stands in while no recorder is open, as on the command line."""

    leads = True

    def process_of(self, job_id: str) -> Process | None:
        return None

    def obstacle_of(self, job_id: str) -> Obstacle | None:
        return None

    def outlook_of(self, job_id: str) -> Outlook | None:
        return None

    def spec_of(self, job_id: str) -> Spec | None:
        return None


class Showing:
    """Answers for jobs."""

    def __init__(self, clock: Clock, shelf: Shelf, runs: Runs, files: Files, keeping: Keeping) -> None:
        self._clock = clock
        self._shelf = shelf
        self._runs = runs
        self._files = files
        self._keeping = keeping
        self.recorder: Recorder = NobodyRecords()

    async def answers(self, session: Session, jobs: Sequence[Job], ahead: Ahead | None = None) -> list[JobAnswer]:
        """Jobs as they are shown."""
        if not jobs:
            return []
        ids = [job.id for job in jobs]
        loaded = {held.job.id: held for held in await self._shelf.load(session, ids)}
        runs = await self._runs.latest(session, ids)
        files = await self._files.latest(session, ids)
        fresh = len(jobs) == 1
        there = [job.id for job in jobs if job.id in loaded]
        return [self._answer(loaded[key], runs.get(key), files.get(key), ahead, fresh=fresh) for key in there]

    async def answer(self, session: Session, job: Job, ahead: Ahead | None = None) -> JobAnswer:
        """One job; `ahead`: what has just been found in its way, which the recorder does not know yet."""
        return (await self.answers(session, [job], ahead))[0]

    async def words(self, session: Session) -> list[Word]:
        """The state of every living job, for who counts them: a page that is open asks each second."""
        elsewhere = {} if self.recorder.leads else {run.job_id: run for run in await self._runs.unfinished(session)}
        return [self._word(each, elsewhere.get(each.job_id)) for each in await self._shelf.switches(session)]

    def _word(self, each: Switches, run: Run | None) -> Word:
        outlook = self.recorder.outlook_of(each.job_id)
        return state_of(
            enabled=each.enabled,
            camera_enabled=each.camera_enabled,
            obstacle=self.recorder.obstacle_of(each.job_id),
            process=self._process_of(each.job_id, run),
            held=outlook.held if outlook else False,
            paused="paused" if outlook is not None and outlook.pause is not None else None,
            next_run_at=outlook.next_run_at if outlook else None,
            wanted=outlook is not None and outlook.now is not None,
        ).word

    def _process_of(self, job_id: str, run: Run | None) -> Process | None:
        """As the recorder of this server knows it, or as the rows of another one tell it."""
        if self.recorder.leads:
            return self.recorder.process_of(job_id)
        if run is None or run.status != RUNNING:
            return None
        if run.first_frame_at is None:
            return Process("starting", run.started_at or run.scheduled_at)
        return Process("running", run.first_frame_at)

    async def restarting(self, session: Session, job_ids: Sequence[str]) -> list[str]:
        """Slugs of those jobs whose running process was made of something else than the job is now."""
        found = []
        for held in await self._shelf.load(session, job_ids):
            running = self.recorder.spec_of(held.job.id)
            if running is not None and not running.same_process(held.spec):
                found.append(held.job.slug)
        return found

    def obstacle_of(self, job: Job) -> Obstacle | None:
        """What keeps a job from running until somebody changes something."""
        return self.recorder.obstacle_of(job.id)

    def _answer(
        self, loaded: Loaded, run: Run | None, file: File | None, ahead: Ahead | None, *, fresh: bool
    ) -> JobAnswer:
        """`fresh`: look at the plan anew, for what was said a moment ago is not known to the recorder yet."""
        job, camera = loaded.job, loaded.camera
        known = None if fresh else self.recorder.outlook_of(job.id)
        outlook = known or look(loaded.plan, loaded.by_hand, self._clock.now(), loaded.holds)
        obstacle = loaded.broken or (self.obstacle_of(job) if ahead is None else ahead.obstacle)
        process = self._process_of(job.id, run)
        now = state_of(
            enabled=job.enabled,
            camera_enabled=camera.enabled,
            obstacle=obstacle,
            process=process,
            held=outlook.held,
            paused=outlook.pause.sentence(loaded.spec.zone) if outlook.pause else None,
            next_run_at=outlook.next_run_at,
            wanted=outlook.now is not None,
        )
        may_run = job.enabled and camera.enabled
        return JobAnswer(
            id=job.slug,
            uid=job.id,
            name=job.name,
            camera_id=camera.slug,
            camera_name=camera.name,
            stream_key=job.stream_key,
            stream_url=job.stream_url,
            action=job.action,
            schedule=job.schedule,
            output=job.output,
            process_config=job.process_config,
            retention=job.retention,
            effective_retention=self.effective_retention(job),
            max_retries=job.max_retries,
            priority=job.priority,
            strict_bounds=job.strict_bounds,
            enabled=job.enabled,
            timezone=job.timezone,
            zone=loaded.spec.zone.key,
            state=now.word,
            reason=now.sentence,
            reason_code=now.code,
            state_since=now.since,
            next_run_at=outlook.next_run_at if may_run else None,
            next_try_at=process.next_try_at if process else None,
            last_run=run_answer(run) if run else None,
            latest_file=_latest_file(file) if file else None,
            created_at=job.created_at,
            updated_at=job.updated_at,
        )

    def effective_retention(self, job: Job) -> Retention:
        """The limits that count for a job."""
        return effective(job.retention, self._keeping.default_retention)


def run_answer(run: Run) -> RunAnswer:
    """A run as it is shown."""
    return RunAnswer.model_validate(run)


def _latest_file(file: File) -> LatestFile:
    return LatestFile(
        id=file.id,
        started_at=file.started_at,
        duration_seconds=file.duration_seconds,
        size_bytes=file.size_bytes,
        format=file.format,
    )
