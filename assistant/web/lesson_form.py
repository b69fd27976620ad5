"""The form for a lesson: the fields, then a summary, and only then a button that stores.

It reads and stores for whoever shows it: the tab for capturing and that for candidates have one each.
"""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.lessons.capture import LessonForm
from assistant.lessons.subjects import PHASES, TOPICS
from assistant.web.chat import Updates, html_of
from assistant.web.document_list import notice_html
from assistant.web.following import followed_html
from assistant.web.lesson_draft import CHECKED, ENTRIES, Mistakes, entries_of, problem_html, read_lesson, summary_html
from assistant.web.lesson_session import FormSession
from assistant.web.wording import say
from assistant.workspace import Workspace

_LINES = {"situation": 3, "lesson": 2, "recommendation": 3}
_ROWS = (("title",), ("project", "date"), ("situation",), ("lesson",), ("recommendation",), ("phase", "topics"))


class LessonFormPanel:
    """The widgets; their ids begin with `name`. `cancel` names the text of the button that puts the draft away."""

    def __init__(self, workspace: Workspace, name: str, language: str, *, visible: bool, cancel: str) -> None:
        self._workspace, self._name, self._cancel = workspace, name, cancel
        self.fields: dict[str, gr.components.Component] = {}
        self.problems: dict[str, gr.HTML] = {}
        with gr.Column(visible=visible, elem_classes="goal-form lesson-form", elem_id=f"{name}-form") as self.column:
            self.heading = followed_html(f"{name}-heading")
            self.notice = html_of(f"{name}-notice", "")
            with gr.Column(elem_classes="form-fields") as self.page:
                for row in _ROWS:
                    with gr.Row(elem_classes="form-row"):
                        for field in row:
                            self._build(field, language)
                with gr.Row(elem_classes="form-buttons") as self.buttons:
                    self.next = gr.Button("", variant="primary", elem_id=f"{name}-next")
                    self.cancel = gr.Button("", elem_id=f"{name}-cancel", elem_classes="quiet")
            with gr.Column(visible=False, elem_classes="form-summary") as self.summary_page:
                self.summary = html_of(f"{name}-summary", "")
                with gr.Row(elem_classes="form-buttons"):
                    self.confirm = gr.Button("", variant="primary", elem_id=f"{name}-confirm")
                    self.back = gr.Button("", elem_id=f"{name}-back", elem_classes="quiet")

    def _build(self, field: str, language: str) -> None:
        place = f"{self._name}-{field}"
        with gr.Column(elem_classes=f"form-field field-{field}", min_width=140):
            self.fields[field] = _field(field, place, self._workspace.projects(), language)
            if field in CHECKED:
                self.problems[field] = html_of(f"{place}-problem", "")

    @property
    def inputs(self) -> list[gr.components.Component]:
        """The widgets in the order of ENTRIES."""
        return [self.fields[name] for name in ENTRIES]

    @property
    def outputs(self) -> list[gr.components.Component]:
        """All that the form's events change."""
        pages = [self.column, self.heading, self.notice, self.page, self.summary_page, self.summary]
        return [*pages, *self.inputs, *self.problems.values()]

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [*self.outputs, self.next, self.cancel, self.confirm, self.back]

    # --- opening and closing ---

    def opened(self, state: FormSession, draft: LessonForm, heading: str, language: str) -> Updates:
        """The form with a draft in it; nothing is stored yet."""
        state.draft, state.pending = draft, None
        entries = entries_of(draft, language)
        updates: Updates = {self.fields[name]: gr.update(value=entries[name]) for name in ENTRIES}
        updates[self.fields["project"]] |= self.project_choices()[self.fields["project"]]
        return updates | self._fields_shown() | {self.column: gr.update(visible=True), self.heading: heading}

    def project_choices(self) -> Updates:
        """The projects that there are now; what is chosen or typed stays."""
        return {self.fields["project"]: gr.update(choices=self._workspace.projects())}

    def closed(self, state: FormSession) -> Updates:
        """The form put away."""
        state.draft = state.pending = None
        return {self.column: gr.update(visible=False), self.heading: ""}

    def fields_again(self) -> Updates:
        """Back from the summary; what was typed is still there."""
        return {self.page: gr.update(visible=True), self.summary_page: gr.update(visible=False), self.notice: ""}

    def _fields_shown(self) -> Updates:
        return self.fields_again() | {problem: "" for problem in self.problems.values()}

    # --- reading and storing ---

    def summarised(self, state: FormSession, values: Sequence[Any], language: str) -> Updates:
        """What would be stored, or beside each field what is to be put right."""
        if state.draft is None:
            return {self.notice: ""}
        entries = dict(zip(ENTRIES, values, strict=True))
        read = read_lesson(entries, state.draft, language=language, today=date.today())
        if isinstance(read, Mistakes):
            return {place: problem_html(read.of.get(name, "")) for name, place in self.problems.items()}
        state.pending = read
        shown = {self.page: gr.update(visible=False), self.summary_page: gr.update(visible=True)}
        return self._fields_shown() | shown | {self.summary: summary_html(read, language)}

    def stored(self, state: FormSession, language: str, then: Callable[[LessonForm], Updates]) -> Updates:
        """Stores exactly what the summary shows; what comes `then` is told which lesson it was. A second click, an
        error and a copy of what is stored already store nothing."""
        form = state.pending
        if form is None:
            return {self.notice: ""}
        try:
            report = self._workspace.capture_lesson(form)
        except AssistantError as error:
            return {self.notice: notice_html(error.in_language(language))}
        if report.unreadable:
            return {self.notice: notice_html(report.unreadable[0].error.in_language(language))}
        if report.duplicates:
            other = report.duplicates[0][1]
            return {self.notice: notice_html(say("lessons.duplicate", language, document=other))}
        state.pending = None
        state.stored += 1
        # At once, so that it is found now and not at the next look for changes.
        self._workspace.catch_up()
        return then(form)

    # --- drawing ---

    def words(self, state: FormSession, heading: str, language: str) -> Updates:
        """All texts of the form; what was typed stays."""
        updates: Updates = {self.fields[name]: gr.update(**_worded(name, language)) for name in ENTRIES}
        updates |= {problem: "" for problem in self.problems.values()}
        return updates | {
            self.heading: heading,
            self.summary: summary_html(state.pending, language) if state.pending else "",
            self.next: gr.update(value=say("lessons.next", language)),
            self.cancel: gr.update(value=say(self._cancel, language)),
            self.confirm: gr.update(value=say("lessons.confirm", language)),
            self.back: gr.update(value=say("lessons.back", language)),
        }


