"""What can go wrong with sites."""

from collections.abc import Sequence

from regie.kernel.errors import Conflict, NotFound


class SiteNotFound(NotFound):
    """There is no such site."""

    def __init__(self, site_id: str) -> None:
        super().__init__(f"No site is called «{site_id}».", siteId=site_id)


class SiteExists(Conflict):
    """A site of this id exists already."""

    def __init__(self, site_id: str) -> None:
        super().__init__(f"«{site_id}» is taken; leave `id` out to have one made from the name.", siteId=site_id)


class DefaultSite(Conflict):
    """The default site must stay: what names no site is there."""


class SiteInUse(Conflict):
    """Something is at this site."""

    def __init__(self, site_id: str, users: Sequence[str]) -> None:
        named = ", ".join(users[:10]) + (" …" if len(users) > 10 else "")
        super().__init__(f"These are there: {named}. Move them to another site first.", siteId=site_id, users=users)
