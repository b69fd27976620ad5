"""The whole page: header with the language switch, status line, tabs.

Joins the tabs and keeps them in one language. What happens inside a tab is the tab's own work.
"""

from html import escape
from typing import Any

import gradio as gr

from assistant.errors import PageNotShown
from assistant.risks.register import Risk
from assistant.web.chat import QUICK, ChatTab, Updates, html_of
from assistant.web.documents import DocumentsTab
from assistant.web.exchanges import Session, integer
from assistant.web.goals import GoalsTab
from assistant.web.lessons_tab import LessonsTab
from assistant.web.models_tab import ModelsTab
from assistant.web.risks import RisksTab
from assistant.web.screening_tab import ScreeningTab
from assistant.web.sources import opened_document_html, page_error_html, page_gone_html, page_html, wanted_page
from assistant.web.status_line import status_html
from assistant.web.turns import take_turns
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
            self._chosen = gr.BrowserState("", storage_key="assistant-language", secret="language")
            self._screening = gr.BrowserState({}, storage_key="assistant-screening", secret="screening")
            self._build(language, session)
            self._connect(session)
        take_turns(self.blocks, QUICK["concurrency_id"])

    def _build(self, language: str, session: gr.State) -> None:
        with gr.Row(elem_classes="top", equal_height=False):
            self.header = html_of("header", header_html(language))
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
        self.status = html_of("status", status_html(self._workspace.status(), language))
        # Outside the tabs, because all of them open documents in it.
        self.reader = reader = html_of("reader", "")
        # Never seen itself: the browser puts what comes here beside the opened passage.
        self.page_image = html_of("page-image", "")
        with gr.Tabs(elem_id="tabs") as self.tabs:
            with gr.Tab(say("tab.chat", language), id="chat") as self.chat_tab:
                self.chat = ChatTab(self._workspace, session, reader, language)
            with gr.Tab(say("tab.goals", language), id="goals") as self.goals_tab:
                self.goals = GoalsTab(self._workspace, session, reader, language)
            with gr.Tab(say("tab.risks", language), id="risks") as self.risks_tab:
                self.risks = RisksTab(self._workspace, session, reader, language)
            with gr.Tab(say("tab.lessons", language), id="lessons") as self.lessons_tab:
                self.lessons = LessonsTab(self._workspace, reader, self.take_risk, language)
            with gr.Tab(say("tab.ai-act", language), id="ai-act") as self.screening_tab:
                self.screening = ScreeningTab(session, self._screening, language)
            with gr.Tab(say("tab.documents", language), id="documents") as self.documents_tab:
                self.documents = DocumentsTab(self._workspace, session, reader, language)
            with gr.Tab(say("tab.models", language), id="models") as self.models_tab:
                self.models = ModelsTab(self._workspace, language)

    def _connect(self, session: gr.State) -> None:
        worded = [
            self.header,
            self.status,
            self.chat_tab,
            self.goals_tab,
            self.risks_tab,
            self.lessons_tab,
            self.screening_tab,
            self.documents_tab,
            self.models_tab,
            *self.chat.worded,
            *self.goals.worded,
            *self.risks.worded,
            *self.screening.worded,
            *self.lessons.worded,
            *self.documents.worded,
            *self.models.worded,
        ]
        # `multiple`: it can be closed while the picture of its page is still to come.
        read = [self.reader, self.page_image]
        self.reader.click(self.read_on, session, read, trigger_mode="multiple", **QUICK)
        taken = [self.tabs, *self.risks.taken]
        self.lessons.connect(session, taken)
        self.chat.hand_over(self.take_risk, taken, session)
        self.lessons_tab.select(self.lessons.shown, session, self.lessons.search.drawn, **QUICK)
        search, kept = self.documents.search, self.chat.panel.search
        opening = self.blocks.load(self.opened, [self._chosen, session], [*worded, self.switch], **QUICK)
        self.chat.followed(opening, session)
        self.screening.restored(opening, session)
        switched = [self.switch, search, kept, session]
        self.switch.input(self.switched, switched, [*worded, self._chosen], **QUICK)
        looked_at = [self.status, self.chat.project, self.goals.check.project, self.documents.list]
        looked_at += [*self.lessons.search.drawn, self.models.list]
        self.models.connect(session)
        self.models_tab.select(self.models.shown, session, self.models.list, **QUICK)
        self.risks_tab.select(self.risks.register.shown, session, self.risks.register.drawn, **QUICK)
        goal = [self.tabs, *self.goals.opened]
        self.risks.register.detail.click(self.open_goal, session, goal, trigger_mode="multiple", **QUICK)
        gr.Timer(LOOK_AT_STATUS).tick(self.look, [search, session], looked_at, **QUICK)

    # --- events ---

    def opened(self, chosen: str, session: Session, request: gr.Request) -> Updates:
        """A tab has been opened: in the language chosen earlier, else the browser's, with the conversation that its
        address names."""
        accepted = preferred_language(request.headers.get("accept-language"), self._default)
        session.language = chosen if chosen in ("de", "en") else accepted
        self.chat.identify(session, request)
        updates = self.words("", "", session) | {self.switch: session.language}
        if not session.exchanges and "c" not in request.query_params:
            # No conversation to show or to take out of the address, and a question may be asked at this very moment.
            del updates[self.chat.change]
        return {widget: update for widget, update in updates.items() if differs(widget, update)}

    def switched(self, language: str, search: str, kept: str, session: Session) -> Updates:
        """Every text in the other language; conversation and sources stay."""
        session.language = language
        return self.words(search, kept, session) | {self._chosen: language}

    def read_on(self, session: Session, event: gr.EventData) -> Updates:
        """In an opened document: the picture of its page, or all of it; any other click closes it."""
        data = event._data or {}
        if data.get("action") == "page":
            return {self.page_image: self._page(data, session.language)}
        if data.get("action") != "whole":
            return {self.reader: "", self.page_image: ""}
        passages = self._workspace.passages_of(integer(data.get("document")))
        return {self.reader: opened_document_html(passages, session.language)}

    def open_goal(self, session: Session, event: gr.EventData) -> Updates:
        """The goal that a risk is linked to, in the goal tree."""
        number = integer((event._data or {}).get("goal"))
        if not number:
            return {self.tabs: gr.skip()}
        return self.goals.open(number, session) | {self.tabs: gr.update(selected="goals")}

    def _page(self, data: dict[str, Any], language: str) -> str:
        passage_id, marks = wanted_page(data)
        passage = self._workspace.store.passages([passage_id]).get(passage_id)
        if passage is None:
            return page_gone_html(passage_id, marks, language)
        try:
            image = self._workspace.page_image(passage, [passage.text[start:end] for start, end in marks])
        except PageNotShown as error:
            return page_error_html(passage, marks, error, language)
        return page_html(passage, marks, image, language)

    def take_risk(self, session: Session, risk: Risk) -> Updates:
        """The draft of a risk, opened in the register for confirmation."""
        return self.risks.take(session, risk) | {self.tabs: gr.update(selected="risks")}

    def look(self, search: str, session: Session) -> Updates:
        """The status line; project filter and document list too, when the store has changed."""
        status = self._workspace.status()
        line = status_html(status, session.language)
        updates: Updates = {self.status: gr.skip() if session.seen[:1] == (line,) else line}
        if session.seen[1:] != (status.documents, status.passages):
            updates[self.chat.project] = self.chat.project_choices(session.language)
            updates[self.goals.check.project] = self.goals.check.project_choices(session.language)
            updates[self.documents.list] = self.documents.listed(search, session)
            updates |= self.lessons.search.look(session)
        session.seen = (line, status.documents, status.passages)
        return updates | self.models.look(session)

    def words(self, search: str, kept: str, session: Session) -> Updates:
        """All texts of the page in the session's language; `search` and `kept` are what the lists of documents and of
        conversations are searched for."""
        language = session.language
        frame: Updates = {
            self.header: header_html(language, opened=True),
            self.status: status_html(self._workspace.status(), language),
            self.chat_tab: gr.update(label=say("tab.chat", language)),
            self.goals_tab: gr.update(label=say("tab.goals", language)),
            self.risks_tab: gr.update(label=say("tab.risks", language)),
            self.lessons_tab: gr.update(label=say("tab.lessons", language)),
            self.screening_tab: gr.update(label=say("tab.ai-act", language)),
            self.documents_tab: gr.update(label=say("tab.documents", language)),
            self.models_tab: gr.update(label=say("tab.models", language)),
        }
        for tab in (self.goals, self.risks, self.lessons, self.screening, self.models):
            frame |= tab.words(session)
        return frame | self.chat.words(kept, session) | self.documents.words(search, session)


def differs(widget: gr.components.Component, update: Any) -> bool:
    """Whether an update changes anything of the page as it was served. What it would draw once more is left alone: it
    would undo what somebody has done in the meantime."""
    if not isinstance(update, dict):
        return bool(widget.value != update)
    return any(getattr(widget, name, None) != wanted for name, wanted in update.items() if name != "__type__")


def header_html(language: str, *, opened: bool = False) -> str:
    """Name and purpose; carries the page's language for the browser, and whether its first words have come."""
    title, claim = escape(say("page.title", language)), escape(say("page.claim", language))
    facts = f'data-page-language="{language}"' + (" data-opened" if opened else "")
    return f'<div class="brand" {facts}><h1>{title}</h1><p>{claim}</p></div>'
