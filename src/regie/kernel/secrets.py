"""
Secrets that rest encrypted, and secrets that never get out by a log line.

Two things with one owner. The *vault* encrypts what the database and the configuration keep, with keys that lie in
files of their own, so that a copy of the database alone betrays nothing; a new key takes over at once and the former
ones still decrypt. The *redactor* knows every secret in use, and masks each of its spellings (plain, percent-encoded,
escaped for JSON or XML, base64 of `user:password`) wherever text leaves the server; what nobody told it is still
caught when it stands where secrets stand: in an address, a query, a header.

A short secret is a special case: masking each `a` because somebody's password is `a` would destroy the text and tell
the password. One of fewer than four characters is masked only in the places of a secret (`:…@`, `=…`, base64); one of
four to seven only as a whole word; a longer one everywhere.
"""

import base64
import binascii
import logging
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from regie.kernel.errors import RegieError

MASK = "********"
SEALED = "enc:"
"""What an encrypted value begins with, so that a file that people edit may hold both kinds."""
WORD_ONLY = 8
"""A secret shorter than this is masked as a whole word only: `1234` is not part of every number."""
IN_PLACE_ONLY = 4
"""A secret shorter than this is masked only where a secret stands."""
_log = logging.getLogger(__name__)


class Undecipherable(RegieError):
    """A secret was encrypted with a key that is not here."""


