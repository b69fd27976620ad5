"""Turns a rewrite into the draft of a goal for the tree, and what was typed into the form into a goal.

Nothing is guessed: a field is filled in only from a fact of the text. What cannot be read is named, and stays typed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from assistant.goals.calendar_periods import find_periods
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.figures import day_text, number_text
from assistant.goals.kpis import Kpi
from assistant.goals.levels import FIELDS, Goal, GoalStatus, Level, MetricKind, ancestors
from assistant.goals.review import REVIEW_DAYS, Reading, assess
from assistant.goals.rewrite import GoalRewrite
from assistant.spreadsheets import number_in
from assistant.web.wording import say

# What the form asks for, in its order; the reason belongs to a change, not to the goal.
ENTRIES = tuple(name for name in FIELDS if name not in ("id", "language"))
DAYS = ("start", "end", "upkeep_until", "review")
NUMBERS = ("baseline", "target")


@dataclass(frozen=True)
class Unreadable:
    """Why a form was not accepted, a sentence per field, in the language of the page."""

    problems: tuple[str, ...]


def draft_of(rewrite: GoalRewrite, facts: Sequence[Fact], kpi: Kpi | None, *, project: str, today: date) -> Goal:
    """A draft with what the text of a rewrite says; `facts` are those of its text, `kpi` the one in use."""
    target, baseline = _value(facts, Role.TARGET), _value(facts, Role.BASELINE)
    model = kpi is not None and kpi.model
    level = Level.MODEL if model else Level.BUSINESS
    end = max((fact.day for fact in facts if fact.day), default=None)
    review = today + timedelta(days=REVIEW_DAYS[level])
    return Goal(
        text=rewrite.text,
        language=rewrite.check.language,
        level=level,
        project=project,
        owner=_first(facts, FactKind.OWNER),
        metric=kpi.name[rewrite.check.language] if kpi else _first(facts, FactKind.METRIC),
        metric_kind=(MetricKind.MODEL if model else MetricKind.BUSINESS) if kpi else MetricKind.UNKNOWN,
        unit=_unit(target or baseline),
        baseline=baseline.number if baseline else None,
        target=target.number if target else None,
        start=today,
        end=end,
        review=min(review, end) if end and end > today else review,
    )


def _value(facts: Sequence[Fact], role: Role) -> Fact | None:
    return next((fact for fact in facts if fact.kind is FactKind.VALUE and fact.role is role), None)


def _first(facts: Sequence[Fact], kind: FactKind) -> str:
    return next((fact.text for fact in facts if fact.kind is kind), "")


def _unit(fact: Fact | None) -> str:
    """The unit as it is written, behind the last digit."""
    return re.split(r"\d", fact.text)[-1].strip() if fact else ""


def entries_of(goal: Goal, language: str) -> dict[str, str]:
    """A goal as the form shows it."""
    values = {name: getattr(goal, name) for name in ENTRIES}
    texts = {name: "" if value is None else str(value) for name, value in values.items()}
    texts |= {name: number_text(values[name], "", language) for name in NUMBERS if values[name] is not None}
    return texts | {name: day_text(values[name], language) for name in DAYS if values[name] is not None}


def read_goal(
    entries: Mapping[str, str], draft: Goal, *, language: str, today: date, goals: Sequence[Goal]
) -> Goal | Unreadable:
    """The draft with what the form says; `goals` are those of the tree, in which the parent is looked up."""
    problems: list[str] = []
    texts = {name: (entries.get(name) or "").strip() for name in ENTRIES}
    if not texts["text"]:
        problems.append(say("problem.text", language))
    if texts["level"] not in list(Level):
        problems.append(say("problem.level", language))
    numbers = {name: _number(name, texts, language, problems) for name in NUMBERS}
    days = {name: _day(name, texts, language, today, problems) for name in DAYS}
    parent = int(texts["parent"]) if texts["parent"] else None
    if parent is not None and _below(parent, draft, goals):
        problems.append(say("problem.parent", language))
    if problems:
        return Unreadable(tuple(problems))
    words = {name: texts[name] for name in ("text", "project", "owner", "metric", "unit", "notes")}
    kinds = {
        "level": Level(texts["level"]),
        "status": GoalStatus(texts["status"] or "draft"),
        "metric_kind": MetricKind(texts["metric_kind"]),
    }
    return replace(draft, parent=parent, **words, **kinds, **numbers, **days)


def _number(name: str, texts: Mapping[str, str], language: str, problems: list[str]) -> Decimal | None:
    try:
        return read_number(texts[name], texts["unit"], language)
    except ValueError:
        problems.append(say("problem.number", language, field=say(f"form.{name}", language), value=texts[name]))
        return None


def _day(name: str, texts: Mapping[str, str], language: str, today: date, problems: list[str]) -> date | None:
    try:
        return read_day(texts[name], language, today)
    except ValueError:
        problems.append(say("problem.day", language, field=say(f"form.{name}", language), value=texts[name]))
        return None


def read_number(text: str, unit: str, language: str) -> Decimal | None:
    """The number, with or without the unit behind it; None for ''. Raises ValueError."""
    bare = text.strip().removesuffix(unit).removesuffix("%").strip()
    if text.strip() and not bare:
        raise ValueError(text)
    return number_in(bare or None, language)


def read_day(text: str, language: str, today: date) -> date | None:
    """The day, however it is written; of a period its last day. None for ''. Raises ValueError."""
    text = text.strip()
    found = find_periods(text, language, today)
    if text and not (len(found) == 1 and found[0].day and (found[0].start, found[0].end) == (0, len(text))):
        raise ValueError(text)
    return found[0].day if found else None


def _below(parent: int, goal: Goal, goals: Sequence[Goal]) -> bool:
    """Whether the goal would hang below itself."""
    by_id = {other.id: other for other in goals if other.id is not None}
    if goal.id is None or parent not in by_id:
        return False
    return goal.id in (parent, *(other.id for other in ancestors(by_id[parent], by_id)))


def adapted(goal: Goal, readings: Sequence[Reading], action: str, today: date) -> Goal:
    """The goal with the target ('take_target') or the end ('take_end') that its review proposes."""
    proposal = assess(goal, readings, today).proposal
    if proposal is None:
        return goal
    if action == "take_target" and proposal.value_at_end is not None:
        return replace(goal, target=proposal.value_at_end)
    return replace(goal, end=proposal.reached_on) if action == "take_end" and proposal.reached_on else goal
