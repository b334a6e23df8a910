"""The child that speaks to other services: one request as JSON on stdin, one answer as JSON on stdout."""

import json
import logging
import sys
import tempfile
from base64 import b64decode
from pathlib import Path
from typing import Any

import apprise


class Complaints(logging.Handler):
    """What Apprise says against a service."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage().strip().rstrip("."))


def answer(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Send to each address, and tell which refused and why."""
    picture = None
    if request["picture"]:
        picture = folder / "picture.jpg"
        picture.write_bytes(b64decode(request["picture"]))
    complaints = Complaints()
    logging.getLogger("apprise").addHandler(complaints)
    failed, sent = [], []
    for number, url in enumerate(request["urls"], start=1):
        service = apprise.Apprise.instantiate(url, suppress_exceptions=True)
        if service is None:
            failed.append(f"address {number} ({url.partition('://')[0]}) is not one that Apprise understands")
            continue
        caller, complaints.said = apprise.Apprise([service]), []
        taken = caller.notify(
            body=request["body"],
            title=request["title"],
            notify_type=request["type"],
            attach=str(picture) if picture is not None else None,
        )
        name = str(service.service_name or url.partition("://")[0])
        if taken:  # a result, not a boolean: it is true when everything arrived
            sent.append(name)
        else:
            failed.append(f"{name}: {complaints.said[-1] if complaints.said else 'it was refused'}")
    if failed:
        return {"ok": False, "sentence": f"{'; '.join(failed)}."}
    return {"ok": True, "sentence": f"{', '.join(sent)} took it."}


def main() -> None:
    logging.getLogger("apprise").propagate = False
    with tempfile.TemporaryDirectory(prefix="regie-apprise-") as folder:
        told = answer(json.load(sys.stdin), Path(folder))
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
