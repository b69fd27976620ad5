"""Changes the chat model and the embedder while the assistant works, without losing a running answer.

A running answer keeps what it began with; what was replaced is closed when the last of them is done. A model that
cannot be opened leaves the earlier one, or brings it back. One change of each kind at a time. What is chosen, and where
models lie, is none of its business: models are handed in, and `chosen` keeps the choice once the change has come true.
"""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from langchain_core.messages import HumanMessage, SystemMessage

from assistant.errors import AssistantError
from assistant.lending import Lending
from assistant.library.embedding import EmbedderDescription, LocalEmbeddings
from assistant.library.indexing import CatchingUpStopped
from assistant.models.errors import MemoryShort, ModelFileRefused, SwitchBroken, SwitchRunning
from assistant.models.fit import RESERVE, shown
from assistant.models.local import LocalChatModel
from assistant.models.machine import this_machine
from assistant.models.model_files import chat_model_file
from assistant.prompts import Prompts
from assistant.retrieval import Retrieval
from assistant.status import Switch, SwitchStep
from assistant.writing import ChatModel, Writing, writing

# Memory that must remain free beside a model, in bytes; the estimate of its need is not exact.
MARGIN = 256 << 20
# What an embedder takes besides its weights, in bytes.
EMBEDDER_RUNTIME = 256 << 20
_log = logging.getLogger(__name__)
Kept = Callable[[], None]


def _nothing() -> None:
    """Where no choice is to be kept."""


class _Switching(ABC):
    """A change that goes on in a thread of its own; `state` is None while nothing goes on and nothing has failed."""

    def __init__(self) -> None:
        self.state: Switch | None = None
        self.stopped, self.closing = threading.Event(), threading.Event()
        self._beginning, self._tidying = threading.Lock(), threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether a change is under way."""
        return self.state is not None and self.state.failure is None

    def _busy(self) -> bool:
        return self.running

    def _begin(self, name: str, work: Callable[[], None]) -> None:
        with self._beginning:
            if self._busy():
                raise SwitchRunning(name=self.state.name if self.state else name)
            self.stopped.clear()
            self.state = Switch(name, SwitchStep.WAITING)
        self._thread = threading.Thread(target=self._run, args=(work,), name="switching", daemon=True)
        self._thread.start()

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except AssistantError as error:
            _log.error("%s", error)
            self.state = replace(self.state, failure=error) if self.state else None
        else:
            self.state = None
        finally:
            if self.running and self.state:  # an error of the program, which the thread reports
                self.state = replace(self.state, failure=SwitchBroken(name=self.state.name))
        with self._tidying:
            self._tidy()

    def _note(self, step: SwitchStep, progress: tuple[int, int] | None = None) -> None:
        if self.state is not None:
            self.state = replace(self.state, step=step, progress=progress)

    def stop(self) -> None:
        """Gives a change up as long as the earlier model is still there."""
        self.stopped.set()

    def dismiss(self) -> None:
        """Forgets a failure that has been read."""
        if not self.running:
            self.state = None

    def wait(self, seconds: float | None = None) -> Switch | None:
        """The state once the change has ended and what it replaced is closed, or after so many seconds."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self.state

    def close(self) -> None:
        """Gives up what waits and ends what goes on."""
        self.closing.set()
        self.stop()
        self.wait()

    def _given_up(self) -> bool:
        return self.stopped.is_set() or self.closing.is_set()

    @abstractmethod
    def _tidy(self) -> None:
        """Closes what was replaced, once it is free."""


