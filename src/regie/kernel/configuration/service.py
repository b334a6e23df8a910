"""
What the settings are, and how they are changed while the server runs.

Which settings exist is not known here: the composition root hands in a store. The file keeps only what somebody set;
secrets in it are encrypted. A key that the command line or the environment holds is told as pinned, and refused when
another value is sent for it.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Protocol

from regie.kernel.db import Session
from regie.kernel.errors import Conflict, Invalid
from regie.kernel.http.callers import Records
from regie.kernel.http.deps import Caller

_log = logging.getLogger(__name__)
COMPUTED = ("pinned", "restartNeeded", "warnings")


class Store(Protocol):
    """Where settings are kept."""

    def shown(self) -> dict[str, Any]:
        """Every documented key with the value in force, secrets masked."""
        ...

    def described(self) -> list[dict[str, Any]]:
        """Every setting's key, meaning, kind, limits and default, and whether a new value counts at once."""
        ...

    def pinned(self) -> list[str]:
        """Dotted paths held by the command line or the environment."""
        ...

    def waiting(self) -> list[str]:
        """Dotted paths whose new value counts from the next start."""
        ...

    def differing(self, sent: Mapping[str, Any]) -> list[str]:
        """Pinned paths for which another value than the one in force was sent."""
        ...

    def save(self, sent: Mapping[str, Any]) -> None:
        """Check everything, then write the file anew; raises `Invalid` and writes nothing when something is wrong."""
        ...

    def read_again(self) -> None:
        """What the file says now, as somebody has edited it; raises `Invalid`."""
        ...

    def take_over(self) -> None:
        """Let count at once what can."""
        ...

    def stated(self) -> dict[str, Any]:
        """What somebody set, defaults left out; secrets are `document.Secret`."""
        ...

    def trial(self, sent: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
        """What saving would change: dotted path to (before, after), secrets as `document.Secret`. Raises `Invalid`."""
        ...


class SettingPinned(Conflict):
    """This setting is held by the command line or the environment."""


class Configuration:
    """The use cases."""

    def __init__(self, store: Store, records: Records, warnings: list[str]) -> None:
        self._store = store
        self._records = records
        self._warnings = warnings
        self.one_at_a_time = asyncio.Lock()

    def answer(self) -> dict[str, Any]:
        """Everything, and what is to be known about it."""
        return self._store.shown() | {
            "pinned": self._store.pinned(),
            "restartNeeded": self._store.waiting(),
            "warnings": self._warnings,
        }

    def reference(self) -> list[dict[str, Any]]:
        """What there is to set."""
        return self._store.described()

    async def change(self, session: Session, caller: Caller, sent: Mapping[str, Any]) -> dict[str, Any]:
        """Set the keys that were sent; a missing key keeps its value."""
        wanted = {key: value for key, value in sent.items() if key not in COMPUTED}
        held = self._store.differing(wanted)
        if held:
            raise SettingPinned(
                f"{', '.join(held)}: change it where the server is started, or leave it out.", keys=held
            )
        async with self.one_at_a_time:
            before = self._store.shown()
            await asyncio.to_thread(self._store.save, wanted)
            self._store.take_over()
            after = self._store.shown()
        self._records.record(session, caller, "update", "configuration", None, None, before=before, after=after)
        return self.answer()

    async def read_again(self) -> None:
        """The file was edited and somebody said so (SIGHUP); a wrong one is told and changes nothing."""
        async with self.one_at_a_time:
            try:
                await asyncio.to_thread(self._store.read_again)
            except Invalid as error:
                _log.error("config.json is wrong; nothing was changed", extra={"faults": str(error)})
                return
            self._store.take_over()
        _log.info("config.json was read again", extra={"restartNeeded": self._store.waiting()})
