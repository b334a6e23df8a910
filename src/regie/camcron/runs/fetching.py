"""
The child that asks a camera for one picture: `python -m regie.camcron.runs.fetching PAPER`.

The paper says what, as JSON, and is removed once it is read. Whatever goes wrong is one line on stderr, in words that
`kernel.ffmpeg.reasons` knows. It never sends credentials to another host than the one that was asked for.
"""

import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import httpx

MOST_REDIRECTS = 3


class Failed(Exception):
    """There is no picture, for this reason."""


def main() -> None:
    """Fetch, check, write; code 1 with a reason otherwise."""
    paper = Path(sys.argv[1])
    asked = json.loads(paper.read_text(encoding="utf-8"))
    paper.unlink()
    if asked["notBefore"] is not None:
        time.sleep(max(0.0, asked["notBefore"] - time.time()))
    try:
        write(Path(asked["target"]), converted(fetch(asked), asked))
    except Failed as failed:
        sys.exit(str(failed))
    except httpx.TimeoutException:
        sys.exit("Connection timed out")
    except httpx.TransportError as error:
        sys.exit(_network(str(error)))
    except OSError as error:
        sys.exit(f"{type(error).__name__}: {error.strerror}")


def fetch(asked: dict[str, Any]) -> bytes:
    """The picture as it comes; redirects are followed on the same host only, within the patience, up to the size."""
    deadline = time.monotonic() + asked["patience"]
    url = httpx.URL(asked["url"])
    host, user, password = url.host, asked["username"], asked["password"]
    auth: httpx.Auth | None = httpx.DigestAuth(user, password) if user else None  # it asks without them first
    # cameras sign their own certificates: what keeps a password here is that it goes to no other host
    with httpx.Client(verify=False, trust_env=False, timeout=asked["patience"]) as client:  # noqa: S501
        for _ in range(MOST_REDIRECTS + 2):
            with client.stream("GET", url, auth=auth) as answer:
                if isinstance(auth, httpx.DigestAuth) and _wants_basic(answer):
                    auth = httpx.BasicAuth(user, password)
                    continue
                if answer.has_redirect_location:
                    url = url.join(answer.headers["location"])
                    if url.host != host or url.scheme not in ("http", "https"):
                        raise Failed("The camera sends to another host, where its credentials may not go.")
                    continue
                if answer.status_code != httpx.codes.OK:
                    raise Failed(f"HTTP error {answer.status_code}")
                return _body(answer, asked["most"], deadline)
    raise Failed("The camera sends round in circles.")


def _wants_basic(answer: httpx.Response) -> bool:
    wanted = answer.headers.get("www-authenticate", "").lower()
    return answer.status_code == httpx.codes.UNAUTHORIZED and "basic" in wanted and "digest" not in wanted


def _body(answer: httpx.Response, most: int, deadline: float) -> bytes:
    gathered = bytearray()
    for chunk in answer.iter_bytes():
        gathered += chunk
        if len(gathered) > most:
            raise Failed(f"The picture is larger than {most} bytes.")
        if time.monotonic() > deadline:
            raise Failed("Connection timed out")
    return bytes(gathered)


def converted(data: bytes, asked: dict[str, Any]) -> bytes:
    """As the job wants it; a JPEG that may stay as it is stays, once it has been read to its end."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            kind = image.format
            image.load()
            if kind == "JPEG" and asked["format"] in ("jpg", "jpeg") and not asked["size"] and not asked["quality"]:
                return data
            made = image.convert("RGB")
            if asked["size"]:
                made = made.resize(tuple(asked["size"]))
            held = io.BytesIO()
            form = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}[asked["format"]]
            made.save(held, form, **({} if form == "PNG" else {"quality": asked["quality"] or 85}))
            return held.getvalue()
    except (Image.DecompressionBombError, SyntaxError, ValueError, OSError) as error:
        raise Failed("Invalid data found: what came is no whole picture") from error


def write(target: Path, picture: bytes) -> None:
    """All of it, on the disk."""
    with target.open("wb") as file:
        file.write(picture)
        file.flush()
        os.fsync(file.fileno())


def _network(said: str) -> str:
    if "Name or service" in said or "getaddrinfo" in said or "No address" in said:
        return "Name or service not known"
    return said or "Connection reset"


if __name__ == "__main__":
    main()
