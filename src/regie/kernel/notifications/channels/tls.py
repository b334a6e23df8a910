"""Whom a channel trusts: the machine's certificate authorities, and those of a file of the user's."""

import asyncio
import ssl
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def _context(own: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if own:
        context.load_verify_locations(own)
    return context


async def trust(own: str = "") -> ssl.SSLContext:
    """Made once for each file, beside the loop: reading the authorities takes 20 ms. Raises `OSError`."""
    if own and not await asyncio.to_thread(Path(own).is_file):
        raise FileNotFoundError(f"{own} is not there.")
    return await asyncio.to_thread(_context, own)
