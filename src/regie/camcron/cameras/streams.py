"""
The addresses of a camera's streams, read together, so that each wrong one is told.

Pure. Whether a camera answers at them is another matter.
"""

from collections.abc import Collection, Mapping
from typing import Any

from regie.camcron.cameras.addresses import Address, WrongAddressError
from regie.camcron.cameras.stills import SNAPSHOT, is_web
from regie.kernel.errors import Fault


def parse_streams(streams: Mapping[str, str]) -> tuple[dict[str, Address], list[Fault]]:
    """Each address by its stream's name, and what is wrong with the others."""
    found: dict[str, Address] = {}
    faults: list[Fault] = []
    for key, text in streams.items():
        try:
            found[key] = Address.parse(text)
        except WrongAddressError as error:
            faults.append(error.fault(f"streams.{key}"))
            continue
        if key == SNAPSHOT and not is_web(found[key].plain):
            faults.append(Fault(f"streams.{key}", "is no address of a picture", "http://… or https://…"))
    return found, faults


def also_wrong(sent: Mapping[str, Any], at_fault: Collection[str]) -> list[Fault]:
    """The wrong addresses of a camera of which some other fields cannot be read."""
    streams = sent.get("streams")
    if "streams" in at_fault or not isinstance(streams, dict):
        return []
    return parse_streams({key: text for key, text in streams.items() if f"streams.{key}" not in at_fault})[1]
