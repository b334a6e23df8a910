"""
The way in for whoever holds the data folder: a token made anew at each start, kept in a file that only its owner reads.

Who can read that file can read the database and every key beside it, so the token gives nothing that was not theirs;
it spares the command line a user and a password. It ends with the server.
"""

import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PREFIX = "regie_local_"
FILE = Path("run", "server.json")


class LocalToken:
    """This server's."""

    def __init__(self) -> None:
        self.value = PREFIX + secrets.token_urlsafe(32)

    def matches(self, token: str) -> bool:
        return hmac.compare_digest(self.value.encode(), token.encode())


@dataclass(frozen=True, slots=True)
class Running:
    """Where a server of this folder answers, and what opens its door."""

    pid: int
    address: str
    token: str


def announce(data: Path, running: Running) -> None:
    """Write it down for the command line; the file is its owner's alone."""
    file = data / FILE
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as text:
        json.dump({"pid": running.pid, "address": running.address, "token": running.token}, text)
    part.replace(file)


def withdraw(data: Path) -> None:
    """Nobody answers there any longer."""
    with suppress(OSError):
        (data / FILE).unlink()


def announced(data: Path) -> Running | None:
    """What a server of this folder has written down; nothing when none runs. A crash may leave it behind."""
    try:
        told = json.loads((data / FILE).read_text(encoding="utf-8"))
        return Running(int(told["pid"]), str(told["address"]), str(told["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
