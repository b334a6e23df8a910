"""The list of files: found, played whatever their format, taken away as one archive, protected, deleted."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.console.past import Recorded, address, after, brief, files, film, forget, record
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import Api, eventually

pytestmark = [pytest.mark.browser, pytest.mark.rig]
REMUXED = "in another container, its picture untouched"
ENCODED = "encoded for this browser while it is sent"
FILM = 12
"""Seconds: five streams are looked at for the first time when they begin."""
PICTURES_OF_JPEG: dict[str, Any] = {"codec": "mjpeg", "frameRate": 5, "quality": 40, "audio": "none"}


@pytest.fixture(scope="module")
def past(api: Api, camera: RelayCam) -> Iterator[Recorded]:
    made = record(api, camera.url(), "Shed")
    yield made
    forget(api, made.camera)


@pytest.fixture(scope="module")
def formats(api: Api) -> Iterator[dict[str, dict[str, Any]]]:
    """A film of each kind that is written, by the name of its job, all of one camera."""
    with RelayCam(main=media.loop(), hevc=media.loop("h265")) as rig:
        streams = {"main": rig.url(), "hevc": rig.url("hevc")}
        camera = api.camera("Formats", rig.url(), streams=streams)
        jobs = {
            "MP4": brief(api, camera, "MP4", FILM, output={"format": "mp4"}),
            "MKV": brief(api, camera, "MKV", FILM, output={"format": "mkv"}),
            "TS": brief(api, camera, "TS", FILM, output={"format": "ts"}),
            "AVI": brief(api, camera, "AVI", FILM, output={"format": "avi"}, processConfig=PICTURES_OF_JPEG),
            "HEVC": brief(api, camera, "HEVC", FILM, output={"format": "mp4"}, streamKey="hevc"),
        }
        for job in jobs.values():
            api("POST", f"/api/jobs/{job}/start")
        for job in jobs.values():
            told = partial(api, "GET", f"/api/jobs/{job}")
            eventually(lambda job=job: files(api, job) != [], what=lambda told=told: str(told()), within=60)
        yield {name: files(api, job)[0] for name, job in jobs.items()}
    forget(api, camera)


def opened(at: Watched, past: Recorded, more: str = "", who: str = "ed") -> Page:
    page = at.sign_in(who, f"/files?cameraId={past.camera}{more}")
    expect(rows(page).first).to_be_visible()
    return page


def rows(page: Page) -> Locator:
    return page.get_by_role("region", name="Files", exact=True).get_by_role("listitem")


def test_files_are_found_by_camera_job_day_and_kind(at: Watched, past: Recorded):
    page = opened(at, past)
    expect(rows(page)).to_have_count(3)
    expect(rows(page).first).to_contain_text("SD")

    page.get_by_label("Job", exact=True).select_option(label="HD")
    expect(rows(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(f"jobId={past.hd}"))
    page.get_by_label("Job", exact=True).select_option(label="All jobs")
    page.get_by_role("group", name="Kind").get_by_role("link", name="Pictures").click()
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("JPG")
    page.get_by_role("group", name="Kind").get_by_role("link", name="All").click()

    days = page.get_by_role("navigation", name="Days")
    expect(days.get_by_role("link")).to_have_count(2)
    expect(days.get_by_role("link").nth(1)).to_contain_text(re.compile(r"\w{3}, \d{1,2} \w{3,4} \d{4}\s*3 files, "))
    days.get_by_role("link").nth(1).click()
    expect(page).to_have_url(re.compile(r"day=\d{4}-\d\d-\d\d"))
    expect(rows(page)).to_have_count(3)
    page.get_by_label("Part of the name or path").fill("no such thing")
    expect(page.get_by_text("Nothing was recorded that these filters let through")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "way", "picture"),
    [
        ("MP4", "as it is", "H264 · 640 × 360"),
        ("MKV", REMUXED, "H264 · 640 × 360"),
        ("TS", REMUXED, "H264 · 640 × 360"),
        ("AVI", ENCODED, "MJPEG · 640 × 360"),
        ("HEVC", ENCODED, "HEVC · 640 × 360"),
    ],
)
def test_a_film_is_played_whatever_it_is_written_in(
    at: Watched, formats: dict[str, dict[str, Any]], name: str, way: str, picture: str
):
    page = at.sign_in("vera", f"/files?cameraId={formats[name]['cameraId']}&file={formats[name]['id']}")

    dialog = page.get_by_role("dialog", name=name)
    expect(dialog).to_contain_text(way)
    expect(dialog).to_contain_text(picture)
    assert at.violations() == []
    dialog.locator("video").evaluate("(v) => v.play()")
    page.wait_for_function("() => document.querySelector('[role=dialog] video')?.currentTime > 0.2")
    expect(dialog.get_by_role("status")).to_have_count(0)
    expect(dialog.get_by_role("link", name="Download")).to_have_attribute("href", re.compile("content.download=true"))


def test_what_has_to_be_encoded_is_played_in_the_timeline_from_its_instant_on(
    at: Watched, formats: dict[str, dict[str, Any]]
):
    file = formats["AVI"]
    page = at.sign_in("vera", address(file["cameraId"], after(file, -10), after(file, 30), after(file, 2)))
    stage = page.get_by_role("region", name="Formats", exact=True)
    page.get_by_role("list", name="Jobs", exact=True).get_by_role("button", name=re.compile("^AVI")).click()
    expect(stage).to_contain_text("Formats · AVI")

    page.get_by_role("button", name="Play", exact=True).click()

    page.wait_for_function("() => document.querySelector('section.stage video.seen')?.currentTime > 0.5")
    seen = page.locator("section.stage video.seen")
    assert re.search(r"/play\?.*at=2\.0", str(seen.get_attribute("src")))


def test_arrows_lead_to_the_neighbours_and_the_timeline_to_its_instant(at: Watched, past: Recorded):
    page = opened(at, past)
    rows(page).filter(has_text="MKV").get_by_role("link").click()
    dialog = page.get_by_role("dialog", name="SD")
    expect(dialog).to_be_visible()

    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name=re.compile("HD|Stills"))).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(dialog).to_be_visible()
    dialog.get_by_role("link", name="In the timeline").click()

    expect(page.get_by_role("region", name="Shed", exact=True)).to_contain_text("Shed · SD")


def test_one_file_is_saved_as_it_was_written(at: Watched, api: Api, past: Recorded):
    page = opened(at, past)
    rows(page).filter(has_text="MKV").get_by_role("link").click()

    with page.expect_download() as download:
        page.get_by_role("dialog", name="SD").get_by_role("link", name="Download").click()

    assert download.value.suggested_filename.endswith(".mkv")
    assert download.value.path().stat().st_size == past.second["sizeBytes"]


def test_chosen_files_come_as_one_archive(at: Watched, past: Recorded):
    page = opened(at, past)
    page.get_by_label("Choose all that are loaded").click()
    expect(page.get_by_text(re.compile("3 chosen, "))).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="Download as zip").click()

    archive = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    assert {name.rpartition(".")[2] for name in archive.namelist()} == {"mp4", "mkv", "jpg"}
    assert archive.testzip() is None
    expect(page.get_by_text("3 files saved as an archive")).to_be_visible()


def test_files_are_protected_and_deleted_after_a_question_that_names_them(at: Watched, api: Api, past: Recorded):
    doomed = film(api, past.hd)
    page = opened(at, past, f"&jobId={past.hd}")
    expect(rows(page)).to_have_count(2)
    oldest = rows(page).last
    oldest.get_by_role("checkbox").check()
    page.get_by_role("button", name="Protect", exact=True).click()
    expect(oldest).to_contain_text("Protected")

    page.get_by_label("Choose all that are loaded").click()
    expect(oldest.get_by_role("checkbox")).not_to_be_checked()
    page.get_by_label("Choose all that are loaded").click()
    page.get_by_role("button", name="Delete…").click()
    dialog = page.get_by_role("dialog", name="Delete files")
    expect(dialog).to_contain_text(re.compile(r"1 file, [\d.]+\s[kM]B, from .* to .*1 protected file stays\."))
    dialog.get_by_role("button", name="Delete 1 file").click()

    expect(rows(page)).to_have_count(1)
    assert [file["id"] for file in files(api, past.hd)] == [past.first["id"]] != [doomed["id"]]
    api("DELETE", f"/api/files/{past.first['id']}/protect")


def test_as_pictures_each_shows_what_is_in_it(at: Watched, past: Recorded):
    page = opened(at, past, "&view=pictures")

    pictures = page.get_by_role("region", name="Files", exact=True).locator("img")
    expect(pictures).to_have_count(3)
    for picture in pictures.all():
        expect(picture).to_have_js_property("naturalWidth", 320)


def test_what_goes_next_is_told_with_its_reason(at: Watched, api: Api, past: Recorded):
    limits = {past.hd: {"maxDays": 14}, past.sd: {"maxDays": None, "maxSizeGB": None}}
    for job, retention in limits.items():
        api("PUT", f"/api/jobs/{job}", api("GET", f"/api/jobs/{job}") | {"retention": retention})
    page = opened(at, past)

    page.get_by_role("button", name="What goes next?").click()

    dialog = page.get_by_role("dialog", name="What goes next?")
    expect(dialog).to_contain_text("14 days at most")
    expect(dialog).to_contain_text(re.compile(r"The oldest, of .*, goes .*: it is 14 days old then\."))
    expect(dialog).to_contain_text("Nothing goes by itself: the job has no limit.")


def test_somebody_who_may_only_look_plays_and_fetches_single_files(at: Watched, past: Recorded):
    page = opened(at, past, who="vera")

    page.get_by_label("Choose all that are loaded").click()

    expect(page.get_by_text(re.compile("3 chosen, "))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Delete|Protect|zip"))).to_have_count(0)
