"""`regie export` and `regie import`: the whole configuration as one file, secrets encrypted or left out."""

import argparse
import getpass
import json
import os
import sys
from pathlib import Path
from typing import Any

from regie.cli.folder import FAILED, MISUSED
from regie.cli.remote import reached, server_options
from regie.cli.tables import count

SIGNS = {"create": "+", "change": "~", "delete": "-"}


def add_commands(commands: Any) -> None:
    """`regie export`, `regie import`."""
    out = commands.add_parser("export", help="write the whole configuration to a file")
    out.add_argument("file", help="where to; - for standard output")
    out.add_argument("--secrets", action="store_true", help="carry passwords, encrypted with a passphrase")
    out.add_argument("--section", action="append", help="only this, such as cameras; may be given several times")
    into = commands.add_parser("import", help="put an exported file in: shows what would change, and asks")
    into.add_argument("file", help="from where; - for standard input")
    into.add_argument("--dry-run", action="store_true", help="only show what would change")
    into.add_argument("--replace", action="store_true", help="also forget what the file does not have")
    into.add_argument("--yes", action="store_true", help="do not ask")
    for deed, act in ((out, _export), (into, _import)):
        deed.add_argument(
            "--passphrase-file",
            type=Path,
            help="its first line is the passphrase (environment: REGIE_PASSPHRASE)",
        )
        server_options(deed, as_json=deed is into)
        deed.set_defaults(run=act)


def _export(options: argparse.Namespace) -> int:
    passphrase = _passphrase(options, again=True) if options.secrets else None
    with reached(options) as server:
        found = server("POST", "/api/config/export", {"passphrase": passphrase, "sections": options.section or []})
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if options.file == "-":
        print(text, end="")
        return 0
    descriptor = os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    print(
        f"{options.file}: "
        + ", ".join(count(len(held), name.removesuffix("s")) for name, held in found.items() if isinstance(held, list))
    )
    return 0


def _import(options: argparse.Namespace) -> int:
    document = _read(options.file)
    if document is None:
        return MISUSED
    passphrase = _passphrase(options) if document.get("secrets") else None
    body = {"document": document, "passphrase": passphrase, "replace": options.replace}
    with reached(options) as server:
        shown = server("POST", "/api/config/import", body | {"dryRun": True})
        if options.json and options.dry_run:
            print(json.dumps(shown, ensure_ascii=False, indent=1))
        if not options.json:
            _print(shown)
        if options.dry_run or not shown["changes"]:
            return 0
        if not options.yes and not _agreed(len(shown["changes"])):
            return FAILED
        done = server("POST", "/api/config/import", body | {"dryRun": False})
    if options.json:
        print(json.dumps(done, ensure_ascii=False, indent=1))
        return 0
    print(f"{count(len(done['changes']), 'change was', 'changes were')} made.")
    for path in done["restartNeeded"]:
        print(f"! {path} counts from the next start.")
    return 0


def _read(name: str) -> dict[str, Any] | None:
    text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        print(f"regie: {name} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}", file=sys.stderr)
        return None
    if not isinstance(found, dict):
        print(f"regie: {name} is not an export of Régie", file=sys.stderr)
        return None
    return found


def _print(shown: dict[str, Any]) -> None:
    for change in shown["changes"]:
        print(f"{SIGNS[change['action']]} {change['section']} {change['id']}")
        if change["action"] == "change":
            for key, after in change["after"].items():
                print(f"    {key}: {_short(change['before'].get(key))} → {_short(after)}")
    for note in shown["notes"]:
        print(f"! {note}")
    kept = count(shown["unchanged"], "stays as it is", "stay as they are")
    print(f"{count(len(shown['changes']), 'change')}, {kept}.")


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else f"{text[:97]}…"


def _agreed(changes: int) -> bool:
    if not sys.stdin.isatty():
        print("regie: nothing was changed; say --yes to make these changes without being asked", file=sys.stderr)
        return False
    return input(f"Make {'this change' if changes == 1 else f'these {changes} changes'}? [y/N] ").strip().lower() in (
        "y",
        "yes",
        "o",
        "oui",
    )


def _passphrase(options: argparse.Namespace, *, again: bool = False) -> str:
    """From a file, the environment or the terminal; never from the arguments."""
    if options.passphrase_file is not None:
        return str(options.passphrase_file.read_text(encoding="utf-8").splitlines()[0])
    if "REGIE_PASSPHRASE" in os.environ:
        return os.environ["REGIE_PASSPHRASE"]
    if not sys.stdin.isatty():
        print("regie: the passphrase is missing: --passphrase-file FILE, or REGIE_PASSPHRASE", file=sys.stderr)
        sys.exit(MISUSED)
    passphrase = getpass.getpass("Passphrase: ")
    if again and getpass.getpass("Again: ") != passphrase:
        print("regie: the two are not the same", file=sys.stderr)
        sys.exit(MISUSED)
    return passphrase
