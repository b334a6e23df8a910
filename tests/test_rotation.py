"""New keys for everything that is stored encrypted."""

import json
import subprocess
import sys
from pathlib import Path

from regie import bootstrap
from regie.camcron.cameras.schemas import NewCamera
from regie.configfile import opened
from regie.kernel.http.callers import system
from regie.kernel.secrets import Vault
from regie.rotation import rotate
from regie.settings import Settings, compose, from_file

ADDRESS = "rtsp://ada:s3cret-word@127.0.0.1:9/main"


async def stored(data: Path) -> str:
    """The complete address of the camera, as a recording would get it."""
    async with bootstrap.opened(data, Settings(), {}) as house, house.database.read() as session:
        camera = await house.camcron.cameras.get(session, "cam")
        return house.camcron.cameras.source(camera, "main")


async def test_what_is_stored_can_be_read_with_the_new_key_and_with_no_old_one(tmp_path: Path):
    async with bootstrap.opened(tmp_path, Settings(), {}) as house, house.database.write() as session:
        new = NewCamera.model_validate({"id": "cam", "name": "Cam", "streams": {"main": ADDRESS}})
        await house.camcron.cameras.create(session, system(), new)
    sealed = Vault(tmp_path / "secrets").encrypt("mail-word")
    file = tmp_path / "config.json"
    file.write_text(json.dumps({"notifications": {"email": {"smtp": {"pass": sealed}}}}))
    before = {path.name for path in (tmp_path / "secrets").glob("vault-*.key")}

    done = await rotate(tmp_path, compose(opened(from_file(file), Vault(tmp_path / "secrets"))))

    after = {path.name for path in (tmp_path / "secrets").glob("vault-*.key")}
    assert (done.secrets, done.keys) == (1, 1)
    assert len(after) == 1 and not after & before
    assert await stored(tmp_path) == ADDRESS
    held = opened(from_file(file), Vault(tmp_path / "secrets"))
    assert held["notifications"]["email"]["smtp"]["pass"] == "mail-word"


def test_a_mistyped_folder_is_refused_and_not_made(tmp_path: Path):
    command = [sys.executable, "-m", "regie", "secrets", "rotate", "--data", str(tmp_path / "nothere")]

    ended = subprocess.run(command, capture_output=True, text=True)

    assert ended.returncode == 1
    assert "not a data folder" in ended.stderr
    assert not (tmp_path / "nothere").exists()
