"""Who reads a camera itself, and who the relay: tables, and what holds whatever comes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.runs.sharing import (
    Close,
    Direct,
    Feed,
    HandOver,
    Hold,
    Limits,
    Share,
    Step,
    Wait,
    decide,
    limits_of,
    shareable,
    too_many,
)

MAIN, SUB = "rtsp://cam/main", "rtsp://cam/sub"
BOTH = frozenset({MAIN, SUB})


def direct(address: str = MAIN, **more: object) -> Hold:
    return replace(Hold(address, can_hand_over=True), **more)


def feed(address: str = MAIN, readers: int = 1, **more: object) -> Hold:
    return replace(Hold(address, is_feed=True, readers=readers), **more)


@pytest.mark.parametrize(
    ("limits", "held", "step"),
    [
        (Limits(), [], Direct()),
        (Limits(), [direct(), direct()], Direct()),
        (Limits(1), [], Feed()),
        (Limits(1), [feed()], Share()),
        (Limits(1), [feed(SUB)], Wait()),
        (Limits(1), [feed(SUB, readers=0)], Close(0)),
        (Limits(1), [direct()], HandOver(0)),
        (Limits(1), [direct(SUB)], Wait()),
        (Limits(1), [direct(is_leaving=True)], Wait()),
        (Limits(1), [feed(is_leaving=True)], Wait()),
        (Limits(2), [], Direct()),
        (Limits(2, addresses=BOTH), [], Feed()),
        (Limits(2, addresses=BOTH), [feed(SUB)], Feed()),
        (Limits(3, addresses=BOTH), [], Direct()),
        (Limits(3, addresses=BOTH), [direct()], Feed()),
        (Limits(2), [direct(rank=(5, 1)), direct(rank=(1, 2))], HandOver(1)),
        (Limits(2), [direct(rank=(1, 1)), direct(rank=(1, 2))], HandOver(1)),
        (Limits(None, "always"), [], Feed()),
        (Limits(None, "always"), [feed()], Share()),
        (Limits(1, "always"), [direct()], HandOver(0)),
        (Limits(None, "never"), [feed()], Direct()),
        (Limits(1, "never"), [], Direct()),
        (Limits(1, "never"), [direct()], Wait()),
    ],
)
def test_who_wants_a_stream_gets_it_so(limits: Limits, held: list[Hold], step: Step) -> None:
    assert decide(limits, MAIN, held, shareable=True) == step


def test_what_the_relay_cannot_carry_is_read_by_each_as_far_as_the_cap_allows() -> None:
    assert decide(Limits(1), MAIN, [], shareable=False) == Direct()
    assert decide(Limits(1), MAIN, [direct()], shareable=False) == Wait()
    assert not shareable("http://cam/stream.mjpg", None) and not shareable(MAIN, "mjpeg")
    assert shareable(MAIN, None) and shareable("rtmp://cam/live", "h264")


def test_a_test_takes_a_free_connection_and_moves_nobody() -> None:
    assert decide(Limits(1), MAIN, [], shareable=True, brief=True) == Direct()
    assert decide(Limits(1), MAIN, [feed()], shareable=True, brief=True) == Share()
    assert decide(Limits(1), MAIN, [direct()], shareable=True, brief=True, displaces=False) == Wait()


def test_what_a_camera_has_shown_counts_while_the_relay_decides_by_itself() -> None:
    streams = {"main": MAIN, "snap": "http://cam/snap.jpg"}
    assert limits_of(None, 2, "auto", streams) == Limits(2, "auto", frozenset({MAIN}))
    assert limits_of(4, 2, "auto", streams).most == 2
    assert limits_of(None, 2, "never", streams).most is None
    assert limits_of(3, None, "always", streams) == Limits(3, "always", frozenset({MAIN}))


def test_of_too_many_connections_the_least_goes_first() -> None:
    held = [direct(rank=(1, 1)), feed(SUB, readers=0, rank=(9, 2)), direct(rank=(0, 3)), Hold(MAIN)]
    assert too_many(Limits(4), held) is None
    assert too_many(Limits(3), held) == 1
    assert too_many(Limits(2), [each for each in held if not each.is_feed]) == 1
    assert too_many(Limits(1), [Hold(MAIN), Hold(MAIN)]) is None, "who can give nothing up is left alone"


@given(most=st.integers(1, 5), wants=st.lists(st.integers(0, 3), max_size=12), known=st.integers(1, 4))
def test_with_as_many_connections_as_streams_nobody_ever_waits_and_the_cap_is_kept(
    most: int, wants: list[int], known: int
) -> None:
    addresses = [f"rtsp://cam/{number}" for number in range(known)]
    limits, held = Limits(most, addresses=frozenset(addresses)), []
    for want in wants:
        address = addresses[want % known]
        step = decide(limits, address, held, shareable=True)
        if known <= most:
            assert isinstance(step, Direct | Feed | Share)
        if isinstance(step, Direct):
            held.append(direct(address))
        elif isinstance(step, Feed):
            held.append(feed(address))
        assert len(held) <= most
