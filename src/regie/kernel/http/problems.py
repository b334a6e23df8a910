"""
Errors as RFC 9457 problem details: what happened, every field at fault, nothing of the inside.

The body is `{"type", "title", "status", "detail", "code", "faults": [{"path", "message", "expected"}]}` and whatever
facts the error carries. A 500 tells only an id that the log knows too.
"""

import logging
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
from regie.kernel.wire import dumps

TYPE = "application/problem+json"
_log = logging.getLogger(__name__)


def problem(status: int, title: str, *, detail: str | None = None, code: str, **more: Any) -> Response:
    """One problem document as a response."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code, **more}
    return Response(dumps(body), status_code=status, media_type=TYPE)


def faults_of(errors: Any, body: Any = None) -> list[Fault]:
    """Pydantic's errors as ours: the path as the sender wrote it, one entry for each place."""
    found: dict[tuple[str, str], Fault] = {}
    for error in errors:
        place = [part for part in error["loc"] if not _is_branch(part)]
        if place and place[0] in ("body", "query", "path", "header"):
            place = place[1:]
        path = "" if error["type"] == "json_invalid" else ".".join(str(part) for part in place)
        message, _, expected = _message(error).partition("; expected ")
        fault = Fault(path, message, _expected(error) or expected or None)
        found.setdefault((fault.path, fault.message), fault)
    return list(found.values())


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
    if kind == "extra_forbidden":
        return "is not a known key"
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


async def _validation(_: Request, error: Exception) -> Response:
    faults = faults_of(cast(RequestValidationError, error).errors())
    return answer_of(Invalid(faults))


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
