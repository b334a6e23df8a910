"""A name and a password open a path, in each of the ways that cameras know."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.relay import access
from regie.camcron.relay.access import Credentials

NONCE = "abc123"
SECRET = Credentials("admin", "p@ss:w/rd é")


def basic(username: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()


def digest(username: str, password: str, *, method: str = "DESCRIBE", nonce: str = NONCE, qop: bool = False) -> str:
    def md5(text: str) -> str:
        return hashlib.md5(text.encode()).hexdigest()

    a1, a2 = md5(f"{username}:{access.REALM}:{password}"), md5(f"{method}:rtsp://h/main")
    middle = f"{nonce}:00000001:cn:auth" if qop else nonce
    more = ', qop=auth, nc=00000001, cnonce="cn"' if qop else ""
    return (
        f'Digest username="{username}", realm="{access.REALM}", nonce="{nonce}", uri="rtsp://h/main", '
        f'response="{md5(f"{a1}:{middle}:{a2}")}"{more}'
    )


@pytest.mark.parametrize(
    ("header", "admitted"),
    [
        pytest.param(basic("admin", SECRET.password), True, id="Basic"),
        pytest.param(basic("admin", "no"), False, id="Basic, wrong password"),
        pytest.param(digest("admin", SECRET.password), True, id="Digest"),
        pytest.param(digest("admin", SECRET.password, qop=True), True, id="Digest with qop"),
        pytest.param(digest("admin", "no"), False, id="Digest, wrong password"),
        pytest.param(digest("root", SECRET.password), False, id="Digest, wrong name"),
        pytest.param(digest("admin", SECRET.password, method="PLAY"), False, id="Digest of another request"),
        pytest.param(digest("admin", SECRET.password, nonce="old"), False, id="Digest of another connection"),
        pytest.param("", False, id="nothing"),
        pytest.param("Basic %%%", False, id="not base64"),
        pytest.param("Bearer x", False, id="another scheme"),
    ],
)
def test_who_is_admitted(header: str, admitted: bool) -> None:
    assert access.admits(SECRET, header, "DESCRIBE", NONCE) is admitted


@given(st.sampled_from(["Basic ", "Digest ", ""]), st.text(max_size=100))
def test_no_header_opens_by_chance(scheme: str, rest: str) -> None:
    assert not access.admits(SECRET, scheme + rest, "DESCRIBE", NONCE)


def test_the_password_is_not_shown() -> None:
    assert "p@ss" not in repr(SECRET)
