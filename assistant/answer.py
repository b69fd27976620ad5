"""What an answer is, and the events on the way to it.

Pure facts, shared by everything that answers, stores or shows; nothing here searches or writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.budget import Estimate
from assistant.goals.rewrite import GoalRewrite
from assistant.grounding import Citation, Sentence
from assistant.lessons.card import Card
from assistant.lessons.summary import Point
from assistant.passages import Passage
from assistant.risks.proposal import RiskProposal


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
    `points` and `cards` are what to do differently and the lessons it is taken from; `proposals` are the risks
    proposed, which the text then tells in words.
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
    points: tuple[Point, ...] = ()
    cards: tuple[Card, ...] = ()
    proposals: tuple[RiskProposal, ...] = ()

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each passage by its id."""
        return {passage.id: number for number, passage in enumerate(self.passages, start=1)}

    def numbers_of(self, passages: Iterable[Passage]) -> list[int]:
        """The numbers of the citations of some passages, each once, in order."""
        numbers = self.numbers
        return sorted({numbers[passage.id] for passage in passages if passage.id in numbers})

    def as_dict(self) -> dict[str, object]:
        """As `ask --json` prints it."""
        return self._facts() | {
            "text": self.text,
            "language": self.language,
            "mode": str(self.mode),
            "written_by": self.written_by,
            "refused": self.refused,
            "citations": [citation.as_dict() for citation in self.citations],
            "sentences": [sentence.as_dict() for sentence in self.sentences],
            "seconds": self.seconds.as_dict(),
        }

    def _facts(self) -> dict[str, object]:
        """What only the answers of some modes consist of."""
        facts: dict[str, object] = {} if self.goal is None else {"goal": self.goal.as_dict()}
        if self.cards:
            cards = [card.as_dict() | self._cited(quote.passage for quote in card.all_quotes()) for card in self.cards]
            points = [point.as_dict() | self._cited(quote.passage for quote in point.quotes) for point in self.points]
            facts["lessons"] = {"what_to_do": points, "cards": cards}
        if self.proposals:
            facts["risks"] = [
                one.as_dict() | self._cited(source.passage for source in one.sources if source.passage)
                for one in self.proposals
            ]
        return facts

    def _cited(self, passages: Iterable[Passage]) -> dict[str, object]:
        return {"citations": self.numbers_of(passages)}


@dataclass(frozen=True)
class Finished:
    """The end of every stream."""

    answer: Answer


Event = Evidence | Planned | Waiting | Piece | Finished
