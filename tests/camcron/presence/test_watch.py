"""When cameras are looked at, and what is told of them: virtual time, real rows, looks that do as they are told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from regie.camcron.presence.knocking import knock
from regie.camcron.presence.loops import AGAIN, KNOCK, RELOAD, News, Watch
from regie.camcron.presence.service import Presences
from regie.camcron.presence.states import Rules
from regie.kernel.db import Session
from regie.kernel.ffmpeg.reasons import Kind, Reason, reason
from tests.camcron.door import Door, open_door
from tests.fakes.clock import VirtualClock
from tests.rigs.rtsp import RelayCam
from tests.rigs.servers import free_port

EVERY = 300.0


class World:
    """Cameras, recordings and looks as a test wishes them, and what happened."""

    def __init__(self, door: Door, clock: VirtualClock) -> None:
        self.door, self.clock = door, clock
        self.looks: list[tuple[float, str]] = []
        self.knocks: list[float] = []
        self.told: list[tuple[float, str, str]] = []
        self.nudged: list[str] = []
        self.failing: dict[str, Kind] = {}
        self.nobody: Kind | None = None
        self.recording: set[str] = set()
        self.trying: set[str] = set()
        self.full: set[str] = set()
        self.leading = True
        self.watch = self.begin()

    def begin(self) -> Watch:
        house = self.door.house
        return Watch(
            database=house.database,
            clock=self.clock,
            events=house.database.events,
            cameras=house.camcron.cameras,
            presences=Presences(self.clock),
            readers=self,
            look=self.look,
            knock=self.knock,
            tell=self.tell,
            rules=Rules(),
            every=EVERY,
            at_once=2,
            leads=lambda: self.leading,
        )

    async def look(self, camera_id: str) -> None:
        self.looks.append((self.clock.monotonic(), camera_id))
        failed = self.failing.get(camera_id)
        why = reason(failed) if failed else None
        self.watch.heard(camera_id, why is None, why.kind.value if why else None, why.sentence if why else None)

    async def knock(self, plain: str) -> Reason | None:
        self.knocks.append(self.clock.monotonic())
        return reason(self.nobody) if self.nobody else None

    async def tell(self, session: Session, news: News) -> None:
        self.told.append((self.clock.monotonic(), news.name, "over" if news.over else news.told.value))

    def delivers(self, camera_id: str) -> bool:
        return camera_id in self.recording

    def reads(self, camera_id: str) -> bool:
        return camera_id in self.recording | self.trying

    def has_room(self, camera_id: str) -> bool:
        return camera_id not in self.full

    def nudge(self, camera_id: str) -> None:
        self.nudged.append(camera_id)

    async def live(self, seconds: float) -> None:
        """A pass each second, with the looks that it begins."""
        for _ in range(round(seconds)):
            await self.watch.step()
            for look in tuple(self.watch._looking.values()):
                await look
            await self.clock.advance(1)

    def looked_at(self, camera_id: str) -> list[float]:
        return [at for at, who in self.looks if who == camera_id]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_door(tmp_path) as door:
        yield World(door, VirtualClock())


async def test_a_new_camera_is_looked_at_at_once_and_then_every_few_minutes(world: World):
    await world.live(2)
    camera = await world.door.add_camera()
    await world.live(EVERY * 2.1)

    assert [round(at) for at in world.looked_at(camera["uid"])] == [2, 2 + EVERY, 2 + 2 * EVERY]
    assert world.told == []


async def test_a_camera_that_moves_is_looked_at_at_once_and_one_that_is_renamed_is_not(world: World):
    camera = await world.door.add_camera()
    await world.live(3)
    await world.door("PUT", f"/api/cameras/{camera['id']}", {**camera, "name": "Renamed"})
    await world.live(3)
    assert len(world.looks) == 1

    await world.door("PUT", f"/api/cameras/{camera['id']}", {**camera, "streams": {"main": "rtsp://10.9.9.9/2"}})
    await world.live(3)
    assert len(world.looks) == 2


async def test_a_recording_that_delivers_saves_every_look(world: World):
    camera = await world.door.add_camera()
    world.recording.add(camera["uid"])
    await world.live(EVERY * 3)

    assert world.looks == [] and world.knocks == []
    assert world.watch.presence_of(camera["uid"]).word == "online"


async def test_nobody_takes_the_last_connection_of_a_camera_for_a_look(world: World):
    camera = await world.door.add_camera()
    world.full.add(camera["uid"])
    await world.live(EVERY * 2)

    assert world.looks == [] and world.knocks == []


async def test_an_absence_is_told_once_and_its_end_once(world: World):
    camera = await world.door.add_camera(name="Gate")
    await world.live(10)
    world.nobody = Kind.REFUSED
    await world.live(EVERY + 60)
    assert [(name, what) for _, name, what in world.told] == [("Gate", "offline")]

    world.nobody = None
    await world.live(60)
    assert [(name, what) for _, name, what in world.told] == [("Gate", "offline"), ("Gate", "online")]
    shown = (await world.door("GET", f"/api/cameras/{camera['id']}")).json()
    assert shown["reasonCode"] == "refused"  # rows of looks are the tester's business, which is not asked here


async def test_a_restart_tells_nothing_again_and_still_tells_the_end(world: World):
    await world.door.add_camera(name="Gate")
    world.nobody = Kind.TIMEOUT
    await world.live(90)
    assert [what for _, _, what in world.told] == ["offline"]

    world.watch = world.begin()
    await world.live(1200)
    assert [what for _, _, what in world.told] == ["offline"]
    world.nobody = None
    await world.live(60)
    assert [what for _, _, what in world.told] == ["offline", "online"]


async def test_what_waits_for_a_camera_is_told_within_seconds_of_its_return_and_only_then(world: World):
    camera = await world.door.add_camera()
    await world.live(2)
    world.trying.add(camera["uid"])
    world.nobody = Kind.REFUSED
    world.watch.heard(camera["uid"], False, "refused", "Nothing listens.")
    await world.live(60)
    assert world.nudged == []
    assert len(world.looks) == 1, "a recording that tries by itself needs no look beside it"

    world.nobody = None
    await world.live(KNOCK + 2)
    assert world.nudged == [camera["uid"]]
    await world.live(60)
    assert world.nudged == [camera["uid"]], "a camera that lets nobody in is not tried more often for it"


async def test_a_recording_that_lost_its_camera_for_a_moment_is_told_once_that_it_is_there(world: World):
    camera = await world.door.add_camera()
    await world.live(2)
    world.trying.add(camera["uid"])
    world.watch.heard(camera["uid"], False, "closed", "It closed the connection.")
    await world.live(KNOCK + 2)
    assert world.nudged == [camera["uid"]], "its own next try may be a minute away"

    world.watch.heard(camera["uid"], False, "closed", "It closed the connection.")
    await world.live(60)
    assert world.nudged == [camera["uid"]], "a camera that ends each reading is not tried more often for it"


async def test_a_refused_password_is_not_tried_again_and_again(world: World):
    camera = await world.door.add_camera()
    world.failing[camera["uid"]] = Kind.UNAUTHORIZED
    await world.live(EVERY * 3)

    assert [what for _, _, what in world.told] == ["offline"]
    assert len(world.looks) <= 5


async def test_a_camera_without_picture_is_looked_at_each_minute(world: World):
    camera = await world.door.add_camera()
    world.failing[camera["uid"]] = Kind.NOT_FOUND
    await world.live(10 * AGAIN)

    assert 9 <= len(world.looks) <= 12


async def test_a_camera_that_comes_and_goes_is_told_as_unsteady_once(world: World):
    camera = await world.door.add_camera(name="Loose")
    await world.live(2)
    for _ in range(40):
        world.watch.heard(camera["uid"], False, "closed", "It closed the connection.")
        await world.live(2)
        world.watch.heard(camera["uid"], True)
        await world.live(10)

    assert [what for _, _, what in world.told] == ["unsteady"]


async def test_a_camera_that_is_switched_off_has_no_alert_any_more(world: World):
    camera = await world.door.add_camera(name="Gate")
    world.nobody = Kind.TIMEOUT
    await world.live(90)
    await world.door("PUT", f"/api/cameras/{camera['id']}", {**camera, "enabled": False})
    await world.live(RELOAD + 1)
    assert [what for _, _, what in world.told] == ["offline", "over"]
    looks = len(world.knocks)
    await world.live(120)
    assert len(world.knocks) == looks


async def test_someone_at_home_is_told_from_a_stopped_one_and_from_an_empty_port(relaycam: RelayCam):
    assert await knock(relaycam.url()) is None
    relaycam.hang()
    assert (await knock(relaycam.url())) == reason(Kind.TIMEOUT)
    assert (await knock(f"rtsp://127.0.0.1:{free_port()}/main")) == reason(Kind.REFUSED)
    assert (await knock("rtsp://no-such-host.invalid/main")) == reason(Kind.DNS)
