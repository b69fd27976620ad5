"""An embedder for tests that need hundreds of vectors rather than meaning."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.language import fold_umlauts, words


@dataclass(frozen=True)
class WordBagDescription:
    """Says of the word bag what EmbedderDescription says of a model."""

    name: str = "word-bag"
    revision: str = "1"
    dimension: int = 16
    languages: tuple[str, ...] = ("en",)

    def understands(self, language: str) -> bool:
        return language in self.languages


@dataclass
class WordBag:
    """LocalEmbeddings' interface over word counts folded into a few dimensions: exact, instant, without meaning."""

    description: WordBagDescription = WordBagDescription()
    encoded: list[str] = field(default_factory=list)

    def load(self) -> None:
        """Nothing to load."""

    def encode_passages(self, texts: Sequence[str], *, urgent: bool = False) -> np.ndarray:
        self.encoded += texts
        return np.stack([self._vector(text) for text in texts])

    def encode_question(self, text: str) -> np.ndarray:
        return self._vector(text)

    def _vector(self, text: str) -> np.ndarray:
        vector = np.full(self.description.dimension, 0.01, dtype=np.float32)
        for word in words(fold_umlauts(text)):
            vector[zlib.crc32(word.encode()) % self.description.dimension] += 1
        return vector / np.linalg.norm(vector)
