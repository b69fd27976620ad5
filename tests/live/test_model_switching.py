"""Models are changed while answers are being written, with the real starter models and a real model server."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import model_switching
from assistant.answer import Event, Finished, Piece, Planned
from assistant.errors import AssistantError, EmbedderFailed
from assistant.library import indexing
from assistant.library.indexing import searchable_text
from assistant.live_models import Server
from assistant.model_switching import EmbedderSwitching
from assistant.models.catalogue import own_chat_model, starter_chat_model, starter_embedder
from assistant.models.entries import ModelKind
from assistant.models.errors import GgufTruncated, MemoryShort, ModelInUse, SwitchRunning
from assistant.models.local import LocalChatModel
from assistant.status import SwitchStep
from assistant.workspace import Workspace, open_workspace
from tests.models.gguf_files import metadata, write
from tests.models.model_server import ModelServer
from tests.models.model_server import serving as serving_model

# An embedder of the catalogue.
E5 = "multilingual-e5-small"
NOTE = "# Pilot\n\nThe pilot started on 3 March 2025 with 12 users in the accounting department of the company.\n"
QUESTION = "When did the pilot start?"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "note.md").write_text(NOTE, encoding="utf-8")
    data = tmp_path_factory.mktemp("data")
    with open_workspace(data) as workspace:
        workspace.ingest([folder])
        workspace.load_search()
    return data


@pytest.fixture
def workspace(tmp_path: Path, ingested: Path) -> Iterator[Workspace]:
    """The starter models loaded; a second copy of the chat model lies in the models folder, and one that is damaged."""
    shutil.copytree(ingested, tmp_path / "data")
    models = tmp_path / "data" / "models"
    models.mkdir()
    shutil.copyfile(starter_chat_model().path, models / "second.gguf")
    (models / "cut.gguf").write_bytes(starter_chat_model().path.read_bytes()[:60_000_000])
    with open_workspace(tmp_path / "data", threads=1) as opened:
        opened.load_search()
        opened.load_model()
        yield opened


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Waits until it is true; fails after so many seconds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


def is_open(model: LocalChatModel) -> bool:
    return model._engine is not None


def only_so_much_memory(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    real = model_switching.this_machine
    monkeypatch.setattr(
        model_switching,
        "this_machine",
        lambda folder, measured: replace(real(folder, measured=False), memory_free=model_switching.MARGIN + free),
    )


def room_for_one(workspace: Workspace) -> int:
    """Bytes that are too few for the second model beside the first, and enough once that one is closed."""
    second = own_chat_model(workspace.data_dir / "models" / "second.gguf")
    need = model_switching.memory_need(LocalChatModel(description=replace(second, context=8_192), threads=1))
    return need - model_switching.memory_need(workspace.models.chat.model) // 2


def begun(workspace: Workspace) -> Iterator[Event]:
    """The rest of an answer whose first words have come."""
    events = workspace.stream(QUESTION)
    while not isinstance(next(events), Piece):
        pass
    return events


def changed_while_writing(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The rest of an answer during which another model was chosen, where memory holds only one."""
    only_so_much_memory(monkeypatch, room_for_one(workspace))
    events = begun(workspace)
    workspace.models.use("second")
    wait_until(lambda: workspace.status().model == "loading")
    return events


def test_a_running_answer_ends_with_the_model_it_began_with(workspace: Workspace) -> None:
    undisturbed = workspace.answer(QUESTION)
    old = workspace.models.chat.model
    events = begun(workspace)
    workspace.models.use("second")
    wait_until(lambda: not workspace.models.chat.running)
    new = workspace.models.chat.model
    assert new is not old and new.description.path.stem == "second" and is_open(old) and is_open(new)
    assert workspace.answer(QUESTION).text == undisturbed.text and is_open(old)
    *_, last = events
    assert isinstance(last, Finished) and last.answer.text == undisturbed.text
    assert last.answer.written_by == undisturbed.written_by
    assert workspace.models.chat.wait(30) is None and not is_open(old)
    assert workspace.status().model_name == new.description.name
    assert workspace.models.shelf.chat_model().path.stem == "second"  # what the next start uses


