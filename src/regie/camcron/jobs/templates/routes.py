"""Templates of jobs over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from regie.camcron.jobs.templates.models import JobTemplate
from regie.camcron.jobs.templates.schemas import (
    Application,
    ApplicationAnswer,
    TemplateAnswer,
    TemplateFields,
    TemplateFromJob,
)
from regie.camcron.jobs.templates.service import Templates
from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.http.ranks import ranked

Reader = Annotated[Caller, allow("jobs.read")]
Writer = Annotated[Caller, allow("jobs.write")]
AS_THE_JOB = TemplateFromJob()


def routes(templates: Templates) -> APIRouter:
    """`/api/templates`, and `/api/jobs/{id}/template`."""
    api = APIRouter(prefix="/api", tags=["jobs"])

    @api.get("/templates")
    async def list_templates(
        caller: Reader,
        session: Reading,
        q: Annotated[str | None, Query(description="Part of a name or of an id.")] = None,
        sort: Literal["name", "-name", "updatedAt", "-updatedAt"] = "name",
    ) -> list[TemplateAnswer]:
        """Templates of jobs, by name."""
        found = [_answer(each) for each in await templates.all(session)]
        found = [each for each in found if (q or "").casefold() in f"{each.name} {each.id}".casefold()]
        return ranked(found, sort, name=lambda each: each.name.casefold(), updatedAt=lambda each: each.updated_at)

    @api.post("/templates", status_code=201)
    async def add_template(caller: Writer, session: Writing, new: TemplateFields, response: Response) -> TemplateAnswer:
        """Keep a job without a camera, to be made for many."""
        answer = _answer(await templates.create(session, caller, new))
        response.headers["location"] = f"/api/templates/{answer.id}"
        return answer

    @api.get("/templates/{template_id}")
    async def get_template(caller: Reader, session: Reading, template_id: str) -> TemplateAnswer:
        """One template."""
        return _answer(await templates.get(session, template_id))

    @api.put("/templates/{template_id}")
    async def change_template(
        caller: Writer, session: Writing, template_id: str, change: TemplateFields
    ) -> TemplateAnswer:
        """Replace a template. Jobs that were made of it stay as they are."""
        return _answer(await templates.change(session, caller, template_id, change))

    @api.delete("/templates/{template_id}", status_code=204)
    async def delete_template(caller: Writer, session: Writing, template_id: str) -> None:
        """Delete a template. Jobs that were made of it stay."""
        await templates.delete(session, caller, template_id)

    @api.post("/templates/{template_id}/apply")
    async def apply_template(caller: Writer, template_id: str, to: Application) -> ApplicationAnswer:
        """Make a job for each of many cameras; with `dryRun`, tell what would be made and what would go wrong."""
        return await templates.apply(caller, template_id, to)

    @api.post("/jobs/{job_id}/template", status_code=201)
    async def template_of_job(
        caller: Writer, session: Writing, job_id: str, response: Response, called: TemplateFromJob = AS_THE_JOB
    ) -> TemplateAnswer:
        """Make a template of a job: its camera's name in the job's name becomes `{cameraName}`."""
        answer = _answer(await templates.of_job(session, caller, job_id, called))
        response.headers["location"] = f"/api/templates/{answer.id}"
        return answer

    return api


def _answer(template: JobTemplate) -> TemplateAnswer:
    return TemplateAnswer(
        id=template.slug,
        uid=template.id,
        name=template.name,
        job=template.job,
        created_at=template.created_at,
        updated_at=template.updated_at,
    )
