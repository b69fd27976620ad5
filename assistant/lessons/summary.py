"""What to do differently: the recommendations of the lessons found, quoted, each once, with their sources.

It chooses and joins, it never rewords. Recommendations of overridden lessons and of weak hits are left out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.grounding import stems
from assistant.lessons.card import Card, Part, Quote

MOST_POINTS = 5
# From one card at least so many, and more where few cards tell something.
PER_CARD = 2
FROM_CARDS = 5
# A lesson that fits so much worse than the best one is about something else that has a word in common.
CLOSE_TO_BEST = 0.75
# Of the shorter of two points, this share of word stems in the other makes them the same.
SAME = 0.75
# A card's place already says how well it fits; a point of it starts with this share of the score, less per place.
PLACE_SHARE = 0.5
Similarity = Callable[[str, Sequence[str]], Sequence[float] | None]


@dataclass(frozen=True)
class Point:
    """A recommendation as it stands in a document; `numbers` are the cards that give it, counted from 1."""

    text: str
    numbers: tuple[int, ...]
    quotes: tuple[Quote, ...]

    def as_dict(self) -> dict[str, object]:
        """As `lessons --json` prints it."""
        return {"text": self.text, "cards": list(self.numbers), "documents": [q.passage.document for q in self.quotes]}


def what_to_do(
    query: str, cards: Sequence[Card], *, weights: Mapping[str, float], similarity: Similarity
) -> tuple[Point, ...]:
    """Up to five points, best first. `weights` says how telling the words of the query are, `similarity` gives the
    likeness of meaning of the query to each text, or None."""
    numbered = enumerate(cards[:FROM_CARDS], start=1)
    valid = [(number, card) for number, card in numbered if card.carries and not card.overridden]
    enough = CLOSE_TO_BEST * max((card.score for _, card in valid), default=0.0)
    telling = [(number, card) for number, card in valid if card.score >= enough]
    offered = [(number, quote) for number, card in telling for quote in _advice(card)]
    likeness = similarity(query, [quote.text for _, quote in offered]) if offered and query.strip() else None
    scores = [
        PLACE_SHARE * (1 - (number - 1) / FROM_CARDS) + (meaning or 0.0) + _share(weights, quote.text)
        for (number, quote), meaning in zip(offered, likeness or [None] * len(offered), strict=True)
    ]
    order = sorted(range(len(offered)), key=lambda place: -scores[place])
    return _joined([offered[place] for place in order], per_card=max(PER_CARD, MOST_POINTS // max(1, len(telling))))


def _advice(card: Card) -> Sequence[Quote]:
    return card.quotes(Part.RECOMMENDATION) or card.quotes(Part.LESSON)[:1]


def _joined(ranked: Sequence[tuple[int, Quote]], *, per_card: int) -> tuple[Point, ...]:
    points: list[Point] = []
    for number, quote in ranked:
        same = next((place for place, point in enumerate(points) if _alike(point.text, quote.text)), None)
        if same is not None:
            point = points[same]
            if number not in point.numbers:
                points[same] = Point(point.text, (*point.numbers, number), (*point.quotes, quote))
        elif len(points) < MOST_POINTS and sum(number in point.numbers for point in points) < per_card:
            points.append(Point(quote.text, (number,), (quote,)))
    return tuple(points)


def _alike(one: str, other: str) -> bool:
    first, second = set(stems(one)), set(stems(other))
    shorter = min(len(first), len(second))
    return one == other or (shorter >= 3 and len(first & second) >= SAME * shorter)


def _share(weights: Mapping[str, float], text: str) -> float:
    present = set(stems(text))
    met = sum(weight for word, weight in weights.items() if set(stems(word)) & present)
    return met / (sum(weights.values()) or 1.0)
