"""Where a quote stands on a printed page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.formats.page_quotes import ranges_of

LONG = "Der Pilot begann erst einundzwanzig Wochen nach dem geplanten Termin"


def found(page: str, *quotes: str) -> list[str]:
    return [page[start:end] for start, end in ranges_of(list(page), quotes)]


@pytest.mark.parametrize(
    ("page", "quote", "pieces"),
    [
        ("Vor. Das Zitat steht. Nach.", "Das Zitat steht.", ["Das Zitat steht."]),
        ("Die Prüfung der\r\nGröße dauert.", "Prüfung der Größe", ["Prüfung der\r\nGröße"]),
        ("Die Ma\u00adschine lernt, die Ma-\nschine ruht.", "Maschine ruht", ["Ma-\nschine ruht"]),
        ("Die Ma\u00adschine lernt.", "Maschine lernt", ["Ma\u00adschine lernt"]),
        ("e\ufb03zient und \ufb02ott", "effizient und flott", ["e\ufb03zient und \ufb02ott"]),
        ("Das Gro\u0308\u00dfte", "Das Größte", ["Das Gro\u0308\u00dfte"]),
        (
            "Rolle Kosten\nLeitung 10 €",
            "| Rolle | Kosten |\n| --- | --- |\n| Leitung | 10 € |",
            ["Rolle Kosten\nLeitung 10 €"],
        ),
        ("• eins\n• zwei", "- eins\n- zwei", ["eins\n• zwei"]),
        ("Es kostet 15 Euro und 1,5 Euro.", "1,5 Euro", ["1,5 Euro"]),
        ("Im Jahr 2021 waren es 21 Fälle.", "21", ["21"]),
        ("Es waren 20 °C im Raum", "20 ℃", ["20 °C"]),
        ("Ein Wort", "Ein anderes Wort", []),
        ("Ein Wort", "", []),
        ("Ein Wort", "– … |", []),
        ("", "Ein Wort", []),
        ("„Nein“, sagte sie", '"Nein", sagte sie', ["Nein“, sagte sie"]),
        ("品質は重要です。", "品質は重要です。", ["品質は重要です。"]),
    ],
)
def test_a_quote_is_found_as_it_is_printed(page: str, quote: str, pieces: list[str]) -> None:
    assert found(page, quote) == pieces


@pytest.mark.parametrize(
    "between", ["Seite 7 Projektbericht", "Rechte Spalte mit ganz anderem Text, der dazwischen in der Datei steht."]
)
def test_a_quote_with_something_printed_between_is_found_in_pieces(between: str) -> None:
    page = f"Der Pilot begann erst einundzwanzig\n{between}\nWochen nach dem geplanten Termin"
    assert found(page, LONG) == ["Der Pilot begann erst einundzwanzig", "Wochen nach dem geplanten Termin"]


def test_the_beginning_of_a_quote_that_runs_over_the_page_break_is_found() -> None:
    assert found("Ende. Der Pilot begann erst einundzwanzig Wochen", LONG) == [
        "Der Pilot begann erst einundzwanzig Wochen"
    ]


def test_words_that_stand_there_by_chance_are_no_quote() -> None:
    assert found("Der Pilot begann, und nach dem Termin kam der geplante Umbau.", LONG) == []


def test_several_quotes_come_in_their_order() -> None:
    assert found("eins zwei drei", "drei", "fehlt", "eins zwei") == ["drei", "eins zwei"]


@given(st.text(max_size=60), st.text(max_size=30))
def test_whatever_the_texts_the_ranges_lie_on_the_page(page: str, quote: str) -> None:
    for start, end in ranges_of(list(page), [quote]):
        assert 0 <= start < end <= len(page)


@given(st.lists(st.text("abcäöß1 -", min_size=1, max_size=12), min_size=1, max_size=6))
def test_what_stands_on_the_page_is_found(lines: list[str]) -> None:
    page = "\n".join(lines)
    if any(character.isalnum() for character in page):
        assert len(ranges_of(list(page), [page])) == 1
