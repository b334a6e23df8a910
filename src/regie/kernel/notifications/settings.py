"""The channels of the specification's `config.json`."""

from pydantic import Field

from regie.kernel.group import Group


class WebhookSettings(Group):
    """An HTTP POST to an address of yours."""

    enabled: bool = Field(default=False, description="Whether alerts are posted. This version does not send any yet.")
    url: str = Field(default="", json_schema_extra={"secret": True}, description="May hold a token: kept as a secret.")


class SmtpSettings(Group):
    """The mail server."""

    host: str = Field(default="", description="Name of the mail server.")
    port: int = Field(default=587, ge=1, le=65535, description="587 with STARTTLS, 465 with TLS.")
    user: str = Field(default="", description="Who signs in; empty: nobody.")
    password: str = Field(default="", alias="pass", json_schema_extra={"secret": True}, description="Their password.")


class EmailSettings(Group):
    """Mail to one address or several, comma-separated."""

    enabled: bool = Field(default=False, description="Whether alerts are mailed. This version does not send any yet.")
    smtp: SmtpSettings = SmtpSettings()
    to: str = Field(default="", description="Addresses, comma-separated.")


class NotificationSettings(Group):
    """Channels for alerts."""

    webhook: WebhookSettings = WebhookSettings()
    email: EmailSettings = EmailSettings()
