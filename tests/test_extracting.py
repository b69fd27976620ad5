"""The answer in the documents' own words."""

import pytest

from assistant.extracting import extract, passage_sentences, readable
from assistant.grounding import Support
from assistant.passages import Passage


def _passage(text: str, title: str = "Notiz", headings: tuple[str, ...] = ()) -> Passage:
    return Passage(id="1-a", text=text, document="a.md", title=title, headings=headings)


def _words_only(_question: str, _texts: object) -> None:
    return None


PASSAGES = [
    _passage("Der Pilotstart am 01.10.2024 ist nicht zu halten. Grund ist der fehlende Vertrag. Die Kantine hat auf."),
    _passage("Der Pilot verzögert sich, weil die Schnittstelle fehlt. Alle waren beim Sommerfest dabei."),
    _passage("Der Pilotstart am 01.10.2024 ist nicht mehr zu halten."),
]
WEIGHTS = {"Pilot": 2.0, "verzögert": 3.0}


def test_the_sentences_that_answer_best_come_with_their_passage() -> None:
    chosen = extract("Warum verzögert sich der Pilot?", PASSAGES, weights=WEIGHTS, similarity=_words_only)
    assert chosen[0].text == "Der Pilot verzögert sich, weil die Schnittstelle fehlt."
    assert chosen[0].citations == (2,) and chosen[0].support is Support.QUOTED
    assert "Die Kantine hat auf." not in [sentence.text for sentence in chosen]


def test_nothing_is_said_twice() -> None:
    chosen = extract("Pilotstart 01.10.2024", PASSAGES, weights={"Pilotstart": 1.0}, similarity=_words_only)
    assert sum("01.10.2024" in sentence.text for sentence in chosen) == 1


def test_every_sentence_stands_word_for_word_in_its_passage() -> None:
    for sentence in extract("Pilot?", PASSAGES, weights={"Pilot": 1.0}, similarity=_words_only):
        assert sentence.text in PASSAGES[sentence.citations[0] - 1].text


def test_meaning_counts_where_an_embedder_knows_the_language() -> None:
    def similarity(_question: str, texts: list[str]) -> list[float]:
        return [1.0 if "Sommerfest" in text else 0.0 for text in texts]

    chosen = extract("Wer feierte?", PASSAGES, weights={"feierte": 1.0}, similarity=similarity)
    assert chosen[0].citations == (2,)
    assert "Alle waren beim Sommerfest dabei." in [sentence.text for sentence in chosen]


def test_words_of_the_heading_need_not_be_repeated() -> None:
    above = _passage("Zwölf Wochen waren geplant, es wurden zwanzig Wochen daraus.", headings=("Dauer der Annotation",))
    other = _passage("Die Annotation ist ein Fachwort für das Beschriften vieler Beispiele.")
    weights = {"Dauer": 3.0, "Annotation": 1.0}
    (first, *_) = extract("Dauer der Annotation?", [other, above], weights=weights, similarity=_words_only)
    assert first.citations == (2,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| Posten | Euro |\n| --- | --- |\n| Labeling | 12.000 |", ["Posten: Labeling; Euro: 12.000"]),
        ("Es gilt:\n- Erstens die Daten prüfen", ["Erstens die Daten prüfen"]),
        ("**Wichtig** ist `Recall` im Test.", ["Wichtig ist Recall im Test."]),
        ("Ja.", []),
        ("", []),
        ("| --- | --- |", []),
    ],
)
def test_a_passage_gives_only_sentences_worth_showing(text: str, expected: list[str]) -> None:
    assert passage_sentences(text) == expected


def test_list_marks_and_line_breaks_are_dropped() -> None:
    assert readable("3) Daten\n   prüfen") == "Daten prüfen"


def test_passages_without_a_sentence_give_nothing() -> None:
    assert extract("Was?", [_passage("| --- |")], weights={}, similarity=_words_only) == []
