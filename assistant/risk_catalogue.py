"""The risk catalogue that ships, opened: its risks, and how much texts mean the same as each of them.

Reads the file once and embeds its risks once, when the embedder is there; the vectors are kept in a file until
catalogue or embedder change. What follows from likeness is decided by `risks.matching`.
"""

import hashlib
import tempfile
import threading
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from assistant.language import LANGUAGES, detect
from assistant.library.embedding import LocalEmbeddings
from assistant.risks.catalogue import parse

# Texts whose vectors are kept in memory: some 3 MB.
MOST_KEPT = 2_000


class RiskCatalogue:
    """Raises CatalogueInvalid where the file does not hold what it should. `cache` is the file for the vectors; what is
    in it may be deleted at any time."""

    def __init__(self, path: Path, embeddings: LocalEmbeddings, *, cache: Path) -> None:
        text = path.read_text(encoding="utf-8")
        self.risks = parse(text)
        self._digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        self._embeddings, self._cache = embeddings, cache
        self._vectors: dict[str, np.ndarray] = {}
        self._texts: dict[str, np.ndarray] = {}
        self._preparing = threading.Lock()

    def likeness(self, texts: Sequence[str]) -> np.ndarray | None:
        """float32 [len(texts), len(risks)]: the cosine of each text with each risk in the text's language. None until
        prepare() has been called, and where the embedder does not know the language of one of the texts."""
        languages = [detect(text) for text in texts]
        if not texts or not self._vectors.keys() >= set(languages):
            return None
        known = self._embedded_texts(texts)
        rows = [self._vectors[language] @ known[text] for language, text in zip(languages, texts, strict=True)]
        return np.stack(rows)

    def _embedded_texts(self, texts: Sequence[str]) -> Mapping[str, np.ndarray]:
        """The vector of each text. The lists and lessons of earlier projects come again with every description."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._texts]
        if not missing:
            return self._texts
        vectors = self._embeddings.encode_passages(missing, urgent=True)
        known = self._texts | dict(zip(missing, vectors, strict=True))
        self._texts = known if len(known) <= MOST_KEPT else {}
        return known

    def prepare(self) -> None:
        """Embeds the risks, or takes the vectors kept; the embedder must be loaded. Six hundred texts the first time,
        nothing once it is done. Who comes while another one prepares waits for him."""
        with self._preparing:
            if not self._vectors:
                self._prepare()

    def _prepare(self) -> None:
        description = self._embeddings.description
        wanted = [language for language in LANGUAGES if description.understands(language)]
        key = f"{description.name} {description.revision} {self._digest}"
        kept = self._kept(key)
        self._vectors = kept if kept.keys() >= set(wanted) else {name: self._embedded(name) for name in wanted}
        if self._vectors is not kept:
            self._keep(key)

    def _embedded(self, language: str) -> np.ndarray:
        """[risks, dimension]: the mean of what happens, what it shows by and what helps, at length 1. A lesson may tell
        of any of the three."""
        parts = [
            [f"{risk.title[language]}. {said(risk)}" for risk in self.risks]
            for said in (
                lambda risk: risk.sentence(language),
                lambda risk: " ".join(risk.measures[language]),
                lambda risk: " ".join(risk.signs[language]),
            )
        ]
        vectors = sum(self._embeddings.encode_passages(texts) for texts in parts)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def _kept(self, key: str) -> dict[str, np.ndarray]:
        """The vectors in the file; nothing where it is missing, damaged or of another catalogue or embedder."""
        try:
            with np.load(self._cache, allow_pickle=False) as file:
                if str(file["key"]) != key:
                    return {}
                return {name: file[name] for name in file.files if name != "key"}
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return {}

    def _keep(self, key: str) -> None:
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: another process may read it at the same time.
        with tempfile.NamedTemporaryFile(dir=self._cache.parent, suffix=".npz", delete=False) as file:
            np.savez(file, key=np.array(key), **self._vectors)
        Path(file.name).replace(self._cache)
