"""The risk register in the tab for risks: list, matrix and trend, opening, changing, exporting and reading in.

Turns clicks into calls of the risk store. Nothing is written before the reader has confirmed it.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.risks.register import STEPS, Rating, Risk, reference
from assistant.web.chat import QUICK, Updates, html_of
from assistant.web.document_list import notice_html
from assistant.web.download import DOWNLOAD, download_html
from assistant.web.exchanges import Session, integer
from assistant.web.following import followed_html, refocused_html
from assistant.web.risk_detail import Change, RiskView, detail_html, summary_html
from assistant.web.risk_draft import ENTRIES, Unreadable, read_risk
from assistant.web.risk_files import written
from assistant.web.risk_filters import RiskFilters, project_field
from assistant.web.risk_form import Choices, RiskForm
from assistant.web.risk_import import EXPORTS, export_html, import_html, plan_import
from assistant.web.risk_list import RegisterView, list_html
from assistant.web.risk_matrix import matrix_html, matrix_place
from assistant.web.risk_register import Register, RegisterReader
from assistant.web.risk_session import LIVE, ROWS, listed, pictured
from assistant.web.risk_trend import trend_html
from assistant.web.sources import opened_document_html
from assistant.web.wording import counted, say
from assistant.workspace import Workspace


class RegisterTab:
    """The widgets of the register and what their events do."""

    def __init__(self, workspace: Workspace, session: gr.State, reader: gr.HTML, language: str) -> None:
        self._workspace, self._reader, self._page_reader = workspace, RegisterReader(workspace), reader
        with gr.Column(elem_classes="register-tab"):
            self._build_tools(language)
            self.notice = html_of("risk-notice", "")
            self.report = followed_html("risk-import")
            self.download = gr.HTML("", elem_id="risk-download", js_on_load=DOWNLOAD, apply_default_css=False)
            with gr.Row(elem_classes="register-row", equal_height=False):
                with gr.Column(elem_classes="register-main", min_width=320):
                    self.filters = RiskFilters(language)
                    self.list = refocused_html("risk-list")
                with gr.Column(elem_classes="register-side", min_width=320):
                    self.detail = followed_html("risk-detail")
                    self.form = RiskForm(language)
                    with gr.Column(elem_classes="register-picture") as self.picture:
                        self.matrix = matrix_place("risk-matrix")
                        self.trend = html_of("risk-trend", "")
        self._connect(session)

    def _build_tools(self, language: str) -> None:
        with gr.Row(elem_classes="tree-tools register-tools", equal_height=False):
            self.project = gr.Dropdown(
                **project_field(self._reader.projects(), language), value="", elem_id="risks-project", min_width=150
            )
            self.new = gr.Button(say("risks.new", language), variant="primary", scale=0, elem_id="risk-new")
            self.upload = gr.UploadButton(
                say("riskimport.button", language), file_types=[".csv", ".xlsx"], scale=0, elem_id="risk-upload"
            )
            self.export = html_of("risk-export", export_html(language))

    def _connect(self, session: gr.State) -> None:
        form, drawn = self.form, self.drawn
        chosen = [self.project, *self.filters.widgets, session]
        for event in (self.project.input, *self.filters.events):
            event(self.filter, chosen, self.looked_at, trigger_mode="always_last", **QUICK)
        self.list.click(self.point, session, drawn, **QUICK)
        self.matrix.click(self.point, session, drawn, **QUICK)
        self.detail.click(self.act, session, drawn, **QUICK)
        self.detail.click(self.read_lesson, session, self._page_reader, trigger_mode="multiple", **QUICK)
        self.new.click(self.create, session, drawn, **QUICK)
        form.next.click(self.summarise, [*form.inputs, session], drawn, **QUICK)
        form.confirm.click(self.save, session, drawn, **QUICK)
        form.back.click(form.fields_again, None, drawn, **QUICK)
        form.cancel.click(self.cancel, session, drawn, **QUICK)
        self.export.click(self.write, session, [self.download, self.notice], **QUICK)
        self.upload.upload(self.read, [self.upload, session], drawn, **QUICK)
        self.report.click(self.apply, session, drawn, **QUICK)

    # --- events: looking ---

    def filter(
        self, project: str | None, status: str | None, band: str | None, search: str, session: Session
    ) -> Updates:
        """Shows the risks of one project, state and band that hold all words of a search."""
        risks = session.risks
        chosen = (project or "", status or LIVE, band or "", search or "")
        if chosen != (risks.project, risks.status, risks.band, risks.search):
            risks.project, risks.status, risks.band, risks.search = chosen
            risks.rows = ROWS
        return self.looking(session)

    def shown(self, session: Session) -> Updates:
        """The register as it is now: another browser may have changed it."""
        return self.drawing(session) | self._filters(session)

    def point(self, session: Session, event: gr.EventData) -> Updates:
        """A row, a cell of the matrix, or a button above, below or beside them."""
        data, risks = event._data or {}, session.risks
        action = data.get("action")
        if action == "open":
            return self._open(session, integer(data.get("risk")))
        if action == "cell":
            steps = integer(data.get("likelihood")), integer(data.get("impact"))
            cell = Rating(*steps) if all(step in STEPS for step in steps) else None
            risks.cell, risks.rows = None if cell == risks.cell else cell, ROWS
        elif action == "view":
            risks.residual, risks.cell, risks.rows = data.get("view") == "current", None, ROWS
        elif action == "gaps":
            risks.gaps, risks.rows = not risks.gaps, ROWS
        elif action == "more":
            risks.rows += ROWS
        elif action == "reset":
            risks.widen()
            return self.looking(session) | self._filters(session)
        return self.looking(session)

    def _open(self, session: Session, number: int) -> Updates:
        """Opens a risk beside the list; a form that is open is put away."""
        risks = session.risks
        risks.opened, risks.deleting = number or risks.opened, False
        risks.before = risks.pending = None
        return self.drawing(session) | self.form.closed()

    def act(self, session: Session, event: gr.EventData) -> Updates:
        """A button of the opened risk."""
        action, risks = (event._data or {}).get("action"), session.risks
        risk = self._opened(session)
        if risk is None:
            risks.opened = None
            return self.drawing(session) | self._told("risk.gone", session)
        if action == "edit":
            return self._fill(risk, session)
        if action == "confirm-delete" and risks.deleting:

            def remove() -> Updates:
                self._workspace.risks.remove(risk.id or 0)
                risks.opened, risks.deleting = None, False
                return self.shown(session) | self._told("risk.deleted", session, text=risk.text)

            return self._tried(session, remove)
        risks.deleting = action == "delete"
        risks.opened = None if action == "close" else risk.id
        return self.drawing(session)

    def read_lesson(self, session: Session, event: gr.EventData) -> Updates:
        """Opens a lesson that the risk is linked to."""
        name = (event._data or {}).get("lesson")
        number = self._reader.document(str(name)) if name else None
        if number is None:
            return {self._page_reader: gr.skip()}
        return {self._page_reader: opened_document_html(self._workspace.passages_of(number), session.language)}

    # --- events: the form ---

    def create(self, session: Session) -> Updates:
        """An empty form."""
        return self.take(session, Risk("", session.language, project=session.risks.project))

    def take(self, session: Session, risk: Risk) -> Updates:
        """The form filled with a risk that is not stored; nothing is saved before it was confirmed."""
        session.risks.opened = None
        return self._fill(risk, session)

    def _fill(self, risk: Risk, session: Session) -> Updates:
        session.risks.before, session.risks.pending, session.risks.deleting = risk, None, False
        choices = Choices(self._reader.projects(), self._reader.offered(risk.project))
        return self.drawing(session) | self.form.opened(risk, choices, session.language)

    def summarise(self, *values: Any) -> Updates:
        """Reads the form; shows what would be saved, or what is to be put right."""
        *entries, reason, session = values
        language, risks, reason = session.language, session.risks, (reason or "").strip()
        before = risks.before
        if before is None:
            return self.form.closed()
        given = dict(zip(ENTRIES, entries, strict=True))
        risk = read_risk(given, before, language=language, today=date.today())
        if isinstance(risk, Unreadable):
            return self.form.refused(risk, language)
        if before.id is not None and risk == before:
            told = {self.form.problems: notice_html(say("riskform.unchanged", language))}
            return self.form.refused(Unreadable({}), language) | told
        if before.id is not None and not reason:
            return self.form.refused(Unreadable({"reason": say("riskproblem.reason", language)}), language)
        risks.pending, risks.reason = risk, reason
        return self.form.summarised(self._summary(risk, before, session))

    def _summary(self, risk: Risk, before: Risk, session: Session) -> str:
        old = before if before.id is not None else None
        change = Change(risk, old, session.risks.reason, self._reader.gaps_of(risk))
        return summary_html(change, self._reader.links_of([risk, before]), session.language)

    def save(self, session: Session) -> Updates:
        """Saves exactly what the summary shows."""
        risks, store = session.risks, self._workspace.risks
        risk, before = risks.pending, risks.before
        if risk is None or before is None:
            return self.form.closed()

        def write() -> Updates:
            stored = risk
            if risk.id is None:
                stored = store.add(risk)
            elif store.risk(risk.id) != before:
                return self._told("riskform.stale", session)
            else:
                store.change(risk, risks.reason)
            risks.opened, risks.before, risks.pending, risks.reason = stored.id, None, None, ""
            saved = self._told("riskform.saved", session, name=reference(stored))
            return self.shown(session) | self.form.closed() | saved

        return self._tried(session, write)

    def cancel(self, session: Session) -> Updates:
        """Puts the form away."""
        session.risks.before = session.risks.pending = None
        return self.drawing(session) | self.form.closed()

    # --- events: files ---

    def write(self, session: Session, event: gr.EventData) -> Updates:
        """Hands the register of the project to the browser as a file; nothing stays on the server."""
        ending = EXPORTS.get(str((event._data or {}).get("format")))
        if ending is None:
            return {self.notice: ""}

        def file() -> Updates:
            name, data = written(self._workspace, ending, session.risks.project, session.language)
            return {self.download: download_html(name, data), self.notice: ""}

        return self._tried(session, file)

    def read(self, file: str, session: Session) -> Updates:
        """Reads a file and shows what it would change."""
        path = Path(file)

        def plan() -> Updates:
            goals = [goal.id for goal in self._workspace.goals.goals() if goal.id is not None]
            session.risks.plan = plan_import(path.read_bytes(), path.name, self._workspace.risks.risks(), goals=goals)
            return self.drawing(session)

        try:
            return self._tried(session, plan)
        finally:
            path.unlink(missing_ok=True)

    def apply(self, session: Session, event: gr.EventData) -> Updates:
        """Stores what the file would change, after a yes, or forgets it."""
        action, plan, store = (event._data or {}).get("action"), session.risks.plan, self._workspace.risks
        if plan is None or action == "discard" or plan.faults:
            session.risks.plan = None
            return self.drawing(session)
        if action not in ("apply", "add-all"):
            return {self.notice: ""}

        def write() -> Updates:
            reason = say("import.reason", session.language, file=plan.file)
            done = store.update_all(plan.updates, reason) if action == "apply" else store.add_all(plan.risks, reason)
            session.risks.plan = None
            added, changed = (
                counted(f"riskimport.{name}", len(getattr(done, name)), session.language)
                for name in ("added", "changed")
            )
            return self.shown(session) | self._told("import.done", session, added=added, changed=changed)

        return self._tried(session, write)

    # --- drawing ---

    def looking(self, session: Session) -> Updates:
        """List, matrix and trend, as session and store have them."""
        return self._looking(self._reader.register(session.risks.project), session)

    def _looking(self, register: Register, session: Session) -> Updates:
        risks, language = session.risks, session.language
        seen = pictured(register.risks, risks)
        view = RegisterView(register.risks, listed(seen, risks, register.gaps), date.today(), register.gaps)
        empty = not register.risks
        return {
            self.list: list_html(view, risks, language),
            self.matrix: "" if empty else matrix_html(seen, risks, language),
            self.trend: trend_html(register.points, language),
        }

    def drawing(self, session: Session) -> Updates:
        """Everything that follows from the session and the store."""
        language, risks = session.language, session.risks
        register = self._reader.register(risks.project)
        risks.seen = True
        editing, opened = risks.before is not None, self._opened(session)
        return self._looking(register, session) | {
            self.notice: "",
            self.report: import_html(risks.plan, self._workspace.risks.risks() if risks.plan else (), language),
            self.detail: "" if editing or opened is None else self._detail(opened, session),
            self.picture: gr.update(visible=not editing and opened is None),
        }

    def _detail(self, risk: Risk, session: Session) -> str:
        view = RiskView(
            risk=risk,
            versions=self._workspace.risks.versions(risk.id or 0),
            gaps=self._reader.gaps_of(risk),
            links=self._reader.links_of([risk]),
            today=date.today(),
            deleting=session.risks.deleting,
        )
        return detail_html(view, session.language)

    def _opened(self, session: Session) -> Risk | None:
        """The opened risk; None where it has been removed since."""
        return self._reader.risk(session.risks.opened) if session.risks.opened else None

    def _told(self, name: str, session: Session, /, **fields: object) -> Updates:
        return {self.notice: notice_html(say(name, session.language, **fields))}

    def _tried(self, session: Session, work: Callable[[], Updates]) -> Updates:
        """What it draws, or the error; what was typed stays."""
        try:
            return work()
        except AssistantError as error:
            return {self.notice: notice_html(error.in_language(session.language))}

    def words(self, session: Session) -> Updates:
        """All texts of the tab in the session's language; what was typed stays."""
        language, risks = session.language, session.risks
        updates = self.drawing(session) if risks.seen else {}
        updates |= self._filters(session) | self.form.words(risks.before, language)
        if risks.pending is not None and risks.before is not None:
            updates[self.form.summary] = self._summary(risks.pending, risks.before, session)
        return updates | {
            self.new: gr.update(value=say("risks.new", language)),
            self.export: export_html(language),
            self.upload: gr.update(label=say("riskimport.button", language)),
        }

    @property
    def looked_at(self) -> list[gr.components.Component]:
        """What looking() draws."""
        return [self.list, self.matrix, self.trend]

    @property
    def drawn(self) -> list[gr.components.Component]:
        """All widgets that an event of the register may change."""
        own = [self.notice, self.report, *self.looked_at, self.detail, self.picture]
        return [*own, self.project, *self.filters.widgets, *self.form.outputs]

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [*self.drawn, self.new, self.export, self.upload, self.form.next, self.form.cancel, self.form.back]

    def _filters(self, session: Session) -> Updates:
        """The filters as the session has them, in its language."""
        project = project_field(self._reader.projects(), session.language)
        return self.filters.updates(session) | {self.project: gr.update(**project, value=session.risks.project)}
