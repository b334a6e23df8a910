"""What rigs that start a server program share: a free port, and waiting until it listens."""

import socket
import subprocess
import time
from pathlib import Path

WAIT_SECONDS = 20.0


def free_port() -> int:
    """A loopback port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path, host: str = "127.0.0.1") -> None:
    """Return once the process accepts connections on the port; fail with its output if it ends first."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}: {log.read_text()[-2000:]}")
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"{process.args!r} did not listen within {WAIT_SECONDS:.0f} s: {log.read_text()[-2000:]}")


def end(process: subprocess.Popen[bytes], *, signal: int) -> None:
    """Ask the process to end, then make it end."""
    if process.poll() is None:
        process.send_signal(signal)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
