"""A real HTTP server on loopback that speaks the chat-completions protocol as told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.models.loopback import QuietHandler, listening


@dataclass
class ModelServer:
    """Streams the events (a string is a piece of text), `delay` seconds between them. `statuses` are answered first;
    `refuses` are fields answered with 400; after `breaks` events the connection is cut; it waits `mute` seconds before
    it says anything."""

    events: list[Any] = field(default_factory=lambda: ["Die ", "Antwort."])
    statuses: list[int] = field(default_factory=list)
    refuses: tuple[str, ...] = ()
    key: str | None = None
    delay: float = 0.0
    mute: float = 0.0
    breaks: int | None = None
    whole: bool = False
    port: int = 0
    bodies: list[dict[str, Any]] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


class _Handler(QuietHandler):
    told: ModelServer

    def do_GET(self) -> None:
        if not self._refused():
            self._json(200, {"data": [{"id": "m"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.told.bodies.append(body)
        if self._refused():
            return None
        if self.told.statuses:
            return self._json(self.told.statuses.pop(0), {"error": {"message": "busy"}})
        if bad := next((name for name in self.told.refuses if name in body), None):
            return self._json(400, {"error": {"message": f"Unsupported parameter: {bad}"}})
        threading.Event().wait(self.told.mute)
        if self.told.whole:
            text = "".join(event for event in self.told.events if isinstance(event, str))
            return self._json(200, {"choices": [{"message": {"content": text}, "finish_reason": "stop"}]})
        return self._stream()

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for number, event in enumerate(self.told.events):
                if number == self.told.breaks:
                    return
                self._event(event)
                threading.Event().wait(self.told.delay)
            self._event({"choices": [{"delta": {}, "finish_reason": "stop"}]})
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            self.told.hung_up.set()
        finally:
            self.close_connection = True

    def _event(self, event: Any) -> None:
        said = {"choices": [{"delta": {"content": event}}]} if isinstance(event, str) else event
        self.wfile.write(f": comment\ndata: {json.dumps(said)}\n\n".encode())
        self.wfile.flush()

    def _refused(self) -> bool:
        if self.told.key and self.headers.get("Authorization") != f"Bearer {self.told.key}":
            self._json(401, {"error": {"message": f"bad key {self.headers.get('Authorization')}"}})
            return True
        return False

    def _json(self, status: int, said: Any) -> None:
        data = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def serving(told: ModelServer) -> Iterator[ModelServer]:
    """The server on a free port of 127.0.0.1."""
    with listening(_Handler, told=told) as told.port:
        yield told
