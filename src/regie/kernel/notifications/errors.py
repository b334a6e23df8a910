"""What can go wrong around events, channels and rules."""

from regie.kernel.errors import Conflict, NotFound


class EventNotFound(NotFound):
    """There is no such event."""

    def __init__(self, event_id: str) -> None:
        super().__init__(f"No event has the id «{event_id}»; old ones are forgotten after a while.", event_id=event_id)


class NobodyReads(Conflict):
    """Only somebody with an account has read something."""


class ChannelNotFound(NotFound):
    """There is no such channel."""

    def __init__(self, channel_id: str) -> None:
        super().__init__(f"No channel has the id «{channel_id}».", channel_id=channel_id)


class ChannelOfSettings(Conflict):
    """This channel belongs to the settings."""

    def __init__(self, channel_id: str) -> None:
        super().__init__(f"Change notifications.{channel_id} by PUT /api/config.", channel_id=channel_id)


class ChannelInUse(Conflict):
    """Rules still send to this channel."""

    def __init__(self, channel_id: str, rules: list[str]) -> None:
        super().__init__(f"Change or delete first: {', '.join(rules)}.", channel_id=channel_id, rules=rules)


class RuleNotFound(NotFound):
    """There is no such rule."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(f"No rule has the id «{rule_id}».", rule_id=rule_id)
