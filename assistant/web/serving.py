"""Serves the page on this machine, and makes sure that it talks to nobody else.

Every reply carries a Content-Security-Policy, so that a browser refuses requests to other hosts even if something
slipped through the escaping. Requests that another site makes through the reader's browser are refused, and every
browser gets a token by which its conversations are found again.
"""

import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.responses import FileResponse, PlainTextResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import PortTaken
from assistant.web.browser_token import COOKIE, cookies_of, new_token, set_cookie, token_in
from assistant.web.documents import LARGEST_UPLOAD_MB
from assistant.web.page import Page
from assistant.web.theme import theme
from assistant.workspace import Workspace

_FOLDER = Path(__file__).resolve().parent
_STYLES = (
    "style.css",
    "style_chat.css",
    "style_answer_cards.css",
    "style_goals.css",
    "style_risks.css",
    "style_screening.css",
    "style_proposals.css",
    "style_lessons.css",
    "style_models.css",
    "style_sources.css",
)
_LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")
# Gradio evaluates its templates and sets styles from scripts, hence 'unsafe-eval' and inline styles. Inline scripts
# run only with the nonce of their reply; none of them may come from a document.
_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


def application(workspace: Workspace, *, language: str, host: str = "127.0.0.1") -> FastAPI:
    """The page as an ASGI application; `host` is the one name besides localhost under which it may be asked for."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.get("/page.js", include_in_schema=False)(_script)
    app.get("/print.css", include_in_schema=False)(_print_style)
    page = Page(workspace, language)
    page.blocks.queue(api_open=False, max_size=200)
    app = gr.mount_gradio_app(
        app,
        page.blocks,
        path="/",
        footer_links=[],
        run_history=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        allowed_paths=[],
        show_error=False,
        max_file_size=LARGEST_UPLOAD_MB * 2**20,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme(),
        css_paths=[_FOLDER / name for name in _STYLES],
        head='<script src="/page.js" defer></script><link rel="stylesheet" href="/print.css" media="print">',
    )
    app.add_middleware(Guard, names=(*_LOCAL_NAMES, host))
    return app


def _script() -> FileResponse:
    return FileResponse(_FOLDER / "page.js", media_type="text/javascript")


def _print_style() -> FileResponse:
    return FileResponse(_FOLDER / "print.css", media_type="text/css")


class Guard:
    """Refuses foreign names and origins, adds the security headers to every reply, and gives browsers their token."""

    def __init__(self, app: ASGIApp, *, names: tuple[str, ...]) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if not self._is_local(Headers(scope=scope)):
            return await PlainTextResponse("refused", status_code=403)(scope, receive, send)
        token = token_in(cookies_of(Headers(scope=scope).get("cookie", "")))
        known = bool(token)
        if not known:  # the page itself must know the browser already in this request
            token = new_token()
            scope = scope | {"headers": [*_without_cookie(scope), (b"cookie", f"{COOKIE}={token}".encode())]}
        reply = _Reply(send, set_cookie(token, secure=scope.get("scheme") == "https"), known=known)
        await self._app(scope, receive, reply.send)

    def _is_local(self, headers: Headers) -> bool:
        """The host is this machine by name (a foreign name means DNS rebinding), and no other site is asking."""
        host = headers.get("host", "")
        origin = headers.get("origin")
        return urlsplit(f"//{host}").hostname in self._names and (origin is None or urlsplit(origin).netloc == host)


def _without_cookie(scope: Scope) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in scope["headers"] if name != b"cookie"]


class _Reply:
    """Passes a reply on; in an HTML page every script gets the nonce that the policy asks for. The cookie goes to a
    browser not known yet, and with every page, which renews it."""

    def __init__(self, send: Send, cookie: str, *, known: bool) -> None:
        self._send, self._nonce = send, secrets.token_urlsafe(16)
        self._cookie, self._known = cookie, known
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["content-security-policy"] = _POLICY.format(nonce=self._nonce)
            headers.update(_HEADERS)
            page = headers.get("content-type", "").startswith("text/html")
            if page or not self._known:
                headers.append("set-cookie", self._cookie)
            if page:
                self._start = message  # the length follows from the whole body
                return
        elif self._start is not None:
            self._body += message.get("body", b"")
            return await self._finish(message) if not message.get("more_body") else None
        await self._send(message)

    async def _finish(self, message: Message) -> None:
        assert self._start is not None
        body = self._body.replace(b"<script", f'<script nonce="{self._nonce}"'.encode())
        MutableHeaders(scope=self._start)["content-length"] = str(len(body))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})


def serve(app: FastAPI, *, host: str, port: int, started: Callable[[], None]) -> None:
    """Serves until interrupted; calls `started` once the page can be reached. Raises PortTaken."""
    listener = _listen(host, port)
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
    server = _Server(config, started)
    server.run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts listening, then says so."""
        await super().startup(sockets)
        self._when_started()


def address_of(host: str, port: int) -> str:
    """What a reader types into the browser."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken(host=host, port=port, detail=error.strerror) from error
    return listener
