"""The models of a data folder: which there are, fetching, adding, choosing and removing them.

Any GGUF file put into the folder counts. A model is opened elsewhere (`opening`): choosing one does not touch a running
answer. What ships stays and is used where nothing was chosen.
"""

import os
import re
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from assistant.library.embedding import EmbedderDescription
from assistant.models.catalogue import ChatModelDescription, own_chat_model
from assistant.models.choice import Choice, EndpointDescription, read_choice, write_choice
from assistant.models.download import RESERVE, Fetching, Wanted, fetch, hub_url
from assistant.models.entries import Entry, ModelKind, Tier, read_entries
from assistant.models.errors import (
    DiskTooSmall,
    FileNotWritten,
    ModelFileRefused,
    ModelInUse,
    ModelNotInstalled,
    ModelUnknown,
    NameTaken,
    ShippedModelStays,
)
from assistant.models.model_files import chat_model_file
from assistant.models.network import address
from assistant.models.offers import Offer, of_endpoint, of_entry, of_file, of_refused, place_of

FOLDER = "models"
PULL = "python -m assistant models pull {id}"
USE_SHIPPED = "python -m assistant models use starter"
# owner/repository/path of a file
_ON_HUB = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)/(?P<path>[\w./-]+\.gguf)", re.IGNORECASE)


@dataclass(frozen=True)
class _Listed:
    """A model's id, how to read the rest, and the tier of a chat model of the catalogue."""

    id: str
    read: Callable[[], Offer]
    tier: Tier | None = None


