"""Channels and rules through the door: secrets stay inside, what is wrong is named, a trial tells the truth."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from regie.kernel.notifications.models import Channel
from regie.kernel.notifications.settings import NotificationSettings
from regie.kernel.wire import MASK
from tests.kernel.notifications.office import House, house, visited
from tests.kernel.served import Served
from tests.rigs.receivers import hook, post_office

SECRET = "hunter22-token-of-somebody"


@pytest.fixture
async def at(served: Served, tmp_path: Path) -> House:
    return await visited(await house(served, tmp_path))


async def test_no_secret_of_a_channel_is_shown_stored_in_the_clear_or_kept_in_the_audit(at: House):
    made = [
        {"kind": "webhook", "settings": {"url": f"https://hooks.example.com/{SECRET}", "secret": SECRET}},
        {"kind": "email", "settings": {"host": "mail.example.com", "to": ["a@b.c"], "user": "u", "pass": SECRET}},
        {"kind": "apprise", "settings": {"urls": [f"tgram://{SECRET}/1", f"ntfy://{SECRET}"]}},
    ]
    said = ""
    for number, body in enumerate(made):
        answer = await at.ask("POST", "/channels", {"name": f"C{number}"} | body, 201)
        answer = await at.ask("PUT", f"/channels/{answer['id']}", answer | {"name": f"D{number}"})
        said += str(answer)
    said += str(await at.ask("GET", "/channels")) + (await at.client.get("/api/audit")).text
    async with at.served.database.read() as session:
        said += str([row.settings for row in await session.scalars(select(Channel))])

    assert SECRET not in said
    shown = {row["kind"]: row for row in await at.ask("GET", "/channels")}
    assert shown["apprise"]["settings"]["urls"] == [MASK, MASK]
    assert [shown[kind]["summary"] for kind in ("webhook", "email", "apprise")] == [
        "https://hooks.example.com", "a@b.c (mail.example.com:587)", "tgram, ntfy",
    ]  # fmt: skip
    assert at.redactor.redact(f"a log line with ntfy://{SECRET}") == f"a log line with {MASK}"


async def test_a_secret_that_is_masked_or_absent_stays_and_null_removes_it(at: House):
    with hook() as one, hook() as other:
        body = {"name": "C", "kind": "webhook", "settings": {"url": one.url, "secret": SECRET}}
        made = await at.ask("POST", "/channels", body, 201)
        place = f"/channels/{made['id']}"
        await at.ask("PUT", place, made)
        await at.ask("POST", f"{place}/test")
        await at.ask("PUT", place, made | {"settings": {"url": other.url}})
        await at.ask("POST", f"{place}/test")
        await at.ask("PUT", place, made | {"settings": {"secret": None}})
        await at.ask("POST", f"{place}/test")

        assert "x-regie-signature" in one.got[0].headers and "x-regie-signature" in other.got[0].headers
        assert "x-regie-signature" not in other.got[1].headers
        apprise = {"name": "A", "kind": "apprise", "settings": {"urls": [f"json://{one.url[7:]}"]}}
        made = await at.ask("POST", "/channels", apprise, 201)
        urls = [MASK, f"json://{other.url[7:]}"]
        await at.ask("PUT", f"/channels/{made['id']}", made | {"settings": {"urls": urls}})
        assert (await at.ask("POST", f"/channels/{made['id']}/test"))["sentence"] == "JSON, JSON took it."


async def test_a_trial_tells_what_really_happened_and_is_in_the_log(at: House):
    with hook(200, 500) as receiver, post_office() as office:
        channel = await at.channel(receiver.url, enabled=False)
        good, bad = [await at.ask("POST", f"/channels/{channel}/test") for _ in range(2)]
        mailed = {"host": "127.0.0.1", "port": office.port, "to": ["ana@example.com"]}
        made = await at.ask("POST", "/channels", {"name": "Mail", "kind": "email", "settings": mailed}, 201)
        office.refuse["ana@example.com"] = "550 nobody here"
        refused = await at.ask("POST", f"/channels/{made['id']}/test")

    assert (good["ok"], good["sentence"]) == (True, "It answered 200 OK.")
    assert (bad["ok"], bad["code"]) == (False, "500")
    assert (refused["ok"], refused["sentence"]) == (
        False, "Every recipient was refused: ana@example.com: 550 nobody here.",
    )  # fmt: skip
    log = await at.log()
    assert [(row["ruleId"], row["state"]) for row in log] == [("test", "failed"), ("test", "failed"), ("test", "sent")]
    assert len(receiver.got) == 2, "a trial is not tried again"


@pytest.mark.parametrize(
    ("kind", "settings", "path"),
    [
        ("webhook", {}, "settings.url"),
        ("webhook", {"url": "ftp://example.com"}, "settings.url"),
        ("webhook", {"url": "https://a.b", "colour": 1}, "settings.colour"),
        ("email", {"to": ["a@b.c"]}, "settings.host"),
        ("email", {"host": "m", "to": []}, "settings.to"),
        ("email", {"host": "m", "to": ["nobody"]}, "settings.to"),
        ("email", {"host": "m", "to": ["a@b.c\r\nBcc: x@y.z"]}, "settings.to"),
        ("email", {"host": "m", "to": ["a@b.c"], "security": "maybe"}, "settings.security"),
        ("apprise", {"urls": ["nonsense"]}, "settings.urls"),
        ("pigeon", {}, "kind"),
    ],
)
async def test_a_wrong_field_of_a_channel_is_named(at: House, kind: str, settings: dict[str, Any], path: str):
    told = await at.ask("POST", "/channels", {"name": "C", "kind": kind, "settings": settings}, 422)
    assert [fault["path"] for fault in told["faults"]] == [path]


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"channels": []}, "channels"),
        ({"channels": ["nobody"]}, "channels.0"),
        ({"levels": ["loud"]}, "levels.0"),
        ({"hours": {"start": "25:00", "end": "06:00"}}, "hours.start"),
        ({"hours": {"start": "22:00", "end": "06:00", "timezone": "Mars/Base"}}, "hours.timezone"),
        ({"hours": {"start": "22:00", "end": "06:00", "days": ["someday"]}}, "hours.days.0"),
        ({"cooldownSeconds": -1}, "cooldownSeconds"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_a_wrong_field_of_a_rule_is_named(at: House, fields: dict[str, Any], path: str):
    told = await at.ask("POST", "/rules", {"name": "R", "channels": ["webhook"]} | fields, 422)
    assert [fault["path"] for fault in told["faults"]] == [path]


async def test_a_rule_can_be_sent_back_as_it_came_and_keeps_its_channel(at: House):
    channel = await at.channel("https://hooks.example.com/in")
    hours = {"start": "22:00", "end": "24:00", "days": ["fri"]}
    made = await at.ask("POST", "/rules", {"name": "Night", "channels": [channel, "email"], "hours": hours}, 201)
    assert await at.ask("GET", f"/rules/{made['id']}") == made
    assert (await at.ask("PUT", f"/rules/{made['id']}", made))["hours"] == made["hours"]
    refused = await at.ask("DELETE", f"/channels/{channel}", status=409)
    assert (refused["code"], refused["rules"]) == ("channel-in-use", ["Night"])
    assert (await at.ask("PUT", f"/channels/{channel}", {"name": "x", "kind": "email", "settings": {}}, 422))["faults"]
    await at.ask("DELETE", f"/rules/{made['id']}", status=204)
    await at.ask("DELETE", f"/channels/{channel}", status=204)
    assert (await at.ask("GET", f"/channels/{channel}", status=404))["code"] == "channel-not-found"
    assert (await at.ask("GET", f"/rules/{made['id']}", status=404))["code"] == "rule-not-found"


async def test_a_new_key_seals_every_channel_anew(at: House):
    channel = await at.channel("https://hooks.example.com/in")
    at.vault.new_key()
    async with at.served.database.write() as session:
        assert await at.office._channels.rotate_secrets(session) == 1
    assert at.vault.forget_old_keys() == 1
    assert (await at.ask("GET", f"/channels/{channel}"))["summary"] == "https://hooks.example.com"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"webhook": {"enabled": True}}, "notifications.webhook is switched on and lacks its url."),
        ({"email": {"enabled": True, "to": "a@b.c"}}, "notifications.email is switched on and lacks smtp.host or to."),
        (
            {"webhook": {"enabled": True, "url": "ftp://x"}},
            "notifications.webhook is switched on and its url is not an address.",
        ),
        ({"webhook": {"enabled": True, "url": "https://x"}}, None),
    ],
)
async def test_a_channel_of_the_settings_that_cannot_be_used_is_a_warning(
    served: Served, tmp_path: Path, settings: dict[str, Any], sentence: str | None
):
    made = await house(served, tmp_path, NotificationSettings.model_validate(settings))
    assert made.office.warnings == ([sentence] if sentence else [])
