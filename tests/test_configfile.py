"""`config.json`: replaced as a whole, its secrets encrypted, and nothing in it that nobody set."""

import json
from pathlib import Path
from typing import Any

import pytest

from regie.configfile import ConfigFile, opened
from regie.kernel.errors import Invalid
from regie.kernel.secrets import Redactor, Vault
from regie.kernel.wire import MASK
from regie.settings import at, compose, from_file

SMTP = ("notifications", "email", "smtp", "pass")


class Kept:
    """A folder with a configuration, opened as at a start."""

    def __init__(self, folder: Path, pinned: dict[str, Any] | None = None) -> None:
        self.file = folder / "config.json"
        self.vault = Vault(folder / "secrets")
        self.redactor = Redactor()
        tree = opened(from_file(self.file), self.vault)
        self.settings = compose(tree, pinned or {})
        self.store = ConfigFile(folder, self.settings, pinned or {}, self.vault, self.redactor)

    @property
    def written(self) -> dict[str, Any]:
        return dict(json.loads(self.file.read_text()))


def write(folder: Path, tree: dict[str, Any]) -> None:
    (folder / "config.json").write_text(json.dumps(tree))


def test_only_what_was_set_gets_into_the_file(tmp_path: Path):
    kept = Kept(tmp_path)

    kept.store.save({"server": {"port": 8080, "host": "0.0.0.0"}})
    kept.store.take_over()

    assert kept.written == {"server": {"port": 8080}}
    assert Kept(tmp_path).settings.server.port == 8080


def test_a_missing_key_keeps_its_value(tmp_path: Path):
    write(tmp_path, {"server": {"port": 8080}, "logging": {"level": "warn"}})

    Kept(tmp_path).store.save({"logging": {"level": "error"}})

    assert Kept(tmp_path).written == {"server": {"port": 8080}, "logging": {"level": "error"}}


def test_saving_what_is_shown_changes_nothing(tmp_path: Path):
    write(tmp_path, {"server": {"port": 8080}, "auth": {"jwtSecret": "x" * 40}, "storage": {"roots": ["/a"]}})
    before = Kept(tmp_path).settings

    Kept(tmp_path).store.save(Kept(tmp_path).store.shown())

    after = Kept(tmp_path)
    assert after.settings == before
    assert set(after.written) == {"server", "auth", "storage"}


def test_a_value_may_return_to_its_default(tmp_path: Path):
    write(tmp_path, {"server": {"port": 8080}, "limits": {"maxProcesses": 5}})

    Kept(tmp_path).store.save({"server": {"port": 3000}, "limits": {"maxProcesses": None}})

    settings = Kept(tmp_path).settings
    assert (settings.server.port, settings.limits.max_processes) == (3000, None)


def test_secrets_are_encrypted_in_the_file_and_read_back(tmp_path: Path):
    kept = Kept(tmp_path)

    kept.store.save({"notifications": {"email": {"smtp": {"pass": "m4il-pass"}}}})
    kept.store.take_over()

    sealed = at(kept.written, SMTP)
    assert Vault.is_sealed(sealed) and "m4il-pass" not in kept.file.read_text()
    assert Kept(tmp_path).settings.notifications.email.smtp.password == "m4il-pass"
    assert kept.file.stat().st_mode & 0o777 == 0o600


def test_a_secret_typed_into_the_file_is_encrypted_at_the_next_change(tmp_path: Path):
    write(tmp_path, {"notifications": {"email": {"smtp": {"pass": "typed-pass"}}}})

    Kept(tmp_path).store.save({"server": {"port": 8080}})

    kept = Kept(tmp_path)
    assert Vault.is_sealed(at(kept.written, SMTP))
    assert kept.settings.notifications.email.smtp.password == "typed-pass"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({}, "first"),
        ({"pass": MASK}, "first"),
        ({"pass": "second"}, "second"),
        ({"pass": ""}, ""),
        ({"pass": None}, ""),
    ],
    ids=["absent", "masked", "another", "empty", "null"],
)
def test_a_secret_stays_changes_or_goes_as_it_is_sent(tmp_path: Path, sent: dict[str, Any], expected: str):
    Kept(tmp_path).store.save({"notifications": {"email": {"smtp": {"pass": "first"}}}})

    Kept(tmp_path).store.save({"notifications": {"email": {"smtp": sent}}})

    assert Kept(tmp_path).settings.notifications.email.smtp.password == expected


