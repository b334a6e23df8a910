"""The whole server for tests that knock at its door: once for a module on SQLite, and once on each database."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.camcron.door import Door, open_door


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Door]:
    """What does not depend on the database. The module says `pytest.mark.asyncio(loop_scope="module")`."""
    async with open_door(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest_asyncio.fixture(
    scope="module", loop_scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.rig)]
)
async def each_door(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Door]:
    """On both databases, one after the other."""
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").url(request.getfixturevalue("migrated_postgres")())
    async with open_door(tmp_path_factory.mktemp("house"), database=url) as opened:
        yield opened
