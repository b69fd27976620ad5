"""What the server sends along with the page, and whom it refuses."""

import re
import socket

import pytest
from starlette.testclient import TestClient

from assistant.errors import PortTaken
from assistant.web.serving import address_of, application, serve
from assistant.workspace import Workspace


@pytest.fixture
def client(workspace: Workspace) -> TestClient:
    return TestClient(application(workspace, language="de"), base_url="http://127.0.0.1:7860")


def test_the_page_allows_requests_to_itself_alone(client: TestClient) -> None:
    reply = client.get("/")
    policy = reply.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert reply.status_code == 200 and nonce
    assert "http" not in policy and "'unsafe-inline'" not in policy.partition("style-src")[0]
    assert set(re.findall(r"<script[^>]*?>", reply.text)) and f'nonce="{nonce[1]}"' in reply.text
    assert reply.text.count("<script") == reply.text.count(f'<script nonce="{nonce[1]}"')
    assert int(reply.headers["content-length"]) == len(reply.content)
    assert nonce[1] not in client.get("/").text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:7860"}, 200),
        ({"host": "[::1]:7860"}, 200),
        ({"host": "evil.example"}, 403),
        ({"host": "127.0.0.1.evil.example:7860"}, 403),
        ({"host": ""}, 403),
        ({"origin": "http://127.0.0.1:7860"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_foreign_names_and_origins_are_refused(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.get("/page.js", headers=headers).status_code == status


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/gradio_api/docs", "/monitoring"])
def test_no_description_of_the_interface_is_served(client: TestClient, path: str) -> None:
    assert "swagger" not in client.get(path).text.lower()
    assert client.get(path).headers.get("content-type", "").startswith(("text/html", "application/json"))


@pytest.mark.parametrize("path", ["/gradio_api/file=/etc/passwd", "/gradio_api/file=pyproject.toml"])
def test_files_outside_are_not_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (403, 404)


def test_a_taken_port_is_reported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port}.*ASSISTANT_PORT"):
            serve(None, host="127.0.0.1", port=port, started=lambda: None)  # type: ignore[arg-type]


@pytest.mark.parametrize(("host", "address"), [("127.0.0.1", "http://127.0.0.1:1"), ("::1", "http://[::1]:1")])
def test_the_address_can_be_typed(host: str, address: str) -> None:
    assert address_of(host, 1) == address


def test_a_browser_gets_a_token_once_and_every_visit_renews_it(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"]
    token = re.match(r"assistant-browser=([\w-]{43}); ", cookie)
    assert token and "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Secure" not in cookie
    assert f"={token[1]};" in client.get("/").headers["set-cookie"]
    assert "set-cookie" not in client.get("/page.js").headers


def test_a_token_that_is_not_ours_is_replaced(client: TestClient) -> None:
    cookie = client.get("/page.js", headers={"cookie": "assistant-browser=1; other=2"}).headers["set-cookie"]
    assert re.match(r"assistant-browser=[\w-]{43}; ", cookie)


def test_over_https_the_cookie_stays_on_https(workspace: Workspace) -> None:
    client = TestClient(application(workspace, language="de"), base_url="https://127.0.0.1:7860")
    assert client.get("/").headers["set-cookie"].endswith("; Secure")
