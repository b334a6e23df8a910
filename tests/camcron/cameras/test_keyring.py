"""Which credentials belong to which stream, through every kind of change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.cameras.addresses import Address, Secrets
from regie.camcron.cameras.keyring import Keyring, gather
from regie.kernel.wire import MASK

MAIN, SUB = Secrets("admin", "pw"), Secrets("viewer", "other")
TEXT = st.text(max_size=12)
SECRETS = st.builds(Secrets, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple))


def addresses(**texts: str) -> dict[str, Address]:
    return {key: Address.parse(text) for key, text in texts.items()}


def after(former: Keyring, given_: Secrets | None, hosts: dict[str, str], **texts: str) -> Keyring:
    return gather(addresses(**texts), given_, former, hosts)


def new(given_: Secrets | None = None, **texts: str) -> Keyring:
    return after(Keyring(), given_, {}, **texts)


HOSTS = {"main": "cam", "sub": "cam"}


def test_credentials_of_an_address_become_the_cameras():
    keyring = new(main="rtsp://admin:pw@cam/1", sub="rtsp://admin:pw@cam/2")

    assert keyring == Keyring(MAIN, {})
    assert keyring.of("main") == keyring.of("sub") == MAIN


def test_addresses_with_other_credentials_keep_them_for_their_stream():
    keyring = new(main="rtsp://admin:pw@cam/1", sub="rtsp://viewer:other@cam/2")

    assert keyring.of("main") == MAIN
    assert keyring.of("sub") == SUB
    assert keyring.differing() == {"sub": SUB}


def test_what_stands_beside_the_addresses_is_the_cameras_whatever_they_hold():
    keyring = new(Secrets("root", "top"), main="rtsp://admin:pw@cam/1", sub="rtsp://cam/2")

    assert keyring.camera == Secrets("root", "top")
    assert keyring.of("main") == MAIN
    assert keyring.of("sub") == Secrets("root", "top")


def test_a_secret_of_a_query_stays_with_its_stream_beside_the_cameras_credentials():
    keyring = new(MAIN, main="http://cam/v?token=abc")

    assert keyring.of("main") == Secrets("admin", "pw", ("abc",))
    assert keyring.differing() == {}


FORMER = Keyring(MAIN, {"sub": Secrets("viewer", "other", ("t0k",))})
PLAIN = {"main": "rtsp://cam/1", "sub": f"http://cam/2?token={MASK}"}


@pytest.mark.parametrize("given_", [None, MAIN], ids=["absent", "as they were"])
def test_sending_back_what_was_shown_changes_nothing(given_: Secrets | None):
    assert after(FORMER, given_, HOSTS, **PLAIN) == FORMER


def test_new_credentials_of_the_camera_leave_those_of_a_stream():
    keyring = after(FORMER, Secrets("admin", "new"), HOSTS, **PLAIN)

    assert keyring.of("main").password == "new"
    assert keyring.of("sub") == Secrets("viewer", "other", ("t0k",))


def test_removed_credentials_are_removed_for_every_stream():
    keyring = after(FORMER, Secrets(), HOSTS, **PLAIN)

    assert keyring.of("main") == Secrets()
    assert keyring.of("sub") == Secrets(query=("t0k",))


def test_a_stream_on_another_host_does_not_take_its_credentials_along():
    keyring = after(FORMER, None, HOSTS, main="rtsp://cam/1", sub="rtsp://elsewhere/2")

    assert keyring.of("sub") == MAIN


def test_a_masked_password_in_an_address_is_the_stored_one():
    assert after(Keyring(MAIN), None, HOSTS, main=f"rtsp://admin:{MASK}@cam/1") == Keyring(MAIN)


def test_a_stream_that_is_gone_leaves_no_secret_behind():
    assert after(FORMER, None, HOSTS, main="rtsp://cam/1") == Keyring(MAIN)


@given(camera=SECRETS, streams=st.dictionaries(TEXT, SECRETS, max_size=3))
def test_a_keyring_is_read_as_it_was_written(camera: Secrets, streams: dict[str, Secrets]):
    keyring = Keyring(camera, streams)

    assert Keyring.loads(keyring.dumps()) == keyring


def test_a_keyring_shows_nothing_of_itself():
    assert not any(word in repr(FORMER) for word in ("pw", "other", "t0k"))
