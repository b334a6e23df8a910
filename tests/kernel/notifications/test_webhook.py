"""What a webhook's receiver gets, and what is made of its answer. Real HTTP servers."""

import hashlib
import hmac
import json
from pathlib import Path

import pytest

from regie.kernel.clock import SystemClock
from regie.kernel.notifications.channels import webhook
from regie.kernel.notifications.channels.fields import WebhookFields
from regie.kernel.notifications.channels.message import Message, Outcome
from regie.kernel.notifications.channels.webhook import Webhook
from tests.fakes.clock import VirtualClock
from tests.kernel.notifications.making import AT, a_message, an_event
from tests.rigs.receivers import authority, hook
from tests.rigs.servers import free_port


async def post(to: str, message: Message | None = None, **more: str) -> Outcome:
    return await Webhook(WebhookFields(url=to, **more), VirtualClock(AT)).send(message or a_message())


async def test_the_receiver_can_tell_that_a_message_is_ours_and_how_old_it_is():
    with hook() as receiver:
        assert await post(f"{receiver.url}/in?token=t", secret="s3cret") == Outcome(True, "200", "It answered 200 OK.")

    (got,) = receiver.got
    assert (got.method, got.path, got.headers["content-type"]) == ("POST", "/in?token=t", "application/json")
    assert got.headers["x-regie-delivery"] == json.loads(got.body)["id"] == "m-1"
    assert got.headers["x-regie-timestamp"] == str(int(AT.timestamp()))
    wanted = hmac.new(b"s3cret", got.headers["x-regie-timestamp"].encode() + b"." + got.body, hashlib.sha256)
    assert got.headers["x-regie-signature"] == f"sha256={wanted.hexdigest()}"


async def test_the_body_says_everything_about_the_event():
    with hook() as receiver:
        await post(receiver.url, a_message(an_event(data={"code": "timeout"}), public_url="https://cameras.example"))

    body = json.loads(receiver.got[0].body)
    assert (body["type"], body["title"]) == ("events", "Camera offline: Gate")
    (event,) = body["events"]
    assert (event["kind"], event["level"], event["cameraId"]) == ("cameraOffline", "alert", "gate")
    assert (event["at"], event["data"]) == ("2026-03-02T07:14:09.120Z", {"code": "timeout"})
    assert event["url"] == "https://cameras.example/timeline?camera=gate&at=2026-03-02T07%3A14%3A09.120Z"
    assert "read" not in event
    assert "x-regie-signature" not in receiver.got[0].headers, "nothing is signed without a secret"


@pytest.mark.parametrize(
    ("code", "final", "sentence"),
    [
        (500, False, "It answered 500 Internal Server Error."),
        (404, False, "It answered 404 Not Found."),
        (410, True, "It answered 410 Gone."),
        (429, False, "It answered 429 Too Many Requests."),
    ],
)
async def test_each_refusal_is_told_and_only_gone_is_final(code: int, final: bool, sentence: str):
    with hook(code) as receiver:
        assert await post(receiver.url) == Outcome(False, str(code), sentence, is_final=final)


@pytest.mark.parametrize(
    ("said", "seconds"), [("120", 120.0), ("Mon, 02 Mar 2026 07:15:09 GMT", 59.88), ("soon", None)]
)
async def test_a_receiver_may_say_when_to_come_back(said: str, seconds: float | None):
    with hook(503) as receiver:
        receiver.answer_headers["retry-after"] = said
        assert (await post(receiver.url)).retry_after == (None if seconds is None else pytest.approx(seconds))


async def test_a_redirect_is_not_followed():
    with hook() as elsewhere, hook(302) as receiver:
        receiver.answer_headers["location"] = elsewhere.url
        outcome = await post(receiver.url)
    assert (outcome.ok, outcome.code, elsewhere.got) == (False, "302", [])
    assert "redirects are not followed" in outcome.sentence


async def test_a_receiver_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(webhook, "SECONDS", 0.2)
    with hook() as receiver:
        receiver.go_on.clear()
        assert await post(receiver.url) == Outcome(False, "timeout", "There was no answer within 0.2 s.")


async def test_nobody_there_is_told_in_words():
    outcome = await post(f"http://127.0.0.1:{free_port()}/in")
    assert (outcome.ok, outcome.code, outcome.is_final) == (False, "unreachable", False)
    assert outcome.sentence.startswith("It could not be reached: ")


async def test_a_certificate_is_checked_against_the_authorities_and_those_one_adds(tmp_path: Path):
    own = authority(tmp_path)
    with hook(tls=own.server) as receiver:
        outcome = await post(receiver.url)
        assert (outcome.ok, outcome.code) == (False, "unreachable")
        assert "certificate is not trusted" in outcome.sentence
        assert (await post(receiver.url, ca_file=own.ca_file)).ok
        assert (await post(receiver.url, ca_file="/nowhere.pem")).sentence == (
            "It cannot be asked: /nowhere.pem is not there."
        )


async def test_a_trial_says_that_it_is_one():
    with hook() as receiver:
        await Webhook(WebhookFields(url=receiver.url), SystemClock()).send(Message("t-1", ()))
    body = json.loads(receiver.got[0].body)
    assert (body["type"], body["events"], body["text"]) == ("test", [], "This is a test of the channel: it works.")
