"""
The server's own certificate, taken anew when its file changes.

Whoever renews a certificate replaces two files, one after the other; so a pair is tried apart first, and only one that
fits is given to new connections. Open ones keep theirs. What is wrong is logged once, and the old pair goes on.
"""

import asyncio
import logging
import ssl
from pathlib import Path

from regie.kernel.clock import Clock
from regie.kernel.sweeps import Sweep

LOOK_EVERY = 10.0
_log = logging.getLogger(__name__)


class Certificate:
    """Watches the two files of a context that is in use."""

    def __init__(self, context: ssl.SSLContext, certificate: Path, key: Path, clock: Clock) -> None:
        self._context = context
        self._files = (certificate, key)
        self._seen = _stamps(self._files)
        self._sweep = Sweep("looking at the certificate", self.look, clock=clock, every=LOOK_EVERY)

    async def open(self) -> None:
        await self._sweep.open()

    async def close(self) -> None:
        await self._sweep.close()

    async def look(self) -> None:
        """Take the files over if they changed and fit."""
        stamps = await asyncio.to_thread(_stamps, self._files)
        if stamps == self._seen:
            return
        self._seen = stamps
        try:
            await asyncio.to_thread(_try, *self._files)
        except (OSError, ssl.SSLError) as error:
            reason = error.strerror or str(error)
            _log.warning("the new certificate cannot be used; the old one goes on", extra={"reason": reason})
            return
        self._context.load_cert_chain(*self._files)
        _log.info("the certificate was renewed", extra={"file": str(self._files[0])})


def _stamps(files: tuple[Path, ...]) -> tuple[tuple[int, int, int] | None, ...]:
    return tuple(_stamp(file) for file in files)


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        stat = file.stat()  # through a link, as those who renew certificates use them
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def _try(certificate: Path, key: Path) -> None:
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
