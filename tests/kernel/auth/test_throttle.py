"""Guessing takes ever longer; people who mistype do not notice."""

import pytest

from regie.kernel.auth.throttle import ACCOUNT, ADDRESS, KEYS, Throttle, TooManyTries
from tests.fakes.clock import VirtualClock

ANA, BEN, HERE = ("account:ana", ACCOUNT), ("account:ben", ACCOUNT), ("address:10.0.0.9", ADDRESS)


async def test_the_first_tries_are_free_and_the_next_ones_wait_twice_as_long_each_time(clock: VirtualClock):
    throttle, waits = Throttle(clock), []
    for _ in range(ACCOUNT.free):
        throttle.attempt(ANA)

    for _ in range(8):
        with pytest.raises(TooManyTries) as refused:
            throttle.attempt(ANA)
        waits.append(refused.value.retry_after)
        await clock.advance(refused.value.retry_after)
        throttle.attempt(ANA)

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_asking_during_the_wait_does_not_make_it_longer(clock: VirtualClock):
    throttle = Throttle(clock)
    for _ in range(ACCOUNT.free):
        throttle.attempt(ANA)
    for _ in range(100):
        with pytest.raises(TooManyTries):
            throttle.attempt(ANA)

    await clock.advance(1)
    throttle.attempt(ANA)


async def test_a_right_password_clears_the_account_but_not_what_its_address_tried_on_others(clock: VirtualClock):
    throttle = Throttle(clock)
    for _ in range(ADDRESS.free - 1):
        throttle.attempt(HERE)
    for _ in range(3):
        throttle.attempt(ANA)
    throttle.attempt(ANA, HERE)
    throttle.succeeded("account:ana", "address:10.0.0.9")

    for _ in range(ACCOUNT.free):
        throttle.attempt(ANA)
    throttle.attempt(HERE)  # the twentieth: the one that succeeded was taken away again
    with pytest.raises(TooManyTries):
        throttle.attempt(BEN, HERE)


async def test_an_account_that_is_attacked_from_one_place_can_sign_in_from_another_within_a_minute(clock: VirtualClock):
    throttle = Throttle(clock)
    for _ in range(1000):
        try:
            throttle.attempt(ANA, HERE)
        except TooManyTries as refused:
            await clock.advance(refused.retry_after)

    await clock.advance(60)
    throttle.attempt(ANA, ("address:10.0.0.8", ADDRESS))


async def test_tries_are_forgotten_after_an_hour_without_any(clock: VirtualClock):
    throttle = Throttle(clock)
    for _ in range(ACCOUNT.free):
        throttle.attempt(ANA)

    await clock.advance(3600)

    for _ in range(ACCOUNT.free):
        throttle.attempt(ANA)


async def test_inventing_names_does_not_fill_the_memory(clock: VirtualClock):
    throttle = Throttle(clock)

    for number in range(KEYS + 500):
        throttle.attempt((f"account:{number}", ACCOUNT))

    assert len(throttle._tries) == KEYS