def kept_secret(folder: Path, name: str, make: Callable[[], str] = partial(secrets.token_urlsafe, 48)) -> str:
    """The secret in this file, made at first use: mode 0600, whole or not there, the same for who comes second."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        _create(path, make())
    if path.stat().st_mode & 0o077 and os.name == "posix":
        path.chmod(0o600)
        _log.warning("a secret file could be read by others; its mode is 0600 again", extra={"file": str(path)})
    return path.read_text("utf-8").strip()


def _create(path: Path, content: str) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # mkstemp makes it 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            _log.debug("another process made the secret first", extra={"file": str(path)})
        except OSError:  # a file system without links: the last one wins, as nothing better is to be had
            Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


class Vault:
    """
    Encrypts with the newest key, decrypts with any.

    Keys are the files `vault-NNNN.key` of the folder; keys from the environment (`keys`) come before them, and when
    there are some, none is generated. A process that meets a value of a key it has not seen reads the folder again,
    so that the command line may rotate beside a running server.
    """

    def __init__(self, folder: Path, keys: Sequence[str] = ()) -> None:
        self._folder = folder
        self._given = tuple(keys)
        self._fernet = self._load()

    def encrypt(self, text: str) -> str:
        return SEALED + self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, sealed: str) -> str:
        return self._with_any_key(lambda fernet, token: fernet.decrypt(token), sealed).decode()

    def rotate(self, sealed: str) -> str:
        """The same secret under the newest key."""
        return SEALED + self._with_any_key(lambda fernet, token: fernet.rotate(token), sealed).decode()

    @staticmethod
    def is_sealed(value: object) -> bool:
        """Whether the value is one of ours, to tell it from what a person typed."""
        return isinstance(value, str) and value.startswith(SEALED)

    def new_key(self) -> None:
        """From now on encrypt with a new key. Rotate what is stored, then `forget_old_keys`."""
        numbers = [int(path.stem.removeprefix("vault-")) for path in self._files()]
        kept_secret(self._folder, f"vault-{max(numbers, default=0) + 1:04}.key", lambda: Fernet.generate_key().decode())
        self._fernet = self._load()

    def forget_old_keys(self) -> int:
        """Delete all keys but the newest, and tell how many. What was not rotated is lost."""
        old = self._files()[1:]
        for path in old:
            path.unlink()
        self._fernet = self._load()
        return len(old)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("vault-[0-9][0-9][0-9][0-9].key"), reverse=True)

    def _load(self) -> MultiFernet:
        if not self._given and not self._files():
            kept_secret(self._folder, "vault-0001.key", lambda: Fernet.generate_key().decode())
        names = [path.name for path in self._files()]
        return MultiFernet([Fernet(key) for key in (*self._given, *(kept_secret(self._folder, n) for n in names))])

    def _with_any_key(self, use: Callable[[MultiFernet, bytes], bytes], sealed: str) -> bytes:
        token = sealed.removeprefix(SEALED).encode()
        try:
            return use(self._fernet, token)
        except InvalidToken:
            self._fernet = self._load()
        try:
            return use(self._fernet, token)
        except InvalidToken:
            raise Undecipherable(folder=str(self._folder)) from None


@dataclass(frozen=True, slots=True)
class _Known:
    """One secret, ready to be looked for: a cheap test first, then the exact pattern."""

    hint: str
    """Its longest run of letters and digits, which every spelling leaves as it is; may be empty."""
    pattern: re.Pattern[str]


class Redactor:
    """
    Masks every registered secret and whatever stands where secrets stand.

    `redact` first looks for the longest run of letters and digits of each secret, which no escaping alters and which
    costs a fraction of a microsecond; only a line that has it meets the regular expression of all the spellings.
    """

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._base64: dict[str, None] = {}
        self._ordered: tuple[_Known, ...] = ()

    def register(self, *values: str | None, user: str | None = None) -> None:
        """Mask these from now on. With `user`, also the base64 of `user:value` that headers carry."""
        for value in values:
            if not value or set(value) == {"*"}:
                continue
            self._base64.update(dict.fromkeys(_base64_spellings(user, value)))  # those with padding come first
            if value not in self._known:
                self._known[value] = _Known(_hint_of(value), _pattern_of(value))
        # the longest first: a secret may contain another
        self._ordered = tuple(self._known[v] for v in sorted(self._known, key=len, reverse=True))

    def redact(self, text: str) -> str:
        """The text without secrets."""
        for known in self._ordered:
            if known.hint in text:
                text = known.pattern.sub(MASK, text)
        for encoded in self._base64:
            if encoded in text:
                text = text.replace(encoded, MASK)
        lower = text.lower()
        for rule in _RULES:
            if any(hint in lower for hint in rule.hints):
                text = rule.pattern.sub(rule.replacement, text)
        return text

    def redact_tree(self, value: Any) -> Any:
        """The same for what logs and answers are made of: each text in it, and each value whose key names a secret."""
        if isinstance(value, str):
            return self.redact(value)
        if isinstance(value, dict):
            return {key: self._redact_item(key, held) for key, held in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.redact_tree(held) for held in value]
        return value

    def _redact_item(self, key: Any, value: Any) -> Any:
        if isinstance(value, str) and isinstance(key, str) and names_a_secret(key):
            return MASK if value else value
        return self.redact_tree(value)


def names_a_secret(key: str) -> bool:
    """Whether a key of this name holds a secret: `password`, `jwtSecret`, `smtp_pass`, `Authorization`."""
    return _SECRET_NAME.search(key) is not None


# -- spellings of a known secret ---------------------------------------------------------------------------------------

_XML = {"&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos"}
_NEWLINES = {"\n": "n", "\r": "r", "\t": "t"}


def _hint_of(secret: str) -> str:
    return max(re.findall(r"[A-Za-z0-9]+", secret), key=len, default="")


def _pattern_of(secret: str) -> re.Pattern[str]:
    body = "".join(_spellings_of(char) for char in secret)
    if len(secret) < IN_PLACE_ONLY:
        return re.compile(rf"(?:(?<=:)|(?<=%3A)|(?<=%3a)){body}(?=@|%40)|(?<==){body}(?=[&\s\"',;]|$)")
    if len(secret) < WORD_ONLY:
        before = r"(?:(?<![0-9A-Za-z])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrt])|(?<=\\u[0-9A-Fa-f]{4}))"
        return re.compile(
            (before if secret[0].isalnum() else "") + body + (r"(?![0-9A-Za-z])" if secret[-1].isalnum() else "")
        )
    return re.compile(body)


def _spellings_of(char: str) -> str:
    """One character as itself, percent-encoded (also twice), or escaped as JSON, Python and XML do."""
    raw = char.encode("utf-8", "surrogatepass")
    ways = [re.escape(char), _percent(raw), "".join(rf"\\+x(?i:{byte:02x})" for byte in raw)]
    if ord(char) < 256:
        ways += [_percent(char.encode("latin-1")), rf"\\+x(?i:{ord(char):02x})"]
    units = char.encode("utf-16-be", "surrogatepass").hex()
    ways.append("".join(rf"\\+u(?i:{units[i : i + 4]})" for i in range(0, len(units), 4)))
    if ord(char) > 0xFFFF:
        ways.append(rf"\\+U(?i:{ord(char):08x})")
    if char in "\"'\\/":
        ways.append(r"\\+" + re.escape(char))
    if char in _NEWLINES:
        ways.append(r"\\+" + _NEWLINES[char])
    if char == " ":
        ways.append(r"\+")
    if char in _XML:
        ways.append(rf"&(?:{_XML[char]}|#0*{ord(char)}|#x0*(?i:{ord(char):x}));")
    return f"(?:{'|'.join(dict.fromkeys(sorted(ways, key=len, reverse=True)))})"


def _percent(raw: bytes) -> str:
    return "".join(rf"%(?:25)*(?i:{byte:02x})" for byte in raw)


def _base64_spellings(user: str | None, value: str) -> Iterable[str]:
    if user is None:
        return
    for charset in ("utf-8", "latin-1"):
        try:
            pair = f"{user}:{value}".encode(charset)
        except UnicodeEncodeError:
            continue
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            encoded = encode(pair).decode()
            yield encoded
            if encoded.endswith("="):
                yield encoded.rstrip("=")


# -- where secrets stand, for those that nobody registered -------------------------------------------------------------

_SECRETS = (
    r"pass(?:word|wd|phrase)?|pwd|psw|secret|(?:access|refresh|api|auth|csrf)?[_-]?token|api[_-]?key|jwt|signature"
)
_WORD = r"(?:^|[_.-]|(?<=[a-z0-9])(?=[A-Z]))"
"""Where a word of a name begins: `smtp_pass` and `jwtSecret` name secrets, `compass` does not."""
_SECRET_NAME = re.compile(rf"{_WORD}(?i:{_SECRETS}|authorization|cookie)$")


@dataclass(frozen=True, slots=True)
class _Rule:
    hints: tuple[str, ...]
    """One of these is in the lower-cased text, or the rule has nothing to do."""
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]


def _mask_basic(match: re.Match[str]) -> str:
    """`Basic` is also an English word: mask what decodes to a pair."""
    try:
        pair = base64.b64decode(match[2] + "=" * (-len(match[2]) % 4))
    except (binascii.Error, ValueError):
        return match[0]
    return f"{match[1]}{MASK}" if b":" in pair else match[0]


_LONGEST = 500
"""
Characters in which a rule looks for what ends a secret. Whoever sends a path or writes a log line chooses its text, so
no rule may look through all of it from each of its places.
"""

_RULES = (
    _Rule(("://",), re.compile(r"(://)[^\s/?#\"'<>]*@"), rf"\1{MASK}@"),
    _Rule(
        ("file:",),
        re.compile(rf"(?i)(file:[a-z0-9+]{{1,20}}:/{{0,2}})[^\s/?#\"'<>]{{1,{_LONGEST}}}@"),
        rf"\1{MASK}@",
    ),
    _Rule(
        ("%3a%2f%2f",),
        re.compile(r"(?i)(%3a(?:%2f){2})(?:(?!%2f|%3f|%23)[^\s/&\"'<>])*(%40)"),
        rf"\1{MASK}\2",
    ),
    _Rule(("=",), re.compile(rf"(?i)((?<![a-z0-9])(?:{_SECRETS})=)[^&\s\"'<>;,]+"), rf"\1{MASK}"),
    _Rule(
        ("pass", "pwd", "psw", "secret", "token", "key", "jwt", "signature"),
        re.compile(
            r"([\"'](?:[A-Za-z0-9_.-]*(?:[_.-]|(?<=[a-z0-9])(?=[A-Z])))?"
            rf"(?i:{_SECRETS})[\"']\s*:\s*)([\"'])(?:(?!\2)[^\\]|\\.)+\2"
        ),
        rf"\1\2{MASK}\2",
    ),
    _Rule(
        ("authorization", "cookie"),
        re.compile(r"(?i)((?:authorization|cookie)[\"']\s*[:=,]\s*)([\"'])(?:(?!\2)[^\\]|\\.)*\2"),
        rf"\1\2{MASK}\2",
    ),
    _Rule(
        ("authorization", "cookie"),
        re.compile(r"(?i)((?:authorization|cookie)\s*[:=][ \t]*)(?![ \t]|\*\*\*)[^\r\n]+"),
        rf"\1{MASK}",
    ),
    _Rule(("bearer",), re.compile(r"(?i)\b(bearer\s+)[a-z0-9._~+/=-]{16,}"), rf"\1{MASK}"),
    _Rule(("basic",), re.compile(r"(?i)\b(basic\s+)([a-z0-9+/_-]{4,}={0,2})"), _mask_basic),
    _Rule(("regie_",), re.compile(r"\b(regie_)[A-Za-z0-9_-]{20,}"), rf"\1{MASK}"),
    _Rule(("eyj",), re.compile(rf"\beyJ[\w-]{{8,{_LONGEST}}}+\.[\w-]+\.[\w-]+"), MASK),
)
