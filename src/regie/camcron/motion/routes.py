"""Motion events over HTTP, their pictures, and limits tried on what a job saw last."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import Response

from regie.camcron.motion.analyst import Analyst
from regie.camcron.motion.errors import AnalystGone, NothingSeen, Unreadable
from regie.camcron.motion.queries import WantedEvents
from regie.camcron.motion.schemas import MotionAnswer, MotionFields, MotionPreview, MotionPreviewAnswer
from regie.camcron.motion.service import MotionEvents
from regie.kernel.db import Database
from regie.kernel.http.deps import Caller, Reading, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, link_next
from regie.kernel.http.ranks import ByTime

Reader = Annotated[Caller, allow("files.read")]
Writer = Annotated[Caller, allow("jobs.write")]


def routes(events: MotionEvents, analyst: Analyst, database: Database) -> APIRouter:
    """`/api/motion` and `/api/jobs/{jobId}/motion/preview`."""
    api = APIRouter(prefix="/api", tags=["motion"])
    _events(api, events)
    _trial(api, events, analyst, database)
    return api


def _events(api: APIRouter, events: MotionEvents) -> None:
    @api.get("/motion")
    async def list_motion(
        *,
        session: Reading,
        caller: Reader,
        wanted: Annotated[WantedEvents, Depends(_wanted)],
        request: Request,
        response: Response,
        sort: ByTime = "newest",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[MotionAnswer]:
        """Motion events, the newest first."""
        found = await events.page(session, wanted, limit + 1, instant_and_id(after), oldest=sort == "oldest")
        rows = found[:limit]
        last = rows[-1] if len(found) > limit else None
        link_next(request, response, cursor(last.started_at.isoformat(), last.id) if last else None)
        return await events.answers(session, rows)

    @api.get("/motion/{event_id}")
    async def get_motion(session: Reading, caller: Reader, event_id: str) -> MotionAnswer:
        """One motion event."""
        return (await events.answers(session, [await events.get(session, event_id)]))[0]

    @api.get("/motion/{event_id}/thumbnail", response_class=Response, responses={200: {"content": {"image/jpeg": {}}}})
    async def get_motion_thumbnail(session: Reading, caller: Reader, event_id: str) -> Response:
        """The picture of it that moves most, a JPEG at most 320 pixels wide."""
        jpeg = await events.picture(session, event_id)
        return Response(
            jpeg,
            media_type="image/jpeg",
            headers={"cache-control": "private, max-age=60", "x-content-type-options": "nosniff"},
        )


def _trial(api: APIRouter, events: MotionEvents, analyst: Analyst, database: Database) -> None:
    @api.post("/jobs/{job_id}/motion/preview")
    async def preview_motion(caller: Writer, job_id: str, tried: MotionPreview) -> MotionPreviewAnswer:
        """What the last picture of a running job would have scored under these limits; nothing is changed."""
        async with database.read() as session:
            job = await events.job(session, job_id)
        sensing = MotionFields(**tried.model_dump()).sensing()
        try:
            shown = await analyst.preview(job, sensing) if job in events.ears else None
        except (AnalystGone, Unreadable):
            shown = None
        if shown is None:
            raise NothingSeen(job_id)
        glance, cells = shown
        return MotionPreviewAnswer(
            score=glance.score,
            area=glance.area,
            moving=glance.moving,
            whole=glance.whole,
            min_area=round(sensing.area, 5),
            threshold=round(sensing.levels, 1),
            cells=cells.digits,
            columns=cells.columns,
        )


def _wanted(
    *,
    job_id: Annotated[str | None, Query(alias="jobId")] = None,
    camera_id: Annotated[str | None, Query(alias="cameraId")] = None,
    since: Annotated[AwareDatetime | None, Query(alias="from", description="Not over before.")] = None,
    until: Annotated[AwareDatetime | None, Query(alias="to", description="Begun before.")] = None,
    min_score: Annotated[float | None, Query(alias="minScore", ge=0, le=100)] = None,
) -> WantedEvents:
    return WantedEvents(job_id, camera_id, since, until, min_score)
