"""The audit on the wire."""

from typing import Any

from regie.kernel.wire import Instant, Wire, shown


class ChangeRow(Wire):
    """One value that is another now; secrets are masked."""

    path: str
    before: Any = None
    after: Any = None


class AuditRow(Wire):
    """One deed."""

    model_config = shown(
        {
            "id": "0199c0de-0000-7000-8000-000000000031",
            "at": "2026-03-02T08:12:44.120Z",
            "userId": "0199c0de-0000-7000-8000-000000000001",
            "userName": "ana",
            "how": "session",
            "address": "192.168.1.20",
            "action": "update",
            "objectKind": "job",
            "objectId": "0199c0de-0000-7000-8000-000000000012",
            "objectName": "Garage, working hours",
            "difference": [{"path": "retention.maxDays", "before": 14, "after": 30}],
        }
    )

    id: str
    at: Instant
    user_id: str | None
    user_name: str
    how: str
    """`session`, `jwt`, `token`, `cli` or `system`."""
    address: str | None
    action: str
    object_kind: str
    object_id: str | None
    object_name: str | None
    difference: list[ChangeRow] | None
