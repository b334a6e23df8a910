"""Sites on the wire."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints, field_validator

from regie.kernel.ids import SLUG
from regie.kernel.scheduling.zones import zone_named
from regie.kernel.wire import Incoming, Instant, Wire

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)]
Slug = Annotated[str, Field(pattern=f"^{SLUG.pattern}$", description="Lower-case letters, digits and hyphens.")]


class SiteFields(Incoming):
    """What makes a site."""

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
