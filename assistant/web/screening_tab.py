"""The tab for the screening under the AI Act: one question after the other, the result, and its record.

Turns clicks into answers. The browser keeps them, so that neither a reload nor a restart of the server loses any; the
server stores nothing.
"""

import re
from datetime import date

import gradio as gr

from assistant.ai_act_catalogue import ai_act
from assistant.risks.screening_record import to_markdown
from assistant.web.chat import QUICK, Updates, html_of
from assistant.web.download import DOWNLOAD, download_html
from assistant.web.exchanges import Session
from assistant.web.following import followed_html
from assistant.web.screening_question import notice_html, path_html, progress_html, question_html
from assistant.web.screening_result import result_html
from assistant.web.screening_session import LONGEST_PROJECT, ScreeningSession
from assistant.web.wording import say

_NOT_IN_A_FILE_NAME = re.compile(r"[\W_]+")


class ScreeningTab:
    """The widgets of the tab and what their events do."""

    def __init__(self, session: gr.State, kept: gr.BrowserState, language: str) -> None:
        """`kept` is what this browser keeps, empty until the first answer. It must stand outside the tabs: those not
        chosen yet do not exist in the browser."""
        self._act, self.kept = ai_act(), kept
        with gr.Column(elem_classes="screening-tab"):
            self.notice = html_of("screening-notice", notice_html(self._act, language))
            self.project = gr.Textbox(
                "",
                label=say("screening.project", language),
                max_lines=1,
                max_length=LONGEST_PROJECT,
                elem_id="screening-project",
            )
            self.progress = html_of("screening-progress", "")
            with gr.Row(elem_classes="screening-row", equal_height=False):
                self.main = followed_html("screening-main")
                self.path = followed_html("screening-path")
            self.download = gr.HTML("", elem_id="screening-download", js_on_load=DOWNLOAD, apply_default_css=False)
        self._connect(session)

    def _connect(self, session: gr.State) -> None:
        inputs = [self.project, self.kept, session]
        for place in (self.main, self.path):
            place.click(self.act, inputs, [*self.drawn, self.project, self.kept, self.download], **QUICK)
        # `input` knows no pasting, `change` also what the server filled in; that one changes nothing here.
        self.project.change(self.name, inputs, [self.main, self.kept], trigger_mode="always_last", **QUICK)

    def restored(self, opening: gr.events.Dependency, session: gr.State) -> None:
        """Once the page is open, what the browser kept is shown."""
        opening.then(self.restore, [self.kept, session], [*self.drawn, self.project], **QUICK)

    # --- events ---

    def restore(self, kept: object, session: Session) -> Updates:
        """The screening as the browser kept it."""
        session.screening.take(self._act, kept)
        return self.drawing(session) | {self.project: session.screening.project}

    def act(self, project: str | None, kept: object, session: Session, event: gr.EventData) -> Updates:
        """A button of the question, the path or the result."""
        data, own = event._data or {}, session.screening
        self._take(project, kept, own)
        action = str(data.get("action"))
        if action == "download":
            return {self.download: self._file(own, session.language)}
        self._do(own, action, str(data.get("question", "")), str(data.get("option", "")))
        emptied = {self.project: ""} if action == "confirm-restart" else {}
        return self.drawing(session) | {self.kept: own.kept()} | emptied

    def _take(self, project: str | None, kept: object, own: ScreeningSession) -> None:
        """What the browser holds: after a restart of the server the session is new, its answers are not; and the name
        may have been typed a moment ago."""
        own.take(self._act, kept)
        own.project = (project or "")[:LONGEST_PROJECT]

    def _do(self, own: ScreeningSession, action: str, question: str, option: str) -> None:
        if action == "answer":
            own.answer(self._act, question, option)
        elif action == "change":
            own.open(self._act, question)
        elif action == "back":
            own.back(self._act)
        elif action == "forward":
            own.forward()
        elif action == "confirm-restart" and own.restarting:
            own.restart()
        else:
            own.restarting = action == "restart"

    def name(self, project: str | None, kept: object, session: Session) -> Updates:
        """The project was named; the record shows it."""
        self._take(project, kept, session.screening)
        return {self.main: self._main(session), self.kept: session.screening.kept()}

    def _file(self, own: ScreeningSession, language: str) -> str:
        today = date.today()
        text = to_markdown(own.screening(self._act), language=language, made_on=today, project=own.project)
        named = _NOT_IN_A_FILE_NAME.sub("-", own.project).strip("-").lower()
        parts = [say("screening.file", language), *([named] if named else []), today.isoformat()]
        return download_html(f"{'-'.join(parts)}.md", text.encode())

    # --- drawing ---

    def drawing(self, session: Session) -> Updates:
        """Everything that follows from the session."""
        own, language = session.screening, session.language
        return {
            self.progress: progress_html(self._act, own, language),
            self.main: self._main(session),
            self.path: path_html(self._act, own, language) if own.question(self._act) else "",
        }

    def _main(self, session: Session) -> str:
        own, language = session.screening, session.language
        return question_html(self._act, own, language) or result_html(self._act, own, date.today(), language)

    def words(self, session: Session) -> Updates:
        """All texts of the tab in the session's language; the answers stay."""
        language = session.language
        label = gr.update(label=say("screening.project", language))
        return self.drawing(session) | {self.project: label, self.notice: notice_html(self._act, language)}

    @property
    def drawn(self) -> list[gr.components.Component]:
        """All widgets that follow from the session."""
        return [self.progress, self.main, self.path]

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [*self.drawn, self.project, self.notice]
