"""A goal rewritten by the rules alone, on a fixed day, with the catalogue that ships."""

from datetime import date
from pathlib import Path

from assistant.goals.composing import compose
from assistant.goals.fact import FactKind
from assistant.goals.facts import find_facts
from assistant.goals.goal_language import goal_language
from assistant.goals.kpis import Kpi, parse, recognise
from assistant.goals.smart import GoalText

TODAY = date(2026, 5, 12)
CATALOGUE = Path(__file__).resolve().parents[2] / "knowledge" / "catalogues" / "kpis.yaml"
USES = parse(CATALOGUE.read_text(encoding="utf-8"))


def goal_text(text: str, language: str = "") -> GoalText:
    """A goal as the rules see it; its language is recognised unless given."""
    language = language or goal_language(text)
    return GoalText(text, language, find_facts(text, language, TODAY))


def proposed(goal: GoalText) -> Kpi | None:
    """The first KPI of the use that the goal's words name, where the goal has no metric of its own."""
    use = recognise(goal.text, USES, language=goal.language)
    return None if use is None or goal.of(FactKind.METRIC) else use.kpis[0]


def ruled(text: str, language: str = "", *, propose: bool = True, **answers: str) -> str:
    """The goal rewritten by the rules."""
    goal = goal_text(text, language)
    kpi = proposed(goal) if propose and "metric" not in answers else None
    return compose(goal, answers=answers, kpi=kpi, today=TODAY)
