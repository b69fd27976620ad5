"""The way out: own certificates count, keys stay with the host they are for, addresses are shown without secrets."""

import shutil
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from assistant.models.errors import CertificatesUnreadable, KeyUnprotected
from assistant.models.network import Network, address, client, credentials, is_here, said, shown


class _Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Silent."""


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that no list of authorities knows, and its key."""
    pem, key = folder / "ca.pem", folder / "key.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    subprocess.run([*made, *subject, "-keyout", str(key), "-out", str(pem)], check=True, capture_output=True)
    return pem, key


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_an_own_certificate_authority_counts(tmp_path: Path) -> None:
    pem, key = _certificate(tmp_path)
    server = HTTPServer(("127.0.0.1", 0), _Hello)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        url = f"https://localhost:{server.server_address[1]}/"
        with client(Network(certificates=pem)) as trusting, client(Network()) as strict:
            assert trusting.get(url).status_code == 200
            with pytest.raises(httpx.ConnectError):
                strict.get(url)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("content", ["", "no certificate", None])
def test_certificates_that_cannot_be_read_are_said(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "ca.pem").write_text(content)
    with pytest.raises(CertificatesUnreadable) as raised:
        client(Network(certificates=tmp_path / "ca.pem"))
    assert str(tmp_path / "ca.pem") in raised.value.in_language("de")


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost:1/", True),
        ("http://127.8.0.1/", True),
        ("http://[::1]/", True),
        ("http://127.0.0.1.example.org/", False),
        ("http://10.0.0.1/", False),
    ],
)
def test_an_open_line_is_for_this_machine_only(url: str, here: bool) -> None:
    assert is_here(address(url)) is here
    if here:
        assert credentials(address(url), "k") == {"Authorization": "Bearer k"}
    else:
        with pytest.raises(KeyUnprotected):
            credentials(address(url), "k")
    assert credentials(address(url), None) == {}


def test_addresses_and_errors_are_shown_without_secrets() -> None:
    assert shown("https://me:geheim@host:8443/a/b.gguf?sig=geheim#x") == "https://host:8443/a/b.gguf"
    assert shown("http://[::1") == "?"
    assert said(httpx.ReadTimeout("")) == "read timeout" and said(httpx.ConnectError("refused")) == "refused"