def test_where_memory_holds_one_model_rules_answer_until_the_running_answer_is_done(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = workspace.models.chat.model
    events = changed_while_writing(workspace, monkeypatch)
    assert not any(isinstance(event, Planned | Piece) for event in workspace.stream(QUESTION))
    switch = workspace.status().model_switch
    assert switch is not None and switch.step is SwitchStep.WAITING and is_open(old)
    assert isinstance(list(events)[-1], Finished)
    wait_until(lambda: not workspace.models.chat.running)
    assert workspace.models.chat.state is None and workspace.status().model == "ready"
    assert not is_open(old) and is_open(workspace.models.chat.model)
    assert any(isinstance(event, Piece) for event in workspace.stream(QUESTION))


def test_a_change_that_still_waits_can_be_stopped(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    old = workspace.models.chat.model
    events = changed_while_writing(workspace, monkeypatch)
    with pytest.raises(SwitchRunning):
        workspace.models.use("second")
    workspace.models.chat.stop()
    assert workspace.models.chat.wait(10) is None and workspace.models.chat.model is old
    assert workspace.status().model == "ready" and isinstance(list(events)[-1], Finished)


def _unreadable(workspace: Workspace) -> None:
    """A file whose header is whole and says a model, and in which no weights make sense."""
    write(workspace.data_dir / "models" / "empty.gguf", metadata())
    workspace.models.use("empty")


def _away(workspace: Workspace) -> None:
    workspace.models.add_server(Server("http://127.0.0.1:9/v1", "m", "away"))
    workspace.models.use("away")


@pytest.mark.parametrize("both_fit", [True, False], ids=["beside", "instead"])
@pytest.mark.parametrize("begin", [_unreadable, _away])
def test_what_cannot_be_opened_leaves_the_earlier_model_and_is_said(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    begin: Callable[[Workspace], None],
    both_fit: bool,
) -> None:
    old = workspace.models.chat.model
    if not both_fit:
        only_so_much_memory(monkeypatch, -1)
    begin(workspace)
    state = workspace.models.chat.wait(60)
    assert state is not None and isinstance(state.failure, AssistantError)
    status = workspace.status()
    assert (status.model, status.model_name) == ("ready", old.description.name)
    assert status.model_switch is not None and status.model_switch.failure is state.failure
    assert any(isinstance(event, Piece) for event in workspace.stream(QUESTION))
    assert workspace.models.shelf.chosen_id(ModelKind.CHAT) == "smollm2-135m"
    workspace.models.stop(ModelKind.CHAT)
    assert workspace.status().model_switch is None


def test_a_file_that_was_cut_off_is_refused_at_once(workspace: Workspace) -> None:
    with pytest.raises(GgufTruncated):
        workspace.models.use("cut")


def test_a_model_too_large_even_alone_is_refused_and_the_earlier_one_never_leaves(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = model_switching.memory_need(workspace.models.chat.model)
    only_so_much_memory(monkeypatch, -held)
    workspace.models.use("second")
    state = workspace.models.chat.wait(30)
    assert state is not None and isinstance(state.failure, MemoryShort) and workspace.status().model == "ready"


def test_a_model_server_takes_over_and_gives_back(workspace: Workspace) -> None:
    with serving_model(ModelServer(["The pilot started on 3 March 2025 ", "with 12 users. [1]"])) as server:
        workspace.models.add_server(Server(server.url, "m", "haus"))
        workspace.models.use("haus")
        assert workspace.models.chat.wait(30) is None and workspace.status().model_name == "haus"
        answer = workspace.answer(QUESTION)
        assert "12 users" in answer.text and server.bodies[-1]["model"] == "m"
        workspace.models.use("starter")
        assert workspace.models.chat.wait(60) is None
        workspace.answer(QUESTION)
        assert len(server.bodies) == 1


# --- embedders ---


def put_embedder(workspace: Workspace) -> str:
    """Puts the starter embedder in the place of one that wants prefixes: same weights, other vectors."""
    shutil.copytree(starter_embedder().folder, workspace.data_dir / "models" / E5)
    return E5


def vector_of(workspace: Workspace) -> np.ndarray:
    """The stored vector of the one passage."""
    index = workspace.indexes.vectors
    assert index is not None
    return np.array(index._collection.get(include=["embeddings"])["embeddings"])


def folders(workspace: Workspace) -> list[Path]:
    return sorted((workspace.data_dir / "indexes").glob("vectors-*"))


def test_a_new_embedder_takes_over_with_vectors_of_its_own(workspace: Workspace) -> None:
    before, old = vector_of(workspace), workspace.indexes
    workspace.models.use(put_embedder(workspace))
    assert workspace.models.embedders.wait(120) is None
    indexes = workspace.indexes
    assert indexes is not old and indexes.embeddings.description.name == E5 and not indexes.behind()
    (passage,) = workspace.passages_of(workspace.documents()[0].id or 0)
    expected = indexes.embeddings.encode_passages([searchable_text(passage)])
    assert np.allclose(vector_of(workspace), expected, atol=1e-5) and not np.allclose(before, expected, atol=1e-3)
    assert len(folders(workspace)) == 1 and workspace.search(QUESTION)
    assert workspace.status().embedder == "ready" and workspace.models.shelf.embedder().name == E5
    assert workspace.answer(QUESTION).text


def test_an_embedder_that_cannot_be_loaded_leaves_the_earlier_one(workspace: Workspace) -> None:
    put_embedder(workspace)
    (workspace.data_dir / "models" / E5 / "model.safetensors").write_bytes(b"nothing")
    before = vector_of(workspace)
    workspace.models.use(E5)
    state = workspace.models.embedders.wait(60)
    assert state is not None and isinstance(state.failure, EmbedderFailed)
    assert np.array_equal(vector_of(workspace), before) and len(folders(workspace)) == 1
    assert workspace.models.shelf.coming_embedder() is None and workspace.search(QUESTION)


def test_a_restart_in_the_middle_answers_with_the_old_embedder_and_goes_on_to_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "STEP", 4)
    (tmp_path / "documents").mkdir()
    for number in range(24):
        text = f"# Note {number}\n\n" + NOTE.splitlines()[-1].replace("12", str(100 + number))
        (tmp_path / "documents" / f"{number}.md").write_text(text, encoding="utf-8")
    reached = threading.Event()
    with open_workspace(tmp_path / "data", threads=1) as first:
        first.ingest([tmp_path / "documents"])
        first.load_search()
        real = EmbedderSwitching._progress

        def slowly(self: EmbedderSwitching, done: int, total: int) -> None:
            real(self, done, total)
            if done >= 8:
                reached.set()
                self.closing.wait(30)

        monkeypatch.setattr(EmbedderSwitching, "_progress", slowly)
        first.models.use(put_embedder(first))
        assert reached.wait(60)
        switch = first.status().embedder_switch
        assert switch is not None and switch.step is SwitchStep.INDEXING and switch.progress == (8, 24)
        assert first.search("note 107")
    monkeypatch.setattr(EmbedderSwitching, "_progress", real)
    with open_workspace(tmp_path / "data", threads=1) as second:
        assert second.indexes.embeddings.description.name != E5 and not second.behind()
        second.load_search()
        assert len(folders(second)) == 2 and second.search("note 107")
        second.models.resume()
        assert second.models.embedders.wait(120) is None
        assert second.indexes.embeddings.description.name == E5 and not second.behind()
        assert len(folders(second)) == 1 and second.models.shelf.embedder().name == E5
        assert second.search("note 107")


def test_an_index_that_is_being_built_can_be_given_up(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    real, reached = EmbedderSwitching._progress, threading.Event()

    def waiting(self: EmbedderSwitching, done: int, total: int) -> None:
        reached.set()
        self.stopped.wait(60)
        real(self, done, total)

    monkeypatch.setattr(EmbedderSwitching, "_progress", waiting)
    before = vector_of(workspace)
    workspace.models.use(put_embedder(workspace))
    assert reached.wait(60) and workspace.models.shelf.coming_embedder() is not None
    with pytest.raises(ModelInUse):
        workspace.models.remove(E5)
    workspace.models.stop(ModelKind.EMBEDDER)
    assert workspace.models.embedders.wait(30) is None
    assert workspace.models.shelf.coming_embedder() is None and len(folders(workspace)) == 1
    assert np.array_equal(vector_of(workspace), before) and workspace.search(QUESTION)
