"""German goals of every shape and the exact sentence that the rules make of them.

The table has a goal a line: the goal, the answers given ("slot=answer; …") and the sentence expected.
"""

import re
from pathlib import Path

import pytest

from assistant.goals.rewrite import SLOTS
from tests.goals.ruled import goal_text, ruled

TABLE = (Path(__file__).parent / "sentences.de.tsv").read_text(encoding="utf-8").splitlines()


def _cases() -> list[object]:
    """Goal, answers and sentence."""
    cases = []
    for line in TABLE:
        goal, answers, expected = line.split("\t")
        given = dict(part.split("=", 1) for part in answers.split("; ") if part)
        cases.append(pytest.param(goal, given, expected, id=f"{goal[:60]} {' '.join(given)}"))
    return cases


@pytest.mark.parametrize(("goal", "answers", "expected"), _cases())
def test_a_goal_becomes_this_sentence(goal: str, answers: dict[str, str], expected: str) -> None:
    assert ruled(goal, "de", **answers) == expected


@pytest.mark.parametrize(("goal", "answers", "expected"), _cases())
def test_the_sentence_is_clean_and_keeps_every_fact(goal: str, answers: dict[str, str], expected: str) -> None:
    sentence = ruled(goal, "de", **answers)
    assert not re.search(r"\s[,.;:!?]|\(\s|\s\)|  |,,|\.\.|\(\)|\][^\s,.;:)]", sentence), sentence
    assert sentence.endswith((".", "!", "?"))
    for fact in goal_text(goal, "de").facts:
        assert fact.text.rstrip(".").split(" ")[0].casefold() in sentence.casefold()


def test_the_table_has_enough_goals_and_knows_its_slots() -> None:
    assert len(TABLE) >= 50
    slots = {slot for case in _cases() for slot in case.values[1]}
    assert slots <= set(SLOTS) and len(slots) >= 6
