"""A model as it is listed: an entry of the catalogue, a file in the models folder, or a model server.

Facts of all three in one form, and how each is described to whoever opens it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import AssistantError
from assistant.library.embedding import EmbedderDescription
from assistant.models.catalogue import ChatModelDescription, package_folder, starter_embedder
from assistant.models.choice import EndpointDescription
from assistant.models.entries import Entry, ModelKind, Tier
from assistant.models.memory_need import CacheShape, Demand
from assistant.models.model_files import ModelFile
from assistant.models.thinking import Thinking

# Tokens given to a model of the user's own, as far as it was trained for them.
CONTEXT, READING, LONGEST_ANSWER = 8_192, 2_000, 500


@dataclass(frozen=True)
class Offer:
    """A model to list, check and choose. `source` says where it comes from: "ships", "hub", "file" or "endpoint";
    `refused` why a file in the folder cannot be used. Parameters in billions, sizes in bytes, context in tokens."""

    id: str
    kind: ModelKind
    name: str
    source: str
    installed: bool
    description: ChatModelDescription | EmbedderDescription | EndpointDescription | None
    path: Path | None = None
    tier: Tier | None = None
    license: str = ""
    languages: tuple[str, ...] = ()
    size: int = 0
    parameters: float | None = None
    active: float | None = None
    context: int = 0
    trained_context: int = 0
    thinks: Thinking | None = None
    demand: Demand | None = None
    entry: Entry | None = None
    checked: Mapping[str, str] = field(default_factory=dict)
    refused: AssistantError | None = None

    @property
    def at_once(self) -> int:
        """Texts written at the same time, each with a context of its own."""
        return self.description.at_once if isinstance(self.description, ChatModelDescription) else 1

    @property
    def ships(self) -> bool:
        """Whether it comes with the assistant and stays."""
        return self.source == "ships"


def of_entry(entry: Entry, folder: Path, file: ModelFile | None) -> Offer:
    """A catalogue entry; `file` is its GGUF file where that is there: its header is surer than the catalogue."""
    path = place_of(entry, folder)
    chat = entry.kind is ModelKind.CHAT
    installed = file is not None if chat else (path / "config.json").is_file()
    size = entry.size or _size(path)
    demand = file.demand if file else entry.demand or Demand(size, 0, CacheShape(0), 0, 0)
    return Offer(
        id=entry.id,
        kind=entry.kind,
        name=entry.name,
        source="ships" if entry.ships else "hub",
        installed=installed,
        description=_chat_description(entry, path) if chat else _embedder_description(entry, path),
        path=path,
        tier=entry.tier,
        license=entry.license,
        languages=entry.languages,
        size=size,
        parameters=entry.parameters,
        active=entry.active,
        context=entry.context,
        trained_context=file.context if file else entry.trained_context,
        thinks=file.at_once.thinking if file else entry.thinks if chat else None,
        demand=demand,
        entry=entry,
        checked=entry.checked,
    )


def place_of(entry: Entry, folder: Path) -> Path:
    """Where the entry's file lies, or will lie; an embedder is a folder."""
    if entry.package:
        return package_folder(entry.package) / entry.file
    if entry.ships:
        return starter_embedder().folder
    return folder / entry.file


def of_file(file: ModelFile) -> Offer:
    """A file of the user's own. It is taken to write German and English unless it names only other languages."""
    languages = tuple(language for language in ("de", "en") if language in file.languages) or ("de", "en")
    context = min(CONTEXT, file.context or CONTEXT)
    return Offer(
        id=file.path.stem,
        kind=ModelKind.CHAT,
        name=file.name,
        source="file",
        installed=True,
        description=ChatModelDescription(file.name, file.path, languages, context, READING, LONGEST_ANSWER),
        path=file.path,
        license=file.license,
        languages=languages,
        size=file.size,
        parameters=file.parameters / 1e9,
        active=file.parameters / 1e9 * file.demand.active / max(1, file.demand.weights),
        context=context,
        trained_context=file.context,
        thinks=file.at_once.thinking,
        demand=file.demand,
    )


def of_refused(path: Path, error: AssistantError) -> Offer:
    """A file in the folder that cannot be used."""
    size = path.stat().st_size
    return Offer(path.stem, ModelKind.CHAT, path.stem, "file", False, None, path=path, size=size, refused=error)


def of_endpoint(endpoint: EndpointDescription) -> Offer:
    """A model server; what its model is, only it knows."""
    return Offer(
        id=endpoint.name,
        kind=ModelKind.CHAT,
        name=f"{endpoint.model} · {endpoint.url}",
        source="endpoint",
        installed=True,
        description=endpoint,
        languages=endpoint.languages,
        context=endpoint.context,
    )


def _chat_description(entry: Entry, path: Path) -> ChatModelDescription:
    return ChatModelDescription(
        entry.name,
        path,
        entry.languages,
        context=entry.context,
        reading=entry.reading,
        longest_answer=entry.longest_answer,
        needs_proof=entry.needs_proof,
    )


def _embedder_description(entry: Entry, path: Path) -> EmbedderDescription:
    if entry.ships:
        return starter_embedder()
    return EmbedderDescription(entry.id, path, entry.languages, entry.question_prefix, entry.passage_prefix)


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
