"""
Addresses of streams, with their secrets taken out.

An address is stored and shown without user, password, or query values that are secrets; those are kept apart and only
joined again where a process connects. Whatever a password contains, it is found by the last `@` of the authority
(RFC 3986 allows none unescaped in it, people do it all the same).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from regie.kernel.errors import Fault
from regie.kernel.wire import MASK

SCHEMES = ("rtsp", "rtsps", "rtmp", "rtmps", "http", "https")
_ADDRESS = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<rest>.*)", re.DOTALL)
_HOST = re.compile(r"(?P<host>\[[0-9a-fA-F:.%a-z]+\]|[^:@\[\]\s]+)(?::(?P<port>\d{1,5}))?")
_SECRET_QUERY = re.compile(
    r"(?i)(?P<before>[?&](?:pass(?:word|wd)?|pwd|pw|token|secret|auth|key|api_?key|usr|user(?:name)?)=)(?P<value>[^&#]*)"
)
MAX_PORT = 65535


@dataclass(frozen=True, slots=True)
class Secrets:
    """What an address needs to be let in. Never shown, never logged."""

    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    query: tuple[str, ...] = field(default=(), repr=False)
    """Values of secret query parameters, in the order of their masks."""

    def __bool__(self) -> bool:
        return bool(self.username or self.password or self.query)

    @property
    def values(self) -> tuple[str, ...]:
        """Everything that must not appear anywhere. A user's name alone is not a secret."""
        return tuple(value for value in (self.password, *self.query) if value)


class WrongAddressError(ValueError):
    """An address that cannot be one of a stream; `expected` says what would be."""

    def __init__(self, message: str, expected: str = "rtsp://host:port/path") -> None:
        self.expected = expected
        super().__init__(message)

    def fault(self, path: str) -> Fault:
        return Fault(path, str(self), self.expected)


@dataclass(frozen=True, slots=True)
class Address:
    """A stream's address: what may be shown, and what may not."""

    plain: str
    """Without user and password, secret query values replaced by `********`."""
    secrets: Secrets

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Take an address apart. Messages never repeat what was written: it may hold a password."""
        found = _ADDRESS.fullmatch(text.strip())
        if found is None:
            raise WrongAddressError("is not an address")
        scheme, authority, rest = found["scheme"].lower(), found["authority"], found["rest"]
        if scheme not in SCHEMES:
            raise WrongAddressError(f"starts with «{scheme}»", "one of " + ", ".join(f"{s}://" for s in SCHEMES))
        if re.search(r"[\x00-\x20\x7f]", text.strip()):
            raise WrongAddressError("contains a space or a control character", "such characters percent-encoded")
        user_part, at, host_part = authority.rpartition("@")
        host = _HOST.fullmatch(host_part)
        if host is None or int(host["port"] or 0) > MAX_PORT or ("@" in rest and ":" in authority):
            raise WrongAddressError(
                "has no usable host, or an «@» after it",
                "rtsp://host:port/path, with «/», «?», «#» of a password percent-encoded, and an «@» of a path as %40",
            )
        username, _, password = user_part.partition(":") if at else ("", "", "")
        values: list[str] = []

        def hide(match: re.Match[str]) -> str:
            if match["value"] == "":
                return match[0]
            values.append(match["value"])
            return match["before"] + MASK

        plain = f"{scheme}://{host_part}" + _SECRET_QUERY.sub(hide, rest)
        return cls(plain, Secrets(unquote(username), unquote(password), tuple(values)))

    @property
    def host(self) -> str:
        """Lower case, without the port: what decides where stored credentials may go."""
        return (urlsplit(self.plain).hostname or "").lower()

    @property
    def scheme(self) -> str:
        return self.plain.partition(":")[0]

    @property
    def masked(self) -> tuple[bool, ...]:
        """For each secret query value, whether the sender wrote the mask instead of the value."""
        return tuple(value == MASK for value in self.secrets.query)


def hosts_of(streams: Mapping[str, str]) -> set[str]:
    """The hosts of these addresses: the only ones to which a camera's credentials may go."""
    return {Address.parse(plain).host for plain in streams.values()}


def join(plain: str, secrets: Secrets) -> str:
    """The complete address, for the one process that connects."""
    values = iter(secrets.query)
    whole = re.sub(re.escape(MASK), lambda _: next(values, ""), plain)
    if not (secrets.username or secrets.password):
        return whole
    scheme, _, rest = whole.partition("://")
    user, password = quote(secrets.username, safe=""), quote(secrets.password, safe="")
    return f"{scheme}://{user}:{password}@{rest}"


def keep_masked(sent: Secrets, former: Secrets) -> Secrets:
    """What was sent, with each mask replaced by what had been stored in its place."""
    kept = tuple(
        former.query[place] if value == MASK and place < len(former.query) else value
        for place, value in enumerate(sent.query)
    )
    password = former.password if sent.password == MASK else sent.password
    return Secrets(sent.username, password, kept)
