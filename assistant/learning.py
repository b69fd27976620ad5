"""Finds what earlier projects learned: cards with their sources, facets with counts, and what to do differently.

It opens nothing: search and store are handed in. It needs no model; every text it gives stands in a document.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.extracting import extract, passage_sentences
from assistant.lessons.card import Card, Quote
from assistant.lessons.cards import cards, outline
from assistant.lessons.facets import ONLY_LESSONS, Facets, counts
from assistant.lessons.summary import Point, what_to_do
from assistant.lessons.superseding import LaterWords, latest, replaced_names
from assistant.library.searching import Hit, Search
from assistant.manifest import StoredDocument
from assistant.passages import Filter, Kind, Passage
from assistant.store import Store

# So many passages are looked at among those that fit project and kind, whatever else is chosen: a count then says what
# choosing it shows. And so many among all, for the counts of the other projects and kinds.
POOL = 160
WIDE_POOL = 60
# A card is judged by its passages among the first so many, where it has any there: weak ones would dilute the strong.
NEAR = 60
# Cards whose scores differ by no more are equals: then the newest comes first.
EQUAL = 0.003
# What likeness of meaning counts against words, and of how many passages of a card.
MEANING = 2.0
BEST = 3
# Sentences shown of a lesson that names no part.
EXCERPT = 3
# Documents whose cards are kept in memory.
KEPT = 2_000


@dataclass(frozen=True)
class LessonsFound:
    """The cards of a search, best first, newest first among equals; without a query all, newest first. `counts` says
    per facet how many of the cards looked at have each value; `points` is what to do differently."""

    query: str
    language: str
    cards: tuple[Card, ...]
    counts: Mapping[str, Mapping[str, int]]
    points: tuple[Point, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """As `lessons --json` prints it."""
        return {
            "query": self.query,
            "language": self.language,
            "what_to_do": [point.as_dict() for point in self.points],
            "cards": [card.as_dict() for card in self.cards],
            "facets": {name: dict(values) for name, values in self.counts.items()},
        }


class Learning:
    """Searches the lessons of one store."""

    def __init__(self, search: Search, store: Store) -> None:
        self._search, self._store = search, store
        self._listed: _Known | None = None
        self._made: dict[tuple[object, ...], list[tuple[Card, list[Passage]]]] = {}

    def lessons(
        self, query: str, chosen: Facets = ONLY_LESSONS, *, since: str | None = None, limit: int = 10
    ) -> LessonsFound:
        """The lessons that fit; an empty query gives the newest ones."""
        if not query.strip():
            return self._newest(chosen, since, limit)
        narrow = Filter(project=chosen.project, kinds=(Kind(chosen.kind),) if chosen.kind else (), since=since)
        found = self._search.find(query, limit=POOL, only=narrow)
        wide = (
            ()
            if narrow == Filter(since=since)
            else self._search.find(query, limit=WIDE_POOL, only=Filter(since=since)).hits
        )
        pool = self._pool([*found.hits, *(hit for hit in wide if not narrow.allows(hit.passage))])
        best = self._ranked(pool, found.hits, chosen)[:limit]
        shown = tuple(with_excerpt(card, pool.passages[card.key], query, found.weights) for card in best)
        points = what_to_do(query, shown, weights=found.weights, similarity=self._search.similarity)
        return LessonsFound(query, found.language, shown, counts(list(pool.cards.values()), chosen), points)

    def _newest(self, chosen: Facets, since: str | None, limit: int) -> LessonsFound:
        listed = [each for each in self._known().outlines if (each[0].date or "") >= (since or "")]
        fitting = [document for card, document in listed if chosen.allow(card)]
        whole = [one for document in fitting[:limit] for one in self._cards_of(document)]
        shown = [(card, passages) for card, passages in whole if chosen.allow(card)][:limit]
        marked = self._marked({card.key: card for card, _ in shown}, {card.key: texts for card, texts in shown})
        excerpts = tuple(with_excerpt(marked[card.key], passages) for card, passages in shown)
        return LessonsFound("", "", excerpts, counts([card for card, _ in listed], chosen))

    def _known(self) -> "_Known":
        """What is known without reading documents; made anew after each change."""
        change = self._store.last_change()
        if self._listed is None or self._listed.change != change:
            documents = (each for each in self._store.documents() if each.kind is not Kind.METHODOLOGY)
            before = {_version(document): card for card, document in self._listed.outlines} if self._listed else {}
            listed = [(before.get(_version(document)) or outline(document), document) for document in documents]
            listed.sort(key=lambda each: each[0].date or "", reverse=True)
            words = LaterWords()
            for card, document in listed:
                words.hear(card, replaces=replaced_names(document.attributes or {}))
            self._listed = _Known(change, listed, words)
        return self._listed

    def _cards_of(self, document: StoredDocument) -> list[tuple[Card, list[Passage]]]:
        assert document.id is not None
        known = self._made.get(_version(document))
        return known if known is not None else self._cards(document, self._store.passages_of(document.id))

    def _cards(self, document: StoredDocument, passages: Sequence[Passage]) -> list[tuple[Card, list[Passage]]]:
        """The cards of a document, made once for each of its versions and places."""
        version = _version(document)
        if version not in self._made:
            if len(self._made) >= KEPT:
                self._made.clear()
            self._made[version] = cards(passages, document.attributes)
        return self._made[version]

    def _pool(self, hits: Sequence[Hit]) -> "_Pool":
        """The cards the hits belong to."""
        found = {hit.passage.id for hit in hits}
        pool = _Pool({}, {})
        for document, passages in self._store.documents_of(found):
            if document.kind is Kind.METHODOLOGY:
                continue
            for card, mine in self._cards(document, passages):
                if any(passage.id in found for passage in mine):
                    pool.cards[card.key], pool.passages[card.key] = card, mine
        return _Pool(self._marked(pool.cards, pool.passages), pool.passages)

    def _marked(self, cards: Mapping[str, Card], passages: Mapping[str, Sequence[Passage]]) -> dict[str, Card]:
        """The cards, each with the latest word against it: of these cards, of any document's title or front matter,
        or, for minutes, of any other minutes of their project."""
        known, words = self._known(), LaterWords()
        for key, card in cards.items():
            words.hear(card, text="\n\n".join(passage.text for passage in passages[key]))
        for project in {card.project for card in cards.values() if card.kind is Kind.NOTE}:
            for card, document in known.outlines:
                if card.kind is Kind.NOTE and card.project == project:
                    for other, texts in self._cards_of(document):
                        words.hear(other, text="\n\n".join(passage.text for passage in texts))
        said = {key: latest(words.against(card), known.words.against(card)) for key, card in cards.items()}
        return {key: replace(card, overridden=said[key]) for key, card in cards.items()}

    def _ranked(self, pool: "_Pool", hits: Sequence[Hit], chosen: Facets) -> list[Card]:
        """The cards that fit the choice, best first; among equals the newest, and what is overridden last."""
        near, found = ({hit.passage.id: hit for hit in some} for some in (hits[:NEAR], hits))
        scored = []
        for key, card in pool.cards.items():
            ids = [passage.id for passage in pool.passages[key]]
            mine = [near[id_] for id_ in ids if id_ in near] or [found[id_] for id_ in ids if id_ in found]
            if mine and chosen.allow(card):
                scored.append(replace(card, score=strength(mine), carries=any(hit.carries for hit in mine)))
        return newest_among_equals(sorted(scored, key=lambda card: -card.score))


def strength(hits: Sequence[Hit]) -> float:
    """How well a card fits, from the hits among its passages, about 0-1: the best fused score, the best and the mean
    likeness of meaning, the best share of words. Situation and recommendation together tell more than either alone.
    Weights measured with bench/lessons.py."""
    cosines = sorted((hit.cosine or 0.0 for hit in hits), reverse=True)[:BEST]
    best = max(hit.passage.score for hit in hits) + max(hit.coverage for hit in hits)
    return (best + MEANING * (cosines[0] + sum(cosines) / len(cosines))) / (2 + 2 * MEANING)


@dataclass(frozen=True)
class _Pool:
    """The cards looked at and the passages of each, by key."""

    cards: dict[str, Card]
    passages: dict[str, list[Passage]]


@dataclass(frozen=True)
class _Known:
    """All documents of projects, newest first, with what title and front matter say, as of a change of the store."""

    change: int
    outlines: list[tuple[Card, StoredDocument]]
    words: LaterWords


def newest_among_equals(ranked: Sequence[Card]) -> list[Card]:
    """Cards sorted by score, those of (nearly) the same score by date, newest first and overridden ones last."""
    ordered: list[Card] = []
    run: list[Card] = []
    for card in ranked:
        if run and run[0].score - card.score > EQUAL:
            ordered += _by_date(run)
            run = []
        run.append(card)
    return ordered + _by_date(run)


def with_excerpt(
    card: Card, passages: Sequence[Passage], query: str = "", weights: Mapping[str, float] | None = None
) -> Card:
    """The card; one that names no part shows the sentences that answer the query best, without a query its first."""
    if card.parts:
        return card
    if weights:
        best = extract(query, passages, weights=dict(weights), similarity=lambda question, texts: None)
        quotes = [Quote(sentence.text, passages[sentence.citations[0] - 1]) for sentence in best]
    else:
        quotes = [Quote(text, passages[0]) for text in passage_sentences(passages[0].text)]
    return replace(card, excerpt=tuple(quotes[:EXCERPT]))


def _version(document: StoredDocument) -> tuple[object, ...]:
    """Tells a document's content, place and facts from any other's."""
    facts = (document.name, document.title, document.project, document.kind, document.date)
    return document.id, document.content_hash, document.made_by, *facts


def _by_date(run: Sequence[Card]) -> list[Card]:
    newest_first = sorted(run, key=lambda card: card.date or "", reverse=True)
    return sorted(newest_first, key=lambda card: card.overridden is not None)
