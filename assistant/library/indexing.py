"""Brings both indexes level with the store.

The store keeps a journal of changed passages; each index remembers how far it has read it. Catching up reads the
rest, embeds what has no vector and drops what is gone, in steps that may be repeated after a kill. An index that is
damaged, or whose count does not fit the store, starts again from nothing. Nothing here searches.
"""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from assistant.errors import IndexDamaged
from assistant.library.embedding import EmbedderDescription, LocalEmbeddings
from assistant.library.index_folder import IndexFolder
from assistant.library.keywords import KeywordIndex, searchable_text
from assistant.library.splitting import SPLITTER_REVISION
from assistant.library.vectors import VectorIndex
from assistant.store import Store

# Changing how keywords are cut or weighed makes old keyword indexes unfit.
KEYWORDS_REVISION = "1"
# So many passages are embedded between two looks at progress. They are sorted by length before, so small steps cost
# nothing, and whoever wants to stop waits for one of them.
STEP = 256

_Item = TypeVar("_Item")
_Index = TypeVar("_Index", KeywordIndex, VectorIndex)
# Gets passages done and to do; may raise CatchingUpStopped to leave the rest for another time.
Progress = Callable[[int, int], None]
Index = KeywordIndex | VectorIndex
Write = Callable[[list[str], Progress], None]
_log = logging.getLogger(__name__)


class CatchingUpStopped(Exception):
    """Raised by a progress function: what is embedded so far stays, the next catching up goes on from there."""


class Indexes:
    """The vector index and the keyword index of one store, in one folder.

    The keyword index opens at once; the vector index opens with load(), because it needs the embedder. Raises
    EmbedderFailed when the embedder's files are missing.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        embeddings: LocalEmbeddings,
        *,
        coming: EmbedderDescription | None = None,
        beside: "Indexes | None" = None,
    ) -> None:
        """Vectors of the embedder that is `coming` are left alone; `beside` are the indexes of another embedder whose
        words are shared."""
        self._folder, self._store, self.embeddings = folder, store, embeddings
        self._damaged: set[Path] = set() if beside is None else beside._damaged
        words = self._common | {"keywords": KEYWORDS_REVISION}
        self.keywords: KeywordIndex = (
            self._opened(KeywordIndex, IndexFolder(folder, "keywords", words)) if beside is None else beside.keywords
        )
        spared = self._made_of(coming) if coming else self._made_of(beside.embeddings.description) if beside else None
        made_of = self._made_of(embeddings.description)
        self._vector_folder = IndexFolder(folder, "vectors", made_of, spared=spared)
        self.vectors: VectorIndex | None = None

    @property
    def _common(self) -> dict[str, object]:
        return {"store": self._store.identity, "splitter": SPLITTER_REVISION}

    def _made_of(self, embedder: EmbedderDescription) -> dict[str, object]:
        made_by = {"embedder": embedder.name, "revision": embedder.revision, "dimension": embedder.dimension}
        return self._common | made_by

    def beside(self, embeddings: LocalEmbeddings) -> "Indexes":
        """Indexes for another embedder in the same folder: vectors of their own, the same words. Neither deletes what
        the other one has until be_alone(). Only one of the two may catch up with the words."""
        self._vector_folder.spared = self._made_of(embeddings.description)
        return Indexes(self._folder, self._store, embeddings, beside=self)

    def be_alone(self) -> None:
        """Deletes the vectors of the other embedder; its index must be closed."""
        self._vector_folder.be_alone()

    def _opened(self, kind: Callable[[IndexFolder], _Index], folder: IndexFolder) -> _Index:
        """The index in its folder, or an empty one where that cannot be opened."""
        try:
            index = kind(folder)
            if self._contradicts(index):
                self._damaged.add(folder.path)
            return index
        except IndexDamaged as error:
            _log.warning("%s", error)
            folder.start_again()
            return kind(folder)

    def _contradicts(self, index: KeywordIndex | VectorIndex) -> bool:
        """Whether an index that says it is level holds more or fewer passages than the store. Where somebody has
        written meanwhile the numbers may differ, and the next round looks again."""
        count, wanted = index.count(), self._store.count_passages()
        return count != wanted and index.folder.seen == self._store.last_change()

    def load(self) -> None:
        """Loads the embedder and opens the vector index; raises EmbedderFailed."""
        self.embeddings.load()
        if self.vectors is None:
            self.vectors = self._opened(VectorIndex, self._vector_folder)

    def behind(self) -> bool:
        """Whether the store has changes that an index does not hold yet, or an index is in doubt."""
        last = self._store.last_change()
        folders = (self.keywords.folder, self._vector_folder)
        return any(folder.seen != last or folder.path in self._damaged for folder in folders)

    def report_damage(self, error: IndexDamaged) -> None:
        """Has the index of the error rebuilt at the next catching up."""
        _log.warning("%s", error)
        self._damaged.add(error.fields["folder"])

    def catch_up(self, progress: Progress = lambda done, total: None) -> None:
        """Brings the open indexes level; `progress` gets passages embedded and to embed."""
        self._caught_up(self.keywords, self._write_keywords, progress=lambda done, total: None)
        self.catch_up_vectors(progress)

    def catch_up_vectors(self, progress: Progress) -> None:
        """Brings only the vectors level, while another one may be writing the words."""
        if self.vectors is not None:
            self._caught_up(self.vectors, self._write_vectors, progress)

    def close(self) -> None:
        """Releases the files."""
        if self.vectors is not None:
            self.vectors.close()

    def _caught_up(self, index: Index, write: Write, progress: Progress) -> None:
        """Writes what is new; when the index turns out damaged or incomplete, once more from nothing."""
        try:
            if index.folder.path in self._damaged:
                raise IndexDamaged(folder=index.folder.path, detail="found by a search or a count")
            self._write_news(index, write, progress)
            if self._contradicts(index):
                raise IndexDamaged(folder=index.folder.path, detail=f"{index.count()} passages")
        except IndexDamaged as error:
            _log.warning("%s", error)
            self._damaged.discard(index.folder.path)
            index.start_again()
            self._write_news(index, write, progress)

    def _write_news(self, index: Index, write: Write, progress: Progress) -> None:
        last = self._store.last_change()
        if index.folder.seen > last:
            raise IndexDamaged(folder=index.folder.path, detail=f"change {index.folder.seen} of {last}")
        if index.folder.seen < last:
            write(self._store.changed_after(index.folder.seen), progress)
            index.folder.mark(last)

    def _write_keywords(self, changed: list[str], progress: Progress) -> None:
        for ids in _steps(changed, 20_000):
            passages = self._store.passages(ids)
            self.keywords.replace(list(passages.values()), [id_ for id_ in ids if id_ not in passages])

    def _write_vectors(self, changed: list[str], progress: Progress) -> None:
        assert self.vectors is not None
        passages = self._store.passages(changed)
        self.vectors.remove([id_ for id_ in changed if id_ not in passages])
        known = self.vectors.known(list(passages))
        self.vectors.refresh([passage for passage in passages.values() if passage.id in known])
        fresh = sorted((p for p in passages.values() if p.id not in known), key=lambda p: len(p.text))
        done = 0
        for some in _steps(fresh, STEP):
            progress(done, len(fresh))
            self.vectors.add(some, self.embeddings.encode_passages([searchable_text(p) for p in some]))
            done += len(some)
        progress(done, len(fresh))


def _steps(items: list[_Item], size: int) -> Iterator[list[_Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
