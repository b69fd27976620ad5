"""The tab in which a lesson is written down: the form, empty and ready, and a notice where it went.

What the form holds is stored only after its summary has been confirmed.
"""

from datetime import date
from html import escape
from typing import Any

import gradio as gr

from assistant.lessons.capture import LessonForm
from assistant.web.chat import QUICK, Updates
from assistant.web.exchanges import Session
from assistant.web.lesson_draft import entries_of
from assistant.web.lesson_form import LessonFormPanel, heading_html
from assistant.web.wording import say
from assistant.workspace import Workspace


class LessonCaptureTab:
    """The widgets and what their events do. The click on the form's notice that leads to a stored lesson is the
    business of the tab around it."""

    def __init__(self, workspace: Workspace, language: str) -> None:
        with gr.Column(elem_classes="lesson-capture"):
            self.form = LessonFormPanel(workspace, "capture", language, visible=True, cancel="lessons.empty_form")

    def connect(self, session: gr.State) -> None:
        """Makes the buttons of the form do something."""
        form = self.form
        form.next.click(self.summarise, [*form.inputs, session], self.drawn, **QUICK)
        form.confirm.click(self.save, session, self.drawn, **QUICK)
        form.back.click(form.fields_again, None, self.drawn, **QUICK)
        form.cancel.click(self.empty, session, self.drawn, **QUICK)

    def shown(self, session: Session) -> Updates:
        """The tab has been opened: projects may have come since."""
        return self.form.project_choices()

    def empty(self, session: Session) -> Updates:
        """Everything typed is taken back."""
        return self._emptied("", session)

    def summarise(self, *values: Any) -> Updates:
        """Reads the form; shows what would be stored, or what is to be put right."""
        *entries, session = values
        # After a restart of the server nobody has opened the page anew.
        session.lessons.capture.draft = session.lessons.capture.draft or _new_lesson("")
        return self.form.summarised(session.lessons.capture, entries, session.language)

    def save(self, session: Session) -> Updates:
        """Stores what the summary shows, and empties the form for the next lesson of the project."""
        return self.form.stored(session.lessons.capture, session.language, lambda form: self._saved(form, session))

    def _saved(self, form: LessonForm, session: Session) -> Updates:
        told = {self.form.notice: stored_html(form.title, session.language)}
        return self._emptied(form.project, session) | told

    def _emptied(self, project: str, session: Session) -> Updates:
        return self.form.opened(session.lessons.capture, _new_lesson(project), _heading(session), session.language)

    def words(self, session: Session) -> Updates:
        """All texts in the session's language; what was typed stays. The first words begin the form: today's date
        stands in it before anybody can open the tab and type another one."""
        state = session.lessons.capture
        updates = self.form.words(state, _heading(session), session.language)
        if state.draft is None:
            state.draft = _new_lesson("")
            updates[self.form.fields["date"]]["value"] = entries_of(state.draft, session.language)["date"]
        return updates

    @property
    def drawn(self) -> list[gr.components.Component]:
        """All widgets that an event may change."""
        return self.form.outputs

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return self.form.worded


def stored_html(title: str, language: str) -> str:
    """That a lesson is stored, with the way to it."""
    text = escape(say("lessons.stored", language, title=title))
    show = escape(say("lessons.show", language))
    return (
        f'<div class="notice done" role="status">{text} <button type="button" class="take" data-action="show" '
        f'data-title="{escape(title)}">{show}</button></div>'
    )


def _new_lesson(project: str) -> LessonForm:
    return LessonForm("", project=project, date=date.today().isoformat())


def _heading(session: Session) -> str:
    language, stored = session.language, session.lessons.capture.stored
    # Whoever has stored a lesson is led back to the top of the form.
    name = f"capture-{stored}" if stored else ""
    return heading_html(say("lessons.capture", language), name, say("lessons.capture_hint", language))
