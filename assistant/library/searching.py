"""One search over words and meaning.

Asks the keyword index and the vector index, adds up what speaks for each passage and says how strong the evidence
is. The words count as much as the best passage holds of the question's words, the meaning as far as the embedder knows
the question's language. It answers from whatever index is ready: while the embedder still loads, words alone.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

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

# So many hits of each side are looked at, and so many of both together are weighed word by word.
POOL, WEIGHED = 40, 30
# Beside the cosine: the share of the question's words in a passage, and its BM25 by the size of the collection. They
# count in full where a passage holds ENOUGH_WORDS of the question's words. Tuned on one half of XQuAD and of questions
# in other words; training/README.md gives both halves.
WORDS_COUNT, BM25_COUNTS, ENOUGH_WORDS = 0.3, 0.06, 0.7
# What the meaning counts where the embedder does not know the question's language: enough to settle ties.
GUESSED_MEANING = 0.1
# Passages of fewer characters count less.
SHORT = 110
# Stems of this length on are looked for inside compounds.
COMPOUND = 5
# Enough to answer from: words and meaning together. Measured on evals/ with
# questions that the documents answer and questions that they do not (training/README.md).
MEANING_COUNTS = 2.0
ENOUGH_EVIDENCE = 1.25
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
        evidence = Evidence(meanings, worded, total=self._store.count_passages(), understood=understood)
        passages = self._store.passages(evidence.first(max(WEIGHED, 2 * limit)))
        coverages = {id_: self._coverage(passage, weights) for id_, passage in passages.items()}
        scores = evidence.weigh(coverages)
        cosines = dict(meanings) if understood else {}
        scored = [
            replace(passage, score=scores[id_] * _substance(passage))
            for id_, passage in passages.items()
            # The store is newer than the indexes: what it has removed or moved elsewhere is no hit any more.
            if only.allows(passage)
        ]
        best = sorted(scored, key=lambda passage: (-passage.score, passage.id))[:limit]
        hits = tuple(Hit(passage, coverages[passage.id], cosines.get(passage.id)) for passage in best)
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


class Evidence:
    """What both sides say for the passages they have found.

    `meanings` are (id, cosine), `worded` (id, BM25), best first; `total` is the number of passages. A passage that
    one side has not found gets the lowest value found there: it can have no more.
    """

    def __init__(
        self,
        meanings: Sequence[tuple[str, float]],
        worded: Sequence[tuple[str, float]],
        *,
        total: int,
        understood: bool,
    ) -> None:
        self._meanings, self._worded, self._understood = dict(meanings), dict(worded), understood
        self._least_cosine = meanings[-1][1] if meanings else 0.0
        self._least_bm25 = worded[-1][1] if len(worded) >= POOL else 0.0
        # Rare words weigh more in a large collection, cosines do not.
        self._rarity = math.log(2.0 + total)

    def first(self, most: int) -> list[str]:
        """The ids to be weighed: the best of each side in turn."""
        in_turn = chain.from_iterable(zip_longest(self._meanings, self._worded))
        return [*dict.fromkeys(id_ for id_ in in_turn if id_ is not None)][:most]

    def weigh(self, coverages: Mapping[str, float]) -> dict[str, float]:
        """The score of each passage, 1 for the best. `coverages` say how much of the question's words each holds, 0-1.

        Where the best passage holds little of them, the question was asked in other words, and words that happen to
        occur elsewhere must not drown the meaning.
        """
        most = max(coverages.values(), default=0.0)
        trust = min(1.0, most / ENOUGH_WORDS) if self._meanings and self._understood else 1.0
        summed = {
            id_: max(0.0, self._meaning(id_) + trust * (self._words(id_) + WORDS_COUNT * coverage))
            for id_, coverage in coverages.items()
        }
        best = max(summed.values(), default=0.0)
        return {id_: score / best if best else 1.0 for id_, score in summed.items()}

    def _meaning(self, id_: str) -> float:
        return (1.0 if self._understood else GUESSED_MEANING) * self._meanings.get(id_, self._least_cosine)

    def _words(self, id_: str) -> float:
        return BM25_COUNTS * self._worded.get(id_, self._least_bm25) / self._rarity
