"""What recordings cost, as the system tells it: CPU, memory, disk and bandwidth of a real server over time."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = [pytest.mark.rig, pytest.mark.long]


def test_the_cost_of_a_recording_is_told_over_time_and_over_a_restart(tmp_path: Path) -> None:
    with RelayCam(main=media.loop(kbps=1500)) as camera, House(tmp_path / "data") as house:
        yard = house.camera("Yard", camera.url("main"))
        job = house.job(yard, "Rec", output={"segmentDuration": 5})
        idle = house.job(yard, "Idle", run=False)

        def history(scope: str, key: str = "") -> dict[str, Any]:
            return dict(house.api("GET", f"/api/metrics/history?scope={scope}&id={key}"))

        def measured(scope: str, key: str = "") -> list[dict[str, float]]:
            values = history(scope, key)["values"]
            rows = zip(*values.values(), strict=True)
            return [dict(zip(values, row, strict=True)) for row in rows if None not in row]

        eventually(lambda: len(measured("job", job)) >= 2, within=60, what=lambda: str(measured("job", job)))
        whole, yards = measured("total"), measured("camera", yard)
        last = measured("job", job)[-1]
        assert 1_000_000 < last["memory"] < 200_000_000
        assert 100_000 < last["bandwidth"] < 400_000, "1500 kbit/s are 190 kB/s"
        assert 100_000 < last["disk"] < 400_000
        assert yards[-1]["bandwidth"] == pytest.approx(last["bandwidth"], rel=0.01)
        assert whole[-1]["memory"] > last["memory"] + 50_000_000, "the server itself counts"
        assert measured("job", idle) == []
        before = [value for value in history("job", job)["values"]["memory"] if value is not None]

        house.regie.stop()
        house.start()
        after = [value for value in history("job", job)["values"]["memory"] if value is not None]
        assert after[: len(before)] == before
        house.stop(job)
        figures = house.api("GET", f"/api/jobs/{job}/metrics")
        assert figures["files"] >= 2 and figures["bytes"] == sum(file["sizeBytes"] for file in house.files(job))
        assert datetime.fromisoformat(figures["to"]) <= datetime.now(UTC)
        house.check()
