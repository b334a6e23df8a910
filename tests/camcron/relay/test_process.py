"""The relay as a process: asked by lines, light, and never left behind."""

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator

import psutil
import pytest

from regie.camcron.relay.control import Control
from regie.camcron.relay.process import RelayGone, RelayProcess, RelayRefused
from regie.camcron.relay.rtsp import RtspServer
from regie.camcron.relay.streams import Streams
from tests.camcron.relay.client import Peer
from tests.camcron.relay.packets import H264_IDR, rtp


@pytest.fixture
async def relay() -> AsyncIterator[RelayProcess]:
    process = RelayProcess()
    await process.start()
    yield process
    await process.stop()


async def test_a_stream_goes_through_the_process_and_its_state_is_told(relay: RelayProcess) -> None:
    publish, read = await relay.add_stream("hall.main", max_readers=3), await relay.add_reader("hall.main")
    async with Peer(relay.port) as feed, Peer(relay.port) as reader:
        await feed.publish(publish)
        await reader.play(read)
        feed.writer.write(rtp(H264_IDR, stamp=1))
        assert await reader.packet() == rtp(H264_IDR, stamp=1)

        (state,) = await relay.state()

    assert (state.stream, state.publisher, state.readers) == ("hall.main", True, 1)
    assert (state.codecs, state.bytes_in) == (("H264", "PCMA"), len(rtp(H264_IDR, stamp=1)))
    assert state.silence is not None and state.silence < 5


async def test_a_revoked_address_leads_nowhere(relay: RelayProcess) -> None:
    publish, read = await relay.add_stream("hall"), await relay.add_reader("hall")
    await relay.revoke(read)
    async with Peer(relay.port) as feed, Peer(relay.port) as reader:
        await feed.publish(publish)
        assert await reader.ask("DESCRIBE", read) == 404


async def test_what_cannot_be_done_is_refused_with_a_sentence(relay: RelayProcess) -> None:
    await relay.add_stream("hall")

    with pytest.raises(RelayRefused, match="a stream is already called 'hall'"):
        await relay.add_stream("hall")
    with pytest.raises(RelayRefused, match="no stream is called 'attic'"):
        await relay.add_reader("attic")
    await relay.remove_stream("hall")
    assert await relay.state() == []


async def test_it_is_light(relay: RelayProcess) -> None:
    assert psutil.Process(relay.pid).memory_info().rss < 30 * 1024 * 1024


async def test_its_death_is_noticed_and_it_can_be_started_again_on_the_same_port(relay: RelayProcess) -> None:
    port = relay.port
    psutil.Process(relay.pid).kill()

    await asyncio.wait_for(relay.gone.wait(), 5)
    with pytest.raises(RelayGone):
        await relay.state()
    await relay.start()

    assert relay.port == port
    assert await relay.state() == []


async def test_a_question_that_its_death_cuts_off_is_answered_by_that(relay: RelayProcess) -> None:
    child = psutil.Process(relay.pid)
    child.suspend()
    asked = asyncio.ensure_future(relay.state())
    await asyncio.sleep(0)

    child.kill()

    with pytest.raises(RelayGone, match="the relay has ended"):
        await asked


async def test_a_question_to_one_that_has_just_died_leaves_nothing_that_nobody_waits_for(relay: RelayProcess) -> None:
    grumbles: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: grumbles.append(context["message"]))
    child = psutil.Process(relay.pid)
    child.kill()
    psutil.wait_procs([child], timeout=5)  # the loop does not know yet

    with pytest.raises(RelayGone, match="the relay has ended"):
        await relay.state()
    await asyncio.wait_for(relay.gone.wait(), 5)

    gc.collect()
    await asyncio.sleep(0)
    assert grumbles == []


async def test_a_port_that_is_taken_is_replaced_by_another(relay: RelayProcess) -> None:
    second = RelayProcess(relay.port)
    await second.start()

    assert second.port != relay.port
    await second.stop()


def test_it_ends_when_its_parent_is_killed() -> None:
    parent = textwrap.dedent("""
        import asyncio
        from regie.camcron.relay.process import RelayProcess

        async def main():
            relay = RelayProcess()
            await relay.start()
            print(relay.pid, flush=True)
            await asyncio.sleep(60)

        asyncio.run(main())
    """)
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE) as started:
        assert started.stdout is not None
        relay = psutil.Process(int(started.stdout.readline()))

        os.kill(started.pid, signal.SIGKILL)

        assert psutil.wait_procs([relay], timeout=5)[1] == []


def test_it_ends_when_its_input_is_closed() -> None:
    command = [sys.executable, "-m", "regie.camcron.relay"]
    done = subprocess.run(command, input=b'{"id": 5, "do": "state"}\n', capture_output=True, timeout=10)

    first, answer = done.stdout.splitlines()
    assert json.loads(first)["port"] > 0
    assert json.loads(answer) == {"id": 5, "streams": []}
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"not json", "Expecting value"),
        (b"[]", ""),
        (b'{"do": "explode"}', "unknown command 'explode'"),
        (b'{"do": ["state"]}', "unhashable"),
        (b'{"do": "addStream"}', "missing 1 required"),
        (b'{"do": "addStream", "stream": 5}', "stream must be str"),
        (b'{"do": "addStream", "stream": "a", "colour": "red"}', "unknown word 'colour'"),
        (b'{"do": "removeStream", "stream": "a"}', "no stream is called 'a'"),
    ],
)
def test_every_line_is_answered(line: bytes, error: str) -> None:
    control = Control(RtspServer(Streams()), lambda: 0.0)

    assert error in json.loads(control.answer(line))["error"]
