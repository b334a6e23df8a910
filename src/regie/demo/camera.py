"""
The camera of the demonstration: a street, live over RTSP, for whom there is no camera at hand.

It stands beside the server like any device: the relay's process serves it, one ffmpeg feeds it and burns the time of
day into a loop that was drawn at the first start. Two streams, `main` and `sub`, behind a name and a password. Port and
password are kept in its folder, so that what was configured yesterday finds the same camera today.
"""

import asyncio
import contextlib
import json
import secrets
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from regie.camcron.relay.feeding import publishing
from regie.camcron.relay.process import RelayGone, RelayProcess
from regie.demo.scene import write_font
from regie.kernel.clock import Clock, SystemClock
from regie.kernel.processes.child import Exit, Spawner
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.once import run
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from regie.kernel.processes.supervised import Supervised
from regie.kernel.processes.supervisor import Supervisor
from regie.kernel.processes.work import Failure, Verdict

USERNAME = "demo"
STREAMS = ("main", "sub")
SCENE = "street-1.mp4"
FONT = "font.ttf"
DRAWING = 180.0
"""How many seconds the scene may take; six on two cores."""

FIRST_PICTURE = 20.0


class NoPicture(Exception):
    """The camera of the demonstration does not come up."""


class DemoCamera:
    """`async with DemoCamera(folder, ffmpeg) as camera`: serves `camera.urls` until the end."""

    def __init__(self, folder: Path, ffmpeg: str, *, timezone: str = "UTC", clock: Clock | None = None) -> None:
        self.username = USERNAME
        self.password = ""
        self._folder = folder.absolute()
        self._ffmpeg = ffmpeg
        self._timezone = timezone
        self._clock = clock or SystemClock()
        self._relay = RelayProcess()
        self._keeper: asyncio.Task[None] | None = None
        self._feed: Supervised | None = None
        self._targets: tuple[str, ...] = ()

    @property
    def urls(self) -> dict[str, str]:
        """The address of each stream, with its credentials."""
        who = f"{quote(self.username, safe='')}:{quote(self.password, safe='')}"
        return {name: f"rtsp://{who}@127.0.0.1:{self._relay.port}/{name}" for name in STREAMS}

    @property
    def pids(self) -> dict[str, int | None]:
        """Of its two processes: `relay` and `feed`."""
        return {"relay": self._relay.pid, "feed": self._feed.pid if self._feed else None}

    async def start(self) -> None:
        """Draw the scene if need be, serve it, and come back with the first pictures; raises NoPicture."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._recall()
        settings = ProcessSettings()
        children = spawner(self._folder / "run", self._clock, settings)
        await children.sweep()
        self._supervisor = Supervisor(children, self._clock, settings)
        try:
            await self._draw(children)
            await self._open()
            self._keeper = asyncio.create_task(self._keep())
            self._feed = self._supervisor.start(Feed(self))
            await self._first_picture()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End both processes; whoever watches is cut."""
        if self._keeper is not None:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
        await self._supervisor.close("The demonstration ends.")
        await self._relay.stop()

    async def __aenter__(self) -> "DemoCamera":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def launch(self) -> Launch:
        """The feed: one decoder, the clock burnt in, two light encoders, the sound as it is."""
        clock = rf"drawtext=fontfile={FONT}:text='REGIE DEMO   %{{localtime\:%F   %X}}':x=24:y=22:fontsize=34"
        look = f"{clock}:fontcolor=white:box=1:boxcolor=black@0.55:boxborderw=10"
        graph = f"[0:v]{look},split[main][full];[full]scale=640:360:flags=fast_bilinear[sub]"
        argv = [self._ffmpeg, "-nostdin", "-v", "error", "-nostats", "-progress", "{pipe:progress}"]
        argv += ["-threads", "1", "-filter_complex_threads", "1", "-re", "-stream_loop", "-1", "-i", SCENE]
        argv += ["-filter_complex", graph]
        for name, rate, target in zip(STREAMS, (1200, 350), self._targets, strict=True):
            argv += ["-map", f"[{name}]", "-map", "0:a", "-c:a", "copy", "-c:v", "libx264", "-threads", "1"]
            argv += ["-preset", "ultrafast", "-tune", "zerolatency", "-g", "15", "-bf", "0", "-pix_fmt", "yuv420p"]
            argv += ["-b:v", f"{rate}k", "-maxrate", f"{rate * 5 // 4}k", "-bufsize", f"{rate}k"]
            argv += publishing(target)
        env = {"TZ": self._timezone, "LC_ALL": "C"} | _zones()
        return Launch(tuple(argv), cwd=self._folder, env=env, pipes=("stderr", "progress"))

    def beat(self) -> None:
        if self._feed is not None:
            self._feed.beat()

    def _recall(self) -> None:
        """The port and the password of the last time, or new ones."""
        kept = self._folder / "camera.json"
        try:
            known = json.loads(kept.read_text())
            self._relay.port, self.password = int(known["port"]), str(known["password"])
        except (OSError, ValueError, KeyError, TypeError):
            self._relay.port, self.password = 0, secrets.token_urlsafe(9)

    def _remember(self) -> None:
        kept = self._folder / "camera.json"
        kept.touch(mode=0o600)
        kept.write_text(json.dumps({"port": self._relay.port, "password": self.password}))

    async def _draw(self, children: Spawner) -> None:
        scene = self._folder / SCENE
        if not (self._folder / FONT).exists():
            write_font(self._folder / FONT)
        if scene.exists():
            return
        launch = Launch((sys.executable, "-m", "regie.demo.scene", self._ffmpeg, str(scene)), nice=5)
        drawn = await run(children, launch, self._clock, seconds=DRAWING)
        if drawn.timed_out or drawn.exit.code:
            raise NoPicture(f"The scene could not be drawn. {drawn.exit.sentence} {drawn.text('stderr')[-500:]}")

    async def _open(self) -> None:
        await self._relay.start()
        self._remember()
        targets = []
        for name in STREAMS:
            targets.append(await self._relay.add_stream(name))
            await self._relay.add_reader(name, path=name, username=self.username, password=self.password)
        self._targets = tuple(targets)

    async def _keep(self) -> None:
        """A relay that dies is started again, on the same port; the feed notices by itself and follows."""
        while True:
            await self._relay.gone.wait()
            await self._clock.sleep(0.5)
            with contextlib.suppress(RelayGone):
                await self._open()

    async def _first_picture(self) -> None:
        deadline = self._clock.monotonic() + FIRST_PICTURE
        while not all(told.publisher and told.bytes_in for told in await self._relay.state()):
            if self._clock.monotonic() > deadline:
                raise NoPicture(f"The feed brings no picture: {self._feed.reason if self._feed else None}")
            await self._clock.sleep(0.05)


class Feed:
    """The ffmpeg that feeds the camera, for the supervisor: tried again for ever, and when it stands still."""

    name = "demo-camera"
    policy = RestartPolicy(max_retries=-1, first=0.5, cap=10.0)
    start_within = 20.0
    stall_after = 10.0

    def __init__(self, camera: DemoCamera) -> None:
        self._camera = camera
        self._said = ""

    async def launch(self, attempt: int) -> Launch:
        self._said = ""
        return self._camera.launch()

    def received(self, pipe: str, data: bytes) -> None:
        if pipe == "progress":
            self._camera.beat()
        else:
            self._said = (self._said + data.decode("utf-8", "replace"))[-500:]

    def judge(self, exit_: Exit) -> Verdict:
        return Failure(f"{exit_.sentence} {self._said}".strip())


def _zones() -> dict[str, str]:
    """Where the names of time zones are explained, on a machine that doesn't know them."""
    found = find_spec("tzdata")
    if Path("/usr/share/zoneinfo/UTC").exists() or found is None or found.origin is None:
        return {}
    return {"TZDIR": str(Path(found.origin).parent / "zoneinfo")}
