"""The timeline as somebody uses it: looking, playing over jobs and gaps, asking why, taking a range away."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.console.past import Lanes, Recorded, address, after, film, forget, record, wire
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import Api, Regie, eventually

pytestmark = [pytest.mark.browser, pytest.mark.rig]
SMALL = "(picture) => picture.getAttribute('src') ?? picture.style.backgroundImage"
"""The address of a small picture, which is one of a strip or a whole one."""


@pytest.fixture(scope="module")
def past(api: Api, camera: RelayCam) -> Iterator[Recorded]:
    made = record(api, camera.url(), "Yard")
    yield made
    forget(api, made.camera)


def opened(at: Watched, past: Recorded, moment: datetime | None = None, who: str = "ed") -> tuple[Page, Lanes]:
    page = at.sign_in(who, past.address(moment))
    lanes = Lanes(page, past.view)
    expect(lanes.names.get_by_role("button")).to_have_count(3)
    return page, lanes


def stage(page: Page) -> Locator:
    return page.get_by_role("region", name="Yard", exact=True)


def chosen(page: Page) -> Locator:
    """What can be done with the selected range."""
    return page.get_by_role("group", name="Selected range")


def instant(page: Page) -> datetime:
    """Where the cursor is."""
    place = page.evaluate("() => new URL(location.href).searchParams.get('at')")
    return datetime.fromisoformat(str(place))


def plays(page: Page) -> bool:
    return bool(page.evaluate("() => [...document.querySelectorAll('video')].some((v) => !v.paused && v.currentTime)"))


def shows_film(page: Page, seconds: float, within: float = 0.3) -> None:
    """The film that is seen stands at that second."""
    seen = page.locator("section.stage video.seen")
    expect(seen).to_have_count(1)
    eventually(
        lambda: abs(float(seen.evaluate("(v) => v.currentTime")) - seconds) <= within,
        what=lambda: f"{seen.evaluate('(v) => v.currentTime')} is not {seconds}",
    )


def test_an_instant_of_the_address_is_shown_with_its_lane_and_its_time(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.first, 2.0))

    shows_film(page, 2.0)
    expect(lanes.named("HD")).to_contain_text(re.compile(r"\d\s%"))
    expect(stage(page)).to_contain_text("Yard · HD")
    expect(stage(page)).to_contain_text("(Europe/Paris)")


def test_a_click_goes_there_and_the_address_follows(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.first, 1.0))
    shows_film(page, 1.0)

    lanes.click(after(past.second, 3.0), "SD")

    expect(stage(page)).to_contain_text("Yard · SD")
    shows_film(page, 3.0)
    eventually(lambda: abs(instant(page) - after(past.second, 3.0)) < timedelta(seconds=0.5), what=lambda: page.url)
    expect(lanes.named("SD")).to_have_attribute("aria-pressed", "true")


def test_where_nothing_is_it_says_why_and_leads_to_where_something_is(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.first, 1.0))
    shows_film(page, 1.0)

    lanes.click(past.between, "HD")

    expect(stage(page)).to_contain_text("Not planned")
    expect(stage(page)).to_contain_text("It runs by hand only, and nobody had started it.")
    stage(page).get_by_role("button", name="Next recording").click()
    expect(stage(page)).to_contain_text("Yard · SD")
    shows_film(page, 0.0)


def test_what_could_not_be_asked_for_is_not_told_as_nothing(at: Watched, past: Recorded):
    at.expect("net::ERR_FAILED")
    page, lanes = opened(at, past, past.between)
    expect(stage(page)).to_contain_text("Not planned")

    page.route("**/api/files?*", lambda route: route.abort())
    lanes.click(after(past.first, 1.0), "HD")
    expect(stage(page)).to_contain_text("The server did not answer.")
    page.unroute("**/api/files?*")
    lanes.click(after(past.first, 2.0), "HD")
    shows_film(page, 2.0)


def test_before_there_was_a_job_and_in_the_future_it_says_so_too(at: Watched, past: Recorded):
    page = at.sign_in("vera", f"/timeline?camera={past.camera}&at={wire(after(past.first, 1.0))}")
    shows_film(page, 1.0)
    Lanes(page, past.view).surface.focus()

    page.keyboard.press("End")
    expect(stage(page)).to_contain_text("This is still to come.")
    page.keyboard.press("Home")
    expect(stage(page)).to_contain_text("The job did not exist yet.")
    expect(stage(page).get_by_role("button", name="Next recording")).to_be_visible()


def test_the_pointer_shows_the_picture_of_an_instant_or_why_there_is_none(at: Watched, past: Recorded):
    page, lanes = opened(at, past)

    lanes.hover(after(past.first, 2.5), "HD")
    peek = page.locator(".below > .box")
    picture = peek.locator(".picture > *")
    expect(picture).to_be_visible()
    assert past.first["id"] in picture.evaluate(SMALL)
    expect(peek).to_contain_text("HD")

    lanes.hover(past.between, "HD")
    expect(peek).to_contain_text("Not planned, ")
    expect(peek).to_contain_text("It runs by hand only")


def test_the_cursors_head_is_dragged_and_pictures_follow_it_until_the_film_does(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.first, 2.0))
    shows_film(page, 2.0)
    picture = stage(page).locator(".scrub > *")

    lanes.hold(after(past.first, 2.0))
    lanes.hover(after(past.second, 3.0))
    expect(picture).to_be_visible()
    eventually(lambda: past.second["id"] in picture.evaluate(SMALL), what=lambda: picture.evaluate(SMALL))
    lanes.hover(after(past.first, 5.0))
    eventually(lambda: past.first["id"] in picture.evaluate(SMALL), what=lambda: picture.evaluate(SMALL))
    # What is known is there at once.
    lanes.hover(after(past.second, 4.0))
    assert past.second["id"] in picture.evaluate(SMALL)
    shows_film(page, 2.0)
    page.mouse.up()

    expect(picture).to_have_count(0)
    expect(stage(page)).to_contain_text("Yard · SD")
    shows_film(page, 4.0)


def test_playing_goes_on_with_another_job_and_over_a_gap_and_says_so(at: Watched, past: Recorded):
    page, _ = opened(at, past, after(past.first, past.first["durationSeconds"] - 1.5))
    expect(page.locator("video.seen")).to_have_count(1)

    page.get_by_role("button", name="Play", exact=True).click()

    expect(stage(page)).to_contain_text(re.compile(r"Skipped \d+\ss: not planned"))
    expect(stage(page)).to_contain_text("Yard · SD")
    eventually(lambda: plays(page), what=lambda: "nothing plays")
    page.get_by_role("group", name="Speed").get_by_role("button", name="4×").click()
    expect(stage(page)).to_contain_text("Nothing was recorded after this.", timeout=20_000)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_keys_step_play_zoom_and_select(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.first, 2.0))
    shows_film(page, 2.0)
    lanes.surface.focus()

    page.keyboard.press("ArrowRight")
    eventually(lambda: 0 < (instant(page) - after(past.first, 2.0)).total_seconds() < 0.25, what=lambda: "no frame on")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.keyboard.press("+")
    expect(page).not_to_have_url(re.compile(wire(past.view[0]).replace(":", "(:|%3A)")))
    page.keyboard.press("i")
    expect(chosen(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(chosen(page)).to_have_count(0)
    expect(lanes.surface).to_have_attribute("aria-valuetext", re.compile("HD"))


def test_hour_day_week_and_month_are_links_and_a_wheel_zooms(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.first, 1.0))
    scales = page.get_by_role("group", name="Scale")

    for name in ("Month", "Week", "Day", "Hour"):
        scales.get_by_role("link", name=name).click()
        expect(scales.get_by_role("link", name=name)).to_have_attribute("aria-current", "true")
        expect(page).to_have_url(re.compile(f"scale={name.lower()}"))

    box = lanes.surface.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    page.mouse.wheel(0, -300)
    expect(scales.locator("[aria-current]")).to_have_count(0)
    expect(page).to_have_url(re.compile("from=.*to="))


def test_a_range_is_protected_and_that_is_undone(at: Watched, api: Api, past: Recorded):
    page, lanes = opened(at, past, after(past.second, 1.0))
    lanes.drag(after(past.first, 1.0), after(past.first, 3.0))

    chosen(page).get_by_role("button", name="Protect").click()
    expect(page.get_by_text("1 file protected")).to_be_visible()
    assert api("GET", f"/api/files/{past.first['id']}")["protected"] is True

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Protection lifted from 1 file")).to_be_visible()
    assert api("GET", f"/api/files/{past.first['id']}")["protected"] is False


def test_a_range_of_several_jobs_is_exported_as_an_archive(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.second, 1.0))
    lanes.drag(after(past.first, 3.0), after(past.second, 5.0))

    chosen(page).get_by_role("button", name="Export…").click()
    dialog = page.get_by_role("dialog", name="Export a range")
    for name in ("HD", "SD"):
        dialog.get_by_label(name).check()
    expect(dialog).to_contain_text("several jobs become an archive")
    dialog.get_by_label("Name of the file").fill("both")
    dialog.get_by_role("button", name="Export").click()

    expect(dialog).to_contain_text("Ready:", timeout=30_000)
    expect(dialog).to_contain_text("Not in it:")
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "both.zip"


def test_deleting_a_range_names_what_goes(at: Watched, api: Api, past: Recorded):
    doomed = film(api, past.hd)
    page = at.sign_in("ed", address(past.camera, after(doomed, -5), after(doomed, 15), after(doomed, 1)))
    expect(page.locator("video.seen")).to_have_count(1)
    page.keyboard.press("i")

    chosen(page).get_by_role("button", name="Delete…").click()
    dialog = page.get_by_role("dialog", name="Delete files")
    dialog.get_by_label("HD").check()
    expect(dialog).to_contain_text(re.compile(r"1 file, [\d.]+\s[kM]B, from .* to .*: deleted for good"))
    assert at.violations() == []
    dialog.get_by_role("button", name="Delete 1 file").click()

    expect(page.get_by_text("1 file deleted")).to_be_visible()
    expect(stage(page)).to_contain_text("Deleted by hand")
    assert [file["id"] for file in api("GET", f"/api/files?jobId={past.hd}")] == [past.first["id"]]


def test_what_is_there_is_told_as_text(at: Watched, past: Recorded):
    page, _ = opened(at, past)

    page.get_by_role("button", name="As text").click()

    dialog = page.get_by_role("dialog", name="What is there, as text")
    expect(dialog).to_contain_text(re.compile(r"\d\d:\d\d:\d\d → \d\d:\d\d:\d\d recorded, 1 file"))
    expect(dialog).to_contain_text("not planned: Not planned. It runs by hand only")
    expect(dialog).to_contain_text("1 picture")
    assert at.violations() == []


def test_what_is_recorded_meanwhile_joins_by_itself(at: Watched, api: Api, past: Recorded):
    page = at.sign_in("vera", "/cameras")
    since = after(past.second, -2)
    at.open(address(past.camera, since, since + timedelta(hours=1)))
    page.get_by_role("button", name="As text").click()
    lane = page.get_by_role("dialog").locator("section").filter(has=page.get_by_role("heading", name="SD"))
    spans = lane.get_by_text("recorded, 1 file")
    expect(spans).to_have_count(1)

    added = film(api, past.sd)

    expect(spans).to_have_count(2)
    api("DELETE", f"/api/files/{added['id']}")


def test_somebody_who_may_only_look_takes_nothing_away(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.second, 4.5), who="vera")
    shows_film(page, 4.5)

    lanes.drag(after(past.first, 1.0), after(past.first, 3.0))

    expect(chosen(page)).to_be_visible()
    expect(chosen(page).get_by_role("button")).to_have_count(1)
    expect(page.get_by_role("button", name="Export…")).to_have_count(0)


def test_pictures_of_a_job_are_shown_as_stills(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.first, 1.0))

    lanes.named("Stills").click()

    still = page.get_by_role("img", name=re.compile("^Picture of"))
    expect(still).to_be_visible()
    assert still.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 640


def test_a_film_of_a_range_is_what_was_selected(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.second, 1.0))
    lanes.drag(after(past.first, 1.0), after(past.first, 5.0))

    chosen(page).get_by_role("button", name="Export…").click()
    dialog = page.get_by_role("dialog", name="Export a range")
    expect(dialog.get_by_label("HD")).to_be_checked()
    assert at.violations() == []
    dialog.get_by_role("button", name="Export").click()
    progress = dialog.get_by_role("progressbar", name="Export a range")
    expect(progress).to_have_attribute("aria-valuenow", "100", timeout=30_000)
    expect(dialog).to_contain_text(re.compile(r"Ready: [\d.]+\s[kM]B\."))
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()

    assert download.value.suggested_filename.endswith(".mp4")
    # It begins with the key frame before: there is one each second.
    assert 3.5 <= float(media.probe(download.value.path())["format"]["duration"]) <= 5.5


def test_an_export_goes_on_behind_a_closed_window_and_is_found_among_the_files(at: Watched, past: Recorded):
    page, lanes = opened(at, past, after(past.second, 1.0))
    lanes.drag(after(past.first, 1.0), after(past.first, 5.0))
    chosen(page).get_by_role("button", name="Export…").click()
    dialog = page.get_by_role("dialog", name="Export a range")
    dialog.get_by_label("Name of the file").fill("Left alone")
    dialog.get_by_role("button", name="Export").click()
    expect(dialog.get_by_role("progressbar", name="Export a range")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    at.open("/files")
    page.get_by_role("link", name="Exports", exact=True).click()
    exports = page.get_by_role("dialog", name="Exports", exact=True)
    made = exports.get_by_role("listitem").filter(has_text="left-alone")
    expect(made).to_contain_text(re.compile(r"HD · \d\d:\d\d:\d\d → \d\d:\d\d:\d\d"))
    expect(made.get_by_role("link", name="Download")).to_have_attribute("href", re.compile("/api/exports/.*/content"))
    assert at.violations() == []
    made.get_by_role("button", name="Delete left-alone.mp4").click()
    page.get_by_role("dialog", name="Delete left-alone.mp4").get_by_role("button", name="Delete", exact=True).click()

    expect(made).to_have_count(0)
    expect(page.get_by_text("left-alone.mp4 was deleted")).to_be_visible()


def test_the_day_speaks_french(regie: Regie, windows: Callable[..., Watched], past: Recorded):
    at = windows(regie.url, locale="fr-FR")
    page = at.sign_in("ed", past.address(past.between))

    expect(page.get_by_role("heading", name="Chronologie")).to_be_visible()
    expect(stage(page)).to_contain_text("Hors horaire")
    expect(stage(page)).to_contain_text("Il ne tourne qu’à la main, et personne ne l’avait démarré.")
    expect(page.get_by_role("complementary", name="Événements du jour")).to_be_visible()
