"""Channels on the wire."""

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, JsonValue, StringConstraints

from regie.kernel.notifications.channels.fields import Kind
from regie.kernel.wire import Incoming, Instant, Wire

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
SENT: dict[str, JsonValue] = {
    "name": "Operations",
    "kind": "webhook",
    "enabled": True,
    "settings": {"url": "https://hooks.example.com/T0/B1", "secret": "a long random text"},
}
SHOWN: dict[str, JsonValue] = {
    "id": "0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10",
    "name": "Operations",
    "kind": "webhook",
    "enabled": True,
    "settings": {"url": "********", "secret": "********", "caFile": "", "language": None},
    "summary": "https://hooks.example.com",
    "builtIn": False,
    "createdAt": "2026-03-02T07:14:09.120Z",
    "updatedAt": "2026-03-02T07:14:09.120Z",
}


class ChannelFields(Incoming):
    """What makes a channel."""

    model_config = ConfigDict(json_schema_extra={"examples": [SENT]})
    computed: ClassVar[frozenset[str]] = frozenset({"id", "summary", "builtIn", "createdAt", "updatedAt"})

    name: Name
    kind: Kind
    enabled: bool = True
    settings: dict[str, Any] = Field(
        description="webhook: url, secret, caFile. email: host, port, security, user, pass, from, to, caFile, picture. "
        "apprise: urls, picture. All: language. A secret that is masked or absent stays; null removes it."
    )


class ChannelAnswer(Wire):
    """A way to somebody; its secrets are masked."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: str = Field(description="`webhook` and `email` for those of the settings.")
    name: str
    kind: Kind
    enabled: bool
    settings: dict[str, Any]
    summary: str = Field(description="Where it goes, without secrets.")
    built_in: bool = Field(description="It belongs to the settings: change it by PUT /api/config.")
    created_at: Instant | None
    updated_at: Instant | None


class TrialAnswer(Wire):
    """What really happened when it was tried."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"ok": False, "code": "535", "sentence": "The server answered 535 bad login.", "milliseconds": 412}
            ]
        }
    )

    ok: bool
    code: str
    sentence: str
    milliseconds: int
