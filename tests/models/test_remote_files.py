"""What servers say of a file in their headers: size, version, checksum."""

from pathlib import Path

import httpx
import pytest

from assistant.models.remote_files import Checksum, Offered, begins_at, offered, retry_after, tells_all, total

SHA256, GIT = "a" * 64, "b" * 40


def _answer(status: int = 200, **headers: str) -> httpx.Response:
    return httpx.Response(status, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([_answer(content_length="5", etag='"v1"')], Offered(5, '"v1"', '"v1"')),
        ([_answer(content_length="5", etag='W/"v1"')], Offered(5, 'W/"v1"')),
        ([_answer()], Offered()),
        (
            [_answer(302, location="/cdn", x_linked_etag=f'"{SHA256}"', x_linked_size="9", content_length="100")],
            Offered(9, f'"{SHA256}"', "", Checksum("sha256", SHA256)),
        ),
        (
            [_answer(307, location="/other", x_repo_commit="c"), _answer(etag=f'"{GIT}"', content_length="7")],
            Offered(7, f'"{GIT}"', f'"{GIT}"', Checksum("git", GIT)),
        ),
        # Without the hub's mark an ETag of forty digits is no checksum.
        ([_answer(etag=f'"{GIT}"')], Offered(None, f'"{GIT}"', f'"{GIT}"')),
        (
            [_answer(x_repo_commit="c", etag='"' + "z" * 40 + '"')],
            Offered(None, '"' + "z" * 40 + '"', '"' + "z" * 40 + '"'),
        ),
    ],
    ids="plain weak silent linked small foreign no-digits".split(),
)
def test_headers_tell_what_a_server_has(answers: list[httpx.Response], expected: Offered) -> None:
    assert offered(answers) == expected


def test_the_hub_has_said_all_before_its_redirect() -> None:
    assert tells_all(_answer(302, location="/x", x_linked_size="5"))
    assert not tells_all(_answer(302, location="/x")) and tells_all(_answer())


@pytest.mark.parametrize(
    ("answer", "whole", "begin"),
    [
        (_answer(206, content_range="bytes 10-99/100"), 100, 10),
        (_answer(206, content_range="bytes 10-99/*", content_length="90"), 100, 10),
        (_answer(200, content_length="100"), 100, None),
        (_answer(200), None, None),
        (_answer(206, content_range="nonsense"), None, None),
    ],
)
def test_a_partial_answer_tells_the_whole(answer: httpx.Response, whole: int | None, begin: int | None) -> None:
    assert total(answer, 10) == whole and begins_at(answer) == begin


def test_a_wait_that_is_asked_for_is_kept_within_bounds() -> None:
    waits = [_answer(503, retry_after=text) for text in ("2", "9999", "Wed, 21 Oct 2026 07:28:00 GMT")]
    assert [retry_after(answer) for answer in (*waits, _answer(503))] == [2.0, 30.0, 0.0, 0.0]


def test_checksums_are_those_of_sha256sum_and_git(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"hello\n")
    assert Checksum("git", "").of(tmp_path / "f") == "ce013625030ba8dba906f756967f9e9ca394464a"
    assert Checksum("sha256", "").of(tmp_path / "f").startswith("5891b5b522d5df086d0ff0b110fbd9d2")
