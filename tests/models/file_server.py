"""A real HTTP server on loopback that hands out one file the way hubs, mirrors and bad connections do."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message

from tests.models.loopback import QuietHandler, listening


@dataclass
class Hub:
    """What the server does. `cut` says after how many bytes the n-th download breaks off, None for never; `statuses`
    are answered first, one a download; it sends 16 kB every `delay` seconds and says nothing for `mute` seconds."""

    content: bytes
    cut: Callable[[int], int | None] = lambda number: None
    statuses: list[int] = field(default_factory=list)
    etag: str | None = '"v1"'
    linked: dict[str, str] = field(default_factory=dict)
    ranges: bool = True
    head: bool = True
    redirect_to: str | None = None
    token: str | None = None
    retry_after: str | None = None
    delay: float = 0.0
    mute: float = 0.0
    port: int = 0
    downloads: int = 0
    asked: list[tuple[str, str, Message]] = field(default_factory=list)

    def url(self, path: str = "/owner/repo/resolve/main/model.gguf", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


class _Handler(QuietHandler):
    hub: Hub

    def do_HEAD(self) -> None:
        self._note()
        if not self.hub.head:
            return self._plain(405)
        if self._refused():
            return self._plain(401)
        if self.hub.redirect_to:
            return self._plain(302, {"Location": self.hub.redirect_to, **self.hub.linked})
        if "missing" in self.path:
            return self._plain(404)
        headers = {"Content-Length": str(len(self.hub.content)), **self.hub.linked}
        self._plain(200, headers | ({"ETag": self.hub.etag} if self.hub.etag else {}))

    def do_GET(self) -> None:
        hub = self.hub
        self._note()
        if self._refused():
            return self._plain(401)
        if "missing" in self.path:
            return self._plain(404)
        if hub.statuses:
            headers = {"Retry-After": hub.retry_after} if hub.retry_after else {}
            return self._plain(hub.statuses.pop(0), headers)
        if hub.redirect_to:
            return self._plain(302, {"Location": hub.redirect_to, **hub.linked})
        self._send()

    def _send(self) -> None:
        hub, wanted = self.hub, self.headers.get("Range")
        hub.downloads += 1
        begin = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and hub.ranges else 0
        if self.headers.get("If-Range") not in (None, hub.etag):
            begin = 0
        size = len(hub.content)
        if begin >= size > 0 and begin:
            return self._plain(416, {"Content-Range": f"bytes */{size}"})
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{size - 1}/{size}")
        if hub.etag:
            self.send_header("ETag", hub.etag)
        self.send_header("Content-Length", str(size - begin))
        self.end_headers()
        self._write(hub.content[begin:], hub.cut(hub.downloads))

    def _write(self, body: bytes, cut: int | None) -> None:
        for start in range(0, len(body if cut is None else body[:cut]), 16_384):
            self.wfile.write(body[start : start + 16_384] if cut is None else body[start : min(cut, start + 16_384)])
            if self.hub.delay:
                threading.Event().wait(self.hub.delay)
        if cut is not None and cut < len(body):
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()

    def _plain(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if "Content-Length" not in (headers or {}):
            self.send_header("Content-Length", "0")
        self.end_headers()

    def _refused(self) -> bool:
        return self.hub.token is not None and self.headers.get("Authorization") != f"Bearer {self.hub.token}"

    def _note(self) -> None:
        self.hub.asked.append((self.command, self.path, self.headers))
        if self.hub.mute:
            threading.Event().wait(self.hub.mute)


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """The hub on a free port of 127.0.0.1."""
    with listening(_Handler, hub=hub) as hub.port:
        yield hub
