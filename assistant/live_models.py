"""The models of a running assistant: which there are, fetching, adding, using and removing them while it works.

Joins the shelf (what there is), downloads in the background and the change from one model to another. It words nothing.

Whoever may call it is trusted as far as whoever sits at this machine: it fetches what the catalogue names, takes in a
file by its path, and sends questions to a server that was named. A path is opened only to see whether it is a GGUF
file; nothing else of it is told. Keys are never passed in: only variables of a name that says so, and files in a folder
of their own, are looked into, so that nobody can have another secret of this machine sent away.
"""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from assistant.lending import Lending
from assistant.library.embedding import EmbedderDescription
from assistant.model_switching import ChatSwitching, EmbedderSwitching
from assistant.models.background_pull import BackgroundPull, PullState
from assistant.models.catalogue import ChatModelDescription
from assistant.models.choice import EndpointDescription
from assistant.models.entries import ModelKind
from assistant.models.errors import (
    EndpointUnnamed,
    KeyFileOutside,
    KeyVariableRefused,
    ModelInUse,
    ModelIsFixed,
    PathIncomplete,
    PullUnderWay,
)
from assistant.models.fit import Fit, fit_of
from assistant.models.local import LocalChatModel
from assistant.models.machine import Machine, this_machine
from assistant.models.network import address
from assistant.models.offers import Offer
from assistant.models.opening import Access, ready_to_open
from assistant.models.remote import RemoteChatModel
from assistant.models.shelf import ModelShelf, slug
from assistant.prompts import Prompts
from assistant.writing import Writing

# The folder in the data folder whose files may be named as keys.
KEYS = "keys"
# Variables that may be named as keys.
KEY_VARIABLE = re.compile(r"ASSISTANT_KEY(_[A-Z0-9_]+)?")
# Letters of a name, an address or a path.
LONGEST = 1_000


@dataclass(frozen=True)
class Listed:
    """A model with how it fits this machine, whether it is `used` now or `chosen` for the next start, and how far it is
    being fetched; a download that was cut off or stopped has left `begun` bytes."""

    offer: Offer
    fit: Fit | None
    used: bool
    chosen: bool
    pull: PullState | None
    begun: int


@dataclass(frozen=True)
class Server:
    """What was typed about a model server."""

    url: str
    model: str
    name: str = ""
    key_variable: str = ""
    key_file: str = ""


@dataclass(frozen=True)
class Opening:
    """What opens with: the model that is `first` to answer, threads for one in this process, the prompts, and the lock
    held by whoever brings the indexes level."""

    first: ChatModelDescription | RemoteChatModel
    threads: int
    prompts: Prompts
    leveling: threading.Lock


