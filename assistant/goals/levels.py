"""Goals in a tree: the five levels, what a goal and a version of it are, and the order in which a tree is shown.

Levels, dates and ownership are those of the methodology ("Zielebenen von der Mission bis zum Modell"). Pure facts and
rules; what is missing in a tree is found in `gaps`, how far a goal has come in `review`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from assistant.goals.kpis import Worded


class Level(StrEnum):
    """The levels of a goal tree, from the top."""

    MISSION = "mission"
    STRATEGIC = "strategic"
    BUSINESS = "business"
    DATA = "data"
    MODEL = "model"

    @property
    def depth(self) -> int:
        """0 for the mission, 4 for an analysis or model goal."""
        return list(Level).index(self)

    @property
    def above(self) -> "Level | None":
        """The level a parent has; None above the mission."""
        return list(Level)[self.depth - 1] if self.depth else None


class GoalStatus(StrEnum):
    """Where a goal stands by decision, not by measurement. Missed also says that reaching it was found impossible."""

    DRAFT = "draft"
    AGREED = "agreed"
    ACHIEVED = "achieved"
    MISSED = "missed"
    ABANDONED = "abandoned"

    @property
    def open(self) -> bool:
        """Whether somebody still works towards the goal."""
        return self in (GoalStatus.DRAFT, GoalStatus.AGREED)


class MetricKind(StrEnum):
    """Whether a metric measures the business (cost, lead time) or a model (recall, forecast error)."""

    BUSINESS = "business"
    MODEL = "model"
    UNKNOWN = ""


LEVEL_NAMES = {
    Level.MISSION: Worded("Mission", "Mission"),
    Level.STRATEGIC: Worded("Strategisches Ziel", "Strategic goal"),
    Level.BUSINESS: Worded("Geschäftsziel", "Business goal"),
    Level.DATA: Worded("Datenziel", "Data goal"),
    Level.MODEL: Worded("Analyse-/Modellziel", "Analysis/model goal"),
}
STATUS_NAMES = {
    GoalStatus.DRAFT: Worded("Entwurf", "draft"),
    GoalStatus.AGREED: Worded("vereinbart", "agreed"),
    GoalStatus.ACHIEVED: Worded("erreicht", "achieved"),
    GoalStatus.MISSED: Worded("verfehlt", "missed"),
    GoalStatus.ABANDONED: Worded("aufgegeben", "abandoned"),
}
METRIC_KIND_NAMES = {
    MetricKind.BUSINESS: Worded("Geschäft", "business"),
    MetricKind.MODEL: Worded("Modell", "model"),
    MetricKind.UNKNOWN: Worded("", ""),
}


@dataclass(frozen=True)
class Goal:
    """A goal of the tree. `id` is None until it is stored; `parent` is the id of the goal above. Texts are '' where
    they are missing. `end` is the day by which the target is to be reached, of a data goal its delivery;
    `upkeep_until` is the day until which a data goal's data stay complete and current; `review` is the next review.
    Numbers are finite."""

    text: str
    language: str
    level: Level
    id: int | None = None
    parent: int | None = None
    project: str = ""
    owner: str = ""
    status: GoalStatus = GoalStatus.DRAFT
    metric: str = ""
    metric_kind: MetricKind = MetricKind.UNKNOWN
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    start: date | None = None
    end: date | None = None
    upkeep_until: date | None = None
    review: date | None = None
    notes: str = ""

    @property
    def last_day(self) -> date | None:
        """The day the goal ends. Of a data goal that is the end of its upkeep."""
        return self.upkeep_until or self.end if self.level is Level.DATA else self.end

    @property
    def measured_at_model(self) -> bool:
        """Whether it is a model goal or measured by a model metric on another level."""
        return self.level is Level.MODEL or self.metric_kind is MetricKind.MODEL


FIELDS = tuple(field.name for field in fields(Goal))
# Whoever changes one of these changes what the goal demands.
_DEMANDS = {"level", "metric", "unit", "baseline", "target", "start", "end", "upkeep_until"}


@dataclass(frozen=True)
class Version:
    """A goal as it was from `saved_at` (UTC) until the next version, the last one as it is now. `changed` names the
    fields that differ from the version before, `reason` is what the person gave for it."""

    major: int
    minor: int
    saved_at: datetime
    changed: tuple[str, ...]
    goal: Goal
    reason: str = ""

    @property
    def number(self) -> str:
        """As people write it: '2.0'."""
        return f"{self.major}.{self.minor}"


def changed_fields(before: Goal, after: Goal) -> tuple[str, ...]:
    """The fields in which two goals differ, in the order of FIELDS; the id does not count."""
    return tuple(name for name in FIELDS if name != "id" and getattr(before, name) != getattr(after, name))


def changes_demand(before: Goal, after: Goal) -> bool:
    """Whether a change is one of ambition (version 2.0) and no clarification (1.1): the methodology raises the digit
    before the point for the first. A new wording changes the demand when its figures differ."""
    figures = [sorted(re.findall(r"\d+", goal.text)) for goal in (before, after)]
    return bool(_DEMANDS.intersection(changed_fields(before, after))) or figures[0] != figures[1]


def ancestors(goal: Goal, by_id: Mapping[int, Goal]) -> list[Goal]:
    """The goals above, nearest first, as far as `by_id` holds them; a cycle ends before it begins anew."""
    found: list[Goal] = []
    seen = {goal.id}
    while goal.parent in by_id and goal.parent not in seen:
        goal = by_id[goal.parent]
        seen.add(goal.id)
        found.append(goal)
    return found


def in_tree_order(goals: Sequence[Goal]) -> list[tuple[Goal, int]]:
    """Every goal exactly once with its depth, children right below their parent, siblings by level and number.

    A goal whose parent is not among `goals` stands at depth 0; of a cycle the goal on the highest level does.
    """
    by_id = {goal.id: goal for goal in goals if goal.id is not None}
    children: dict[int | None, list[Goal]] = {}
    for goal in sorted(goals, key=lambda goal: (goal.level.depth, goal.id is None, goal.id or 0)):
        children.setdefault(goal.parent if goal.parent in by_id else None, []).append(goal)
    ordered = list(_walk(children.get(None, []), children))
    seen = {goal.id for goal, _ in ordered}
    for goal in goals:
        if goal.id is not None and goal.id not in seen:
            below = list(_walk([_first_of_cycle(goal, by_id)], children))
            seen.update(one.id for one, _ in below)
            ordered += below
    return ordered


def _first_of_cycle(goal: Goal, by_id: Mapping[int, Goal]) -> Goal:
    """Of the cycle that a goal is in or hangs from, the one on the highest level."""
    way = [goal, *ancestors(goal, by_id)]
    begin = next(place for place, one in enumerate(way) if one.id == way[-1].parent)
    return min(way[begin:], key=lambda one: (one.level.depth, one.id or 0))


def _walk(roots: Sequence[Goal], children: dict[int | None, list[Goal]]) -> Iterator[tuple[Goal, int]]:
    """Depth first, without recursion: a chain may be longer than Python's stack."""
    waiting = [(goal, 0) for goal in reversed(roots)]
    seen = {goal.id for goal in roots}
    while waiting:
        goal, depth = waiting.pop()
        yield goal, depth
        below = children.get(goal.id, []) if goal.id is not None else []
        fresh = [child for child in below if child.id is None or child.id not in seen]
        seen.update(child.id for child in fresh)
        waiting += [(child, depth + 1) for child in reversed(fresh)]
