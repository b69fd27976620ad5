"""One search over words and meaning.

Asks the keyword index and the vector index, fuses their rankings and says how strong the evidence is. The weight of
the dense side follows what the embedder was trained for, the language of the question and how much of it the words
already find. It answers from whatever
index is ready: while the embedder still loads, words alone.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.errors import IndexDamaged, QuestionEmpty
from assistant.language import LANGUAGES, detect, topic_words
from assistant.library.indexing import Indexes
from assistant.library.keywords import searchable_text
from assistant.passages import EVERYTHING, Filter, Passage
from assistant.store import Store

# So many hits of each side are fused.
POOL = 40
# Passages of fewer characters count less.
SHORT = 110
# Stems of this length on are looked for inside compounds.
COMPOUND = 5
# Enough to answer from: words and meaning together. Measured on evals/ with
# questions that the documents answer and questions that they do not (bench/recall.py).
MEANING_COUNTS = 2.0
ENOUGH_EVIDENCE = 1.2
# Between a question and a passage that has little to do with it; taken where the cosine is not known.
TYPICAL_COSINE = 0.35


@dataclass(frozen=True)
class Hit:
    """A passage with the evidence of each side: `coverage` is the share of the question's words found in it (rare
    words count more), 0-1; `cosine` the similarity of meaning, None where the vector side did not find it or does
    not know the language. `carries` says whether that is enough to answer from it."""

    passage: Passage
    coverage: float
    cosine: float | None

    @property
    def carries(self) -> bool:
        meaning = TYPICAL_COSINE if self.cosine is None else self.cosine
        return self.coverage + MEANING_COUNTS * meaning >= ENOUGH_EVIDENCE


@dataclass(frozen=True)
class Found:
    """The hits of a search, best first; `weights` says how telling each content word of the question is."""

    hits: tuple[Hit, ...]
    language: str
    weights: dict[str, float]


class Search:
    """Searches the passages of one store through its indexes."""

    def __init__(self, store: Store, indexes: Indexes) -> None:
        self._store, self._indexes = store, indexes
        self._asked: tuple[str, np.ndarray] | None = None

    def find(self, question: str, *, limit: int = 6, only: Filter = EVERYTHING) -> Found:
        """The best passages for a question; raises QuestionEmpty."""
        if not question.strip():
            raise QuestionEmpty()
        language = detect(question)
        understood = self._indexes.embeddings.description.understands(language)
        pool = max(POOL, 2 * limit)
        meanings = self._nearest(question, pool, only)
        worded = self._worded(question, pool, only)
        weights = self._word_weights(question)
        strength = self._strength(worded, weights)
        ranked = fuse(worded, meanings, weight=dense_weight(understood, strength))
        passages = self._store.passages(id_ for id_, _ in ranked[: 2 * limit])
        cosines = dict(meanings) if understood else {}
        scored = [
            replace(passages[id_], score=score * _substance(passages[id_]))
            for id_, score in ranked
            # The store is newer than the indexes: what it has removed or moved elsewhere is no hit any more.
            if id_ in passages and only.allows(passages[id_])
        ]
        best = sorted(scored, key=lambda passage: -passage.score)[:limit]
        hits = tuple(Hit(passage, self._coverage(passage, weights), cosines.get(passage.id)) for passage in best)
        return Found(hits, language, weights)

    def passages(self, question: str, *, limit: int = 6, only: Filter = EVERYTHING) -> list[Passage]:
        """The passages alone."""
        return [hit.passage for hit in self.find(question, limit=limit, only=only).hits]

    def similarity(self, question: str, texts: Sequence[str]) -> list[float] | None:
        """Likeness of meaning, cosines; None where the embedder does not know the language or is not ready."""
        embeddings = self._indexes.embeddings
        if self._indexes.vectors is None or not embeddings.description.understands(detect(question)):
            return None
        return (embeddings.encode_passages(texts, urgent=True) @ self._direction(question)).tolist()

    def _direction(self, question: str) -> np.ndarray:
        """The vector of a question. The last one is kept: one request often searches twice with the same question."""
        asked = self._asked
        if asked is None or asked[0] != question:
            asked = self._asked = question, self._indexes.embeddings.encode_question(question)
        return asked[1]

    def _worded(self, question: str, limit: int, only: Filter) -> list[tuple[str, float]]:
        try:
            return self._indexes.keywords.search(question, limit, only)
        except IndexDamaged as error:
            # The vectors go on answering; the next catching up rebuilds the words.
            self._indexes.report_damage(error)
            return []

    def _nearest(self, question: str, limit: int, only: Filter) -> list[tuple[str, float]]:
        vectors = self._indexes.vectors
        if vectors is None:
            return []
        try:
            return vectors.search(self._direction(question), limit, only)
        except IndexDamaged as error:
            # Words go on answering; the next catching up rebuilds the vectors.
            self._indexes.report_damage(error)
            return []

    def _word_weights(self, question: str) -> dict[str, float]:
        """The topic words of the question and how telling they are: rare ones more (inverse document frequency)."""
        total, weights = self._store.count_passages(), {}
        for word in dict.fromkeys(topic_words(question)):
            frequency = max(self._frequency(word, language) for language in LANGUAGES)
            weights[word] = math.log(1 + (total + 1) / (frequency + 0.5))
        return weights

    def _frequency(self, word: str, language: str) -> int:
        keywords = self._indexes.keywords
        try:
            return min((keywords.frequency(stem, language) for stem in keywords.stems(word, language)), default=0)
        except IndexDamaged as error:
            self._indexes.report_damage(error)
            return 0

    def _strength(self, worded: Sequence[tuple[str, float]], weights: dict[str, float]) -> float:
        """The best coverage among the first hits of the words, 0-1."""
        first = self._store.passages(id_ for id_, _ in worded[:3])
        return max((self._coverage(passage, weights) for passage in first.values()), default=0.0)

    def _coverage(self, passage: Passage, weights: dict[str, float]) -> float:
        """The share of the question's words, by weight, that stand in the passage: inflected, or in a compound."""
        keywords, language = self._indexes.keywords, passage.language
        present = set(keywords.stems(searchable_text(passage), language))
        met = sum(
            weight
            for word, weight in weights.items()
            if any(_is_in(stem, present) for stem in keywords.stems(word, language))
        )
        return met / sum(weights.values()) if weights else 0.0


