"""The goal tree in the tab for goals: drawing, opening, changing, reviewing, exporting and reading in.

Turns clicks into calls of the goal store. Nothing is written before the reader has confirmed it.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.goals.exchange import write_goals
from assistant.goals.figures import day_text
from assistant.goals.gaps import gaps
from assistant.goals.levels import Goal, Level
from assistant.goals.review import Reading, assess
from assistant.web.chat import QUICK, Updates, html_of
from assistant.web.document_list import notice_html
from assistant.web.download import DOWNLOAD, download_html
from assistant.web.exchanges import Session, integer
from assistant.web.following import followed_html
from assistant.web.goal_detail import GoalView, detail_html
from assistant.web.goal_draft import ENTRIES, Unreadable, adapted, read_day, read_goal, read_number
from assistant.web.goal_form import GoalForm, problems_html
from assistant.web.goal_import import EXPORTS, export_html, import_html, plan_import
from assistant.web.goal_tree import TreeView, shown_goals, summary_html, tree_html
from assistant.web.wording import counted, say
from assistant.workspace import Workspace


class GoalTreeTab:
    """The widgets of the tree and what their events do."""

    def __init__(self, workspace: Workspace, session: gr.State, language: str) -> None:
        self._workspace = workspace
        with gr.Column(elem_classes="goal-tree-tab"):
            self._build_tools(language)
            self.notice = html_of("tree-notice", "")
            self.report = html_of("tree-import", "")
            self.download = gr.HTML("", elem_id="tree-download", js_on_load=DOWNLOAD, apply_default_css=False)
            with gr.Row(elem_classes="tree-row", equal_height=False):
                self.tree = html_of("goal-tree", "")
                with gr.Column(elem_classes="tree-side", min_width=320):
                    self.detail = followed_html("goal-detail")
                    self._build_reading(language)
                    self.form = GoalForm(workspace.projects(), language)
        self._connect(session)

    def _build_tools(self, language: str) -> None:
        with gr.Row(elem_classes="tree-tools", equal_height=False):
            self.project = gr.Dropdown(**self._projects(language), value="", elem_id="tree-project", min_width=160)
            self.new = gr.Button(say("tree.new", language), scale=0, elem_id="tree-new")
            self.export = html_of("tree-export", export_html(language))
            self.upload = gr.UploadButton(
                say("import.button", language), file_types=[".csv", ".xlsx", ".md"], scale=0, elem_id="tree-upload"
            )

    def _build_reading(self, language: str) -> None:
        with gr.Row(visible=False, elem_classes="reading-row", equal_height=False) as self.reading:
            self.value = gr.Textbox(
                "", label=say("review.value", language), max_lines=1, elem_id="reading-value", min_width=90
            )
            self.day = gr.Textbox(
                "", label=say("review.day", language), max_lines=1, elem_id="reading-day", min_width=90
            )
            self.note = gr.Textbox(
                "", label=say("review.note", language), max_lines=1, elem_id="reading-note", min_width=120
            )
            self.enter = gr.Button(say("review.save", language), scale=0, elem_id="reading-enter")

    def _connect(self, session: gr.State) -> None:
        form = self.form
        self.project.input(self.filter, [self.project, session], self.drawn, **QUICK)
        self.new.click(self.create, session, self.drawn, **QUICK)
        self.tree.click(self.open, session, self.drawn, **QUICK)
        self.detail.click(self.act, session, self.drawn, **QUICK)
        readings = [self.value, self.day, self.note, session]
        gr.on([self.enter.click, self.value.submit], self.measure, readings, self.drawn, **QUICK)
        form.next.click(self.summarise, [*form.inputs, session], self.drawn, **QUICK)
        form.confirm.click(self.save, session, self.drawn, **QUICK)
        form.back.click(form.fields_again, None, self.drawn, **QUICK)
        form.cancel.click(self.cancel, session, self.drawn, **QUICK)
        self.export.click(self.write, session, [self.download, self.notice], **QUICK)
        self.upload.upload(self.read, [self.upload, session], self.drawn, **QUICK)
        self.report.click(self.apply, session, self.drawn, **QUICK)

    # --- events: looking ---

    def filter(self, project: str | None, session: Session) -> Updates:
        """Shows the goals of one project."""
        session.tree.project = project or ""
        return self.drawing(session)

    def shown(self, session: Session) -> Updates:
        """The tree as it is now: another browser may have changed it."""
        return self.drawing(session) | self._project_choices(session)

    def open(self, session: Session, event: gr.EventData) -> Updates:
        """Opens a goal beside the tree."""
        return self.opened(integer((event._data or {}).get("goal")), session)

    def opened(self, number: int, session: Session) -> Updates:
        """The goal with this number beside the tree; 0 leaves the one that is open."""
        session.tree.opened, session.tree.deleting = number or session.tree.opened, False
        session.tree.before = session.tree.pending = None
        return self.drawing(session) | self.form.closed() | self._fresh_reading(session)

    def act(self, session: Session, event: gr.EventData) -> Updates:
        """A button of the opened goal."""
        action, tree = (event._data or {}).get("action"), session.tree
        goal = self._opened(session)
        if goal is None or action is None:
            return self.drawing(session)
        if action in ("edit", "take_target", "take_end"):
            return self._edit(session, goal, str(action))
        if action == "confirm-delete" and tree.deleting:
            self._workspace.goals.remove(goal.id or 0)
            tree.opened, tree.deleting = None, False
            return self.drawing(session) | self._told("detail.deleted", session, text=goal.text)
        tree.deleting = action == "delete"
        tree.opened = None if action == "close" else goal.id
        return self.drawing(session)

    # --- events: the form ---

    def create(self, session: Session) -> Updates:
        """An empty form."""
        return self.start(Goal("", session.language, Level.BUSINESS, project=session.tree.project), session)

    def start(self, draft: Goal, session: Session) -> Updates:
        """The form for a new goal; nothing is saved yet."""
        session.tree.opened, session.tree.before, session.tree.pending = None, draft, None
        opened = self.form.opened(draft, self._workspace.goals.goals(), session.language)
        return self.drawing(session) | self._project_choices(session) | opened

    def _edit(self, session: Session, goal: Goal, action: str) -> Updates:
        """The form for a change, with a review's proposal filled in where one was taken."""
        session.tree.before, session.tree.pending = goal, None
        changed, reason = goal, ""
        if action != "edit":
            changed = adapted(goal, self._workspace.goals.readings(goal.id or 0), action, date.today())
            reason = say("review.reason", session.language, day=day_text(date.today(), session.language))
        goals = self._workspace.goals.goals()
        return self.drawing(session) | self.form.opened(changed, goals, session.language, reason=reason)

    def summarise(self, *values: Any) -> Updates:
        """Reads the form; shows what would be saved, or what is to be put right."""
        *texts, reason, session = values
        language, before = session.language, session.tree.before
        if before is None:
            return self.form.closed()
        goals = self._workspace.goals.goals()
        entries = {name: text or "" for name, text in zip(ENTRIES, texts, strict=True)}
        goal = read_goal(entries, before, language=language, today=date.today(), goals=goals)
        if isinstance(goal, Unreadable):
            return {self.form.problems: problems_html(goal.problems)}
        if before.id is not None and goal == before:
            return {self.form.problems: problems_html([say("form.unchanged", language)])}
        if before.id is not None and not (reason or "").strip():
            return {self.form.problems: problems_html([say("problem.reason", language)])}
        session.tree.pending, session.tree.reason = goal, (reason or "").strip()
        return self.form.summarised(self._summary(goal, before, goals, language))

    def _summary(self, goal: Goal, before: Goal, goals: list[Goal], language: str) -> str:
        rest = [other for other in goals if other.id != goal.id]
        missing = [gap for gap in gaps([*rest, goal], date.today()) if gap.goal == goal.id]
        changed = before if before.id is not None else None
        version = self._workspace.goals.versions(before.id)[-1].number if before.id is not None else ""
        return summary_html(goal, changed, goals=goals, gaps=missing, version=version, language=language)

    def save(self, session: Session) -> Updates:
        """Saves exactly what the summary shows."""
        tree, store = session.tree, self._workspace.goals
        goal, before = tree.pending, tree.before
        if goal is None or before is None:
            return self.form.closed()

        def write() -> Updates:
            if goal.id is None:
                tree.opened = store.add(goal, tree.reason).id
            elif store.goal(goal.id) != before:
                return self._told("form.stale", session)
            else:
                store.change(goal, tree.reason)
                tree.opened = goal.id
            tree.before = tree.pending = None
            saved = self._told("form.saved", session, n=tree.opened)
            return self.drawing(session) | self._project_choices(session) | self.form.closed() | saved

        return self._tried(session, write)

    def cancel(self, session: Session) -> Updates:
        """Puts the form away."""
        session.tree.before = session.tree.pending = None
        return self.drawing(session) | self.form.closed()

    # --- events: review ---

    def measure(self, value: str, day: str, note: str, session: Session) -> Updates:
        """Enters a reading of the opened goal."""
        goal, language, today = self._opened(session), session.language, date.today()
        if goal is None:
            return self.drawing(session)
        try:
            number = read_number(value, goal.unit, language)
        except ValueError:
            return self._told("problem.number", session, field=say("review.value", language), value=value)
        try:
            measured = read_day(day, language, today) or today
        except ValueError:
            return self._told("problem.day", session, field=say("review.day", language), value=day)
        if measured > today:
            return self._told("problem.future", session)

        def write() -> Updates:
            self._workspace.goals.add_reading(Reading(goal.id or 0, measured, number, note.strip()))
            return self.drawing(session) | self._fresh_reading(session) | self._told("review.saved", session)

        return self._tried(session, write)

    # --- events: files ---

    def write(self, session: Session, event: gr.EventData) -> Updates:
        """Hands the goals shown to the browser as a file; nothing stays on the server."""
        ending = EXPORTS.get(str((event._data or {}).get("format")))
        if ending is None:
            return {self.notice: ""}

        def file() -> Updates:
            data = write_goals(self._goals(session), ending, session.language)
            name = f"{say('export.file', session.language)}-{date.today().isoformat()}{ending}"
            return {self.download: download_html(name, data), self.notice: ""}

        return self._tried(session, file)

    def read(self, file: str, session: Session) -> Updates:
        """Reads a file and shows what it would change."""
        path = Path(file)

        def plan() -> Updates:
            session.tree.plan = plan_import(path.read_bytes(), path.name, self._workspace.goals.goals())
            return self.drawing(session)

        try:
            return self._tried(session, plan)
        finally:
            path.unlink(missing_ok=True)

    def apply(self, session: Session, event: gr.EventData) -> Updates:
        """Stores what the file would change, after a yes, or forgets it."""
        action, plan, store = (event._data or {}).get("action"), session.tree.plan, self._workspace.goals
        if plan is None or action == "discard" or plan.faults:
            session.tree.plan = None
            return self.drawing(session)
        if action not in ("apply", "add-all"):
            return {self.notice: ""}

        def write() -> Updates:
            reason = say("import.reason", session.language, file=plan.file)
            done = store.update_all(plan.updates, reason) if action == "apply" else store.add_all(plan.goals, reason)
            session.tree.plan = None
            added, changed = (
                counted(f"import.{name}", len(getattr(done, name)), session.language) for name in ("added", "changed")
            )
            told = self._told("import.done", session, added=added, changed=changed)
            return self.drawing(session) | self._project_choices(session) | told

        return self._tried(session, write)

    # --- drawing ---

    def drawing(self, session: Session) -> Updates:
        """Everything that follows from the session and the store."""
        language, tree, today = session.language, session.tree, date.today()
        goals, shown = self._workspace.goals.goals(), self._goals(session)
        opened = self._opened(session)
        view = TreeView(shown, gaps(goals, today), self._courses(shown, today), tree.opened, tree.project)
        editing = tree.before is not None
        measurable = opened is not None and opened.level is not Level.MISSION and not editing
        return {
            self.notice: "",
            self.report: import_html(tree.plan, goals, language),
            self.tree: tree_html(view, language),
            self.detail: "" if editing else detail_html(self._view(opened, view, session), today, language),
            self.reading: gr.update(visible=measurable),
        }

    def _view(self, goal: Goal | None, tree: TreeView, session: Session) -> GoalView | None:
        if goal is None or goal.id is None:
            return None
        store, number = self._workspace.goals, goal.id
        readings = store.readings(number)
        return GoalView(
            goal=goal,
            versions=store.versions(number),
            readings=readings,
            assessment=assess(goal, readings, date.today()),
            gaps=[gap for gap in tree.gaps if gap.goal == number],
            parent=next((other.text for other in store.goals() if other.id == goal.parent), ""),
            deleting=session.tree.deleting,
        )

    def _courses(self, goals: list[Goal], today: date) -> dict[int, Any]:
        """How those goals stand that can be measured."""
        numbers = {goal.id: goal for goal in goals if goal.id is not None and goal.target is not None}
        readings = {number: self._workspace.goals.readings(number) for number in numbers}
        return {number: assess(goal, readings[number], today).course for number, goal in numbers.items()}

    def _goals(self, session: Session) -> list[Goal]:
        return shown_goals(self._workspace.goals.goals(), session.tree.project)

    def _opened(self, session: Session) -> Goal | None:
        """The opened goal; None where it has been removed since."""
        return next((goal for goal in self._workspace.goals.goals() if goal.id == session.tree.opened), None)

    def _fresh_reading(self, session: Session) -> Updates:
        """The fields of a reading emptied, today filled in, the unit in the label."""
        return {
            self.value: gr.update(value="", label=self._value_label(session)),
            self.day: gr.update(value=day_text(date.today(), session.language)),
            self.note: gr.update(value=""),
        }

    def _value_label(self, session: Session) -> str:
        goal, language = self._opened(session), session.language
        unit = goal.unit if goal else ""
        return say("review.unit_value", language, unit=unit) if unit else say("review.value", language)

    def _told(self, name: str, session: Session, **fields: object) -> Updates:
        return {self.notice: notice_html(say(name, session.language, **fields))}

    def _tried(self, session: Session, work: Callable[[], Updates]) -> Updates:
        """What it draws, or the error; what was typed stays."""
        try:
            return work()
        except AssistantError as error:
            return {self.notice: notice_html(error.in_language(session.language))}

    def words(self, session: Session) -> Updates:
        """All texts of the tab in the session's language; what was typed stays."""
        language, tree = session.language, session.tree
        updates = self.drawing(session) | self._project_choices(session) | self.form.words(tree.before, language)
        if tree.pending is not None and tree.before is not None:
            goals = self._workspace.goals.goals()
            updates[self.form.summary] = self._summary(tree.pending, tree.before, goals, language)
        return updates | {
            self.new: gr.update(value=say("tree.new", language)),
            self.export: export_html(language),
            self.upload: gr.update(label=say("import.button", language)),
            self.value: gr.update(label=self._value_label(session)),
            self.day: gr.update(label=say("review.day", language)),
            self.note: gr.update(label=say("review.note", language)),
            self.enter: gr.update(value=say("review.save", language)),
        }

    @property
    def drawn(self) -> list[gr.components.Component]:
        """All widgets that an event of the tree may change."""
        own = [self.notice, self.report, self.tree, self.detail, self.reading, self.project]
        return [*own, self.value, self.day, self.note, *self.form.outputs]

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        buttons = [self.new, self.export, self.upload, self.enter, self.form.next, self.form.cancel, self.form.back]
        return [*self.drawn, *buttons]

    def _project_choices(self, session: Session) -> Updates:
        return {self.project: gr.update(**self._projects(session.language), value=session.tree.project)}

    def _projects(self, language: str) -> dict[str, Any]:
        """All projects that have goals or documents."""
        own = {goal.project for goal in self._workspace.goals.goals() if goal.project}
        names = sorted(own | set(self._workspace.projects()), key=str.casefold)
        choices = [(say("tree.every_project", language), ""), *((name, name) for name in names)]
        return {"choices": choices, "label": say("tree.project", language)}
