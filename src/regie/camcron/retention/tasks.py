"""Retention in the background: run to its end when somebody asks, and the files of what was deleted with them."""

from collections.abc import Sequence
from typing import Any

from regie.camcron.retention.passes import Guard, Pass
from regie.camcron.retention.service import CLEAR, RUN, Retention
from regie.kernel.errors import TryAgain
from regie.kernel.leases import LeaseLost
from regie.kernel.tasks import Kind, TaskRun


def kinds(retention: Retention, guard: Guard) -> tuple[Kind, Kind]:
    """
    The two kinds of tasks; each may be run again after a crash, for it only deletes what is still there.

    `guard` fails the transactions of a server that does not look after the recordings: two would free twice as much.
    """

    async def run_now(run: TaskRun, *, trust_clock: bool) -> dict[str, Any]:
        done: Pass | None = None
        problems: dict[str, str] = {}
        files = size = 0
        while done is None or (done.more and done.deleted):
            try:
                done = await retention.run(trust_clock=trust_clock, guard=guard)
            except LeaseLost as lost:
                raise TryAgain("Another server looks after the recordings; it goes on there.") from lost
            problems |= done.problems
            files, size = files + len(done.deleted), size + _bytes(done)
            await run.progress(None, f"{files} files deleted")
        return {
            "files": files,
            "bytes": size,
            "waits": done.doubt.sentence if done.doubt else None,
            "problems": sorted(set(problems.values())),
        }

    async def clear(
        run: TaskRun, *, by: str, job_ids: Sequence[str], camera_id: str | None, files: int
    ) -> dict[str, Any]:
        gone = size = 0
        done: Pass | None = None
        problems: dict[str, str] = {}
        while done is None or (done.more and done.deleted):
            done = await retention.remove_files(by, job_ids=job_ids, camera_id=camera_id)
            problems |= done.problems
            gone, size = gone + len(done.deleted), size + _bytes(done)
            await run.progress(min(gone / files, 1.0) if files else 1.0, f"{gone} of {files} files deleted")
        return {"files": gone, "bytes": size, "problems": sorted(set(problems.values()))}

    return Kind(RUN, run_now, queue="sweep", right="retention.run"), Kind(CLEAR, clear, right="files.delete")


def _bytes(done: Pass) -> int:
    return sum(file.size_bytes for file, _ in done.deleted)
