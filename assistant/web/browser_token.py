"""The token by which a browser is known again: random, in a cookie that no script can read.

It says nothing about a person and is no login; it keeps what one browser asked from every other.
"""

import re
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

COOKIE = "assistant-browser"
# Browsers keep a cookie for at most 400 days; every visit renews it.
_SECONDS_KEPT = 400 * 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """256 random bits as 43 letters."""
    return secrets.token_urlsafe(32)


def token_in(cookies: Mapping[str, str]) -> str:
    """The token among a request's cookies, '' where there is none of ours."""
    token = cookies.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else ""


def cookies_of(header: str) -> dict[str, str]:
    """A Cookie header as names and values; one that breaks the rules holds none."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def set_cookie(token: str, *, secure: bool) -> str:
    """The Set-Cookie header; `secure` where the page came over https."""
    parts = [f"{COOKIE}={token}", f"Max-Age={_SECONDS_KEPT}", "Path=/", "HttpOnly", "SameSite=Strict"]
    return "; ".join([*parts, "Secure"] if secure else parts)