class ModelShelf:
    """The models of `data_dir`. `fixed` is a file that ASSISTANT_MODEL names: it is used whatever is chosen."""

    def __init__(self, data_dir: Path, *, entries: Sequence[Entry] | None = None, fixed: Path | None = None) -> None:
        self.folder, self.fixed = data_dir / FOLDER, fixed
        self._entries = read_entries() if entries is None else tuple(entries)
        self._choosing = threading.Lock()

    # --- which there are ---

    def offers(self) -> list[Offer]:
        """The catalogue, then the folder's other files, then the model servers."""
        return [listed.read() for listed in self._listed()]

    def find(self, name: str) -> Offer:
        """The model of that id, or the first chat model of that tier; raises ModelUnknown."""
        listed = self._listed()
        found = next((one for one in listed if name in (one.id, one.tier)), None)
        if found is None:
            raise ModelUnknown(name=name, known=", ".join(one.id for one in listed))
        return found.read()

    def _listed(self) -> list["_Listed"]:
        """Ids in the order of the list; headers are read only of those asked for."""
        ids = {entry.id for entry in self._entries}
        places = {place_of(entry, self.folder) for entry in self._entries}
        others = [path for path in sorted(self.folder.glob("*.gguf")) if path not in places]
        chat = {entry.id: entry.tier for entry in self._entries if entry.kind is ModelKind.CHAT}
        return [
            *(_Listed(entry.id, partial(self._of_entry, entry), chat.get(entry.id)) for entry in self._entries),
            # The file's whole name where the short one is taken.
            *(_Listed(path.name if path.stem in ids else path.stem, partial(self._of_path, path)) for path in others),
            *(_Listed(known.name, partial(of_endpoint, known)) for known in read_choice(self.folder).endpoints),
        ]

    def chosen_id(self, kind: ModelKind) -> str:
        """The id of what is used without ASSISTANT_MODEL."""
        choice = read_choice(self.folder)
        return (choice.chat if kind is ModelKind.CHAT else choice.embedder) or self._shipped(kind).id

    def chat_model(self) -> ChatModelDescription | EndpointDescription:
        """What answers: the fixed file, else the chosen model. One whose file is gone is described all the same:
        opening it says how to repair."""
        if self.fixed is not None:
            return own_chat_model(self.fixed)
        chosen = self.chosen_id(ModelKind.CHAT)
        try:
            found = self.find(chosen)
        except ModelUnknown:
            return replace(own_chat_model(self.folder / f"{chosen}.gguf"), command=USE_SHIPPED)
        described = found.description
        if isinstance(described, ChatModelDescription) and not found.installed:
            return replace(described, command=PULL.format(id=found.id))
        if isinstance(described, ChatModelDescription | EndpointDescription):
            return described
        return own_chat_model(self.folder / f"{chosen}.gguf")  # damaged: loading it says so

    def embedder(self) -> EmbedderDescription:
        """What finds by meaning; raises ModelUnknown, ModelNotInstalled."""
        offer = self._ready(self.find(self.chosen_id(ModelKind.EMBEDDER)))
        assert isinstance(offer.description, EmbedderDescription)
        return offer.description

    def is_used(self, offer: Offer) -> bool:
        """Whether it answers or finds now, or would after a start."""
        if self.fixed is not None and offer.kind is ModelKind.CHAT:
            path = offer.path
            return path is not None and path.exists() and self.fixed.exists() and path.samefile(self.fixed)
        return offer.id == self.chosen_id(offer.kind)

    # --- changing ---

    def pull(self, name: str, how: Fetching) -> Offer:
        """Fetches a model of the catalogue by id or tier, a file as owner/repository/file.gguf, or an address. What
        fetch() raises, ModelUnknown, and ModelFileRefused for a file that is no chat model: that one is not kept."""
        if "/" in name:
            return self._of_path(self._pulled_file(name, how))
        offer = self.find(name)
        entry = offer.entry
        # A file that is there is checked once more; a folder whose files the hub alone can check is left alone.
        if entry is None or entry.ships or (offer.installed and entry.kind is ModelKind.EMBEDDER):
            return offer
        for file, done in zip(entry.files, _before(entry), strict=True):
            wanted = Wanted(
                hub_url(how.network, str(entry.repository), entry.revision, file.path), file.size, file.sha256
            )
            fetch(wanted, self._staged(entry) / file.path, _counted(how, done, entry.size))
        self._unstage(entry)
        return self.find(entry.id)

    def add(self, file: Path) -> Offer:
        """Takes a GGUF file in: as a second name of the same file where the disk allows, else as a copy. Raises
        ModelFileRefused, NameTaken, DiskTooSmall, FileNotWritten."""
        size = chat_model_file(file).size
        target = self.folder / f"{slug(file.stem)}.gguf"
        if target.exists():
            if not target.samefile(file):
                raise NameTaken(name=target.stem)
            return self._of_path(target)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _link_or_copy(file, target, size)
        except OSError as error:
            raise FileNotWritten(path=target, detail=error.strerror or error) from error
        return self._of_path(target)

    def add_endpoint(self, endpoint: EndpointDescription) -> Offer:
        """Makes a model server known, or changes it; raises AddressUnusable, NameTaken, FileNotWritten."""
        address(endpoint.url)
        if any(offer.id == endpoint.name and offer.source != "endpoint" for offer in self.offers()):
            raise NameTaken(name=endpoint.name)
        self._know(endpoint.name, endpoint)
        return of_endpoint(endpoint)

    def use(self, name: str) -> Offer:
        """Chooses a model; raises ModelUnknown, ModelNotInstalled, ModelFileRefused."""
        offer = self.ready(name)
        self._choose(offer.kind, None if offer.ships else offer.id)
        return offer

    def ready(self, name: str) -> Offer:
        """A model that could be used; raises what use() raises and chooses nothing."""
        return self._ready(self.find(name))

    def announce(self, embedder: str | None) -> None:
        """Keeps which embedder comes once its index has been built; None for none any more. Raises FileNotWritten."""
        self._change(lambda choice: replace(choice, coming_embedder=embedder))

    def coming_embedder(self) -> Offer | None:
        """The embedder whose index is being built, where it is there and not in use already."""
        coming = read_choice(self.folder).coming_embedder
        listed = next((one for one in self._listed() if one.id == coming), None)
        offer = listed.read() if listed and coming != self.chosen_id(ModelKind.EMBEDDER) else None
        return offer if offer and offer.installed and offer.kind is ModelKind.EMBEDDER else None

    def remove(self, name: str, *, in_use: bool = False) -> Offer:
        """Removes a model's files, or forgets a server. Raises ModelUnknown, ShippedModelStays, and ModelInUse unless
        `in_use` says that it may; the shipped one is chosen then."""
        offer = self.find(name)
        if offer.ships:
            raise ShippedModelStays(name=offer.id)
        if self.is_used(offer) and not in_use:
            raise ModelInUse(name=offer.id)
        if offer.id == self.chosen_id(offer.kind):
            self._choose(offer.kind, None)
        if offer.source == "endpoint":
            self._know(offer.id, None)
        elif offer.path is not None:
            _delete(offer.path)
        return offer

    # --- how ---

    def _of_entry(self, entry: Entry) -> Offer:
        path = place_of(entry, self.folder)
        if entry.kind is ModelKind.EMBEDDER or not path.exists():
            return of_entry(entry, self.folder, None)
        try:
            return of_entry(entry, self.folder, chat_model_file(path))
        except ModelFileRefused as error:
            return replace(of_entry(entry, self.folder, None), refused=error)

    def _of_path(self, path: Path) -> Offer:
        entry = next((entry for entry in self._entries if place_of(entry, self.folder) == path), None)
        if entry is not None:
            return self._of_entry(entry)
        try:
            offer = of_file(chat_model_file(path))
        except ModelFileRefused as error:
            offer = of_refused(path, error)
        return replace(offer, id=path.name) if any(entry.id == offer.id for entry in self._entries) else offer

    def _ready(self, offer: Offer) -> Offer:
        if offer.refused is not None:
            raise offer.refused
        if not offer.installed:
            raise ModelNotInstalled(name=offer.id, command=PULL.format(id=offer.id))
        return offer

    def _shipped(self, kind: ModelKind) -> Entry:
        return next(entry for entry in self._entries if entry.ships and entry.kind is kind)

    def _choose(self, kind: ModelKind, id_: str | None) -> None:
        chosen = {"chat": id_} if kind is ModelKind.CHAT else {"embedder": id_, "coming_embedder": None}
        self._change(lambda choice: replace(choice, **chosen))

    def _know(self, name: str, endpoint: EndpointDescription | None) -> None:
        """Puts a server in the place of one of that name; None forgets it."""

        def known(choice: Choice) -> Choice:
            others = [other for other in choice.endpoints if other.name != name]
            return replace(choice, endpoints=(*others, *([endpoint] if endpoint else ())))

        self._change(known)

    def _change(self, changed: Callable[[Choice], Choice]) -> None:
        with self._choosing:
            write_choice(self.folder, changed(read_choice(self.folder)))

    def _pulled_file(self, name: str, how: Fetching) -> Path:
        on_hub = _ON_HUB.fullmatch(name)
        url = hub_url(how.network, on_hub["repository"], "main", on_hub["path"]) if on_hub else name
        target = self.folder / f"{slug(Path(address(url).path).stem)}.gguf"
        fresh = fetch(Wanted(url), target, how)
        try:
            chat_model_file(fresh)
        except ModelFileRefused:
            fresh.unlink()
            raise
        return fresh

    def _staged(self, entry: Entry) -> Path:
        """Where the files of an entry are fetched to: a folder of its own gets its name when it is whole."""
        return self.folder if entry.kind is ModelKind.CHAT else self.folder / f"{entry.id}.part"

    def _unstage(self, entry: Entry) -> None:
        staged = self._staged(entry)
        if staged != self.folder:
            for lock in staged.rglob("*.lock"):
                lock.unlink()
            os.replace(staged, self.folder / entry.file)


