"""The models that the assistant offers: what each is, where it lies and what it demands.

Parses knowledge/catalogues/models.yaml, in which every figure has its source beside it. Facts only: whether a model is
there is known to `shelf`, whether it fits to `fit`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import CatalogueInvalid
from assistant.models.memory_need import Demand, cache_shape
from assistant.models.thinking import Thinking

CATALOGUE = Path(__file__).resolve().parents[2] / "knowledge" / "catalogues" / "models.yaml"


class Tier(StrEnum):
    """What a model is for: STARTER ships, SMALL saves memory, STANDARD writes best on 16 GB, FAST writes quickest."""

    STARTER = "starter"
    SMALL = "small"
    STANDARD = "standard"
    FAST = "fast"


class ModelKind(StrEnum):
    """A chat model writes, an embedder finds by meaning."""

    CHAT = "chat"
    EMBEDDER = "embedder"


@dataclass(frozen=True)
class EntryFile:
    """A file of a model: where it lies in its repository, its bytes and its checksum, None where only the hub knows."""

    path: str
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Entry:
    """A model on offer. Parameters in billions, `active` those used for one token; `context`, `reading` and
    `longest_answer` in tokens as in ChatModelDescription; `package` holds the files of a model that ships; `checked`
    says in German and English what of the entry was verified."""

    id: str
    tier: Tier
    kind: ModelKind
    name: str
    license: str
    languages: tuple[str, ...]
    parameters: float
    active: float
    files: tuple[EntryFile, ...]
    checked: Mapping[str, str]
    thinks: Thinking = Thinking.NEVER
    repository: str | None = None
    revision: str = "main"
    package: str | None = None
    megabytes: int = 0
    trained_context: int = 0
    context: int = 0
    reading: int = 0
    longest_answer: int = 0
    needs_proof: bool = False
    question_prefix: str = ""
    passage_prefix: str = ""
    demand: Demand | None = None

    @property
    def ships(self) -> bool:
        """Whether it comes with the assistant."""
        return self.repository is None

    @property
    def size(self) -> int:
        """Bytes of all files, about where a size is not known."""
        return sum(file.size or 0 for file in self.files) or self.megabytes * 1_000_000

    @property
    def file(self) -> str:
        """The file's name, or the folder's where there are several."""
        return self.files[0].path if len(self.files) == 1 else self.id


def read_entries(path: Path = CATALOGUE) -> tuple[Entry, ...]:
    """The catalogue's entries; raises CatalogueInvalid."""
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> tuple[Entry, ...]:
    """The entries of a catalogue in YAML; raises CatalogueInvalid, which names the entry and what is wrong."""
    try:
        return tuple(_entry(facts) for facts in yaml.safe_load(text))
    except (yaml.YAMLError, TypeError, AttributeError) as error:
        raise CatalogueInvalid(name="models.yaml", entry="-", detail=str(error)) from error


def _entry(facts: Mapping[str, Any]) -> Entry:
    known = {**facts}
    try:
        shape, vocabulary = known.pop("shape", None), known.pop("vocabulary", 0)
        known["tier"], known["kind"] = Tier(known["tier"]), ModelKind(known["kind"])
        known["thinks"] = Thinking(known.get("thinks", "never"))
        known["languages"] = tuple(known["languages"])
        known["files"] = tuple(EntryFile(**file) for file in known["files"])
        known["checked"] = {language: known["checked"][language].strip() for language in ("de", "en")}
        entry = Entry(**known)
        return Entry(**known, demand=_demand(entry, shape, vocabulary)) if shape else entry
    except (KeyError, ValueError, TypeError) as error:
        raise CatalogueInvalid(name="models.yaml", entry=facts.get("id", "?"), detail=str(error)) from error


def _demand(entry: Entry, shape: Mapping[str, Any], vocabulary: int) -> Demand:
    """Known before the file is there; the share of weights read for a token is that of the active parameters."""
    active = round(entry.size * entry.active / entry.parameters)
    return Demand(entry.size, active, cache_shape(shape), vocabulary, int(shape["embedding_length"]))
