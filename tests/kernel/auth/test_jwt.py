"""A token is believed only if we signed it, for us, and its time is not over."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest

from regie.kernel.auth.errors import InvalidAccess
from regie.kernel.auth.jwt import Claims, Signer, signing_secret
from regie.kernel.auth.settings import AuthSettings

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SIGNER = Signer("s" * 40, timedelta(hours=1))


def test_a_token_says_who_it_is_for_until_it_ends():
    token, end = SIGNER.sign(Claims("u-1", 3), NOW)

    assert end == NOW + timedelta(hours=1)
    assert SIGNER.read(token, end - timedelta(seconds=1)) == Claims("u-1", 3)
    with pytest.raises(InvalidAccess, match="expired"):
        SIGNER.read(token, end)


def test_two_sign_ins_of_one_second_are_two_tokens():
    assert SIGNER.sign(Claims("u-1", 3), NOW) != SIGNER.sign(Claims("u-1", 3), NOW)


def part(value: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def forged() -> dict[str, str]:
    good, _ = SIGNER.sign(Claims("u-1", 0), NOW)
    head, _body, signature = good.split(".")
    claims = {"iss": "regie", "sub": "u-2", "epoch": 0, "exp": 4_000_000_000}
    return {
        "another secret": Signer("t" * 40, timedelta(hours=1)).sign(Claims("u-1", 0), NOW)[0],
        "another subject": f"{head}.{part(claims)}.{signature}",
        "no algorithm": f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}.",
        "another issuer": jwt.encode(claims | {"iss": "else"}, SIGNER._key, "HS256"),
        "no epoch": jwt.encode({"iss": "regie", "sub": "u-1", "exp": 4_000_000_000}, SIGNER._key, "HS256"),
        "no end": jwt.encode({"iss": "regie", "sub": "u-1", "epoch": 0}, SIGNER._key, "HS256"),
        "an endless end": jwt.encode(claims | {"exp": 10**30}, SIGNER._key, "HS256"),
        "an odd epoch": jwt.encode(claims | {"epoch": "x"}, SIGNER._key, "HS256"),
        "cut": good[:-4],
        "empty": "",
        "garbage": "a.b.c",
        "not ascii": "é.é.é",
    }


@pytest.mark.parametrize("how", forged())
def test_a_forged_token_is_refused(how: str):
    with pytest.raises(InvalidAccess):
        SIGNER.read(forged()[how], NOW)


@pytest.mark.parametrize("given", ["", "CHANGE_ME"])
def test_without_a_secret_one_is_generated_kept_and_told(given: str, tmp_path: Path):
    settings = AuthSettings(jwt_secret=given)

    secret, warnings = signing_secret(settings, tmp_path)

    assert len(secret) >= 40
    assert signing_secret(settings, tmp_path)[0] == secret
    assert "auth.jwtSecret" in warnings[0]
    assert secret not in warnings[0]


def test_a_short_secret_works_with_a_warning_and_a_long_one_without(tmp_path: Path):
    assert signing_secret(AuthSettings(jwt_secret="short"), tmp_path)[1]
    assert signing_secret(AuthSettings(jwt_secret="x" * 32), tmp_path) == ("x" * 32, [])
    token, _ = Signer("short", timedelta(hours=1)).sign(Claims("u", 0), NOW)
    assert Signer("short", timedelta(hours=1)).read(token, NOW) == Claims("u", 0)
