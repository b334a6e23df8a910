"""
Errors as RFC 9457 problem details: what happened, every field at fault, nothing of the inside.

The body is `{"type", "title", "status", "detail", "code", "faults": [{"path", "message", "expected"}]}` and whatever
facts the error carries. A 500 tells only an id that the log knows too.
"""

import logging
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.websockets import WebSocket

from regie.kernel.errors import Fault, Invalid, RegieError, TooMany
from regie.kernel.ids import new_id
from regie.kernel.spelling import meant
from regie.kernel.wire import dumps, is_storable, keys_at, models_in

TYPE = "application/problem+json"
LONGEST_WORD = 80
MOST = 100
"""Faults that are told of one body: each takes a look for the word that was meant, while everybody else waits."""
QUOTED = re.compile(r"'([^']*)'")
_log = logging.getLogger(__name__)


def problem(status: int, title: str, *, detail: str | None = None, code: str, **more: Any) -> Response:
    """One problem document as a response."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code, **more}
    return Response(dumps(body), status_code=status, media_type=TYPE)


Look = Callable[[Mapping[str, Any], Collection[str]], list[Fault]]
"""What else is wrong with a body, whose paths at fault it is given: what rests on none of these."""
_looks: dict[type, Look] = {}


def second_look(kind: type, look: Look) -> None:
    """What a service checks of bodies of that kind is told together with what cannot even be read."""
    _looks[kind] = look


def faults_of(errors: Sequence[Any], kind: Any = None) -> list[Fault]:
    """
    Pydantic's errors as ours: the path as the sender wrote it, one entry for each place. `kind`: of the body.

    A body may have a hundred thousand; the first so many are told, and that there are others.
    """
    found: dict[tuple[str, str], Fault] = {}
    for error in errors[:MOST]:
        place = [part for part in error["loc"] if not _is_branch(part)]
        if place and place[0] in ("body", "query", "path", "header"):
            place = place[1:]
        path = "" if error["type"] == "json_invalid" else ".".join(str(part) for part in place)
        if error["type"] == "extra_forbidden" and place:
            fault = _unknown(path, str(place[-1]), keys_at(kind, place[:-1]))
        else:
            message, _, expected = _message(error).partition("; expected ")
            fault = Fault(path, message, _expected(error) or expected or None)
        found.setdefault((fault.path, fault.message), fault)
    others = [Fault("", f"{len(errors) - MOST} more faults are not listed")] if len(errors) > MOST else []
    return [*found.values(), *others]


def _unknown(path: str, key: str, known: list[str]) -> Fault:
    expected = f"one of {', '.join(known)}" if known else None
    return Fault(path, f"is not a known key{meant(key, known) if len(key) <= LONGEST_WORD else ''}", expected)


def _is_branch(part: object) -> bool:
    """Pydantic names the branches of a union in the path; the sender never wrote them."""
    return isinstance(part, str) and (part.startswith("function-") or "[" in part or part in ("str", "int", "float"))


def _inner(error: dict[str, Any]) -> bool:
    """Whether it is about a part of the body, not about the whole of it."""
    return tuple(error["loc"]) not in ((), ("body",))


def _message(error: dict[str, Any]) -> str:
    kind = error["type"]
    if kind == "missing":
        return "is missing"
    if kind in ("literal_error", "enum"):
        return _no_word(error.get("input"), error["ctx"]["expected"])
    if kind == "json_invalid":
        return f"the body is not valid JSON: {error.get('ctx', {}).get('error', '')}".rstrip(": ")
    if kind == "string_pattern_mismatch":
        return "is not written as it must be"
    if kind.endswith("_parsing"):
        return "cannot be read"
    if kind in ("model_attributes_type", "model_type", "dict_type") and not _inner(error):
        return "the body is not a JSON object"
    text = str(error["msg"])
    return text.removeprefix("Value error, ").removeprefix("Assertion failed, ")


def _no_word(sent: object, expected: str) -> str:
    """Of a closed set; what was sent is repeated when it may have been meant as one of them."""
    if not isinstance(sent, str) or not 0 < len(sent) <= LONGEST_WORD or not is_storable(sent):
        return "is none of the words that are known here"
    return f"«{sent}» is not known here{meant(sent, re.findall(QUOTED, expected))}"


def _expected(error: dict[str, Any]) -> str | None:
    context = error.get("ctx") or {}
    if "expected" in context:
        return str(context["expected"])
    bounds = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    told = [f"{word} {context[key]}" for key, word in bounds.items() if key in context]
    if told:
        return " and ".join(told)
    if error["type"] == "string_pattern_mismatch":
        return f"a text that matches {context.get('pattern')}"
    if error["type"] in ("model_attributes_type", "model_type", "dict_type") and not _inner(error):
        return "an object, sent with «Content-Type: application/json»"
    names = {
        "int": "a whole number",
        "float": "a number",
        "finite": "a number",
        "bool": "true or false",
        "string": "text",
        "list": "a list",
        "tuple": "a list",
        "dict": "an object",
        "model": "an object",
        "datetime": "an instant such as 2026-03-02T08:00:00Z",
    }
    kind = str(error["type"])
    return next((text for name, text in names.items() if kind.startswith(f"{name}_")), None)


def _fault_bodies(faults: Any) -> list[dict[str, Any]]:
    return [{"path": f.path, "message": f.message, "expected": f.expected} for f in faults]


def answer_of(error: RegieError) -> Response:
    """The problem document of one of our own errors."""
    more: dict[str, Any] = dict(error.facts)
    if isinstance(error, Invalid):
        more["faults"] = _fault_bodies(error.faults)
    response = problem(error.status, error.title, detail=error.detail, code=error.code, **more)
    if isinstance(error, TooMany):
        response.headers["retry-after"] = str(max(1, round(error.retry_after)))
    if error.status == HTTPStatus.UNAUTHORIZED:
        response.headers["www-authenticate"] = "Bearer"
    return response


async def _ours(connection: HTTPConnection, error: Exception) -> Response | None:
    answer = answer_of(cast(RegieError, error))
    if isinstance(connection, WebSocket):
        await connection.send_denial_response(answer)
        return None
    return answer


async def _validation(request: Request, error: Exception) -> Response:
    found = cast(RequestValidationError, error)
    body = getattr(request.scope.get("route"), "body_field", None)
    kind = body.field_info.annotation if body is not None else None
    faults = faults_of(found.errors(), kind)
    return answer_of(Invalid([*faults, *_also(kind, found.body, [fault.path for fault in faults])]))


def _also(kind: Any, body: Any, at_fault: list[str]) -> list[Fault]:
    if not isinstance(body, Mapping) or "" in at_fault:
        return []
    looks = [look for known, look in _looks.items() for model in models_in(kind) if issubclass(model, known)]
    try:
        found = [fault for look in looks for fault in look(body, at_fault)]
    except Exception:  # the answer is complete without it
        _log.exception("a second look at a body failed")
        return []
    return [fault for fault in found if not any(is_within(fault.path, path) for path in at_fault)]


def is_within(path: str, above: str) -> bool:
    """Whether a place is another one, or inside of it."""
    return path == above or path.startswith(f"{above}.")


async def _http(_: Request, error: Exception) -> Response:
    refused = cast(HTTPException, error)
    title = HTTPStatus(refused.status_code).phrase
    detail = refused.detail if refused.detail != title else None
    response = problem(refused.status_code, title, detail=detail, code=title.lower().replace(" ", "-"))
    response.headers.update(refused.headers or {})
    return response


async def _unexpected(_: Request, error: Exception) -> Response:
    incident = new_id()
    _log.error("a request failed unexpectedly", exc_info=error, extra={"incident": incident})
    return problem(
        500,
        "Something went wrong",
        detail=f"The server made a mistake; its log tells more under {incident}.",
        code="internal",
        incident=incident,
    )


def install(app: FastAPI) -> None:
    """Answer every error of this application as a problem document."""
    app.add_exception_handler(RegieError, _ours)  # type: ignore[arg-type]  # WebSockets too
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)
