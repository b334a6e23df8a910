"""
The command line: the only way in.

Exit codes: 0 done, 1 it failed, 2 it was called wrongly (also a wrong configuration), 3 the data folder is in
use, 4 no server answers, 5 the server refuses.
Commands work beside a running server; only `serve` and `demo` hold the folder.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from regie import __version__
from regie.cli import accounts, doctor, looking, moving, server
from regie.cli.folder import FAILED, MISUSED
from regie.cli.remote import REFUSED, UNREACHABLE, ServerAway, ServerFindsFault, ServerRefuses
from regie.kernel.errors import Invalid, RegieError
from regie.kernel.spelling import meant

PARTS = (server, looking, moving, accounts, doctor)
"""Modules that add commands, in the order in which `--help` lists them."""
LISTED = ("jobs", "cameras", "files", "user", "token")
"""`regie jobs` alone means `regie jobs list`."""
CODES = {ServerAway: UNREACHABLE, ServerRefuses: REFUSED, ServerFindsFault: MISUSED}


class _Parser(argparse.ArgumentParser):
    """Argparse, with the word that was probably meant, and the usage of the command that was called."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"{rest[0]} is not known here{meant(rest[0], self._option_string_actions)}")
        return found, rest

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            known = [str(each) for each in action.choices]
            raise argparse.ArgumentError(
                action, f"«{value}» is not one of {', '.join(known)}{meant(str(value), known)}"
            )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its code."""
    options = _parser().parse_args(_complete(sys.argv[1:] if arguments is None else arguments))
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
        sys.exit(CODES.get(type(error), FAILED))
    except BrokenPipeError:  # whoever read it has seen enough
        sys.stderr.close()
        sys.exit(FAILED)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"regie: {place}{error.strerror or error}", file=sys.stderr)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(130)


def _complete(words: Sequence[str]) -> list[str]:
    """The words with the deed that goes without saying."""
    command, *rest = [*words, ""]
    says_deed = bool(rest) and rest[0] != "" and (not rest[0].startswith("-") or rest[0] in ("-h", "--help"))
    return [command, "list", *words[1:]] if command in LISTED and not says_deed else list(words)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="regie",
        description="A control room for cameras and screens.",
        epilog="`regie COMMAND --help` tells its options. Beside a running server no password is needed: "
        "`regie status --data FOLDER`. Codes: 0 done, 1 failed or not well, 2 called wrongly, 3 folder in use, "
        "4 no server answers, 5 refused.",
    )
    parser.add_argument("--version", action="version", version=f"regie {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for part in PARTS:
        part.add_commands(commands)
    return parser
