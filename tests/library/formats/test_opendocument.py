"""Texts, tables and slides of OpenDocument."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from assistant.errors import DamagedDocument, PasswordProtected
from assistant.library.formats.opendocument import read

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style"}.items()
)
META = (
    '<m xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">'
    "<dc:title>Plan</dc:title><dc:date>2024-03-05T10:00:00.123456789</dc:date><dc:creator>Erika Mustermann</dc:creator>"
    "<dc:language>de-DE</dc:language><meta:keyword>KI</meta:keyword><meta:keyword>Daten</meta:keyword></m>"
)


def _write(tmp_path: Path, body: str, *, styles: str = "", doctype: str = "", **members: str) -> Path:
    path = tmp_path / "a.odt"
    content = (
        f"{doctype}<office:d {NAMES}>{styles}<office:body><office:text>{body}</office:text></office:body></office:d>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {"content.xml": content, "meta.xml": META, **members}.items():
            archive.writestr(name, text)
    return path


def _shape(path: Path) -> list[tuple[list[str], str]]:
    return [(section.metadata["headings"], section.page_content) for section in read(path).sections]


def test_headings_lists_and_asides_come_in_order(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>alt</text:p></text:tracked-changes>"
        '<text:h text:outline-level="1">Ziele</text:h>'
        '<text:p>Grö<text:span>ße</text:span><text:s text:c="2"/>zählt<text:line-break/>doch'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Fußnote</text:p></text:note-body>"
        "</text:note><office:annotation><text:p>Kommentar</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>Kasten</text:p></draw:text-box></draw:frame></text:p>"
        "<text:list><text:list-item><text:p>eins</text:p><text:p>mehr</text:p><text:list><text:list-item>"
        "<text:p>tief</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>zwei</text:p>"
        '</text:list-item></text:list><text:section><text:h text:outline-level="2">Risiken</text:h>'
        "<text:p>Ende</text:p></text:section>"
    )
    assert _shape(_write(tmp_path, body)) == [
        (["Ziele"], "Größe zählt\ndoch\n\nFußnote\n\nKasten\n\n- eins\n  mehr\n  - tief\n- zwei"),
        (["Ziele", "Risiken"], "Ende"),
    ]


def test_the_title_style_makes_the_outermost_heading(tmp_path: Path) -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    body = '<text:p text:style-name="P1">Das Werk</text:p><text:h>Ziele</text:h><text:p>a</text:p>'
    assert _shape(_write(tmp_path, body, styles=styles)) == [(["Das Werk", "Ziele"], "a")]


def test_properties_are_taken_and_the_author_is_not(tmp_path: Path) -> None:
    document = read(_write(tmp_path, "<text:p>a</text:p>"))
    assert document.title == "Plan"
    assert document.metadata == {"topics": ["KI", "Daten"], "language": "de", "date": "2024-03-05"}


def test_tables_are_tables_and_repeated_empty_cells_are_few(tmp_path: Path) -> None:
    empty = '<table:table-cell table:number-columns-repeated="1000000"/><table:covered-table-cell/>'
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(
        f"<table:table-row>{''.join(map(cell.format, texts))}{empty}</table:table-row>"
        for texts in (["A", "B"], ["1|2", "x"])
    )
    filler = f'<table:table-row table:number-rows-repeated="1000000">{empty}</table:table-row>'
    (shape,) = _shape(_write(tmp_path, f"<table:table>{rows}{filler}</table:table>"))
    assert shape == ([], "| A | B |\n| --- | --- |\n| 1\\|2 | x |")


def test_a_frame_of_one_cell_is_running_text(tmp_path: Path) -> None:
    table = "<table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>"
    assert _shape(_write(tmp_path, f"{table}</table:table-row></table:table>")) == [([], "a\n\nb")]


def test_an_encrypted_text_asks_for_a_copy_without_password(tmp_path: Path) -> None:
    manifest = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    with pytest.raises(PasswordProtected):
        read(_write(tmp_path, "", **manifest))


def test_a_text_that_breaks_off_is_an_error_and_nothing_is_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(etree.XMLSyntaxError):
        read(_write(tmp_path, "<text:p>a</text:p><text:p>"))
    with pytest.raises(DamagedDocument):
        read(_write(tmp_path, "", **{"content.xml": "<a/>"}))
    assert capfd.readouterr() == ("", "")


def test_no_file_outside_the_document_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    doctype = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    assert _shape(_write(tmp_path, "<text:p>a&e;b</text:p>", doctype=doctype)) == [([], "ab")]
