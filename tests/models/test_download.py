"""A download ends whole and checked, whatever the connection does; against a real server on loopback."""

import hashlib
import json
import logging
import random
import shutil
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.folder_lock import try_lock
from assistant.models import download
from assistant.models.download import Fetching, Wanted, fetch, hub_url
from assistant.models.errors import (
    AccessDenied,
    AddressUnusable,
    ChecksumWrong,
    DiskTooSmall,
    DownloadFailed,
    DownloadRefused,
    FileNotWritten,
    KeyUnprotected,
    PullRunning,
    PullStopped,
    RemoteFileMissing,
    SizeWrong,
)
from assistant.models.network import Network
from tests.models.file_server import Hub, serving

CONTENT = random.Random(6).randbytes(700_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def _how(hub: Hub, token: str | None = None, **more: object) -> Fetching:
    network = Network(hub=f"http://127.0.0.1:{hub.port}", token=token, read_timeout=2.0)
    return Fetching(network, pause=0.001, **more)  # type: ignore[arg-type]


def _leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


@pytest.mark.parametrize("seed", range(3))
def test_a_download_cut_twenty_times_at_random_ends_with_the_right_file(tmp_path: Path, seed: int) -> None:
    at_random = random.Random(seed)
    hub = Hub(CONTENT, cut=lambda number: at_random.randrange(1, 30_000) if number <= 20 else None)
    seen: list[tuple[int, int]] = []
    with serving(hub):
        how = _how(hub, progress=lambda done, total: seen.append((done, total)))
        path = fetch(Wanted(hub.url(), len(CONTENT), SHA256), tmp_path / "model.gguf", how)
    assert path.read_bytes() == CONTENT and hub.downloads == 21
    assert seen[-1] == (len(CONTENT), len(CONTENT)) and seen == sorted(seen)
    assert _leftovers(tmp_path) == ["model.gguf"]


def test_a_later_run_takes_up_where_the_first_was_stopped(tmp_path: Path) -> None:
    stopped = threading.Event()
    with serving(Hub(CONTENT)) as hub:
        with pytest.raises(PullStopped):
            fetch(Wanted(hub.url()), tmp_path / "m", _how(hub, stopped=stopped, progress=lambda *_: stopped.set()))
        there = (tmp_path / "m.part").stat().st_size
        assert 0 < there < len(CONTENT) and not (tmp_path / "m").exists()
        assert fetch(Wanted(hub.url()), tmp_path / "m", _how(hub)).read_bytes() == CONTENT
    assert hub.asked[-1][2]["Range"] == f"bytes={there}-" and hub.asked[-1][2]["If-Range"] == '"v1"'


def test_a_file_that_changed_on_the_server_is_not_patched_together(tmp_path: Path) -> None:
    with serving(Hub(CONTENT, cut=lambda number: 100_000 if number == 1 else None)) as hub:
        hub.statuses = []
        stopped = threading.Event()
        with pytest.raises(PullStopped):
            fetch(Wanted(hub.url()), tmp_path / "m", _how(hub, stopped=stopped, progress=lambda *_: stopped.set()))
        hub.content, hub.etag = CONTENT[::-1], '"v2"'
        assert fetch(Wanted(hub.url()), tmp_path / "m", _how(hub)).read_bytes() == CONTENT[::-1]


def test_a_server_without_ranges_starts_over_and_still_ends(tmp_path: Path) -> None:
    with serving(Hub(CONTENT, ranges=False, cut=lambda number: 200_000 if number < 3 else None)) as hub:
        assert fetch(Wanted(hub.url(), sha256=SHA256), tmp_path / "m", _how(hub)).read_bytes() == CONTENT


def test_a_partial_file_that_is_too_long_is_begun_again(tmp_path: Path) -> None:
    with serving(Hub(CONTENT)) as hub:
        _leave_part(tmp_path / "m", hub, CONTENT + b"more")
        assert fetch(Wanted(hub.url()), tmp_path / "m", _how(hub)).read_bytes() == CONTENT


def test_a_range_behind_the_end_is_begun_again(tmp_path: Path) -> None:
    """The server knows no HEAD, so the size shows only in the refusal (416)."""
    with serving(Hub(CONTENT, head=False)) as hub:
        _leave_part(tmp_path / "m", hub, CONTENT + b"more", version=SHA256)
        assert fetch(Wanted(hub.url(), sha256=SHA256), tmp_path / "m", _how(hub)).read_bytes() == CONTENT
        assert any(headers["Range"] for _, _, headers in hub.asked)


def _leave_part(target: Path, hub: Hub, content: bytes, version: str = '"v1"') -> None:
    target.with_name("m.part").write_bytes(content)
    target.with_name("m.part.json").write_text(json.dumps({"url": hub.url(), "version": version}))


def test_a_file_that_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(CONTENT)
    with serving(Hub(CONTENT)) as hub:
        fetch(Wanted(hub.url(), len(CONTENT), SHA256), tmp_path / "m", _how(hub))
    assert hub.downloads == 0


@pytest.mark.parametrize(
    ("linked", "right"),
    [
        ({"X-Linked-ETag": f'"{SHA256}"', "X-Linked-Size": str(len(CONTENT))}, True),
        ({"X-Linked-ETag": f'"{"0" * 64}"', "X-Linked-Size": str(len(CONTENT))}, False),
        ({"X-Repo-Commit": "c0ffee"}, False),
    ],
    ids=["sha256", "wrong sha256", "wrong git blob"],
)
def test_the_checksum_of_the_hub_counts_where_none_is_known(
    tmp_path: Path, linked: dict[str, str], right: bool
) -> None:
    with serving(Hub(CONTENT, linked=linked, etag='"' + "1" * 40 + '"')) as hub:
        if right:
            assert fetch(Wanted(hub.url()), tmp_path / "m", _how(hub)).read_bytes() == CONTENT
        else:
            with pytest.raises(ChecksumWrong):
                fetch(Wanted(hub.url()), tmp_path / "m", _how(hub))
            assert _leftovers(tmp_path) == []


def test_a_small_file_is_checked_by_its_git_blob(tmp_path: Path) -> None:
    blob = hashlib.sha1(b"blob 2\0{}").hexdigest()
    with serving(Hub(b"{}", etag=f'"{blob}"', linked={"X-Repo-Commit": "c0ffee"})) as hub:
        assert fetch(Wanted(hub.url()), tmp_path / "config.json", _how(hub)).read_bytes() == b"{}"


@pytest.mark.parametrize(
    ("hub", "wanted", "error"),
    [
        (Hub(CONTENT), Wanted("", sha256="0" * 64), ChecksumWrong),
        (Hub(CONTENT), Wanted("", size=5), SizeWrong),
        (Hub(CONTENT, head=False), Wanted("", size=len(CONTENT) + 1), SizeWrong),
        (Hub(CONTENT, token="geheim"), Wanted(""), AccessDenied),
        (Hub(CONTENT, statuses=[403]), Wanted(""), AccessDenied),
        (Hub(CONTENT, statuses=[400]), Wanted(""), DownloadRefused),
        (Hub(CONTENT, statuses=[503] * 9), Wanted(""), DownloadFailed),
        (Hub(CONTENT, cut=lambda number: 0), Wanted(""), DownloadFailed),
        (Hub(CONTENT, mute=0.5), Wanted(""), DownloadFailed),
    ],
    ids=["checksum", "size", "too short", "token", "forbidden", "refused", "busy", "never a byte", "stalled"],
)
def test_what_does_not_work_is_said_and_leaves_no_wrong_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub: Hub, wanted: Wanted, error: type[AssistantError]
) -> None:
    monkeypatch.setattr(download, "TRIES", 3)
    with serving(hub):
        how = Fetching(Network(hub=hub.url(""), read_timeout=0.2), pause=0.001)
        with pytest.raises(error) as raised:
            fetch(Wanted(hub.url(), wanted.size, wanted.sha256), tmp_path / "m", how)
    assert not (tmp_path / "m").exists()
    assert raised.value.in_language("de") != raised.value.in_language("en")


