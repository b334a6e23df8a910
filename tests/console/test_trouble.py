"""What is wrong and what comes next: the weightiest first, what can be done about it, and never more than is true."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.rigs.rtsp import RelayCam
from tests.serving import Api, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]
LIST = "/?view=list"
BOX = "(e) => [e.offsetLeft, e.offsetTop, e.offsetWidth, e.offsetHeight]"
"""Where it lies on the page, wherever that is scrolled to."""
EVERY_MINUTE = {"cron": "* * * * *"}
NO_FFPROBE = {"command": "ffprobe {streamUrl}"}
"""None comes with the server."""


@pytest.fixture(scope="module")
def house(console: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Regie]:
    """A server with troubles of its own: three that fail, four that are blocked, two cameras that do not answer."""
    with Regie(tmp_path_factory.mktemp("trouble") / "data") as regie:
        api = regie.set_up("ada")
        dead = api.camera("Dead end", "rtsp://127.0.0.1:9/none")
        spare = api.camera("A spare one", "rtsp://127.0.0.1:9/spare")
        for number in (1, 2, 3):
            job = api.job(dead, f"Fails {number}", maxRetries=0)
            api("POST", f"/api/jobs/{job}/start")
        for number in (1, 2, 3, 4):
            api.job(dead, f"Blocked {number}", "custom_command", schedule=EVERY_MINUTE, processConfig=NO_FFPROBE)
        api("POST", f"/api/cameras/{spare}/test")
        yield regie
        api.close()


def row(page: Page, name: str) -> Locator:
    return page.locator("[data-job]").filter(has=page.get_by_text(name, exact=True))


def wrong(page: Page) -> Locator:
    return page.get_by_role("region", name="What is wrong")


def test_a_job_that_failed_can_be_stopped_and_says_when_it_is_tried_again(
    house: Regie, windows: Callable[..., Watched]
):
    page = windows(house.url).sign_in(path=LIST)

    expect(row(page, "Fails 1")).to_have_attribute("data-state", "failed", timeout=30_000)
    expect(row(page, "Fails 1").get_by_role("button", name="Stop Fails 1")).to_be_enabled()
    expect(row(page, "Fails 1")).to_contain_text(re.compile(r"listens at this port\. · next try in \d+\ss"))
    line = wrong(page).get_by_role("listitem").filter(has_text="Fails 1")
    expect(line).to_contain_text(re.compile(r"for \d+\s(s|min)\s*next try in \d+\ss"))


def test_a_job_that_is_blocked_offers_no_start_and_no_next_run(house: Regie, windows: Callable[..., Watched]):
    page = windows(house.url).sign_in(path=LIST)

    expect(row(page, "Blocked 1")).to_have_attribute("data-state", "blocked")
    expect(row(page, "Blocked 1").get_by_role("button", name=re.compile("^(Start|Stop)"))).to_have_count(0)
    expect(row(page, "Blocked 1").locator("dd").first).to_have_text("—")
    expect(page.get_by_role("region", name="In the coming hour").get_by_text("Blocked")).to_have_count(0)


def test_the_weightiest_trouble_is_seen_first_and_the_others_are_counted_and_unfold(
    house: Regie, windows: Callable[..., Watched]
):
    at = windows(house.url)
    page = at.sign_in(path=LIST)
    lines = wrong(page).get_by_role("listitem")
    expect(row(page, "Fails 3")).to_have_attribute("data-state", "failed", timeout=30_000)
    expect(lines).to_have_count(3)
    assert [re.findall(r"Fails \d", text) for text in lines.all_inner_texts()] == [
        ["Fails 1"],
        ["Fails 2"],
        ["Fails 3"],
    ]
    more = wrong(page).get_by_role("button", name=re.compile(r"^and [6-9] more$"))
    box = wrong(page).evaluate(BOX)

    more.click()

    told = [" ".join(text.split()) for text in lines.all_inner_texts()]
    assert [re.findall(r"Blocked \d", text) for text in told[3:7]] == [[f"Blocked {number}"] for number in (1, 2, 3, 4)]
    assert "Dead end" in told[7] and "7 jobs" in told[7]
    assert "A spare one" in told[8] and "no job" in told[8]
    assert all(line.is_visible() for line in lines.all())
    wrong(page).get_by_role("button", name="Show less").click()
    expect(lines).to_have_count(3)
    assert wrong(page).evaluate(BOX) == box
    expect(wrong(page)).to_be_in_viewport(ratio=1)
    assert at.violations() == []


def test_the_trouble_card_leads_to_the_jobs_that_it_counts(house: Regie, windows: Callable[..., Watched]):
    page = windows(house.url).sign_in(path=LIST)
    now = page.get_by_role("region", name="Right now")
    expect(row(page, "Fails 3")).to_have_attribute("data-state", "failed", timeout=30_000)

    expect(now.get_by_role("link", name="In trouble")).to_contain_text(re.compile(r"7\s*for \d+\s(s|min)"))

    now.get_by_role("link", name="In trouble").click()

    expect(page).to_have_url(re.compile(r"/jobs\?show=trouble$"))
    expect(page.locator("[data-job]")).to_have_count(7)


def test_the_waiting_card_leads_to_what_waits(
    console: Path, tmp_path: Path, windows: Callable[..., Watched], camera: RelayCam
):
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"limits": {"maxProcesses": 1}}))
    with Regie(folder) as full:
        api = full.set_up("ada")
        quay = api.camera("Quay 1", camera.url(username="installer", password="s3cret-word"))
        for name in ("Comes first", "Comes late"):
            api("POST", f"/api/jobs/{api.job(quay, name)}/start")
        page = windows(full.url).sign_in(path=LIST)
        expect(row(page, "Comes late")).to_have_attribute("data-state", "waiting")
        card = page.get_by_role("region", name="Right now").get_by_role("link", name="Waiting")
        expect(card.locator("b")).to_have_text("1")

        card.click()

        expect(page.locator("[data-job]")).to_have_count(1)
        expect(row(page, "Comes late")).to_be_visible()
        expect(page).to_have_url(re.compile(r"/jobs\?show=waiting$"))
        expect(page.locator("main [aria-current=true]").filter(has_text="Waiting")).to_be_visible()
        api.close()


def test_what_somebody_stopped_for_good_is_a_hint_among_what_is_wrong(
    house: Regie, windows: Callable[..., Watched], api: Api, quay: str, regie: Regie
):
    job = api.job(quay, "Around the clock", schedule={"triggerType": "continuous", "cron": "* * * * *"})
    page = windows(regie.url, locale="fr-FR").sign_in(path=LIST)
    expect(row(page, "Around the clock")).to_have_attribute("data-state", "running", timeout=30_000)

    row(page, "Around the clock").get_by_role("button", name="Arrêter Around the clock").click()

    sentence = "Arrêté à la main ; il le reste jusqu’à ce que quelqu’un le démarre."
    hint = (
        page.get_by_role("region", name="Ce qui ne va pas").get_by_role("listitem").filter(has_text="Around the clock")
    )
    expect(hint).to_contain_text(sentence)
    expect(hint).to_contain_text("Avertissement")
    row(page, "Around the clock").get_by_role("button", name="Démarrer Around the clock").click()
    expect(hint).to_have_count(0)
    api("DELETE", f"/api/jobs/{job}")


def test_many_troubles_with_long_names_fit_a_phone(house: Regie, windows: Callable[..., Watched]):
    api = house.sign_in("ada")
    camera = api.camera("Entrée principale, allée des livraisons " + "W" * 80, "rtsp://127.0.0.1:9/long")
    more: dict[str, Any] = {"schedule": EVERY_MINUTE, "processConfig": NO_FFPROBE}
    jobs = [api.job(camera, f"{number} " + "y" * 150, "custom_command", **more) for number in range(12)]
    for locale in ("fr-FR", "en-GB"):
        at = windows(house.url, viewport={"width": 390, "height": 844}, locale=locale)
        at.sign_in()
        for path in ("/", "/?view=list", "/?view=list&show=waiting"):
            page = at.open(path)
            expect(page.get_by_text(re.compile(r"^(et|and) \d+ (de plus|more)$"))).to_be_visible()
            widths = "() => [document.documentElement, document.querySelector('main')].map((e) => e.scrollWidth)"
            assert max(page.evaluate(widths)) <= 390, path
    for job in jobs:
        api("DELETE", f"/api/jobs/{job}")
    api("DELETE", f"/api/cameras/{camera}")
    api.close()
