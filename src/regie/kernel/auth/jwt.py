"""
Signed tokens for programs that sign in with a password.

A token says who it is for and until when, nothing else: what its owner may is looked up at each request. It also
carries the owner's epoch, a number that grows when the password changes or the account is switched off; so all tokens
given out before end at once, without a list of them.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt

from regie.kernel.auth.errors import InvalidAccess
from regie.kernel.auth.settings import GENERATE, AuthSettings
from regie.kernel.ids import new_id
from regie.kernel.secrets import kept_secret

ISSUER = "regie"
ALGORITHM = "HS256"
GOOD_LENGTH = 32
"""Characters of a secret below which somebody with a token could guess it."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says."""

    user_id: str
    epoch: int


class Signer:
    """Signs and reads tokens."""

    def __init__(self, secret: str, lifetime: timedelta) -> None:
        self._key = hashlib.sha256(b"regie-jwt:" + secret.encode()).digest()
        self._lifetime = lifetime

    def sign(self, claims: Claims, now: datetime) -> tuple[str, datetime]:
        """A token and its end."""
        end = (now + self._lifetime).replace(microsecond=0)
        payload = {
            "iss": ISSUER,
            "sub": claims.user_id,
            "epoch": claims.epoch,
            "jti": new_id(),  # two that are signed in one second are two, to whoever counts requests by token
            "iat": int(now.timestamp()),
            "exp": int(end.timestamp()),
        }
        return jwt.encode(payload, self._key, ALGORITHM), end

    def read(self, token: str, now: datetime) -> Claims:
        """What the token says, if we signed it and its time is not over."""
        try:
            payload = jwt.decode(
                token,
                self._key,
                [ALGORITHM],
                issuer=ISSUER,
                options={"require": ["sub", "exp", "epoch"], "verify_exp": False, "verify_iat": False},
            )
            end, epoch = datetime.fromtimestamp(int(payload["exp"]), UTC), int(payload["epoch"])
        except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError, OSError):
            raise InvalidAccess from None
        if now >= end:  # on our clock, not on the library's
            raise InvalidAccess("This token has expired; sign in again.")
        return Claims(str(payload["sub"]), epoch)


def signing_secret(settings: AuthSettings, folder: Path) -> tuple[str, list[str]]:
    """The secret to sign with, and what there is to warn about."""
    if settings.jwt_secret is None:
        return kept_secret(folder, "jwt"), []
    if settings.jwt_secret in GENERATE:
        told = f"auth.jwtSecret: «{settings.jwt_secret}» is no secret; a generated one is used. Leave the key out."
        return kept_secret(folder, "jwt"), [told]
    short = len(settings.jwt_secret) < GOOD_LENGTH
    warning = f"auth.jwtSecret is short: use at least {GOOD_LENGTH} random characters, or leave it empty."
    return settings.jwt_secret, [warning] if short else []
