"""Behind nginx and Caddy as the page sets them up; and a configuration that somebody edits under the running server."""

import json
import os
import re
import signal
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import trustme
from websockets.sync.client import connect

from tests import needs
from tests.rigs.servers import end, free_port, wait_for_port
from tests.serving import PASSWORD, ROOT, Regie, eventually

pytestmark = pytest.mark.rig
BESIDE = """
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  {block}
}}
"""

OF_CADDY = """{
	admin off
	auto_https disable_redirects
	default_bind 127.0.0.1
}
"""
MANY = 400
"""Requests a minute of one caller: more than people make, fewer than a program in a loop."""
Proxy = Callable[["Place", int], list[str]]


@pytest.fixture(scope="module")
def regie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Regie]:
    folder = tmp_path_factory.mktemp("proxied") / "data"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"rates": {"perCaller": MANY}}))
    with Regie(folder) as regie:
        regie.add_user("ana", "ADMIN")
        yield regie


@dataclass(frozen=True)
class Place:
    """Where a proxy stands: its folder with `fullchain.pem` and `privkey.pem`, and its port."""

    folder: Path
    port: int

    def page(self, language: str, told: dict[str, str]) -> str:
        """What `docs/https.md` says, with the places of this test."""
        (block,) = re.findall(rf"```{language}\n(.*?)```", (ROOT / "docs" / "https.md").read_text("utf-8"), re.DOTALL)
        for here, there in told.items():
            assert here in block, f"the page does not say {here} any more"
            block = block.replace(here, there)
        return str(block)


def nginx(place: Place, regie: int) -> list[str]:
    """The words that start it before the server at this port."""
    told = {
        "listen 443 ssl;": f"listen 127.0.0.1:{place.port} ssl;",
        "http2 on;": "",  # a word of nginx 1.25
        "cameras.example.org;": "localhost;",
        "/etc/letsencrypt/live/cameras.example.org/": f"{place.folder}/",
        "http://127.0.0.1:3000": f"http://127.0.0.1:{regie}",
    }
    file = place.folder / "nginx.conf"
    file.write_text(BESIDE.format(folder=place.folder, block=place.page("nginx", told)))
    return [needs.program("nginx", debian="nginx-light"), "-p", str(place.folder), "-c", str(file)]


def caddy(place: Place, regie: int) -> list[str]:
    """The same for Caddy, which is given the certificate that it would get for itself."""
    certificate = f"tls {place.folder}/fullchain.pem {place.folder}/privkey.pem"
    told = {
        "cameras.example.org {": f"localhost:{place.port} {{\n\t{certificate}",
        "127.0.0.1:3000": f"127.0.0.1:{regie}",
    }
    file = place.folder / "Caddyfile"
    file.write_text(OF_CADDY + place.page("caddyfile", told))
    return [needs.program("caddy", debian="caddy"), "run", "--config", str(file), "--adapter", "caddyfile"]


@contextmanager
def before(regie: Regie, proxy: Proxy, folder: Path, visitor: str) -> Iterator[tuple[httpx.Client, ssl.SSLContext]]:
    """A visitor of this address, who comes through the proxy and trusts its certificate."""
    authority = trustme.CA()
    pair = authority.issue_cert("localhost")
    pair.private_key_pem.write_to_path(str(folder / "privkey.pem"))
    (folder / "fullchain.pem").write_bytes(b"".join(blob.bytes() for blob in pair.cert_chain_pems))
    place, log = Place(folder, free_port()), folder / "told.log"
    command = proxy(place, regie.port)
    keeps = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(folder))  # Caddy's own notes
    with log.open("wb") as told:
        process = subprocess.Popen(command, env=os.environ | keeps, stdout=told, stderr=told)
    try:
        wait_for_port(place.port, process, log)
        trusting = ssl.create_default_context()
        authority.configure_trust(trusting)
        line = httpx.HTTPTransport(verify=trusting, local_address=visitor)
        with httpx.Client(base_url=f"https://localhost:{place.port}", transport=line, timeout=20) as client:
            yield client, trusting
    finally:
        end(process, signal=signal.SIGTERM)


@pytest.mark.parametrize(("proxy", "visitor"), [(nginx, "127.0.0.2"), (caddy, "127.0.0.3")], ids=["nginx", "caddy"])
def test_behind_each_proxy_as_its_page_sets_it_up_people_sign_in_listen_and_are_told_apart(
    regie: Regie, tmp_path: Path, proxy: Proxy, visitor: str
) -> None:
    with before(regie, proxy, tmp_path, visitor) as (client, trusting):
        signed = client.post(
            "/api/auth/session",
            json={"username": "ana", "password": PASSWORD},
            headers={"origin": str(client.base_url)},
        )
        assert signed.is_success, signed.text
        assert "secure" in signed.headers["set-cookie"].lower(), "the visitor came by HTTPS, and the proxy said so"

        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        headers = {"cookie": cookie, "origin": str(client.base_url)}
        address = str(client.base_url.copy_with(scheme="wss", path="/ws/status"))
        with connect(address, ssl=trusting, additional_headers=headers) as socket:
            assert json.loads(socket.recv(10))

        assert client.get("/metrics").status_code == 404, "the proxy is on the same machine, its visitors are not"
        client.cookies.clear()
        for _ in range(12):
            guessed = client.post("/api/auth/login", json={"username": "bob", "password": "wrong password"})
        assert guessed.status_code == 429
        regie.sign_in("ana").close()  # who guesses through the proxy is known by their own address


def test_a_configuration_that_was_edited_counts_after_sighup_and_a_wrong_one_is_told(regie: Regie) -> None:
    with closing(regie.sign_in("ana")) as api:
        file = regie.folder / "config.json"
        before = json.loads(file.read_text()) if file.exists() else {}

        file.write_text(json.dumps(before | {"limits": {"maxProcesses": 7}}))
        os.kill(regie.pid, signal.SIGHUP)
        eventually(
            lambda: api("GET", "/api/config")["limits"]["maxProcesses"] == 7,
            what=lambda: f"the limit is {api('GET', '/api/config')['limits']}",
        )

        file.write_text(json.dumps(before | {"limits": {"maxProcesses": -1}}))
        os.kill(regie.pid, signal.SIGHUP)
        eventually(lambda: "limits.maxProcesses" in regie.told(), what=lambda: regie.told()[-2000:])
        assert api("GET", "/api/config")["limits"]["maxProcesses"] == 7
        file.write_text(json.dumps(before))


def test_a_program_in_a_loop_is_stopped_with_the_time_to_wait_and_nobody_else_is(regie: Regie) -> None:
    regie.add_user("bea", "VIEWER")
    with closing(regie.sign_in("ana")) as loop, closing(regie.sign_in("bea")) as other:
        asked = [loop._client.get("/api/jobs") for _ in range(MANY + 10)]
        assert {answer.status_code for answer in asked} == {200, 429}
        assert asked[-1].status_code == 429 and 1 <= float(asked[-1].headers["retry-after"]) <= 60
        assert other("GET", "/api/jobs") == []
