"""The tab for models, its events called as Gradio calls them: a real shelf, a real server to fetch from."""

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import gradio as gr
import pytest

from assistant.live_models import KEYS
from assistant.models.catalogue import ChatModelDescription
from assistant.models.choice import read_choice
from assistant.models.entries import Entry, EntryFile, ModelKind, Tier, read_entries
from assistant.models.network import Network
from assistant.models.opening import Access
from assistant.models.shelf import ModelShelf
from assistant.web.exchanges import Session
from assistant.web.models_tab import ModelsTab
from assistant.workspace import Workspace, open_workspace
from tests.models.file_server import Hub, serving
from tests.models.gguf_files import metadata, write

CONTENT = metadata(general__description="x" * 300_000)
SECRET = "sk-do-not-tell"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with serving(Hub(write(tmp_path / "source.gguf", CONTENT).read_bytes(), delay=0.02)) as hub:
        yield hub


@pytest.fixture
def workspace(tmp_path: Path, hub: Hub) -> Iterator[Workspace]:
    """No model loaded; the catalogue has one more model, which the hub delivers."""
    access = Access({"ASSISTANT_KEY_HAUS": SECRET, "OTHER": "geheim"}, Network(hub=hub.url("")))
    with open_workspace(tmp_path / "data", access=access) as opened:
        files = (EntryFile("klein.gguf", len(hub.content), hashlib.sha256(hub.content).hexdigest()),)
        shipped = [entry for entry in read_entries() if entry.ships]
        small = Entry(
            "klein", Tier.SMALL, ModelKind.CHAT, "Klein <b>", "MIT", ("de",), 1, 1, files, {"de": "-", "en": "-"}
        )
        small = replace(small, repository="o/klein", context=2_048, demand=shipped[0].demand)
        opened.models.shelf = ModelShelf(opened.data_dir, entries=[*shipped, small])
        yield opened


@pytest.fixture
def tab(workspace: Workspace) -> ModelsTab:
    with gr.Blocks():
        return ModelsTab(workspace, "de")


@pytest.fixture
def session(tab: ModelsTab) -> Session:
    session = Session()
    tab.shown(session)
    return session


def click(tab: ModelsTab, session: Session, **data: str) -> str:
    """What the list shows after a click."""
    return tab.act(session, gr.EventData(None, data))[tab.list]


def card(html: str, id_: str) -> str:
    """The card of a model, by one of its buttons or its name."""
    cards = re.findall(r"<li class=\"model.*?</li>", html, re.S)
    return next(one for one in cards if f'data-model="{id_}"' in one or id_ in one)


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_nothing_is_measured_or_drawn_before_the_tab_is_opened(tab: ModelsTab) -> None:
    session = Session()
    assert tab.look(session) == {} and tab.words(session)[tab.list] == gr.skip()
    html = tab.shown(session)[tab.list]
    assert "Dieser Rechner" in html and "Arbeitsspeicher" in html and "Token/s" in html
    assert tab.look(session) == {}


def test_the_list_tells_of_each_model_what_it_needs_and_escapes_names(tab: ModelsTab, session: Session) -> None:
    small = card(session.models.drawn, "klein")
    assert "Klein &lt;b&gt;" in small and "<b>" not in small
    for part in ("klein", "nicht geladen", "passt", "MIT", "Deutsch", "Gewichte", "4 Antworten zugleich"):
        assert part in small
    assert 'data-action="fetch"' in small and 'data-action="use"' not in small
    shipped = card(session.models.drawn, "SmolLM2")
    assert "wird benutzt" in shipped and "data-action" not in shipped


def test_a_model_is_fetched_with_progress_stopped_and_taken_up_again(
    tab: ModelsTab, session: Session, workspace: Workspace, hub: Hub
) -> None:
    click(tab, session, action="fetch", model="klein")
    state = workspace.models._pulls["klein"]
    wait_until(lambda: bool(state.state.done))
    shown = card(tab.look(session)[tab.list], "klein")
    assert "<progress" in shown and " von " in shown and 'data-action="stop"' in shown
    stopped = card(click(tab, session, action="stop", model="klein"), "klein")
    assert "Weiter laden" in stopped and "sind schon da" in stopped and "notice" not in stopped
    hub.delay = 0.0
    click(tab, session, action="fetch", model="klein")
    workspace.models._pulls["klein"].wait(20)
    assert any(headers["Range"] for _, _, headers in hub.asked)
    there = card(tab.look(session)[tab.list], "klein")
    assert 'data-action="use"' in there and 'data-action="remove"' in there and "nicht geladen" not in there
    assert (workspace.data_dir / "models" / "klein.gguf").read_bytes() == hub.content


