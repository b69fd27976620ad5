"""The whole page: header with the language switch, status line, tabs.

Joins the tabs and keeps them in one language. What happens inside a tab is the tab's own work.
"""

from html import escape
from typing import Any

import gradio as gr

from assistant.web.chat import QUICK, ChatTab, Updates
from assistant.web.documents import DocumentsTab
from assistant.web.exchanges import Session
from assistant.web.status_line import status_html
from assistant.web.wording import preferred_language, say
from assistant.workspace import Workspace

# Seconds between two looks at the status.
LOOK_AT_STATUS = 2.0


class Page:
    """The widgets of the page and what their events do; `blocks` is what Gradio serves."""

    def __init__(self, workspace: Workspace, default_language: str) -> None:
        self._workspace, self._default = workspace, default_language
        language = default_language
        with gr.Blocks(title=say("page.title", language), analytics_enabled=False, fill_width=True) as self.blocks:
            session = gr.State(Session(language))
            # The choice made by hand, kept by the browser; empty until then.
            chosen = gr.BrowserState("", storage_key="assistant-language", secret="language")
            self._build(language, session)
            self._connect(session, chosen)

    def _build(self, language: str, session: gr.State) -> None:
        with gr.Row(elem_classes="top", equal_height=False):
            self.header = gr.HTML(header_html(language), elem_id="header")
            self.switch = gr.Radio(
                [("DE", "de"), ("EN", "en")],
                value=language,
                label=say("page.language", language),
                show_label=False,
                container=False,
                elem_id="language",
                min_width=96,
                scale=0,
            )
        self.status = gr.HTML(status_html(self._workspace.status(), language), elem_id="status")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(say("tab.chat", language), id="chat") as self.chat_tab:
                self.chat = ChatTab(self._workspace, session, language)
            with gr.Tab(say("tab.documents", language), id="documents") as self.documents_tab:
                self.documents = DocumentsTab(self._workspace, session, self.chat.reader, language)

    def _connect(self, session: gr.State, chosen: gr.BrowserState) -> None:
        worded = [self.header, self.status, self.chat_tab, self.documents_tab, *self.chat.worded, *self.documents.worded]
        search = self.documents.search
        self.blocks.load(self.opened, [chosen, session], [*worded, self.switch, session], **QUICK)
        self.switch.input(self.switched, [self.switch, search, session], [*worded, chosen], **QUICK)
        looked_at = [self.status, self.chat.project, self.documents.list]
        gr.Timer(LOOK_AT_STATUS).tick(self.look, [search, session], looked_at, **QUICK)

    # --- events ---

    def opened(self, chosen: str, session: Session, request: gr.Request) -> Updates:
        """A tab has been opened: in the language chosen earlier, else the browser's."""
        accepted = preferred_language(request.headers.get("accept-language"), self._default)
        session.language = chosen if chosen in ("de", "en") else accepted
        return self.words("", session) | {self.switch: session.language, session_of(self): session}

    def switched(self, language: str, search: str, session: Session) -> Updates:
        """Every text in the other language; conversation and sources stay."""
        session.language = language
        return self.words(search, session)

    def look(self, search: str, session: Session) -> Updates:
        """The status line; project filter and document list too, when the store has changed."""
        status = self._workspace.status()
        updates: Updates = {self.status: status_html(status, session.language)}
        return updates
