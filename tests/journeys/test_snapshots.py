"""Pictures of a stream that is read already: at once, in each format, and without another connection."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.house import House, at, now
from tests.rigs import media
from tests.rigs.rtsp import RelayCam

pytestmark = pytest.mark.rig
FORMATS = {"jpg": "mjpeg", "png": "png", "webp": "webp"}


@pytest.mark.parametrize("relay", ["auto", pytest.param("always", marks=pytest.mark.long)])
def test_a_picture_of_a_stream_that_is_recorded_costs_no_connection(
    relaycam: RelayCam, tmp_path: Path, relay: str
) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"), relay=relay)
        recording = house.job(camera, "Film")
        house.reaches(recording, "running")
        played = relaycam.state()["played"]
        every = house.job(
            camera, "Every minute", run=False, action="snapshot",
            schedule={"triggerType": "oneshot", "cron": "* * * * *"},
        )  # fmt: skip
        made = {"action": "snapshot", "schedule": {"triggerType": "oneshot"}}
        for form, codec in FORMATS.items():
            asked = now()
            job = house.job(camera, form, output={"format": form}, processConfig={"resolution": "160x90"}, **made)
            (file,) = house.count(job, 1)
            shown = media.probe(house.place(file))["streams"][0]
            assert (shown["codec_name"], shown["width"], shown["height"]) == (codec, 160, 90)
            assert abs(at(file["startedAt"]) - asked) < timedelta(seconds=3)
            house.reaches(job, "idle")

        (first,) = house.count(every, 1, within=90)
        tick = at(first["startedAt"]).replace(second=0, microsecond=0)
        assert timedelta(0) <= at(first["startedAt"]) - tick < timedelta(seconds=4), first
        house.api("DELETE", f"/api/jobs/{every}")
        assert relaycam.state()["played"] == played and relaycam.state()["live"] == 1
        house.stop(recording)
