"""What was said so far, and how much of it fits.

Pure facts and rules: nothing here stores a conversation or talks to a model.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer, Mode
from assistant.budget import Effort, Estimate
from assistant.language import content_words
from assistant.passages import EVERYTHING, Filter, Passage

# A question with fewer content words than this is taken to lean on the one before ("Und was hat das gekostet?").
STANDS_ALONE = 3


@dataclass(frozen=True)
class Turn:
    """A question and the answer as the user finally saw it, with the passages cited in it."""

    question: str
    answer: str
    cited: tuple[Passage, ...] = ()


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


# --- what is kept of a conversation ---


class State(StrEnum):
    """How an exchange stands. INTERRUPTED: the assistant was ended while the answer was being written."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Wanted:
    """What was asked for with a question: the mode chosen, the passages allowed, the time given."""

    mode: Mode = Mode.AUTO
    only: Filter = EVERYTHING
    effort: Effort = Effort.SHORT


@dataclass(frozen=True)
class Feedback:
    """A thumb with an optional remark."""

    good: bool
    remark: str = ""


@dataclass(frozen=True)
class Exchange:
    """A question and what has come of it so far.

    `number` counts from 1 in its conversation; `asked_at` is UTC, ISO 8601. `passages` is None while the search runs;
    where they do not carry an answer they are merely the closest. `mode` is the one recognised, None before.
    `failure` is an error as (German, English). `writer` is the state of the chat model when the question was asked,
    which explains why it did not write. `estimate` is None where no model will write.
    """

    id: int
    conversation: int
    number: int
    question: str
    asked_at: str
    wanted: Wanted = Wanted()
    state: State = State.RUNNING
    mode: Mode | None = None
    passages: tuple[Passage, ...] | None = None
    carries: bool = True
    estimate: Estimate | None = None
    draft: str = ""
    answer: Answer | None = None
    failure: tuple[str, str] | None = None
    feedback: Feedback | None = None
    writer: str = "ready"

    @property
    def running(self) -> bool:
        """Whether the answer is still to come."""
        return self.state is State.RUNNING


@dataclass(frozen=True)
class Conversation:
    """A conversation as a list shows it; the times are UTC, ISO 8601."""

    id: int
    title: str
    begun_at: str
    changed_at: str
    exchanges: int


def history(exchanges: Iterable[Exchange]) -> list[Turn]:
    """What was said, as the answering may see it: finished answers that were no refusals."""
    answered = [
        (exchange.question, exchange.answer)
        for exchange in exchanges
        if exchange.state is State.FINISHED and exchange.answer and not exchange.answer.refused
    ]
    return [
        Turn(question, answer.text, tuple(citation.passage for citation in answer.citations))
        for question, answer in answered
    ]
