"""The server itself from the command line: run it, show it, look after its folder."""

import argparse
import asyncio
import gc
import json
import sys
from pathlib import Path
from typing import Any

from regie import __version__
from regie.cli.folder import MISUSED, data_option, known, settings_of, store_of
from regie.cli.remote import beside
from regie.cli.tables import count


def add_commands(commands: Any) -> None:
    """`regie serve`, `demo`, `secrets`, `config` and `openapi`."""
    serve = commands.add_parser("serve", help="run the server in the foreground until SIGTERM or Ctrl-C")
    data_option(serve)
    serve.add_argument("--host", help="address to listen on (server.host)")
    serve.add_argument("--port", type=int, help="TCP port; 0 takes a free one (server.port)")
    serve.set_defaults(run=_serve)

    demo = commands.add_parser("demo", help="run the server with a synthetic live camera and jobs on it")
    demo.add_argument(
        "--data", type=Path, help="its folder, kept and used again (default: regie-demo in the current one)"
    )
    demo.add_argument("--host", help="address to listen on (default: 127.0.0.1, unless its config.json says another)")
    demo.add_argument("--port", type=int, help="TCP port (default: 3000); the next free one when it is in use")
    demo.set_defaults(run=_demo)

    secrets = commands.add_parser("secrets", help="keys of what is stored encrypted")
    rotation = secrets.add_subparsers(required=True, metavar="DEED").add_parser(
        "rotate", help="put every stored secret under a new key and drop the old ones; the server must be stopped"
    )
    data_option(rotation)
    rotation.set_defaults(run=_rotate)

    config = commands.add_parser(
        "config",
        help="check config.json, and show the settings of the running server or of the next start, secrets masked",
    )
    data_option(config, required=False)
    config.add_argument("--reference", action="store_true", help="print the page of all settings instead (Markdown)")
    config.set_defaults(run=_config)

    openapi = commands.add_parser("openapi", help="print the description of the HTTP API (OpenAPI 3.1)")
    openapi.set_defaults(run=_openapi)


def _serve(options: argparse.Namespace) -> int:
    gc.disable()  # a fifth of the start would go by in looking for garbage: `serving` begins again when it serves
    from regie import serving

    data = options.data.absolute()
    given: dict[str, Any] = {}
    for key, value in (("host", options.host), ("port", options.port)):
        if value is not None:
            given.setdefault("server", {})[key] = value
    settings, pinned = settings_of(data, given)
    return serving.run(data, settings, pinned, ready=_announce)


async def _announce(address: str, house: Any) -> None:
    print(f"Régie {__version__} serves {address}", flush=True)
    if await house.accounts.needs_setup():
        code = house.accounts.setup_code.code
        print(f"No user yet: open {address}/setup and type the code {code}", flush=True)


def _demo(options: argparse.Namespace) -> int:
    gc.disable()
    from regie.demo.run import run

    return run(options.data, options.host, options.port)


def _config(options: argparse.Namespace) -> int:
    from regie.describe import settings_page

    if options.reference:
        print(settings_page(), end="")
        return 0
    if options.data is None:
        print("regie: say which folder, with --data", file=sys.stderr)
        return MISUSED
    data = known(options.data)
    store = store_of(data)
    running = beside(data, store)
    shown = running.config if running else store.shown() | {"pinned": store.pinned()}
    print(json.dumps(shown, indent=2, ensure_ascii=False))
    if running is None:
        _note(f"No server runs on {data}: these are its config.json, the environment and the defaults.")
        return 0
    _note(f"These are the settings of the server at {running.address}.")
    if running.config["restartNeeded"]:
        _note(f"Not in force before it is restarted: {', '.join(running.config['restartNeeded'])}.")
    if running.unread:
        _note(f"config.json says otherwise and was not read again (SIGHUP, or a restart): {', '.join(running.unread)}.")
    return 0


def _note(sentence: str) -> None:
    """Beside the JSON, for people."""
    print(sentence, file=sys.stderr)


def _openapi(_options: argparse.Namespace) -> int:
    from regie.describe import openapi

    print(json.dumps(asyncio.run(openapi()), indent=1, ensure_ascii=False, sort_keys=True))
    return 0


def _rotate(options: argparse.Namespace) -> int:
    from regie import serving
    from regie.rotation import rotate

    data = known(options.data)
    settings, _ = settings_of(data, {})
    try:
        with serving.locked(data):
            done = asyncio.run(rotate(data, settings))
    except serving.FolderLockedError as error:
        print(f"regie: {error}", file=sys.stderr)
        return serving.LOCKED
    renewed = count(done.secrets, "stored secret has", "stored secrets have")
    print(f"{renewed} a new key; {count(done.keys, 'old key is', 'old keys are')} gone.")
    return 0