class ChatSwitching(_Switching):
    """The chat model of a process: loads the first one and changes it. `model` is what answers, or will once it is
    loaded; `failure` says why there is none."""

    def __init__(self, model: ChatModel, lending: Lending[Writing], prompts: Prompts, folder: Path) -> None:
        super().__init__()
        self.model, self.ready, self.failure = model, False, None
        self._lending, self._prompts, self._folder = lending, prompts, folder
        self._opening = threading.Lock()
        self._replaced: list[ChatModel] = []

    def load(self) -> None:
        """Loads the first model and evaluates the beginning of its prompt; raises ModelMissing, ModelFailed."""
        with self._opening:
            if not self.ready:
                self._open(self.model)
                self._put(self.model)

    def switch(self, model: ChatModel, chosen: Kept = _nothing) -> None:
        """Begins to change to another model; raises SwitchRunning. What fails later is in `state`."""
        self._begin(model.description.name, lambda: self._switch(model, chosen))

    def held(self) -> int:
        """Bytes that closing the present model would give back, about."""
        try:
            return memory_need(self.model) if self.ready else 0
        except ModelFileRefused:  # gone or changed since it was opened
            return 0

    def close(self) -> None:
        """Closes the models."""
        super().close()
        with self._opening:
            for model in (self.model, *self._replaced):
                model.close()

    def _switch(self, model: ChatModel, chosen: Kept) -> None:
        need, least = memory_need(model), memory_need(model, at_once=1)
        with self._opening:
            free = this_machine(self._folder, measured=False).memory_free - MARGIN
            held = self.held()
            if least > free + held:
                raise MemoryShort(name=model.description.name, needed=shown(least), free=shown(free + held))
            # With less than the reserve it would be opened for fewer texts at once than the memory has room for later.
            if need + RESERVE <= free:
                self._beside(model, chosen)
            else:
                self._instead(model, chosen)

    def _beside(self, model: ChatModel, chosen: Kept) -> None:
        """Both are open for a while: nobody waits."""
        self._note(SwitchStep.OPENING)
        self._open(model)
        self._take(model, chosen)

    def _take(self, model: ChatModel, chosen: Kept) -> None:
        try:
            chosen()
        except AssistantError:
            model.close()
            raise
        before = self.model
        self._put(model)
        if before is not model:
            self._replaced.append(before)

    def _instead(self, model: ChatModel, chosen: Kept) -> None:
        """Memory holds one of them: rules answer from now on, and the earlier one closes after its last answer."""
        before = self.model
        self._lending.change(lambda current: writing(current.retrieval, None, self._prompts))
        self.ready = False
        if not self._lending.wait_for_return(lambda one: one.model is before, give_up=self._given_up):
            self._put(before)
            return
        self._note(SwitchStep.OPENING)
        before.close()
        try:
            self._open(model)
            self._take(model, chosen)
        except AssistantError:
            self._bring_back(before)
            raise

    def _bring_back(self, model: ChatModel) -> None:
        if self.closing.is_set():
            return
        self._note(SwitchStep.RETURNING)
        try:
            self._open(model)
            self._put(model)
        except AssistantError as error:
            _log.error("%s", error)
            self.failure = error

    def _open(self, model: ChatModel) -> None:
        """Loads it and evaluates the beginning of its prompt; nothing of it stays open where that fails."""
        try:
            model.load()
            prompt = self._prompts.fill("answer.system", model.description.languages[0])
            model.warm_up([SystemMessage(prompt), HumanMessage("")])
        except AssistantError:
            model.close()
            raise

    def _put(self, model: ChatModel) -> None:
        self.model, self.ready, self.failure = model, True, None
        self._lending.change(lambda current: writing(current.retrieval, model, self._prompts))

    def _tidy(self) -> None:
        """The new model answers already; what it replaced closes after its last answer."""
        for model in list(self._replaced):
            if self._lending.wait_for_return(lambda one, it=model: one.model is it, give_up=self.closing.is_set):
                model.close()
                self._replaced.remove(model)


