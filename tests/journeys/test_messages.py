"""What reaches people of what happens, and by which way: mails, other services, rules, tests, the sign of life."""

import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from websockets.sync.client import connect

from tests.journeys.house import House, at
from tests.journeys.test_motion import events, watch
from tests.rigs import media
from tests.rigs.onvifcam import OnvifCam
from tests.rigs.receivers import Authority, Hook, PostOffice, authority, hook, post_office
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig
NOBODY = "rtsp://127.0.0.1:9/1"
PASSWORD, TOKEN = "hunter22-mail", "hunter22-token"
HEART = 5
"""Seconds between two signs of life: the shortest."""
COOLDOWN = 12


@dataclass
class Told:
    """A server, and who hears of it."""

    house: House
    office: PostOffice
    heart: Hook
    authority: Authority

    def channel(self, name: str, kind: str, **settings: Any) -> str:
        body = {"name": name, "kind": kind, "settings": settings}
        return str(self.house.api("POST", "/api/notifications/channels", body)["id"])

    def rule(self, name: str, channel: str, **fields: Any) -> None:
        self.house.api("POST", "/api/notifications/rules", {"name": name, "channels": [channel], **fields})

    def trial(self, channel: str) -> dict[str, Any]:
        return dict(self.house.api("POST", f"/api/notifications/channels/{channel}/test"))

    def sent(self, channel: str, least: int, within: float = 30.0) -> list[dict[str, Any]]:
        """The messages that this channel took, oldest first, once there are so many."""
        path = f"/api/notifications/deliveries?state=sent&channelId={channel}&sort=oldest"
        eventually(
            lambda: len(self.house.api("GET", path)) >= least,
            within=within,
            what=lambda: str(self.house.api("GET", "/api/notifications/deliveries")),
        )
        return list(self.house.api("GET", path))

    def fails(self, *jobs: str) -> None:
        """Each of them once more."""
        for job in jobs:
            self._fails(job)

    def _fails(self, job: str) -> None:
        before = self.failures(job)
        self.house.api("POST", f"/api/jobs/{job}/start")
        eventually(lambda: self.failures(job) > before, what=lambda: self.house.words(job))
        self.house.stop(job)

    def failures(self, job: str) -> int:
        return len(self.house.api("GET", f"/api/events?kind=jobFailed&jobId={job}"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("messages")
    own = authority(folder)
    with post_office(own.server, passwords={"regie": PASSWORD}) as office, hook() as heart:
        smtp = {
            "host": "127.0.0.1", "port": office.port, "security": "starttls", "user": "regie", "pass": PASSWORD,
            "from": "regie@example.com", "caFile": own.ca_file,
        }  # fmt: skip
        notifications = {
            "email": {"enabled": True, "smtp": smtp, "to": "ana@example.com, bob@example.com"},
            "heartbeat": {"url": f"{heart.url}/{TOKEN}", "everySeconds": HEART},
        }
        settings = {
            "server": {"publicUrl": "https://cameras.example"},
            "cameras": {"checkSeconds": 0, "offlineSeconds": 600},
        }
        with House(folder / "data", notifications=notifications, **settings) as house:
            yield Told(house, office, heart, own)
            log = (house.folder / "logs" / "regie.log").read_text() + house.regie.told()
            assert not house.grumbles()
            assert not [secret for secret in (PASSWORD, TOKEN) if secret in log]


def posted(receiver: Hook) -> list[dict[str, Any]]:
    return [json.loads(post.body) for post in receiver.got]


def test_a_motion_is_mailed_over_starttls_with_its_picture_and_a_link_to_its_instant(told: Told, tmp_path: Path):
    house, office = told.house, told.office
    told.rule("What moves", "email", kinds=["motion"])
    office.got.clear()
    still = RelayCam(main=media.loop(source="gray", audio="none"))
    with still, OnvifCam(main=still.url(), discoverable=False) as dome:
        signed = {"username": dome.username, "password": dome.password}
        body = {"host": dome.host, "port": dome.port, "credentials": signed, "name": "Dome"}
        camera = house.api("POST", "/api/cameras/onvif", body)["id"]
        job = watch(house, camera, "Door", source="camera", preRoll=1, postRoll=1)
        house.reaches(job, "running")
        eventually(lambda: dome.subscribers == 1, within=30, what=lambda: "nobody listens to the camera")
        dome.notice(True)
        eventually(lambda: bool(events(house, job)), what=lambda: house.words(job))
        dome.notice(False)
        eventually(lambda: bool(office.got), within=40, what=lambda: f"{events(house, job)}\n{house.words(job)}")
        house.stop(job)

    (event,), (mail,) = events(house, job), office.got
    assert (set(office.over_tls), set(office.signed_in)) == ({True}, {"regie"})
    assert (mail["from"], mail["to"]) == ("regie@example.com", "ana@example.com, bob@example.com")
    assert mail["subject"] == "Motion: Dome · Door"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None and html is not None
    link = f"https://cameras.example/timeline?camera={camera}&at={quote(event['startedAt'])}"
    assert link in text.get_content().split() and f'href="{escape(link)}"' in html.get_content()
    (picture,) = mail.iter_attachments()
    shown = tmp_path / "picture.jpg"
    shown.write_bytes(picture.get_content())
    assert media.probe(shown)["streams"][0]["codec_name"] == "mjpeg" and media.decoded_frames(shown) == 1


def test_each_channel_hears_what_its_rules_say_by_event_by_camera_and_by_job(told: Told):
    house = told.house
    gate, yard = house.camera("Gate", NOBODY), house.camera("Yard", NOBODY)
    day = house.job(gate, "Gate day", run=False, maxRetries=0)
    morning = house.job(yard, "Yard morning", run=False, maxRetries=0)
    night = house.job(yard, "Yard night", run=False, maxRetries=0)
    with hook() as phone, hook() as desk, hook() as log:
        by_camera = told.channel("Phone", "apprise", urls=[phone.url.replace("http://", "json://")])
        by_job = told.channel("Desk", "webhook", url=f"{desk.url}/in")
        by_event = told.channel("Log", "webhook", url=f"{log.url}/in")
        silent = told.channel("Silent", "webhook", url=f"{log.url}/never")
        told.rule("Of the gate", by_camera, cameras=[gate])
        told.rule("Of the night", by_job, jobs=[night])
        told.rule("What fails", by_event, kinds=["jobFailed"])
        told.rule("What moves here", silent, kinds=["motion"])
        told.fails(day, morning, night)
        told.sent(by_event, 3)
        told.sent(by_camera, 1)

        (rang,) = posted(phone)
        assert (rang["title"], rang["type"]) == ("Job failed: Gate · Gate day", "warning")
        assert f"https://cameras.example/timeline?camera={gate}&at=" in rang["message"]
        assert [[event["jobId"] for event in body["events"]] for body in posted(desk)] == [[night]]
        assert sorted(event["jobId"] for body in posted(log) for event in body["events"]) == [day, morning, night]
        assert {post.path for post in log.got} == {"/in"}, "who asked for something else hears nothing"


def test_what_repeats_itself_within_the_cooldown_is_gathered_into_one_message_and_nothing_is_lost(told: Told):
    house = told.house
    job = house.job(house.camera("Shed", NOBODY), "Shed day", run=False, maxRetries=0)
    with hook() as receiver:
        channel = told.channel("Calm", "webhook", url=receiver.url)
        told.rule("Calmly", channel, jobs=[job], cooldownSeconds=COOLDOWN)
        told.fails(job, job, job)
        first, second = told.sent(channel, 2)

        assert [len(body["events"]) for body in posted(receiver)] == [1, 2]
        assert posted(receiver)[1]["title"] == "Régie: 2 events, 2 alerts"
        assert (at(second["sentAt"]) - at(first["sentAt"])).total_seconds() >= COOLDOWN


@pytest.mark.long
def test_a_digest_is_one_message_of_everything_since_its_first_event(told: Told):
    house = told.house
    camera = house.camera("Barn", NOBODY)
    jobs = [house.job(camera, name, run=False, maxRetries=0) for name in ("Barn day", "Barn night")]
    with hook() as receiver:
        channel = told.channel("Digest", "webhook", url=receiver.url)
        told.rule("By the minute", channel, cameras=[camera], digestMinutes=1)
        told.fails(*jobs)
        (sent,) = told.sent(channel, 1, within=90)

        (body,) = posted(receiver)
        assert [event["jobId"] for event in body["events"]] == jobs
        assert (at(sent["sentAt"]) - at(body["events"][0]["at"])).total_seconds() >= 60


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the server's library overlooks its TLS
def test_a_test_says_what_really_happened_to_it(told: Told):
    told.office.got.clear()
    assert told.trial("email")["ok"]
    assert [mail["subject"] for mail in told.office.got] == ["Régie: Test"]

    with post_office(told.authority.server, implicit=True, passwords={"ana": "right"}) as strict:
        settings = {
            "host": "127.0.0.1", "port": strict.port, "security": "tls", "user": "ana", "to": ["ana@example.com"],
            "from": "ana@example.com", "caFile": told.authority.ca_file,
        }  # fmt: skip
        channel = told.channel("Strict", "email", **settings, **{"pass": "wrong"})
        refused = told.trial(channel)
        path = f"/api/notifications/channels/{channel}"
        held = told.house.api("GET", path)
        told.house.api("PUT", path, held | {"settings": held["settings"] | {"pass": "right"}})
        taken = told.trial(channel)

    assert (refused["ok"], refused["code"]) == (False, "535") and "535" in refused["sentence"]
    assert (taken["ok"], strict.signed_in, strict.over_tls, len(strict.got)) == (True, ["ana"], [True], 1)
    tried = told.house.api("GET", f"/api/notifications/deliveries?channelId={channel}&sort=oldest")
    assert [(row["ruleId"], row["state"]) for row in tried] == [("test", "failed"), ("test", "sent")]


def test_in_the_application_it_is_heard_at_once_read_by_each_and_acknowledged_for_all(told: Told):
    house = told.house
    job = house.job(house.camera("Attic", NOBODY), "Attic day", run=False, maxRetries=0)
    house.regie.add_user("bea", "EDITOR")
    counts, headers = "/api/events/counts", {"Authorization": house.api.bearer}
    with (
        closing(house.regie.sign_in("bea")) as bea,
        connect(house.regie.url.replace("http", "ws") + "/ws/status", additional_headers=headers) as socket,
    ):
        before, of_bea = house.api("GET", counts), bea("GET", counts)
        house.api("POST", f"/api/jobs/{job}/start")
        heard: dict[str, Any] = {}
        while heard.get("type") != "event":
            heard = json.loads(socket.recv(timeout=20))
        event = heard["event"]
        assert (event["kind"], event["jobId"]) == ("jobFailed", job)
        assert house.api("GET", counts)["openAlerts"] == before["openAlerts"] + 1

        house.api("POST", "/api/events/read", {"ids": [event["id"]]})
        bea("POST", f"/api/events/{event['id']}/acknowledge")
        assert house.api("GET", counts)["unread"] == before["unread"]
        assert bea("GET", counts)["unread"] == of_bea["unread"] + 1, "she has not read it"
        (shown,) = house.api("GET", f"/api/events?jobId={job}")
        assert (shown["acknowledgedBy"], shown["open"], shown["read"]) == ("bea", True, True)
        house.stop(job)


def test_the_sign_of_life_goes_out_while_the_server_is_well_and_ends_with_it(told: Told):
    heart = told.heart
    eventually(lambda: len(heart.got) >= 2, within=3 * HEART, what=lambda: f"{heart.got}")
    told.house.kill()
    heard = len(heart.got)
    time.sleep(HEART + 1.5)  # in which the next one would have come
    assert len(heart.got) == heard, "nobody is there who could"
    told.house.start()
    eventually(lambda: len(heart.got) > heard, within=3 * HEART, what=lambda: "it is not heard again")
    assert {(post.method, post.path) for post in heart.got} == {("GET", f"/{TOKEN}")}
