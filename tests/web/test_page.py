"""The page over a real workspace, its events called as Gradio calls them."""

from pathlib import Path
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.web.exchanges import Session
from assistant.web.page import Page
from assistant.workspace import Workspace
from tests.library.conftest import pdf_bytes


@pytest.fixture
def page(workspace: Workspace) -> Page:
    return Page(workspace, "de")


def click(**data: str) -> gr.EventData:
    return gr.EventData(None, data)


@pytest.mark.parametrize(
    ("chosen", "header", "language"),
    [("", "en-US", "en"), ("", "de-DE,en;q=0.5", "de"), ("", None, "de"), ("en", "de", "en"), ("xx", "en", "en")],
)
def test_an_earlier_choice_counts_before_the_browser(
    page: Page, chosen: str, header: str | None, language: str
) -> None:
    session = Session()
    headers = {"accept-language": header} if header else {}
    request = SimpleNamespace(headers=headers, cookies={}, query_params={})
    updates = page.opened(chosen, session, request)  # type: ignore[arg-type]
    assert (session.language, updates.get(page.switch, page.switch.value)) == (language, language)


def test_the_list_follows_the_store(page: Page, workspace: Workspace, tmp_path: Path) -> None:
    session = Session()
    assert "2 von 2" in page.look("", session)[page.documents.list]
    assert page.documents.list not in page.look("", session)
    (tmp_path / "neu.md").write_text("# Neu\n\nEin neues Dokument mit Inhalt.", encoding="utf-8")
    workspace.ingest([tmp_path / "neu.md"])
    assert "3 von 3" in page.look("", session)[page.documents.list]


def test_uploads_are_read_one_after_the_other_and_reported(page: Page, tmp_path: Path) -> None:
    good, empty, odd = tmp_path / "gut.md", tmp_path / "leer.pdf", tmp_path / "<img onerror=x>.md"
    good.write_text("# Protokoll\n\nDer Lenkungskreis beschließt den Pilotstart.", encoding="utf-8")
    odd.write_text("# Zweites\n\nDie Schulung wird verschoben.", encoding="utf-8")
    empty.touch()
    *progress, last = page.documents.upload([str(good), str(empty), str(odd)], "Neu & gut", "note", "", Session())
    assert ["Datei 1 von 3 wird gelesen: gut.md" in step[page.documents.report] for step in progress] == [
        True,
        False,
        False,
    ]
    report = last[page.documents.report]
    assert (
        "2 Dokumente aufgenommen" in report
        and "<b>leer.pdf</b>" in report
        and "<img" not in report + last[page.documents.list]
    )
    assert "4 von 4" in last[page.documents.list]
    assert not any(path.exists() for path in (good, empty, odd))


