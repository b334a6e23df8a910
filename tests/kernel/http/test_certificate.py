"""HTTPS as a browser sees it: the certificate of now, the one of tomorrow without a restart, and no way back."""

import json
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import trustme

from regie.kernel.http.certificate import Certificate
from tests.fakes.clock import VirtualClock
from tests.rigs.servers import end, free_port
from tests.serving import eventually


def issue(authority: trustme.CA, folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    pair = authority.issue_cert(name)
    certificate, key = folder / "cert.pem", folder / "key.pem"
    pair.private_key_pem.write_to_path(str(key))
    certificate.write_bytes(b"".join(blob.bytes() for blob in pair.cert_chain_pems))
    return certificate, key


async def test_a_pair_that_does_not_fit_leaves_the_old_one_and_one_that_fits_replaces_it(tmp_path, caplog):
    authority, other = trustme.CA(), trustme.CA()
    certificate, key = issue(authority, tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    watched = Certificate(context, certificate, key, VirtualClock())

    certificate.write_text("half a file")
    await watched.look()
    assert "cannot be used" in caplog.text
    assert served(context, authority)
    await watched.look()
    assert caplog.text.count("cannot be used") == 1

    issue(other, tmp_path)
    await watched.look()
    assert served(context, other) and not served(context, authority)


def served(context: ssl.SSLContext, authority: trustme.CA) -> bool:
    """Whether a client that trusts only this authority gets through a handshake."""
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    inside, outside = ssl.MemoryBIO(), ssl.MemoryBIO()
    back, forth = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusting.wrap_bio(inside, outside, server_hostname="localhost")
    server = context.wrap_bio(back, forth, server_side=True)
    for _ in range(6):
        for end_, out, into in ((client, outside, back), (server, forth, inside)):
            try:
                end_.do_handshake()
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLError:
                return False
            into.write(out.read())
    return client.version() is not None


@pytest.mark.rig
def test_a_server_with_a_certificate_serves_https_and_tells_browsers_to_stay(tmp_path: Path):
    authority = trustme.CA()
    certificate, key = issue(authority, tmp_path)
    data, port = tmp_path / "data", free_port()
    data.mkdir()
    https = {"enabled": True, "certPath": str(certificate), "keyPath": str(key)}
    (data / "config.json").write_text(json.dumps({"server": {"https": https, "host": "127.0.0.1", "port": port}}))
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    process = subprocess.Popen([sys.executable, "-m", "regie", "serve", "--data", str(data)], stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"https://localhost:{port}", verify=trusting) as client:
            eventually(lambda: is_well(client), within=30, what=lambda: "no answer by HTTPS")
            assert client.get("/api/health").headers["strict-transport-security"] == "max-age=15552000"
        beside = subprocess.run(
            [sys.executable, "-m", "regie", "status", "--data", str(data)], capture_output=True, text=True, check=False
        )
        assert beside.returncode == 0, beside.stderr
        with socket.create_connection(("127.0.0.1", port), timeout=5) as plain:
            plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b"200 OK" not in plain.recv(100)
    finally:
        end(process, signal=signal.SIGTERM)


def is_well(client: httpx.Client) -> bool:
    try:
        return client.get("/api/health").status_code == 200
    except httpx.TransportError:
        return False