def test_only_one_model_is_fetched_at_a_time(tab: ModelsTab, session: Session) -> None:
    click(tab, session, action="fetch", model="klein")
    click(tab, session, action="fetch", model="klein")
    assert session.models.told is None
    assert "klein wird gerade geladen" in click(tab, session, action="fetch", model="starter-embedder-de-en")


def test_what_fails_while_fetching_is_told_in_the_card(tab: ModelsTab, session: Session, hub: Hub) -> None:
    hub.statuses = [403]
    click(tab, session, action="fetch", model="klein")
    wait_until(lambda: bool(tab.look(session)) or "HF_TOKEN" in session.models.drawn)
    assert "HF_TOKEN" in card(tab.listed(session), "klein")


def test_a_model_is_removed_only_after_a_yes(tab: ModelsTab, session: Session, workspace: Workspace, hub: Hub) -> None:
    file = workspace.data_dir / "models" / "klein.gguf"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(hub.content)
    asked = card(click(tab, session, action="remove", model="klein"), "klein")
    assert "alertdialog" in asked and file.exists()
    assert "alertdialog" not in click(tab, session, action="cancel")
    assert file.exists() and "alertdialog" not in click(tab, session, action="confirm", model="klein")
    assert file.exists()  # a yes to nothing
    click(tab, session, action="remove", model="klein")
    click(tab, session, action="confirm", model="klein")
    assert not file.exists()


