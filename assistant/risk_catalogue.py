"""The risk catalogue that ships, opened: its risks, and how much texts mean the same as each of them.

Reads the file once and embeds its sentences once, when the embedder is there. What follows from likeness is decided by
`proposing`.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.language import LANGUAGES, detect
from assistant.library.embedding import LocalEmbeddings
from assistant.risks.catalogue import parse


class RiskCatalogue:
    """Raises CatalogueInvalid where the file does not hold what it should."""

    def __init__(self, path: Path, embeddings: LocalEmbeddings) -> None:
        self.risks = parse(path.read_text(encoding="utf-8"))
        self._embeddings = embeddings
        self._sentences: dict[str, np.ndarray] = {}

    def likeness(self, texts: Sequence[str]) -> np.ndarray | None:
        """float32 [len(texts), len(risks)]: the cosine of each text with each risk in the text's language. None until
        prepare() has been called, and where the embedder does not know the language of one of the texts."""
        languages = [detect(text) for text in texts]
        if not texts or not self._sentences.keys() >= set(languages):
            return None
        vectors = self._embeddings.encode_passages(texts, urgent=True)
        return np.stack(
            [self._sentences[language] @ vector for language, vector in zip(languages, vectors, strict=True)]
        )

    def prepare(self) -> None:
        """Embeds the risks; the embedder must be loaded."""
        for language in LANGUAGES:
            if self._embeddings.description.understands(language):
                texts = [f"{risk.title[language]}. {risk.sentence(language)}" for risk in self.risks]
                self._sentences[language] = self._embeddings.encode_passages(texts)
