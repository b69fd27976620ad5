"""The KPI catalogue that ships, opened: its uses, and how much a goal means the same as each of them.

Reads the file once and embeds its descriptions once, when the embedder is there. What follows from likeness is decided
by `goals.kpis`.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.goals.kpis import parse
from assistant.library.embedding import LocalEmbeddings


class KpiCatalogue:
    """Raises CatalogueInvalid where the file does not hold what it should."""

    def __init__(self, path: Path, embeddings: LocalEmbeddings) -> None:
        self.uses = parse(path.read_text(encoding="utf-8"))
        self._embeddings = embeddings
        self._described: dict[str, np.ndarray] = {}

    def likeness(self, goal: str, language: str) -> Sequence[float] | None:
        """The goal's cosine with each use's description; None until prepare() has been called, and where the embedder
        does not know the language."""
        if language not in self._described or not goal.strip():
            return None
        return (self._described[language] @ self._embeddings.encode_question(goal)).tolist()

    def prepare(self) -> None:
        """Embeds the descriptions; the embedder must be loaded."""
        for language in ("de", "en"):
            if self._embeddings.description.understands(language):
                texts = [f"{use.name[language]}. {use.description[language]}" for use in self.uses]
                self._described[language] = self._embeddings.encode_passages(texts)
