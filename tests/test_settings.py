"""Settings from the environment."""

from pathlib import Path

import pytest

from assistant.errors import AddressRefused, SettingInvalid
from assistant.settings import Settings, read_settings


def test_nothing_set_gives_the_defaults() -> None:
    assert read_settings({}) == Settings(Path("data"), "127.0.0.1", 7860, "de", None, None)


def test_every_setting_can_be_given() -> None:
    environ = {
        "ASSISTANT_DATA_DIR": "/srv/daten",
        "ASSISTANT_HOST": "::1",
        "ASSISTANT_PORT": "8000",
        "ASSISTANT_LANGUAGE": "en",
        "ASSISTANT_MODEL": "/models/x.gguf",
        "ASSISTANT_THREADS": "7",
    }
    assert read_settings(environ) == Settings(Path("/srv/daten"), "::1", 8000, "en", Path("/models/x.gguf"), 7)


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_models_are_fetched_as_other_tools_of_the_hub_do(name: str) -> None:
    read = read_settings({"HF_ENDPOINT": "https://mirror.example", "HF_TOKEN": "hf_geheim", name: "/ca.pem"})
    assert (read.hub, read.token, read.certificates) == ("https://mirror.example", "hf_geheim", Path("/ca.pem"))
    assert "hf_geheim" not in repr(read)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::", "example.org", "", "127.0.0.1.evil.org", "8.8.8.8"])
def test_an_address_others_can_reach_is_refused(host: str) -> None:
    with pytest.raises(AddressRefused):
        read_settings({"ASSISTANT_HOST": host})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.5.0.1", "localhost", "::1"])
def test_loopback_addresses_are_allowed(host: str) -> None:
    assert read_settings({"ASSISTANT_HOST": host}).host == host


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ASSISTANT_PORT", "0"),
        ("ASSISTANT_PORT", "65536"),
        ("ASSISTANT_PORT", "achtzig"),
        ("ASSISTANT_PORT", "²"),
        ("ASSISTANT_THREADS", "-1"),
        ("ASSISTANT_LANGUAGE", "fr"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingInvalid) as raised:
        read_settings({name: value})
    assert name in raised.value.in_language("de") and repr(value) in raised.value.in_language("en")
