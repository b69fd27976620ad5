"""Facets of lessons: what may be chosen, which cards fit a choice, and how many fit each other choice.

The counts of a facet are taken with all other choices in force but not its own, so that a second value of it can be
tried ("drill sideways"). Nothing is searched here.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lessons.card import Card

NAMES = ("project", "kind", "phase", "topic", "year", "language")


@dataclass(frozen=True)
class Facets:
    """A choice; None allows everything. `phase` and `topic` are ids of `subjects`, `year` has four digits."""

    project: str | None = None
    kind: str | None = None
    phase: str | None = None
    topic: str | None = None
    year: str | None = None
    language: str | None = None

    def allow(self, card: Card) -> bool:
        """Whether a card fits all that is chosen."""
        return not self.missed(card)

    def missed(self, card: Card) -> list[str]:
        """The facets whose choice a card does not fit."""
        chosen = ((name, getattr(self, name)) for name in NAMES)
        return [name for name, value in chosen if value is not None and value not in values_of(card, name)]


ONLY_LESSONS = Facets(kind="lesson")


def values_of(card: Card, name: str) -> Sequence[str]:
    """The values of a card for a facet, none where it has none."""
    if name == "phase":
        return card.phases
    if name == "topic":
        return card.topics
    value = (card.date or "")[:4] if name == "year" else getattr(card, name)
    return (str(value),) if value else ()


def counts(cards: Sequence[Card], chosen: Facets) -> dict[str, dict[str, int]]:
    """Facet → value → number of cards; most frequent first, years newest first."""
    counters: dict[str, Counter[str]] = {name: Counter() for name in NAMES}
    for card in cards:
        missed = chosen.missed(card)
        # What fits all but one choice counts for that facet alone.
        for name in NAMES if not missed else missed if len(missed) == 1 else ():
            counters[name].update(values_of(card, name))
    ordered = {
        name: dict(sorted(each.items(), key=lambda item: (-item[1], item[0]))) for name, each in counters.items()
    }
    return ordered | {"year": dict(sorted(ordered["year"].items(), reverse=True))}