class PassageRetriever(BaseRetriever):
    """LangChain's retriever over our search, for its chains and agents. `search` takes a query and a limit."""

    search: Callable[..., list[Passage]]
    limit: int = 6

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [
            Document(id=passage.id, page_content=passage.text, metadata=passage.as_dict())
            for passage in self.search(query, limit=self.limit)
        ]


def _substance(passage: Passage) -> float:
    """1, less for a passage of a few words: a lone line under a heading finds well and tells little."""
    return 1.0 if len(passage.text) >= SHORT else 0.7


def _is_in(stem: str, present: set[str]) -> bool:
    """Whether a stem is among those of a passage, or part of one: 'rechnung' in 'rechnungserkenn'."""
    return stem in present or (len(stem) >= COMPOUND and any(stem in other for other in present))


def dense_weight(understood: bool, strength: float) -> float:
    """The share of the dense side in the fusion, 0-1.

    An embedder that does not know the question's language only settles ties. One that does counts little where a
    passage holds the question's words (`strength`, the best coverage, from 0.7 on) and nearly decides where none
    does (below 0.3): then the question was asked in other words. Figures from bench/recall.py on evals/.
    """
    if not understood:
        return 0.1
    missing = min(1.0, max(0.0, (0.7 - strength) / 0.4))
    return 0.1 + 0.85 * missing


def fuse(
    words: Sequence[tuple[str, float]], meanings: Sequence[tuple[str, float]], *, weight: float
) -> list[tuple[str, float]]:
    """Both rankings as one, best first, scores 0-1: a convex combination of scores scaled to each side's range.

    After Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2022).
    """
    scaled_words, scaled_meanings = _scaled(words), _scaled(meanings)
    if not scaled_meanings:
        weight = 0.0
    if not scaled_words:
        weight = 1.0
    fused = {
        id_: (1 - weight) * scaled_words.get(id_, 0.0) + weight * scaled_meanings.get(id_, 0.0)
        for id_ in scaled_words | scaled_meanings
    }
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))


def _scaled(hits: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Scores from 0 (as weak as nothing found) to 1 (the best hit)."""
    if not hits:
        return {}
    best = hits[0][1]
    floor = min(0.0, hits[-1][1])
    return {id_: (score - floor) / (best - floor) if best > floor else 1.0 for id_, score in hits}
