"""What can go wrong with exports."""

from regie.kernel.errors import Conflict, NotFound


class NoSuchExport(NotFound):
    """There is no such export."""

    def __init__(self, export_id: str) -> None:
        super().__init__(
            f"No export has the id «{export_id}»; exports are deleted after some days.", exportId=export_id
        )


class ExportNotReady(Conflict):
    """The export is not ready."""

    def __init__(self, export_id: str, state: str, reason: str | None) -> None:
        super().__init__(reason or "It is still being made.", exportId=export_id, state=state)


class NothingToExport(Conflict):
    """Nothing was recorded then."""


class NoRoomToExport(Conflict):
    """There is no room for this export."""

    def __init__(self, needed: int, free: int) -> None:
        gigabytes = [round(size / 1e9, 1) for size in (needed, free)]
        super().__init__(
            f"It needs up to {gigabytes[0]} GB, and {gigabytes[1]} GB are free. Ask for a shorter span.",
            neededBytes=needed,
            freeBytes=free,
        )
