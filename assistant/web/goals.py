"""The tab for goals: type a goal, see its check at once, before and after, and answer the questions left.

Turns the events of a check into widgets. It holds no rule about goals; the goal tree beside it is `goal_tree_tab`.
"""

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

import gradio as gr

from assistant.goals.criteria import Source
from assistant.goals.fact import Fact
from assistant.goals.facts import find_facts
from assistant.goals.rewrite import Question
from assistant.web.chat import ANSWERS_AT_ONCE, QUICK, UNSEEN, Updates, html_of
from assistant.web.document_list import notice_html
from assistant.web.exchanges import Session, integer
from assistant.web.goal_check import check_html, further_html, kpis_html, summary_text
from assistant.web.goal_draft import draft_of
from assistant.web.goal_session import MOST_QUESTIONS, GoalSession, follow
from assistant.web.goal_tree_tab import GoalTreeTab
from assistant.web.goal_versions import after_html, before_html, writing_html
from assistant.web.goal_wording import GOAL_EXAMPLES
from assistant.web.letter_meanings import LetterMeanings
from assistant.web.sources import document_id, opened_passage_html
from assistant.web.wording import say
from assistant.workspace import Workspace

# Says a short sentence to a screen reader whenever its text changes.
LIVE = "element.setAttribute('aria-live', 'polite');"
# Checks may run at the same time; the model itself takes one after the other.
RUNS: dict[str, Any] = {
    "concurrency_limit": ANSWERS_AT_ONCE,
    "concurrency_id": "goals",
    "trigger_mode": "multiple",
    **UNSEEN,
}


class GoalsTab:
    """The tab: checking a goal, and the goal tree beside it."""

    def __init__(self, workspace: Workspace, session: gr.State, reader: gr.HTML, language: str) -> None:
        self._workspace = workspace
        with gr.Tabs(elem_id="goal-tabs") as self.tabs:
            with gr.Tab(say("goals.check_tab", language), id="check") as self.check_tab:
                self.check = GoalCheckTab(workspace, session, reader, language)
            with gr.Tab(say("goals.tree_tab", language), id="tree") as self.tree_tab:
                self.tree = GoalTreeTab(workspace, session, language)
        tree = [*self.tree.drawn]
        self.check.after.click(self.adopt, session, [self.tabs, *tree], **QUICK)
        self.tree_tab.select(self.tree.shown, session, tree, **QUICK)

    def adopt(self, session: Session, event: gr.EventData) -> Updates:
        """Opens the form of the tree with what the proposal says; nothing is saved yet."""
        goal = session.goal
        if (event._data or {}).get("action") != "adopt" or goal.rewrite is None:
            return {self.tabs: gr.skip()}
        draft = draft_of(goal.rewrite, facts_of(goal), goal.kpi_in_text, project=goal.project, today=date.today())
        return self.tree.start(draft, session) | {self.tabs: gr.update(selected="tree")}

    def open(self, number: int, session: Session) -> Updates:
        """Shows a goal of the tree; it changes `opened`."""
        return self.tree.opened(number, session) | {self.tabs: gr.update(selected="tree")}

    @property
    def opened(self) -> list[gr.components.Component]:
        """All widgets that open() updates."""
        return [self.tabs, *self.tree.drawn]

    def words(self, session: Session) -> Updates:
        """All texts of the tab in the session's language."""
        frame: Updates = {
            self.check_tab: gr.update(label=say("goals.check_tab", session.language)),
            self.tree_tab: gr.update(label=say("goals.tree_tab", session.language)),
        }
        return frame | self.check.words(session) | self.tree.words(session)

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [self.check_tab, self.tree_tab, *self.check.worded, *self.tree.worded]


