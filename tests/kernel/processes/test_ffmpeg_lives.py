"""Real ffmpeg under the real supervisor: a source that freezes, one that goes, a file that survives."""

import asyncio
import os
import re
import signal
import socket
import subprocess
from typing import Any, NamedTuple

import psutil
import pytest

from regie.kernel.clock import SystemClock
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.output import Log
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.states import State
from regie.kernel.processes.supervisor import Supervisor
from regie.kernel.processes.work import Ending, Failure, Verdict
from tests.kernel.processes.children import FFMPEG, alive, eventually, ffmpeg
from tests.kernel.processes.conftest import make_spawner

SETTINGS = ProcessSettings(ask_again=0.4, kill_after=2.0, sample_every=0.2)
CLOCK = SystemClock()


class Source(NamedTuple):
    """Where it is read, and who speaks there."""

    url: str
    process: subprocess.Popen[bytes]


class Recording:
    """Copies a stream into a crash-safe file; beats while its frames advance."""

    name = "recording"
    start_within = 15.0
    stall_after = 1.2

    def __init__(self, url: str, path) -> None:
        self.policy = RestartPolicy(first=0.05, max_retries=-1)
        self.url, self.path = url, path
        self.log = Log(CLOCK, lambda text: text.replace("hunter2", "***"), path.with_suffix(".log"))
        self.frames = 0
        self.supervised: Any = None

    async def launch(self, attempt: int) -> Launch:
        target = self.path.with_stem(f"{self.path.stem}-{attempt}")
        fragmented = ("-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-flush_packets", "1")
        arguments = ffmpeg(
            "-probesize", "50k", "-analyzeduration", "500k", "-f", "mpegts", "-i", self.url, "-c", "copy", *fragmented
        )
        progress = ("-progress", "{pipe:progress}", "-stats_period", "0.2")
        return Launch((*arguments, *progress, "-y", str(target)), pipes=("stderr", "progress"))

    def received(self, pipe: str, data: bytes) -> None:
        if pipe == "stderr":
            self.log.feed(pipe, data)
            return
        for frame in re.findall(rb"^frame=(\d+)", data, re.MULTILINE):
            if int(frame) > self.frames:
                self.supervised.beat()
            self.frames = int(frame)

    def judge(self, exit_: Exit) -> Verdict:
        self.frames = 0
        return Failure(exit_.sentence)


@pytest.fixture
async def source():
    """A camera of a kind: MPEG-TS over HTTP to one reader at a time, as a process that can be frozen."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://admin:hunter2@127.0.0.1:{port}/live"
    make = ("-re", "-f", "lavfi", "-i", "testsrc=s=64x64:r=10", "-c:v", "mpeg2video", "-g", "5", "-f", "mpegts")
    process = subprocess.Popen(
        [FFMPEG, "-loglevel", "error", "-nostdin", *make, "-flush_packets", "1", "-listen", "1", url],
        stderr=subprocess.DEVNULL,
    )
    await eventually(lambda: bool(psutil.Process(process.pid).net_connections("tcp")))
    yield Source(url, process)
    process.send_signal(signal.SIGCONT)
    process.kill()
    process.wait()


@pytest.fixture
async def supervisor(tmp_path):
    supervisor = Supervisor(make_spawner("linux", tmp_path / "children"), CLOCK, SETTINGS)
    yield supervisor
    await supervisor.close()


@pytest.fixture
def work(source, tmp_path):
    work = Recording(source.url, tmp_path / "x.mp4")
    yield work
    work.log.close()


def readable_frames(path) -> int:
    told = subprocess.run([FFMPEG, "-i", str(path), "-f", "null", "-"], capture_output=True, check=False).stderr
    return int(re.findall(rb"frame=\s*(\d+)", told)[-1])


async def test_a_frozen_source_is_noticed_ended_by_the_second_request_and_tried_again(
    source, work, supervisor, tmp_path
):
    states: list[State] = []
    work.supervised = supervisor.start(work, lambda supervised: states.append(supervised.state))
    await eventually(lambda: work.frames >= 12)
    assert work.supervised.state is State.RUNNING
    await eventually(lambda: work.supervised.usage is not None)
    assert work.supervised.usage.rss > 1_000_000

    frames = work.frames
    source.process.send_signal(signal.SIGSTOP)
    await eventually(lambda: work.supervised.attempts == 2)

    assert states[:5] == [State.STARTING, State.RUNNING, State.STALLED, State.RETRYING, State.STARTING]
    assert work.supervised.last_exit.code == 255, "the second request ended it, not force"
    assert readable_frames(tmp_path / "x-1.mp4") >= frames - 6, "at most one group of pictures is missing"
    work.supervised.stop("enough")
    assert (await work.supervised.wait()).ending is Ending.STOPPED


async def test_a_source_that_goes_is_a_failure_although_ffmpeg_ends_with_zero(source, work, supervisor, tmp_path):
    work.supervised = supervisor.start(work)
    await eventually(lambda: work.frames >= 5)
    source.process.kill()
    await eventually(lambda: work.supervised.failures >= 1)
    assert work.supervised.last_exit.code in {0, 1}
    await eventually(lambda: work.supervised.failures >= 2)
    assert work.supervised.last_exit.code != 0
    assert work.supervised.state is not State.ENDED

    work.log.close()
    said = work.path.with_suffix(".log").read_text()
    assert "refused" in said
    assert "hunter2" not in said
    assert "admin:***@" in said


async def test_a_killed_recording_keeps_what_was_written_and_goes_on(source, work, supervisor, tmp_path):
    work.supervised = supervisor.start(work)
    await eventually(lambda: work.frames >= 12)
    frames = work.frames
    os.kill(work.supervised.pid, signal.SIGKILL)
    await eventually(lambda: work.supervised.attempts >= 2)
    assert readable_frames(tmp_path / "x-1.mp4") >= frames - 6


async def test_closing_while_everything_hangs_takes_no_longer_than_the_ladder(source, work, supervisor, tmp_path):
    work.supervised = supervisor.start(work)
    await eventually(lambda: work.frames >= 3)
    pid = work.supervised.pid
    os.kill(pid, signal.SIGSTOP)
    began = CLOCK.monotonic()
    await asyncio.wait_for(supervisor.close(), 10)
    assert CLOCK.monotonic() - began < SETTINGS.kill_after + 1
    assert not alive(pid)


def test_a_loop_that_ends_without_closing_leaves_no_process(tmp_path):
    class Sleeping(Recording):
        start_within = stall_after = None

        async def launch(self, attempt: int) -> Launch:
            return Launch(("sleep", "1000"))

    work = Sleeping("", tmp_path / "x.mp4")

    async def forgetful() -> int:
        work.supervised = Supervisor(make_spawner("linux", tmp_path), CLOCK, SETTINGS).start(work)
        await eventually(lambda: work.supervised.pid is not None)
        return work.supervised.pid

    pid = asyncio.run(forgetful())
    asyncio.run(eventually(lambda: not alive(pid), seconds=2))
    work.supervised._child._process.wait()  # nobody is left to reap it
