"""Behind nginx, set up by the page that tells how; and a configuration that somebody edits under the running server."""

import json
import os
import re
import signal
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
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


@pytest.fixture(scope="module")
def regie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Regie]:
    with Regie(tmp_path_factory.mktemp("proxied") / "data") as regie:
        regie.add_user("ana", "ADMIN")
        yield regie


@contextmanager
def nginx(folder: Path, port: int) -> Iterator[httpx.Client]:
    """The proxy of `docs/https.md` with a certificate of its own, before the server at this port."""
    authority = trustme.CA()
    pair = authority.issue_cert("localhost")
    certificate, key, listening = folder / "fullchain.pem", folder / "privkey.pem", free_port()
    pair.private_key_pem.write_to_path(str(key))
    certificate.write_bytes(b"".join(blob.bytes() for blob in pair.cert_chain_pems))
    (block,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs" / "https.md").read_text("utf-8"), re.DOTALL)
    told = {
        "listen 443 ssl;": f"listen 127.0.0.1:{listening} ssl;",
        "http2 on;": "",  # a word of nginx 1.25
        "cameras.example.org;": "localhost;",
        "/etc/letsencrypt/live/cameras.example.org/": f"{folder}/",
        "http://127.0.0.1:3000": f"http://127.0.0.1:{port}",
    }
    for here, there in told.items():
        assert here in block, f"the page does not say {here} any more"
        block = block.replace(here, there)
    (folder / "nginx.conf").write_text(BESIDE.format(folder=folder, block=block))
    program = needs.program("nginx", debian="nginx-light")
    with (folder / "told.log").open("wb") as log:
        process = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=log)
    try:
        wait_for_port(listening, process, folder / "told.log")
        trusting = ssl.create_default_context()
        authority.configure_trust(trusting)
        visitor = httpx.HTTPTransport(verify=trusting, local_address="127.0.0.2")
        with httpx.Client(base_url=f"https://localhost:{listening}", transport=visitor, timeout=20) as client:
            client.trusting = trusting  # type: ignore[attr-defined]
            yield client
    finally:
        end(process, signal=signal.SIGTERM)


def test_behind_nginx_as_the_page_sets_it_up_people_sign_in_listen_and_are_told_apart(
    regie: Regie, tmp_path: Path
) -> None:
    with nginx(tmp_path, regie.port) as client:
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
        with connect(address, ssl=client.trusting, additional_headers=headers) as socket:  # type: ignore[attr-defined]
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
