"""Which camera a device is, and which of its profiles are taken."""

import pytest

from regie.camcron.onvif.motion import motion_of
from regie.camcron.onvif.recognise import Known, Met, Recognised, chosen, recognise

GATE = Known("gate", frozenset({"10.0.0.5"}), "urn:uuid:gate", frozenset({"aa:bb"}), "S1", "M1")
PLAIN = Known("plain", frozenset({"10.0.0.6"}))

CASES: dict[str, tuple[Met, Recognised | None]] = {
    "where it was": (Met("10.0.0.5", 80, "urn:uuid:gate"), Recognised("gate", False)),
    "its endpoint elsewhere": (Met("10.0.0.9", 80, "urn:uuid:gate"), Recognised("gate", True)),
    "its MAC elsewhere": (Met("10.0.0.9", 80, "urn:uuid:new", frozenset({"aa:bb"})), Recognised("gate", True)),
    "its serial number elsewhere": (Met("10.0.0.9", 80, serial="S1"), Recognised("gate", True)),
    "its serial number and model": (Met("10.0.0.9", 80, serial="S1", model="M1"), Recognised("gate", True)),
    "the serial number of another model": (Met("10.0.0.9", 80, serial="S1", model="M2"), None),
    "another device in its place": (Met("10.0.0.5", 80, "urn:uuid:other"), None),
    "another serial number in its place": (Met("10.0.0.5", 80, serial="S2"), None),
    "one of which only the address is known": (Met("10.0.0.6", 80, "urn:uuid:x"), Recognised("plain", False)),
    "a stranger": (Met("10.0.0.7", 80, "urn:uuid:x"), None),
    "a stranger that says nothing": (Met("10.0.0.7", 80), None),
    "identity before address": (Met("10.0.0.6", 80, "urn:uuid:gate"), Recognised("gate", True)),
}


@pytest.mark.parametrize(("met", "expected"), CASES.values(), ids=CASES)
def test_a_device_is_recognised_by_what_it_is_before_where_it_is(met: Met, expected: Recognised | None):
    assert recognise(met, [PLAIN, GATE]) == expected


def profile(id_: str, width: int, url: str | None = "rtsp://c/") -> dict[str, object]:
    return {"id": id_, "width": width, "height": width, "url": url and url + id_}


@pytest.mark.parametrize(
    ("profiles", "expected"),
    [
        ([profile("a", 300), profile("b", 1000), profile("c", 600)], ("b", "a")),
        ([profile("a", 300)], ("a", None)),
        ([profile("a", 300), {**profile("b", 200), "url": "rtsp://c/a"}], ("a", None)),
        ([profile("a", 900, None), profile("b", 200)], ("b", None)),
        ([{**profile("a", 0), "width": None}, profile("b", 200)], ("b", "a")),
        ([], (None, None)),
    ],
)
def test_the_largest_picture_is_main_and_the_smallest_other_stream_is_sub(
    profiles: list[dict[str, object]], expected: tuple[str | None, str | None]
):
    assert chosen(profiles) == expected


@pytest.mark.parametrize(
    ("topic", "items", "expected"),
    [
        ("tns1:RuleEngine/CellMotionDetector/Motion", {"IsMotion": "true"}, True),
        ("tns1:RuleEngine/CellMotionDetector/Motion", {"IsMotion": "false"}, False),
        ("tns1:VideoSource/MotionAlarm", {"State": "1"}, True),
        ("tns1:VideoSource/MotionAlarm", {"State": False}, False),
        ("tns1:VideoSource/ImageTooDark/ImagingService", {"State": "true"}, None),
        ("tns1:Device/Trigger/DigitalInput", {"LogicalState": "true"}, None),
        ("tns1:RuleEngine/CellMotionDetector/Motion", {}, None),
        ("", {"State": "true"}, None),
    ],
)
def test_motion_is_told_from_other_events(topic: str, items: dict[str, object], expected: bool | None):
    assert motion_of(topic, items) is expected
