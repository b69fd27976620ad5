"""From a question to the events of its answer: recognises what is wanted and lets the right part answer.

It opens nothing: what answers is lent to it for this one answer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Event, Mode
from assistant.budget import Effort
from assistant.conversation import Turn, search_text
from assistant.goal_chat import chat_events
from assistant.goals.recognising import goal_in
from assistant.lesson_chat import lesson_events
from assistant.passages import EVERYTHING, Filter
from assistant.rewriting import GoalEvent
from assistant.risk_chat import Request, risk_events
from assistant.risks.proposal import RiskProposal
from assistant.writing import Writing


@dataclass(frozen=True)
class Asked:
    """A question with what was chosen beside it."""

    question: str
    mode: Mode
    history: Sequence[Turn] = ()
    only: Filter = EVERYTHING
    effort: Effort = Effort.SHORT


def events(
    asked: Asked,
    lent: Writing,
    projects: Callable[[], list[str]],
    *,
    goal: Callable[..., Iterator[GoalEvent]],
    propose: Callable[..., list[RiskProposal]],
) -> Iterator[Event]:
    """What stream() of the workspace gives; `goal` rewrites a goal of a project, `propose` proposes risks."""
    question, history, only, retrieval = asked.question, asked.history, asked.only, lent.retrieval
    assert lent.answering is not None and retrieval.learning is not None
    wanted = retrieval.modes.recognise(question, history) if asked.mode == Mode.AUTO else asked.mode
    if wanted is Mode.GOAL:
        return chat_events(goal(goal_in(question) or question, project=only.project))
    answered = lent.answering.answer(question, history, only=only, effort=asked.effort, mode=wanted)
    if wanted is Mode.RISKS:
        return risk_events(answered, Request(question, history, only, projects()), propose)
    if wanted is Mode.LESSONS:
        return lesson_events(answered, search_text(question, history), only, find=retrieval.learning.lessons)
    return answered
