"""The tables that stand on one sheet."""

from assistant.library.formats.regions import table_sections


def _read(rows: list[list[str]]) -> list[tuple[list[str], int | None, str]]:
    sections = list(table_sections(enumerate(rows, start=1), sheet="Blatt"))
    assert all(section.metadata["sheet"] == "Blatt" for section in sections)
    return [(s.metadata["headings"], s.metadata["first_row"], s.page_content) for s in sections]


def test_blank_rows_part_the_tables_and_blank_columns_go() -> None:
    rows = [["Name", "", "Wert"], ["a", "", "1"], ["", "", ""], [], ["", "Ort", "Land"], ["", "Bonn", "DE"]]
    assert _read(rows) == [
        ([], 2, "| Name | Wert |\n| --- | --- |\n| a | 1 |"),
        ([], 6, "| Ort | Land |\n| --- | --- |\n| Bonn | DE |"),
    ]


def test_a_title_above_the_table_is_its_heading_also_across_a_blank_row() -> None:
    table = "| A | B |\n| --- | --- |\n| 1 | 2 |"
    assert _read([["Plan 2024"], ["A", "B"], ["1", "2"]]) == [(["Plan 2024"], 3, table)]
    assert _read([["Plan 2024"], [], ["A", "B"], ["1", "2"]]) == [(["Plan 2024"], 4, table)]
    assert _read([["Stand: heute"], ["Von: mir"], ["A", "B"], ["1", "2"]]) == [
        ([], 4, f"Stand: heute\n\nVon: mir\n\n{table}")
    ]


def test_texts_alone_are_kept() -> None:
    assert _read([["eins"], [], ["zwei"], [], [""]]) == [([], None, "eins"), ([], None, "zwei")]


def test_a_block_without_header_continues_the_table_above_it() -> None:
    rows = [["Jahr", "Kosten"], ["2023", "10,5"], [], ["2024", "1.000,00 €"], ["2025", "12"]]
    assert _read(rows) == [
        ([], 2, "| Jahr | Kosten |\n| --- | --- |\n| 2023 | 10,5 |"),
        ([], 4, "| Jahr | Kosten |\n| --- | --- |\n| 2024 | 1.000,00 € |\n| 2025 | 12 |"),
    ]


def test_columns_without_header_are_called_by_their_letters() -> None:
    assert _read([["1", "2"], ["3", "4"]]) == [([], 1, "| A | B |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |")]
    wide = [["1"] * 28]
    assert "| Z | AA | AB |" in _read(wide)[0][2]


def test_a_missing_word_in_the_header_is_filled_by_the_letter() -> None:
    rows = [["Name", "Ort", ""], ["a", "b", "c"]]
    assert _read(rows) == [([], 2, "| Name | Ort | C |\n| --- | --- | --- |\n| a | b | c |")]
