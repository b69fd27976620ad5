"""What was said so far, and how much of it fits.

Pure facts and rules: nothing here stores a conversation or talks to a model.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.language import content_words

# A question with fewer content words than this is taken to lean on the one before ("Und was hat das gekostet?").
STANDS_ALONE = 3


@dataclass(frozen=True)
class Turn:
    """A question and the answer as the user finally saw it."""

    question: str
    answer: str


def fitting(history: Sequence[Turn], *, tokens: int, count: Callable[[str], int]) -> list[Turn]:
    """The newest turns that fit the token budget, in the order they were said."""
    kept: list[Turn] = []
    for turn in reversed(history):
        tokens -= count(turn.question) + count(turn.answer)
        if tokens < 0:
            break
        kept.append(turn)
    return kept[::-1]


def search_text(question: str, history: Sequence[Turn]) -> str:
    """What to search for: a question too short to stand alone carries the question before along."""
    if history and len(content_words(question)) < STANDS_ALONE:
        return f"{question}\n{history[-1].question}"
    return question
