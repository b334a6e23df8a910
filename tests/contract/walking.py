"""All routes of the application, however they were included, with what each asks of its caller."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIWebSocketRoute
from starlette.routing import Mount, Route

from regie.kernel.http.deps import Allow


@dataclass(frozen=True)
class Door:
    """One way in: a method (or `WS`) and a path, and the rights that are asked for there."""

    method: str
    path: str
    rights: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def doors(app: FastAPI) -> list[Door]:
    """Every route, in order."""
    return sorted(set(_of(app.routes)), key=str)


def _of(routes: Iterable[Any]) -> Iterator[Door]:
    for route in routes:
        if hasattr(route, "effective_candidates"):  # a router that was included stays whole
            yield from _of(route.effective_candidates())
            continue
        kind = getattr(route, "original_route", route)
        place = getattr(route, "starlette_route", None) or route
        if isinstance(kind, APIRoute):
            for method in kind.methods:
                yield Door(method, route.path, tuple(_rights(kind.dependant)))
        elif isinstance(kind, APIWebSocketRoute):
            yield Door("WS", place.path, tuple(_rights(kind.dependant)))
        elif isinstance(kind, Mount):
            yield Door("GET", f"{kind.path}/*", ())
        else:
            assert isinstance(kind, Route), f"a kind of route that nobody knows: {kind!r}"
            for method in kind.methods or ():
                yield Door(method, place.path, ())


def _rights(dependant: Dependant) -> Iterator[str]:
    if isinstance(dependant.call, Allow):
        yield dependant.call.permission
    for inner in dependant.dependencies:
        yield from _rights(inner)