class GoalCheckTab:
    """The widgets of the check and what their events do."""

    def __init__(self, workspace: Workspace, session: gr.State, reader: gr.HTML, language: str) -> None:
        self._workspace, self._reader = workspace, reader
        self._meanings = LetterMeanings(workspace)
        with gr.Column(elem_classes="goal-check"):
            self._build_goal(language)
            self.notice = html_of("goal-notice", "")
            self.live = gr.HTML("", elem_id="goal-live", js_on_load=LIVE, apply_default_css=False)
            self.letters = html_of("goal-letters", "")
            with gr.Row(elem_classes="versions", equal_height=True):
                self.before = html_of("goal-before", "")
                with gr.Column(elem_classes="proposal", min_width=280):
                    self.after = html_of("goal-after", "")
                    self.writing = html_of("goal-writing", "")
            with gr.Row(elem_classes="finishing", equal_height=False, visible=False) as self.finishing:
                self._build_questions(language)
                self.kpis = html_of("goal-kpis", "")
                self.further = html_of("goal-further", "")
        self._connect(session)

    def _build_goal(self, language: str) -> None:
        with gr.Row(elem_classes="ask-row goal-row", equal_height=False):
            self.goal = gr.Textbox(
                "", **_goal_field(language), lines=1, max_lines=6, show_label=False, container=False, elem_id="goal"
            )
            self.project = gr.Dropdown(**self._projects(language), elem_id="goal-project", min_width=150, scale=0)
            self.send = gr.Button(say("goal.check", language), variant="primary", scale=0, elem_id="goal-send")
        with gr.Column(elem_classes="welcome-goals") as self.welcome:
            self.hint = html_of("goal-keys", _hint(language))
            self.welcome_text = html_of("goal-welcome", _welcome(language))
            with gr.Row(elem_classes="examples goal-examples"):
                self.examples = [gr.Button(say(name, language), elem_classes="example") for name in GOAL_EXAMPLES]

    def _build_questions(self, language: str) -> None:
        with gr.Column(elem_classes="questions", min_width=320, scale=3):
            self.heading = html_of("goal-questions", "")
            with gr.Column(elem_classes="fields"):
                self.fields = [
                    gr.Textbox("", visible=False, max_lines=3, elem_id=f"goal-field-{place}", min_width=200)
                    for place in range(MOST_QUESTIONS)
                ]

    def _connect(self, session: gr.State) -> None:
        asked = [self.project, session]
        gr.on([self.goal.submit, self.send.click], self.run, [self.goal, *asked], self.drawn, **RUNS)
        for example in self.examples:
            example.click(self.run, [example, *asked], self.drawn, **RUNS)
        answers = [trigger for each in self.fields for trigger in (each.submit, each.blur)]
        gr.on(answers, self.answered, [*self.fields, session], self.drawn, **RUNS)
        self.kpis.click(self.choose, session, self.drawn, **RUNS)
        self.writing.click(self.halt, session, self.drawn, **QUICK)
        for clickable in (self.letters, self.further, self.after):
            clickable.click(self.point, session, self._reader, trigger_mode="multiple", **QUICK)

    # --- events ---

    def run(self, text: str, project: str | None, session: Session) -> Iterator[Updates]:
        """Checks a goal: the letters first, then the rewrite by rules, then a model's where one can."""
        session.goal.begin(text, (project or "").strip())
        yield from self._followed(session, {self.goal: text})

    def answered(self, *values: Any) -> Iterator[Updates]:
        """An answer was typed: check and rewrite with it. A field that was only left changes nothing."""
        *texts, session = values
        goal: GoalSession = session.goal
        given = {slot: text or "" for slot, text in zip(goal.placed, texts, strict=False) if slot}
        if goal.answer(given):
            yield from self._followed(session)
        else:
            yield self._nothing()

    def choose(self, session: Session, event: gr.EventData) -> Iterator[Updates]:
        """A proposed KPI becomes the answer to what is measured."""
        goal, chosen = session.goal, (event._data or {}).get("kpi")
        kpi = next((kpi for kpi in goal.kpis if kpi.id == chosen), None)
        if kpi and goal.original and goal.answer({"metric": kpi.name[goal.original.language]}):
            goal.placed = [slot if slot != "metric" else "" for slot in goal.placed]
            yield from self._followed(session)
        else:
            yield self._nothing()

    def halt(self, session: Session) -> Updates:
        """Stops the model; the rewrite by rules stands."""
        session.goal.stop()
        return self.drawing(session)

    def point(self, session: Session, event: gr.EventData) -> Any:
        """Opens the passage behind a citation, the meaning of a letter, or a figure of the proposal."""
        data = event._data or {}
        number = integer(data.get("source"))
        found = self._cited(session, str(data.get("action")), number, str(data.get("letter")))
        if found is None:
            return gr.skip()
        return opened_passage_html(
            found.passage,
            self._workspace.passages_of(document_id(found.passage)),
            source=number,
            quote=found.quote,
            language=session.language,
        )

    def _cited(self, session: Session, action: str, number: int, letter: str) -> Source | None:
        goal = session.goal
        if action == "meaning":
            return self._meanings.find(session.language).get(letter)
        passages = goal.rewrite.passages if goal.rewrite else ()
        sources = goal.sources if action == "source" else [Source(passage, "") for passage in passages]
        return sources[number - 1] if action in ("source", "passage") and 1 <= number <= len(sources) else None

    def _followed(self, session: Session, also: Updates | None = None) -> Iterator[Updates]:
        """Runs the session's goal and yields what changed on screen after every event."""
        yield also or self._nothing()  # before another run can end this one without a word
        drawn, seen = dict[Any, Any](), None
        for goal in follow(session.goal, self._workspace.stream_goal):
            state = (id(goal.check), id(goal.rewrite), goal.writing, id(goal.error))
            if state == seen:
                yield self._nothing()  # or a tab that was closed while a model works goes unnoticed
                continue
            seen, drawing = state, self.drawing(session)
            changes = {widget: value for widget, value in drawing.items() if drawn.get(widget) != value}
            # A value that has been sent is in its field; the same field without it is no news.
            fields = {widget: {k: v for k, v in drawing[widget].items() if k != "value"} for widget in self.fields}
            drawn = drawing | fields
            yield changes
            self._meanings.find(session.language)  # after the first drawing, which must not wait for a search
        # Gradio draws the last update once more when the event ends: of a stopped run that would undo the stop.
        yield self._nothing()

    def _nothing(self) -> Updates:
        """Nothing changes. Gradio empties every output of an event that yields nothing at all."""
        return {self.writing: gr.skip()}

    # --- drawing ---

    def drawing(self, session: Session) -> Updates:
        """Everything that follows from the session."""
        goal, language = session.goal, session.language
        check, rewrite = goal.check, goal.rewrite
        known = check is not None
        return {
            self.notice: notice_html(goal.error.in_language(language)) if goal.error else "",
            self.live: summary_text(check, goal.open_questions, language) if check else "",
            self.letters: check_html(check, self._meanings.known(language), language),
            self.before: before_html(goal.original, language),
            self.after: after_html(rewrite, facts_of(goal), language),
            self.writing: writing_html(writing=goal.writing, halted=goal.halted, language=language),
            self.further: further_html(check, language),
            self.kpis: self._kpis(goal, language),
            self.heading: _questions_heading(goal, language),
            self.finishing: gr.update(visible=known),
            self.welcome: gr.update(visible=not known),
            **self._form(goal, language),
        }

    def _kpis(self, goal: GoalSession, language: str) -> str:
        lang = goal.original.language if goal.original else language
        return kpis_html(goal.kpis, goal.use, chosen=goal.kpi.id if goal.kpi else "", lang=lang, language=language)

    def _form(self, goal: GoalSession, language: str) -> Updates:
        """The questions in their fields. A value is sent only where a field gets another question, so that nothing
        that is being typed is overwritten."""
        updates: Updates = {}
        asked = [*goal.asked, *[None] * (MOST_QUESTIONS - len(goal.asked))]
        slots = [question.slot if question else "" for question in asked]
        placed = goal.placed or [""] * MOST_QUESTIONS
        for widget, question, before in zip(self.fields, asked, placed, strict=True):
            updates[widget] = _question_field(question, language)
            if question and before != question.slot:
                updates[widget]["value"] = goal.answers.get(question.slot, "")
        goal.placed = slots
        return updates

    def words(self, session: Session) -> Updates:
        """All texts of the tab in the session's language; goal, answers and results stay."""
        language = session.language
        if session.goal.check is not None:
            self._meanings.find(language)
        updates = self.drawing(session)
        updates |= {
            self.goal: gr.update(**_goal_field(language)),
            self.project: self.project_choices(language),
            self.send: gr.update(value=say("goal.check", language)),
            self.hint: _hint(language),
            self.welcome_text: _welcome(language),
        }
        examples = zip(self.examples, GOAL_EXAMPLES, strict=True)
        return updates | {button: gr.update(value=say(name, language)) for button, name in examples}

    @property
    def drawn(self) -> list[gr.components.Component]:
        """All widgets that an event of the check may change."""
        return [
            *(self.goal, self.notice, self.live, self.letters, self.before, self.after, self.writing),
            *(self.further, self.kpis, self.heading, self.finishing, self.welcome),
            *self.fields,
        ]

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [*self.drawn, self.project, self.send, self.hint, self.welcome_text, *self.examples]

    def project_choices(self, language: str) -> Any:
        """The projects of the store as an update, the choice kept."""
        projects = self._projects(language)
        return gr.update(choices=projects["choices"], label=projects["label"])

    def _projects(self, language: str) -> dict[str, Any]:
        return {
            "choices": self._workspace.projects(),
            "value": None,
            "allow_custom_value": True,
            "label": say("goal.project", language),
        }


