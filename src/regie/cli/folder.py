"""The data folder as commands are given it, and the settings that are in force on it."""

import argparse
import os
from pathlib import Path
from typing import Any

from regie.kernel.errors import RegieError

FAILED, MISUSED = 1, 2
"""Exit codes: it failed; it was called wrongly."""


class NoDataFolder(RegieError):
    """There is no data folder here."""


def deeds_of(commands: Any, name: str, what: str) -> Any:
    """A command with several deeds; alone, it lists."""
    return commands.add_parser(name, help=what).add_subparsers(
        required=True, metavar="DEED", description=f"`regie {name}` alone means `regie {name} list`"
    )


def positive(text: str) -> int:
    """A number of things."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"«{text}» is not a whole number from 1 on")
    return int(text)


def data_option(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    default = os.environ.get("REGIE_DATA")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(default) if default else None,
        required=required and default is None,
        help="the data folder (environment: REGIE_DATA)",
    )


def settings_of(data: Path, given: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The settings in force, and what of them is held by the environment and the command line."""
    from regie.configfile import in_force

    try:
        return in_force(data, given, os.environ)
    except OSError as error:
        raise SystemExit(f"regie: the data folder {data} cannot be used ({error.strerror}).") from error


def store_of(data: Path) -> Any:
    """The settings of a folder as its file, the environment and the defaults have them."""
    from regie.configfile import ConfigFile
    from regie.kernel.secrets import Redactor, Vault

    return ConfigFile(data, *settings_of(data, {}), Vault(data / "secrets"), Redactor())


def known(data: Path) -> Path:
    """The folder, when a server has been there; a mistyped one must not become a new installation."""
    found = data.absolute()
    if (
        not (found / "instance-id").exists()
        and not (found / "regie.db").exists()
        and not (found / "config.json").exists()
    ):
        raise NoDataFolder(f"{found} is not a data folder of Régie: is --data mistyped? `regie serve` makes a new one.")
    return found
