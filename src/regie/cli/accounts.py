"""Users and API tokens from the command line, beside a running server or without one."""

import argparse
import asyncio
import getpass
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from regie.cli.folder import MISUSED, data_option, deeds_of, known, settings_of
from regie.cli.tables import show
from regie.kernel.errors import Invalid


def add_commands(commands: Any) -> None:
    """`regie user` and `regie token`."""
    _user_commands(commands)
    _token_commands(commands)


def _user_commands(commands: Any) -> None:
    deeds = deeds_of(commands, "user", "add, list and change users; works beside a running server")
    add = deeds.add_parser("add", help="add a user")
    add.add_argument("name", help="with which they sign in")
    add.add_argument(
        "--role", choices=["ADMIN", "EDITOR", "VIEWER"], default="VIEWER", help="what they may do (default: VIEWER)"
    )
    add.add_argument("--email", help="where to reach them")
    passwd = deeds.add_parser("passwd", help="set a user's password; ends all of their sessions")
    passwd.add_argument("name", help="whose")
    for deed in (add, passwd):
        deed.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    remove = deeds.add_parser("remove", help="remove a user")
    remove.add_argument("name", help="whom")
    listing = deeds.add_parser("list", help="list the users")
    listing.add_argument("--json", action="store_true", help="for programs")
    for deed, run in ((add, _user_add), (passwd, _user_passwd), (remove, _user_remove), (listing, _user_list)):
        data_option(deed)
        deed.set_defaults(run=run)


def _token_commands(commands: Any) -> None:
    deeds = deeds_of(commands, "token", "add, list and revoke API tokens; works beside a running server")
    add = deeds.add_parser("add", help="make a token for a user and print it, this once")
    add.add_argument("user", help="whose rights it has at most")
    add.add_argument("name", help="what it is for")
    add.add_argument(
        "--scope", action="append", help="a right such as jobs.read, jobs.* or *.read; all of them unless given"
    )
    listing = deeds.add_parser("list", help="list the tokens")
    listing.add_argument("--json", action="store_true", help="for programs")
    revoke = deeds.add_parser("revoke", help="make a token useless")
    revoke.add_argument("id", help="as `regie token` lists it")
    for deed, run in ((add, _token_add), (listing, _token_list), (revoke, _token_revoke)):
        data_option(deed)
        deed.set_defaults(run=run)


@asynccontextmanager
async def _accounts(data: Path) -> AsyncIterator[Any]:
    from regie.kernel.audit.service import Audit
    from regie.kernel.auth.service import Accounts
    from regie.kernel.clock import SystemClock
    from regie.kernel.db import Database
    from regie.kernel.events import Events
    from regie.migrations import upgrade

    settings, _ = settings_of(data, {})
    clock = SystemClock()
    database = Database(settings.database.url_in(data), Events())
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

    data = options.data.absolute() if may_make else known(options.data)

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
    async def tell(accounts: Any, _caller: Any) -> None:
        rows = [
            {"username": user.username, "email": user.email, "role": user.role.value, "disabled": user.disabled}
            for user in await accounts.users()
        ]
        show(rows, options.json, ("user", "role", "e-mail", ""), lambda row: (
            row["username"], row["role"], row["email"] or "", "disabled" if row["disabled"] else "",
        ))  # fmt: skip

    return _with_accounts(options, tell)


def _token_add(options: argparse.Namespace) -> int:
    async def add(accounts: Any, caller: Any) -> None:
        user = await accounts.user(options.user)
        _, secret = await accounts.tokens.create(caller, user.id, options.name, options.scope or ("*",))
        print(secret)

    return _with_accounts(options, add)


def _token_list(options: argparse.Namespace) -> int:
    async def tell(accounts: Any, _caller: Any) -> None:
        names = {user.id: user.username for user in await accounts.users()}
        rows = [
            {"id": token.id, "user": names.get(token.user_id), "name": token.name, "scopes": token.scopes,
             "begins": token.prefix, "revoked": token.revoked_at is not None}
            for token in await accounts.tokens.all(None)
        ]  # fmt: skip
        show(rows, options.json, ("id", "user", "for", "scopes", ""), lambda row: (
            row["id"], row["user"] or "", row["name"], ", ".join(row["scopes"]), "revoked" if row["revoked"] else "",
        ))  # fmt: skip

    return _with_accounts(options, tell)


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
