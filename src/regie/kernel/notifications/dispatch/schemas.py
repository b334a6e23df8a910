"""The delivery log on the wire."""

from typing import Literal

from pydantic import ConfigDict, Field, JsonValue

from regie.kernel.wire import Instant, Wire

State = Literal["held", "waiting", "sent", "failed", "dropped"]
DELIVERY: dict[str, JsonValue] = {
    "id": "0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10",
    "createdAt": "2026-03-02T07:14:09.120Z",
    "channelId": "webhook",
    "channelName": "Webhook",
    "ruleId": "alerts",
    "ruleName": "Every alert",
    "events": ["0196f3c1-7a3f-7c31-9d0a-5a2f6f2f9b10"],
    "state": "sent",
    "dueAt": "2026-03-02T07:14:29.500Z",
    "sentAt": "2026-03-02T07:14:19.410Z",
    "attempts": 2,
    "outcomes": [
        {
            "at": "2026-03-02T07:14:09.310Z",
            "ok": False,
            "code": "500",
            "sentence": "It answered 500 Internal Server Error.",
            "milliseconds": 41,
        },
        {
            "at": "2026-03-02T07:14:19.410Z",
            "ok": True,
            "code": "200",
            "sentence": "It answered 200 OK.",
            "milliseconds": 38,
        },
    ],
}


class AttemptRow(Wire):
    """How one attempt ended."""

    at: Instant
    ok: bool
    code: str
    sentence: str
    milliseconds: int


class DeliveryRow(Wire):
    """One message to one channel."""

    model_config = ConfigDict(json_schema_extra={"examples": [DELIVERY]})

    id: str = Field(description="Also what a receiver knows the message again by.")
    created_at: Instant
    channel_id: str
    channel_name: str
    rule_id: str = Field(description="`alerts` and `hourly` for a channel that no rule names, `test` for a trial.")
    rule_name: str
    events: list[str] = Field(description="Ids.")
    state: State = Field(description="`held`: takes further events until it is due.")
    due_at: Instant
    sent_at: Instant | None
    attempts: int
    outcomes: list[AttemptRow] = Field(description="The latest attempts.")
