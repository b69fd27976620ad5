"""The cookie that tells browsers apart."""

import pytest

from assistant.web.browser_token import COOKIE, cookies_of, new_token, set_cookie, token_in

TOKEN = "a" * 43


def test_tokens_differ_and_are_recognised() -> None:
    one, other = new_token(), new_token()
    assert one != other and token_in({COOKIE: one}) == one


@pytest.mark.parametrize(
    "value", ["", "kurz", "a" * 44, "a" * 42 + "/", "a" * 42 + "ä", "'; DROP TABLE x; --" + "a" * 24]
)
def test_what_is_no_token_of_ours_is_none(value: str) -> None:
    assert token_in({COOKIE: value}) == "" and token_in({"other": TOKEN}) == ""


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("", ""),
        (f"{COOKIE}={TOKEN}", TOKEN),
        (f"a=b; {COOKIE}={TOKEN}; c=d", TOKEN),
        (f'{COOKIE}="{TOKEN}"', TOKEN),
        ("=;;;=\x00", ""),
        (f"{COOKIE.upper()}={TOKEN}", ""),
    ],
)
def test_the_token_is_found_in_the_header(header: str, token: str) -> None:
    assert token_in(cookies_of(header)) == token


def test_no_script_and_no_other_site_gets_the_cookie() -> None:
    parts = set_cookie(TOKEN, secure=False).split("; ")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(parts) and "Secure" not in parts
    assert "Secure" in set_cookie(TOKEN, secure=True).split("; ")
