"""Runs the product's own search over the texts of an evaluation: words and meaning, fused.

Everything but the vectors is the product's (keyword index, fusion, `Search`); the vectors come from the
embedder under test, and every text is one passage, whatever its length. Reads no files and measures nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from assistant.language import detect
from assistant.library.embedding import EmbedderDescription
from assistant.library.index_folder import IndexFolder
from assistant.library.keywords import KeywordIndex
from assistant.library.searching import Search
from assistant.passages import Filter, Passage

DEPTH = 40  # hits looked at for the first owners


class Texts:
    """Stands where the search expects the store: the texts as passages, their ids are their places."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.all = {
            str(n): Passage(str(n), text, document=str(n), title="", language=detect(text))
            for n, text in enumerate(texts)
        }

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Those of the ids that exist."""
        return {id_: self.all[id_] for id_ in ids if id_ in self.all}

    def count_passages(self) -> int:
        """How many there are."""
        return len(self.all)


class WordsAndVectors:
    """Stands where the search expects the indexes: a keyword index and one embedder's vectors of the same texts.

    `vectors` are float32 [texts, dimension] of length 1; `questions` gives a question's vector.
    """

    def __init__(
        self,
        keywords: KeywordIndex,
        vectors: np.ndarray,
        *,
        questions: dict[str, np.ndarray],
        languages: tuple[str, ...],
    ) -> None:
        self.keywords, self.matrix, self.questions = keywords, vectors, questions
        self.description = EmbedderDescription("evaluated", Path(), languages)
        self.embeddings = self.vectors = self

    def encode_question(self, text: str) -> np.ndarray:
        """The question's vector, float32 [dimension]."""
        return self.questions[text]

    def search(self, vector: np.ndarray, limit: int, only: Filter) -> list[tuple[str, float]]:
        """(id, cosine) of the nearest texts, nearest first."""
        scores = self.matrix @ vector
        return [(str(n), float(scores[n])) for n in np.argsort(-scores)[:limit]]


def keyword_index(folder: Path, texts: Texts) -> KeywordIndex:
    """The product's keyword index of the texts, in an empty folder."""
    index = KeywordIndex(IndexFolder(folder, "keywords", {}))
    index.replace([*texts.all.values()], [])
    index.stems = cache(index.stems)  # every question asks for the stems of the same texts again
    return index


def owners_found(search: Search, question: str, owners: np.ndarray) -> list[int]:
    """The owners of the texts found, best first, each once."""
    hits = search.find(question, limit=DEPTH).hits
    return [*dict.fromkeys(int(owners[int(hit.passage.id)]) for hit in hits)]
