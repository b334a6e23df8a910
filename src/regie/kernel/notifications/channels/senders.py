"""From a channel to what sends for it."""

from regie.kernel.clock import Clock
from regie.kernel.notifications.channels.apprise import Apprise
from regie.kernel.notifications.channels.fields import AppriseFields, ChannelSettings, EmailFields, WebhookFields
from regie.kernel.notifications.channels.mail import Mail
from regie.kernel.notifications.channels.message import Sender
from regie.kernel.notifications.channels.webhook import Webhook
from regie.kernel.processes.child import Spawner


class Senders:
    """Makes senders."""

    def __init__(self, spawner: Spawner, clock: Clock) -> None:
        self._spawner = spawner
        self._clock = clock

    def of(self, fields: ChannelSettings) -> Sender:
        """What sends to these addresses."""
        match fields:
            case WebhookFields():
                return Webhook(fields, self._clock)
            case EmailFields():
                return Mail(fields)
            case AppriseFields():
                return Apprise(fields, self._spawner, self._clock)
            case _:
                raise TypeError(f"nobody sends for {type(fields).__name__}")
