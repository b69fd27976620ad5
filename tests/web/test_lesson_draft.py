"""What is typed into the form for a lesson."""

from datetime import date

import pytest

from assistant.lessons.capture import LessonForm
from assistant.web.lesson_draft import Mistakes, as_points, entries_of, problem_html, read_lesson, summary_html

TODAY = date(2026, 11, 21)
TYPED = {
    "title": "Betriebsrat früh einladen",
    "lesson": "Wer früh fragt, wartet nicht.",
    "date": "03.12.2024",
    "project": "pumpen",
}


def read(language: str = "de", **typed: object) -> LessonForm | Mistakes:
    return read_lesson(TYPED | typed, LessonForm("", source="a.md"), language=language, today=TODAY)


def mistakes(**typed: object) -> dict[str, str]:
    found = read(**typed)
    assert isinstance(found, Mistakes)
    return dict(found.of)


def test_a_full_form_becomes_a_lesson() -> None:
    typed = {"project": " pumpen ", "phase": "deployment", "topics": ["Mitbestimmung", " "], "situation": None}
    assert read(**typed) == LessonForm(
        title="Betriebsrat früh einladen",
        lesson="Wer früh fragt, wartet nicht.",
        project="pumpen",
        phase="deployment",
        topics=("Mitbestimmung",),
        date="2024-12-03",
        source="a.md",
    )


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"title": " \n"}, "title", "Titel"),
        ({"project": " "}, "project", "Projekt"),
        ({"lesson": "", "recommendation": ""}, "lesson", "gelernt"),
        ({"date": "gestern vielleicht"}, "date", "„gestern vielleicht“ ist kein Tag"),
        ({"date": "31.02.2026"}, "date", "31.02.2026"),
        ({"date": "22.11.2026"}, "date", "Zukunft"),
    ],
)
def test_each_mistake_is_named_at_its_field(typed: dict[str, str], field: str, words: str) -> None:
    assert list(mistakes(**typed)) == [field] and words in mistakes(**typed)[field]


def test_all_mistakes_are_named_at_once() -> None:
    assert set(mistakes(title="", lesson="", date="x")) == {"title", "lesson", "date"}


@pytest.mark.parametrize(("typed", "day"), [("", ""), ("2024-12-03", "2024-12-03"), ("3. Dezember 2024", "2024-12-03")])
def test_days_are_read_however_they_are_written(typed: str, day: str) -> None:
    form = read(date=typed)
    assert isinstance(form, LessonForm) and form.date == day


def test_the_language_is_that_of_the_words_not_of_the_page() -> None:
    form = read(title="Ask the works council early", lesson="Those who ask late have to wait for the consent.")
    assert isinstance(form, LessonForm) and form.language == "en"


def test_a_recommendation_alone_is_enough_and_its_lines_are_points() -> None:
    form = read(lesson="", recommendation="Früh einladen.\n\n- Liste übergeben.")
    assert isinstance(form, LessonForm) and form.recommendation == "- Früh einladen.\n- Liste übergeben."


@pytest.mark.parametrize("text", ["", "Ein Punkt.", "Ein Punkt.\n\n"])
def test_one_line_is_no_list(text: str) -> None:
    assert as_points(text) == text


def test_an_unknown_phase_is_left_out() -> None:
    form = read(phase="erfunden")
    assert isinstance(form, LessonForm) and form.phase == ""


def test_a_draft_is_shown_as_it_would_be_typed() -> None:
    draft = LessonForm("T", "L", date="2024-12-03", topics=("a", "b"))
    assert entries_of(draft, "de")["date"] == "03.12.2024" and entries_of(draft, "de")["topics"] == ["a", "b"]
    assert entries_of(LessonForm("T", date="Frühjahr"), "de")["date"] == "Frühjahr"


def test_the_summary_shows_all_that_is_stored_and_nothing_runs() -> None:
    form = LessonForm(
        "<b>T</b>", "L\nM", project="pumpen", recommendation="R", date="2024-12-03", phase="deployment", source="a.md"
    )
    html = summary_html(form, "de")
    assert "&lt;b&gt;T" in html and "L<br>M" in html and "Einführung" in html and "a.md" in html and "pumpen" in html
    assert "<b>" not in html and "Ursache" not in html
    assert problem_html("") == "" and "<i>" not in problem_html("<i>")
