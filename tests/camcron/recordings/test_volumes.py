"""The folders of recordings as they are told: which is the usual one, and how much room each has."""

import shutil
from pathlib import Path

from tests.camcron.door import open_door


async def test_a_folder_that_is_not_made_yet_is_told_with_the_room_of_the_disk_where_it_would_be(tmp_path: Path):
    data = tmp_path / "data"
    async with open_door(data, {"storage": {"roots": [str(tmp_path / "another"), str(data / "recordings")]}}) as door:
        admin = await door.someone()

        another, usual = (await admin.get("/api/roots")).json()

    assert (another["path"], another["base"]) == (str(tmp_path / "another"), False)
    assert (usual["path"], usual["base"], usual["state"]) == (str(data / "recordings"), True, "unused")
    assert usual["totalBytes"] == another["totalBytes"] == shutil.disk_usage(tmp_path).total
    assert 0 < usual["freeBytes"] <= usual["totalBytes"]
