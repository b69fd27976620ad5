"""Lessons in the chat: an answer together with the lessons it is taken from.

It joins; which lessons fit is decided by `learning`, whether the documents answer at all by `answering`. Where no model
has written a text that stands, the answer is what the lessons say is to be done differently, word for word.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from assistant import grounding
from assistant.answer import Answer, Event, Evidence, Finished
from assistant.grounding import Sentence, Support
from assistant.instructions import instructions_in_document
from assistant.learning import LessonsFound
from assistant.lessons.card import Card, Quote
from assistant.lessons.facets import ONLY_LESSONS, Facets
from assistant.lessons.summary import Point
from assistant.passages import Filter, Passage

# Lessons looked for, and shown under an answer where they are strong enough to build on.
MOST = 5
_LEAD = ("Was anders zu machen ist, im Wortlaut der Lehren:", "What to do differently, in the words of the lessons:")


class Find(Protocol):
    """What the chat asks of `learning`."""

    def __call__(self, query: str, chosen: Facets, *, since: str | None, limit: int) -> LessonsFound:
        """The lessons that fit, best first."""


def lesson_events(events: Generator[Event, None, None], text: str, only: Filter, *, find: Find) -> Iterator[Event]:
    """The events with the lessons in the answer. The evidence comes at once, and again with the passages of the
    lessons; a refusal stays one. `text` is what was searched for, with the topic that a follow-up carries along.
    Closing it closes the events."""
    with closing(events):
        first = next(events)
        yield first
        if not isinstance(first, Evidence) or not first.carries:
            yield from events
            return
        cards, points = _carrying(find(text, _chosen(only), since=only.since, limit=MOST))
        passages = _together(first.passages, cards, points)
        if len(passages) > len(first.passages):
            yield replace(first, passages=passages)
        for event in events:
            if cards and isinstance(event, Finished):
                event = Finished(with_lessons(event.answer, passages, cards, points))
            yield event


def with_lessons(answer: Answer, passages: Sequence[Passage], cards: Sequence[Card], points: Sequence[Point]) -> Answer:
    """An answer with cards and points. Its own passages are the first of `passages`, so that its numbers stay; a
    model's text stays too, and where documents were quoted instead, the points take their place."""
    answer = replace(answer, passages=tuple(passages), cards=tuple(cards), points=tuple(points))
    if answer.written_by == "rules" and points:
        checked = tuple(
            Sentence(point.text, Support.QUOTED, tuple(answer.numbers_of(quote.passage for quote in point.quotes)))
            for point in points
        )
        text = f"{_LEAD[answer.language != 'de']}\n\n- {grounding.with_marks(checked, joint=chr(10) + '- ')}"
        answer = replace(answer, text=text, sentences=checked)
    quotes = [quote for card in cards for quote in card.all_quotes()]
    shown = [Sentence(quote.text, Support.QUOTED, tuple(answer.numbers_of([quote.passage]))) for quote in quotes]
    return replace(answer, citations=tuple(grounding.citations([*answer.sentences, *shown], answer.passages)))


def _chosen(only: Filter) -> Facets:
    """The filter of a question as a choice of lessons."""
    return Facets(project=only.project, kind=str(only.kinds[0]) if only.kinds else ONLY_LESSONS.kind)


def _carrying(found: LessonsFound) -> tuple[list[Card], list[Point]]:
    """The lessons strong enough to build on and what they recommend, without words that speak to a machine."""
    cards = [_without_orders(card) for card in found.cards if card.carries]
    numbers = [number for number, card in enumerate(found.cards, start=1) if card.carries]
    renumbered = {number: place for place, number in enumerate(numbers, start=1)}
    points = [
        replace(point, numbers=tuple(renumbered[number] for number in point.numbers if number in renumbered))
        for point in found.points
        if not instructions_in_document(point.text)
    ]
    return [card for card in cards if any(card.all_quotes())], [point for point in points if point.numbers]


def _without_orders(card: Card) -> Card:
    parts = ((part, _harmless(quotes)) for part, quotes in card.parts)
    return replace(card, parts=tuple((part, kept) for part, kept in parts if kept), excerpt=_harmless(card.excerpt))


def _harmless(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    return tuple(quote for quote in quotes if not instructions_in_document(quote.text))


def _together(found: Sequence[Passage], cards: Sequence[Card], points: Sequence[Point]) -> tuple[Passage, ...]:
    """The passages found, then those that the lessons quote besides, each once."""
    quotes = [quote for card in cards for quote in card.all_quotes()]
    quotes += [quote for point in points for quote in point.quotes]
    return tuple({passage.id: passage for passage in (*found, *(quote.passage for quote in quotes))}.values())