class EmbedderSwitching(_Switching):
    """Changes the embedder: the index for the new one is built while the old one answers, then they change places.

    `leveling` is held by whoever brings the indexes level; who takes the place of the old one holds it for a moment.
    """

    def __init__(self, lending: Lending[Writing], prompts: Prompts, folder: Path, leveling: threading.Lock) -> None:
        super().__init__()
        self._lending, self._prompts, self._folder, self._leveling = lending, prompts, folder, leveling
        self._working = threading.Lock()
        self._replaced: list[Retrieval] = []

    def switch(self, embedder: EmbedderDescription, *, began: Kept = _nothing, chosen: Kept, given_up: Kept) -> None:
        """Begins to change to another embedder; raises SwitchRunning. `began` and `given_up` keep that it comes, or
        comes no more; a process that ends meanwhile calls neither, so that the next one goes on."""
        self._begin(embedder.name, lambda: self._switch(embedder, began, chosen, given_up))

    def _switch(self, embedder: EmbedderDescription, began: Kept, chosen: Kept, given_up: Kept) -> None:
        self._note(SwitchStep.OPENING)
        old = self._lending.current.retrieval
        self._check_memory(embedder)
        new = old.beside(LocalEmbeddings(embedder, old.embeddings.turns))
        assert new.indexes is not None and old.indexes is not None
        try:
            began()
            self._build(new)
            self._take(old, new, chosen)
        except CatchingUpStopped:
            new.indexes.close()
            if not self.closing.is_set():
                old.indexes.be_alone()
                given_up()
        except AssistantError:
            new.indexes.close()
            old.indexes.be_alone()
            given_up()
            raise

    def _busy(self) -> bool:
        """Also while what was replaced is still open: a third folder of vectors is not spared."""
        return self.running or self._working.locked()

    def _run(self, work: Callable[[], None]) -> None:
        with self._working:
            super()._run(work)

    def _check_memory(self, embedder: EmbedderDescription) -> None:
        free = this_machine(self._folder, measured=False).memory_free - MARGIN
        # Twice: the copy in half precision stands beside the one it is made from.
        need = EMBEDDER_RUNTIME + 2 * sum(file.stat().st_size for file in embedder.folder.glob("*.safetensors"))
        if need > free:
            raise MemoryShort(name=embedder.name, needed=shown(need), free=shown(free))

    def _build(self, new: Retrieval) -> None:
        assert new.indexes is not None
        new.indexes.load()
        self._note(SwitchStep.INDEXING)
        new.indexes.catch_up_vectors(self._progress)
        self._note(SwitchStep.CATALOGUES)
        for prepare in (new.prepare, new.risks.prepare):
            self._go_on()
            prepare()

    def _take(self, old: Retrieval, new: Retrieval, chosen: Kept) -> None:
        """The last changes of the documents, then the new one is used: nobody ingests between the two."""
        assert new.indexes is not None
        with self._leveling:
            new.indexes.catch_up_vectors(self._progress)
            self._go_on()
            chosen()
            self._lending.change(lambda current: writing(new, current.model, self._prompts))
            self._replaced.append(old)

    def _progress(self, done: int, total: int) -> None:
        self._go_on()
        self._note(SwitchStep.INDEXING, (done, total) if total else None)

    def _go_on(self) -> None:
        if self._given_up():
            raise CatchingUpStopped

    def _tidy(self) -> None:
        for old in list(self._replaced):
            if not self._lending.wait_for_return(lambda one, it=old: one.retrieval is it, give_up=self.closing.is_set):
                return
            self._replaced.remove(old)
            assert old.indexes is not None
            old.indexes.close()
            indexes = self._lending.current.retrieval.indexes
            assert indexes is not None
            indexes.be_alone()

    def close(self) -> None:
        """Closes the indexes of what was replaced; the current ones are the workspace's."""
        super().close()
        for old in self._replaced:
            assert old.indexes is not None
            old.indexes.close()


def memory_need(model: ChatModel, *, at_once: int | None = None) -> int:
    """Bytes that a model takes in this process when it writes so many texts at once, by default as many as it may; 0
    for a server. Raises the kinds of ModelFileRefused."""
    if not isinstance(model, LocalChatModel):
        return 0
    facts = model.description
    texts = at_once or facts.at_once
    return chat_model_file(facts.path).demand.need(facts.context * texts, sequences=texts).total
