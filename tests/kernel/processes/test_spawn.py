"""What every form of spawning must do, with real children."""

import asyncio
import os
import signal
import threading

import psutil
import pytest
import uvloop

from regie.kernel.clock import SystemClock
from regie.kernel.processes import linux, once
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.pace import Pace
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.stopping import stop
from tests.fakes.clock import VirtualClock
from tests.kernel.processes.children import Heard, alive, eventually, ffmpeg, open_files, python, tiny_video
from tests.kernel.processes.conftest import make_spawner

CLOCK = SystemClock()
QUICK = ProcessSettings(ask_again=0.2, kill_after=0.5)


async def test_every_byte_of_every_pipe_comes_before_the_exit(spawner):
    heard = Heard()
    code = "import sys; sys.stdout.write('o' * 300_000); sys.stderr.write('e' * 300_000); sys.exit(7)"
    child = await spawner.spawn(Launch(python(code), pipes=("stdout", "stderr")), heard)
    exit_ = await child.wait()

    assert exit_.code == 7
    assert exit_.sentence == "The process ended with code 7."
    assert {pipe: len(data) for pipe, data in heard.data.items()} == {"stdout": 300_000, "stderr": 300_000}
    assert child.exit == exit_


async def test_extra_pipes_keep_apart_what_ffmpeg_says(spawner, tmp_path):
    heard = Heard()
    arguments = (
        *("-f", "lavfi", "-i", "testsrc=s=64x64:r=10:d=3", "-progress", "{pipe:progress}", "-c:v", "mpeg4", "-g", "10"),
        *("-f", "segment", "-segment_time", "1", "-segment_list", "{pipe:segments}", "-segment_list_type", "csv"),
        str(tmp_path / "%d.mkv"),
    )
    launch = Launch(ffmpeg(*arguments), pipes=("stderr", "progress", "segments"))
    child = await spawner.spawn(launch, heard)

    assert (await child.wait()).code == 0
    assert heard.data["progress"].rstrip().endswith(b"progress=end")
    assert [line.split(b",")[0] for line in heard.data["segments"].split()] == [b"0.mkv", b"1.mkv", b"2.mkv"]
    assert b"progress" not in heard.data["stderr"]


async def test_a_conversation_goes_on_until_one_side_ends_it(spawner):
    heard = Heard()
    code = "import sys\nfor line in sys.stdin: print(len(line), flush=True)"
    child = await spawner.spawn(Launch(python(code), pipes=("stdout",), stdin=True), heard)

    for size in (3, 200_000, 1):
        before = len(heard.data["stdout"])
        child.say(b"x" * size + b"\n")
        await eventually(lambda before=before: len(heard.data["stdout"]) > before)
    child.feed(b"the end\n")

    assert (await child.wait()).code == 0
    assert heard.data["stdout"].split() == [b"4", b"200001", b"2", b"8"]
    child.say(b"nobody hears this")


async def test_what_is_fed_arrives_whole(spawner):
    result = await once.run(
        spawner, Launch(("wc", "-c"), pipes=("stdout",), stdin=True), CLOCK, seconds=20, feed=b"x" * 1_000_000
    )
    assert result.text("stdout").strip() == "1000000"


async def test_feeding_one_that_does_not_read_is_harmless(spawner):
    result = await once.run(spawner, Launch(("true",), stdin=True), CLOCK, seconds=20, feed=b"x" * 1_000_000)
    assert result.exit.code == 0


async def test_a_polite_stop_lets_ffmpeg_finish_its_file(spawner, tmp_path):
    path, heard = tmp_path / "x.mp4", Heard()
    launch = Launch(
        tiny_video("-c:v", "mpeg4", "-progress", "{pipe:progress}", "-stats_period", "0.1", str(path)),
        pipes=("stderr", "progress"),
    )
    child = await spawner.spawn(launch, heard)
    await heard.until("progress", b"progress=continue")
    exit_ = await stop(child, CLOCK, ProcessSettings())

    assert exit_.code in {0, 255}
    assert b"moov" in path.read_bytes()


