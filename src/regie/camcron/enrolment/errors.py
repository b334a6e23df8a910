"""What can go wrong when cameras come or take another's place."""

from typing import Any

from regie.kernel.errors import Conflict


class ReplacementSilent(Conflict):
    """The new camera does not answer."""

    def __init__(self, streams: list[dict[str, Any]]) -> None:
        failed = [f"{each['stream']}: {each['reason']}" for each in streams if not each["ok"]]
        super().__init__(
            "Nothing was changed. " + " ".join(failed) + " Send `force: true` to replace it all the same.",
            streams=streams,
        )
