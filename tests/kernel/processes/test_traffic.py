"""What processes receive over TCP."""

import socket
import subprocess
import sys

import pytest

from regie.kernel.processes.traffic import Traffic, read_messages
from tests import needs
from tests.kernel.processes.children import python

READER = """
import socket, sys
for port in sys.stdin:
    with socket.create_connection(("127.0.0.1", int(port))) as connection:
        while connection.recv(65536): pass
        print("read", flush=True)
        sys.stdin.readline()
"""


def test_each_process_has_the_bytes_that_came_to_it_over_sockets_that_come_and_go():
    if sys.platform != "linux":
        needs.cannot_run("only Linux tells what a socket received")
    traffic = Traffic()
    with (
        subprocess.Popen(python(READER), stdin=-1, stdout=-1, text=True, bufsize=1) as reader,
        socket.socket() as server,
    ):
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert traffic.received([reader.pid]) == {reader.pid: 0}
        for number in (1, 2):
            reader.stdin.write(f"{server.getsockname()[1]}\n")
            with server.accept()[0] as connection:
                connection.sendall(b"x" * 1_000_000)
            reader.stdout.readline()
            (told,) = traffic.received([reader.pid]).values()
            assert told == pytest.approx(number * 1_000_000, abs=2)
            reader.stdin.write("next\n")
        assert traffic.received([reader.pid]) == {reader.pid: told}
        reader.kill()


def test_a_refusal_of_the_kernel_is_no_figure():
    refused = (
        (36).to_bytes(4, "little") + (2).to_bytes(2, "little") + bytes(10) + (-2).to_bytes(4, "little", signed=True)
    )
    with pytest.raises(OSError, match="sock_diag"):
        read_messages(refused + bytes(16), {})
    assert read_messages(b"", {}) is False
