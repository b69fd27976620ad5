"""Lessons as cards, and what to do differently above them."""

from dataclasses import replace

import pytest

from assistant.learning import LessonsFound
from assistant.lessons.card import Card, Override, Quote
from assistant.lessons.facets import Facets
from assistant.lessons.summary import Point
from assistant.web.lesson_cards import LONGEST_TEXT, marks_of, points_html, quotes_of, results_html, shortened
from assistant.web.lesson_session import LessonSearch
from tests.lessons.samples import card, passage

WHOLE = card(
    situation="Der Betriebsrat fehlte.",
    lesson="Wer früh fragt, wartet nicht.",
    recommendation=("Früh einladen.", "Liste der Felder übergeben."),
    phases=("deployment",),
    topics=("co_determination",),
)


def html(*cards: Card, query: str = "Betriebsrat", language: str = "de", shown: int = 10, total: int = 0) -> str:
    counts = {"kind": {"lesson": total or len(cards)}}
    found = LessonsFound(query, "de", cards, counts)
    return results_html(LessonSearch(query, Facets(kind="lesson"), found, shown), language)


def test_a_card_goes_from_situation_over_lesson_to_recommendation() -> None:
    text = html(WHOLE)
    places = [text.index(part) for part in ("Der Betriebsrat fehlte", "Wer früh fragt", "Früh einladen", "Liste der")]
    assert places == sorted(places)
    assert "Pilot zu groß" in text and "01.01.2025" in text and "Einführung · Mitbestimmung" in text
    assert 'data-part="recommendation"' in text and "Als Risiko vormerken" in text


def test_a_lesson_overridden_by_a_later_decision_says_by_which() -> None:
    later = Override("notes/beschluss.md", "2025-05-02", "Die Vereinbarung ist aufgehoben.")
    text = html(replace(WHOLE, overridden=later))
    assert "Überholt durch" in text and "notes/beschluss.md" in text and "(02.05.2025)" in text
    assert "<q>Die Vereinbarung ist aufgehoben.</q>" in text and "Overridden by" in html(
        replace(WHOLE, overridden=later), language="en"
    )
    assert "<q>" not in html(replace(WHOLE, overridden=Override("a.md", None)))


def test_weak_hits_are_marked_beside_strong_ones_and_said_once_where_all_are_weak() -> None:
    weak = replace(WHOLE, carries=False)
    assert html(WHOLE, weak).count("passt nur entfernt") == 1
    assert "passt nur entfernt" not in html(weak) and "kommen am nächsten" in html(weak)


def test_more_is_offered_as_long_as_there_is_more() -> None:
    text = html(*[WHOLE] * 12)
    assert "10 von 12 Treffern" in text and 'data-action="more"' in text and text.count('<li class="lesson"') == 10
    assert 'data-action="more"' not in html(*[WHOLE] * 12, shown=20)
    newest = html(*[WHOLE] * 10, query="", total=10_000)
    assert "10 Lehren aus 10.000 Unterlagen, die neuesten zuerst" in newest and 'data-action="more"' in newest


def test_hostile_documents_stay_text() -> None:
    bad = "<script>alert(1)</script>"
    hostile = replace(card(bad, situation=bad, project=bad), overridden=Override(bad, bad, bad), language='"><b>')
    assert "<script" not in html(hostile) and "<b>'" not in html(hostile)
    assert "<script" not in points_html(
        [Point(bad, (1,), (Quote(bad, passage(bad, language='"><script')),))], [hostile], "de"
    )


def test_points_cite_the_cards_they_come_from() -> None:
    quotes = WHOLE.quotes("recommendation")  # type: ignore[arg-type]
    text = points_html([Point("Früh einladen.", (1, 2), (quotes[0], quotes[0]))], [WHOLE, WHOLE], "de")
    assert "Was beim nächsten Mal anders zu machen ist" in text
    assert text.count('data-action="cite" data-point="0"') == 2 and "Pilot zu groß (A, 01.01.2025)" in text
    assert points_html([], [], "de") == ""


def test_a_card_without_any_words_has_nothing_to_open() -> None:
    assert 'data-action="open"' not in html(card())


@pytest.mark.parametrize(
    ("part", "texts"),
    [
        ("lesson", ["Wer früh fragt, wartet nicht."]),
        ("excerpt", []),
        ("None", 4),
        ("<script>", 4),
    ],
)
def test_a_part_by_its_name_or_all_quotes(part: str, texts: list[str] | int) -> None:
    found = [quote.text for quote in quotes_of(WHOLE, part)]
    assert found == texts if isinstance(texts, list) else len(found) == texts


def test_quotes_are_marked_where_they_stand_also_when_put_together() -> None:
    place = passage("- Früh einladen.\n- Liste der Felder übergeben.\n\nSchluss.")
    whole = Quote("Früh einladen. Liste der Felder übergeben.", place)
    spans = marks_of(place, [whole, Quote("steht nicht da", place), Quote("Schluss.", passage("andere"))])
    assert [place.text[start:end] for start, end in spans] == ["Früh einladen.", "Liste der Felder übergeben."]


def test_long_texts_are_cut_between_words() -> None:
    text = shortened("Wort " * 300)
    assert text.endswith("Wort …") and len(text) <= LONGEST_TEXT + 2 and shortened("kurz") == "kurz"
