"""
A running server as the command line speaks to it: over HTTP, like everybody else.

Beside the server it finds address and key in the data folder; from elsewhere, `--server` (or REGIE_SERVER) names the
address and REGIE_TOKEN holds an API token, which never stands among the arguments where every process can read it.
"""

import argparse
import json
import os
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urlsplit

from regie.cli.folder import MISUSED, known, settings_of
from regie.kernel.auth.local import Running, announced
from regie.kernel.errors import RegieError
from regie.kernel.spelling import nearest

if TYPE_CHECKING:
    import httpx

    from regie.configfile import Beside, ConfigFile

UNREACHABLE = 4
"""Exit code: no server answers."""
REFUSED = 5
"""Exit code: the server knows us not, or our rights do not reach."""
PATIENCE = 60.0


class ServerAway(RegieError):
    """No server answers."""


class ServerRefuses(RegieError):
    """The server refuses."""


class ServerSays(RegieError):
    """The server could not do it."""


class NothingSuch(ServerSays):
    """The server knows nothing of that name."""


class ServerFindsFault(ServerSays):
    """The server finds fault with what was given."""


_KINDS = {401: ServerRefuses, 403: ServerRefuses, 404: NothingSuch, 422: ServerFindsFault}


def server_options(parser: argparse.ArgumentParser, *, as_json: bool = True) -> None:
    """How to reach the server, and how to print what it says."""
    default = os.environ.get("REGIE_DATA")
    parser.add_argument(
        "--data", type=Path, default=Path(default) if default else None,
        help="the data folder of a server on this machine (environment: REGIE_DATA)",
    )  # fmt: skip
    parser.add_argument(
        "--server", default=os.environ.get("REGIE_SERVER"),
        help="address of a server elsewhere (REGIE_SERVER); an API token is then read from REGIE_TOKEN",
    )  # fmt: skip
    if as_json:
        parser.add_argument("--json", action="store_true", help="for programs")


class Server:
    """REST, with errors in words."""

    def __init__(self, client: "httpx.Client") -> None:
        self._client = client

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """One request; what it answers, read from JSON."""
        answer = self.ask(method, path, body, **query)
        return answer.json() if answer.content else None

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> "httpx.Response":
        """One request; the answer as it came. Raises what the server or the way to it has to say."""
        import httpx

        given = {key: value for key, value in query.items() if value is not None}
        try:
            answer = self._client.request(method, path, json=body, params=given)
        except httpx.TransportError as error:
            raise ServerAway(f"No server answers at {self._client.base_url} ({error}).") from error
        if answer.is_error:
            raise _problem(answer)
        return answer

    def pages(self, path: str, most: int, **query: Any) -> Iterator[dict[str, Any]]:
        """The entries of a list, page after page."""
        left = most
        url: str | None = path
        given = {key: value for key, value in query.items() if value is not None} | {"limit": min(most, 500)}
        while url is not None and left > 0:
            answer = self.ask("GET", url, **given)
            rows = answer.json()
            yield from rows[:left]
            left -= len(rows)
            following = answer.links.get("next", {}).get("url")
            url, given = (following, {}) if following else (None, {})

    @contextmanager
    def download(self, path: str) -> Iterator["httpx.Response"]:
        """A body too large to hold."""
        import httpx

        try:
            with self._client.stream("GET", path) as answer:
                if answer.is_error:
                    answer.read()
                    raise _problem(answer)
                yield answer
        except httpx.TransportError as error:
            raise ServerAway(f"The connection to {self._client.base_url} broke ({error}).") from error


def beside(data: Path, store: "ConfigFile") -> "Beside | None":
    """The server that runs on a folder, if it answers; `store` is what the file says."""
    from regie.configfile import Beside

    running = announced(data)
    if running is None:
        return None
    try:
        with _speaking(*_at(data, running)) as server:
            config = server("GET", "/api/config")
    except (ServerAway, ServerSays, ServerRefuses):
        return None
    return Beside(running.address, config, store.unread(config))


@contextmanager
def naming(server: Server, kind: Literal["jobs", "cameras"], name: str) -> Iterator[None]:
    """When there is no job or camera of that name, tell which was probably meant."""
    try:
        yield
    except NothingSuch as error:
        known = []
        with suppress(ServerRefuses):  # who may run a job need not be allowed to list them
            known = [row["id"] for row in server("GET", f"/api/{kind}")]
        near = nearest(name, known)
        advice = f"Did you mean «{near}»?" if near else f"`regie {kind}` lists them."
        raise NothingSuch(f"{error} {advice}") from None


def there_is(server: Server, kind: Literal["jobs", "cameras"], name: str | None) -> None:
    """Say so when there is no job or camera of that name; a token that may not ask learns nothing."""
    if name is not None:
        with suppress(ServerRefuses), naming(server, kind, name):
            server("GET", f"/api/{kind}/{quote(name, safe='')}")


@contextmanager
def reached(options: argparse.Namespace) -> Iterator[Server]:
    """The server that the options name."""
    with _speaking(*_whereabouts(options)) as server:
        yield server


@contextmanager
def _speaking(address: str, token: str | None, trust: ssl.SSLContext | bool) -> Iterator[Server]:
    import httpx

    headers = {"authorization": f"Bearer {token}"} if token else {}
    with httpx.Client(base_url=address, headers=headers, timeout=PATIENCE, verify=trust) as client:
        yield Server(client)


def _whereabouts(options: argparse.Namespace) -> tuple[str, str | None, ssl.SSLContext | bool]:
    if options.server:
        if urlsplit(options.server).scheme not in ("http", "https"):
            raise _misused(f"--server «{options.server}» is not an address such as https://cameras.example.org")
        return options.server.rstrip("/"), os.environ.get("REGIE_TOKEN"), True
    if options.data is None:
        raise _misused("say which server: --data FOLDER for one on this machine, --server ADDRESS for another")
    data = known(options.data)
    running = announced(data)
    if running is None:
        command = "demo" if (data / "secrets" / "demo.json").exists() else "serve"
        raise ServerAway(f"No server runs on {data}. Start it with `regie {command} --data {data}`.")
    return _at(data, running)


def _at(data: Path, running: Running) -> tuple[str, str, ssl.SSLContext | bool]:
    return running.address, running.token, _trusting(data) if running.address.startswith("https") else True


def _trusting(data: Path) -> ssl.SSLContext:
    """Beside the server its own certificate is known, whatever name it bears."""
    settings, _ = settings_of(data, {})
    context = ssl.create_default_context()
    context.check_hostname = False
    context.load_verify_locations(settings.server.https.cert_path)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def _misused(sentence: str) -> SystemExit:
    print(f"regie: {sentence}", file=sys.stderr)
    return SystemExit(MISUSED)


def _problem(answer: "httpx.Response") -> RegieError:
    try:
        told = answer.json()
        text = told.get("detail") or told.get("title")
    except (json.JSONDecodeError, AttributeError):
        told, text = {}, f"it answered {answer.status_code}"
    faults = [
        f"\n  {fault['path'] or '·'}: {fault['message']}"
        + (f" — expected {fault['expected']}" if fault.get("expected") else "")
        for fault in told.get("faults", [])
    ]
    sentence = (told.get("title") or text) + "".join(faults) if faults else text
    return _KINDS.get(answer.status_code, ServerSays)(sentence)
