"""Tables go out to CSV and XLSX and come back whole; nothing in them is executed, and hostile files are refused."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import CellTooLong, TableTooLarge, TableUnreadable
from assistant.spreadsheets import (
    CELL_LIMIT,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Table,
    cell_text,
    day_in,
    from_csv,
    from_xlsx,
    number_in,
    read_table,
    to_csv,
    to_xlsx,
)

HARD_TEXTS = [
    "Größe „ü“ € 🙂",
    'a;b,c\t"d"',
    "eine\nzwei\r\ndrei\rvier",
    "=1+1",
    "+49 30 1",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "'=1",
    "''=1",
    "'",
    "'s-Hertogenbosch",
    '=HYPERLINK("http://x","klick")',
    "=cmd|' /C calc'!A0",
    "#N/A",
    "TRUE",
    "1.234",
    "2027-03-31",
    "_x000D_",
    "_x005F_x000D_",
    "\x00\x07\x1f",
    "  innen und außen  ",
    "sep=;",
    "<b>&amp;</b>",
]
texts = st.text(min_size=1, max_size=20) | st.sampled_from(HARD_TEXTS)
numbers = st.integers(-(10**18), 10**18) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=9
)
cells = st.none() | texts | numbers | st.dates()


@st.composite
def tables(draw: st.DrawFn, cell: st.SearchStrategy[Cell] = cells) -> tuple[list[str], list[list[Cell]]]:
    """A header without blank names, and rows that end with something, for empty ones at the end are dropped."""
    header = draw(st.lists(texts, min_size=1, max_size=4))
    rows = draw(st.lists(st.lists(cell, min_size=len(header), max_size=len(header)), max_size=5))
    while rows and all(one is None for one in rows[-1]):
        rows.pop()
    return header, rows


@given(tables(), st.sampled_from(["de", "en"]))
def test_a_csv_comes_back_with_every_text_and_with_numbers_and_days_in_words(
    table: tuple[list[str], list[list[Cell]]], language: str
) -> None:
    header, rows = table
    said = tuple(tuple(cell_text(cell, language) or None for cell in row) for row in rows)
    assert from_csv(to_csv(header, rows, language=language)) == Table(tuple(header), said)


@given(tables())
def test_an_xlsx_comes_back_with_texts_numbers_and_days(table: tuple[list[str], list[list[Cell]]]) -> None:
    header, rows = table
    back = read_table(to_xlsx(header, rows, "Ziele"))
    assert back.header == tuple(header) and len(back.rows) == len(rows)
    for written, read in zip(rows, back.rows, strict=True):
        for before, after in zip(written, read, strict=True):
            if isinstance(before, int | Decimal):
                assert number_in(after, "en") == before
            elif isinstance(before, date):
                assert day_in(after) == before
            else:
                assert after == before


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_hard_texts_come_back_from_both_formats(text: str) -> None:
    for back in (from_csv(to_csv(["a"], [[text]], language="de")), from_xlsx(to_xlsx(["a"], [[text]], "a"))):
        assert back.rows == ((text,),)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", "'=1"])
def test_no_text_begins_as_a_formula_in_the_file(text: str) -> None:
    rows = list(csv.reader(io.StringIO(to_csv([text], [[text]], language="de").decode("utf-8-sig"), newline="")))
    assert rows == [[f"'{text}"], [f"'{text}"]]
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx([text], [[text]], "a"))).active
    assert page is not None
    for cell in (page["A1"], page["A2"]):
        assert cell.data_type == "s" and str(cell.value).startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    rows: list[list[Cell]] = [[-5], [Decimal("-0.5")]]
    assert b'"-5"' in to_csv(["a"], rows, language="de") and b'"-0,5"' in to_csv(["a"], rows, language="de")
    assert from_xlsx(to_xlsx(["a"], rows, "a")).rows == ((Decimal(-5),), (Decimal("-0.5"),))


def test_a_csv_opens_in_excel_as_its_language_expects() -> None:
    german = to_csv(["Maß", "Wert"], [["ä", Decimal("8.5")]], language="de")
    assert german.startswith(b"\xef\xbb\xbf") and german.decode("utf-8-sig") == '"Maß";"Wert"\r\n"ä";"8,5"\r\n'
    assert to_csv(["a", "b"], [[1, Decimal("8.5")]], language="en").decode("utf-8-sig") == '"a","b"\r\n"1","8.5"\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encoding_and_separator_of_a_foreign_csv_are_found(encoding: str, separator: str) -> None:
    text = separator.join(["Größe", "Preis in €"]) + "\n" + separator.join(["1", "zwölf"]) + "\n"
    assert from_csv(text.encode(encoding)) == Table(("Größe", "Preis in €"), (("1", "zwölf"),))


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("", (), ()),
        ("a", ("a",), ()),
        ("Ziel;Kennzahl, Einheit\nx;y, z", ("Ziel", "Kennzahl, Einheit"), (("x", "y, z"),)),
        ('"a;b","c"\n1,2', ("a;b", "c"), (("1", "2"),)),
        # Short rows are filled up, long ones widen the table, empty ones in between stay for the row numbers.
        ("a;b\n1\n\n1;2;3\n;;\n\n", ("a", "b", ""), (("1", None, None), (None, None, None), ("1", "2", "3"))),
        ('a;b\n"1', ("a", "b"), (("1", None),)),
        ('a;b\n"1" x;2', ("a", "b"), (("1 x", "2"),)),
    ],
)
def test_odd_csv_files_are_read_as_they_stand(
    text: str, header: tuple[str, ...], rows: tuple[tuple[str | None, ...], ...]
) -> None:
    assert from_csv(text.encode()) == Table(header, rows)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"PK\x03\x04rest",
        b"\xd0\xcf\x11\xe0rest",
        b"\x81\x8d",
        b"\xff\xfea",
        b"\xe4\x00b",
    ],
)
def test_what_is_no_csv_is_refused(data: bytes) -> None:
    with pytest.raises(TableUnreadable):
        from_csv(data)


@pytest.mark.parametrize("limit", [1_000, 131_072, 10_000_000])
def test_a_cell_that_no_spreadsheet_holds_is_refused_by_row_and_column(limit: int) -> None:
    # csv has one limit for the whole process, and other readers set it to their own.
    before = csv.field_size_limit(limit)
    try:
        assert from_csv(b"a;b\n1;" + b"x" * CELL_LIMIT).rows == (("1", "x" * CELL_LIMIT),)
        for length in (CELL_LIMIT + 1, 200_000):
            with pytest.raises(CellTooLong, match="Row 2, column “2”"):
                from_csv(b"a;b\n1;" + b"x" * length)
    finally:
        csv.field_size_limit(before)


# --- XLSX from elsewhere ---


def _workbook(*rows: list[object], sheet: str | None = None) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    if sheet is not None:
        page.sheet_state = "hidden"
        page = book.create_sheet(sheet)
    for row in rows:
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_cells_of_a_foreign_workbook_come_as_what_they_are() -> None:
    rows = [
        ["a", "b", "c", "d"],
        [True, datetime(2027, 3, 31), datetime(2027, 3, 31, 14, 30), 1.5],
        [None, "x", None, None],
    ]
    assert from_xlsx(_workbook(*rows)) == Table(
        ("a", "b", "c", "d"),
        (("TRUE", date(2027, 3, 31), "2027-03-31 14:30", Decimal("1.5")), (None, "x", None, None)),
    )


def test_a_percentage_comes_as_it_is_shown() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["A2"], page["A3"] = "a", 0.07, 1
    page["A2"].number_format = page["A3"].number_format = "0%"
    file = io.BytesIO()
    book.save(file)
    assert from_xlsx(file.getvalue()).rows == (("7 %",), ("100 %",))
    assert number_in("7 %", "de") == 7


def test_the_first_visible_sheet_counts() -> None:
    assert from_xlsx(_workbook(["sichtbar"], sheet="zwei")).header == ("sichtbar",)


def _with_sheet(xml: str) -> bytes:
    """A workbook whose sheet is this XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(to_xlsx(["a"], [], "a"))) as given, zipfile.ZipFile(file, "w", 8) as made:
        for name in given.namelist():
            made.writestr(name, xml if name.endswith("sheet1.xml") else given.read(name))
    return file.getvalue()


