"""What several tests share: a database, indexes over it, and one reading process for all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.library.documents import DocumentReader
from assistant.library.indexing import Indexes
from assistant.store import Store, open_store
from tests.wordbag import WordBag


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store" / "assistant.sqlite") as opened:
        yield opened


@pytest.fixture
def embeddings() -> WordBag:
    return WordBag()


@pytest.fixture
def open_indexes(tmp_path: Path, store: Store, embeddings: WordBag) -> Iterator[Callable[..., Indexes]]:
    """Opens indexes over the store as a new process would; those opened before are closed."""
    opened: list[Indexes] = []

    def open_them(embedder: WordBag = embeddings, of: Store = store) -> Indexes:
        for indexes in opened:
            indexes.close()
        opened.append(Indexes(tmp_path / "indexes", of, embedder))
        opened[-1].load()
        return opened[-1]

    yield open_them
    for indexes in opened:
        indexes.close()


@pytest.fixture(scope="session")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader() as opened:
        yield opened
