"""
The web application: every router, the console and the player as files, health and metrics.

The console's inline scripts are named by their hash in the security policy, so no other inline script runs.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import PlainTextResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from regie import __version__
from regie.kernel.db import Database
from regie.kernel.health import Health, HealthAnswer
from regie.kernel.http import problems
from regie.kernel.http.deps import Allow, Authenticator
from regie.kernel.http.middleware import Observed
from regie.kernel.http.web import PIECES, Console, Pieces
from regie.kernel.metrics import REGISTRY

LOOPBACK = ("127.0.0.1", "::1")
UNAVAILABLE = 503
_INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


def build(
    *,
    routers: Iterable[APIRouter],
    authenticator: Authenticator,
    database: Database,
    health: Health,
    web: Path,
    hsts_seconds: int = 0,
    layers: Iterable[Callable[[ASGIApp], ASGIApp]] = (),
) -> FastAPI:
    """The complete application. `layers` wrap it from the inside outwards; the observer is outermost."""
    app = FastAPI(
        title="Régie",
        version=__version__,
        description="Recording jobs of cameras: schedules, runs, files. Errors are RFC 9457 problem details.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_operation,
        responses={422: {"description": "Wrong fields, each named with what was expected."}},
    )
    app.state.authenticator = authenticator
    app.state.database = database
    problems.install(app)
    _serve_pieces(app, web)
    app.include_router(_about(health))
    for router in routers:
        app.include_router(router)
    _serve_files(app, web)
    for layer in layers:
        app.add_middleware(_Layer, layer=layer)
    app.add_middleware(Observed, inline_scripts=_inline_hashes(web / "console" / "index.html"), hsts=hsts_seconds)
    return app


class _Layer:
    """Lets a ready-made ASGI wrapper stand among Starlette's middleware."""

    def __init__(self, app: ASGIApp, layer: Callable[[ASGIApp], ASGIApp]) -> None:
        self._wrapped = layer(app)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._wrapped(scope, receive, send)


def _operation(route: APIRoute) -> str:
    return route.name


def _about(health: Health) -> APIRouter:
    api = APIRouter(tags=["server"])

    @api.get("/api/health")
    @api.get("/api/health/ready", include_in_schema=False)
    async def get_health(response: Response) -> HealthAnswer:
        """Whether the server can serve (200) or not (503), each part's state, and warnings. Needs no sign-in."""
        answer = await health.answer()
        if answer.status == "down":
            response.status_code = UNAVAILABLE
        return answer

    @api.get("/api/health/live", include_in_schema=False)
    async def get_liveness() -> dict[str, str]:
        return {"status": "ok"}

    @api.get("/metrics", include_in_schema=False)
    async def get_metrics(request: Request) -> Response:
        if request.client is None or request.client.host not in LOOPBACK:
            await Allow("metrics.read")(request)
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return api


def _serve_pieces(app: FastAPI, web: Path) -> None:
    """Before all other routes: a page asks for seventy of them."""
    if (folder := web / "console" / PIECES).is_dir():
        app.mount(f"/{PIECES}", Pieces(directory=folder), name="pieces")


def _serve_files(app: FastAPI, web: Path) -> None:
    if (web / "player" / "index.html").is_file():
        app.mount("/player", StaticFiles(directory=web / "player", html=True), name="player")
    if (web / "console" / "index.html").is_file():
        app.mount("/", Console(directory=web / "console", html=True), name="console")
        return

    @app.get("/", include_in_schema=False)
    async def no_console() -> Response:
        return PlainTextResponse("The web console is not part of this installation; the API is under /api.", 503)


def _inline_hashes(page: Path) -> tuple[str, ...]:
    if not page.is_file():
        return ()
    scripts = _INLINE.findall(page.read_bytes())
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'" for text in scripts)
