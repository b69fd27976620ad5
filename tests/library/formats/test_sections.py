"""Sections with the path of their headings."""

import pytest

from assistant.library.formats.sections import SectionBuilder, clean_heading, pipe_table


def _shape(builder: SectionBuilder) -> list[tuple[list[str], str]]:
    return [(section.metadata["headings"], section.page_content) for section in builder.sections()]


def test_sections_carry_the_path_of_their_headings() -> None:
    builder = SectionBuilder()
    builder.paragraph("Vorwort")
    builder.heading(1, "Projekt")
    builder.heading(2, "Ziele")
    builder.paragraph("Text")
    builder.heading(4, "Tief")
    builder.paragraph("Tiefer Text")
    builder.heading(2, "Risiken")
    builder.paragraph("Noch ein Text")
    assert _shape(builder) == [
        ([], "Vorwort"),
        (["Projekt", "Ziele"], "Text"),
        (["Projekt", "Ziele", "Tief"], "Tiefer Text"),
        (["Projekt", "Risiken"], "Noch ein Text"),
    ]


def test_a_heading_without_text_beneath_it_is_kept_as_text() -> None:
    builder = SectionBuilder()
    builder.heading(1, "Plan")
    builder.heading(2, "Leer A")
    builder.heading(2, "Leer B")
    builder.heading(2, "Voll")
    builder.paragraph("Text")
    builder.heading(1, "Ende")
    assert _shape(builder) == [(["Plan"], "Leer A\n\nLeer B"), (["Plan", "Voll"], "Text"), ([], "Ende")]


def test_a_heading_at_the_foot_of_a_page_stays_a_heading() -> None:
    builder = SectionBuilder()
    builder.start_page(1)
    builder.heading(1, "Kapitel")
    builder.start_page(2)
    builder.paragraph("Text")
    (section,) = builder.sections()
    assert (section.metadata["headings"], section.metadata["page"]) == (["Kapitel"], 2)


def test_lists_are_nested_by_one_step_and_never_begin_indented() -> None:
    builder = SectionBuilder()
    builder.item("eins", depth=3)
    builder.item("zwei", depth=9, marker="2.")
    builder.continuation("mehr\nnoch mehr")
    builder.item("drei")
    builder.end_list()
    builder.item("andere Liste")
    text = "- eins\n  2. zwei\n    mehr\n    noch mehr\n- drei\n\n- andere Liste"
    assert _shape(builder) == [([], text)]


def test_code_keeps_its_layout_and_gets_a_fence_that_it_does_not_hold() -> None:
    builder = SectionBuilder()
    builder.code("    if a:\n\n        ```b```", language="python")
    assert _shape(builder) == [([], "````python\n    if a:\n\n        ```b```\n````")]


@pytest.mark.parametrize(
    ("rows", "table"),
    [
        ([["A", "B"], ["1", "2"]], "| A | B |\n| --- | --- |\n| 1 | 2 |"),
        ([["A", "", "B"], ["1", "", "2|3"], ["", "", ""]], "| A | B |\n| --- | --- |\n| 1 | 2\\|3 |"),
        ([["A"], ["zwei\nZeilen", "x"]], "| A |  |\n| --- | --- |\n| zwei Zeilen | x |"),
        ([["Nur Kopf", "B"]], "| Nur Kopf | B |\n| --- | --- |"),
        ([["", ""], [" "]], ""),
        ([], ""),
    ],
)
def test_tables_are_pipe_tables(rows: list[list[str]], table: str) -> None:
    assert pipe_table(rows) == table


@pytest.mark.parametrize(
    ("raw", "heading"),
    [
        ("Ziele {#ziele}", "Ziele"),
        ("Ziele {: .klein }", "Ziele"),
        ("Setup ¶", "Setup"),
        ("Menge {1, 2}", "Menge {1, 2}"),
        ("3.2\tDatenqualität", "3.2 Datenqualität"),
    ],
)
def test_headings_lose_their_attributes_and_keep_their_numbers(raw: str, heading: str) -> None:
    assert clean_heading(raw) == heading
