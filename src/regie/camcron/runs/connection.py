"""
A connectivity test as a job: read one frame of the stream, and remember whether it came.

It writes nothing. The same process as for a recording asks, so what is tested is what will be needed.
"""

from regie.camcron.runs import arguments
from regie.camcron.runs.extra import Extra, parse_extra
from regie.camcron.runs.filming import Filming
from regie.camcron.runs.sources import Source, Version, input_arguments
from regie.camcron.runs.spec import Ended
from regie.camcron.runs.streams import StreamFacts
from regie.kernel.ffmpeg.progress import Progress, ProgressReader
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.work import Ending, Outcome, Success, Verdict

PATIENCE = 30.0


class Connection(Filming):
    """The work of a `test_connection` job at one tick."""

    _seen: Progress | None = None

    @property
    def policy(self) -> RestartPolicy:
        return RestartPolicy(max_retries=max(0, self.spec.max_retries), after_giving_up=None, cap=15.0)

    @property
    def start_within(self) -> float | None:
        return float(self.spec.timeout or PATIENCE)

    @property
    def stall_after(self) -> float | None:
        return None

    async def launch(self, attempt: int) -> Launch:
        self._words.clear()
        await self._place()
        await self._connected()
        extra = parse_extra(self.spec.extra)
        folder = self._studio.scratch / self.run_id
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        source = await self._source(folder, StreamFacts(), extra, quick=True)
        self._reader = ProgressReader()
        argv = (str(self._studio.ffmpeg.path), *probe_arguments(source, extra, self._studio.ffmpeg.version))
        self._hooks.started()
        return Launch(argv, env=dict(arguments.ENVIRONMENT), pipes=("stderr", "progress"))

    def received(self, pipe: str, data: bytes) -> None:
        if pipe == "stderr":
            self._say(pipe, data)
            return
        for block in self._reader.feed(data):
            self._seen = block

    def judge(self, exit_: Exit) -> Verdict:
        if exit_.code == 0 and self._seen is not None and (self._seen.frame or 0) > 0:
            return Success("The camera answers.")
        return self._judged(exit_)

    async def finish(self, outcome: Outcome) -> Ended:
        self._let_go()
        await self._forget_source()
        folder = self._studio.scratch / self.run_id
        if folder.is_dir():
            folder.rmdir()
        self._log.finish()
        if outcome.ending is Ending.SUCCESS:
            self._studio.camera_answers(self.spec.camera_id, True, None, None)
            return Ended("success", outcome.reason)
        return Ended("failed", outcome.reason, self.code)


def probe_arguments(source: Source, extra: Extra, version: Version) -> tuple[str, ...]:
    """Read one frame, write nothing, and end."""
    return (
        "-nostdin", "-hide_banner", "-loglevel", "level+warning", "-nostats", "-progress", "{pipe:progress}",
        *input_arguments(source, extra, version, quick=True),
        "-map", "0:v:0", "-c", "copy", "-frames:v", "1", "-f", "null", "-",
    )  # fmt: skip
