"""
Processes that exist on paper: a spawner whose children do what the test tells them, in no time.

It behaves as the real ones do towards a supervisor (bytes, then one exit; a ladder of signals), so that lives of
hours can be told on a virtual clock. What the system itself does is proven with real children.
"""

import asyncio
from collections.abc import Callable

from regie.kernel.clock import Clock
from regie.kernel.processes.child import Exit, Received
from regie.kernel.processes.launch import Launch

_NO_PID = 10_000_000
"""Above what any system gives, so that nobody looks at a stranger by mistake."""


class FakeChild:
    """A process of paper. `obeys`: how many polite requests it takes to end it; None: only force does."""

    def __init__(self, pid: int, launch: Launch, received: Received, clock: Clock, obeys: int | None) -> None:
        self.pid = pid
        self.launch = launch
        self.signals: list[tuple[float, str]] = []
        """What was sent to it, with the monotonic time."""
        self.fed = b""
        self.unkillable = False
        self._received = received
        self._clock = clock
        self._obeys = obeys
        self._began = clock.monotonic()
        self._exit: asyncio.Future[Exit] = asyncio.get_running_loop().create_future()

    @property
    def exit(self) -> Exit | None:
        return self._exit.result() if self._exit.done() else None

    async def wait(self) -> Exit:
        return await asyncio.shield(self._exit)

    def feed(self, data: bytes) -> None:
        self.fed += data

    def say(self, data: bytes) -> None:
        self.fed += data

    def ask(self) -> None:
        if self.exit is None:
            self.signals.append((self._clock.monotonic(), "ask"))
            if self._obeys is not None and len(self.signals) >= self._obeys:
                self.exits(255)

    def kill(self) -> None:
        if self.exit is None:
            self.signals.append((self._clock.monotonic(), "kill"))
            if not self.unkillable:
                self.exits(-9)

    def says(self, text: str | bytes, pipe: str = "stderr") -> None:
        """Let it write."""
        self._received(pipe, text if isinstance(text, bytes) else text.encode())

    def exits(self, code: int) -> None:
        """Let it end."""
        if not self._exit.done():
            self._exit.set_result(Exit(code, self._clock.monotonic() - self._began))


class FakeSpawner:
    """Starts children of paper, and remembers them."""

    def __init__(self, clock: Clock) -> None:
        self.children: list[FakeChild] = []
        self.refuses: OSError | None = None
        """What the system answers instead of starting."""
        self.obeys: int | None = 1
        self.on_start: Callable[[FakeChild], None] = lambda _child: None
        """Called just after a child was started, on the next turn of the loop."""
        self.closed = False
        self._clock = clock

    @property
    def newest(self) -> FakeChild:
        return self.children[-1]

    def every_process_exits_with(self, code: int) -> None:
        self.on_start = lambda child: child.exits(code)

    async def spawn(self, launch: Launch, received: Received) -> FakeChild:
        await asyncio.sleep(0)
        if self.refuses:
            raise self.refuses
        child = FakeChild(_NO_PID + len(self.children), launch, received, self._clock, self.obeys)
        self.children.append(child)
        asyncio.get_running_loop().call_soon(self.on_start, child)
        return child

    async def sweep(self) -> list[int]:
        return []

    def close(self) -> None:
        self.closed = True
        for child in self.children:
            child.kill()