def test_a_missing_file_is_said_at_once(tmp_path: Path) -> None:
    with serving(Hub(CONTENT)) as hub, pytest.raises(RemoteFileMissing):
        fetch(Wanted(hub.url("/missing.gguf")), tmp_path / "m", _how(hub))


def test_a_busy_server_is_asked_again(tmp_path: Path) -> None:
    with serving(Hub(CONTENT, statuses=[503, 429, 500], retry_after="0")) as hub:
        assert fetch(Wanted(hub.url()), tmp_path / "m", _how(hub)).read_bytes() == CONTENT


def test_a_slow_server_is_waited_for_as_long_as_bytes_come(tmp_path: Path) -> None:
    with serving(Hub(CONTENT[:200_000], delay=0.05)) as hub:
        how = Fetching(Network(hub=hub.url(""), read_timeout=0.3), pause=0.001)
        assert fetch(Wanted(hub.url()), tmp_path / "m", how).stat().st_size == 200_000


def test_a_token_goes_to_the_hub_only_and_is_never_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    linked = {"X-Linked-ETag": f'"{SHA256}"', "X-Linked-Size": str(len(CONTENT))}
    with serving(Hub(CONTENT)) as storage, serving(Hub(CONTENT, token="hf_geheim", linked=linked)) as hub:
        hub.redirect_to = storage.url("/signed?secret=1", host="localhost")
        assert fetch(Wanted(hub.url()), tmp_path / "m", _how(hub, "hf_geheim")).read_bytes() == CONTENT
    assert {headers["Authorization"] for _, _, headers in hub.asked} == {"Bearer hf_geheim"}
    assert {headers["Authorization"] for _, _, headers in storage.asked} == {None}
    assert {command for command, _, _ in storage.asked} == {"GET"}, "the storage is not asked beforehand"
    assert "hf_geheim" not in caplog.text and "hf_geheim" not in repr(_how(hub, "hf_geheim"))


