"""What each kind of channel needs to know. The secrets among it are masked in answers and sealed in the database."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, field_validator

from regie.kernel.notifications.channels.message import Language
from regie.kernel.wire import MASK, Incoming

Kind = Literal["webhook", "email", "apprise"]
Security = Literal["auto", "starttls", "tls", "none"]


class ChannelSettings(Incoming):
    """What all kinds have in common."""

    secrets: ClassVar[frozenset[str]] = frozenset()
    """Names on the wire of what is never shown."""

    language: Language | None = Field(default=None, description="`en` or `fr`; null: as notifications.language says.")


class WebhookFields(ChannelSettings):
    """Where to post to."""

    secrets = frozenset({"url", "secret"})

    url: Annotated[str, Field(max_length=2000, description="http or https; may hold a token: kept as a secret.")]
    secret: Annotated[str | None, Field(max_length=500, description="For the signature; null: unsigned.")] = None
    ca_file: Annotated[str, Field(max_length=1000, description="PEM file with further authorities to trust.")] = ""

    @field_validator("url")
    @classmethod
    def _is_http(cls, url: str) -> str:
        scheme, _, rest = url.strip().partition("://")
        if scheme.lower() not in ("http", "https") or not rest.strip("/"):
            raise ValueError("is not an address; expected http://… or https://…")
        return url.strip()


class EmailFields(ChannelSettings):
    """The mail server, and to whom."""

    secrets = frozenset({"pass"})

    host: Annotated[str, Field(min_length=1, max_length=253)]
    port: Annotated[int, Field(ge=1, le=65535, description="587 with STARTTLS, 465 with TLS.")] = 587
    security: Annotated[
        Security,
        Field(
            description="`auto`: TLS on port 465, else STARTTLS, which may be missing only where nobody signs in; "
            "`none`: in the clear, the password too."
        ),
    ] = "auto"
    user: Annotated[str, Field(max_length=254, description="Who signs in; empty: nobody.")] = ""
    password: Annotated[str | None, Field(alias="pass", max_length=500)] = None
    sender: Annotated[
        str,
        Field(alias="from", max_length=254, description="Empty: the user if that is an address, else `regie@`host."),
    ] = ""
    to: Annotated[list[str], Field(min_length=1, max_length=50)]
    ca_file: Annotated[str, Field(max_length=1000, description="PEM file with further authorities to trust.")] = ""
    picture: Annotated[bool, Field(description="Whether the picture of an event comes along.")] = True

    @field_validator("to", "sender")
    @classmethod
    def _are_addresses(cls, value: Any) -> Any:
        for text in [value] if isinstance(value, str) else value:
            if text and ("@" not in text or any(char in text for char in "\r\n,")):
                raise ValueError("is not a mail address; expected name@host")
        return value


class AppriseFields(ChannelSettings):
    """Addresses of other services, as Apprise spells them."""

    secrets = frozenset({"urls"})

    urls: Annotated[
        list[Annotated[str, Field(min_length=5, max_length=2000)]],
        Field(min_length=1, max_length=20, description="`tgram://…`, `ntfy://…`, `discord://…`: see Apprise."),
    ]
    picture: Annotated[bool, Field(description="Whether the picture of an event comes along.")] = True

    @field_validator("urls")
    @classmethod
    def _have_schemes(cls, urls: list[str]) -> list[str]:
        for url in urls:
            if url != MASK and "://" not in url:
                raise ValueError("is not an address of Apprise; expected service://…")
        return urls


KINDS: dict[Kind, type[ChannelSettings]] = {"webhook": WebhookFields, "email": EmailFields, "apprise": AppriseFields}


def shown(fields: ChannelSettings) -> dict[str, Any]:
    """For an answer: each secret as a mask."""
    tree = fields.model_dump(mode="json", by_alias=True)
    for name in type(fields).secrets:
        if tree.get(name):
            tree[name] = [MASK] * len(tree[name]) if isinstance(tree[name], list) else MASK
    return tree


def unmasked(kind: Kind, sent: Mapping[str, Any], former: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, where a secret that is masked or absent is the former one; null removes it."""
    tree = dict(sent)
    for name in KINDS[kind].secrets:
        if name not in tree and name in former:
            tree[name] = former[name]
        elif tree.get(name) == MASK:
            tree[name] = former.get(name)
        elif isinstance(tree.get(name), list):
            held = former.get(name) or []
            tree[name] = [
                held[place] if item == MASK and place < len(held) else item for place, item in enumerate(tree[name])
            ]
    return tree


def secrets_of(fields: ChannelSettings) -> list[str]:
    """Every secret in it, for the redactor."""
    tree = fields.model_dump(mode="json", by_alias=True)
    found: list[str] = []
    for name in type(fields).secrets:
        value = tree.get(name)
        found += value if isinstance(value, list) else [value] if value else []
    return found


def summary(fields: ChannelSettings) -> str:
    """To tell one channel from another, without its secrets."""
    if isinstance(fields, EmailFields):
        return f"{', '.join(fields.to)} ({fields.host}:{fields.port})"
    if isinstance(fields, AppriseFields):
        return ", ".join(url.partition("://")[0] for url in fields.urls)
    if isinstance(fields, WebhookFields):
        scheme, _, rest = fields.url.partition("://")
        return f"{scheme}://{rest.partition('/')[0].partition('?')[0].rpartition('@')[2]}"
    return ""
