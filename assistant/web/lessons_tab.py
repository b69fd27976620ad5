"""The tab for lessons: the search, writing one down, and what minutes may have to teach.

It joins the three and keeps them in one language; what happens inside is their own work.
"""

from collections.abc import Sequence

import gradio as gr

from assistant.web.chat import QUICK, Updates
from assistant.web.exchanges import Session
from assistant.web.lesson_candidates import LessonCandidatesTab
from assistant.web.lesson_capture import LessonCaptureTab
from assistant.web.lesson_search import LessonSearchTab, Take
from assistant.web.wording import say
from assistant.workspace import Workspace


class LessonsTab:
    """The tab. `take` receives the draft of a risk when a lesson is to become one; it may update the widgets given to
    connect()."""

    def __init__(self, workspace: Workspace, reader: gr.HTML, take: Take, language: str) -> None:
        with gr.Tabs(elem_id="lesson-tabs") as self.tabs:
            with gr.Tab(say("lessons.search_tab", language), id="search") as self.search_tab:
                self.search = LessonSearchTab(workspace, reader, take, language)
            with gr.Tab(say("lessons.capture_tab", language), id="capture") as self.capture_tab:
                self.capture = LessonCaptureTab(workspace, language)
            with gr.Tab(say("lessons.candidates_tab", language), id="candidates") as self.candidates_tab:
                self.candidates = LessonCandidatesTab(workspace, reader, language)

    def connect(self, session: gr.State, taken: Sequence[gr.components.Component]) -> None:
        """Makes the widgets do something; `taken` are those that `take` may update."""
        self.search.connect(session, taken)
        self.capture.connect(session)
        self.candidates.connect(session)
        self.search_tab.select(self.search.shown, session, self.search.drawn, **QUICK)
        self.capture_tab.select(self.capture.shown, session, self.capture.drawn, **QUICK)
        self.candidates_tab.select(self.candidates.shown, session, self.candidates.drawn, **QUICK)
        for notice in (self.capture.form.notice, self.candidates.notice):
            notice.click(self.show, session, [self.tabs, self.search.query, *self.search.drawn], **QUICK)

    def shown(self, session: Session) -> Updates:
        """The tab has been opened."""
        return self.search.shown(session)

    def show(self, session: Session, event: gr.EventData) -> Updates:
        """Searches for a lesson that has just been stored."""
        data = event._data or {}
        if data.get("action") != "show":
            return {self.tabs: gr.skip()}
        return self.search.show(str(data.get("title")), session) | {self.tabs: gr.update(selected="search")}

    def words(self, session: Session) -> Updates:
        """All texts of the tab in the session's language."""
        language = session.language
        frame: Updates = {
            tab: gr.update(label=say(f"lessons.{name}_tab", language))
            for name, tab in (
                ("search", self.search_tab),
                ("capture", self.capture_tab),
                ("candidates", self.candidates_tab),
            )
        }
        parts = (self.search, self.capture, self.candidates)
        return {
            widget: value
            for part in (frame, *(each.words(session) for each in parts))
            for widget, value in part.items()
        }

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        frame = [self.search_tab, self.capture_tab, self.candidates_tab]
        return [*frame, *self.search.worded, *self.capture.worded, *self.candidates.worded]
