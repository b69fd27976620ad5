"""Everything that depends on one embedder: indexes, search, and the catalogues that are recognised by meaning.

Joined once and not changed afterwards, so that vectors of two embedders never meet: another embedder is another
Retrieval beside this one. It decides nothing about when which is used.
"""

from pathlib import Path

from assistant.kpi_catalogue import KpiCatalogue
from assistant.learning import Learning
from assistant.library.embedding import EmbedderDescription, LocalEmbeddings
from assistant.library.indexing import Indexes
from assistant.library.searching import Search
from assistant.mode_recognition import ModeRecognition
from assistant.proposing import Proposing
from assistant.risk_catalogue import RiskCatalogue
from assistant.store import Store

CATALOGUES = Path(__file__).resolve().parent.parent / "knowledge" / "catalogues"
KPIS, RISKS, MODES = (CATALOGUES / f"{name}.yaml" for name in ("kpis", "risks", "modes"))


class Retrieval:
    """What finds by one embedder. `indexes` and `search` are None where another process holds the indexes; `cache` is
    the folder for vectors of the catalogues. Raises CatalogueInvalid."""

    def __init__(self, embeddings: LocalEmbeddings, store: Store, indexes: Indexes | None, *, cache: Path) -> None:
        self.embeddings, self.indexes, self._store, self._cache = embeddings, indexes, store, cache
        self.search = None if indexes is None else Search(store, indexes)
        self.learning = None if self.search is None else Learning(self.search, store)
        self.kpis, self.modes = KpiCatalogue(KPIS, embeddings), ModeRecognition(MODES, embeddings)
        self.risks = RiskCatalogue(RISKS, embeddings, cache=cache / "risk_catalogue.npz")
        self.proposing = Proposing(self.search, self.risks, self.kpis)

    def beside(self, embeddings: LocalEmbeddings) -> "Retrieval":
        """The same over another embedder: its vectors are its own, words are shared."""
        assert self.indexes is not None
        return Retrieval(embeddings, self._store, self.indexes.beside(embeddings), cache=self._cache)

    @property
    def ready(self) -> bool:
        """Whether it finds by meaning."""
        return self.indexes is not None and self.indexes.vectors is not None

    def prepare(self) -> None:
        """Makes uses of AI and modes recognisable by meaning; the embedder must be loaded."""
        self.kpis.prepare()
        self.modes.prepare()


def open_retrieval(
    embedder: EmbedderDescription, store: Store, folder: Path, *, coming: EmbedderDescription | None, held: bool
) -> Retrieval:
    """The retrieval of a data folder; without indexes where they are not `held`. What has been indexed for an embedder
    that is `coming` is left alone. Raises EmbedderFailed and CatalogueInvalid."""
    embeddings = LocalEmbeddings(embedder)
    indexes = Indexes(folder / "indexes", store, embeddings, coming=coming) if held else None
    return Retrieval(embeddings, store, indexes, cache=folder)