def facts_of(goal: GoalSession) -> tuple[Fact, ...]:
    """The facts in the proposal's text."""
    if goal.rewrite is None:
        return ()
    return tuple(find_facts(goal.rewrite.text, goal.rewrite.check.language, date.today()))


def _goal_field(language: str) -> dict[str, Any]:
    return {"label": say("goal.label", language), "placeholder": say("goal.placeholder", language)}


def _question_field(question: Question | None, language: str) -> dict[str, Any]:
    if question is None:
        return gr.update(visible=False)
    return gr.update(
        visible=True, label=question.text, placeholder=question.placeholder or say("questions.free", language)
    )


def _hint(language: str) -> str:
    return f'<p class="hint keys">{say("goal.hint", language)}</p>'


def _welcome(language: str) -> str:
    return f'<p class="goal-welcome">{say("goal.welcome", language)}</p>'


def _questions_heading(goal: GoalSession, language: str) -> str:
    """What the fields are for; before the rewrite nobody knows which questions there are."""
    if goal.rewrite is None:
        return ""
    hint, none = escape(say("questions.hint", language)), say("questions.none", language)
    rest = "" if any(goal.asked) else f'<p class="hint">{none}</p>'
    return f'<h3 title="{hint}">{say("questions.heading", language)}</h3>{rest}'