def test_a_token_is_not_sent_over_an_open_line(tmp_path: Path) -> None:
    how = Fetching(Network(hub="http://mirror.example", token="hf_geheim"))
    with pytest.raises(KeyUnprotected) as raised:
        fetch(Wanted("http://mirror.example/m.gguf"), tmp_path / "m", how)
    assert "hf_geheim" not in str(raised.value)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host/m.gguf", "model.gguf", "http://", "http://[::1"])
def test_only_web_addresses_are_fetched(tmp_path: Path, url: str) -> None:
    with pytest.raises(AddressUnusable):
        fetch(Wanted(url), tmp_path / "m", Fetching())


def test_an_error_shows_neither_password_nor_signature(tmp_path: Path) -> None:
    with serving(Hub(CONTENT)) as hub, pytest.raises(RemoteFileMissing) as raised:
        url = hub.url("/missing?signature=geheim").replace("://", "://me:geheim@")
        fetch(Wanted(url), tmp_path / "m", _how(hub))
    assert "geheim" not in raised.value.in_language("de") and "/missing" in raised.value.in_language("de")


def test_a_proxy_from_the_environment_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Hub(CONTENT)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        how = Fetching(Network(hub="http://models.example"), pause=0.001)
        assert fetch(Wanted("http://models.example/m.gguf"), tmp_path / "m", how).read_bytes() == CONTENT
    assert proxy.asked[0][1] == "http://models.example/m.gguf"


def test_two_processes_do_not_fetch_the_same_file(tmp_path: Path) -> None:
    held = try_lock(tmp_path / "m.lock")
    assert held is not None
    with held, serving(Hub(CONTENT)) as hub, pytest.raises(PullRunning):
        fetch(Wanted(hub.url()), tmp_path / "m", _how(hub))


def test_a_full_disk_is_noticed_before_the_first_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 10**6))
    with serving(Hub(CONTENT)) as hub, pytest.raises(DiskTooSmall):
        fetch(Wanted(hub.url()), tmp_path / "m", _how(hub))
    assert hub.downloads == 0


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file, no folder")
    with serving(Hub(CONTENT)) as hub, pytest.raises(FileNotWritten):
        fetch(Wanted(hub.url()), tmp_path / "models" / "m", _how(hub))


def test_a_mirror_has_the_paths_of_the_hub() -> None:
    mirror = Network(hub="https://mirror.example/hf/")
    assert hub_url(mirror, "o/r", "abc", "m.gguf") == "https://mirror.example/hf/o/r/resolve/abc/m.gguf"
