"""The texts of the page in both languages."""

import string

import pytest

from assistant.passages import Kind
from assistant.web.wording import EXAMPLES, TEXTS, counted, day, kind_name, number, preferred_language, say, seconds


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_text_exists_in_both_languages_with_the_same_placeholders(name: str) -> None:
    german, english = TEXTS[name]
    assert german.strip() and english.strip()
    assert _placeholders(german) == _placeholders(english)


def test_only_texts_that_read_alike_in_both_languages_are_equal() -> None:
    alike = {name for name, (german, english) in TEXTS.items() if german == english}
    assert alike == ALIKE


ALIKE = {
    *("report.passages", "letter.R", "further.budget", "mark.budget", "mark.system", "kpi.definition"),
    *("review.heading", "form.status", "export.csv", "export.xlsx", "export.markdown", "reader.text"),
    *("risks.register_tab", "risks.status", "riskform.status", "riskexport.csv", "riskexport.xlsx"),
    "matrix.band_range",
    "model.action",
    *("lessons.part.situation", "lessons.field.phase", "lessons.facet.phase"),
}


def test_no_text_carries_html() -> None:
    assert [name for name, pair in TEXTS.items() if any(letter in text for text in pair for letter in "<>")] == []


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_name(kind: Kind) -> None:
    assert kind_name(kind, "de") and kind_name(kind, "en")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_examples_are_questions_and_differ(language: str) -> None:
    questions = {say(name, language) for name in EXAMPLES}
    assert len(questions) == 4
    assert all(question.endswith("?") for question in questions)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "de"),
        ("", "de"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-US,en;q=0.9", "en"),
        ("EN-gb", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.5,de;q=0.4", "en"),
        ("fr, en;q=0.3, de;q=0.7", "de"),
        ("en;q=0, de;q=0.1", "de"),
        ("de;q=0, en;q=0", "de"),
        ("ja,zh;q=0.9", "de"),
        ("*", "de"),
        ("en;q=abc", "de"),
        (" en ; q = 0.8 ", "en"),
        (";;,,q=1", "de"),
        ("en;q=٣", "en"),
    ],
)
def test_the_browser_chooses_the_language(header: str | None, language: str) -> None:
    assert preferred_language(header, "de") == language


def test_without_a_preference_the_setting_decides() -> None:
    assert preferred_language("fr", "en") == "en"


@pytest.mark.parametrize(
    ("n", "german", "english"),
    [
        (0, "0 Dokumente", "0 documents"),
        (1, "1 Dokument", "1 document"),
        (2, "2 Dokumente", "2 documents"),
        (1234567, "1.234.567 Dokumente", "1,234,567 documents"),
    ],
)
def test_numbers_agree_with_their_noun(n: int, german: str, english: str) -> None:
    assert (counted("documents", n, "de"), counted("documents", n, "en")) == (german, english)


@pytest.mark.parametrize(("value", "german", "english"), [(0.04, "0,0", "0.0"), (12.25, "12,2", "12.2")])
def test_seconds_use_the_decimal_mark_of_the_language(value: float, german: str, english: str) -> None:
    assert (seconds(value, "de"), seconds(value, "en"), number(1000, "de")) == (german, english, "1.000")


@pytest.mark.parametrize(
    ("iso", "german", "english"),
    [
        ("2024-12-03", "03.12.2024", "3 Dec 2024"),
        ("2024-12-03T10:00:00", "03.12.2024", "3 Dec 2024"),
        (None, "–", "–"),
        ("", "–", "–"),
        ("Frühjahr", "Frühjahr", "Frühjahr"),
        ("2024-13-45", "2024-13-45", "2024-13-45"),
    ],
)
def test_dates_are_written_as_readers_write_them(iso: str | None, german: str, english: str) -> None:
    assert (day(iso, "de"), day(iso, "en")) == (german, english)
