"""A camera with a short past of its own: two films with a gap between them, each of another job, and a picture."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page

from tests.serving import Api, eventually

SECONDS = 10
GAP = 4.0
AROUND = 6
"""Seconds that are seen before the first film and after the second."""


@dataclass(frozen=True)
class Recorded:
    """What was recorded, and by whom."""

    camera: str
    hd: str
    sd: str
    stills: str
    first: dict[str, Any]
    """The file of `hd`, an MP4."""
    second: dict[str, Any]
    """The file of `sd`, an MKV, some seconds later."""

    @property
    def between(self) -> datetime:
        """Nobody records."""
        return after(self.first, self.first["durationSeconds"] + 2)

    @property
    def view(self) -> tuple[datetime, datetime]:
        """Both films, with some seconds around them."""
        return after(self.first, -AROUND), after(self.second, self.second["durationSeconds"] + AROUND)

    def address(self, moment: datetime | None = None) -> str:
        """The timeline of both films, with the cursor at an instant."""
        return address(self.camera, *self.view, moment)


def after(file: dict[str, Any], seconds: float = 0.0) -> datetime:
    """So long after the beginning of a file."""
    return datetime.fromisoformat(file["startedAt"]) + timedelta(seconds=seconds)


def address(camera: str, since: datetime, until: datetime, moment: datetime | None = None) -> str:
    """A camera's timeline from an instant until another, with the cursor at a third."""
    place = f"&at={wire(moment)}" if moment else ""
    return f"/timeline?camera={camera}&from={wire(since)}&to={wire(until)}{place}"


def wire(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def record(api: Api, url: str, name: str) -> Recorded:
    camera = api.camera(name, url, timezone="Europe/Paris")
    hd, sd = (brief(api, camera, job, output={"format": form}) for job, form in (("HD", "mp4"), ("SD", "mkv")))
    stills = api.job(camera, "Stills", "snapshot", schedule={"triggerType": "oneshot"}, output={"format": "jpg"})
    film(api, stills)
    first = film(api, hd)
    time.sleep(GAP)
    return Recorded(camera, hd, sd, stills, first, film(api, sd))


def brief(api: Api, camera: str, name: str, seconds: int = SECONDS, **more: Any) -> str:
    """A job that records for so long when it is started."""
    return api.job(camera, name, schedule={"triggerType": "duration", "duration": seconds}, **more)


def film(api: Api, job: str) -> dict[str, Any]:
    """The file that a job makes when it is started now."""
    known = {file["id"] for file in files(api, job)}
    api("POST", f"/api/jobs/{job}/start")
    eventually(lambda: len(files(api, job)) > len(known), what=lambda: str(api("GET", f"/api/jobs/{job}")), within=40)
    return next(file for file in files(api, job) if file["id"] not in known)


def files(api: Api, job: str) -> list[dict[str, Any]]:
    return list(api("GET", f"/api/files?jobId={job}"))


def forget(api: Api, camera: str) -> None:
    """The camera with all that it left."""
    for job in api("GET", f"/api/jobs?cameraId={camera}"):
        api("DELETE", f"/api/jobs/{job['id']}?files=delete")
    api("DELETE", f"/api/cameras/{camera}")


class Lanes:
    """The canvas, spoken to by instants."""

    def __init__(self, page: Page, view: tuple[datetime, datetime]) -> None:
        self.page = page
        self.view = view
        self.surface: Locator = page.get_by_role("slider", name="Instant")
        self.names: Locator = page.get_by_role("list", name="Jobs", exact=True)

    def named(self, lane: str) -> Locator:
        """The button of a lane; it says how much of it is there, too."""
        return self.names.get_by_role("button", name=re.compile(f"^{lane}"))

    def place(self, moment: datetime, lane: str | None = None) -> tuple[float, float]:
        """Where an instant stands on the page: on the lane of a job, or on the scale."""
        box = self.surface.bounding_box()
        assert box is not None
        since, until = self.view
        x = box["x"] + box["width"] * ((moment - since) / (until - since))
        if lane is None:
            return x, box["y"] + 12
        name = self.named(lane).bounding_box()
        assert name is not None
        return x, name["y"] + name["height"] / 2

    def click(self, moment: datetime, lane: str | None = None) -> None:
        self.page.mouse.click(*self.place(moment, lane))

    def hover(self, moment: datetime, lane: str | None = None) -> None:
        self.page.mouse.move(*self.place(moment, lane))

    def drag(self, start: datetime, end: datetime) -> None:
        """On the scale: selects."""
        self.hold(start)
        self.page.mouse.move(*self.place(end), steps=6)
        self.page.mouse.up()

    def hold(self, moment: datetime) -> None:
        """Press on the scale, and do not let go."""
        self.hover(moment)
        self.page.mouse.down()
