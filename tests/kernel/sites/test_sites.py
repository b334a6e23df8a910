"""Sites: a default that is always there, zones that exist, and nothing deleted under somebody's feet."""

from pathlib import Path

import pytest

from regie.kernel.auth.permissions import Role
from regie.kernel.db import Session
from regie.kernel.errors import RegieError
from regie.kernel.http.callers import system
from regie.kernel.sites.service import SiteChanged, machine_zone
from tests.kernel.served import Served

PARIS = {"name": "Entrepôt n° 2", "timezone": "Europe/Paris"}


class Cameras:
    """Something that is at sites."""

    def __init__(self, *sites: str) -> None:
        self.sites = sites

    async def at_site(self, session: Session, site_id: str) -> list[str]:
        return ["camera cam-garage"] if site_id in self.sites else []

    async def move_remembered(self, session: Session, site_id: str, heir_id: str) -> None:
        """Nothing is remembered."""


async def test_the_default_site_is_made_once_with_the_zone_of_that_moment(stored: Served):
    for zone in ("Europe/Paris", "Asia/Tokyo"):
        async with stored.database.write() as session:
            await stored.sites.ensure_default(session, system(), zone)

    async with stored.database.read() as session:
        (site,) = await stored.sites.all(session)
    assert (site.slug, site.timezone) == ("default", "Europe/Paris")


async def test_a_site_is_added_found_changed_and_deleted(stored: Served):
    from regie.kernel.sites.schemas import NewSite, SiteChange

    async with stored.database.write() as session:
        made = await stored.sites.create(session, system(), NewSite(**PARIS))
    async with stored.database.write() as session:
        await stored.sites.change(session, system(), made.slug, SiteChange(name="Lab", timezone="Asia/Tokyo"))
    async with stored.database.read() as session:
        assert (await stored.sites.get(session, made.slug)).timezone == "Asia/Tokyo"
        assert (await stored.sites.by_id(session, made.id)).name == "Lab"
    async with stored.database.write() as session:
        await stored.sites.delete(session, system(), made.slug)
    async with stored.database.read() as session:
        assert await stored.sites.find(session, made.slug) is None
    assert stored.told == [SiteChanged(made.id)] * 3


async def test_the_id_is_made_from_the_name_unless_given_and_is_never_taken_twice(served: Served):
    admin = await served.as_role(Role.ADMIN)

    ids = [(await admin.post("/api/sites", json=PARIS)).json()["id"] for _ in range(2)]
    given = await admin.post("/api/sites", json=PARIS | {"id": "lab"})
    again = await admin.post("/api/sites", json=PARIS | {"id": "lab"})

    assert ids == ["entrepot-n-2", "entrepot-n-2-2"]
    assert (given.status_code, again.status_code) == (201, 409)


async def test_what_get_answers_can_be_put_back_unchanged(served: Served):
    admin = await served.as_role(Role.ADMIN)
    row = (await admin.post("/api/sites", json=PARIS | {"city": "Lyon", "contactName": "Ana"})).json()

    answer = await admin.put(f"/api/sites/{row['id']}", json=row)

    assert answer.status_code == 200
    assert answer.json() == row | {"updatedAt": answer.json()["updatedAt"]}
    assert (await admin.get("/api/audit", params={"objectKind": "site", "action": "update"})).json() == []


async def test_a_change_is_told_in_the_audit_by_its_difference(served: Served):
    admin = await served.as_role(Role.ADMIN)
    row = (await admin.post("/api/sites", json=PARIS)).json()

    await admin.put(f"/api/sites/{row['id']}", json=row | {"timezone": "Asia/Tokyo"})

    (deed,) = (await admin.get("/api/audit", params={"objectKind": "site", "action": "update"})).json()
    assert deed["difference"] == [{"path": "timezone", "before": "Europe/Paris", "after": "Asia/Tokyo"}]
    assert deed["userName"] == "admin"


@pytest.mark.parametrize("zone", ["Europe/Parys", "", "../../etc/passwd", "CET+1", "posix/Europe/Paris"])
async def test_a_zone_that_does_not_exist_is_422(served: Served, zone: str):
    admin = await served.as_role(Role.ADMIN)

    answer = await admin.post("/api/sites", json=PARIS | {"timezone": zone})

    assert answer.status_code == 422
    assert [fault["path"] for fault in answer.json()["faults"]] == ["timezone"]


async def test_the_id_cannot_be_changed(served: Served):
    admin = await served.as_role(Role.ADMIN)
    row = (await admin.post("/api/sites", json=PARIS)).json()

    answer = await admin.put(f"/api/sites/{row['id']}", json=row | {"id": "other"})

    assert answer.status_code == 422
    assert [fault["path"] for fault in answer.json()["faults"]] == ["id"]


async def test_the_default_site_and_one_in_use_stay_with_409(served: Served):
    admin = await served.as_role(Role.ADMIN)
    async with served.database.write() as session:
        await served.sites.ensure_default(session, system(), "UTC")
    used = (await admin.post("/api/sites", json=PARIS)).json()
    free = (await admin.post("/api/sites", json=PARIS)).json()
    served.sites.users.append(Cameras(used["uid"]))

    answers = [await admin.delete(f"/api/sites/{site}") for site in ("default", used["id"], free["id"], "nowhere")]

    assert [answer.status_code for answer in answers] == [409, 409, 204, 404]
    assert "camera cam-garage" in answers[1].json()["detail"]


async def test_everybody_sees_sites_and_administrators_write_them(served: Served):
    viewer = await served.as_role(Role.VIEWER)

    assert (await viewer.get("/api/sites")).status_code == 200
    assert (await viewer.post("/api/sites", json=PARIS)).status_code == 403


def test_the_machines_zone_is_read_from_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("TZ", raising=False)
    assert machine_zone(tmp_path) == "UTC"
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
    assert machine_zone(tmp_path) == "Asia/Tokyo"
    (tmp_path / "timezone").write_text("Europe/Paris\n")
    assert machine_zone(tmp_path) == "Europe/Paris"
    monkeypatch.setenv("TZ", ":America/Lima")
    assert machine_zone(tmp_path) == "America/Lima"
    monkeypatch.setenv("TZ", "nowhere")
    assert machine_zone(tmp_path) == "Europe/Paris"


def test_errors_of_sites_speak_in_sentences():
    from regie.kernel.sites import errors

    found = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, RegieError)]
    assert all((kind.__doc__ or "").endswith(".") for kind in found)
