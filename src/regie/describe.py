"""
The description of the HTTP API, without running a server.

The application is put together on a folder that is thrown away, so what is described is what is served.
"""

import logging
import tempfile
from pathlib import Path
from typing import Any

from regie import bootstrap
from regie.settings import Settings


async def openapi() -> dict[str, Any]:
    """The OpenAPI document."""
    with tempfile.TemporaryDirectory() as folder:
        async with bootstrap.opened(Path(folder), Settings(), {}) as house:
            logging.disable(logging.CRITICAL)
            return house.app.openapi()
