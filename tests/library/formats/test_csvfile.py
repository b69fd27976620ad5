"""CSV files from many programs."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.formats.csvfile import find_delimiter, parse_rows, read, read_csv


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b;c\n1;2;3", ";"),
        ("a,b,c\n1,2,3", ","),
        ("a\tb\n1,5\t2,5", "\t"),
        ("a|b\n1|2", "|"),
        ("Name;Wert\nA;1,5\nB;2,5", ";"),
        ("1,5;2,5\n3,5;4,5", ";"),  # decimal commas fit as well
        ('"a;b",c\n"d;e",f', ","),
        ("Ort, Datum; Betrag\nBonn, 1.2.; 5\nKöln; 7", ";"),
        ("Eine Spalte\nmit, Komma\nohne", "\x1f"),
        ("", "\x1f"),
    ],
)
def test_the_delimiter_is_the_one_that_makes_rows_even(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter


def test_a_german_excel_export_becomes_a_table(tmp_path: Path) -> None:
    path = tmp_path / "risiken.csv"
    text = 'Risiko;Wert;Maßnahme\r\nDaten fehlen;1,5;"früh\r\nprüfen | melden"\r\nBüro zu;2;\r\n'
    path.write_bytes(text.encode("cp1252"))
    (section,) = read(path).sections
    assert section.page_content == (
        "| Risiko | Wert | Maßnahme |\n| --- | --- | --- |\n"
        "| Daten fehlen | 1,5 | früh prüfen \\| melden |\n| Büro zu | 2 |  |"
    )
    assert section.metadata == {"headings": [], "page": None, "sheet": None, "first_row": 2}


def test_the_hint_of_excel_is_obeyed_and_counted_as_a_row() -> None:
    (section,) = read_csv("sep=,\na,b\n1;2,3;4\n").sections
    assert section.page_content == "| a | b |\n| --- | --- |\n| 1;2 | 3;4 |"
    assert section.metadata["first_row"] == 3


def test_quotes_that_do_not_match_up_swallow_nothing() -> None:
    assert parse_rows('a,b\n"offen,1\nc,2\n', ",") == [["a", "b"], ['"offen', "1"], ["c", "2"]]


def test_a_cell_of_a_million_characters_is_read() -> None:
    assert parse_rows("x" * 1_000_000 + ";b", ";") == [["x" * 1_000_000, "b"]]


@given(
    st.lists(st.lists(st.text(alphabet='aä ;,\t|"\n1', max_size=6), min_size=2, max_size=4), max_size=6),
    st.sampled_from(";,\t|"),
)
def test_what_was_written_with_quotes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert parse_rows(file.getvalue(), delimiter) == rows


@given(st.text(alphabet='aä ;,\t|"\n\r1.', max_size=200))
def test_any_text_is_read_and_no_letter_is_lost(text: str) -> None:
    joined = "".join(
        section.page_content + "".join(section.metadata["headings"]) for section in read_csv(text).sections
    )
    assert sorted(c for c in joined if c in "aä1") == sorted(c for c in text if c in "aä1")
