"""The channels of the specification's `config.json`, and what is kept of events."""

from typing import Literal

from pydantic import Field

from regie.kernel.group import Group


class WebhookSettings(Group):
    """An HTTP POST to an address of yours."""

    enabled: bool = Field(default=False, description="Whether alerts are posted.")
    url: str = Field(default="", json_schema_extra={"secret": True}, description="May hold a token: kept as a secret.")
    secret: str = Field(
        default="", json_schema_extra={"secret": True}, description="For X-Regie-Signature; empty: unsigned."
    )
    ca_file: str = Field(default="", description="PEM file with further authorities to trust.")


class SmtpSettings(Group):
    """The mail server."""

    host: str = Field(default="", description="Name of the mail server.")
    port: int = Field(default=587, ge=1, le=65535, description="587 with STARTTLS, 465 with TLS.")
    security: Literal["auto", "starttls", "tls", "none"] = Field(
        default="auto",
        description="auto: TLS on port 465, else STARTTLS, which may be missing only where nobody signs in.",
    )
    user: str = Field(default="", description="Who signs in; empty: nobody.")
    password: str = Field(default="", alias="pass", json_schema_extra={"secret": True}, description="Their password.")
    sender: str = Field(default="", alias="from", description="Empty: the user, if that is an address.")
    ca_file: str = Field(default="", description="PEM file with further authorities to trust.")


class EmailSettings(Group):
    """Mail to one address or several, comma-separated."""

    enabled: bool = Field(default=False, description="Whether alerts are mailed.")
    smtp: SmtpSettings = SmtpSettings()
    to: str = Field(default="", description="Addresses, comma-separated.")
    picture: bool = Field(default=True, description="Whether the picture of an event comes along.")


class HeartbeatSettings(Group):
    """An address that hears from this server while it is well, so that its silence is noticed elsewhere."""

    url: str = Field(
        default="", json_schema_extra={"secret": True}, description="Asked by GET, such as https://hc-ping.com/…"
    )
    every_seconds: int = Field(default=60, ge=5, le=86_400, description="Seconds between two calls.")


class MqttSettings(Group):
    """A broker that hears what cameras and jobs do, and switches jobs; Home Assistant finds them there."""

    enabled: bool = Field(default=False, description="Whether there is a line to the broker.")
    host: str = Field(default="", description="Name of the broker.")
    port: int = Field(default=1883, ge=1, le=65535, description="1883, or 8883 with TLS.")
    tls: bool = Field(default=False, description="Speak TLS, and check the broker's certificate.")
    ca_file: str = Field(default="", description="PEM file with further authorities to trust.")
    user: str = Field(default="", description="Who signs in; empty: nobody.")
    password: str = Field(default="", alias="pass", json_schema_extra={"secret": True}, description="Their password.")
    prefix: str = Field(default="regie", pattern=r"^[^+#\s]+$", description="How every topic begins.")
    discovery_prefix: str = Field(
        default="homeassistant",
        pattern=r"^[^+#\s]*$",
        description="Where Home Assistant looks for descriptions; empty: none are written.",
    )


class NotificationSettings(Group):
    """Who is told what happens, beside the channels and rules that are made over the API."""

    language: Literal["en", "fr"] = Field(default="en", description="Of messages, unless a channel says another.")
    webhook: WebhookSettings = WebhookSettings()
    email: EmailSettings = EmailSettings()
    mqtt: MqttSettings = MqttSettings()
    heartbeat: HeartbeatSettings = HeartbeatSettings()
    keep_days: int = Field(default=90, ge=1, le=3650, description="Days after which events are forgotten.")
    keep_events: int = Field(default=100_000, ge=100, description="How many events are kept at most.")
    keep_delivery_days: int = Field(default=30, ge=1, le=3650, description="Days for which the delivery log is kept.")
