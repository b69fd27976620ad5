"""What a check of a goal says: one criterion per letter of SMART, and further ones that AI projects need.

Types only; `smart` decides S, M and T by rules, `backing` the rest with the documents' help.
"""

from dataclasses import dataclass
from enum import StrEnum

from assistant.goals.fact import Fact
from assistant.goals.kpis import Kpi, Use
from assistant.passages import Passage

LETTERS = ("S", "M", "A", "R", "T")
FURTHER = ("owner", "baseline", "business_goal", "data", "feasibility", "operation", "ethics", "budget")


class Status(StrEnum):
    """How far a criterion is fulfilled."""

    MET = "met"
    PARTIAL = "partial"
    MISSING = "missing"


@dataclass(frozen=True)
class Words:
    """A piece of the goal: `text` stands at [start, end) of it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Source:
    """A sentence of a document that speaks for or against a criterion."""

    passage: Passage
    quote: str

    def as_dict(self) -> dict[str, object]:
        """As `goal --json` prints it."""
        passage = self.passage
        facts = {"document": passage.document, "page": passage.page, "heading": passage.heading}
        return facts | {"quote": self.quote}


@dataclass(frozen=True)
class Criterion:
    """One criterion of a goal, worded in the goal's language.

    `name` is one of LETTERS or FURTHER, `evidence` the words of the goal it rests on, `vague` those that say too
    little, `question` the one question that would close the gap ('' where there is none), `answer` what the user
    has said to it, `sources` what the documents say.
    """

    name: str
    status: Status
    reason: str
    evidence: tuple[Words, ...] = ()
    vague: tuple[Words, ...] = ()
    gap: str = ""
    question: str = ""
    answer: str = ""
    sources: tuple[Source, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """As `goal --json` prints it."""
        return {
            "status": str(self.status),
            "evidence": [words.text for words in self.evidence],
            "vague": [words.text for words in self.vague],
            "reason": self.reason,
            "question": self.question or None,
            "answer": self.answer or None,
            "sources": [source.as_dict() for source in self.sources],
        }


@dataclass(frozen=True)
class GoalCheck:
    """All that is known of a goal: its facts, its criteria, the use of AI it is about and the KPIs proposed for it
    (none where it has a metric of its own). `ignored` are the parts that are instructions to a machine."""

    text: str
    language: str
    facts: tuple[Fact, ...]
    criteria: tuple[Criterion, ...]
    further: tuple[Criterion, ...]
    use: Use | None = None
    kpis: tuple[Kpi, ...] = ()
    ignored: tuple[Words, ...] = ()

    def __getitem__(self, name: str) -> Criterion:
        return next(criterion for criterion in (*self.criteria, *self.further) if criterion.name == name)

    def as_dict(self) -> dict[str, object]:
        """As `goal --json` prints it."""
        return {
            "language": self.language,
            "criteria": {criterion.name: criterion.as_dict() for criterion in self.criteria},
            "further": {criterion.name: criterion.as_dict() for criterion in self.further},
            "facts": [fact.as_dict() for fact in self.facts],
            "use": self.use
            and {
                "id": self.use.id,
                "name": self.use.name[self.language],
                "point": self.use.point[self.language],
            },
            "kpis": [kpi.as_dict(self.language) for kpi in self.kpis],
            "ignored": [words.text for words in self.ignored],
        }
