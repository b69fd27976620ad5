"""Finds passages by the direction of their vectors.

The only place that knows Chroma. It stores vectors and the facts that filters need, no text: the text lies in the
store. One process at a time; the workspace holds the lock.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from assistant.errors import IndexDamaged
from assistant.library.index_folder import IndexFolder
from assistant.passages import Filter, Passage

_COLLECTION = "passages"
# Vectors wait in a brute-force buffer until the threshold, then the graph is written to disk.
_HNSW = {"space": "cosine", "ef_construction": 128, "max_neighbors": 24, "ef_search": 128, "sync_threshold": 5_000}


class VectorIndex:
    """Nearest neighbours by cosine. Vectors are rows of a float32 array [passages, dimension], of length 1."""

    def __init__(self, folder: IndexFolder) -> None:
        self.folder = folder
        self._client: Any = None
        self._open()

    def _open(self) -> None:
        # Loaded on first use: the import costs most of a second, and the page is to be up before.
        import chromadb

        self._failures = (chromadb.errors.ChromaError, OSError, RuntimeError, ValueError)
        with self._door():
            quiet = chromadb.Settings(anonymized_telemetry=False)
            self._client = chromadb.PersistentClient(path=str(self.folder.path), settings=quiet)
            self._collection = self._client.get_or_create_collection(
                _COLLECTION, configuration={"hnsw": _HNSW}, embedding_function=None
            )
            self._batch = self._client.get_max_batch_size()
            # Reading the first vector makes Chroma load its graph. One below the threshold is made anew then, and its
            # files differ from those left behind although nothing is lost.
            self._collection.get(limit=1, include=["embeddings"])
        self.folder.note_opened()

    @contextmanager
    def _door(self) -> Iterator[None]:
        folder = self.folder.path  # as it is now: another thread may start again meanwhile
        try:
            yield
        except self._failures as error:
            raise IndexDamaged(folder=folder, detail=str(error)) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        # Chroma writes its graph while vectors are added or removed and when it is opened, never in a search.
        with self._door(), self.folder.writing():
            yield

    def count(self) -> int:
        """How many vectors there are."""
        with self._door():
            return int(self._collection.count())

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of these ids have a vector."""
        with self._door():
            return {found for part in self._parts(ids) for found in self._collection.get(ids=part, include=[])["ids"]}

    def add(self, passages: Sequence[Passage], vectors: np.ndarray) -> None:
        """Stores vectors [n, dimension] for n passages; known ids are overwritten."""
        with self._writing():
            for start in range(0, len(passages), self._batch):
                part = passages[start : start + self._batch]
                self._collection.upsert(
                    ids=[passage.id for passage in part],
                    embeddings=vectors[start : start + self._batch],
                    metadatas=[_facts(passage) for passage in part],
                )

    def refresh(self, passages: Sequence[Passage]) -> None:
        """Stores the filter facts of passages anew and keeps their vectors."""
        with self._writing():
            for start in range(0, len(passages), self._batch):
                part = passages[start : start + self._batch]
                self._collection.update(ids=[p.id for p in part], metadatas=[_facts(p) for p in part])

    def remove(self, ids: Sequence[str]) -> None:
        """Forgets vectors; unknown ids are no error. The files keep them until start_again()."""
        with self._writing():
            for part in self._parts(ids):
                self._collection.delete(ids=part)

    def search(self, vector: np.ndarray, limit: int, only: Filter) -> list[tuple[str, float]]:
        """(id, cosine) of the nearest passages, nearest first; `vector` has shape [dimension]."""
        where = _where(only)
        with self._door():
            found = self._collection.query(
                query_embeddings=[vector], n_results=limit, where=where, include=["distances"]
            )
        return [(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def start_again(self) -> None:
        """Throws everything away, files included."""
        self.close()
        self.folder.start_again()
        self._open()

    def close(self) -> None:
        """Writes what is open and releases the files."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _parts(self, ids: Sequence[str]) -> Iterator[list[str]]:
        for start in range(0, len(ids), self._batch):
            yield list(ids[start : start + self._batch])


def _facts(passage: Passage) -> dict[str, str | int]:
    return {"project": passage.project or "", "kind": str(passage.kind), "day": day_number(passage.date)}


def day_number(date: str | None) -> int:
    """20270331 for '2027-03-31', 20270300 for '2027-03', 0 for no date: indexes compare numbers, not text."""
    return int(date.replace("-", "").ljust(8, "0")) if date else 0


def _where(only: Filter) -> dict[str, Any] | None:
    terms: list[dict[str, Any]] = []
    if only.project is not None:
        terms.append({"project": only.project})
    if only.kinds:
        terms.append({"kind": {"$in": [str(kind) for kind in only.kinds]}})
    if only.since is not None:
        terms.append({"day": {"$gte": day_number(only.since)}})
    return None if not terms else terms[0] if len(terms) == 1 else {"$and": terms}
