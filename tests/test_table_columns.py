"""Columns are known by their headings, and a cell that says nothing it may say is told with its reason."""

from decimal import Decimal

import pytest

from assistant.goals.kpis import Worded
from assistant.spreadsheets import Table
from assistant.table_columns import (
    CellUnreadable,
    Columns,
    Fault,
    NamedValues,
    number_of,
    plain,
    repeated_numbers,
    whole_number_of,
)

NAMES = NamedValues({"data": Worded("Daten", "Data"), "": Worded("", "")}, {"Zahlen": "data"})
COLUMNS = Columns(
    {"name": Worded("Name", "Name"), "size": Worded("Größe", "Size")}, ("name",), {"Abmessung": "size", "Länge": "size"}
)


@pytest.mark.parametrize(
    ("heading", "field"),
    [("GROESSE", None), ("grösse", "size"), (" Size. ", "size"), ("länge", "size"), ("Farbe", None), ("", None)],
)
def test_a_column_is_known_by_its_heading(heading: str, field: str | None) -> None:
    assert COLUMNS.field_of(heading) == field


@pytest.mark.parametrize(
    ("headings", "language"), [(["Name", "Größe"], "de"), (["Name", "Size"], "en"), (["Name"], "de"), ([], "de")]
)
def test_the_headings_tell_the_language(headings: list[str], language: str) -> None:
    assert COLUMNS.language_of(headings) == language


def test_rows_keep_their_number_and_empty_ones_are_left_out() -> None:
    read = COLUMNS.rows_of(Table(("Size", "x", "Name"), ((1, 2, "a"), (None, None, None), (None, 3, "b"))))
    assert read.rows == ((2, {"size": 1, "name": "a"}), (4, {"size": None, "name": "b"}))
    assert (read.language, read.ignored, read.faults) == ("en", ("x",), ())


def test_what_a_row_says_and_what_cannot_be_read_come_together() -> None:
    cells = {"name": "a", "size": "viel"}
    values, faults = COLUMNS.values(
        7, cells, "de", read=lambda cell, field, language: number_of(cell, language) if field == "size" else cell
    )
    assert values == {"name": "a"}
    assert [(fault.row, fault.column) for fault in faults] == [(7, "Größe")]


def test_a_fault_prints_as_data() -> None:
    fault = Fault(2, "Ziel", Worded("Die Zelle ist leer.", "The cell is empty."))
    assert fault.as_dict() == {"row": 2, "column": "Ziel", "de": "Die Zelle ist leer.", "en": "The cell is empty."}


def test_a_number_that_stands_twice_is_a_fault_of_the_later_row() -> None:
    found = list(repeated_numbers({2: 1, 3: None, 4: 1, 5: None, 6: 1}, "Nr."))
    assert [(fault.row, fault.reason.en) for fault in found] == [
        (4, "No. 1 is already in row 2."),
        (6, "No. 1 is already in row 2."),
    ]


def test_a_name_is_found_in_either_language_and_an_unknown_one_told() -> None:
    assert [NAMES.find(text) for text in ("DATEN", "data", "zahlen", "nie")] == ["data", "data", "data", None]
    assert (NAMES.name_of("data", "de"), NAMES.name_of("other", "de")) == ("Daten", "other")
    with pytest.raises(CellUnreadable) as raised:
        NAMES.value_of("nie")
    assert raised.value.reason == Worded("„nie“ ist nicht bekannt. Erlaubt: Daten.", "“nie” is unknown. Allowed: Data.")


@pytest.mark.parametrize("cell", ["1,5", Decimal("0.5"), "9" * 30, "x"])
def test_no_whole_number(cell: str | Decimal) -> None:
    with pytest.raises(CellUnreadable):
        whole_number_of(cell, "de")


def test_headings_are_compared_without_case_accents_and_marks() -> None:
    assert plain(" Oberziel-Nr.") == plain("oberziel NR") == "oberziel nr"
