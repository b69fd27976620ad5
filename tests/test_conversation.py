"""How much history fits, and what a follow-up searches for."""

import pytest

from assistant.conversation import Turn, fitting, search_text

HISTORY = [Turn("eins zwei", "drei"), Turn("vier", "fünf sechs"), Turn("sieben", "acht")]


def _words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(("tokens", "kept"), [(0, 0), (1, 0), (2, 1), (4, 1), (5, 2), (8, 3), (1000, 3)])
def test_the_newest_turns_that_fit_are_kept_in_order(tokens: int, kept: int) -> None:
    assert fitting(HISTORY, tokens=tokens, count=_words) == HISTORY[3 - kept :]


def test_a_turn_that_does_not_fit_ends_the_history() -> None:
    long = Turn("wort " * 50, "wort")
    assert fitting([HISTORY[0], long, HISTORY[2]], tokens=20, count=_words) == [HISTORY[2]]


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("Und was hat das gekostet?", True),
        ("why?", True),
        ("Warum?", True),
        ("Welche Risiken hat der Pilot im Lager?", False),
        ("How do we measure the acceptance of advisers?", False),
    ],
)
def test_a_question_that_cannot_stand_alone_takes_the_one_before_along(question: str, leans: bool) -> None:
    earlier = [Turn("Wie lief der Pilot der Rechnungserkennung?", "Gut.")]
    assert ("Rechnungserkennung" in search_text(question, earlier)) is leans
    assert search_text(question, earlier).startswith(question)


def test_without_history_the_question_itself_is_searched() -> None:
    assert search_text("Warum?", []) == "Warum?"
