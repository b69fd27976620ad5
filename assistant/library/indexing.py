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
from assistant.library.embedding import LocalEmbeddings
from assistant.library.index_folder import IndexFolder
from assistant.library.keywords import KeywordIndex, searchable_text
from assistant.library.splitting import SPLITTER_REVISION
from assistant.library.vectors import VectorIndex
from assistant.store import Store

# Changing how keywords are cut or weighed makes old keyword indexes unfit.
KEYWORDS_REVISION = "1"
# So many passages are embedded in one go: long enough to sort by length, short enough to show progress.
STEP = 2_048

_Item = TypeVar("_Item")
Progress = Callable[[int, int], None]
_log = logging.getLogger(__name__)


class Indexes:
    """The vector index and the keyword index of one store, in one folder.

    The keyword index opens at once; the vector index opens with load(), because it needs the embedder. Raises
    EmbedderFailed when the embedder's files are missing.
    """

    def __init__(self, folder: Path, store: Store, embeddings: LocalEmbeddings) -> None:
        self._store, self.embeddings = store, embeddings
        common = {"store": store.identity, "splitter": SPLITTER_REVISION}
        embedder = embeddings.description
        made_of = {"embedder": embedder.name, "revision": embedder.revision, "dimension": embedder.dimension}
        self.keywords = KeywordIndex(IndexFolder(folder, "keywords", common | {"keywords": KEYWORDS_REVISION}))
        self._vector_folder = IndexFolder(folder, "vectors", common | made_of)
        self.vectors: VectorIndex | None = None
        self._damaged: set[Path] = set()

    def load(self) -> None:
        """Loads the embedder and opens the vector index; raises EmbedderFailed."""
        self.embeddings.load()
        if self.vectors is None:
            self.vectors = VectorIndex(self._vector_folder)

    def behind(self) -> bool:
        """Whether the store has changes that an index does not hold yet."""
        seen = min(self.keywords.folder.seen, self._vector_folder.seen)
        return bool(self._damaged) or seen != self._store.last_change()

    def report_damage(self, error: IndexDamaged) -> None:
        """Has the index of the error rebuilt at the next catching up."""
        _log.warning("%s", error)
        self._damaged.add(error.fields["folder"])

    def catch_up(self, progress: Progress = lambda done, total: None) -> None:
        """Brings the open indexes level; `progress` gets passages embedded and to embed."""
        self._caught_up(self.keywords, self._write_keywords, progress=lambda done, total: None)
        if self.vectors is not None:
            self._caught_up(self.vectors, self._write_vectors, progress)

    def close(self) -> None:
        """Releases the files."""
        if self.vectors is not None:
            self.vectors.close()

    def _caught_up(self, index, write, progress) -> None:  # type: ignore[no-untyped-def]
        """Writes what is new; when the index turns out damaged or incomplete, once more from nothing."""
        try:
            if index.folder.path in self._damaged:
                self._damaged.discard(index.folder.path)
                raise IndexDamaged(folder=index.folder.path, detail="a search failed")
            self._write_news(index, write, progress)
            if index.count() == self._store.count_passages() or index.folder.seen < self._store.last_change():
                return  # level, or somebody has written meanwhile: the next round looks again
            _log.warning("%s does not fit the store and is rebuilt", index.folder.path)
        except IndexDamaged as error:
            _log.warning("%s", error)
        index.start_again()
        self._write_news(index, write, progress)

    def _write_news(self, index, write, progress) -> None:  # type: ignore[no-untyped-def]
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
