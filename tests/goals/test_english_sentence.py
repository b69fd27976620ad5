"""English goals of every shape and the exact sentence that the rules make of them.

The table has a goal a line: the goal, the answers given ("slot=answer; …"), the sentence expected and, where the rules
do not get there yet, what is wrong.
"""

import re
from pathlib import Path

import pytest

from assistant.goals.rewrite import SLOTS
from tests.goals.ruled import goal_text, ruled

TABLE = (Path(__file__).parent / "sentences.en.tsv").read_text(encoding="utf-8").splitlines()


def _cases(*, bugs: bool) -> list[object]:
    """Goal, answers and sentence; with bugs or without those that are known to fail."""
    cases = []
    for line in TABLE:
        goal, answers, expected, bug = [*line.split("\t"), ""][:4]
        given = dict(part.split("=", 1) for part in answers.split("; ") if part)
        marks = [pytest.mark.xfail(strict=True, reason=bug)] if bug else []
        if bugs or not bug:
            cases.append(pytest.param(goal, given, expected, marks=marks, id=f"{goal[:60]} {' '.join(given)}"))
    return cases


@pytest.mark.parametrize(("goal", "answers", "expected"), _cases(bugs=True))
def test_a_goal_becomes_this_sentence(goal: str, answers: dict[str, str], expected: str) -> None:
    assert ruled(goal, "en", **answers) == expected


@pytest.mark.parametrize(("goal", "answers", "expected"), _cases(bugs=False))
def test_the_sentence_is_clean_and_keeps_every_fact(goal: str, answers: dict[str, str], expected: str) -> None:
    sentence = ruled(goal, "en", **answers)
    assert not re.search(r"\s[,.;:!?]|\(\s|\s\)|  |,,|\.\.|\(\)|\][^\s,.;:)]", sentence), sentence
    assert sentence.endswith((".", "!", "?"))
    for fact in goal_text(goal, "en").facts:
        assert fact.text.rstrip(".").split(" ")[0].casefold() in sentence.casefold()


def test_the_table_has_enough_goals_and_knows_its_slots() -> None:
    assert len(TABLE) >= 50
    slots = {slot for case in _cases(bugs=True) for slot in case.values[1]}
    assert slots <= set(SLOTS) and len(slots) >= 6
