"""The list of conversations beside the chat."""

import re
from datetime import UTC, datetime

import pytest

from assistant.conversation import Conversation
from assistant.web.conversation_list import LONGEST_LIST, conversations_html

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def conversation(number: int = 3, title: str = "Pumpen", changed: str = "2026-03-01T09:30:00+00:00") -> Conversation:
    return Conversation(number, title, changed, changed, 2)


def drawn(*conversations: Conversation, language: str = "de", shown: int | None = None, searched: bool = False) -> str:
    return conversations_html(conversations, language, shown=shown, searched=searched, now=NOW)


@pytest.mark.parametrize(
    ("language", "searched", "text"),
    [
        ("de", False, "Noch keine Gespräche."),
        ("en", False, "No conversations yet."),
        ("de", True, "Kein Gespräch passt zu dieser Suche."),
    ],
)
def test_an_empty_list_says_why(language: str, searched: bool, text: str) -> None:
    assert text in drawn(language=language, searched=searched)


@pytest.mark.parametrize(
    ("changed", "language", "facts"),
    [
        ("2026-03-01T09:30:00+00:00", "de", "01.03.2026 · 2 Fragen"),
        ("2026-03-02T09:30:00+00:00", "de", "heute, 09:30 · 2 Fragen"),
        ("2026-03-02T09:30:00.123456+00:00", "en", "today, 09:30 · 2 questions"),
    ],
)
def test_a_conversation_shows_when_it_was_and_how_long(changed: str, language: str, facts: str) -> None:
    assert facts in drawn(conversation(changed=changed), language=language)


def test_the_open_one_is_marked() -> None:
    html = drawn(conversation(3), conversation(4), shown=4)
    assert re.findall(r'data-conversation="(\d)" aria-current=true', html) == ["4"]


def test_each_can_be_opened_renamed_saved_and_deleted_after_a_question() -> None:
    html = drawn(conversation(3))
    assert set(re.findall(r'data-action="(\w+)"', html)) == {"open", "rename", "markdown", "json", "delete"}
    before, _, after = html.partition("Das lässt sich nicht rückgängig machen.")
    assert 'data-action="delete"' not in before and 'data-action="delete"' in after


def test_a_title_stays_text() -> None:
    html = drawn(conversation(title='"><img src=x onerror=alert(1)>'))
    assert "<img" not in html and "&lt;img" in html


def test_a_long_list_is_cut_and_says_so() -> None:
    html = drawn(*(conversation(number) for number in range(1, LONGEST_LIST + 2)))
    assert html.count("<li") == LONGEST_LIST
    assert f"die neuesten {LONGEST_LIST} von {LONGEST_LIST + 1}" in html
