"""What a lesson looks like on screen: a card with its parts, each quoted from a passage.

Facts only. How passages become cards stands in `cards`, which card comes first in `learning`.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

from assistant.passages import Kind, Passage


class Part(StrEnum):
    """A part of a lesson, in the order of reading."""

    SITUATION = "situation"
    CAUSE = "cause"
    LESSON = "lesson"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True)
class Quote:
    """A text as it stands in a passage, without list marks and emphasis."""

    text: str
    passage: Passage


@dataclass(frozen=True)
class Override:
    """What a later document says against an earlier one; `sentence` is empty where it replaces it as a whole."""

    document: str
    date: str | None
    sentence: str = ""


@dataclass(frozen=True)
class Card:
    """One lesson. `key` tells it from the others of its document; `parts` are empty where the document names none, and
    then `excerpt` holds the best sentences instead. `phases` and `topics` are ids of `phases` and `topics`.

    `score` is the strength of the hit, 0 where nothing was searched for; `carries` says whether the hit is strong
    enough to build on. `overridden` tells of the latest document that withdraws it or a decision in it.
    """

    key: str
    title: str
    document: str
    project: str | None
    kind: Kind
    date: str | None
    language: str
    parts: tuple[tuple[Part, tuple[Quote, ...]], ...] = ()
    excerpt: tuple[Quote, ...] = ()
    phases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    score: float = 0.0
    carries: bool = True
    overridden: Override | None = None

    def quotes(self, part: Part) -> tuple[Quote, ...]:
        """The quotes of a part, none where the document does not name it."""
        return dict(self.parts).get(part, ())

    def text(self, part: Part) -> str:
        """A part as running text."""
        return " ".join(quote.text for quote in self.quotes(part))

    def all_quotes(self) -> Iterator[Quote]:
        """Every quote, in the order of reading."""
        for _, quotes in self.parts:
            yield from quotes
        yield from self.excerpt

    def as_dict(self) -> dict[str, object]:
        """The card as `lessons --json` prints it."""
        return {
            "title": self.title,
            "document": self.document,
            "project": self.project,
            "kind": str(self.kind),
            "date": self.date,
            "language": self.language,
            "phases": list(self.phases),
            "topics": list(self.topics),
            **{str(part): [quote.text for quote in self.quotes(part)] for part in Part},
            "excerpt": [quote.text for quote in self.excerpt],
            "score": round(self.score, 4),
            "carries": self.carries,
            "overridden": asdict(self.overridden) if self.overridden else None,
        }
