"""Events and messages as channels and rules get them, with what does not matter filled in."""

from datetime import UTC, datetime
from typing import Any

from regie.kernel.notifications.channels.message import Message
from regie.kernel.notifications.schemas import EventAnswer

AT = datetime(2026, 3, 2, 7, 14, 9, 120_000, tzinfo=UTC)
NOTHING: dict[str, Any] = dict.fromkeys(EventAnswer.model_fields)


def an_event(kind: str = "cameraOffline", **more: Any) -> EventAnswer:
    fields = NOTHING | {
        "id": "e-1", "at": AT, "kind": kind, "level": "alert", "text": "The camera does not answer.", "links": {},
        "data": {}, "open": True, "camera_id": "gate", "camera_name": "Gate",
    }  # fmt: skip
    return EventAnswer(**fields | more)


def a_message(*events: EventAnswer, **more: Any) -> Message:
    return Message("m-1", events or (an_event(),), **more)
