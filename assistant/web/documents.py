"""The tab for documents: upload with a reading report, the list of what is stored, opening and deleting.

Reading, storing and deleting are the workspace's work; this file turns them into widgets.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.library.ingesting import IngestReport
from assistant.manifest import StoredDocument
from assistant.passages import Kind
from assistant.web.chat import QUICK, UNSEEN, Updates, html_of
from assistant.web.document_list import list_html, merged, notice_html, progress_html, report_html
from assistant.web.exchanges import Session, integer
from assistant.web.sources import opened_document_html
from assistant.web.wording import kind_name, say
from assistant.workspace import Workspace

LARGEST_UPLOAD_MB = 200
# Uploads read at the same time; each is read in a process of its own.
UPLOADS_AT_ONCE = 2


class DocumentsTab:
    """The widgets of the tab and what their events do."""

    def __init__(self, workspace: Workspace, session: gr.State, reader: gr.HTML, language: str) -> None:
        self._workspace, self._reader = workspace, reader
        with gr.Column(elem_classes="documents-tab"):
            self.upload_heading = html_of("upload-heading", _heading("upload.heading", language))
            with gr.Row(equal_height=False, elem_classes="upload-row"):
                self.project = gr.Dropdown(**self._project_field(language), elem_id="upload-project", min_width=200)
                self.kind = gr.Dropdown(
                    **_kind_field(language), value=str(Kind.NOTE), elem_id="upload-kind", min_width=160
                )
            with gr.Column(elem_classes="drop", elem_id="drop"):
                self.files = gr.UploadButton(
                    say("upload.button", language), file_count="multiple", elem_id="files", variant="primary"
                )
                self.drop = html_of("drop-text", _drop_text(language))
            self.report = html_of("report", "")
            self.list_heading = html_of("list-heading", _heading("list.heading", language))
            self.search = gr.Textbox("", **_search_field(language), elem_id="document-search", max_lines=1)
            self.list = html_of("documents", "")
        self._connect(session)

    def _connect(self, session: gr.State) -> None:
        chosen = [self.files, self.project, self.kind, self.search, session]
        uploads = {"concurrency_limit": UPLOADS_AT_ONCE, "concurrency_id": "uploads", **UNSEEN}
        self.files.upload(self.upload, chosen, [self.report, self.list, self.project], **uploads)
        # `change`, not `input`: a search that is pasted in one go raises no `input` event.
        self.search.change(self.listed, [self.search, session], self.list, trigger_mode="always_last", **QUICK)
        outputs = [self.list, self.report, self._reader]
        self.list.click(self.act, [self.search, session], outputs, trigger_mode="multiple", **QUICK)

    # --- events ---

    def upload(
        self, files: Sequence[str] | None, project: str | None, kind: str, search: str, session: Session
    ) -> Iterator[Updates]:
        """Reads the files one after the other, with progress, then reports."""
        paths = [Path(file) for file in files or ()]
        if not (project or "").strip():
            _discard(paths)
            yield {self.report: notice_html(say("upload.project_missing", session.language))}
            return
        reports: list[IngestReport] = []
        try:
            for done, path in enumerate(paths, start=1):
                yield {self.report: progress_html(done, len(paths), path.name, session.language)}
                reports.append(self._workspace.upload(path, project=str(project).strip(), kind=Kind(kind)))
            report = report_html(merged(reports), session.language)
        except AssistantError as error:
            report = notice_html(error.in_language(session.language))
        finally:
            _discard(paths)
        yield {
            self.report: report,
            self.list: self.listed(search, session),
            self.project: self._project_choices(session),
        }

    def listed(self, search: str, session: Session) -> str:
        """The list as HTML, narrowed by the search."""
        documents = self._workspace.documents()
        target = next((document for document in documents if document.id == session.deleting), None)
        question = "" if target is None else self._question(target)
        return list_html(documents, search, session.language, deleting=session.deleting, question=question)

    def act(self, search: str, session: Session, event: gr.EventData) -> Updates:
        """Opens a document, or asks before it deletes one, or deletes it after a yes."""
        data = event._data or {}
        action, document_id = data.get("action"), integer(data.get("document"))
        if action == "whole":
            return {self._reader: opened_document_html(self._workspace.passages_of(document_id), session.language)}
        if action == "confirm" and session.deleting == document_id:
            notice = self._delete(document_id, session.language)
            session.deleting = None
            return {self.report: notice, self.list: self.listed(search, session)}
        session.deleting = document_id if action == "delete" else None
        return {self.list: self.listed(search, session)}

    def _delete(self, document_id: int, language: str) -> str:
        target = next((document for document in self._workspace.documents() if document.id == document_id), None)
        if target is None:
            return notice_html(say("delete.gone", language))
        self._workspace.delete(target)
        return notice_html(say("delete.done", language, title=target.title))

    def _question(self, document: StoredDocument) -> str:
        return "delete.upload" if self._workspace.is_upload(document) else "delete.indexed"

    # --- drawing ---

    def words(self, search: str, session: Session) -> Updates:
        """All texts of the tab in the session's language."""
        language = session.language
        return {
            self.upload_heading: _heading("upload.heading", language),
            self.project: self._project_choices(session),
            self.kind: gr.update(**_kind_field(language)),
            self.files: gr.update(label=say("upload.button", language)),
            self.drop: _drop_text(language),
            self.report: "",
            self.list_heading: _heading("list.heading", language),
            self.search: gr.update(**_search_field(language)),
            self.list: self.listed(search, session),
        }

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [
            *(self.upload_heading, self.project, self.kind, self.files, self.drop, self.report),
            *(self.list_heading, self.search, self.list),
        ]

    def _project_choices(self, session: Session) -> Any:
        field = self._project_field(session.language)
        return gr.update(choices=field["choices"], label=field["label"], info=field["info"])

    def _project_field(self, language: str) -> dict[str, Any]:
        return {
            "choices": self._workspace.projects(),
            "value": None,
            "allow_custom_value": True,
            "label": say("upload.project", language),
            "info": say("upload.project_info", language),
        }


def _kind_field(language: str) -> dict[str, Any]:
    choices = [(kind_name(kind, language), str(kind)) for kind in Kind]
    return {"choices": choices, "label": say("upload.kind", language)}


def _search_field(language: str) -> dict[str, Any]:
    return {"label": say("list.search", language), "placeholder": say("list.placeholder", language)}


def _heading(name: str, language: str) -> str:
    return f"<h2>{say(name, language)}</h2>"


def _drop_text(language: str) -> str:
    return f'<p class="hint">{say("upload.drop", language, megabytes=LARGEST_UPLOAD_MB)}</p>'


def _discard(files: Sequence[Path]) -> None:
    """Deletes what the browser sent: the workspace keeps its own copy."""
    for file in files:
        file.unlink(missing_ok=True)
