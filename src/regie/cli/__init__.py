"""
The command line: the only way in.

Exit codes: 0 done, 1 it failed, 2 it was called wrongly (also a wrong configuration), 3 the data folder is in
use, 4 no server answers, 5 the server refuses.
Commands work beside a running server; only `serve` and `demo` hold the folder.
"""

import argparse
import sys
from collections.abc import Sequence

from regie import __version__
from regie.cli import accounts, doctor, looking, moving, server
from regie.cli.folder import FAILED, MISUSED
from regie.cli.remote import REFUSED, UNREACHABLE, ServerAway, ServerRefuses
from regie.kernel.errors import Invalid, RegieError

PARTS = (server, looking, moving, accounts, doctor)
"""Modules that add commands, in the order in which `--help` lists them."""


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
        sys.exit({ServerAway: UNREACHABLE, ServerRefuses: REFUSED}.get(type(error), FAILED))
    except BrokenPipeError:  # whoever read it has seen enough
        sys.stderr.close()
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
    for part in PARTS:
        part.add_commands(commands)
    return parser
