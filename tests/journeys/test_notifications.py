"""What people hear of a server that fails, dies and comes back: real processes, a real receiver."""

import json
from pathlib import Path
from typing import Any

from tests.journeys.house import House
from tests.rigs.mqtt import PASSWORD, USER, broker, listener
from tests.rigs.receivers import Hook, hook
from tests.serving import eventually

NOBODY = "rtsp://127.0.0.1:9/1"


def posts(receiver: Hook, kind: str) -> list[dict[str, Any]]:
    bodies = [json.loads(post.body) for post in receiver.got]
    return [body for body in bodies if any(event["kind"] == kind for event in body["events"])]


def test_an_alert_outlives_the_server_that_could_not_send_it(tmp_path: Path):
    with hook(500) as receiver:
        settings = {"webhook": {"enabled": True, "url": f"{receiver.url}/in?token=s3cret-word"}}
        with House(tmp_path / "data", notifications=settings, cameras={"checkSeconds": 0}) as house:
            camera = house.camera("Gate", NOBODY)
            job = house.job(camera, "Garage", maxRetries=0)
            eventually(lambda: bool(posts(receiver, "jobFailed")), within=30, what=lambda: str(house.words(job)))
            house.kill()
            refused = len(receiver.got)
            receiver.codes[:] = [200]
            house.start()
            eventually(lambda: len(receiver.got) > refused, within=30, what=lambda: house.regie.told()[-2000:])

            def sent() -> list[dict[str, Any]]:
                return list(house.api("GET", "/api/notifications/deliveries?state=sent"))

            eventually(lambda: bool(sent()), within=10, what=lambda: str(sent()))
            after = posts(receiver, "jobFailed")
            assert len({body["id"] for body in after}) == 1, "it is the same message"
            assert [body["id"] for body in after].count(sent()[0]["id"]) == len(receiver.got), (
                "sent once more, then no more"
            )
            alert = after[-1]["events"][0]
            assert (alert["jobId"], alert["cameraId"], alert["level"]) == (job, camera, "alert")
            assert sent()[0]["attempts"] >= 2

            first, second = house.api("GET", "/api/events?kind=serverStarted&sort=oldest")
            assert first["text"] == "The server started for the first time."
            assert second["data"]["interrupted"] == 1 and second["data"]["awaySeconds"] < 60
            (failed,) = house.api("GET", "/api/events?kind=jobFailed")
            assert failed["open"], "it fails as before: nothing more is told"
            house.stop(job)
            eventually(
                lambda: not house.api("GET", "/api/events?open=true"), within=15,
                what=lambda: str(house.api("GET", "/api/events")),
            )  # fmt: skip
            assert "s3cret-word" not in (tmp_path / "data" / "logs" / "regie.log").read_text()


def test_a_server_that_is_killed_is_told_to_home_automation_by_its_last_will(tmp_path: Path):
    with broker() as mosquitto, listener(mosquitto.port) as heard:
        line = {"enabled": True, "host": "127.0.0.1", "port": mosquitto.port, "user": USER, "pass": PASSWORD}
        with House(tmp_path / "data", notifications={"mqtt": line}) as house:

            def says(payload: str) -> None:
                eventually(
                    lambda: heard.said.get("regie/status") == payload, within=30, what=lambda: str(heard.said)
                )  # fmt: skip

            says("online")
            house.kill()
            says("offline")
            house.start()
            says("online")
        says("offline")
