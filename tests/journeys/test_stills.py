"""A camera's own snapshot address: pictures at their ticks, without a stream, and no password where it can be seen."""

from pathlib import Path

import pytest
from PIL import Image

from tests.journeys.house import House, at, shown_by_ps
from tests.rigs.mjpeg import MjpegCam
from tests.rigs.rtsp import RelayCam

pytestmark = pytest.mark.rig

PASSWORD = "p@ss:w0rd-still"


def test_snapshots_come_from_the_snapshot_address_and_take_no_connection(tmp_path: Path, relaycam: RelayCam):
    relaycam.require("digest", "ada", PASSWORD)
    with (
        MjpegCam(auth="digest", username="ada", password=PASSWORD) as web,
        House(tmp_path / "data", cameras={"checkSeconds": 0}) as house,
    ):
        signed = {"username": "ada", "password": PASSWORD}
        streams = {"main": relaycam.url(), "snapshot": web.url("snap.jpg")}
        body = {"name": "Dome", "streams": streams, "credentials": signed}
        camera = house.api("POST", "/api/cameras", body)["id"]
        every = {"cron": "* * * * *", "triggerType": "oneshot"}
        more = {"streamKey": "snapshot", "output": {"format": "png"}, "processConfig": {"resolution": "320x180"}}
        by_tick = house.job(camera, "Each minute", run=False, action="snapshot", schedule=every, streamKey="snapshot")
        by_hand = house.job(camera, "By hand", action="snapshot", schedule={"triggerType": "oneshot"}, **more)

        picture = house.count(by_hand, 1)[0]
        with Image.open(house.place(picture)) as image:
            assert (image.format, image.size) == ("PNG", (320, 180))
        assert PASSWORD not in shown_by_ps()
        ticked = house.count(by_tick, 1, within=90)[0]
        assert 0 <= at(ticked["startedAt"]).second < 2
        with Image.open(house.place(ticked)) as image:
            assert (image.format, image.size) == ("JPEG", (640, 360))
        assert relaycam.state()["played"] == 0
        assert PASSWORD not in house.words(by_hand) + house.regie.told()

        web.server.password = "changed"
        house.api("POST", f"/api/jobs/{by_hand}/start")
        assert house.history(by_hand)
        house.reaches(by_hand, "idle", within=60)
        assert house.history(by_hand)[0]["reason"] == "The user name or the password is refused."
        house.change(by_tick, enabled=False)
        house.check()
