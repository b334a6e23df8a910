"""
Every other service that people use, through Apprise, in a child.

Apprise is a third of a second to load and speaks to a hundred and seventy services by blocking calls; a child that does
so hangs and crashes for us. The addresses, which hold tokens, travel on its stdin.
"""

import json
import sys
from base64 import b64encode

from regie.kernel.clock import Clock
from regie.kernel.notifications.channels import words
from regie.kernel.notifications.channels.fields import AppriseFields
from regie.kernel.notifications.channels.message import Message, Outcome
from regie.kernel.processes import once
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.launch import Launch

SECONDS = 45.0
MODULE = "regie.kernel.notifications.channels.apprise_child"


class Apprise:
    """Sends to all addresses of a channel; it has arrived when each of them took it."""

    def __init__(self, fields: AppriseFields, spawner: Spawner, clock: Clock) -> None:
        self._fields = fields
        self._spawner = spawner
        self._clock = clock

    async def send(self, message: Message) -> Outcome:
        """What one service refuses is sent to all again."""
        picture = message.picture if self._fields.picture else None
        alert = any(event.level == "alert" and event.ended_at is None for event in message.events)
        request = {
            "urls": self._fields.urls,
            "title": words.subject(message),
            "body": words.plain(message),
            "type": "warning" if alert else "info",
            "picture": b64encode(picture).decode() if picture else None,
        }
        launch = Launch((sys.executable, "-P", "-m", MODULE), pipes=("stdout",), stdin=True, nice=5)
        try:
            done = await once.run(
                self._spawner, launch, self._clock, seconds=SECONDS, feed=json.dumps(request).encode(), most=1_000_000
            )
        except OSError as error:
            return Outcome(False, "process", f"Apprise could not be started: {error}.")
        if done.timed_out:
            return Outcome(False, "timeout", f"Apprise was not done within {SECONDS:g} s.")
        if done.exit.code != 0 or not done.text("stdout"):
            return Outcome(False, "process", f"Apprise broke off: {done.exit.sentence}")
        answer = json.loads(done.text("stdout"))
        return Outcome(answer["ok"], "ok" if answer["ok"] else "refused", answer["sentence"])