def heading_html(title: str, name: str, hint: str) -> str:
    """What the form is for; the reader is led to it whenever `name` is another one."""
    return f'<h2 tabindex="-1" data-follow="{escape(name)}">{escape(title)}</h2><p class="hint">{escape(hint)}</p>'


def _field(name: str, place: str, projects: Sequence[str], language: str) -> gr.components.Component:
    worded: dict[str, Any] = _worded(name, language) | {"elem_id": place}
    if name == "project":
        return gr.Dropdown(list(projects), value="", allow_custom_value=True, **worded)
    if name == "phase":
        return gr.Dropdown(value="", **worded)
    if name == "topics":
        return gr.Dropdown(value=[], multiselect=True, allow_custom_value=True, **worded)
    lines = _LINES.get(name, 1)
    return gr.Textbox("", lines=lines, max_lines=12 if lines > 1 else 1, **worded)


def _worded(name: str, language: str) -> dict[str, Any]:
    """Label, placeholder and choices of a field."""
    worded: dict[str, Any] = {"label": say(f"lessons.field.{name}", language)}
    if name == "phase":
        none = (say("lessons.no_phase", language), "")
        worded["choices"] = [none, *((names[language], phase) for phase, names in PHASES.items())]
    elif name == "topics":
        worded["choices"] = [names[language] for names in TOPICS.values()]
    elif name != "project":
        worded["placeholder"] = say(f"lessons.example.{name}", language)
    return worded
