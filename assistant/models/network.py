"""The one way out of this machine: an HTTP client that honours proxy, certificates and token, on the user's word only.

Used to fetch models and to reach a model server. Proxies are taken from the usual variables (HTTPS_PROXY, NO_PROXY) by
httpx. A token or key goes to the host it is meant for, never over an open line to another machine, never into a log or
an error.
"""

import ipaddress
import ssl
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from assistant.models.errors import AddressUnusable, CertificatesUnreadable, KeyUnprotected

HUB = "https://huggingface.co"
# Seconds without a byte before a connection counts as lost.
CONNECT, READ = 15.0, 60.0


@dataclass(frozen=True)
class Network:
    """How to reach other machines: `hub` or its mirror, `token` for it, `certificates` as a PEM file besides those
    known anyway."""

    hub: str = HUB
    token: str | None = field(default=None, repr=False)
    certificates: Path | None = None
    read_timeout: float = READ


def client(network: Network) -> httpx.Client:
    """A client without credentials; raises CertificatesUnreadable."""
    return httpx.Client(
        timeout=httpx.Timeout(network.read_timeout, connect=min(CONNECT, network.read_timeout)),
        verify=trust(network.certificates),
        headers={"User-Agent": "ai-project-assistant"},
        max_redirects=10,
    )


def trust(certificates: Path | None) -> ssl.SSLContext:
    """httpx's own certificates, those of the system and the given ones."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    if certificates is not None:
        try:
            context.load_verify_locations(str(certificates))
        except (OSError, ssl.SSLError) as error:
            raise CertificatesUnreadable(path=certificates, detail=error.strerror or error) from error
    return context


def address(url: str) -> httpx.URL:
    """A checked http(s) address; raises AddressUnusable."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise AddressUnusable(url=url[:200], detail=error) from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise AddressUnusable(url=shown(parsed), detail="http://, https://")
    return parsed


def credentials(url: httpx.URL, key: str | None) -> dict[str, str]:
    """The header with a key, empty without one; raises KeyUnprotected where it would be readable on its way."""
    if not key:
        return {}
    if url.scheme != "https" and not is_here(url):
        raise KeyUnprotected(url=shown(url))
    return {"Authorization": f"Bearer {key}"}


def is_here(url: httpx.URL) -> bool:
    """Whether the address is this machine's own."""
    try:
        return url.host == "localhost" or ipaddress.ip_address(url.host).is_loopback
    except ValueError:
        return False


def shown(url: httpx.URL | str) -> str:
    """An address as it may be shown: without names, passwords and signed parameters."""
    try:
        return str(httpx.URL(url).copy_with(username=None, password=None, query=None, fragment=None))
    except httpx.InvalidURL:
        return "?"


def said(error: httpx.HTTPError) -> str:
    """What went wrong, without the address: it may hold a password."""
    words = {
        httpx.ConnectTimeout: "connect timeout",
        httpx.ReadTimeout: "read timeout",
        httpx.ProxyError: f"proxy: {error}",
    }
    return words.get(type(error)) or str(error) or type(error).__name__
