"""What processes cost."""

import subprocess
import sys

import psutil
import pytest

from regie.kernel.processes.sampling import ProcGauge, PsutilGauge, Sampler
from tests.kernel.processes.children import open_files, python

BUSY = """
import sys, time
held = b"x" * 50_000_000
until = time.process_time() + 0.2
while time.process_time() < until: pass
open("/dev/null", "wb", 0).write(held[:1_000_000])
print("done", flush=True)
time.sleep(1000)
"""


@pytest.fixture
def busy():
    """A process that has used 0.2 s of CPU, holds 50 MB, and rests."""
    process = subprocess.Popen(python(BUSY), stdout=subprocess.PIPE)
    with process, process.stdout:
        process.stdout.readline()
        yield process
        process.kill()


@pytest.mark.parametrize("gauge", [ProcGauge, PsutilGauge])
def test_cpu_memory_and_bytes_are_those_of_the_process(gauge, busy):
    sampler = Sampler(gauge)
    first = sampler.sample([busy.pid], at=100.0)[busy.pid]
    assert first.cpu_percent == 0
    assert first.rss == pytest.approx(psutil.Process(busy.pid).memory_info().rss, rel=0.05)
    assert first.rss > 50_000_000
    sampler.close()


def test_cpu_is_the_share_of_the_time_between_two_looks():
    process = subprocess.Popen(python("import sys\nsys.stdin.readline()\n" + BUSY), stdin=-1, stdout=-1)
    with process, process.stdin, process.stdout:
        sampler = Sampler(ProcGauge)
        sampler.sample([process.pid], at=100.0)
        process.stdin.write(b"\n")
        process.stdin.flush()
        process.stdout.readline()
        usage = sampler.sample([process.pid], at=102.0)[process.pid]
        assert 10 <= usage.cpu_percent <= 25, "0.2 s and some of 2 s"
        assert usage.written_bytes >= 1_000_000
        assert sampler.sample([process.pid], at=104.0)[process.pid].cpu_percent < 1
        process.kill()
        sampler.close()


@pytest.mark.parametrize("gauge", [ProcGauge, PsutilGauge])
def test_who_is_gone_is_left_out_and_nothing_stays_open(gauge, busy):
    before = open_files()
    sampler = Sampler(gauge)
    assert sampler.sample([busy.pid, 2**22 + 1], at=1.0).keys() == {busy.pid}
    busy.kill()
    busy.wait()
    assert sampler.sample([busy.pid], at=2.0) == {}
    assert open_files() == before
    assert sampler.sample([], at=3.0) == {}


def test_the_figures_of_the_two_ways_agree(busy):
    by_proc = Sampler(ProcGauge).sample([busy.pid], at=1.0)[busy.pid]
    by_psutil = Sampler(PsutilGauge).sample([busy.pid], at=1.0)[busy.pid]
    assert by_proc.rss == pytest.approx(by_psutil.rss, rel=0.05)
    assert sys.platform != "linux" or Sampler()._gauge is ProcGauge
