"""
Run the server on one data folder: one at a time, until somebody asks it to stop.

The folder's lock tells a second server who holds it. The address answers from the first moment on, with 503 until
everything is open. Signals set a flag; everything that was opened is then closed in the opposite order by the
composition root, and the process ends with code 0.
"""

import asyncio
import contextlib
import gc
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from pathlib import Path
from typing import Any

import uvicorn
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from regie import __version__, bootstrap
from regie.kernel.auth.local import Running, announce, withdraw
from regie.kernel.clock import SystemClock
from regie.kernel.errors import Unavailable
from regie.kernel.health import Health
from regie.kernel.http.certificate import Certificate
from regie.kernel.http.limits import TRY_LATER
from regie.kernel.http.problems import answer_of
from regie.kernel.wire import dumps
from regie.settings import Settings

GRACE_SECONDS = 3
WORD_BYTES = 64 * 1024
"""What a WebSocket may send at once: viewers have nothing to say."""
MOST_FILES = 65_536
LOCKED = 3
"""Exit code when another server holds the folder."""
_log = logging.getLogger(__name__)


class StillStarting(Unavailable):
    """The server is starting; try again in a moment."""


class FolderLockedError(Exception):
    """Another server runs on this folder."""


@contextlib.contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the folder, or say who does."""
    run = data / "run"
    try:
        run.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SystemExit(f"regie: the data folder {data} cannot be used ({error.strerror}).") from error
    with (run / "lock").open("a+", encoding="utf-8") as file:
        if not _try_lock(file.fileno()):
            file.seek(0)
            raise FolderLockedError(_holder(file.read(), data))
        file.seek(0)
        file.truncate()
        json.dump({"pid": os.getpid()}, file)
        file.flush()
        try:
            yield
        finally:
            file.seek(0)
            file.truncate()


def _holder(text: str, data: Path) -> str:
    try:
        process = f"process {json.loads(text)['pid']}"
    except (ValueError, KeyError):
        process = "another process"
    return f"{data} is in use by {process}: one server a folder. Stop it, or choose another folder with --data."


if sys.platform == "win32":

    def _try_lock(descriptor: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(descriptor: int) -> bool:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handling: it would re-raise the signal before anything is closed."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


Ready = Callable[[str, "bootstrap.House"], Awaitable[None]]
Closing = Callable[[], Awaitable[None]]


def run(
    data: Path,
    settings: Settings,
    pinned: Mapping[str, Any],
    *,
    ready: Ready | None = None,
    closing: Closing | None = None,
) -> int:
    """Serve until a signal; the exit code. `ready` hears when it serves, `closing` when everything is closed."""
    try:
        with locked(data):
            more_files()
            _run_loop(lambda: _whole(data, settings, pinned, ready, closing))
    except FolderLockedError as error:
        print(f"regie: {error}", file=sys.stderr)
        return LOCKED
    return 0


def _begun() -> None:
    """What a start made lives as long as the server: the collector, silent until now, is never to look at it again.

    The command silences it before anything large is imported: a fifth of a start went by in it.
    """
    gc.freeze()
    gc.enable()


def more_files() -> None:
    """Every recording takes five descriptors, and most systems begin with a thousand: ask for all that is allowed."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
        if soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _run_loop(main: Callable[[], Awaitable[None]]) -> None:
    async def entry() -> None:
        await main()

    if sys.platform == "win32":
        asyncio.run(entry())
        return
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(entry())


async def _whole(
    data: Path, settings: Settings, pinned: Mapping[str, Any], ready: Ready | None, closing: Closing | None
) -> None:
    try:
        await _serve(data, settings, pinned, ready)
    finally:
        if closing is not None:
            await closing()


async def _serve(data: Path, settings: Settings, pinned: Mapping[str, Any], ready: Ready | None) -> None:
    stop, door = asyncio.Event(), _Door()
    _on_signals(stop.set)
    config = _uvicorn_config(door, settings)
    server, listener = _Server(config), _listen(settings)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        async with bootstrap.opened(data, settings, pinned) as house, contextlib.AsyncExitStack() as closing:
            house.address, door.app = _address(listener, settings), house.app
            while not server.started and not serving.done():  # noqa: ASYNC110  # it tells nobody when it is up
                await asyncio.sleep(0.01)
            if config.ssl is not None:
                certificate = Certificate(config.ssl, *_pair(settings), SystemClock())
                await certificate.open()
                closing.push_async_callback(certificate.close)
            _on_hangup(house.configuration.read_again)
            announce(data, Running(os.getpid(), house.address, house.local.value))
            _log.info("serving", extra={"address": house.address, "data": str(data)})
            _begun()
            if ready is not None:
                await ready(house.address, house)
            await asyncio.wait({serving, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
            house.health.ready = False
            withdraw(data)
            _log.info("stopping")
            server.should_exit = True
            await serving
    finally:
        server.should_exit = True
        with contextlib.suppress(Exception):  # what it failed by was raised above
            await serving
        listener.close()


class _Door:
    """Stands before the application until there is one, so that nobody waits without an answer."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None
        self._health = Health(__version__, SystemClock().now())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.app is not None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": TRY_LATER, "reason": "starting"})
        elif scope["path"] == "/api/health":
            answer = Response(dumps(await self._health.answer()), Unavailable.status, media_type="application/json")
            await answer(scope, receive, send)
        else:
            await answer_of(StillStarting())(scope, receive, send)


def _on_signals(act: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT"):
        try:
            loop.add_signal_handler(getattr(signal, name), act)
        except NotImplementedError:  # Windows
            signal.signal(getattr(signal, name), lambda *_: loop.call_soon_threadsafe(act))


def _on_hangup(act: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """SIGHUP says that the configuration was edited; Windows has none."""
    if sys.platform == "win32":
        return
    running: set[asyncio.Task[None]] = set()

    def begin() -> None:
        task = asyncio.ensure_future(act())
        running.add(task)
        task.add_done_callback(running.discard)

    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, begin)


def _listen(settings: Settings) -> socket.socket:
    host, port = settings.server.host, settings.server.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SystemExit(
            f"regie: cannot listen on {host}:{port} ({error.strerror}). Choose another with --port, or server.port."
        ) from error
    listener.listen(1024)
    return listener


def _address(listener: socket.socket, settings: Settings) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"{'https' if settings.server.https.enabled else 'http'}://{shown}:{port}"


def _pair(settings: Settings) -> tuple[Path, Path]:
    https = settings.server.https
    return Path(https.cert_path), Path(https.key_path or https.cert_path)


def _uvicorn_config(door: ASGIApp, settings: Settings) -> uvicorn.Config:
    https = settings.server.https
    config = uvicorn.Config(
        door,
        ws="websockets-sansio",
        ws_ping_interval=None,
        ws_max_size=WORD_BYTES,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.server.forwarded_allow,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ssl_certfile=https.cert_path or None if https.enabled else None,
        ssl_keyfile=https.key_path or None if https.enabled else None,
    )
    try:
        config.load()
    except OSError as error:
        raise SystemExit(
            f"regie: server.https: «{https.cert_path}» with «{https.key_path}» cannot be used"
            f" ({error.strerror or error})."
        ) from error
    return config
