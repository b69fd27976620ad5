"""Sentences of German and English texts, with their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sentences import sentence_texts, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ein Satz. Noch einer.", ["Ein Satz.", "Noch einer."]),
        ("Das gilt z. B. für Daten. Ende.", ["Das gilt z. B. für Daten.", "Ende."]),
        ("Das gilt z.B. für Daten.", ["Das gilt z.B. für Daten."]),
        ("Start am 1. März 2027. Ende offen.", ["Start am 1. März 2027.", "Ende offen."]),
        ("Im 3. Quartal wird geprüft.", ["Im 3. Quartal wird geprüft."]),
        ("Bis zum 30.06.2027 läuft der Pilot. Danach nicht.", ["Bis zum 30.06.2027 läuft der Pilot.", "Danach nicht."]),
        ("Es kostet 3,5 Mio. Euro. Das ist viel.", ["Es kostet 3,5 Mio. Euro.", "Das ist viel."]),
        ("Im Jahr 2024. Danach kam 2025.", ["Im Jahr 2024.", "Danach kam 2025."]),
        ("Herr Dr. Kuhn bzw. Frau O. Meier kommt.", ["Herr Dr. Kuhn bzw. Frau O. Meier kommt."]),
        ("Version 1.2 läuft. Version 1.3 nicht.", ["Version 1.2 läuft.", "Version 1.3 nicht."]),
        ("Tests, Labels usw. Danach der Pilot.", ["Tests, Labels usw.", "Danach der Pilot."]),
        ("Tests usw. sind fertig.", ["Tests usw. sind fertig."]),
        ("„Wirklich?“, fragte sie. Ja!", ["„Wirklich?“, fragte sie.", "Ja!"]),
        ('"Really?" he asked. Yes.', ['"Really?" he asked.', "Yes."]),
        ("The U.S. team met at 3 p.m. in Bonn. Fine.", ["The U.S. team met at 3 p.m. in Bonn.", "Fine."]),
        ("It cost $1.5m. See Fig. 3 for more.", ["It cost $1.5m.", "See Fig. 3 for more."]),
        ("Na ja … vielleicht. Gut.", ["Na ja … vielleicht.", "Gut."]),
        ("- Erster Punkt\n- Zweiter Punkt. Mit Satz.", ["- Erster Punkt", "- Zweiter Punkt.", "Mit Satz."]),
        ("1. Ziel klären\n2. Daten prüfen", ["1. Ziel klären", "2. Daten prüfen"]),
        ("| a | b |\n| --- | --- |\n| c. D | e |", ["| a | b |", "| --- | --- |", "| c. D | e |"]),
        ("Über zwei\nZeilen geht es.", ["Über zwei Zeilen geht es."]),
        ("Ohne Punkt\n\nNächster Absatz", ["Ohne Punkt", "Nächster Absatz"]),
        ("", []),
        (" \n\t ", []),
        ("...", ["..."]),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, expected: list[str]) -> None:
    assert sentence_texts(text) == expected


@given(st.text(alphabet="aB. \n-|?!1„“Ä", max_size=200))
def test_sentences_come_in_order_and_lose_no_letter(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_a_huge_text_without_full_stops_is_one_sentence() -> None:
    assert len(sentences("wort " * 100_000)) == 1


def test_a_table_row_stays_whole_whatever_stands_in_its_cells() -> None:
    row = "| Wer liefert? Bis wann? | Data-Science-Leitung. Team A. | Ja! |"
    table = f"| Frage | Wer | Da |\n|---|---|---|\n{row}"
    assert [table[start:end] for start, end in sentences(table)][-1] == row
