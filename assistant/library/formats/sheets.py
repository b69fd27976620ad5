"""Reads spreadsheets (xlsx, xlsm, xls): each block of rows between blank rows becomes one table.

Cells show the values that were last computed, never formulas. Hidden sheets, comments and charts are left out.
Merged cells hold their text in the first cell only.
"""

import datetime
from pathlib import Path

import openpyxl
import xlrd
from lxml import etree
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.exceptions import InvalidFileException
from xlrd.compdoc import CompDocError

from assistant.errors import DamagedDocument, PasswordProtected
from assistant.library.formats.archives import check_archive
from assistant.library.formats.markup import read as read_html
from assistant.library.formats.properties import office_properties
from assistant.library.formats.regions import Row, table_sections
from assistant.library.formats.sections import DocumentText

FAILURES: tuple[type[Exception], ...] = (InvalidFileException, xlrd.XLRDError, CompDocError, etree.LxmlError)

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "encrypted"
_LAST_ROW = 1_048_576


def read(path: Path) -> DocumentText:
    """The text of an xlsx, xlsm or xls file, told apart by content: many exports carry the wrong ending."""
    with path.open("rb") as file:
        start = file.read(1024)
    if start.startswith(_OLE) and path.suffix.lower() == ".xls":
        return _read_xls(path)
    if path.suffix.lower() == ".xls" and start.lstrip().lower().startswith((b"<html", b"<!doctype html", b"<table")):
        return read_html(path)
    return _read_xlsx(path)


def _read_xlsx(path: Path) -> DocumentText:
    check_archive(path, name="XLSX")
    title, metadata = office_properties(path)
    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    sections = []
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            # The size that the file states may be wrong either way: read what is there. Without the bound openpyxl
            # would fill up to any row number that a damaged file states.
            sheet.reset_dimensions()
            rows = ([_xlsx_text(cell) for cell in row] for row in sheet.iter_rows(max_row=_LAST_ROW))
            sections += table_sections(enumerate(rows, start=1), sheet=sheet.title)
    workbook.close()
    return DocumentText(title=title, sections=tuple(sections), metadata=metadata)


def _xlsx_text(cell: ReadOnlyCell | EmptyCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return f"{float(value) * 100:.12g} %"
    return value_text(value)


def value_text(value: object) -> str:
    """A cell value as text: dates ISO 8601, numbers without binary noise ('0.3', '2')."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat(timespec="minutes")
    return str(value)


def _read_xls(path: Path) -> DocumentText:
    try:
        book = xlrd.open_workbook(str(path), on_demand=True, logfile=_Silence())
    except xlrd.XLRDError as error:
        if _ENCRYPTED in str(error).lower():
            raise PasswordProtected() from error
        raise DamagedDocument(format="XLS", detail=str(error)[:80]) from error
    sections = []
    for sheet in book.sheets():
        if sheet.visibility == 0:
            rows = (_xls_row(sheet, number, book.datemode) for number in range(sheet.nrows))
            sections += table_sections(rows, sheet=sheet.name)
    return DocumentText(sections=tuple(sections))


class _Silence:
    """Takes what xlrd would print about odd files."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return None


def _xls_row(sheet: xlrd.sheet.Sheet, number: int, datemode: int) -> Row:
    return number + 1, [_xls_text(cell, datemode) for cell in sheet.row(number)]


def _xls_text(cell: xlrd.sheet.Cell, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        # Below 1 it is a time of day; 0 to 60 around 1900 are ambiguous in Excel itself.
        if 0 <= cell.value < 1:
            return value_text(xlrd.xldate_as_datetime(cell.value, datemode).time())
        return value_text(xlrd.xldate_as_datetime(cell.value, datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return value_text(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "")
    return value_text(cell.value)
