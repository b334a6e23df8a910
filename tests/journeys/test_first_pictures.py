"""A camera whose next key frame is far away: what is written until then is no recording."""

from pathlib import Path

import pytest

from tests.journeys.house import House, film
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig
FORMATS = ("mp4", "mkv", "ts", "avi")
FAR = "900"
"""Frames between two key frames: a minute."""


def test_a_file_without_a_picture_is_no_recording(tmp_path: Path) -> None:
    """Stopped before the first picture came, when there was sound already."""
    slow = film(
        tmp_path / "slow.mkv",
        *("-f", "lavfi", "-i", "testsrc2=s=320x180:r=15", "-f", "lavfi", "-i", "sine=sample_rate=16000", "-t", "60"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-g", FAR, "-keyint_min", FAR, "-pix_fmt", "yuv420p"),
        *("-sc_threshold", "0", "-c:a", "aac", "-b:a", "32k"),
    )
    with RelayCam(main=slow) as camera, House(tmp_path / "data", recorder={"startSeconds": 50}) as house:
        yard = house.camera("Yard", camera.url("main"))
        jobs = [house.job(yard, form, output={"format": form}) for form in FORMATS]

        def sounds() -> bool:
            written = {path.suffix[1:]: path.stat().st_size for path in house.staged()}
            return written.keys() == set(FORMATS) and written["ts"] > 4000

        eventually(sounds, within=30, what=lambda: f"{house.staged()} {[house.show(job) for job in jobs]}")
        assert {house.show(job)["state"] for job in jobs} == {"starting"}
        house.stop(*jobs)

        assert [house.files(job) for job in jobs] == [[]] * len(FORMATS)
        assert house.aside() == []
        house.check()
