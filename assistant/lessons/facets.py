"""Facets of lessons: what may be chosen, which cards fit a choice, and how many fit each other choice.

The counts of a facet are taken with all other choices in force but not its own, so that a second value of it can be
tried ("drill sideways"). Nothing is searched here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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
        return all(chosen is None or chosen in values_of(card, name) for name, chosen in self._chosen())

    def _chosen(self) -> Iterable[tuple[str, str | None]]:
        return ((name, getattr(self, name)) for name in NAMES)

    def but(self, name: str) -> "Facets":
        """The same choice without that of one facet."""
        return replace(self, **{name: None})


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
    found = {}
    for name in NAMES:
        others = chosen.but(name)
        counter = Counter(value for card in cards if others.allow(card) for value in values_of(card, name))
        found[name] = dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
    found["year"] = dict(sorted(found["year"].items(), reverse=True))
    return found
