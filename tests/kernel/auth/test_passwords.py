"""Passwords are checked as they were meant, and cost the same whoever is asked for."""

from time import process_time

import pytest

from regie.kernel.auth.passwords import Passwords
from regie.kernel.auth.settings import AuthSettings


def cheap(**more: int) -> Passwords:
    return Passwords(AuthSettings(**{"hash_passes": 1, "hash_memory": 8} | more))


async def test_a_password_is_recognised_and_no_other_is():
    passwords = cheap()
    stored = await passwords.hash("correct horse")

    assert stored.startswith("$argon2id$")
    assert await passwords.verify(stored, "correct horse")
    assert not await passwords.verify(stored, "Correct horse")
    assert not await passwords.verify("not a hash", "correct horse")


async def test_the_same_letters_are_the_same_password_however_the_keyboard_composes_them():
    passwords = cheap()
    stored = await passwords.hash("e\u0301te\u0301 1998")

    assert await passwords.verify(stored, "\u00e9t\u00e9 1998")


async def test_odd_passwords_are_only_passwords():
    passwords = cheap()
    for odd in ("\ud800 alone in the dark", "\0" * 9, "密码密码密码密码"):
        assert await passwords.verify(await passwords.hash(odd), odd)


async def test_nobody_costs_as_much_as_somebody():
    passwords = Passwords(AuthSettings(hash_passes=3, hash_memory=8192))
    stored = await passwords.hash("correct horse")
    assert not await passwords.verify(None, "nobody's password")

    async def cost(of: str | None) -> float:
        start = process_time()  # of this process alone, however busy the machine is
        assert not await passwords.verify(of, "wrong")
        return process_time() - start

    somebody = min([await cost(stored) for _ in range(5)])
    nobody = min([await cost(None) for _ in range(5)])
    assert 0.3 < nobody / somebody < 3  # without a hash to check it would be some thousandths


async def test_a_hash_of_other_parameters_is_outdated():
    old, new = cheap(), cheap(hash_passes=2)
    stored = await old.hash("correct horse")

    assert not old.is_outdated(stored)
    assert new.is_outdated(stored)
    assert await new.verify(stored, "correct horse")


@pytest.mark.parametrize(
    ("password", "message"),
    [("short", "is too short"), ("x" * 1001, "is too long"), ("Ana Martin", "is the user's name")],
)
def test_what_cannot_be_a_password_is_told_with_what_can(password: str, message: str):
    (fault,) = cheap().faults(password, "ana martin", None)

    assert (fault.path, fault.message) == ("password", message)
    assert fault.expected


def test_a_sentence_is_a_good_password():
    assert cheap().faults("nine words without any digit", "ana") == []
