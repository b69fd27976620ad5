"""A real HTTP server on a free port of 127.0.0.1, for as long as a test needs it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class QuietHandler(BaseHTTPRequestHandler):
    """Says nothing on the test's output."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: object) -> None:
        """Silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Silent: clients hang up here on purpose."""


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler], **facts: object) -> Iterator[int]:
    """The port; `facts` are attributes of the handler."""
    server = _Server(("127.0.0.1", 0), type("Handler", (handler,), facts))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