@pytest.mark.parametrize(
    ("action", "model"),
    [("use", "gibt-es-nicht"), ("fetch", "../../etc/passwd"), ("remove", "<script>"), ("use", "klein"), ("remove", "")],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(
    tab: ModelsTab, session: Session, workspace: Workspace, action: str, model: str
) -> None:
    html = click(tab, session, action=action, model=model)
    assert session.models.told is not None and "<script>" not in html
    assert read_choice(workspace.models.shelf.folder).chat is None and workspace.models.chat.state is None


def test_a_shipped_model_stays(tab: ModelsTab, session: Session) -> None:
    click(tab, session, action="remove", model="smollm2-135m")
    click(tab, session, action="confirm", model="smollm2-135m")
    assert session.models.told is not None


# --- adding a file ---


def add(tab: ModelsTab, session: Session, **data: str) -> dict[object, object]:
    return tab.add(session, gr.EventData(None, data))


def test_a_file_is_added_by_its_path_and_the_form_emptied(tab: ModelsTab, session: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "eigenes modell.gguf", metadata(general__name="Böse <img src=x onerror=alert(1)>"))
    done = add(tab, session, action="add-file", location=f" {path} ")
    assert "aufgenommen" in str(done[tab.told]) and 'data-count="1"' in str(done[tab.forms])
    assert "<img" not in str(done[tab.list]) + str(done[tab.told]) and "eigenes-modell" in str(done[tab.list])


@pytest.mark.parametrize("typed", ["", "model.gguf", "../model.gguf", "~", "/no/such.gguf", "/dev/zero", "/tmp", "\0"])
def test_a_path_that_is_no_model_is_refused_and_what_was_typed_stays(
    tab: ModelsTab, session: Session, typed: str
) -> None:
    done = add(tab, session, action="add-file", location=typed)
    assert "notice" in str(done[tab.told]) and tab.forms not in done
    assert session.models.forms == 0


def test_an_error_tells_nothing_of_what_stands_in_a_file(tab: ModelsTab, session: Session, tmp_path: Path) -> None:
    secret = tmp_path / "passwords.txt"
    secret.write_text("hunter2 and other words")
    told = str(add(tab, session, action="add-file", location=str(secret))[tab.told])
    assert "keine GGUF-Datei" in told and "hunt" not in told


# --- adding a server ---


def test_a_server_is_added_with_where_its_key_is_and_asked_about_before_it_is_used(
    tab: ModelsTab, session: Session, workspace: Workspace
) -> None:
    done = add(
        tab,
        session,
        action="add-server",
        url="https://0.0.0.0:9/v1/",
        model="m<1>",
        name="Haus",
        key_variable="ASSISTANT_KEY_HAUS",
    )
    shown = card(str(done[tab.list]), "Haus")
    assert "m&lt;1&gt;" in shown and "https://0.0.0.0:9/v1" in shown and "ASSISTANT_KEY_HAUS" in shown
    asked = card(click(tab, session, action="use", model="Haus"), "Haus")
    assert "alertdialog" in asked and workspace.models.chat.state is None
    click(tab, session, action="confirm", model="Haus")
    state = workspace.models.chat.wait(60)
    assert state is not None and state.failure is not None
    drawn = tab.listed(session)
    assert "misslungen" in drawn and SECRET not in drawn + str(state.failure)
    assert SECRET not in (workspace.models.shelf.folder / "choice.json").read_text()
    assert "misslungen" not in click(tab, session, action="stop-switch", kind="chat")


@pytest.mark.parametrize(
    "typed",
    [
        {"url": "ftp://h/v1", "model": "m"},
        {"url": "", "model": "m"},
        {"url": "http://h/v1", "model": " "},
        {"url": "http://h/v1", "model": "m", "key_variable": "OTHER"},
        {"url": "http://h/v1", "model": "m", "key_variable": "HF_TOKEN"},
        {"url": "http://h/v1", "model": "m", "key_file": "/etc/passwd"},
        {"url": "http://h/v1", "model": "m", "key_file": "../assistant.sqlite"},
        {"url": "http://h/v1", "model": "m", "key_file": "."},
    ],
)
def test_a_server_that_lacks_something_or_wants_another_secret_is_refused(
    tab: ModelsTab, session: Session, workspace: Workspace, typed: dict[str, str]
) -> None:
    done = add(tab, session, action="add-server", **typed)
    assert "notice" in str(done[tab.told]) and tab.forms not in done
    assert read_choice(workspace.models.shelf.folder).endpoints == ()


def test_a_key_file_of_the_folder_for_keys_is_taken(tab: ModelsTab, session: Session, workspace: Workspace) -> None:
    keys = workspace.data_dir / KEYS
    keys.mkdir()
    (keys / "haus").write_text(SECRET)
    add(tab, session, action="add-server", url="https://h/v1", model="m", name="h", key_file="haus")
    (endpoint,) = read_choice(workspace.models.shelf.folder).endpoints
    assert endpoint.key_file == keys / "haus" and endpoint.key({}) == SECRET
    assert SECRET not in tab.listed(session)


# --- changing ---


def test_a_change_that_fails_is_told_until_somebody_has_read_it(
    tab: ModelsTab, session: Session, workspace: Workspace, hub: Hub
) -> None:
    """A file of random weights: its header is whole, llama.cpp does not take it."""
    (workspace.data_dir / "models").mkdir(exist_ok=True)
    (workspace.data_dir / "models" / "klein.gguf").write_bytes(hub.content)
    click(tab, session, action="use", model="klein")
    workspace.models.chat.wait(60)
    assert "Wechsel zu Klein" in tab.listed(session) and "misslungen" in tab.listed(session)
    assert read_choice(workspace.models.shelf.folder).chat is None
    assert "misslungen" not in click(tab, session, action="stop-switch", kind="chat")


def test_with_assistant_model_nothing_can_be_chosen_and_it_says_so(workspace: Workspace, tmp_path: Path) -> None:
    file = write(tmp_path / "fixed.gguf", metadata())
    access = Access(fixed=file)
    description = ChatModelDescription("fixed", file, ("de",))
    with open_workspace(tmp_path / "other", chat_model=description, access=access) as opened, gr.Blocks():
        tab, session = ModelsTab(opened, "de"), Session("en")
        html = tab.shown(session)[tab.list]
        assert "ASSISTANT_MODEL" in html and 'data-action="use"' not in html
        click(tab, session, action="use", model="smollm2-135m")
        assert session.models.told is not None and "ASSISTANT_MODEL" in session.models.told[1]


def test_a_choice_that_cannot_be_read_is_said_and_the_rest_of_the_page_lives_on(
    tab: ModelsTab, session: Session, workspace: Workspace
) -> None:
    workspace.models.shelf.folder.mkdir(exist_ok=True)
    (workspace.models.shelf.folder / "choice.json").write_text("{")
    html = tab.shown(session)[tab.list]
    assert "choice.json" in html and "Dieser Rechner" in html


def test_a_switch_of_language_words_everything_anew(tab: ModelsTab, session: Session) -> None:
    session.language = "en"
    words = tab.words(session)
    assert "This machine" in str(words[tab.list]) and "Add a model file" in str(words[tab.forms])
    assert "Dieser Rechner" not in str(words[tab.list])
