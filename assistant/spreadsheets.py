"""Tables as CSV and XLSX, both ways, without formulas and without loss.

A text that a spreadsheet would take for a formula leaves with an apostrophe in front and comes back without it, so
nobody's wording is executed in somebody's Excel (OWASP, "CSV Injection"). What the columns mean is up to the caller.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml import etree
from openpyxl.cell import Cell as OpenpyxlCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import CellTooLong, TableTooLarge, TableUnreadable

# Nothing and the empty text are the same cell: no spreadsheet tells them apart.
Cell = str | int | Decimal | date | None

# Characters that fit into a cell of Excel, which cuts off what is beyond.
CELL_LIMIT = 32_767
MOST_ROWS = 20_000
MOST_COLUMNS = 200
# What a file may have, an XLSX also unpacked.
MOST_BYTES = 20_000_000
# Real workbooks unpack to 5 to 30 times their size; small ones may be anything.
_HIGHEST_RATIO = 100
_ALWAYS_ALLOWED = 2_000_000

_ZIP = b"PK\x03\x04"
_SEPARATORS = {"de": ";", "en": ","}
# What a cell may not begin with, also behind apostrophes of its own, which therefore get another one.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
# The first day after those that Excel counts wrongly: it knows a 29 February 1900.
_FIRST_DAY = date(1900, 3, 1)


@dataclass(frozen=True)
class Table:
    """A header and rows of the same width. Cells of a CSV are text or None; those of an XLSX also Decimal and date.
    Row `n` of `rows` is row n + 2 of the sheet."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def read_table(data: bytes) -> Table:
    """The table of an XLSX or CSV file, told apart by its content. Raises TableUnreadable, TableTooLarge or
    CellTooLong."""
    return from_xlsx(data) if data.startswith(_ZIP) else from_csv(data)


# --- CSV ---


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, language: str) -> bytes:
    """A CSV that Excel opens as it is: UTF-8 with BOM; German with semicolons and decimal comma, English with commas
    and decimal point. Days are ISO 8601. Raises CellTooLong."""
    file = io.StringIO()
    # All cells in quotes: so the separator can be told from the header, whatever the cells hold.
    writer = csv.writer(file, delimiter=_SEPARATORS[language], quoting=csv.QUOTE_ALL)
    for row in _checked(header, rows):
        writer.writerow([_csv_cell(cell, language) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def from_csv(data: bytes) -> Table:
    """The table of a CSV file; encoding (UTF-8, UTF-16 with BOM, Windows-1252) and separator (; , tab) are detected.
    Raises TableUnreadable, TableTooLarge or CellTooLong."""
    if len(data) > MOST_BYTES:
        raise _too_large()
    text = _decoded(data)
    # One setting for the whole process, which other readers set too; what a cell may hold, _table says.
    csv.field_size_limit(MOST_BYTES)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
        return _table([_restored(cell) or None for cell in row] for row in reader)
    except csv.Error as error:
        raise TableUnreadable(detail=str(error)) from error


def _csv_cell(cell: Cell, language: str) -> str:
    return _defused(cell) if isinstance(cell, str) else cell_text(cell, language)


def _decoded(data: bytes) -> str:
    for start, name in ((_ZIP, "ZIP"), (b"\xd0\xcf\x11\xe0", "XLS"), (b"%PDF", "PDF")):
        if data.startswith(start):
            raise TableUnreadable(detail=name)
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            detail = str(error)
            continue
        if encoding != "cp1252" or "\0" not in text:
            return text
    raise TableUnreadable(detail=detail)


def _separator(text: str) -> str:
    """The separator that gives the header most columns. Those that tear a quoted cell apart are out of the question,
    unless all do."""
    widths = {}
    for separator in (";", ",", "\t"):
        for strict in (True, False):
            try:
                first = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict), [])
            except csv.Error:
                continue
            widths[separator] = (strict, len(first))
            break
    return max(widths, key=lambda separator: widths[separator]) if widths else ";"


# --- XLSX ---


def to_xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]], sheet: str) -> bytes:
    """A workbook with one sheet; the header is bold and stays in view. A number with more than the 15 digits that
    Excel keeps leaves as text. Raises CellTooLong."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet)[:31])
    page.freeze_panes = "A2"
    lines = list(_checked(header, rows))
    for place, width in enumerate(_widths(lines), start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    for place, row in enumerate(lines):
        page.append([_xlsx_cell(page, cell, bold=place == 0) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def from_xlsx(data: bytes) -> Table:
    """The table on the first visible sheet, with the values last computed. Raises TableUnreadable, TableTooLarge
    or CellTooLong."""
    _check_archive(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise TableUnreadable(detail="XLSX")
        # The size that the file states may be wrong either way: read what is there.
        visible[0].reset_dimensions()
        rows = visible[0].iter_rows(max_row=1_048_576)
        return _table([_from_xlsx_cell(cell) for cell in row] for row in rows)
    except _XLSX_FAILURES as error:
        raise TableUnreadable(detail=str(error)[:100]) from error


# What openpyxl raises on damaged files, besides its own error.
_XLSX_FAILURES = (
    InvalidFileException,
    zipfile.BadZipFile,
    etree.LxmlError,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
)


def _check_archive(data: bytes) -> None:
    """Refuses what is no XLSX or unpacks to more than a table needs; zipfile reads no more than a part states."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the old format, or a new one with a password
        raise TableUnreadable(detail="XLS")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise TableUnreadable(detail=str(error)) from error
    unpacked = sum(part.file_size for part in parts)
    bomb = unpacked > _ALWAYS_ALLOWED and unpacked / len(data) > _HIGHEST_RATIO
    if bomb or max(len(data), unpacked) > MOST_BYTES or len(parts) > 1_000:
        raise _too_large()


