"""
Passwords as Argon2id hashes, made and checked in threads.

A hash tells its own parameters, so they can be raised: whoever signs in next gets a new one. Checking somebody who
does not exist costs as much as checking somebody who does. At most two are computed at once; a flood of sign-ins then
waits in line instead of taking all cores and 19 MiB each.
"""

import asyncio
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from regie.kernel.auth.settings import AuthSettings
from regie.kernel.errors import Fault

MAX_LENGTH = 1000
"""Characters; hashing takes what it is given."""
AT_ONCE = 2


class Passwords:
    """Hashes and checks."""

    def __init__(self, settings: AuthSettings) -> None:
        self._hasher = PasswordHasher(time_cost=settings.hash_passes, memory_cost=settings.hash_memory, parallelism=1)
        self._min_length = settings.min_password_length
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, _bytes(password))

    async def verify(self, stored: str | None, password: str) -> bool:
        """Whether it is the password of this hash. Without one (nobody of that name) the answer takes as long."""
        if stored is None:
            self._nobody = self._nobody or await self.hash("nobody's password")
        async with self._turns:
            right = await asyncio.to_thread(self._check, stored or self._nobody or "", _bytes(password[:MAX_LENGTH]))
        return right and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than those of today."""
        return self._hasher.check_needs_rehash(stored)

    def faults(self, password: str, *names: str | None) -> list[Fault]:
        """
        Why this cannot be a new password; nothing when it can.

        Length is what makes a password good; rules about characters only make it hard to remember.
        """
        expected = f"at least {self._min_length} characters, not the user's name"
        if len(password) < self._min_length:
            return [Fault("password", "is too short", expected)]
        if len(password) > MAX_LENGTH:
            return [Fault("password", "is too long", f"at most {MAX_LENGTH} characters")]
        if password.casefold() in {name.casefold() for name in names if name}:
            return [Fault("password", "is the user's name", expected)]
        return []

    def _check(self, stored: str, password: bytes) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False


def _bytes(password: str) -> bytes:
    """The same bytes however a keyboard composes an accent."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
