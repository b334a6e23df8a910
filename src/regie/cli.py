"""
The command line: the only way in.

Exit codes: 0 done, 1 it failed, 2 it was called wrongly (also a wrong configuration), 3 the data folder is in use.
Commands work beside a running server; only `serve` and `demo` hold the folder.
"""

import argparse
import asyncio
import getpass
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from regie import __version__
from regie.kernel.errors import Invalid, RegieError

FAILED, MISUSED = 1, 2


class NoDataFolder(RegieError):
    """There is no data folder here."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its code."""
    options = _parser().parse_args(arguments)
    try:
        sys.exit(options.run(options))
    except Invalid as error:
        print(f"regie: {error.title}", file=sys.stderr)
        for fault in error.faults:
            expected = f" — expected {fault.expected}" if fault.expected else ""
            print(f"  {fault.path or '·'}: {fault.message}{expected}", file=sys.stderr)
        sys.exit(MISUSED)
    except RegieError as error:
        print(f"regie: {error.detail or error.title}", file=sys.stderr)
        sys.exit(FAILED)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"regie: {place}{error.strerror or error}", file=sys.stderr)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="regie", description="A control room for cameras and screens.")
    parser.add_argument("--version", action="version", version=f"regie {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="run the server in the foreground until SIGTERM or Ctrl-C")
    _data(serve)
    serve.add_argument("--host", help="address to listen on (server.host)")
    serve.add_argument("--port", type=int, help="TCP port; 0 takes a free one (server.port)")
    serve.set_defaults(run=_serve)

    demo = commands.add_parser("demo", help="run the server with a synthetic live camera and jobs on it")
    demo.add_argument(
        "--data", type=Path, help="its folder, kept and used again (default: regie-demo in the current one)"
    )
    demo.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    demo.add_argument(
        "--port", type=int, default=3000, help="TCP port (default: 3000); the next free one when it is in use"
    )
    demo.set_defaults(run=_demo)

    _user_commands(commands)

    _token_commands(commands)

    secrets = commands.add_parser("secrets", help="keys of what is stored encrypted")
    rotation = secrets.add_subparsers(required=True, metavar="DEED").add_parser(
        "rotate", help="put every stored secret under a new key and drop the old ones; the server must be stopped"
    )
    _data(rotation)
    rotation.set_defaults(run=_rotate)

    config = commands.add_parser("config", help="check and show the settings in force, secrets masked")
    _data(config, required=False)
    config.add_argument("--reference", action="store_true", help="print the page of all settings instead (Markdown)")
    config.set_defaults(run=_config)

    openapi = commands.add_parser("openapi", help="print the description of the HTTP API (OpenAPI 3.1)")
    openapi.set_defaults(run=_openapi)
    return parser


def _user_commands(commands: Any) -> None:
    user = commands.add_parser("user", help="add, list and change users; works beside a running server")
    deeds = user.add_subparsers(required=True, metavar="DEED")
    add = deeds.add_parser("add", help="add a user")
    add.add_argument("name")
    add.add_argument("--role", choices=["ADMIN", "EDITOR", "VIEWER"], default="VIEWER")
    add.add_argument("--email")
    passwd = deeds.add_parser("passwd", help="set a user's password; ends all of their sessions")
    passwd.add_argument("name")
    for deed in (add, passwd):
        deed.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    remove = deeds.add_parser("remove", help="remove a user")
    remove.add_argument("name")
    listing = deeds.add_parser("list", help="list the users")
    listing.add_argument("--json", action="store_true", help="for programs")
    for deed, run in ((add, _user_add), (passwd, _user_passwd), (remove, _user_remove), (listing, _user_list)):
        _data(deed)
        deed.set_defaults(run=run)


def _token_commands(commands: Any) -> None:
    token = commands.add_parser("token", help="add, list and revoke API tokens; works beside a running server")
    deeds = token.add_subparsers(required=True, metavar="DEED")
    add = deeds.add_parser("add", help="make a token for a user and print it, this once")
    add.add_argument("user")
    add.add_argument("name", help="what it is for")
    add.add_argument(
        "--scope", action="append", help="a right such as jobs.read, jobs.* or *.read; all of them unless given"
    )
    listing = deeds.add_parser("list", help="list the tokens")
    listing.add_argument("--json", action="store_true", help="for programs")
    revoke = deeds.add_parser("revoke", help="make a token useless")
    revoke.add_argument("id")
    for deed, run in ((add, _token_add), (listing, _token_list), (revoke, _token_revoke)):
        _data(deed)
        deed.set_defaults(run=run)


def _data(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    default = os.environ.get("REGIE_DATA")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(default) if default else None,
        required=required and default is None,
        help="the data folder (environment: REGIE_DATA)",
    )


# -- settings --------------------------------------------------------------------------------------------------------


def _settings(data: Path, given: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The settings in force, and what of them is held by the environment and the command line."""
    from regie import settings
    from regie.configfile import opened
    from regie.kernel.secrets import Vault

    try:
        data.mkdir(parents=True, exist_ok=True)
        file = opened(settings.from_file(data / settings.FILE), Vault(data / "secrets"))
    except OSError as error:
        raise SystemExit(f"regie: the data folder {data} cannot be used ({error.strerror}).") from error
    pinned = settings.merge(settings.from_environment(os.environ), given)
    return settings.compose(file, pinned), pinned


def _serve(options: argparse.Namespace) -> int:
    from regie import serving

    data = options.data.absolute()
    given: dict[str, Any] = {}
    for key, value in (("host", options.host), ("port", options.port)):
        if value is not None:
            given.setdefault("server", {})[key] = value
    settings, pinned = _settings(data, given)
    return serving.run(data, settings, pinned, ready=_announce)


async def _announce(address: str, house: Any) -> None:
    print(f"Régie {__version__} serves {address}", flush=True)
    if await house.accounts.needs_setup():
        code = house.accounts.setup_code.code
        print(f"No user yet: open {address}/setup and type the code {code}", flush=True)


def _demo(options: argparse.Namespace) -> int:
    from regie.demo.run import run

    return run(options.data, options.host, options.port)


def _config(options: argparse.Namespace) -> int:
    from regie.configfile import ConfigFile
    from regie.describe import settings_page
    from regie.kernel.secrets import Redactor, Vault

    if options.reference:
        print(settings_page(), end="")
        return 0
    if options.data is None:
        print("regie: say which folder, with --data", file=sys.stderr)
        return MISUSED
    data = _known(options.data)
    settings, pinned = _settings(data, {})
    store = ConfigFile(data, settings, pinned, Vault(data / "secrets"), Redactor())
    print(json.dumps(store.shown() | {"pinned": store.pinned()}, indent=2, ensure_ascii=False))
    return 0


def _known(data: Path) -> Path:
    """The folder, when a server has been there; a mistyped one must not become a new installation."""
    found = data.absolute()
    if (
        not (found / "instance-id").exists()
        and not (found / "regie.db").exists()
        and not (found / "config.json").exists()
    ):
        raise NoDataFolder(f"{found} is not a data folder of Régie: is --data mistyped? `regie serve` makes a new one.")
    return found


def _openapi(_options: argparse.Namespace) -> int:
    from regie.describe import openapi

    print(json.dumps(asyncio.run(openapi()), indent=1, ensure_ascii=False, sort_keys=True))
    return 0


def _rotate(options: argparse.Namespace) -> int:
    from regie import serving
    from regie.rotation import rotate

    data = _known(options.data)
    settings, _ = _settings(data, {})
    try:
        with serving.locked(data):
            done = asyncio.run(rotate(data, settings))
    except serving.FolderLockedError as error:
        print(f"regie: {error}", file=sys.stderr)
        return serving.LOCKED
    print(f"{done.secrets} stored secrets have a new key; {done.keys} old keys are gone.")
    return 0


# -- users -----------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def _accounts(data: Path) -> AsyncIterator[Any]:
    from regie import bootstrap
    from regie.kernel.audit.service import Audit
    from regie.kernel.auth.service import Accounts
    from regie.kernel.clock import SystemClock
    from regie.kernel.db import Database
    from regie.kernel.events import Events
    from regie.migrations import upgrade

    settings, _ = _settings(data, {})
    clock = SystemClock()
    database = Database(bootstrap.database_url(data, settings), Events())
    try:
        await upgrade(database, clock=clock, backups=data / "backups")
        accounts = Accounts(database, clock, settings.auth, Audit(clock), secrets=data / "secrets")
        try:
            yield accounts
        finally:
            await accounts.close()
    finally:
        await database.close()


def _with_accounts(
    options: argparse.Namespace, deed: Callable[[Any, Any], Awaitable[None]], *, may_make: bool = False
) -> int:
    from regie.kernel.http.callers import command_line

    data = options.data.absolute() if may_make else _known(options.data)

    async def act() -> None:
        async with _accounts(data) as accounts:
            await deed(accounts, command_line(_machine_account()))

    asyncio.run(act())
    return 0


def _machine_account() -> str:
    """Who runs the command, for the audit; a container may run it by a number that nobody bears."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def _user_add(options: argparse.Namespace) -> int:
    from regie.kernel.auth.schemas import NewUser

    password = _password(options)

    async def add(accounts: Any, caller: Any) -> None:
        try:
            new = NewUser(username=options.name, email=options.email, role=options.role, password=password)
        except ValueError as error:
            raise _invalid(error) from error
        user = await accounts.add(caller, new)
        print(f"{user.username} ({user.role.value}) was added.")

    return _with_accounts(options, add, may_make=True)


def _user_passwd(options: argparse.Namespace) -> int:
    password = _password(options)

    async def change(accounts: Any, caller: Any) -> None:
        user = await accounts.user(options.name)
        await accounts.set_password(caller, user.id, password)
        print(f"The password of {user.username} was changed; its sessions have ended.")

    return _with_accounts(options, change)


def _user_remove(options: argparse.Namespace) -> int:
    async def remove(accounts: Any, caller: Any) -> None:
        user = await accounts.user(options.name)
        await accounts.delete(caller, user.id)
        print(f"{user.username} was removed.")

    return _with_accounts(options, remove)


def _user_list(options: argparse.Namespace) -> int:
    async def show(accounts: Any, _caller: Any) -> None:
        rows = [
            {"username": user.username, "email": user.email, "role": user.role.value, "disabled": user.disabled}
            for user in await accounts.users()
        ]
        if options.json:
            print(json.dumps(rows))
            return
        for row in rows:
            print(
                f"{row['username']:<24} {row['role']:<8} {row['email'] or ''}{' (disabled)' if row['disabled'] else ''}"
            )

    return _with_accounts(options, show)


def _token_add(options: argparse.Namespace) -> int:
    async def add(accounts: Any, caller: Any) -> None:
        user = await accounts.user(options.user)
        _, secret = await accounts.tokens.create(caller, user.id, options.name, options.scope or ("*",))
        print(secret)

    return _with_accounts(options, add)


def _token_list(options: argparse.Namespace) -> int:
    async def show(accounts: Any, _caller: Any) -> None:
        names = {user.id: user.username for user in await accounts.users()}
        rows = [
            {"id": token.id, "user": names.get(token.user_id), "name": token.name, "scopes": token.scopes,
             "begins": token.prefix, "revoked": token.revoked_at is not None}
            for token in await accounts.tokens.all(None)
        ]  # fmt: skip
        if options.json:
            print(json.dumps(rows))
            return
        for row in rows:
            scopes = ", ".join(row["scopes"]) + (" (revoked)" if row["revoked"] else "")
            print(f"{row['id']}  {row['user'] or '':<16} {row['name']:<24} {scopes}")

    return _with_accounts(options, show)


def _token_revoke(options: argparse.Namespace) -> int:
    async def revoke(accounts: Any, caller: Any) -> None:
        await accounts.tokens.revoke(caller, options.id, owner=None)
        print("The token was revoked.")

    return _with_accounts(options, revoke)


def _password(options: argparse.Namespace) -> str:
    """From standard input, or typed twice at a terminal; never from the arguments, which everybody can read."""
    if options.password_stdin:
        return sys.stdin.read().rstrip("\r\n")
    if not sys.stdin.isatty():
        print("regie: send the password on standard input, with --password-stdin", file=sys.stderr)
        sys.exit(MISUSED)
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        print("regie: the two are not the same", file=sys.stderr)
        sys.exit(MISUSED)
    return password


def _invalid(error: Any) -> Invalid:
    from regie.kernel.http.problems import faults_of

    return Invalid(faults_of(error.errors()))
