"""What an answer is, and the events on the way to it.

Pure facts, shared by everything that answers, stores or shows; nothing here searches or writes.
"""

from dataclasses import dataclass
from enum import StrEnum

from assistant.budget import Estimate
from assistant.goals.rewrite import GoalRewrite
from assistant.grounding import Citation, Sentence
from assistant.passages import Passage


class Mode(StrEnum):
    """What the user wants; AUTO leaves it to the assistant."""

    AUTO = "auto"
    ANSWER = "answer"
    GOAL = "goal"
    RISKS = "risks"
    LESSONS = "lessons"


@dataclass(frozen=True)
class Evidence:
    """The passages found, best first; on screen before any text. Citation [n] of the answer is passages[n-1].

    Where they do not carry an answer, they are merely the closest, and a refusal follows.
    """

    passages: tuple[Passage, ...]
    language: str
    carries: bool = True
    mode: Mode = Mode.ANSWER


@dataclass(frozen=True)
class Planned:
    """A model is going to write; how long that will take. Comes again when the place in the queue changes."""

    estimate: Estimate


@dataclass(frozen=True)
class Waiting:
    """The model is busy and has written nothing new; lets the caller stop or show that time passes."""


@dataclass(frozen=True)
class Piece:
    """Text as the model writes it; not checked yet."""

    text: str


@dataclass(frozen=True)
class Seconds:
    """Times from the question: evidence found, first text, end. `first_token` is None when no model wrote."""

    evidence: float
    first_token: float | None
    total: float

    def as_dict(self) -> dict[str, float | None]:
        """As `ask --json` prints it."""
        first = None if self.first_token is None else round(self.first_token, 3)
        return {"evidence": round(self.evidence, 3), "first_token": first, "total": round(self.total, 3)}


@dataclass(frozen=True)
class Answer:
    """The answer as the user finally sees it.

    `goal` is the check and rewrite that the answer to a goal consists of. `written_by` is 'model' or 'rules';
    `replaced` says why a model's text was not used: 'language', 'unsupported', 'repetition', 'empty', 'failed' (it
    broke off) or 'unable' (it cannot write this language), else it is empty.
    `draft_sentences` are the checked sentences of a text that was replaced.
    """

    text: str
    language: str
    mode: Mode
    written_by: str
    refused: bool
    passages: tuple[Passage, ...]
    citations: tuple[Citation, ...]
    sentences: tuple[Sentence, ...]
    seconds: Seconds
    replaced: tuple[str, ...] = ()
    draft: str = ""
    draft_sentences: tuple[Sentence, ...] = ()
    goal: GoalRewrite | None = None

    def as_dict(self) -> dict[str, object]:
        """As `ask --json` prints it."""
        facts = {} if self.goal is None else {"goal": self.goal.as_dict()}
        return facts | {
            "text": self.text,
            "language": self.language,
            "mode": str(self.mode),
            "written_by": self.written_by,
            "refused": self.refused,
            "citations": [citation.as_dict() for citation in self.citations],
            "sentences": [sentence.as_dict() for sentence in self.sentences],
            "seconds": self.seconds.as_dict(),
        }


@dataclass(frozen=True)
class Finished:
    """The end of every stream."""

    answer: Answer


Event = Evidence | Planned | Waiting | Piece | Finished
