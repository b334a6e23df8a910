"""Cameras that a test may ask for by name; the ones without a limit or credentials are shared by a test module."""

from collections.abc import Iterator

import pytest

from tests.rigs import media
from tests.rigs.mjpeg import MjpegCam
from tests.rigs.rtmp import RtmpCam
from tests.rigs.rtsp import GstCam, RelayCam

pytest_plugins = ["tests.rigs.databases"]
"""Fresh databases of both kinds."""


@pytest.fixture(params=["debian", "wheel"])
def any_ffmpeg(request: pytest.FixtureRequest) -> str:
    """Both ends of the range: Debian's ffmpeg 5.1 and the one that the wheel brings."""
    return media.debian_ffmpeg() if request.param == "debian" else media.wheel_ffmpeg()


@pytest.fixture
def relaycam() -> Iterator[RelayCam]:
    """A camera of one's own, to torment: `/main` (640x360) and `/sub` (320x180)."""
    with RelayCam(main=media.loop(), sub=media.loop(size="320x180", kbps=200)) as camera:
        yield camera


@pytest.fixture(scope="module")
def gstcam() -> Iterator[GstCam]:
    """An honest camera, shared."""
    with GstCam() as camera:
        yield camera


@pytest.fixture
def mjpegcam() -> Iterator[MjpegCam]:
    with MjpegCam() as camera:
        yield camera


@pytest.fixture
def rtmpcam() -> Iterator[RtmpCam]:
    with RtmpCam() as camera:
        yield camera
