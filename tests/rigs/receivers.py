"""
Who receives what the server sends: an HTTP server that answers as scripted, and a mail server as strict as one likes.

Independent of the product; both run in threads of their own and keep what came.
"""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.rigs.servers import free_port


@dataclass
class Post:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Hook:
    """An HTTP server: answers with the scripted codes one after the other, then with the last of them for ever."""

    url: str = ""
    codes: list[int] = field(default_factory=lambda: [200])
    answer_headers: dict[str, str] = field(default_factory=dict)
    got: list[Post] = field(default_factory=list)
    go_on: Event = field(default_factory=Event)
    """Cleared: no answer is given until it is set."""


@contextmanager
def hook(*codes: int, tls: ssl.SSLContext | None = None) -> Iterator[Hook]:
    """Listens on the loopback until the end."""
    state = Hook(codes=list(codes) or [200])
    state.go_on.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            state.got.append(Post(self.command, self.path, headers, self.rfile.read(length)))
            state.go_on.wait(30)
            self.send_response(state.codes.pop(0) if len(state.codes) > 1 else state.codes[0])
            for name, value in state.answer_headers.items():
                self.send_header(name, value)
            self.send_header("content-length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    state.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


@dataclass
class Authority:
    """Certificates of the test's own."""

    server: ssl.SSLContext
    ca_file: str


def authority(folder: Path) -> Authority:
    """One for the loopback."""
    made = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    file = folder / "authority.pem"
    made.cert_pem.write_to_path(file)
    return Authority(context, str(file))


@dataclass
class PostOffice:
    """A mail server, and what it took."""

    port: int = 0
    refuse: dict[str, str] = field(default_factory=dict)
    """Recipients with the answer that each gets."""
    got: list[EmailMessage] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    over_tls: list[bool] = field(default_factory=list)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Sequence[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.got.append(mail)
        assert server.transport is not None
        self.over_tls.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 Taken"


@contextmanager
def post_office(
    tls: ssl.SSLContext | None = None, *, implicit: bool = False, passwords: dict[str, str] | None = None
) -> Iterator[PostOffice]:
    """With a context it wants STARTTLS (or TLS from the start); with passwords nobody else may send."""
    office = PostOffice()

    def authenticator(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        user = data.login.decode()
        good = (passwords or {}).get(user) == data.password.decode()
        office.signed_in += [user] if good else []
        return AuthResult(success=good, handled=False)  # handled=True would close the line without a word

    auth: dict[str, Any] = {"authenticator": authenticator, "auth_required": True} if passwords else {}
    if passwords and (tls is None or implicit):
        auth["auth_require_tls"] = False
    if tls is not None:
        auth |= {"ssl_context": tls} if implicit else {"tls_context": tls, "require_starttls": True}
    controller = Controller(office, hostname="127.0.0.1", port=free_port(), **auth)
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()
