"""
A picture from a camera's own snapshot address: a child asks for it by HTTP at the tick, checks it and writes it.

No stream is opened, so it takes none of the camera's connections. What comes is foreign, so it is decoded in the child,
which is killed when it takes too long. The address and its password travel in a private file that the child removes.
"""

import asyncio
import json
import sys
from pathlib import Path

from regie.camcron.cameras.addresses import Address
from regie.camcron.runs.lists import write_private
from regie.camcron.runs.snapshot import Snapshot
from regie.kernel.errors import GiveUp
from regie.kernel.processes.launch import Launch

PATIENCE = 10.0
"""Seconds for the whole picture, from the tick."""
MOST_BYTES = 32 * 1024 * 1024


class Still(Snapshot):
    """The work of a `snapshot` job whose stream is a picture over HTTP."""

    async def launch(self, attempt: int) -> Launch:
        retry_until = self.order.retry_until
        if attempt > 1 and retry_until is not None and self._studio.clock.now() >= retry_until:
            raise GiveUp("Its next tick has come.")
        self._words.clear()
        folder = await self._held_place()
        self._delivery.again()
        self._target = folder / f"{attempt}.{self.spec.format}"
        paper = folder / "source.json"
        await asyncio.to_thread(write_private, paper, json.dumps(self._request(self._target)))
        self._hooks.started()
        argv = (sys.executable, "-P", "-m", "regie.camcron.runs.fetching", str(paper))
        return Launch(argv, cwd=folder, pipes=("stderr",))

    def _request(self, target: Path) -> dict[str, object]:
        address = Address.parse(self.spec.source)
        scheduled = self.order.trigger == "schedule"
        return {
            "url": _without_user(self.spec.source),
            "username": address.secrets.username,
            "password": address.secrets.password,
            "target": str(target),
            "format": self.spec.format,
            "size": self.spec.resolution,
            "quality": self.spec.quality,
            "notBefore": self.order.scheduled_at.timestamp() if scheduled else None,
            "patience": PATIENCE,
            "most": MOST_BYTES,
        }


def _without_user(source: str) -> str:
    """The complete address, secret query values too, without the user and the password before the host."""
    scheme, _, rest = source.partition("://")
    cut = min((place for mark in "/?#" if (place := rest.find(mark)) >= 0), default=len(rest))
    return f"{scheme}://{rest[:cut].rpartition('@')[2]}{rest[cut:]}"
