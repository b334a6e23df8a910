"""
The document that carries a whole installation's configuration from one server to another.

JSON, readable and comparable. Its secrets are either left out or encrypted with a passphrase (scrypt, then Fernet); a
wrong passphrase is noticed before anything else is looked at. What was left out keeps its value where it is imported.
"""

import base64
import secrets as random
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from regie.kernel.errors import Fault, Invalid
from regie.kernel.wire import MASK, Secret

FORMAT = "regie-configuration"
VERSION = 1
KEY = "$secret"
COST = {"n": 2**15, "r": 8, "p": 1}
"""Of scrypt: about 0.1 s and 32 MiB for each guess."""
MOST_COST = {"n": 2**17, "r": 8, "p": 2}
"""A document says its own cost; one beyond this (128 MiB, half a second) would be an attack on the reader."""
PROBE = b"regie"


def without_secrets(tree: Any) -> Any:
    """The same with what stands in for secrets; a key without a stand-in is left out."""
    return _each(tree, lambda secret: secret.otherwise)


def masked(tree: Any) -> Any:
    """The same to be shown."""
    return _each(tree, lambda _: MASK)


def lock(passphrase: str) -> tuple[dict[str, Any], Fernet]:
    """A new key made of a passphrase, and what a document says of it."""
    salt = random.token_bytes(16)
    key = _key(passphrase, salt, COST)
    return {
        "kdf": "scrypt",
        "salt": base64.b64encode(salt).decode(),
        **COST,
        "probe": key.encrypt(PROBE).decode(),
    }, key


def unlock(head: Any, passphrase: str | None) -> Fernet | None:
    """The key of a document whose secrets are encrypted; nothing for one without secrets."""
    if head is None:
        return None
    if not passphrase:
        raise Invalid(Fault("passphrase", "is missing: the document's secrets are encrypted", "its passphrase"))
    try:
        cost = {name: int(head[name]) for name in COST}
        _check_cost(head["kdf"], cost)
        key = _key(passphrase, base64.b64decode(head["salt"]), cost)
        key.decrypt(head["probe"])
    except InvalidToken:
        raise Invalid(Fault("passphrase", "is not the one that this document was made with")) from None
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(Fault("document.secrets", "cannot be read", "as an export writes it")) from error
    return key


def _check_cost(kdf: Any, cost: Mapping[str, int]) -> None:
    if kdf != "scrypt" or any(not 1 <= cost[name] <= most for name, most in MOST_COST.items()):
        raise ValueError(kdf)


def sealed(tree: Any, key: Fernet) -> Any:
    """The same with each secret encrypted."""
    return _each(tree, lambda secret: {KEY: key.encrypt(secret.value.encode()).decode()})


def opened(tree: Any, key: Fernet | None, path: str = "document") -> Any:
    """What a document says, its secrets decrypted."""
    if isinstance(tree, Mapping):
        if set(tree) == {KEY}:
            return _decrypted(tree[KEY], key, path)
        return {name: opened(value, key, f"{path}.{name}") for name, value in tree.items()}
    if isinstance(tree, list):
        return [opened(value, key, f"{path}.{index}") for index, value in enumerate(tree)]
    return tree


def _decrypted(token: Any, key: Fernet | None, path: str) -> str:
    unreadable = Invalid(Fault(path, "is encrypted and cannot be read with this passphrase"))
    if key is None:
        raise unreadable
    try:
        return key.decrypt(token).decode()
    except (InvalidToken, TypeError, ValueError):
        raise unreadable from None


def _key(passphrase: str, salt: bytes, cost: Mapping[str, int]) -> Fernet:
    derived = Scrypt(salt=salt, length=32, n=cost["n"], r=cost["r"], p=cost["p"]).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _left_out(held: Any, value: Any) -> bool:
    """Whether it is a secret without a stand-in, or a list of nothing else."""
    return (value is None and isinstance(held, Secret)) or (value == [] and held != [])


def _each(tree: Any, instead: Callable[[Secret], Any]) -> Any:
    if isinstance(tree, Secret):
        return instead(tree)
    if isinstance(tree, Mapping):
        found = {name: _each(value, instead) for name, value in tree.items()}
        return {name: value for name, value in found.items() if not _left_out(tree[name], value)}
    if isinstance(tree, list):
        return [kept for value in tree if not _left_out(value, kept := _each(value, instead))]
    return tree


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs between two entries, to be shown: the values before and after, secrets masked."""
    keys = [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]
    old, new = ({key: masked(side.get(key)) for key in keys} for side in (before, after))
    return old, new
