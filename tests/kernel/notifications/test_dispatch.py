"""From an event to a message that has arrived: once, in the end, whatever breaks meanwhile. Real receivers."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.settings import NotificationSettings
from tests.kernel.notifications.office import OFFLINE, ONLINE, House, house, visited
from tests.kernel.served import Served
from tests.rigs.receivers import Hook, hook, post_office

RESTARTED = Happening("jobRestarted", "Garage was started again.", job_id="j-1")
MOTION = Happening("motion", "Something moves.", camera_id="c-1")


def titles(receiver: Hook) -> list[str]:
    return [json.loads(post.body)["title"] for post in receiver.got]


def kinds(receiver: Hook) -> list[list[str]]:
    return [[event["kind"] for event in json.loads(post.body)["events"]] for post in receiver.got]


@pytest.fixture
async def at(stored: Served, tmp_path: Path) -> House:
    return await visited(await house(stored, tmp_path))


async def test_an_alert_and_its_end_arrive_once_each_at_every_channel(at: House):
    with hook() as one, hook() as other, post_office() as office:
        await at.channel(one.url)
        await at.channel(other.url, name="Other")
        mailed = {"host": "127.0.0.1", "port": office.port, "to": ["ana@example.com"]}
        await at.ask("POST", "/channels", {"name": "Mail", "kind": "email", "settings": mailed}, 201)
        await at.tell(OFFLINE, OFFLINE)
        await at.step()
        await at.step()
        await at.resolve("cameraOffline:c-1", ONLINE)
        await at.step()

    for receiver in (one, other):
        assert titles(receiver) == ["Camera offline", "Camera back"]
    assert [mail["subject"] for mail in office.got] == ["Camera offline", "Camera back"]
    log = await at.log()
    assert [row["state"] for row in log] == ["sent"] * 6
    assert {row["ruleName"] for row in log} == {"Every alert"}


async def test_what_fails_is_tried_again_under_the_same_id_and_each_attempt_is_told(at: House):
    with hook(500, 500, 200) as receiver:
        await at.channel(receiver.url)
        await at.tell(OFFLINE)
        for pause in (0, 5, 5, 19, 1, 3600):
            await at.pass_(pause)

    assert len(receiver.got) == 3
    assert len({post.headers["x-regie-delivery"] for post in receiver.got}) == 1
    (row,) = await at.log()
    assert (row["state"], row["attempts"]) == ("sent", 3)
    assert [(told["ok"], told["code"]) for told in row["outcomes"]] == [(False, "500"), (False, "500"), (True, "200")]
    assert row["outcomes"][0]["sentence"] == "It answered 500 Internal Server Error."


async def test_a_server_that_dies_before_sending_is_followed_by_one_that_sends_once(
    at: House, stored: Served, tmp_path: Path
):
    with hook(500, 200) as receiver:
        await at.channel(receiver.url)
        await at.tell(OFFLINE)
        await at.step()
        await at.tell(MOTION, Happening("diskLow", "It is full.", level="alert", key="diskLow"))
        # dead: one message failed, and of two events nobody has asked the rules yet

        next_life = await house(stored, tmp_path, instance="one")
        await next_life.step()
        await next_life.pass_(10)
        await next_life.pass_(60)

    assert kinds(receiver) == [["cameraOffline"], ["diskLow"], ["cameraOffline"]]


async def test_a_server_that_dies_while_sending_is_followed_by_another_attempt(at: House):
    with hook() as receiver:
        await at.channel(receiver.url)
        await at.tell(OFFLINE)
        receiver.go_on.clear()
        await at.office._dispatcher.step()
        while not receiver.got:
            await at.served.clock.settle()
        async with at.served.database.read() as session:
            assert await at.office._outbox.due(session) == {}, "an attempt is noted before it is made"
        await at.office.close()
        receiver.go_on.set()
        await at.pass_(9)
        assert len(receiver.got) == 1
        await at.pass_(1)

    assert len({post.headers["x-regie-delivery"] for post in receiver.got}) == 1 and len(receiver.got) == 2


async def test_what_nobody_takes_for_a_day_is_given_up_and_told_elsewhere(at: House):
    with hook(500) as broken, hook() as good:
        channel = await at.channel(broken.url, name="Broken")
        await at.channel(good.url, name="Good")
        await at.tell(OFFLINE)
        for _ in range(40):
            await at.pass_(3600)
        assert len(broken.got) < 40, "less and less often"
        row = (await at.log(f"?channelId={channel}"))[-1]
        assert (row["state"], len(row["outcomes"])) == ("failed", 20)
        assert titles(good) == ["Camera offline", "Notifications do not arrive"]
        (alert,) = (await at.client.get("/api/events?kind=channelFailed")).json()
        assert (alert["open"], "Broken" in alert["text"], "500" in alert["text"]) == (True, True, True)

        tried = len(broken.got)
        broken.codes[:] = [200]
        await at.tell(Happening("diskLow", "It is full.", level="alert", key="diskLow"))
        await at.step()
        await at.step()
        assert len(broken.got) == tried + 1
        assert titles(good)[-1] == "Notifications arrive again"


async def test_a_receiver_that_is_gone_is_not_asked_again(at: House):
    with hook(410) as receiver:
        await at.channel(receiver.url)
        await at.tell(OFFLINE)
        for pause in (0, 60, 3600):
            await at.pass_(pause)
    assert len(receiver.got) == 1
    assert (await at.log("?state=failed"))[0]["outcomes"][0]["code"] == "410"


async def test_a_channel_that_does_not_answer_holds_up_no_other(at: House):
    with hook() as slow, hook() as quick:
        await at.channel(slow.url, name="Slow")
        await at.channel(quick.url, name="Quick")
        slow.go_on.clear()
        await at.tell(OFFLINE)
        await at.office._dispatcher.step()
        while not quick.got or not slow.got:
            await at.served.clock.settle()
        slow.go_on.set()
        await at.office._dispatcher.idle()
    assert len(slow.got) == len(quick.got) == 1


async def test_a_channel_that_is_hundreds_of_messages_behind_takes_no_turn_from_another(at: House):
    behind = [
        Happening("cameraOffline", "Gone.", "alert", camera_id=f"c-{number}", key=f"cameraOffline:{number}")
        for number in range(220)
    ]
    with hook() as slow, hook() as quick:
        await at.channel(slow.url, name="Slow")
        slow.go_on.clear()
        await at.tell(*behind)
        await at.office._dispatcher.step()
        await at.channel(quick.url, name="Quick")
        await at.tell(OFFLINE)
        await at.office._dispatcher.step()
        for _ in range(500):
            if quick.got:
                break
            await at.served.clock.settle()
        told = len(quick.got)
        slow.go_on.set()
        await at.office._dispatcher.close()
    assert told == 1


async def test_within_a_cooldown_everything_is_gathered_and_nothing_is_lost(at: House):
    with hook() as receiver:
        channel = await at.channel(receiver.url)
        rule = {"name": "Motion", "channels": [channel], "kinds": ["motion"], "cooldownSeconds": 300}
        await at.ask("POST", "/rules", rule, 201)
        for _ in range(4):
            await at.tell(MOTION)
            await at.pass_(30)
        await at.tell(Happening("motion", "Elsewhere.", camera_id="c-2"), RESTARTED)
        await at.step()
        assert kinds(receiver) == [["motion"], ["motion"]], "another camera has a cooldown of its own"
        (held,) = await at.log("?state=held")
        assert len(held["events"]) == 3
        await at.pass_(181)
        await at.pass_(600)
    assert kinds(receiver) == [["motion"], ["motion"], ["motion"] * 3]


async def test_a_digest_is_one_message_and_tells_what_is_over_by_then(at: House):
    with hook() as receiver:
        channel = await at.channel(receiver.url)
        await at.ask("POST", "/rules", {"name": "Digest", "channels": [channel], "digestMinutes": 30}, 201)
        await at.tell(OFFLINE, RESTARTED)
        await at.step()
        await at.pass_(60)
        await at.resolve("cameraOffline:c-1", ONLINE)
        await at.pass_(1700)
        assert receiver.got == []
        await at.pass_(60)

    (body,) = [json.loads(post.body) for post in receiver.got]
    assert body["title"] == "Régie: 3 events, 1 alert"
    assert [event["endedAt"] is None for event in body["events"]] == [False, True, True]
    assert "Over: 2026-03-02T08:01:00.000Z" in body["text"]


async def test_restarts_are_told_by_the_hour_and_a_very_long_digest_is_divided(at: House):
    with hook() as receiver:
        await at.channel(receiver.url)
        async with at.served.database.write() as session:
            for _ in range(130):
                await at.office.notices.tell(session, RESTARTED)
        await at.step()
        await at.pass_(3599)
        assert receiver.got == []
        await at.pass_(2)
    assert sorted(len(each) for each in kinds(receiver)) == [30, 100]


async def test_what_waits_for_a_channel_that_is_gone_is_dropped_and_told_so(at: House):
    with hook(500) as receiver:
        channel = await at.channel(receiver.url)
        await at.tell(OFFLINE)
        await at.step()
        held = await at.ask("GET", f"/channels/{channel}")
        await at.ask("PUT", f"/channels/{channel}", held | {"enabled": False})
        await at.tell(MOTION)
        await at.pass_(60)
        await at.ask("DELETE", f"/channels/{channel}", status=204)
        await at.pass_(3600)
    assert len(receiver.got) == 1
    (row,) = await at.log()
    assert (row["state"], row["outcomes"][-1]["sentence"]) == ("dropped", "The channel is gone, or switched off.")


async def test_what_happened_long_before_anybody_was_there_to_tell_is_told_no_more(at: House):
    with hook() as receiver:
        await at.channel(receiver.url)
        await at.tell(OFFLINE)
        await at.pass_(timedelta(hours=25).total_seconds())
    assert (receiver.got, await at.log()) == ([], [])


async def test_only_the_one_that_leads_sends(at: House, stored: Served, tmp_path: Path):
    with hook() as receiver:
        await at.channel(receiver.url)
        other = await house(stored, tmp_path, instance="one")  # took the lease over
        await at.tell(OFFLINE)
        await at.step()
        assert receiver.got == []
        await other.step()
    assert len(receiver.got) == 1


@pytest.mark.parametrize("picture", [b"\xff\xd8 picture", None, RuntimeError("the disk is away")])
async def test_the_picture_of_an_event_comes_along_when_there_is_one(at: House, picture: Any):
    async def picture_of(file_id: str) -> bytes | None:
        assert file_id == "f-1"
        if isinstance(picture, Exception):
            raise picture
        return bytes(picture) if picture else None

    at.office.notices.picture_of = picture_of
    with post_office() as office:
        mailed = {"host": "127.0.0.1", "port": office.port, "to": ["ana@example.com"], "language": "fr"}
        channel = await at.ask("POST", "/channels", {"name": "Mail", "kind": "email", "settings": mailed}, 201)
        await at.ask("POST", "/rules", {"name": "All", "channels": [channel["id"]]}, 201)
        await at.tell(Happening("motion", "Something moves.", camera_id="c-1", file_id="f-1"))
        await at.step()
    (mail,) = office.got
    assert mail["subject"] == "Mouvement"
    assert [part.get_content() for part in mail.iter_attachments()] == ([picture] if isinstance(picture, bytes) else [])


async def test_the_channels_of_the_settings_are_served_and_follow_a_change(stored: Served, tmp_path: Path):
    with hook() as receiver, hook() as other:
        settings = NotificationSettings.model_validate({"webhook": {"enabled": True, "url": receiver.url}})
        at = await visited(await house(stored, tmp_path, settings))
        (shown,) = await at.ask("GET", "/channels")
        assert (shown["id"], shown["builtIn"], shown["settings"]["url"]) == ("webhook", True, "********")
        assert (await at.ask("DELETE", "/channels/webhook", status=409))["code"] == "channel-of-settings"
        await at.tell(OFFLINE)
        await at.step()
        at.office.apply(NotificationSettings.model_validate({"webhook": {"enabled": True, "url": other.url}}))
        await at.resolve("cameraOffline:c-1", ONLINE)
        await at.step()
    assert (titles(receiver), titles(other)) == (["Camera offline"], ["Camera back"])


async def test_the_log_is_kept_for_its_days_and_has_pages(at: House):
    with hook() as receiver:
        await at.channel(receiver.url)
        for number in range(5):
            await at.tell(Happening("diskLow", "Full.", level="alert", key=f"diskLow:{number}"))
            await at.pass_(1)
        first = await at.client.get("/api/notifications/deliveries?limit=3")
        rest = await at.client.get(first.links["next"]["url"])
        assert len({row["id"] for row in first.json() + rest.json()}) == 5
        await at.office._forget()
        assert len(await at.log()) == 5
        await at.served.clock.advance(timedelta(days=31))
        await at.office._forget()
        assert await at.log() == []
