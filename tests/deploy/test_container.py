"""The container as deploy/Dockerfile makes it: built, run as nobody special, stopped, and run again on its volume."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests import needs
from tests.rigs.rtsp import RelayCam
from tests.rigs.servers import free_port
from tests.serving import ASK, PASSWORD, ROOT, SETUP_CODE, Api, eventually

pytestmark = [pytest.mark.long, pytest.mark.rig, pytest.mark.timeout(1800)]
BASE = "docker.io/library/debian:12-slim"
"""What the Dockerfile begins with. No registry is asked: a fresh Debian 12 stands in for it."""
PROGRAMS = ("podman", "runc", "debootstrap")
"""Too large to be asked of everybody who runs the other tests."""
RUN = ("--runtime=runc", "--cgroup-manager=cgroupfs", "run", "--network=host", "--ulimit=nofile=10000:10000",
       "--ulimit=nproc=10000:10000")  # fmt: skip
CERTIFICATES = Path("/usr/local/share/ca-certificates")


def podman(*words: str, check: bool = True) -> str:
    """What it prints; crun fails on some kernels, runc on none."""
    program = needs.program("podman", debian="podman")
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, f"podman {' '.join(words)}\n{(done.stdout + done.stderr)[-6000:]}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    needs.root("to make a Debian to begin with")
    if missing := [name for name in PROGRAMS if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")]:
        needs.cannot_run(f"no {' and '.join(missing)}; Debian: apt install --no-install-recommends {' '.join(missing)}")
    base = tmp_path_factory.mktemp("base")
    debootstrap = needs.program("debootstrap", debian="debootstrap")
    with_python = "python3,python3-venv,tzdata,ca-certificates"
    subprocess.run([debootstrap, "--variant=minbase", f"--include={with_python}", "bookworm", base], check=True)
    for certificate in CERTIFICATES.glob("*.crt"):  # of a company's own proxy
        (base / CERTIFICATES.relative_to("/") / certificate.name).write_bytes(certificate.read_bytes())
    subprocess.run(["chroot", base, "update-ca-certificates"], check=True, capture_output=True)
    with subprocess.Popen(["tar", "-C", base, "-c", "."], stdout=subprocess.PIPE) as packed:
        subprocess.run(["podman", "import", "-", BASE], stdin=packed.stdout, check=True, capture_output=True)
    if "runs" not in (tried := podman(*RUN, "--rm", BASE, "echo", "runs", check=False)):
        needs.cannot_run(f"podman starts no container: {tried.strip().splitlines()[-1:]}")
    name = f"regie-test-{uuid4().hex[:8]}"
    podman(
        "build", "--pull=never", "--network=host", "--isolation=chroot", "--format=docker",
        "--env=NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt",
        "-f", str(ROOT / "deploy" / "Dockerfile"), "-t", name, str(ROOT),
    )  # fmt: skip
    yield name
    podman("rmi", "--force", name, check=False)


@contextlib.contextmanager
def running(image: str, volume: str, port: int) -> Iterator[str]:
    """A container as deploy/compose.yaml describes it; its name."""
    name = f"regie-{uuid4().hex[:8]}"
    podman(
        *RUN, "--detach", f"--name={name}", "--read-only", "--tmpfs=/tmp", "--cap-drop=ALL",
        "--security-opt=no-new-privileges", "--env=TZ=Europe/Paris",
        f"--env=REGIE_SERVER__PORT={port}", f"--volume={volume}:/data", image,
    )  # fmt: skip
    try:
        eventually(lambda: healthy(port), within=60, what=lambda: podman("logs", name))
        yield name
    finally:
        podman("--runtime=runc", "--cgroup-manager=cgroupfs", "rm", "--force", name, check=False)


def healthy(port: int) -> bool:
    try:
        return ASK.get(f"http://127.0.0.1:{port}/api/health").status_code == 200
    except httpx.TransportError:
        return False


def test_a_container_records_as_nobody_special_stops_politely_and_goes_on_with_its_volume(
    image: str, relaycam: RelayCam
) -> None:
    volume, port = f"regie-test-{uuid4().hex[:8]}", free_port()
    url = f"http://127.0.0.1:{port}"
    try:
        with running(image, volume, port) as name, contextlib.ExitStack() as opened:
            eventually(lambda: SETUP_CODE.search(podman("logs", name)) is not None, what=lambda: podman("logs", name))
            code = SETUP_CODE.findall(podman("logs", name))[-1]
            ASK.post(
                f"{url}/api/setup", json={"code": code, "username": "ada", "password": PASSWORD}
            ).raise_for_status()
            api = opened.enter_context(contextlib.closing(signed_in(url)))
            assert podman("exec", name, "id", "-u").strip() == "1000"
            podman("healthcheck", "run", name)
            assert "Read-only" in podman("exec", name, "touch", "/opt/regie/here", check=False)
            assert api("GET", "/api/sites/default")["timezone"] == "Europe/Paris"
            job = api.job(api.camera("Yard", relaycam.url("main")), "Film")
            api("POST", f"/api/jobs/{job}/start")
            api.reaches(job, "running")
            api.writes(job, seconds=3)
            podman("--runtime=runc", "--cgroup-manager=cgroupfs", "stop", "--time=20", name)
            assert podman("inspect", "--format={{.State.ExitCode}}", name).strip() == "0"
        with running(image, volume, port), contextlib.closing(signed_in(url)) as again:
            eventually(lambda: bool(again("GET", f"/api/files?jobId={job}")), what=lambda: "its file is gone")
    finally:
        podman("volume", "rm", "--force", volume, check=False)


def signed_in(url: str) -> Api:
    answer = ASK.post(f"{url}/api/auth/login", json={"username": "ada", "password": PASSWORD})
    answer.raise_for_status()
    return Api(url, answer.json()["token"])
