"""What the page on notifications gives to copy works as it stands."""

import json
import re
import time
from pathlib import Path
from typing import Any

from regie.kernel.notifications.channels.schemas import ChannelFields
from regie.kernel.notifications.channels.service import parsed
from regie.kernel.notifications.channels.webhook import signed
from regie.kernel.notifications.channels.words import TITLES
from regie.kernel.notifications.rules.schemas import RuleFields
from regie.kernel.notifications.settings import NotificationSettings

PAGE = (Path(__file__).parents[3] / "docs" / "notifications.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_receiver_s_code_tells_our_messages_from_others():
    (code,) = blocks("python")
    room: dict[str, Any] = {}
    exec(code, room)
    body, now = b'{"id": "m-1"}', int(time.time())
    headers = signed("s3cret", now, body)

    assert room["is_ours"]("s3cret", headers, body)
    assert not room["is_ours"]("s3cret", headers, body + b" ")
    assert not room["is_ours"]("other", headers, body)
    assert not room["is_ours"]("s3cret", signed("s3cret", now - 301, body), body)


def test_every_example_is_accepted():
    _event, settings, channel, rule, mqtt = [json.loads(block) for block in blocks("json")]
    for held in (settings, mqtt):
        NotificationSettings.model_validate(held["notifications"])
    fields = ChannelFields.model_validate(channel)
    parsed(fields.kind, fields.settings)
    RuleFields.model_validate(rule)


def test_every_kind_of_event_is_in_the_table():
    (table,) = re.findall(r"\| kind \| level \| when \|\n((?:\|.*\n)+)", PAGE)
    told = [kind for row in table.splitlines() for kind in re.findall(r"`(\w+)`", row.split("|")[1])]

    assert sorted(told) == sorted(TITLES)
