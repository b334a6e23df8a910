"""The channels of the specification's `config.json`."""

from pydantic import Field

from regie.kernel.group import Group


class WebhookSettings(Group):
    """An HTTP POST to an address of yours."""

    enabled: bool = False
    url: str = Field(default="", json_schema_extra={"secret": True}, description="May hold a token: kept as a secret.")


class SmtpSettings(Group):
    """The mail server."""

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    user: str = ""
    password: str = Field(default="", alias="pass", json_schema_extra={"secret": True})


class EmailSettings(Group):
    """Mail to one address or several, comma-separated."""

    enabled: bool = False
    smtp: SmtpSettings = SmtpSettings()
    to: str = ""


class NotificationSettings(Group):
    """Channels for alerts."""

    webhook: WebhookSettings = WebhookSettings()
    email: EmailSettings = EmailSettings()
