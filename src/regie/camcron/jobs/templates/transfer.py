"""Templates of jobs in an exported configuration."""

from typing import Any

from regie.camcron.jobs.templates.errors import TemplateNotFound
from regie.camcron.jobs.templates.schemas import TemplateFields
from regie.camcron.jobs.templates.service import Templates
from regie.kernel.db import Session
from regie.kernel.http.deps import Caller


class TemplateSection:
    """See `regie.kernel.configuration.transfer.Section`."""

    name = "templates"
    right = "jobs.write"

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    async def entries(self, session: Session) -> list[dict[str, Any]]:
        return [{"id": row.slug, "name": row.name, "job": row.job} for row in await self._templates.all(session)]

    async def put(self, session: Session, caller: Caller, entry: dict[str, Any]) -> list[str]:
        fields = TemplateFields.model_validate(entry)
        try:
            await self._templates.change(session, caller, entry["id"], fields)
        except TemplateNotFound:
            await self._templates.create(session, caller, fields)
        return []

    async def drop(self, session: Session, caller: Caller, entry_id: str) -> None:
        await self._templates.delete(session, caller, entry_id)
