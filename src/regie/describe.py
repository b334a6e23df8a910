"""
What the server can be told and asked, described from itself: its HTTP API and its settings.

The application is put together on a folder that is thrown away, so what is described is what is served; the page of
settings is made from the groups that read them.
"""

import json
import logging
import tempfile
from pathlib import Path
from typing import Any

from regie import bootstrap
from regie.settings import Settings, at, is_secret, leaves, variable


async def openapi() -> dict[str, Any]:
    """The OpenAPI document."""
    with tempfile.TemporaryDirectory() as folder:
        async with bootstrap.opened(Path(folder), Settings(), {}) as house:
            logging.disable(logging.CRITICAL)
            return house.app.openapi()


PAGE = """# Settings

Every key of `config.json`, its environment variable, its default and its meaning. The command line counts for more
than the environment, the environment for more than the file. Lists, numbers and booleans are written as in JSON. This
page is printed by `regie config --reference`.
"""


def settings_page() -> str:
    """Every setting as Markdown, a table for each group."""
    defaults = Settings().model_dump(mode="json", by_alias=True)
    groups: dict[str, list[str]] = {}
    for path, field in leaves():
        shown = json.dumps(at(defaults, path), ensure_ascii=False)
        meaning = (field.description or "").replace("|", "\\|")
        secret = " A secret: masked in answers, encrypted in the file." if is_secret(field) else ""
        row = f"| `{'.'.join(path)}` | `{variable(path)}` | `{shown}` | {meaning}{secret} |"
        groups.setdefault(path[0], []).append(row)
    parts = [PAGE]
    for name, rows in groups.items():
        parts += [f"\n## {name}\n", "| key | variable | default | meaning |", "| --- | --- | --- | --- |", *rows]
    return "\n".join(parts) + "\n"
