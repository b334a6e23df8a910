"""Films of pictures over HTTP: ask for one, and see what became of those that were asked for or made by themselves."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from regie.camcron.jobs.queries import Shelf
from regie.camcron.timelapse.errors import FilmNotFound
from regie.camcron.timelapse.plan import Span
from regie.camcron.timelapse.schemas import FilmAnswer, FilmAsked, FilmPreview, FilmState
from regie.camcron.timelapse.service import Films
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, link_next
from regie.kernel.http.ranks import ByTime

Reader = Annotated[Caller, allow("files.read")]
Maker = Annotated[Caller, allow("files.export")]


def routes(films: Films, shelf: Shelf) -> APIRouter:
    """`/api/jobs/{id}/timelapse`."""
    api = APIRouter(prefix="/api/jobs", tags=["timelapse"])

    @api.post("/{job_id}/timelapse", status_code=202)
    async def make_film(
        caller: Maker, session: Writing, job_id: str, asked: FilmAsked, response: Response
    ) -> FilmAnswer:
        """Make a film of a job's pictures. Its `id` is its task's: `GET /api/tasks/{id}` tells how far it is."""
        film = await films.ask(session, caller, job_id, asked)
        response.headers["location"] = f"/api/tasks/{film.id}"
        return film

    @api.get("/{job_id}/timelapse")
    async def list_films(
        caller: Reader,
        session: Reading,
        request: Request,
        response: Response,
        job_id: str,
        state: FilmState | None = None,
        sort: ByTime = "newest",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[FilmAnswer]:
        """A job's films, the newest first: those it made by itself, and those that people asked for."""
        job = await shelf.get(session, job_id)
        found = await films.page(session, job, limit + 1, instant_and_id(after), state=state, oldest=sort == "oldest")
        if len(found) > limit:
            last = found[limit - 1]
            link_next(request, response, cursor(last.created_at.isoformat(), last.id))
        return [await films.answer(film, job.slug) for film in found[:limit]]

    @api.get("/{job_id}/timelapse/preview")
    async def preview_film(
        caller: Reader,
        session: Reading,
        job_id: str,
        since: Annotated[AwareDatetime, Query(alias="from")],
        until: Annotated[AwareDatetime, Query(alias="to", description="Exclusive.")],
        frame_rate: Annotated[float | None, Query(alias="frameRate", ge=0.1, le=120)] = None,
        samples: Annotated[int, Query(ge=2, le=200, description="Pictures to look at, at most.")] = 60,
    ) -> FilmPreview:
        """What a film of a span would come to: how many pictures, how long, about how large, and some of them."""
        if until <= since:
            raise Invalid(Fault("to", "`to` is not after `from`", "a later instant"))
        return await films.preview(session, job_id, Span(since, until), frame_rate, samples)

    @api.get("/{job_id}/timelapse/{film_id}")
    async def get_film(caller: Reader, session: Reading, job_id: str, film_id: str) -> FilmAnswer:
        """One film."""
        job = await shelf.get(session, job_id)
        film = await films.get(session, job, film_id)
        if film is None:
            raise FilmNotFound(film_id)
        return await films.answer(film, job.slug)

    return api
