"""Workbooks of Excel."""

import datetime
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import PasswordProtected
from assistant.library.formats.sheets import read, value_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"),
        (0.1 + 0.2, "0.3"),
        (1234567.5, "1234567.5"),
        (-3, "-3"),
        (True, "TRUE"),
        (datetime.datetime(2024, 3, 5), "2024-03-05"),
        (datetime.datetime(2024, 3, 5, 14, 30), "2024-03-05 14:30"),
        (datetime.date(2024, 3, 5), "2024-03-05"),
        (datetime.time(9, 5), "09:05"),
        ("1.000,50 €", "1.000,50 €"),
    ],
)
def test_values_are_shown_without_noise(value: object, text: str) -> None:
    assert value_text(value) == text


def test_a_workbook_gives_a_section_for_each_table(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Risiken"
    for row in [
        ["Risikoliste"],
        [],
        ["Risiko", "Wert", "Datum", "Quote"],
        ["Daten fehlen", 2.0, datetime.date(2024, 3, 5), 0.85],
    ]:
        sheet.append(row)
    sheet["D4"].number_format = "0%"
    hidden = workbook.create_sheet("Listen")
    hidden["A1"] = "verborgen"
    hidden.sheet_state = "hidden"
    workbook.create_sheet("Leer")
    workbook.properties.title = "Register"
    workbook.properties.keywords = "Risiko; KI"
    workbook.save(tmp_path / "a.xlsx")
    document = read(tmp_path / "a.xlsx")
    assert document.title == "Register"
    assert document.metadata["topics"] == ["Risiko", "KI"]
    (section,) = document.sections
    assert section.metadata == {"headings": ["Risikoliste"], "page": None, "sheet": "Risiken", "first_row": 4}
    assert section.page_content == (
        "| Risiko | Wert | Datum | Quote |\n| --- | --- | --- | --- |\n| Daten fehlen | 2 | 2024-03-05 | 85 % |"
    )


def test_a_lone_cell_in_the_last_corner_is_read_without_a_million_empty_ones(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["XFD1048576"] = "fern"
    workbook.save(tmp_path / "a.xlsx")
    assert [section.page_content for section in read(tmp_path / "a.xlsx").sections] == ["fern"]


def test_row_numbers_beyond_excel_are_not_counted_up_to(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["A", "B"], ["1", "2"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb'<row r="2"', b'<row r="999999999"', old.read(name)))
    assert [section.page_content for section in read(tmp_path / "b.xlsx").sections] == ["| A | B |\n| --- | --- |"]


def test_a_web_page_saved_as_xls_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_text("<html><table><tr><th>A<th>B<tr><td>1<td>2</table></html>")
    assert read(path).sections[0].page_content == "| A | B |\n| --- | --- |\n| 1 | 2 |"


def test_an_encrypted_workbook_asks_for_a_copy_without_password(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(PasswordProtected):
        read(path)
