"""
`DIR/config.json`: read at start, written anew when somebody changes a setting.

The file is replaced as a whole by a rename, its predecessor kept as `config.json.before`; what was never set does not
get into it, so later versions may change their defaults. Secrets are encrypted by the vault; a plain one that somebody
typed is read as it stands, and encrypted at the next change.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regie.kernel.configuration.live import Live, differing
from regie.kernel.secrets import Redactor, Vault
from regie.kernel.wire import MASK, Secret
from regie.settings import (
    FILE,
    Settings,
    at,
    compose,
    described,
    from_environment,
    from_file,
    is_secret,
    leaves,
    merge,
    paths,
    place,
)


def opened(tree: Mapping[str, Any], vault: Vault) -> dict[str, Any]:
    """The file's content with its secrets decrypted."""
    plain = merge(tree)
    for path, field in leaves():
        value = at(plain, path)
        if is_secret(field) and Vault.is_sealed(value):
            place(plain, path, vault.decrypt(value))
    return plain


def in_force(data: Path, given: Mapping[str, Any], environment: Mapping[str, str]) -> tuple[Settings, dict[str, Any]]:
    """The settings of a folder, and what of them the command line (`given`) and the environment hold."""
    data.mkdir(parents=True, exist_ok=True)
    file = opened(from_file(data / FILE), Vault(data / "secrets"))
    pinned = merge(from_environment(environment), given)
    return compose(file, pinned), pinned


@dataclass(frozen=True, slots=True)
class Beside:
    """A server that runs on the folder, and what it says of its settings."""

    address: str
    config: Mapping[str, Any]
    unread: list[str]
    """What `config.json` says otherwise, because it was edited and nobody told the server."""


