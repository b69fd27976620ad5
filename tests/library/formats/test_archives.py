"""Containers such as DOCX are looked at before they are unpacked."""

import zipfile
from pathlib import Path

import pytest

from assistant.errors import DamagedDocument, PasswordProtected, ReadingTooLarge
from assistant.library.formats.archives import MOST_MEMBERS, check_archive


def _archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_usual_container_passes(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.docx", {"a.xml": b"<a/>" * 10_000})
    assert check_archive(path, name="DOCX") is None  # it raises where something is wrong, and changes nothing
    assert zipfile.ZipFile(path).read("a.xml") == b"<a/>" * 10_000


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(ReadingTooLarge):
        check_archive(_archive(tmp_path / "a.docx", {"a.xml": bytes(25_000_000)}), name="DOCX")


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    members = {str(number): b"" for number in range(MOST_MEMBERS + 1)}
    with pytest.raises(ReadingTooLarge):
        check_archive(_archive(tmp_path / "a.docx", members), name="DOCX")


def test_an_encrypted_member_asks_for_a_copy_without_password(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.odt", {"content.xml": b"<a/>"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag in the directory of the archive
    path.write_bytes(data)
    with pytest.raises(PasswordProtected):
        check_archive(path, name="ODT")


@pytest.mark.parametrize(
    ("data", "detail"),
    [(b"kein Archiv", "ZIP"), (b"PK\x03\x04abgeschnitten", "ZIP"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE")],
)
def test_what_is_no_container_is_damaged(tmp_path: Path, data: bytes, detail: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(DamagedDocument) as caught:
        check_archive(path, name="DOCX")
    assert caught.value.fields == {"format": "DOCX", "detail": detail}
