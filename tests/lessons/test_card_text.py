"""Lessons in words: the document's words, each citation once."""

import pytest

from assistant.lessons.card_text import cards_text, later_text
from tests.answer_cards import OVERRIDE, RECOMMENDATION, SITUATION, card

NUMBERS = {SITUATION.id: 1, RECOMMENDATION.id: 2}


def test_each_part_stands_on_its_line_with_its_citation_behind_it() -> None:
    assert cards_text([card()], NUMBERS, "de").split("\n") == [
        "**Die Lehren dazu**",
        "",
        "**Betriebsrat <vorher>** (p, 2024-12-03)",
        "- Situation: Der Betriebsrat verlangte die Einstellung der Tests. Der Pilot begann 21 Wochen später. [1]",
        "- Empfehlung: Für eine Betriebsvereinbarung sechs Monate einplanen. Früh fragen. [2]",
    ]


def test_without_numbers_project_and_date_only_the_words_remain() -> None:
    text = cards_text([card(project=None, date=None)], {}, "en")
    assert text.startswith("**The lessons on this**\n\n**Betriebsrat <vorher>**\n- Situation: Der") and "[" not in text


def test_no_card_no_text() -> None:
    assert cards_text([], NUMBERS, "de") == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Überholt durch p/lessons/neu.md (2026-01-05): Die Regel gilt nicht mehr."),
        ("en", "Superseded by p/lessons/neu.md (2026-01-05): Die Regel gilt nicht mehr."),
    ],
)
def test_what_overrides_a_lesson_is_said(language: str, text: str) -> None:
    assert later_text(card(overridden=OVERRIDE), language) == text
    assert f"- {text}" in cards_text([card(overridden=OVERRIDE)], NUMBERS, language)
    assert later_text(card(), language) == ""