def _sheet(rows: str) -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'


NAMES = "abcdefghij"
LAUGHS = "".join(f'<!ENTITY {after} "{10 * f"&{name};"}">' for name, after in zip(NAMES, NAMES[1:], strict=False))
BOMB = f'<!DOCTYPE x [<!ENTITY a "ha">{LAUGHS}]>' + _sheet('<row><c t="inlineStr"><is><t>&j;</t></is></c></row>')


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: b"", TableUnreadable),
        (lambda: b"PK\x03\x04", TableUnreadable),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, TableUnreadable),
        (lambda: to_xlsx(["a"], [["b"]], "a")[:-40], TableUnreadable),
        (lambda: _with_sheet(""), TableUnreadable),
        (lambda: _with_sheet("<worksheet>"), TableUnreadable),
        (lambda: _with_sheet(_sheet("<row><c><v>eins</v></c></row>")), TableUnreadable),
        (lambda: _with_sheet(_sheet('<row><c t="s"><v>99</v></c></row>')), TableUnreadable),
        (lambda: _with_sheet(_sheet('<row><c r="ZZZZZ1"><v>1</v></c></row>')), TableUnreadable),
        (lambda: _with_sheet(BOMB), TableUnreadable),
        (lambda: _with_sheet(_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')), TableTooLarge),
        (lambda: _with_sheet(_sheet("<row>" + "<c><v>1</v></c>" * 500_000 + "</row>")), TableTooLarge),
        (lambda: _with_sheet(_sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')), TableTooLarge),
    ],
)
def test_damaged_and_hostile_workbooks_are_refused(make: Callable[[], bytes], error: type[Exception]) -> None:
    with pytest.raises(error):
        from_xlsx(make())


def test_a_zip_without_a_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "nichts")
    with pytest.raises(TableUnreadable):
        read_table(file.getvalue())


@pytest.mark.parametrize(
    "text",
    ["a" + ";" * MOST_COLUMNS + "b", "a\n" * (MOST_ROWS + 2), "a" * 20_000_001],
    ids=["columns", "rows", "bytes"],
)
def test_a_csv_beyond_the_limits_is_refused(text: str) -> None:
    with pytest.raises(TableTooLarge, match="20000 rows, 200 columns"):
        from_csv(text.encode())


def test_a_table_at_the_limits_is_read() -> None:
    wide = to_csv([f"x{n}" for n in range(MOST_COLUMNS)], [], language="de")
    long = to_csv(["a"], [[n] for n in range(MOST_ROWS)], language="de")
    assert len(from_csv(wide).header) == MOST_COLUMNS and len(from_csv(long).rows) == MOST_ROWS


def test_a_text_that_a_cell_cannot_hold_is_named_and_not_cut_off() -> None:
    fits, too_long = "x" * CELL_LIMIT, "=" + "x" * (CELL_LIMIT - 1)
    assert from_xlsx(to_xlsx(["a"], [[fits]], "a")).rows == ((fits,),)
    for write in (lambda rows: to_csv(["a"], rows, language="de"), lambda rows: to_xlsx(["a"], rows, "a")):
        with pytest.raises(CellTooLong, match="Row 3, column “a”"):
            write([[fits], [too_long]])


def test_the_name_of_a_sheet_may_be_anything() -> None:
    assert from_xlsx(to_xlsx(["a"], [], "Ziele [alt]: a/b " + "x" * 40)).header == ("a",)


# --- what a cell says ---


@pytest.mark.parametrize(
    ("cell", "language", "number"),
    [
        (None, "de", None),
        ("", "de", None),
        ("  ", "de", None),
        (5, "de", "5"),
        (Decimal("1.5"), "de", "1.5"),
        ("8,5", "de", "8.5"),
        ("8.5", "de", "8.5"),
        ("1.234", "de", "1234"),
        ("1.234,5", "de", "1234.5"),
        ("1.234.567", "de", "1234567"),
        ("1,234", "de", "1.234"),
        ("1,234", "en", "1234"),
        ("1.234", "en", "1.234"),
        ("1,234.5", "en", "1234.5"),
        ("8,5", "en", "8.5"),
        ("1 234", "de", "1234"),
        ("1’234", "de", "1234"),
        ("−3", "de", "-3"),
        ("+3", "de", "3"),
        ("75 %", "de", "75"),
        (".5", "en", "0.5"),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(cell: Cell, language: str, number: str | None) -> None:
    assert number_in(cell, language) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    "cell",
    ["zwölf", "1,2,3", "1.2.3", "12 Tage", "NaN", "Infinity", "1e5", "--1", "%", "9" * 61, "٣", date(2027, 1, 1)],
)
def test_what_is_no_number_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError):
        number_in(cell, "de")


@pytest.mark.parametrize("cell", [date(2027, 3, 31), "2027-03-31", "31.03.2027", " 31.3.2027 "])
def test_days_are_read_in_both_spellings(cell: Cell) -> None:
    assert day_in(cell) == date(2027, 3, 31)


@pytest.mark.parametrize("cell", ["03/04/2027", "30.02.2027", "2027-13-01", "März", "2027", "31.03.27", Decimal(46112)])
def test_a_day_that_may_be_another_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError):
        day_in(cell)


def test_nothing_is_no_day() -> None:
    assert day_in(None) is None and day_in(" ") is None


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_table_or_a_named_error(data: bytes) -> None:
    try:
        table = read_table(data)
    except (TableUnreadable, TableTooLarge) as error:
        assert error.in_language("de")
    else:
        assert all(len(row) == len(table.header) for row in table.rows)
