"""What the figures with a real server share: a server on a fresh folder, cameras that cost nothing, and percentiles."""

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import Api, Regie


@contextmanager
def streams(count: int) -> Iterator[list[str]]:
    """Addresses of that many streams; each is a file that is sent again and again, encoded once."""
    loop = media.loop(size="640x360", kbps=400)
    with RelayCam(**{f"stream{number}": loop for number in range(count)}) as camera:
        yield [camera.url(f"stream{number}") for number in range(count)]


class Served(Api):
    """A program that may do everything, and the server that it speaks with."""

    def __init__(self, regie: Regie) -> None:
        self.regie = regie
        regie.add_user("ada", "ADMIN")
        super().__init__(regie.url, regie.token_of("ada"))


@contextmanager
def server(settings: dict[str, Any]) -> Iterator[Served]:
    """The real server with these settings."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        (data / "config.json").write_text(json.dumps(settings))
        with Regie(data) as regie:
            api = Served(regie)
            yield api
            api.close()


def jobs_on(api: Api, addresses: Sequence[str], count: int, **job: Any) -> list[str]:
    """So many record jobs, spread over the addresses, each address a camera; their slugs."""
    cameras = [api.camera(f"Camera {number}", address) for number, address in enumerate(addresses)]
    for camera in cameras:  # as one does with a new camera: what its stream consists of is known from then on
        api("POST", f"/api/cameras/{camera}/test")
    return [api.job(cameras[number % len(cameras)], f"Job {number}", **job) for number in range(count)]


def settle_at(instant: datetime) -> None:
    """Wait until then."""
    time.sleep(max(0.0, (instant - datetime.now(UTC)).total_seconds()))


def percentiles(values: Sequence[float], unit: str = "s") -> str:
    """p50, p99 and the worst."""
    if not values:
        return "nothing measured"
    ordered = sorted(values)
    p99 = ordered[min(len(ordered) - 1, round(0.99 * (len(ordered) - 1)))]
    return f"p50 {ordered[len(ordered) // 2]:.2f} {unit}, p99 {p99:.2f} {unit}, worst {ordered[-1]:.2f} {unit}"
