"""
Who may read a path: the token in it, and for a camera that plays a camera also a name and a password.

Basic and Digest (MD5, with and without `qop`), as cameras do them; the nonce comes from the caller.
"""

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass, field

REALM = "regie"

_PARAMETER = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]*))')


@dataclass(frozen=True, slots=True)
class Credentials:
    username: str
    password: str = field(repr=False)


def challenge(nonce: str) -> str:
    """What an unauthenticated reader is asked; Basic is accepted, but not proposed."""
    return f'Digest realm="{REALM}", nonce="{nonce}"'


def admits(credentials: Credentials, header: str, method: str, nonce: str) -> bool:
    """Whether an `Authorization` header proves that the reader knows the password."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() == "basic":
        return _same(_decoded(rest), f"{credentials.username}:{credentials.password}")
    if scheme.lower() != "digest":
        return False
    given = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(rest)}
    if given.get("username") != credentials.username:
        return False
    return _same(given.get("response", ""), _response(credentials, given, method, nonce))


def _response(credentials: Credentials, given: dict[str, str], method: str, nonce: str) -> str:
    secret = _md5(f"{credentials.username}:{REALM}:{credentials.password}")
    wanted = _md5(f"{method}:{given.get('uri', '')}")
    if "qop" in given:
        return _md5(":".join((secret, nonce, given.get("nc", ""), given.get("cnonce", ""), given["qop"], wanted)))
    return _md5(f"{secret}:{nonce}:{wanted}")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
