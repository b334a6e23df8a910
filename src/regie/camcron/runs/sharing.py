"""
Who reads a camera itself, and who reads the relay: so that its cap is never exceeded and nobody waits without need.

Pure. The one idea: whoever takes a connection for himself leaves enough of them to feed every stream of the camera
that is not fed yet. So as long as a camera takes as many connections as it has streams that are wanted, no job ever
waits and none has to hand anything over; with fewer, the jobs of one stream still share one connection.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from regie.camcron.cameras.addresses import Address
from regie.camcron.runs.sources import kind_of

RelayUse = Literal["auto", "always", "never"]
SHAREABLE = ("rtsp", "rtmp")
"""Kinds of sources that the relay can carry; MJPEG and single pictures over HTTP are asked for by each reader."""
PACKED = frozenset({"h264", "hevc"})
"""Codecs that travel through RTSP as they came, whoever made them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is known of a camera's connections."""

    most: int | None = None
    """How many it takes at once, all of its streams together; None: nobody has said, and it has refused none."""
    relay: RelayUse = "auto"
    addresses: frozenset[str] = frozenset()
    """Its streams that can be shared, without credentials."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A connection that is open to a camera."""

    address: str
    """Without credentials."""
    is_feed: bool = False
    readers: int = 1
    """Of a feed: who reads it now."""
    can_hand_over: bool = False
    """Whether its holder can go on through the relay."""
    rank: tuple[int, int] = (0, 0)
    """Priority, and the order of arrival."""
    is_leaving: bool = False


@dataclass(frozen=True, slots=True)
class Direct:
    """Connect to the camera."""


@dataclass(frozen=True, slots=True)
class Share:
    """Read what is fed into the relay already."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Let the relay connect, and read it there."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Ask the holder at this place to go on through the relay, and wait."""

    place: int


@dataclass(frozen=True, slots=True)
class Close:
    """Close the feed at this place, which nobody reads, and wait."""

    place: int


@dataclass(frozen=True, slots=True)
class Wait:
    """There is none free."""


Step = Direct | Share | Feed | HandOver | Close | Wait


def decide(
    limits: Limits,
    address: str,
    held: Sequence[Hold],
    *,
    shareable: bool,
    share: bool = False,
    brief: bool = False,
    displaces: bool = True,
) -> Step:
    """
    What somebody who wants to read `address` does now. `share`: through the relay whatever the cap. `brief`: for a
    moment only, so that no feed is worth while. `displaces`: may ask who reads the same stream directly to begin anew
    through the relay, which costs that one a short gap.
    """
    fed = {hold.address for hold in held if hold.is_feed and not hold.is_leaving}
    relayed = shareable and limits.relay != "never"
    if relayed and address in fed:
        return Share()
    free = None if limits.most is None else limits.most - len(held)
    if free is not None and free < 1:
        return _make_room(address, held, relayed=relayed, displaces=displaces)
    if brief:
        return Direct()
    if relayed and (share or limits.relay == "always"):
        return Feed()
    unfed = (limits.addresses | {address}) - fed
    if not relayed or free is None or free - 1 >= len(unfed):
        return Direct()
    return Feed()


def _make_room(address: str, held: Sequence[Hold], *, relayed: bool, displaces: bool) -> Step:
    if any(hold.is_leaving for hold in held):
        return Wait()
    for place, hold in enumerate(held):
        if hold.is_feed and not hold.readers:
            return Close(place)
    if relayed and displaces:
        found = [place for place, hold in enumerate(held) if hold.address == address and hold.can_hand_over]
        if found:
            return HandOver(min(found, key=lambda place: (held[place].rank[0], -held[place].rank[1])))
    return Wait()


def too_many(limits: Limits, held: Sequence[Hold]) -> int | None:
    """The place of the connection to give up when more are open than the camera takes: the least of those that can."""
    staying = [place for place, hold in enumerate(held) if not hold.is_leaving]
    if limits.most is None or len(staying) <= limits.most:
        return None
    able = [place for place in staying if held[place].is_feed or held[place].can_hand_over]
    return min(able, key=lambda at: (held[at].readers > 0, held[at].rank[0], -held[at].rank[1]), default=None)


def shareable(address: str, codec: str | None) -> bool:
    """Whether the relay can carry what comes from there, as far as its codec is known."""
    return kind_of(address) in SHAREABLE and (codec is None or codec in PACKED)


def limits_of(
    most: int | None, proposed: int | None, relay: str, streams: Mapping[str, str], others: Collection[str] = ()
) -> Limits:
    """From a camera's fields. What it has shown by refusing counts too, while the relay decides by itself."""
    use: RelayUse = "always" if relay == "always" else "never" if relay == "never" else "auto"
    known = [number for number in (most, proposed if use == "auto" else None) if number is not None]
    plain = frozenset(address for address in (*streams.values(), *others) if kind_of(address) in SHAREABLE)
    return Limits(min(known, default=None), use, plain)


def plain_of(address: str) -> str:
    """An address as holders are compared by it: without credentials."""
    return Address.parse(address).plain
