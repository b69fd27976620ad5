"""German or English, and which words carry content."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import content_words, detect, fold, fold_umlauts, topic_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie formuliere ich ein messbares Ziel für den Chatbot?", "de"),
        ("How do I word a measurable goal for the chatbot?", "en"),
        ("Was hat das gekostet?", "de"),
        ("What did it cost?", "en"),
        ("Risiken beim Labeling", "de"),
        ("labeling risks and how to mitigate them", "en"),
        ("Datenqualität", "de"),
        ("Ziele für das Machine Learning Modell im Support", "de"),
        ("Why was the Betriebsrat involved so late?", "en"),
        ("Warum war der Product Owner nicht im Kick-off?", "de"),
        ("wie ging es mit dem pilot weiter", "de"),
        ("Terminplanung", "de"),
    ],
)
def test_the_language_of_a_question_is_told(text: str, language: str) -> None:
    assert detect(text) == language
    assert detect(text, default="en" if language == "de" else "de") == language


@pytest.mark.parametrize("text", ["", "   ", "42", "MAPE", "GPT-4", "🙂"])
def test_a_text_without_evidence_keeps_the_expected_language(text: str) -> None:
    assert detect(text, "en") == "en"
    assert detect(text, "de") == "de"


def test_function_words_of_both_languages_carry_no_content() -> None:
    assert content_words("Wie ist die Qualität der Daten in the CRM?") == ["Qualität", "Daten", "CRM"]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Was haben wir beim Labeling gelernt?", ["Labeling"]),
        ("Explain what happened with the pilot", ["pilot"]),
        ("Was bedeutet das M in SMART?", ["M", "SMART"]),
        ("Was haben wir gelernt?", ["gelernt"]),
    ],
)
def test_words_that_only_ask_are_no_topic(question: str, topic: list[str]) -> None:
    assert topic_words(question) == topic


def test_hyphenated_words_stay_whole() -> None:
    assert content_words("Der KI-Pilot im Q3-Review") == ["KI-Pilot", "Q3-Review"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Größe", "GROESSE"), ("Qualität", "Qualitaet"), ("Maßnahme", "Massnahme"), ("überprüfen", "ueberpruefen")],
)
def test_umlauts_spelt_out_fold_to_the_same_word(one: str, other: str) -> None:
    assert fold_umlauts(one) == fold_umlauts(other)


def test_folding_keeps_words_apart_that_differ_in_more_than_accents() -> None:
    assert fold("Müller") == "muller"
    assert fold_umlauts("neue") == "neue"
    assert fold_umlauts("Maße") != fold_umlauts("Messe")


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_any_text_gets_one_of_two_languages(text: str) -> None:
    assert detect(text) in ("de", "en")


@given(st.text(alphabet="aou\u0308\u0301äöüßØé „日ﬁ", max_size=30))
def test_folding_takes_away_marks_and_nothing_else(text: str) -> None:
    folded = fold(text)
    assert not any(map(unicodedata.combining, folded))
    assert fold("a" + text) == "a" + folded
