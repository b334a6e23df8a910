"""What is understood of a topic and a payload, and what an earlier life left: tables."""

import pytest

from regie.camcron.mqtt.topics import Names, command_of, left_behind

NAMES = Names("home/regie", "homeassistant", "regie_1a2b3c4d")


@pytest.mark.parametrize(
    ("topic", "payload", "wanted"),
    [
        ("home/regie/jobs/gate-day/set", "ON", ("gate-day", "enable")),
        ("home/regie/jobs/gate-day/set", "off", ("gate-day", "disable")),
        ("home/regie/jobs/gate-day/set", " Start\n", ("gate-day", "start")),
        ("home/regie/jobs/gate-day/set", "STOP", ("gate-day", "stop")),
        ("home/regie/jobs/gate-day/set", "dance", None),
        ("home/regie/jobs/Gate/set", "ON", None),
        ("home/regie/jobs/gate/more/set", "ON", None),
        ("home/other/jobs/gate/set", "ON", None),
        ("homeXregie/jobs/gate/set", "ON", None),
    ],
)
def test_only_what_is_meant_is_understood(topic: str, payload: str, wanted: tuple[str, str] | None):
    assert command_of(NAMES, topic, payload) == wanted


def test_descriptions_of_an_earlier_life_are_cleared_with_what_was_said_there():
    topic = "homeassistant/switch/regie_1a2b3c4d_job_old/config"
    assert list(left_behind(NAMES, topic, frozenset())) == [
        topic, *(f"home/regie/jobs/old/{name}" for name in ("state", "enabled", "running", "attributes")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "topic",
    [
        "homeassistant/switch/regie_99999999_job_old/config",
        "homeassistant/light/kitchen/config",
        "homeassistant/switch/regie_1a2b3c4d_job_mine/config",
    ],
)
def test_nobody_elses_descriptions_are_touched_and_none_that_is_wanted(topic: str):
    wanted = frozenset({"homeassistant/switch/regie_1a2b3c4d_job_mine/config"})
    assert list(left_behind(NAMES, topic, wanted)) == []
