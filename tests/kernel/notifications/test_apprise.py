"""Other services through Apprise, in its real child, to real HTTP servers."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from regie.kernel.clock import SystemClock
from regie.kernel.notifications.channels import apprise
from regie.kernel.notifications.channels.apprise import Apprise
from regie.kernel.notifications.channels.fields import AppriseFields
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from tests.kernel.notifications.making import a_message
from tests.rigs.receivers import Hook, hook


@pytest.fixture
async def children(tmp_path: Path) -> AsyncIterator[Spawner]:
    made = spawner(tmp_path / "children", SystemClock(), ProcessSettings())
    yield made
    await asyncio.sleep(0)


def service(receiver: Hook) -> str:
    return receiver.url.replace("http://", "json://")


async def test_every_service_of_a_channel_gets_the_message_and_its_picture(children: Spawner):
    with hook() as one, hook() as other:
        channel = Apprise(AppriseFields(urls=[service(one), service(other)]), children, SystemClock())
        outcome = await channel.send(a_message(picture=b"\xff\xd8\xff a picture"))

    assert (outcome.ok, outcome.sentence) == (True, "JSON, JSON took it.")
    for receiver in (one, other):
        body = json.loads(receiver.got[0].body)
        assert (body["title"], body["type"]) == ("Camera offline: Gate", "warning")
        assert "The camera does not answer." in body["message"]
        assert body["attachments"][0]["filename"] == "picture.jpg"


async def test_one_service_that_refuses_is_named_and_a_wrong_address_too(children: Spawner):
    with hook() as good, hook(500) as bad:
        urls = [service(good), service(bad), "nonsense://hunter22-token"]
        outcome = await Apprise(AppriseFields(urls=urls), children, SystemClock()).send(a_message())

    assert not outcome.ok and not outcome.is_final
    assert "JSON: " in outcome.sentence and "500" in outcome.sentence, outcome.sentence
    assert "address 3 (nonsense) is not one that Apprise understands" in outcome.sentence
    assert "hunter22" not in outcome.sentence


async def test_a_service_that_does_not_answer_is_not_waited_for(children: Spawner, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apprise, "SECONDS", 3.0)
    with hook() as silent:
        silent.go_on.clear()
        outcome = await Apprise(AppriseFields(urls=[service(silent)]), children, SystemClock()).send(a_message())
    assert (outcome.ok, outcome.code) == (False, "timeout")