def _xlsx_cell(page: Worksheet, cell: Cell, *, bold: bool) -> OpenpyxlCell | float | date | None:
    if isinstance(cell, Decimal | int):
        number = float(cell)
        exact = Decimal(f"{number:.15g}") == cell
        return number if exact else _xlsx_text(page, f"{cell:f}" if isinstance(cell, Decimal) else str(cell), bold)
    if isinstance(cell, date):
        return cell if cell >= _FIRST_DAY else _xlsx_text(page, cell.isoformat(), bold)
    return _xlsx_text(page, _escaped(_defused(cell)), bold) if cell else None


def _widths(lines: Sequence[Sequence[Cell]]) -> list[int]:
    """Of each column in letters, by its longest line: narrow enough to read a wrapped text."""
    return [
        min(60, max(8, *(len(part) + 2 for cell in column for part in str(cell).split("\n"))))
        for column in zip(*lines, strict=True)
    ]


def _xlsx_text(page: Worksheet, text: str, bold: bool) -> OpenpyxlCell:
    written = WriteOnlyCell(page, text)
    written.data_type = "s"  # never a formula, nor an error such as #N/A
    written.font = Font(bold=bold)
    written.alignment = Alignment(wrap_text=True, vertical="top")
    return written


def _from_xlsx_cell(cell: ReadOnlyCell | EmptyCell) -> Cell:
    """Percentages come as shown, '75 %', and not as 0.75."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return None if value is None else str(value).upper()
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        return f"{(number * 100).normalize():f} %" if "%" in str(cell.number_format) else number
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value
    return _restored(_unescaped(str(value))) or None


# --- texts ---


def _defused(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _restored(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


# Control characters cannot stand in XML; Excel writes them as _x000D_ (ECMA-376-1, 22.9.2.19).
_UNWRITABLE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# Half a surrogate pair is no character.
_WRITTEN = re.compile("_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")


def _escaped(text: str) -> str:
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def _unescaped(text: str) -> str:
    return _WRITTEN.sub(lambda found: chr(int(found.group(1), 16)), text)


# --- rows ---


def _checked(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield header
    for number, row in enumerate(rows, start=2):
        for name, cell in zip(header, row, strict=True):
            if isinstance(cell, str) and len(_escaped(_defused(cell))) > CELL_LIMIT:
                raise CellTooLong(row=number, column=name, limit=CELL_LIMIT)
        yield row


def _table(lines: Iterable[Sequence[Cell]]) -> Table:
    """The first row is the header; empty rows and columns at the end are dropped, short rows filled up."""
    kept: list[list[Cell]] = []
    for number, line in enumerate(lines):
        cells = list(line)
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > MOST_COLUMNS or (cells and number > MOST_ROWS):
            raise _too_large()
        for column, cell in enumerate(cells, start=1):
            if isinstance(cell, str) and len(cell) > CELL_LIMIT:
                raise CellTooLong(row=number + 1, column=str(column), limit=CELL_LIMIT)
        if number <= MOST_ROWS:
            kept.append(cells)
    while kept and not kept[-1]:
        kept.pop()
    width = max(map(len, kept), default=0)
    filled = [(*cells, *[None] * (width - len(cells))) for cells in kept]
    header = tuple("" if cell is None else str(cell) for cell in filled[0]) if filled else ()
    return Table(header, tuple(filled[1:]))


def _too_large() -> TableTooLarge:
    return TableTooLarge(rows=MOST_ROWS, columns=MOST_COLUMNS, megabytes=MOST_BYTES // 1_000_000)


# --- what a cell says ---


def cell_text(cell: Cell, language: str) -> str:
    """A cell as text: numbers with decimal comma in German, days ISO 8601, '' for nothing."""
    if isinstance(cell, Decimal | int):
        number = f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
        return number.replace(".", ",") if language == "de" else number
    return cell.isoformat() if isinstance(cell, date) else cell or ""


def number_in(cell: Cell, language: str) -> Decimal | None:
    """The number in a cell, None where it is empty; a percent sign behind it does not count.

    In text the language decides what a point means: '1.234' is a thousand in German. Raises ValueError where it is no
    number of at most 60 characters.
    """
    if cell is None or isinstance(cell, Decimal | int):
        return None if cell is None else Decimal(cell)
    if not isinstance(cell, str):
        raise ValueError(cell)
    if not cell.strip():
        return None
    text = re.sub(r"[\s'’]", "", cell).replace("−", "-").removesuffix("%")
    group, point = (".", ",") if language == "de" else (",", ".")
    if re.fullmatch(rf"[+-]?[0-9]{{1,3}}(\{group}[0-9]{{3}})+(\{point}[0-9]+)?", text):
        text = text.replace(group, "")
    text = text.replace(",", ".")
    if len(text) > 60 or not re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", text):
        raise ValueError(cell)
    return Decimal(text)


def day_in(cell: Cell) -> date | None:
    """The day in a cell, None where it is empty: a date, '2027-03-31' or '31.03.2027'. Raises ValueError otherwise:
    whether 03/04/2027 is in March or April nobody can tell."""
    if cell is None or isinstance(cell, date):
        return cell
    text = str(cell).strip()
    if _ISO_DAY.fullmatch(text):
        return date.fromisoformat(text)
    german = _GERMAN_DAY.fullmatch(text)
    if german:
        return date(int(german[3]), int(german[2]), int(german[1]))
    if text:
        raise ValueError(cell)
    return None
