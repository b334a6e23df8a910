"""
The first administrator, without a default password.

While there is no user, the server prints a code at its start; who can read its output may name the first
administrator on a page. The code lives as long as the process and is of no use once somebody exists.
"""

import hmac
import secrets

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""None that could be taken for another."""
_GROUPS, _LENGTH = 3, 4


class SetupCode:
    """One code, made at start."""

    def __init__(self) -> None:
        self.code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS))

    def matches(self, text: str) -> bool:
        """Whether somebody typed it; hyphens, spaces and small letters don't matter."""
        return hmac.compare_digest(_bare(self.code), _bare(text))


def _bare(text: str) -> bytes:
    return "".join(char for char in text.upper() if char.isalnum()).encode("utf-8", "surrogatepass")
