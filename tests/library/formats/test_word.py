"""Texts of Word."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt
from lxml import etree

from assistant.library.formats.word import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _shape(document: WordDocument, tmp_path: Path) -> list[tuple[list[str], str]]:
    document.save(str(tmp_path / "a.docx"))
    return [(section.metadata["headings"], section.page_content) for section in read(tmp_path / "a.docx").sections]


def _append(document: WordDocument, xml: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {W}>", 1)))


def test_headings_lists_and_tables_come_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Projekt Rübe", 0)
    document.add_heading("Ziele", 1)
    document.add_paragraph("Größe zählt.")
    document.add_paragraph("eins", style="List Bullet")
    document.add_paragraph("zwei", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ["A", "B", "1|2", "x\ny"], strict=True):
        cell.text = text
    document.add_heading("Tief", 3)
    document.add_paragraph("Ende")
    assert _shape(document, tmp_path) == [
        (
            ["Projekt Rübe", "Ziele"],
            "Größe zählt.\n\n- eins\n- zwei\n\n| A | B |\n| --- | --- |\n| 1\\|2 | x y |",
        ),
        (["Projekt Rübe", "Ziele", "Tief"], "Ende"),
    ]


def test_headings_are_found_in_a_german_word_and_by_outline_level(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles["Heading 1"].element
    style.set(f"{{{W[9:-1]}}}styleId", "berschrift1")
    _append(document, '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Eins</w:t></w:r></w:p>')
    _append(document, "<w:p><w:r><w:t>a</w:t></w:r></w:p>")
    _append(document, '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Zwei</w:t></w:r></w:p>')
    _append(document, "<w:p><w:r><w:t>b</w:t></w:r></w:p>")
    assert _shape(document, tmp_path) == [(["Eins"], "a"), (["Eins", "Zwei"], "b")]


def test_short_bold_or_large_lines_are_headings_and_sentences_are_not(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Große Zeile").font.size = Pt(16)
    document.add_paragraph("a")
    document.add_paragraph().add_run("Fette Zeile").bold = True
    document.add_paragraph("b")
    document.add_paragraph().add_run("Ein fetter Satz ist keine Überschrift.").bold = True
    assert _shape(document, tmp_path) == [
        (["Große Zeile"], "a"),
        (["Große Zeile", "Fette Zeile"], "b\n\nEin fetter Satz ist keine Überschrift."),
    ]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ("<w:r><w:t>Das </w:t></w:r><w:ins><w:r><w:t>Neue</w:t></w:r></w:ins>", "Das Neue"),
        ("<w:r><w:t>Das</w:t></w:r><w:del><w:r><w:delText> Alte</w:delText></w:r></w:del>", "Das"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r><w:r><w:t>offen</w:t></w:r>", "offen"),
        ("<w:hyperlink><w:r><w:t>Verweis</w:t></w:r></w:hyperlink>", "Verweis"),
        ("<w:r><w:t>Zeile</w:t><w:br/><w:t>zwei</w:t><w:tab/><w:t>Tab</w:t></w:r>", "Zeile\nzwei Tab"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "3"),
        ("<w:sdt><w:sdtContent><w:r><w:t>Feld</w:t></w:r></w:sdtContent></w:sdt>", "Feld"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Bitte eingeben</w:t></w:r>"
            "</w:sdtContent></w:sdt><w:r><w:t>Rest</w:t></w:r>",
            "Rest",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> ja</w:t></w:r>', "☒ ja"),
        ("<w:r><w:t>Soll</w:t><w:noBreakHyphen/><w:t>Ist</w:t><w:softHyphen/></w:r>", "Soll-Ist"),
    ],
)
def test_the_text_is_what_the_reader_of_the_page_sees(tmp_path: Path, runs: str, text: str) -> None:
    document = docx.Document()
    _append(document, f"<w:p>{runs}</w:p>")
    assert _shape(document, tmp_path) == [([], text)]


def test_a_text_box_is_read_once_although_word_writes_it_twice(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent>"
    document = docx.Document()
    _append(
        document,
        '<w:p><w:r><w:t>Text</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback>'
        f"<w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert _shape(document, tmp_path) == [([], "Text\n\nKasten")]


def test_footnotes_follow_their_paragraph(tmp_path: Path) -> None:
    document = docx.Document()
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Quelle: Handbuch</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    _append(document, '<w:p><w:r><w:t>Satz</w:t><w:footnoteReference w:id="2"/></w:r></w:p>')
    document.add_paragraph("Danach")
    assert _shape(document, tmp_path) == [([], "Satz\n\nQuelle: Handbuch\n\nDanach")]


def test_merged_cells_repeat_downwards_and_leave_gaps_sideways(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row, texts in zip(table.rows, (["A", "B", "C"], ["1", "2", "3"], ["", "5", "6"]), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Breit"
    assert _shape(document, tmp_path)[0][1] == ("| A | Breit |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n| 1 | 5 | 6 |")


def test_a_table_inside_a_table_and_a_frame_of_one_cell_lose_nothing(tmp_path: Path) -> None:
    document = docx.Document()
    outer = document.add_table(rows=2, cols=2)
    outer.cell(0, 0).text = "Kopf"
    outer.cell(1, 1).add_table(rows=1, cols=1).cell(0, 0).text = "innen"
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).paragraphs[0].text = "eins"
    frame.cell(0, 0).add_paragraph("zwei")
    assert _shape(document, tmp_path)[0][1] == "| Kopf |  |\n| --- | --- |\n|  | innen |\n\neins\n\nzwei"


def test_headers_footers_and_contents_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kopfzeile"
    document.sections[0].footer.paragraphs[0].text = "Fußzeile"
    _append(
        document,
        '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:sdtPr><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Ziele 3'
        "</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    document.add_paragraph("Text")
    assert _shape(document, tmp_path) == [([], "Text")]


def test_properties_are_taken_and_the_author_is_not(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Text")
    document.core_properties.title = "Plan"
    document.core_properties.author = "Erika Mustermann"
    document.core_properties.keywords = "KI, Daten"
    document.core_properties.language = "de-DE"
    document.save(str(tmp_path / "a.docx"))
    result = read(tmp_path / "a.docx")
    assert result.title == "Plan"
    assert "Mustermann" not in str(result)
    assert (result.metadata["topics"], result.metadata["language"]) == (["KI", "Daten"], "de")


def _with_doctype(tmp_path: Path, declarations: str, reference: str) -> Path:
    source, target = tmp_path / "a.docx", tmp_path / "b.docx"
    document = docx.Document()
    document.add_paragraph("Text")
    document.save(str(source))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                text = text.replace(b"Text", f"Text{reference}".encode())
                text = text.replace(b"?>", f"?><!DOCTYPE d [{declarations}]>".encode(), 1)
            new.writestr(name, text)
    return target


def test_no_file_outside_the_document_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    target = _with_doctype(tmp_path, f'<!ENTITY e SYSTEM "{secret.as_uri()}">', "&e;")
    assert [section.page_content for section in read(target).sections] == ["Text"]


def test_entities_that_grow_without_bounds_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9))
    with pytest.raises(etree.XMLSyntaxError):
        read(_with_doctype(tmp_path, laughs, "&l8;"))
