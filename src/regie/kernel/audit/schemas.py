"""The audit on the wire."""

from typing import Any

from regie.kernel.wire import Instant, Wire


class ChangeRow(Wire):
    """One value that is another now; secrets are masked."""

    path: str
    before: Any = None
    after: Any = None


class AuditRow(Wire):
    """One deed."""

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
