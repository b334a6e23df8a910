"""
A call to an address elsewhere, again and again while this server is well: whoever waits for it notices its silence.

Nothing else can tell of a server that is dead, of a machine without power or of a line that is cut. The call is made
only while the server's parts answer; a call that fails is logged when that begins, and when it works again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable

import httpx

from regie.kernel.clock import Clock, wait
from regie.kernel.health import Health
from regie.kernel.notifications.channels.tls import trust
from regie.kernel.notifications.settings import HeartbeatSettings

SECONDS = 10.0
_log = logging.getLogger(__name__)


class Heartbeat:
    """Calls while there is an address to call; `settings` is asked before each call."""

    def __init__(self, health: Health, clock: Clock, settings: Callable[[], HeartbeatSettings]) -> None:
        self._health = health
        self._clock = clock
        self._settings = settings
        self._failing = False
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._task = asyncio.create_task(self._loop(), name="heartbeat elsewhere")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def wake(self) -> None:
        """The settings are others now."""
        self._changed.set()

    async def _loop(self) -> None:
        while True:
            self._changed.clear()
            try:
                await self.step()
            except Exception:
                _log.exception("the heartbeat failed")
            await wait(self._clock, self._changed, self._settings().every_seconds)

    async def step(self) -> None:
        """One call, unless there is nobody to call or this server is not well."""
        url = self._settings().url
        if not url or (await self._health.answer()).status == "down":
            return
        failure = await self._call(url)
        if failure is not None and not self._failing:
            _log.warning("the heartbeat does not arrive", extra={"reason": failure})
        elif failure is None and self._failing:
            _log.info("the heartbeat arrives again")
        self._failing = failure is not None

    async def _call(self, url: str) -> str | None:
        try:
            async with httpx.AsyncClient(verify=await trust(), timeout=SECONDS, follow_redirects=True) as client:
                answer = await client.get(url, headers={"user-agent": "Regie"})
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return str(error) or type(error).__name__
        return None if answer.is_success else f"It answered {answer.status_code}."
