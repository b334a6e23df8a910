"""Where a setting comes from, in which order, and what is said of a wrong one."""

import json
from pathlib import Path
from typing import Any

import pytest

from regie.settings import (
    Settings,
    WrongSettings,
    at,
    compose,
    from_environment,
    from_file,
    is_secret,
    leaves,
    merge,
    paths,
    variable,
)
from tests.contract.specification import CONFIGURATION


def wrong(*layers: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    with pytest.raises(WrongSettings) as refused:
        compose(*layers)
    return {fault.path: (fault.message, fault.expected) for fault in refused.value.faults}


def test_each_layer_wins_over_the_one_before_key_by_key():
    file = {"server": {"port": 1111, "host": "127.0.0.1"}, "logging": {"level": "warn"}}
    environment = from_environment({"REGIE_SERVER__PORT": "2222", "REGIE_STORAGE__BASE_PATH": "/srv/cam"})
    command_line = {"server": {"port": 3333}}

    settings = compose(file, environment, command_line)

    assert (settings.server.port, settings.server.host) == (3333, "127.0.0.1")
    assert (settings.storage.base_path, settings.logging.level) == ("/srv/cam", "warn")
    assert settings.auth.session_timeout == 3600
    assert compose(file, environment).server.port == 2222
    assert compose(file).server.port == 1111
    assert compose().server.port == 3000


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("server", "port"), "REGIE_SERVER__PORT"),
        (("storage", "defaultRetention", "maxSizeGB"), "REGIE_STORAGE__DEFAULT_RETENTION__MAX_SIZE_GB"),
        (("notifications", "email", "smtp", "pass"), "REGIE_NOTIFICATIONS__EMAIL__SMTP__PASS"),
        (("timezone",), "REGIE_TIMEZONE"),
    ],
)
def test_a_variable_is_named_after_its_setting(path: tuple[str, ...], name: str):
    assert variable(path) == name
    assert str(at(from_environment({name: "7"}), path)) == "7"


def test_every_setting_has_a_variable_of_its_own():
    names = [variable(path) for path, _ in leaves()]

    assert len(names) == len(set(names)) > 30


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("true", True),
        ("null", None),
        ('["/a"]', ["/a"]),
        ("plain", "plain"),
        ('{"a": 1}', '{"a": 1}'),
        ("", ""),
    ],
)
def test_numbers_booleans_and_lists_of_the_environment_are_written_as_json(text: str, value: Any):
    assert from_environment({"REGIE_LIMITS__MAX_PROCESSES": text}) == {"limits": {"maxProcesses": value}}


@pytest.mark.parametrize("text", ["0123", "5", "true", "null", "1e5"])
def test_a_secret_of_the_environment_is_text_whatever_it_looks_like(text: str):
    settings = compose(from_environment({"REGIE_AUTH__JWT_SECRET": text}))

    assert settings.auth.jwt_secret == text


@pytest.mark.parametrize(
    ("tree", "path", "found", "expected"),
    [
        (
            {"server": {"prot": 80}},
            "server.prot",
            "(found: 80): did you mean «server.port»?",
            "one of forwardedAllow, host",
        ),
        ({"servr": {"port": 80}}, "servr", "is not a known key: did you mean «server»?", "one of auth"),
        ({"storage": {"basepath": "/x"}}, "storage.basepath", "did you mean «storage.basePath»?", "one of basePath"),
        ({"server": {"allowed": []}}, "server.allowed", "did you mean «commands.allowed»?", "one of forwardedAllow"),
        ({"zzz": 1}, "zzz", "is not a known key", "one of auth"),
        ({"server": {"port": "http"}}, "server.port", '(found: "http")', "a whole number"),
        ({"server": {"port": 70000}}, "server.port", "(found: 70000)", "at most 65535"),
        ({"server": 5}, "server", "(found: 5)", "an object"),
        (
            {"logging": {"level": "loud"}},
            "logging.level",
            "«loud» is not known here",
            "'debug', 'info', 'warn' or 'error'",
        ),
        (
            {"logging": {"level": "warning"}},
            "logging.level",
            "did you mean «warn»?",
            "'debug', 'info', 'warn' or 'error'",
        ),
        ({"timezone": "Europe/Pariss"}, "timezone", '(found: "Europe/Pariss")', "Europe/Paris"),
        (
            {"storage": {"defaultRetention": {"maxDays": 0}}},
            "storage.defaultRetention.maxDays",
            "(found: 0)",
            "more than 0",
        ),
        ({"storage": {"roots": "/data"}}, "storage.roots", '(found: "/data")', "a list"),
    ],
)
def test_a_wrong_setting_is_told_with_its_path_what_was_found_and_what_was_expected(
    tree: dict[str, Any], path: str, found: str, expected: str
):
    faults = wrong(tree)

    assert list(faults) == [path]
    message, told = faults[path]
    assert found in message
    assert expected in (told or "")


def test_all_wrong_settings_are_told_at_once():
    assert set(wrong({"server": {"port": -1, "x": 1}, "logging": {"level": 3}})) == {
        "server.port", "server.x", "logging.level"
    }  # fmt: skip


def test_a_secret_that_is_wrong_is_not_repeated():
    faults = wrong({"auth": {"jwtSecret": {"oops": "s3cret"}}, "database": {"url": 12345}})

    assert set(faults) == {"auth.jwtSecret", "database.url"}
    assert "s3cret" not in str(faults) and "12345" not in str(faults)


def test_the_configuration_of_the_specification_is_right():
    settings = compose(CONFIGURATION)

    shown = settings.model_dump(mode="json", by_alias=True)
    assert {path: at(shown, path) for path in paths(CONFIGURATION)} == {
        path: at(CONFIGURATION, path) for path in paths(CONFIGURATION)
    }


def test_every_setting_says_what_it_is_for():
    told_by_the_specification = {".".join(path) for path in paths(CONFIGURATION)}
    silent = {".".join(path) for path, field in leaves() if not field.description}

    assert silent <= told_by_the_specification


def test_secrets_are_known_as_such():
    secrets = {".".join(path) for path, field in leaves() if is_secret(field)}

    assert secrets >= {"auth.jwtSecret", "notifications.email.smtp.pass", "notifications.webhook.url", "database.url"}


def test_a_file_that_is_not_there_sets_nothing(tmp_path: Path):
    assert from_file(tmp_path / "config.json") == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [("{", "is not valid JSON"), ('{\n "a": 1,\n}', "line 3"), ("[]", "one JSON object"), ("\xff", "not UTF-8")],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place(tmp_path: Path, text: str, told: str):
    file = tmp_path / "config.json"
    file.write_bytes(text.encode("latin-1"))

    with pytest.raises(WrongSettings, match=told):
        from_file(file)


def test_layers_are_merged_without_touching_them():
    one, other = {"a": {"b": 1}}, {"a": {"c": 2}}

    assert merge(one, other) == {"a": {"b": 1, "c": 2}}
    assert (one, other) == ({"a": {"b": 1}}, {"a": {"c": 2}})


def test_settings_are_frozen():
    with pytest.raises(ValueError, match="frozen"):
        Settings().timezone = "UTC"


def test_what_is_shown_of_settings_makes_the_same_settings():
    settings = compose(CONFIGURATION, {"limits": {"maxProcesses": 9}})

    assert compose(json.loads(json.dumps(settings.model_dump(mode="json", by_alias=True)))) == settings