def test_an_upload_without_project_is_refused_and_leaves_nothing_behind(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "gut.md"
    file.write_text("# Text\n\nInhalt.", encoding="utf-8")
    (only,) = page.documents.upload([str(file)], " ", "note", "", Session("en"))
    assert "Name a project before you upload files." in only[page.documents.report]
    assert not file.exists()


def test_deleting_asks_first(page: Page, workspace: Workspace) -> None:
    session = Session()
    target = workspace.documents()[0]
    act = page.documents.act
    asked = act("", session, click(action="delete", document=str(target.id)))
    assert "Aus dem Bestand nehmen" in asked[page.documents.list] and len(workspace.documents()) == 2
    act("", session, click(action="cancel"))
    act("", session, click(action="confirm", document=str(target.id)))
    assert len(workspace.documents()) == 2
    act("", session, click(action="delete", document=str(target.id)))
    done = act("", session, click(action="confirm", document=str(target.id)))
    assert "wurde entfernt" in done[page.documents.report] and len(workspace.documents()) == 1
    assert Path(target.path).exists()


def test_an_uploaded_file_is_deleted_from_disk(page: Page, workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "hoch.md"
    file.write_text("# Hochgeladen\n\nEin Absatz.", encoding="utf-8")
    session = Session()
    list(page.documents.upload([str(file)], "p", "note", "", session))
    (target,) = [document for document in workspace.documents() if document.title == "Hochgeladen"]
    asked = page.documents.act("", session, click(action="delete", document=str(target.id)))
    assert "wird von der Festplatte gelöscht" in asked[page.documents.list]
    page.documents.act("", session, click(action="confirm", document=str(target.id)))
    assert not Path(target.path).exists()


def test_every_event_is_hidden_from_the_programming_interface(page: Page) -> None:
    assert {event.api_visibility for event in page.blocks.fns.values()} <= {"private"}


@pytest.mark.parametrize(("chosen", "drawn"), [("", False), ("de", False), ("en", True)])
def test_a_page_that_is_drawn_already_leaves_alone_what_somebody_quick_may_have_changed(
    chosen: str, drawn: bool, page: Page
) -> None:
    request = SimpleNamespace(headers={}, cookies={}, query_params={})
    updates = page.opened(chosen, Session(), request)  # type: ignore[arg-type]
    assert page.chat.change not in updates and page.header in updates
    assert all((widget in updates) == drawn for widget in (page.chat.sources, page.chat.question, page.chat.mode))
    assert (len(updates) > 150) == drawn


def test_no_event_tells_its_progress_to_what_it_draws(page: Page) -> None:
    told = {event.targets[0][1]: event.show_progress_on for event in page.blocks.fns.values() if event.targets}
    assert len(told) > 5
    assert [name for name, progress in told.items() if progress is None] == []


def test_nothing_waits_for_a_running_answer(page: Page) -> None:
    groups = {event.concurrency_id for event in page.blocks.fns.values() if event.fn and event.queue is not False}
    assert groups == {"answers", "goals", "proposals", "quick", "uploads", "wording"}
    limits = {
        event.concurrency_limit for event in page.blocks.fns.values() if event.concurrency_id in ("answers", "goals")
    }
    assert all(limit >= 4 for limit in limits)


# --- the opened document ---


def test_the_reader_shows_the_whole_document_or_closes(page: Page, workspace: Workspace) -> None:
    session = Session()
    document = workspace.documents()[0]
    whole = page.read_on(session, click(action="whole", document=str(document.id)))
    assert document.title in whole[page.reader] and page.page_image not in whole
    assert page.read_on(session, click(action="close")) == {page.reader: "", page.page_image: ""}
    assert page.read_on(session, click()) == {page.reader: "", page.page_image: ""}


def test_the_page_of_a_stored_pdf_is_drawn_without_touching_the_text(
    page: Page, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "abnahme.pdf"
    path.write_bytes(pdf_bytes([[(72, 700, 11, "Der Sensor am Ausleger war falsch verkabelt.")]]))
    workspace.ingest([path])
    (document,) = [d for d in workspace.documents() if d.name == "abnahme.pdf"]
    (passage,) = workspace.passages_of(document.id or 0)
    asked = click(action="page", passage=passage.id, spans="4-10")
    shown = page.read_on(Session(), asked)
    assert list(shown) == [page.page_image]
    assert "data:image/png;base64," in shown[page.page_image] and shown[page.page_image].count('class="box"') == 1
    path.write_bytes(pdf_bytes([[(72, 700, 11, "Etwas anderes.")]]))
    changed = page.read_on(Session("en"), asked)[page.page_image]
    assert "The file has changed since it was read." in changed and "<img" not in changed


@pytest.mark.parametrize("passage", ["", "9-fehlt", "../../etc/passwd", "x"])
def test_a_page_nobody_stored_is_not_drawn(page: Page, passage: str) -> None:
    shown = page.read_on(Session(), click(action="page", passage=passage, spans="0-5"))[page.page_image]
    assert "nicht mehr im Bestand" in shown and "<img" not in shown


def test_a_passage_without_a_pdf_gives_a_reason_instead_of_a_page(page: Page, workspace: Workspace) -> None:
    passage = workspace.passages_of(workspace.documents()[0].id or 0)[0]
    shown = page.read_on(Session(), click(action="page", passage=passage.id, spans=""))[page.page_image]
    assert "lässt sich nicht als Bild zeigen" in shown and "<img" not in shown
