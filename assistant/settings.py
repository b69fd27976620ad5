"""What can be set from outside, read once at the edge and handed down as plain values.

Only app.py, ingest.py and the command line read settings. Every setting is an environment variable; none is needed.
"""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import AddressRefused, SettingInvalid
from assistant.language import LANGUAGES


@dataclass(frozen=True)
class Settings:
    """Settings with their defaults. `model` is a GGUF file to answer with instead of the starter model;
    `threads` are the cores llama.cpp may use, None for all but one of those allowed. To fetch models: `hub` is a mirror
    of the hub, `token` the user's at the hub, `certificates` a PEM file."""

    data_dir: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 7860
    language: str = "de"
    model: Path | None = None
    threads: int | None = None
    hub: str | None = None
    token: str | None = field(default=None, repr=False)
    certificates: Path | None = None


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from environment variables; raises SettingInvalid or AddressRefused."""
    language = environ.get("ASSISTANT_LANGUAGE", "de")
    if language not in LANGUAGES:
        raise SettingInvalid(name="ASSISTANT_LANGUAGE", value=language, allowed="de, en")
    model, threads = environ.get("ASSISTANT_MODEL"), environ.get("ASSISTANT_THREADS")
    certificates = environ.get("SSL_CERT_FILE") or environ.get("REQUESTS_CA_BUNDLE")
    return Settings(
        data_dir=Path(environ.get("ASSISTANT_DATA_DIR") or "data"),
        host=loopback(environ.get("ASSISTANT_HOST", "127.0.0.1")),
        port=_whole_number("ASSISTANT_PORT", environ.get("ASSISTANT_PORT", "7860"), highest=65535),
        language=language,
        model=Path(model) if model else None,
        threads=_whole_number("ASSISTANT_THREADS", threads, highest=1024) if threads else None,
        hub=environ.get("HF_ENDPOINT") or None,
        token=environ.get("HF_TOKEN") or None,
        certificates=Path(certificates) if certificates else None,
    )


def loopback(host: str) -> str:
    """The host itself when only this machine reaches it, else AddressRefused: there is no login yet."""
    if host == "localhost":
        return host
    try:
        inside = ipaddress.ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise AddressRefused(address=host)
    return host


def _whole_number(name: str, value: str, *, highest: int) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= highest):
        raise SettingInvalid(name=name, value=value, allowed=f"1-{highest}")
    return int(value)


def free_cores() -> int:
    """The cores this process may use, less one: llama.cpp's threads wait for each other at every layer, and one that
    shares its core with embedding or the page stalls them all."""
    return max(1, len(os.sched_getaffinity(0)) - 1)