async def test_who_ignores_every_request_is_killed_with_its_family(spawner):
    heard = Heard()
    script = "trap '' INT; sleep 1000 & echo $!; while :; do wait; done"
    child = await spawner.spawn(Launch(("sh", "-c", script), pipes=("stdout",)), heard)
    await heard.until("stdout", b"\n")
    exit_ = await stop(child, CLOCK, QUICK)

    assert exit_.code == -signal.SIGKILL
    assert exit_.sentence == "The process was killed by SIGKILL."
    assert 0.5 <= exit_.seconds < 5
    await eventually(lambda: not alive(int(heard.data["stdout"])))


async def test_what_a_child_leaves_behind_ends_with_it(spawner):
    heard = Heard()
    child = await spawner.spawn(Launch(("sh", "-c", "sleep 1000 & echo $!"), pipes=("stdout",)), heard)
    assert (await child.wait()).code == 0
    await eventually(lambda: not alive(int(heard.data["stdout"])))


async def test_a_grandchild_that_fled_its_group_does_not_hold_up_the_exit(spawner):
    heard = Heard()
    child = await spawner.spawn(
        Launch(("sh", "-c", "setsid sleep 1000 & sleep 0.2; echo $!"), pipes=("stdout",)), heard
    )
    exit_ = await asyncio.wait_for(child.wait(), 5)
    assert exit_.code == 0
    await eventually(lambda: b"\n" in heard.data["stdout"])
    assert await spawner.sweep() == [int(heard.data["stdout"])], "the sweep finds it by its mark"


async def test_secrets_of_the_server_are_not_in_the_environment_of_its_children(spawner):
    launch = Launch(("env",), pipes=("stdout",), env={"OWN": "yes"})
    said = (await once.run(spawner, launch, CLOCK, seconds=20)).text("stdout")
    assert "OWN=yes" in said
    assert "REGIE_SECRET" not in said


async def test_a_child_inherits_nothing_but_its_own_pipes(spawner):
    keep = [os.pipe() for _ in range(3)]
    heard = Heard()
    other = await spawner.spawn(Launch(("sleep", "1000"), pipes=("stdout",)), heard)
    result = await once.run(spawner, Launch(("ls", "/proc/self/fd"), pipes=("stdout",)), CLOCK, seconds=20)
    for pair in keep:
        os.close(pair[0]), os.close(pair[1])
    other.kill()
    await other.wait()
    assert result.text("stdout").split() == ["0", "1", "2", "3"]  # 3 is what ls reads


@pytest.mark.parametrize(
    ("launch", "error"),
    [
        (Launch(("no-such-program-anywhere",)), FileNotFoundError),
        (Launch(("/etc/passwd",)), PermissionError),
        (Launch(("true",), cwd="/no/such/folder"), FileNotFoundError),
    ],
    ids=["missing", "no program", "no folder"],
)
async def test_what_cannot_be_started_is_told_at_once_and_leaves_nothing_open(spawner, launch, error):
    before = open_files()
    with pytest.raises(error):
        await spawner.spawn(launch, Heard())
    assert open_files() == before


async def test_nothing_stays_open_after_the_end(spawner, tmp_path):
    launch = Launch(("sh", "-c", "echo {pipe:progress}"), pipes=("stdout", "stderr", "progress"), stdin=True)
    await once.run(spawner, launch, CLOCK, seconds=20)
    before = open_files()
    for _ in range(10):
        await once.run(spawner, launch, CLOCK, seconds=20)
    await eventually(lambda: open_files() <= before)
    await eventually(lambda: not [thread for thread in threading.enumerate() if thread.name.startswith("child-")])
    assert not list((tmp_path / "children").iterdir()), "no note of a child that is gone"


