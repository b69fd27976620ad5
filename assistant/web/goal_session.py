"""What one browser tab knows of the goal it is working on, and of what it shows of the goal tree.

Takes the events of the workspace and keeps them; it renders nothing and knows no widget. Every check and every
answer starts a new run, and the events of an older run are dropped, which stops its model.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from assistant.errors import AssistantError
from assistant.goals.criteria import GoalCheck, Source
from assistant.goals.kpis import Kpi, Use
from assistant.goals.levels import Goal
from assistant.goals.rewrite import GoalRewrite, Question
from assistant.rewriting import Checked, GoalEvent, Reworded
from assistant.web.goal_import import ImportPlan

Stream = Callable[..., Iterator[GoalEvent]]
# Questions shown at a time: the page has as many fields.
MOST_QUESTIONS = 8


@dataclass
class GoalSession:
    """The goal of one browser tab. `original` is the check of the bare text, `check` that with the answers; `asked`
    are the questions in the order of their fields, None where a field is free, `placed` the slots that the fields on
    screen stand for. `run` numbers the runs, `writing` says that a model may still word the goal better, `halted` that
    the reader stopped it."""

    text: str = ""
    project: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    original: GoalCheck | None = None
    check: GoalCheck | None = None
    rewrite: GoalRewrite | None = None
    asked: list[Question | None] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    run: int = 0
    writing: bool = False
    halted: bool = False
    error: AssistantError | None = None

    def begin(self, text: str, project: str) -> None:
        """Another goal: what was known of the last one is forgotten."""
        self.text, self.project = text, project
        self.answers, self.asked, self.placed = {}, [], []
        self.original = self.check = self.rewrite = None

    def answer(self, answers: Mapping[str, str]) -> bool:
        """Keeps the answers of the fields on screen; False where nothing changed. '' takes an answer back."""
        before = dict(self.answers)
        self.answers |= {slot: text.strip() for slot, text in answers.items()}
        self.answers = {slot: text for slot, text in self.answers.items() if text}
        return self.answers != before

    def stop(self) -> None:
        """The events of the running check are no longer wanted."""
        self.run += 1
        self.halted, self.writing = self.writing, False

    def take(self, event: GoalEvent) -> None:
        """Keeps what an event brings."""
        if isinstance(event, Checked):
            self.check = event.check
            if not self.answers:
                self.original = event.check
        elif isinstance(event, Reworded):
            self.rewrite, self.check = event.rewrite, event.rewrite.check
            self.writing = not event.final
            self._ask(event.rewrite.questions)

    def _ask(self, questions: Sequence[Question]) -> None:
        """A question keeps its place, so that nothing moves under the hands of who is typing; an answered one stays,
        so that the answer can be changed. New questions take the places that became free."""
        new = {question.slot: question for question in questions}
        kept = [new.pop(q.slot, q if q.slot in self.answers else None) if q else None for q in self.asked]
        coming = iter(new.values())
        filled = [question or next(coming, None) for question in kept]
        self.asked = [*filled, *coming][:MOST_QUESTIONS]

    @property
    def open_questions(self) -> int:
        """How many questions wait for an answer."""
        return sum(question is not None and question.slot not in self.answers for question in self.asked)

    @property
    def use(self) -> Use | None:
        """The use of AI the goal is about."""
        return self.original.use if self.original else None

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """The KPIs proposed; they stay on offer after one was taken."""
        return self.original.kpis if self.original else ()

    @property
    def kpi(self) -> Kpi | None:
        """The proposed KPI that was taken."""
        return next((kpi for kpi in self.kpis if kpi.name[self._language] == self.answers.get("metric")), None)

    @property
    def kpi_in_text(self) -> Kpi | None:
        """The KPI that the proposal is measured by, taken or not."""
        text = self.rewrite.text if self.rewrite else ""
        return self.kpi or next((kpi for kpi in self.kpis if kpi.name[self._language] in text), None)

    @property
    def _language(self) -> str:
        return self.original.language if self.original else "de"

    @property
    def sources(self) -> list[Source]:
        """What the criteria cite, in the order in which the page numbers it."""
        criteria = (*self.check.criteria, *self.check.further) if self.check else ()
        return [source for criterion in criteria for source in criterion.sources]


@dataclass
class TreeSession:
    """What one browser tab shows of the goal tree. `opened` is the number of a goal, `deleting` that its deletion
    waits for a yes; `before` is the goal in the form as it was opened, `pending` what the summary shows and a
    confirmation would save; `plan` is a file that waits for a yes."""

    project: str = ""
    opened: int | None = None
    deleting: bool = False
    before: Goal | None = None
    pending: Goal | None = None
    reason: str = ""
    plan: ImportPlan | None = None


def follow(goal: GoalSession, stream: Stream) -> Iterator[GoalSession]:
    """Checks and rewrites the goal with its answers, and yields it after every event.

    A later run ends this one at its next event; closing it stops the model.
    """
    goal.run += 1
    run = goal.run
    goal.error, goal.writing, goal.halted = None, False, False
    try:
        with closing(stream(goal.text, dict(goal.answers), project=goal.project or None)) as events:
            for event in events:
                if goal.run != run:
                    return
                goal.take(event)
                yield goal
    except AssistantError as error:
        goal.error = error
        yield goal
    finally:
        if goal.run == run:
            goal.writing = False
