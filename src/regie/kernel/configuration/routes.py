"""`/api/config`."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from pydantic import ValidationError

from regie.kernel.configuration.schemas import ExportRequest, ImportAnswer, ImportRequest, SettingAnswer
from regie.kernel.configuration.service import Configuration
from regie.kernel.configuration.transfer import Transfer
from regie.kernel.errors import Invalid
from regie.kernel.http.deps import Caller, Writing, allow
from regie.kernel.http.problems import faults_of

_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": ImportRequest.model_json_schema(by_alias=True)}},
    }
}


_CHANGE = {"storage": {"defaultRetention": {"maxDays": 30, "maxSizeGB": 100}}, "logging": {"level": "debug"}}
_SETTINGS = {
    "server": {"host": "127.0.0.1", "port": 3000, "https": {"enabled": False, "certPath": "", "keyPath": ""}},
    "storage": {"basePath": "/data/camcron", "defaultRetention": {"maxDays": 30, "maxSizeGB": 100}},
    "auth": {"jwtSecret": "********", "sessionTimeout": 3600},
    "logging": {"level": "info"},
    "pinned": ["server.port"], "restartNeeded": [], "warnings": [],
}  # fmt: skip
_SHOWN: dict[str, Any] = {"content": {"application/json": {"example": _SETTINGS}}}
_CHANGED: dict[str, Any] = {
    "content": {"application/json": {"example": _SETTINGS | {"restartNeeded": ["storage.basePath"]}}}
}
_EXPORTED: dict[str, Any] = {
    "content": {
        "application/json": {
            "example": {
                "format": "regie-configuration", "version": 1, "madeBy": "0.1.0",
                "madeAt": "2026-03-02T08:00:00.000Z", "secrets": None,
                "sites": [{"id": "default", "name": "Default", "timezone": "Europe/Paris"}], "cameras": [], "jobs": [],
            }
        }
    }
}  # fmt: skip


def _read(body: bytes) -> ImportRequest:
    try:
        return ImportRequest.model_validate_json(body)
    except ValidationError as error:
        raise Invalid(faults_of(error.errors(), ImportRequest)) from None


def routes(configuration: Configuration, transfer: Transfer) -> APIRouter:
    """Reading and changing settings; administrators only."""
    api = APIRouter(prefix="/api/config", tags=["server"])

    @api.get("", responses={200: _SHOWN})
    async def get_config(caller: Annotated[Caller, allow("config.read")]) -> dict[str, Any]:
        """Every setting with the value in force, secrets masked. `pinned` keys are set where the server is started."""
        return configuration.answer()

    @api.get("/reference", dependencies=[allow("config.read")])
    async def list_settings() -> list[SettingAnswer]:
        """Every setting with its meaning, its kind and limits, its default, and whether a change needs a restart."""
        return [SettingAnswer.model_validate(entry) for entry in configuration.reference()]

    @api.put("", responses={200: _CHANGED})
    async def change_config(
        caller: Annotated[Caller, allow("config.write")],
        session: Writing,
        sent: Annotated[
            dict[str, Any],
            Body(description="Only what shall change; masked secrets stay as they are.", examples=[_CHANGE]),
        ],
    ) -> dict[str, Any]:
        """Change settings: checked as a whole and written to config.json, the former file kept beside it.

        What can count at once does; `restartNeeded` names what counts from the next start.
        """
        return await configuration.change(session, caller, sent)

    @api.post("/export", responses={200: _EXPORTED})
    async def export_config(
        caller: Annotated[Caller, allow("config.export")], wanted: ExportRequest | None = None
    ) -> dict[str, Any]:
        """Everything that was configured as one document; its secrets encrypted with a passphrase, or left out."""
        asked = wanted or ExportRequest()
        return await transfer.export(caller, passphrase=asked.passphrase, only=asked.sections)

    @api.post("/import", openapi_extra=_BODY)
    async def import_config(caller: Annotated[Caller, allow("config.import")], request: Request) -> ImportAnswer:
        """Put an exported document in, all of it or nothing. Without `dryRun: false` it only tells what would change.

        What has the same id is changed, the rest is made; with `replace`, what the document does not have is forgotten.
        """
        sent = _read(await request.body())  # large, so only once it is known who sends it
        return ImportAnswer.model_validate(
            await transfer.import_(
                caller, sent.document, passphrase=sent.passphrase, dry_run=sent.dry_run, replace=sent.replace
            )
        )

    return api
