"""
Live channels end with the right to look at them.

Whoever loses access (signed out, token revoked, role changed) is cut at once where this server heard of it, and at the
next beat where another one did it.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from starlette.websockets import WebSocket

from regie.kernel.auth.events import AccessEnded
from regie.kernel.errors import RegieError
from regie.kernel.events import Events
from regie.kernel.http.callers import Actor
from regie.kernel.http.deps import Allow
from regie.kernel.realtime.sockets import Watch


@contextmanager
def watched(events: Events, socket: WebSocket, caller: Actor, right: Allow) -> Iterator[Watch]:
    """The socket ends with the right to look; as each beat asks for it, a session stays alive meanwhile."""
    with until_access_ends(events, caller) as ended:
        yield Watch(partial(may_still, socket, right), ended)


@contextmanager
def until_access_ends(events: Events, caller: Actor) -> Iterator[asyncio.Event]:
    """Set as soon as this server hears that the caller has lost access."""
    ended = asyncio.Event()
    forget = events.subscribe(AccessEnded, lambda event: ended.set() if concerns(event, caller) else None)
    try:
        yield ended
    finally:
        forget()


def concerns(event: AccessEnded, caller: Actor) -> bool:
    """Whether this caller has just lost access."""
    if event.user_id != caller.user_id:
        return False
    if event.session_id is None and event.token_id is None:
        return event.except_session is None or event.except_session != caller.session_id
    return caller.session_id == event.session_id if event.session_id else caller.token_id == event.token_id


async def may_still(socket: WebSocket, right: Allow) -> bool:
    """Whether whoever opened this socket could open it again."""
    try:
        await right(socket)
    except RegieError:
        return False
    return True
