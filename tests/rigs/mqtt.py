"""A real broker (Debian's mosquitto) on the loopback, with a password, and a listener that keeps what it hears."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGTERM
from threading import Event
from typing import Any

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from tests.rigs.servers import end, free_port, wait_for_port

USER, PASSWORD = "regie", "br0ker-secret"


def binary() -> str:
    found = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/sbin")
    if found is None:
        raise RuntimeError("mosquitto is missing. Debian: apt install mosquitto")
    return found


class Broker:
    """Nobody comes in without the password; nothing outlives it."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        words = folder / "words"
        words.touch(0o600)
        command = [shutil.which("mosquitto_passwd") or "mosquitto_passwd", "-b", str(words), USER, PASSWORD]
        subprocess.run(command, check=True, capture_output=True)
        (folder / "conf").write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous false\npassword_file {words}\nuser root\n"
        )

    def start(self) -> None:
        leave_no_orphan = ["setpriv", "--pdeathsig", "KILL", "--"] if sys.platform == "linux" else []
        log = self._folder / "log"
        with log.open("ab") as output:
            command = [*leave_no_orphan, binary(), "-c", str(self._folder / "conf")]
            self._process = subprocess.Popen(command, stdout=output, stderr=output)
        wait_for_port(self.port, self._process, log)

    def stop(self) -> None:
        assert self._process is not None
        end(self._process, signal=SIGTERM)


@contextmanager
def broker() -> Iterator[Broker]:
    """A running one."""
    with tempfile.TemporaryDirectory(prefix="mosquitto-") as folder:
        made = Broker(Path(folder))
        made.start()
        try:
            yield made
        finally:
            made.stop()


class Listener:
    """Hears everything, and remembers the last word of each topic."""

    def __init__(self, port: int) -> None:
        self.said: dict[str, str] = {}
        self.all: list[tuple[str, str, bool]] = []
        """Topic, payload, and whether it was retained."""
        self._client = Client(CallbackAPIVersion.VERSION2)
        self._client.username_pw_set(USER, PASSWORD)
        self._client.on_message = self._heard
        self._ready = Event()
        self._client.on_subscribe = lambda *_: self._ready.set()
        self._client.connect("127.0.0.1", port)
        self._client.subscribe("#", qos=1)
        self._client.loop_start()
        assert self._ready.wait(10)

    def say(self, topic: str, payload: str, *, retain: bool = False) -> None:
        self._client.publish(topic, payload, qos=1, retain=retain).wait_for_publish(10)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _heard(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        payload = message.payload.decode()
        self.all.append((message.topic, payload, message.retain))
        self.said[message.topic] = payload


@contextmanager
def listener(port: int) -> Iterator[Listener]:
    """Until the end."""
    made = Listener(port)
    try:
        yield made
    finally:
        made.close()
