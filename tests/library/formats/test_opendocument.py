import zipfile
from pathlib import Path

import pytest
from odf.dc import Title
from odf.draw import Frame, TextBox
from odf.opendocument import OpenDocumentText
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import H, LineBreak, List, ListItem, Note, NoteBody, P, S, TrackedChanges

from assistant.errors import PasswordProtected
from assistant.library.formats.opendocument import read


def _p(text: str) -> P:
    return P(text=text)


def test_headings_lists_tables_and_asides_come_in_order(tmp_path: Path) -> None:
    document = OpenDocumentText()
    document.meta.addElement(Title(text="Plan"))
    body = document.text
    body.addElement(TrackedChanges())
    body.addElement(H(outlinelevel=1, text="Ziele"))
    paragraph = P(text="Größe")
    paragraph.addElement(S(c=2))
    paragraph.addText("zählt")
    paragraph.addElement(LineBreak())
    paragraph.addText("doch")
    note = Note(noteclass="footnote")
    note.addElement(NoteBody())
    note.childNodes[0].addElement(_p("Fußnote"))
    paragraph.addElement(note)
    frame = Frame()
    frame.addElement(TextBox())
    frame.childNodes[0].addElement(_p("Kasten"))
    paragraph.addElement(frame)
    body.addElement(paragraph)
    inner, outer = List(), List()
    for holder, texts in ((inner, ["tief"]), (outer, ["eins", "zwei"])):
        for text in texts:
            item = ListItem()
            item.addElement(_p(text))
            holder.addElement(item)
    outer.childNodes[0].addElement(inner)
    body.addElement(outer)
    body.addElement(H(outlinelevel=2, text="Risiken"))
    body.addElement(_p("Ende"))
    document.save(str(tmp_path / "a.odt"))
    result = read(tmp_path / "a.odt")
    assert result.title == "Plan"
    assert [(s.metadata["headings"], s.page_content) for s in result.sections] == [
        (["Ziele"], "Größe zählt\ndoch\n\nFußnote\n\nKasten\n\n- eins\n  - tief\n- zwei"),
        (["Ziele", "Risiken"], "Ende"),
    ]


def test_tables_are_tables_and_repeated_empty_cells_are_few(tmp_path: Path) -> None:
    document = OpenDocumentText()
    table = Table()
    for texts in (["A", "B"], ["1|2", "x"]):
        row = TableRow()
        for text in texts:
            cell = TableCell()
            cell.addElement(_p(text))
            row.addElement(cell)
        row.addElement(TableCell(numbercolumnsrepeated=1_000_000))
        row.addElement(CoveredTableCell())
        table.addElement(row)
    table.addElement(TableRow(numberrowsrepeated=1_000_000))
    document.text.addElement(table)
    document.save(str(tmp_path / "a.odt"))
    assert read(tmp_path / "a.odt").sections[0].page_content == "| A | B |\n| --- | --- |\n| 1\\|2 | x |"


def test_an_encrypted_text_asks_for_a_copy_without_password(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
        archive.writestr("content.xml", "x")
    with pytest.raises(PasswordProtected):
        read(path)
