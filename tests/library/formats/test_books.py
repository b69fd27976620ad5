"""EPUB books."""

import zipfile
from pathlib import Path

import pytest

from assistant.errors import DamagedDocument, PasswordProtected
from assistant.library.formats.books import read

CONTAINER = '<container xmlns="urn:x"><rootfiles><rootfile full-path="OEBPS/buch.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>Das Buch</dc:title><dc:language>de-DE</dc:language><dc:date>2020-05-01</dc:date>
<dc:creator>Erika Mustermann</dc:creator><dc:subject>KI</dc:subject></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="zwei%20teile.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="eins.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="fehlt"/></spine></package>"""


def _book(path: Path, **more: str) -> Path:
    members = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/buch.opf": PACKAGE,
        "OEBPS/nav.xhtml": "<html><body><p>Verzeichnis</p></body></html>",
        "OEBPS/eins.xhtml": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
        "<body><h1>Größe</h1><p>Text&nbsp;eins</p></body></html>",
        "OEBPS/zwei teile.xhtml": "<html><body><h2>Tiefe</h2><p>Text zwei</p></body></html>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (members | more).items():
            archive.writestr(name, text)
    return path


def test_chapters_are_read_in_the_order_of_the_spine(tmp_path: Path) -> None:
    document = read(_book(tmp_path / "a.epub"))
    assert document.title == "Das Buch"
    assert document.metadata == {"language": "de", "date": "2020-05-01", "topics": ["KI"]}
    assert [(s.metadata["headings"], s.page_content) for s in document.sections] == [
        (["Größe"], "Text eins"),
        (["Größe", "Tiefe"], "Text zwei"),
    ]


def test_only_encrypted_chapters_make_a_book_protected(tmp_path: Path) -> None:
    encryption = '<encryption><CipherReference URI="OEBPS/{}"/></encryption>'
    fonts = {"META-INF/encryption.xml": encryption.format("schrift.ttf")}
    assert read(_book(tmp_path / "a.epub", **fonts)).sections
    with pytest.raises(PasswordProtected):
        read(_book(tmp_path / "b.epub", **{"META-INF/encryption.xml": encryption.format("eins.xhtml")}))


def test_a_book_without_package_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(DamagedDocument):
        read(_book(tmp_path / "a.epub", **{"META-INF/container.xml": CONTAINER.replace("buch", "nichts")}))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    hostile = '<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + PACKAGE.replace("Das Buch", "&e;")
    assert read(_book(tmp_path / "a.epub", **{"OEBPS/buch.opf": hostile})).title is None