class LiveModels:
    """The models of one data folder in the process that answers."""

    def __init__(self, shelf: ModelShelf, access: Access, lending: Lending[Writing], opening: Opening) -> None:
        self.shelf, self._access, self._lending, self._threads = shelf, access, lending, opening.threads
        first = opened(opening.first, opening.threads)
        self.chat = ChatSwitching(first, lending, opening.prompts, shelf.folder)
        self.embedders = EmbedderSwitching(lending, opening.prompts, shelf.folder, opening.leveling)
        self._pulls: dict[str, BackgroundPull] = {}
        self._pulling = threading.Lock()
        self._bandwidth: float | None = None

    # --- what there is ---

    def status(self, failed: Mapping[str, AssistantError]) -> dict[str, Any]:
        """What a Status says of models; `failed` are the parts that could not be loaded at the start."""
        ready = {"model": self.chat.ready, "embedder": self._lending.current.retrieval.ready}
        # What failed at the start may have been replaced since.
        failures = {name: error for name, error in failed.items() if not ready.get(name)}
        if self.chat.failure is not None:
            failures["model"] = self.chat.failure
        facts = self.chat.model.description
        return {
            **{part: _state(part in failures, ready=there) for part, there in ready.items()},
            "model_name": facts.name,
            "model_languages": facts.languages,
            "failures": failures,
            "model_switch": self.chat.state,
            "embedder_switch": self.embedders.state,
        }

    def machine(self) -> Machine:
        """The machine as it is now. How fast its memory is read is measured once, which takes half a second."""
        found = this_machine(self.shelf.folder, measured=self._bandwidth is None)
        self._bandwidth = self._bandwidth or found.bandwidth
        return replace(found, bandwidth=self._bandwidth)

    def listed(self, machine: Machine) -> list[Listed]:
        """All models, with how they fit that machine; raises ChoiceUnreadable. What the present chat model holds counts
        as free for another one, which takes its place."""
        for_chat = replace(machine, memory_free=machine.memory_free + self.chat.held())
        return [
            self._listed(offer, for_chat if offer.kind is ModelKind.CHAT else machine) for offer in self.shelf.offers()
        ]

    def _listed(self, offer: Offer, machine: Machine) -> Listed:
        pull, begun = self._pulls.get(offer.id), 0 if offer.installed else _begun(offer)
        used, chosen = self.is_used(offer), self.shelf.is_used(offer)
        return Listed(offer, fit_of(offer, machine), used, chosen, pull.state if pull else None, begun)

    def is_used(self, offer: Offer) -> bool:
        """Whether it answers, or finds, in this process; another process may have chosen another one since."""
        if offer.kind is ModelKind.EMBEDDER:
            return offer.description == self._lending.current.retrieval.embeddings.description
        mine, its = self.chat.model.description, offer.description
        if isinstance(mine, ChatModelDescription):
            return offer.path is not None and mine.path.resolve() == offer.path.resolve()
        return mine == its

    # --- fetching ---

    def fetch(self, name: str) -> None:
        """Begins to fetch a model of the catalogue; raises ModelUnknown, and PullUnderWay while another one comes."""
        offer = self.shelf.find(name)
        with self._pulling:
            running = next((id_ for id_, pull in self._pulls.items() if pull.state.running), None)
            if running == offer.id:
                return
            if running is not None:
                raise PullUnderWay(name=running)
            self._pulls = {offer.id: BackgroundPull(self.shelf, offer.id, self._access.network)}

    def stop_fetching(self, name: str) -> None:
        """Stops it; what is there is kept for another try."""
        if pull := self._pulls.get(name):
            pull.stop()
            pull.wait(2.0)

    # --- adding ---

    def add_file(self, path: str) -> Offer:
        """Takes in a GGUF file by its path on this machine; raises PathIncomplete, ModelFileRefused and what add()
        raises."""
        typed = path.strip().strip("\"'")
        if not typed or len(typed) > LONGEST or not Path(typed).expanduser().is_absolute():
            raise PathIncomplete(path=typed[:100], example="/srv/models/model.gguf")
        return self.shelf.add(Path(typed).expanduser())

    def add_server(self, server: Server) -> Offer:
        """Makes a model server known. Raises EndpointUnnamed, AddressUnusable, NameTaken, KeyVariableRefused and
        KeyFileOutside."""
        url, model = server.url.strip()[:LONGEST].rstrip("/"), server.model.strip()[:LONGEST]
        host = address(url).host
        if not model:
            raise EndpointUnnamed(url=url)
        variable, file = server.key_variable.strip(), server.key_file.strip()
        if variable and not KEY_VARIABLE.fullmatch(variable):
            raise KeyVariableRefused(name=variable[:100])
        named = slug(server.name.strip()[:100] or f"{host}-{model}")
        key_file = self._key_file(file) if file else None
        return self.shelf.add_endpoint(EndpointDescription(named, url, model, variable or None, key_file))

    def _key_file(self, name: str) -> Path:
        folder = (self.shelf.folder.parent / KEYS).resolve()
        path = (folder / name[:LONGEST]).resolve()
        if not path.is_relative_to(folder) or path == folder:
            raise KeyFileOutside(folder=folder, path=name[:100])
        return path

    # --- using and removing ---

    def use(self, name: str) -> None:
        """Begins to change to a model that is there. Raises what ready() of the shelf raises, ModelIsFixed where
        ASSISTANT_MODEL decides, and SwitchRunning; what fails later is in the state of the change."""
        offer = self.shelf.ready(name)
        if offer.kind is ModelKind.EMBEDDER:
            self._use_embedder(offer)
            return
        if self._access.fixed is not None:
            raise ModelIsFixed(path=self._access.fixed)
        description = offer.description
        assert isinstance(description, ChatModelDescription | EndpointDescription)
        ready = ready_to_open(description, environ=self._access.variables, network=self._access.network)
        self.chat.switch(opened(ready, self._threads), partial(self._choose, offer))

    def _use_embedder(self, offer: Offer) -> None:
        description = offer.description
        assert isinstance(description, EmbedderDescription)
        self.embedders.switch(
            description,
            began=partial(self.shelf.announce, offer.id),
            chosen=partial(self._choose, offer),
            given_up=partial(self.shelf.announce, None),
        )

    def resume(self) -> None:
        """Goes on to the embedder that an earlier process was changing to."""
        if offer := self.shelf.coming_embedder():
            self._use_embedder(offer)

    def stop(self, kind: ModelKind) -> None:
        """Gives a change up as long as the earlier model is there; a failure is forgotten."""
        switching = self.chat if kind is ModelKind.CHAT else self.embedders
        switching.stop()
        switching.dismiss()

    def remove(self, name: str) -> Offer:
        """Removes a model's files, or forgets a server; raises ModelInUse, also while a change to it or a download of
        it is under way, and what remove() of the shelf raises."""
        offer = self.shelf.find(name)
        pull = self._pulls.get(offer.id)
        coming = offer.kind is ModelKind.EMBEDDER and self.embedders.running
        wanted = self.chat.running and self.chat.state is not None and self.chat.state.name == _name(offer)
        if self.is_used(offer) or coming or wanted or (pull is not None and pull.state.running):
            raise ModelInUse(name=offer.id)
        return self.shelf.remove(offer.id)

    def close(self) -> None:
        """Stops downloads and changes and closes the chat model; all that is kept on disk is taken up again."""
        for pull in self._pulls.values():
            pull.stop()
        self.embedders.close()
        self.chat.close()

    def _choose(self, offer: Offer) -> None:
        self.shelf.use(offer.id)


def opened(description: ChatModelDescription | RemoteChatModel, threads: int) -> LocalChatModel | RemoteChatModel:
    """A model that can be loaded: a server's as it is, a file's with so many threads."""
    if isinstance(description, RemoteChatModel):
        return description
    return LocalChatModel(description=description, threads=threads)


def _name(offer: Offer) -> str:
    return offer.description.name if offer.description else offer.id


def _begun(offer: Offer) -> int:
    """Bytes that an unfinished download has left."""
    if offer.path is None:
        return 0
    part = offer.path.with_name(f"{offer.path.name}.part")
    files = [part] if part.is_file() else [file for file in part.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)


def coming_description(shelf: ModelShelf) -> EmbedderDescription | None:
    """The embedder that an earlier process was changing to."""
    coming = shelf.coming_embedder()
    return coming.description if coming and isinstance(coming.description, EmbedderDescription) else None


def _state(failed: bool, *, ready: bool) -> str:
    return "failed" if failed else "ready" if ready else "loading"