def test_secrets_are_masked_where_they_are_shown_and_never_logged(tmp_path: Path):
    write(tmp_path, {"auth": {"jwtSecret": "a-jwt-secret-of-mine"}})
    kept = Kept(tmp_path)
    kept.store.save({"notifications": {"webhook": {"url": "https://hook.test/t0ken-of-mine"}}})
    kept.store.take_over()

    shown = kept.store.shown()
    assert (shown["auth"]["jwtSecret"], shown["notifications"]["webhook"]["url"]) == (MASK, MASK)
    assert shown["notifications"]["email"]["smtp"]["pass"] == ""
    line = kept.redactor.redact("signed with a-jwt-secret-of-mine for https://hook.test/t0ken-of-mine")
    assert "of-mine" not in line


@pytest.mark.parametrize(
    "sent",
    [{"server": {"port": "x"}}, {"server": 5}, {"server": {"prt": 1}}, {"auth": {"sessionTimeout": 0}}, {"x": {}}],
)
def test_a_wrong_change_writes_nothing(tmp_path: Path, sent: dict[str, Any]):
    write(tmp_path, {"server": {"port": 8080}})
    before = (tmp_path / "config.json").read_bytes()
    kept = Kept(tmp_path)

    with pytest.raises(Invalid):
        kept.store.save(sent)
        kept.store.take_over()

    assert (tmp_path / "config.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["config.json"]
    assert kept.store.shown()["server"]["port"] == 8080


def test_the_former_file_is_kept_beside_the_new_one(tmp_path: Path):
    write(tmp_path, {"server": {"port": 8080}})

    Kept(tmp_path).store.save({"server": {"port": 9090}})

    former = tmp_path / "config.json.before"
    assert json.loads(former.read_text()) == {"server": {"port": 8080}}
    assert former.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob("*.part"))


def test_a_file_that_cannot_be_replaced_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As when the disk is full: whatever happens, there is one whole file."""
    write(tmp_path, {"server": {"port": 8080}})
    kept = Kept(tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept.store.save({"server": {"port": 9090}})
        kept.store.take_over()

    assert kept.written == {"server": {"port": 8080}}
    assert kept.store.shown()["server"]["port"] == 8080


def test_what_the_command_line_or_the_environment_holds_is_told_and_not_written(tmp_path: Path):
    kept = Kept(tmp_path, {"server": {"port": 7777}, "storage": {"basePath": "/srv"}})
    assert kept.store.pinned() == ["server.port", "storage.basePath"]

    assert kept.store.differing({"server": {"port": 8080, "host": "::"}}) == ["server.port"]
    assert kept.store.differing(kept.store.shown()) == []
    kept.store.save(kept.store.shown() | {"logging": {"level": "warn"}})
    kept.store.take_over()

    assert kept.written == {"logging": {"level": "warn"}}


def test_a_secret_that_is_pinned_may_be_sent_back_masked(tmp_path: Path):
    kept = Kept(tmp_path, {"auth": {"jwtSecret": "from-the-environment"}})

    assert kept.store.differing(kept.store.shown()) == []
    assert kept.store.differing({"auth": {"jwtSecret": "another"}}) == ["auth.jwtSecret"]
    kept.store.save(kept.store.shown())
    kept.store.take_over()

    assert not kept.file.exists() or kept.written == {}


def test_what_counts_from_the_next_start_is_told(tmp_path: Path):
    kept = Kept(tmp_path)
    assert kept.store.waiting() == []

    kept.store.save({"server": {"port": 8080}, "notifications": {"email": {"smtp": {"pass": "new"}}}})
    kept.store.take_over()

    assert kept.store.waiting() == ["server.port", "notifications.email.smtp.pass"]
    assert Kept(tmp_path).store.waiting() == []


@pytest.mark.parametrize("value", ["CHANGE_ME", ""])
def test_a_secret_that_asks_to_be_generated_stays_as_it_is_written(tmp_path: Path, value: str):
    write(tmp_path, {"auth": {"jwtSecret": value}})

    Kept(tmp_path).store.save({"server": {"port": 8080}})

    assert Kept(tmp_path).written["auth"]["jwtSecret"] == value


def test_what_only_holds_while_the_command_line_pins_it_is_not_written(tmp_path: Path):
    """The next start may pin nothing: the file must do by itself."""
    pinned = {"server": {"port": 4000}}
    store = ConfigFile(tmp_path, compose(pinned), pinned, Vault(tmp_path / "secrets"), Redactor())

    with pytest.raises(Invalid):
        store.save({"server": [1]})

    assert not (tmp_path / "config.json").exists()
