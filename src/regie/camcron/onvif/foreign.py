"""XML of devices: read without entities, without the network, and never larger than a parser bears. Pure."""

import math
from typing import Any


def tree_of(data: bytes) -> Any:
    """The root of a document; nothing of what cannot be read."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def text_of(element: Any, path: str) -> str | None:
    """What stands at a path of element names in any namespace, such as `RateControl/BitrateLimit`; nothing if empty."""
    found = element.findtext("/".join(f"{{*}}{name}" for name in path.split("/")))
    return found.strip() or None if found else None


def number_of(element: Any, path: str) -> float | None:
    """The same as a number; nothing if it is none, or none that can be counted with."""
    try:
        found = float(text_of(element, path) or "")
    except ValueError:
        return None
    return found if math.isfinite(found) else None