async def test_a_nice_child_yields_to_the_others(spawner):
    child = await spawner.spawn(Launch(("sleep", "1000"), nice=7), Heard())
    assert psutil.Process(child.pid).nice() == 7
    child.kill()
    assert (await child.wait()).code == -signal.SIGKILL


async def test_a_listener_that_raises_does_not_lose_the_exit(spawner, caplog):
    def raises(_pipe: str, _data: bytes) -> None:
        raise ValueError("no")

    child = await spawner.spawn(Launch(("echo", "hello"), pipes=("stdout",)), raises)
    assert (await child.wait()).code == 0
    assert "output of a process could not be handled" in caplog.text


async def test_a_hundred_children_are_stopped_in_a_moment(spawner):
    children = [await spawner.spawn(Launch(("sleep", "1000")), Heard()) for _ in range(100)]
    began = CLOCK.monotonic()
    await asyncio.gather(*(stop(child, CLOCK, ProcessSettings(ask_again=0.5)) for child in children))
    assert CLOCK.monotonic() - began < 4
    assert not any(alive(child.pid) for child in children)


async def test_one_run_is_bounded_in_time_and_in_bytes(spawner):
    late = await once.run(spawner, Launch(("sleep", "1000")), CLOCK, seconds=0.1)
    assert late.timed_out
    assert late.exit.code == -signal.SIGKILL
    flood = await once.run(spawner, Launch(("yes",), pipes=("stdout",)), CLOCK, seconds=20, most=100_000)
    assert flood.flooded
    assert not flood.timed_out


async def test_a_run_that_is_cancelled_leaves_no_process(spawner):
    running = asyncio.ensure_future(once.run(spawner, Launch(("sleep", "777")), CLOCK, seconds=20))
    await eventually(lambda: _sleeps(777) == 1)
    running.cancel()
    await eventually(lambda: _sleeps(777) == 0)


def _sleeps(seconds: int) -> int:
    family = psutil.Process().children()
    return sum(child.is_running() and child.status() != "zombie" and str(seconds) in _line(child) for child in family)


def _line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


async def test_what_is_still_in_a_pipe_at_the_end_is_not_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(linux, "CHUNK", 10)
    spawner, heard = make_spawner("linux", tmp_path), Heard()
    child = await spawner.spawn(Launch(("seq", "100"), pipes=("stdout",)), heard)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # the loop is busy meanwhile: it hears of all at once
    await child.wait()
    assert heard.data["stdout"].split()[-1] == b"100"


def test_the_recipe_also_works_on_uvloop(tmp_path):
    async def scenario() -> None:
        spawner, heard = make_spawner("linux", tmp_path), Heard()
        launch = Launch(
            tiny_video("-progress", "{pipe:progress}", "-stats_period", "0.1", "-f", "null", "-"),
            pipes=("stderr", "progress"),
        )
        child = await spawner.spawn(launch, heard)
        await heard.until("progress", b"progress=continue")
        assert (await stop(child, CLOCK, ProcessSettings())).code == 255
        fed = await once.run(
            spawner, Launch(("wc", "-c"), pipes=("stdout",), stdin=True), CLOCK, seconds=20, feed=b"x" * 500_000
        )
        assert fed.text("stdout").strip() == "500000"

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(scenario())


async def test_starts_keep_their_distance_once_the_first_few_have_gone():
    clock = VirtualClock()
    pace, turns = Pace(clock, gap=0.5, burst=3), []

    async def start() -> None:
        await pace.turn()
        turns.append(clock.monotonic())

    tasks = [asyncio.ensure_future(start()) for _ in range(6)]
    await clock.advance(10)
    assert turns == [0, 0, 0, 0.5, 1.0, 1.5]
    await asyncio.gather(*tasks)

    tasks = [asyncio.ensure_future(start()) for _ in range(4)]
    await clock.advance(10)
    assert turns[6:] == [10, 10, 10, 10.5]
    await asyncio.gather(*tasks)