def _before(entry: Entry) -> list[int]:
    """Bytes of the files before each one."""
    return [sum(file.size or 0 for file in entry.files[:place]) for place in range(len(entry.files))]


def _counted(how: Fetching, before: int, whole: int) -> Fetching:
    return replace(how, progress=lambda done, total: how.progress(before + done, max(whole, before + total)))


def _link_or_copy(file: Path, target: Path, size: int) -> None:
    try:
        os.link(file.resolve(), target)
    except OSError:  # another disk, or one that knows no second names
        free = shutil.disk_usage(target.parent).free
        if size + RESERVE > free:
            needed = f"{(size + RESERVE) / 1e9:.1f} GB"
            raise DiskTooSmall(
                name=file.name, folder=target.parent, needed=needed, free=f"{free / 1e9:.1f} GB"
            ) from None
        fresh = target.with_name(f"{target.name}.part")
        shutil.copyfile(file, fresh)
        os.replace(fresh, target)


def _delete(path: Path) -> None:
    """Removes a model and what an unfinished download of it has left."""
    for ending in ("", ".part", ".part.json", ".lock"):
        beside = path.with_name(path.name + ending)
        if beside.is_dir():
            shutil.rmtree(beside)
        beside.unlink(missing_ok=True)


def slug(name: str) -> str:
    """A name that can be a file's and an id."""
    return re.sub(r"[^\w.+-]+", "-", name).strip("-.") or "model"