class ConfigFile:
    """The settings' store (see `regie.kernel.configuration`)."""

    def __init__(
        self,
        data: Path,
        settings: Settings,
        pinned: Mapping[str, Any],
        vault: Vault,
        redact: Redactor,
        live: Live | None = None,
    ) -> None:
        self._live = live or Live()
        self._live.waiting = self.waiting
        self._file = data / FILE
        self._pinned = pinned
        self._vault = vault
        self._redactor = redact
        self._started_with = settings
        self._current = self._written = settings
        self._watch(settings)

    @property
    def settings(self) -> Settings:
        return self._current

    def shown(self) -> dict[str, Any]:
        shown: dict[str, Any] = self._current.model_dump(mode="json", by_alias=True)
        for path, field in leaves():
            if is_secret(field) and at(shown, path):
                place(shown, path, MASK)
        return shown

    def described(self) -> list[dict[str, Any]]:
        return [entry | {"atOnce": self._live.covers(entry["key"])} for entry in described()]

    def pinned(self) -> list[str]:
        return sorted(".".join(path) for path in paths(self._pinned))

    def waiting(self) -> list[str]:
        return [
            path for path in differing(_tree(self._started_with), _tree(self._current)) if not self._live.covers(path)
        ]

    def unread(self, told: Mapping[str, Any]) -> list[str]:
        """What the file says otherwise than a running server that told its settings, which has not read it again."""
        return [
            path for path in differing({key: told.get(key) for key in Settings.model_fields}, self.shown())
            if path not in told["pinned"] and path not in self.pinned()
        ]  # fmt: skip

    def differing(self, sent: Mapping[str, Any]) -> list[str]:
        shown = self.shown()
        return [".".join(p) for p in paths(self._pinned) if p in set(paths(sent)) and at(sent, p) != at(shown, p)]

    def save(self, sent: Mapping[str, Any]) -> None:
        wanted, settings = self._composed(sent)
        self._watch(settings)
        self._write(self._sealed(wanted))
        self._written = settings

    def take_over(self) -> None:
        """Let count at once what can; called on the loop, after `save` or `read_again`."""
        before, self._current = self._current, self._written
        self._live.apply(differing(_tree(before), _tree(self._current)), lambda path: _value(self._current, path))

    def read_again(self) -> None:
        """The file as somebody has edited it; raises `Invalid`, and nothing changes, when something is wrong."""
        settings = compose(opened(from_file(self._file), self._vault), self._pinned)
        self._watch(settings)
        self._written = settings

    def stated(self) -> dict[str, Any]:
        return _wrapped(opened(from_file(self._file), self._vault))

    def trial(self, sent: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
        before, after = (_wrapped(_tree(held)) for held in (self._current, self._composed(sent)[1]))
        changed = [path for path, _ in leaves() if at(before, path) != at(after, path)]
        return {".".join(path): (at(before, path), at(after, path)) for path in changed}

    def _composed(self, sent: Mapping[str, Any]) -> tuple[dict[str, Any], Settings]:
        """The file as it would be, and what would be in force; raises `Invalid`."""
        former = opened(from_file(self._file), self._vault)
        wanted = merge(former, self._unmasked(sent, former))
        held = set(paths(wanted))
        for path, field in leaves():
            if is_secret(field) and path in held and at(wanted, path) is None:
                _remove(wanted, path)
        compose(wanted)  # the file must do by itself too: the next start may pin nothing
        return wanted, compose(wanted, self._pinned)

    def _unmasked(self, sent: Mapping[str, Any], former: Mapping[str, Any]) -> dict[str, Any]:
        """A masked secret keeps what the file has; what the file does not have and is as by default is left out."""
        plain = merge(sent)
        for path, field in leaves():
            if is_secret(field) and at(plain, path) == MASK:
                _remove(plain, path)
                if at(former, path) is not None:
                    place(plain, path, at(former, path))
        for path in paths(self._pinned):
            _remove(plain, path)
        defaults = Settings().model_dump(mode="json", by_alias=True)
        held, said = set(paths(former)), set(paths(plain))
        for path, _ in leaves():
            if path not in held and path in said and at(plain, path) == at(defaults, path):
                _remove(plain, path)
        return plain

    def _sealed(self, plain: Mapping[str, Any]) -> dict[str, Any]:
        sealed = merge(plain)
        for path, field in leaves():
            value = at(sealed, path)
            if is_secret(field) and isinstance(value, str) and value not in ("", "CHANGE_ME"):
                place(sealed, path, self._vault.encrypt(value))
        return sealed

    def _write(self, tree: Mapping[str, Any]) -> None:
        part = self._file.with_suffix(".json.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(tree, file, indent=2, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        if self._file.exists():
            before = self._file.with_suffix(".json.before")
            before.unlink(missing_ok=True)
            before.write_bytes(self._file.read_bytes())
            before.chmod(0o600)
        part.replace(self._file)

    def rotate(self) -> None:
        """Write the file anew with its secrets under the newest key, if there is one."""
        if self._file.exists():
            self._write(self._sealed(opened(from_file(self._file), self._vault)))
            self._file.with_suffix(".json.before").unlink(missing_ok=True)  # it is sealed with a key that goes

    def _watch(self, settings: Settings) -> None:
        tree = settings.model_dump(mode="json", by_alias=True)
        self._redactor.register(
            *(str(at(tree, path)) for path, field in leaves() if is_secret(field) and at(tree, path))
        )


def _wrapped(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The same with its secrets as such."""
    tree = merge(plain)
    for path, field in leaves():
        value = at(tree, path)
        if is_secret(field) and isinstance(value, str) and value:
            place(tree, path, Secret(value))
    return tree


def _tree(settings: Settings) -> dict[str, Any]:
    tree: dict[str, Any] = settings.model_dump(mode="json", by_alias=True)
    return tree


def _value(settings: Settings, path: str) -> Any:
    """A setting, or a group of them, by its dotted path."""
    value: Any = settings
    for part in path.split("."):
        fields = type(value).model_fields
        value = getattr(value, next(name for name, field in fields.items() if (field.alias or name) == part))
    return value


def _remove(tree: dict[str, Any], path: tuple[str, ...]) -> None:
    """Take one value out, and the objects that become empty by it."""
    above = at(tree, path[:-1]) if path[:-1] else tree
    if isinstance(above, dict) and path[-1] in above:
        del above[path[-1]]
        if not above and path[:-1]:
            _remove(tree, path[:-1])
