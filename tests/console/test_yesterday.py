"""A day that nobody watched: found in the calendar, its outage told by its cause, a minute of it taken away."""

import asyncio
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from regie.demo.camera import FONT, SCENE
from regie.demo.scene import write_font
from regie.demo.yesterday import OUTAGE, SENTENCE, Yesterday, draw
from tests.camcron.door import open_door
from tests.console.browsing import Watched
from tests.console.past import Lanes, wire
from tests.journeys.house import film
from tests.rigs import media
from tests.serving import Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]
ZONE = ZoneInfo("Europe/Paris")
FILMS, PICTURES = "Around the clock", "Each minute"


@dataclass(frozen=True)
class Harbour:
    """A server whose camera has a yesterday: films of ten minutes each all day long, but for an outage."""

    regie: Regie
    day: date
    begin: datetime
    """Midnight, unless that day has not 24 hours."""

    def at(self, hour: int, minute: int = 0, second: int = 0) -> datetime:
        """An instant of that day, by its clocks."""
        return datetime.combine(self.day, time(hour, minute, second), ZONE)

    @property
    def view(self) -> tuple[datetime, datetime]:
        """From midnight to midnight."""
        return self.at(0), datetime.combine(self.day + timedelta(days=1), time(), ZONE)


@pytest.fixture(scope="module")
def harbour(console: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    folder = tmp_path_factory.mktemp("yesterday")
    scene = folder / "camera"
    scene.mkdir()
    write_font(scene / FONT)
    film(scene / SCENE, "-f", "lavfi", "-i", "testsrc2=s=640x360:r=15", "-t", "24", "-pix_fmt", "yuv420p")
    midnight = datetime.combine(datetime.now(ZONE).date(), time(), ZONE).astimezone(UTC)
    # In a thread of its own, because a browser that is driven from this one has a loop there.
    with ThreadPoolExecutor(1) as aside:
        begin = aside.submit(asyncio.run, make_up(folder / "data", scene, midnight)).result()
    with Regie(folder / "data") as regie:
        regie.add_user("ed", "EDITOR")
        yield Harbour(regie, (midnight - timedelta(hours=1)).astimezone(ZONE).date(), begin)


async def make_up(data: Path, scene: Path, now: datetime) -> datetime:
    """The rows and files of such a day, which ends `now`; when it began. Its jobs do nothing from today on."""
    reel = await draw(media.wheel_ffmpeg(), scene)
    async with open_door(data, {"files": {"previews": False}}) as door:
        camera = (await door.add_camera(name="Harbour", timezone=str(ZONE)))["id"]
        films = await door.add_job(camera, name=FILMS, schedule={"triggerType": "continuous"})
        ticks = {"triggerType": "oneshot", "cron": "* * * * *"}
        pictures = await door.add_job(camera, name=PICTURES, action="snapshot", schedule=ticks)
        house = door.house
        application = house.camcron
        volume = await application.roots.volume_of(data / "recordings")
        day = Yesterday(reel, volume, application.files, now, ZONE)
        async with house.database.read() as session:
            row = await application.cameras.get(session, camera)
            filmed, pictured = [await application.shelf.get(session, job["id"]) for job in (films, pictures)]
        await day.filmed(house.database, row, filmed)
        await day.pictured(house.database, row, pictured, timedelta(minutes=1))
        for job in (films, pictures):
            held = (await door("GET", f"/api/jobs/{job['id']}")).json()
            assert (await door("PUT", f"/api/jobs/{job['id']}", held | {"enabled": False})).status_code == 200
        return day.begin


@pytest.fixture
def at(harbour: Harbour, windows: Callable[..., Watched]) -> Watched:
    return windows(harbour.regie.url)


def to_yesterday(at: Watched, harbour: Harbour) -> tuple[Page, Lanes]:
    """By keys alone: the calendar opens at today, the day before it is one step to the left."""
    page = at.sign_in("ed", "/timeline")
    lanes = Lanes(page, harbour.view)
    expect(lanes.names.get_by_role("button")).to_have_count(2)
    page.get_by_title("Go to a day").press("Enter")
    calendar = page.get_by_role("dialog", name="Go to a day")
    expect(calendar.locator("[aria-current=date]")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    before = calendar.locator(f"[data-day='{harbour.day}']")
    expect(before).to_be_focused()
    expect(before).to_have_attribute("aria-label", re.compile(r"^\w+,? \d+ \w+ \d{4}, something was recorded$"))
    assert at.violations() == []
    page.keyboard.press("Enter")
    expect(calendar).to_have_count(0)
    since, until = (str(round(moment.timestamp())) for moment in harbour.view)
    expect(lanes.surface).to_have_attribute("aria-valuemin", since)
    expect(lanes.surface).to_have_attribute("aria-valuemax", until)
    return page, lanes


def stage(page: Page) -> Locator:
    return page.get_by_role("region", name="Harbour", exact=True)


def test_a_minute_of_yesterday_is_found_looked_at_and_taken_away(at: Watched, harbour: Harbour):
    page, lanes = to_yesterday(at, harbour)
    lanes.click(harbour.at(10, 5), FILMS)
    expect(stage(page)).to_contain_text(f"Harbour · {FILMS}")
    expect(page.locator("section.stage video.seen")).to_have_count(1)

    # Closer, then half a minute before one film ends and the next begins.
    page.get_by_role("group", name="Scale").get_by_role("link", name="Hour").click()
    lanes.view = harbour.at(10), harbour.at(11)
    expect(lanes.surface).to_have_attribute("aria-valuemin", str(round(harbour.at(10).timestamp())))
    lanes.click(harbour.at(10, 9, 30), FILMS)
    expect(stage(page)).to_contain_text(re.compile(r"10:09:\d\d \(Europe/Paris\)"))
    page.keyboard.press("i")
    chosen = page.get_by_role("group", name="Selected range")
    expect(chosen).to_contain_text(re.compile(r"10:09:\d\d → 10:10:\d\d\s*1\smin"))
    chosen.get_by_role("button", name="Export…").click()
    dialog = page.get_by_role("dialog", name="Export a range")
    expect(dialog.get_by_label(FILMS)).to_be_checked()
    dialog.get_by_label("Name of the file").fill("Harbour, ten past ten")
    dialog.get_by_role("button", name="Export").click()
    progress = dialog.get_by_role("progressbar", name="Export a range")
    expect(progress).to_have_attribute("aria-valuenow", "100", timeout=40_000)
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()

    assert download.value.suggested_filename == "harbour-ten-past-ten.mp4"
    told = media.probe(download.value.path())
    # It begins with the key frame before: there is one each two seconds.
    assert 59.5 <= float(told["format"]["duration"]) <= 62.5
    assert (told["streams"][0]["width"], told["streams"][0]["height"]) == (640, 360)


def test_films_of_ten_minutes_are_played_as_one(at: Watched, harbour: Harbour):
    page, lanes = to_yesterday(at, harbour)
    at.open(f"/timeline?camera=harbour&scale=hour&at={wire(harbour.at(10, 9, 58))}")
    seen = page.locator("section.stage video.seen")
    expect(seen).to_have_count(1)
    first = str(seen.get_attribute("src"))
    expect(lanes.named(FILMS)).to_be_visible()

    page.get_by_role("button", name="Play", exact=True).click()

    expect(seen).not_to_have_attribute("src", first)
    page.wait_for_function("() => document.querySelector('section.stage video.seen').currentTime > 0.5")
    expect(stage(page)).to_contain_text("10:10:")
    expect(stage(page)).not_to_contain_text("Skipped")


def test_the_outage_of_yesterday_is_told_by_day_week_and_month(at: Watched, harbour: Harbour):
    page, lanes = to_yesterday(at, harbour)
    lost = harbour.begin + OUTAGE[0] + timedelta(minutes=20)

    lanes.hover(lost, FILMS)
    expect(page.locator(".below > .box")).to_contain_text("Camera unreachable, 14:00 → 14:40")
    expect(page.locator(".below > .box")).to_contain_text(SENTENCE)
    lanes.click(lost, FILMS)
    expect(stage(page)).to_contain_text("Camera unreachable")
    stage(page).get_by_role("button", name="Next recording").click()
    expect(stage(page)).to_contain_text("14:40:00")

    for name in ("Week", "Month"):
        page.get_by_role("group", name="Scale").get_by_role("link", name=name).click()
        expect(page).to_have_url(re.compile(f"scale={name.lower()}"))
        page.get_by_role("button", name="As text").click()
        dialog = page.get_by_role("dialog", name="What is there, as text")
        expect(dialog).to_contain_text(f"14:00 → 14:40 missing: Camera unreachable. {SENTENCE}")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def test_pictures_are_gone_through_one_by_one(at: Watched, harbour: Harbour):
    page, lanes = to_yesterday(at, harbour)
    lanes.click(harbour.at(22, 0, 30), PICTURES)
    picture = page.get_by_role("img", name=re.compile("^Picture of"))
    expect(picture).to_have_js_property("naturalWidth", 640)
    before = str(picture.get_attribute("src"))

    page.keyboard.press("ArrowRight")

    expect(picture).not_to_have_attribute("src", before)
    expect(picture).to_have_js_property("naturalWidth", 640)


def test_a_day_turned_back_and_forth_keeps_its_hour(at: Watched, harbour: Harbour):
    page, lanes = to_yesterday(at, harbour)
    lanes.click(harbour.at(10, 5), FILMS)
    expect(stage(page)).to_contain_text(re.compile(r"10:0\d:\d\d \(Europe/Paris\)"))

    page.get_by_role("button", name="Later", exact=True).click()
    expect(stage(page)).to_contain_text(re.compile("Server down|still to come|Job disabled"))
    page.get_by_role("button", name="Earlier", exact=True).click()

    expect(stage(page)).to_contain_text(f"Harbour · {FILMS}")
    expect(stage(page)).to_contain_text(re.compile(r"10:0\d:\d\d \(Europe/Paris\)"))
