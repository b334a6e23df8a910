"""Sites on the wire."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints, field_validator

from regie.kernel.ids import SLUG
from regie.kernel.scheduling.zones import zone_named
from regie.kernel.wire import Incoming, Instant, Wire, shown

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)]
Slug = Annotated[str, Field(pattern=f"^{SLUG.pattern}$", description="Lower-case letters, digits and hyphens.")]


SITE = {"id": "workshop", "name": "Workshop", "timezone": "Europe/Paris", "city": "Lyon", "address": "12 rue du Port",
        "contactName": "Ana Roux", "contactEmail": "ana@example.org"}  # fmt: skip


class SiteFields(Incoming):
    """What makes a site."""

    model_config = shown(SITE)

    computed: ClassVar[frozenset[str]] = frozenset({"uid", "createdAt", "updatedAt"})

    name: Name
    timezone: Annotated[str, Field(max_length=64, description="An IANA name, such as Europe/Paris.")]
    city: Text | None = None
    address: Text | None = None
    contact_name: Name | None = None
    contact_email: Email | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        zone_named(name)
        return name


class NewSite(SiteFields):
    """A site to add; its `id` is made from the name unless given."""

    id: Slug | None = None


class SiteChange(SiteFields):
    """A site as it shall be from now on; the `id` may stand there but cannot change."""

    id: str | None = None


class SiteAnswer(Wire):
    """A place with a time zone."""

    model_config = shown(
        SITE
        | {
            "uid": "0199c0de-0000-7000-8000-000000000051",
            "createdAt": "2026-03-01T09:00:00.000Z",
            "updatedAt": "2026-03-01T09:00:00.000Z",
        }
    )

    id: str
    uid: str
    """The UUID that never is used again."""
    name: str
    timezone: str
    city: str | None
    address: str | None
    contact_name: str | None
    contact_email: str | None
    created_at: Instant
    updated_at: Instant
