"""Addresses of streams: what may be shown never holds a secret, and what connects has all of them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regie.camcron.cameras.addresses import Address, Secrets, WrongAddressError, join, keep_masked
from regie.kernel.wire import MASK

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
ODD = ["p@ss", "a/b?c#d", "ü%20é", "%41", "100%", ":", "p:q", "********x", "＠", "🔑", " ", "\n", "'\"\\", "a&b=c", "+"]


@pytest.mark.parametrize(
    ("text", "plain", "username", "password", "query"),
    [
        ("rtsp://cam/1", "rtsp://cam/1", "", "", ()),
        ("rtsp://admin:pw@cam:554/1", "rtsp://cam:554/1", "admin", "pw", ()),
        ("RTSP://admin:pw@Cam/1", "rtsp://Cam/1", "admin", "pw", ()),
        ("rtsp://admin@cam/1", "rtsp://cam/1", "admin", "", ()),
        ("rtsp://:pw@cam/1", "rtsp://cam/1", "", "pw", ()),
        pytest.param("rtsp://admin:p@ss@cam/1", "rtsp://cam/1", "admin", "p@ss", (), id="an @ in the password"),
        pytest.param("rtsp://admin:p:q@cam/1", "rtsp://cam/1", "admin", "p:q", (), id="a colon in the password"),
        pytest.param("rtsp://a%3Ab:p%2Fq@cam/1", "rtsp://cam/1", "a:b", "p/q", (), id="percent-encoded"),
        ("rtsp://admin:pw@[fe80::1]:554/1", "rtsp://[fe80::1]:554/1", "admin", "pw", ()),
        ("http://cam/v?user=u&pwd=s3&x=1", f"http://cam/v?user={MASK}&pwd={MASK}&x=1", "", "", ("u", "s3")),
        ("http://cam/v?token=", "http://cam/v?token=", "", "", ()),
        ("http://cam/v?compass=north", "http://cam/v?compass=north", "", "", ()),
        ("  rtsp://cam/1\n", "rtsp://cam/1", "", "", ()),
    ],
)
def test_an_address_is_taken_apart(text: str, plain: str, username: str, password: str, query: tuple[str, ...]):
    assert Address.parse(text) == Address(plain, Secrets(username, password, query))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not an address"),
        ("cam/1", "is not an address"),
        ("file:///etc/passwd", "starts with «file»"),
        ("concat://a|b", "starts with «concat»"),
        ("rtsp://", "has no usable host"),
        ("rtsp://cam:99999/1", "has no usable host"),
        ("rtsp://a b/1", "contains a space"),
        ("rtsp://cam/1\0", "contains a space or a control character"),
        pytest.param("rtsp://admin:pa/ss@cam/1", "has no usable host", id="a slash in the password"),
        pytest.param("rtsp://admin:12/34@cam/1", "has no usable host", id="digits and a slash look like a port"),
        pytest.param("rtsp://admin:12?34@cam/1", "has no usable host", id="digits and a question mark"),
        pytest.param("rtsp://admin:12/3?4@cam/1", "has no usable host", id="a slash, then a question mark"),
        pytest.param("rtsp://admin:12#34@cam/1", "has no usable host", id="digits and a hash"),
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(text: str, message: str):
    with pytest.raises(WrongAddressError, match=message) as refused:
        Address.parse(text)

    fault = refused.value.fault("streams.main")
    assert fault.path == "streams.main"
    assert fault.expected
    assert not any(part in f"{fault.message} {fault.expected}" for part in ("34", "ss@", "pa/"))


@given(username=TEXT, password=TEXT)
@example("admin", "p@ss/word?x#y")
@example("", "only")
def test_what_is_joined_is_found_again(username: str, password: str):
    secrets = Secrets(username, password)

    found = Address.parse(join("rtsp://cam:554/live/1", secrets))

    assert found == Address("rtsp://cam:554/live/1", secrets)


@given(password=TEXT.filter(lambda text: len(text) > 3))
@example("********")
@example("12?345")
@example("12/3?4")
def test_a_password_written_raw_never_stays_in_what_is_shown(password: str):
    """People paste it as it is. It is either found, or the address is refused."""
    try:
        found = Address.parse(f"rtsp://admin:{password}@192.0.2.7:554/h264")
    except WrongAddressError as refused:
        assert password not in str(refused)
        return

    assert found.plain == "rtsp://192.0.2.7:554/h264"


@pytest.mark.parametrize("password", ODD)
def test_a_secret_in_the_query_is_masked_and_comes_back(password: str):
    from urllib.parse import quote

    written = f"http://cam/video?resolution=640x480&password={quote(password, safe='')}&fps=5"

    found = Address.parse(written)

    assert found.plain == f"http://cam/video?resolution=640x480&password={MASK}&fps=5"
    assert join(found.plain, found.secrets) == written


@given(secret=st.text("abcdefgh0123456789", min_size=8, max_size=20))
def test_nothing_secret_shows_in_a_representation(secret: str):
    address = Address.parse(f"http://user:{secret}@cam/v?token={secret}x")

    assert secret not in repr(address)


def test_a_mask_that_is_sent_back_means_what_is_stored():
    former = Secrets("admin", "pw", ("one", "two"))

    assert keep_masked(Secrets("admin", MASK, (MASK, "new")), former) == Secrets("admin", "pw", ("one", "new"))
    assert keep_masked(Secrets("admin", "other"), former) == Secrets("admin", "other")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("rtsp://u:p@CAM.local:554/1", "cam.local"),
        ("http://[2001:DB8::1]:80/", "2001:db8::1"),
        ("rtsp://10.0.0.7", "10.0.0.7"),
    ],
)
def test_the_host_is_told_without_port_and_in_lower_case(text: str, host: str):
    assert Address.parse(text).host == host
