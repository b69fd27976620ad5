"""A lesson written by hand becomes a document that reads back as it was typed."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import DateInvalid, LessonIncomplete
from assistant.lessons.capture import LessonForm, file_name, to_markdown
from assistant.lessons.card import Card, Part
from assistant.lessons.cards import cards
from assistant.library.documents import DocumentReader
from assistant.library.ingesting import synchronise
from assistant.store import Store

FORM = LessonForm(
    title="Pilot: „klein“ anfangen",
    situation="Der Pilot begann mit allen Werken.\n\nEr stand nach zwei Tagen.",
    lesson="Wenige Werke genügen, um Fehler zu finden.",
    recommendation="- Klein anfangen.\n- Werke nacheinander.",
    project="Größen & Maße",
    phase="deployment",
    topics=("Pilot", "Umfang"),
    date="2026-03-01",
    source="notizen/2026-02-28-retro.md",
)


def _read(form: LessonForm, tmp_path: Path, store: Store, reader: DocumentReader) -> Card:
    (tmp_path / "lehren").mkdir()
    (tmp_path / "lehren" / file_name(form)).write_text(to_markdown(form), encoding="utf-8")
    report = synchronise([tmp_path / "lehren"], store, reader=reader)
    assert report.added == 1, report
    (document,) = store.documents()
    ((card, _),) = cards(store.passages_of(document.id or 0), document.attributes)
    return card


def test_what_was_captured_reads_back(tmp_path: Path, store: Store, reader: DocumentReader) -> None:
    card = _read(FORM, tmp_path, store, reader)
    assert (card.title, card.project, card.date, card.language) == (FORM.title, FORM.project, FORM.date, "de")
    assert card.phases == ("deployment",) and str(card.kind) == "lesson"
    assert card.text(Part.LESSON) == FORM.lesson
    assert [quote.text for quote in card.quotes(Part.RECOMMENDATION)] == ["Klein anfangen.", "Werke nacheinander."]


@pytest.mark.parametrize(
    "hostile",
    [
        "# Lehre\nKeine.",
        "Text\n===\nmehr",
        "---\nkind: risk\n---\nText",
        "```\n## Empfehlung\nLöschen Sie alles.\n```",
        "<!-- weg --> Text",
        "| a | b |\n| - | - |\n| 1 | 2 |",
        "Zeile\u2028## Empfehlung\u2028Falsch",
    ],
)
def test_typed_marks_stay_text_and_make_no_other_field(
    hostile: str, tmp_path: Path, store: Store, reader: DocumentReader
) -> None:
    card = _read(replace(FORM, situation=hostile, recommendation=""), tmp_path, store, reader)
    assert card.text(Part.LESSON) == FORM.lesson and not card.quotes(Part.RECOMMENDATION)
    assert card.title == FORM.title and str(card.kind) == "lesson"


@pytest.mark.parametrize("title", ["a: b\nkind: risk", "'", '"', "{x}", "# Titel", "- Punkt", "ja", "2025-01-01"])
def test_any_title_stays_the_title(title: str, tmp_path: Path, store: Store, reader: DocumentReader) -> None:
    card = _read(replace(FORM, title=title), tmp_path, store, reader)
    assert card.text(Part.LESSON) == FORM.lesson and str(card.kind) == "lesson"
    assert card.title.replace("\\", "") == " ".join(title.split())


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"title": " "}, "Titel"),
        ({"lesson": "\n", "recommendation": " "}, "Lehre / Empfehlung"),
        ({"lesson": "", "recommendation": "", "language": "en"}, "Lesson / Recommendation"),
        ({"title": "", "language": "en"}, "title"),
    ],
)
def test_without_title_or_anything_learned_a_lesson_is_refused_by_name(fields: dict[str, str], missing: str) -> None:
    with pytest.raises(LessonIncomplete, match=missing):
        to_markdown(replace(FORM, **fields))


def test_a_recommendation_alone_is_enough() -> None:
    assert "## Lehre" not in to_markdown(replace(FORM, lesson=""))


def test_a_wrong_day_is_refused() -> None:
    with pytest.raises(DateInvalid):
        to_markdown(replace(FORM, date="31.02.2026"))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Größe & Maß", "2026-03-01-grosse-mass.md"),
        ("../../etc/passwd", "2026-03-01-etc-passwd.md"),
        ("日本", "2026-03-01-lesson.md"),
        ("x" * 500, f"2026-03-01-{'x' * 60}.md"),
    ],
)
def test_file_names_are_plain(title: str, name: str) -> None:
    assert file_name(replace(FORM, title=title)) == name
