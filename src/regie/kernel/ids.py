"""
Names for rows: an id that is never used again, and a slug that people can read.

Every row has a UUIDv7 (RFC 9562), so ids sort by creation. What people name in addresses and files (cameras, jobs,
sites) also has a slug; it never changes, and is unique among what lives.
"""

import re
import unicodedata
from collections.abc import Container
from datetime import datetime

import uuid_utils

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
SLUG_LENGTH = 63
NOBODYS = frozenset({"new"})
"""Slugs of nothing that has a page: the console's address of the form for a new one stands there."""


def new_id() -> str:
    """A new UUIDv7 in its canonical form, 36 characters."""
    return str(uuid_utils.uuid7())


def before_all_since(instant: datetime) -> str:
    """Sorts before the ids that are made at an instant or later, and after those made earlier."""
    digits = f"{max(int(instant.timestamp() * 1000), 0):012x}"
    return f"{digits[:8]}-{digits[8:]}"


def is_slug(text: str) -> bool:
    """Whether the text may serve as a slug as it stands."""
    return SLUG.fullmatch(text) is not None


def slug_of(name: str, *, fallback: str = "item") -> str:
    """The slug nearest to a name: accents removed, lower case, other characters become single hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae"))
    words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower())
    return words.strip("-")[:SLUG_LENGTH].strip("-") or fallback


def free_slug(wanted: str, taken: Container[str]) -> str:
    """The wanted slug, or the first of `wanted-2`, `wanted-3`, … that nobody has."""
    if wanted not in taken:
        return wanted
    number = 2
    while True:
        suffix = f"-{number}"
        candidate = wanted[: SLUG_LENGTH - len(suffix)].rstrip("-") + suffix
        if candidate not in taken:
            return candidate
        number += 1
