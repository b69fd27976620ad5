"""What is missing or wrong in a tree of goals, by rule.

The rules are those of the methodology ("Lücken im Zielbaum finden", "Termine im Zielbaum"), as far as the fields of a
goal can tell: whether two goals contradict each other, or two models collect the same data twice, people must see.
Only open goals (draft, agreed) have gaps, except that a cycle is one whoever is in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.goals.figures import day_text, quoted
from assistant.goals.gap_wording import TEXTS
from assistant.goals.kpis import Worded
from assistant.goals.levels import LEVEL_NAMES, Goal, GoalStatus, Level, MetricKind, ancestors


class Rule(StrEnum):
    """The rules, in the order in which their gaps are named."""

    CYCLE = "cycle"
    ORPHAN = "orphan"
    WRONG_LEVEL = "wrong_level"
    SKIPPED_LEVEL = "skipped_level"
    NO_BUSINESS_KPI = "no_business_kpi"
    NO_DATA_GOAL = "no_data_goal"
    ENDS_FIRST = "ends_first"
    DATES_REVERSED = "dates_reversed"
    NO_UPKEEP = "no_upkeep"
    NO_TARGET = "no_target"
    NO_END = "no_end"
    NO_BASELINE = "no_baseline"
    NO_OWNER = "no_owner"
    REVIEW_OVERDUE = "review_overdue"


@dataclass(frozen=True)
class Gap:
    """A gap at the goal with the id `goal`; `other` is the id of a second goal it concerns. The text says what is
    wrong and what to do."""

    goal: int | None
    rule: Rule
    text: Worded
    other: int | None = None

    def as_dict(self) -> dict[str, object]:
        """As `goal --json` prints it."""
        return {"goal": self.goal, "rule": str(self.rule), "other": self.other, "de": self.text.de, "en": self.text.en}


class _Tree:
    """The goals with what the rules look up again and again."""

    def __init__(self, goals: Sequence[Goal]) -> None:
        self.goals = goals
        self.by_id = {goal.id: goal for goal in goals if goal.id is not None}
        self.children: dict[int, list[Goal]] = {}
        for goal in goals:
            if goal.parent is not None:
                self.children.setdefault(goal.parent, []).append(goal)
        self.cycles = list(_cycles(self.by_id))
        self.in_cycle = {goal.id for cycle in self.cycles for goal in cycle}

    def parent(self, goal: Goal) -> Goal | None:
        return self.by_id.get(goal.parent) if goal.parent is not None else None

    def children_of(self, goal: Goal) -> list[Goal]:
        return self.children.get(goal.id, []) if goal.id is not None else []

    def below(self, goal: Goal) -> Iterator[Goal]:
        waiting, seen = [goal], {goal.id}
        while waiting:
            for child in self.children_of(waiting.pop()):
                if child.id is None or child.id not in seen:
                    seen.add(child.id)
                    waiting.append(child)
                    yield child


def gaps(goals: Sequence[Goal], today: date) -> list[Gap]:
    """All gaps: cycles first, then goal by goal in the order given.

    Takes the whole tree: of goals of one project only, those whose parent belongs to another would look like orphans.
    """
    tree = _Tree(goals)
    found = [_cycle_gap(cycle) for cycle in tree.cycles]
    for goal in goals:
        if goal.status.open:
            found += _link_gaps(goal, tree)
            found += _tree_gaps(goal, tree)
            found += _own_gaps(goal, today)
    return found


# --- cycles ---


def _cycles(by_id: dict[int, Goal]) -> Iterator[list[Goal]]:
    """Each cycle once, from its lowest number upwards from child to parent."""
    done: set[int] = set()
    for start in sorted(by_id):
        way: list[int] = []
        number: int | None = start
        while number in by_id and number not in done:
            done.add(number)
            way.append(number)
            number = by_id[number].parent
        if number in way:
            circle = way[way.index(number) :]
            lowest = circle.index(min(circle))
            yield [by_id[one] for one in circle[lowest:] + circle[:lowest]]


def _cycle_gap(cycle: Sequence[Goal]) -> Gap:
    if len(cycle) == 1:
        return _gap(cycle[0], Rule.CYCLE, "cycle.self")
    names = [[quoted(goal.text, language) for goal in (*cycle, cycle[0])] for language in ("de", "en")]
    way = Worded(" → ".join(names[0]), " → ".join(names[1]))
    return _gap(cycle[0], Rule.CYCLE, "cycle", other=cycle[1], way=way)


# --- the link to the parent ---


def _link_gaps(goal: Goal, tree: _Tree) -> Iterator[Gap]:
    if goal.parent is None:
        if goal.level.above:
            yield _gap(goal, Rule.ORPHAN, "orphan", above=LEVEL_NAMES[goal.level.above])
        return
    parent = tree.parent(goal)
    if parent is None:
        yield _gap(goal, Rule.ORPHAN, "orphan.gone", number=Worded(str(goal.parent), str(goal.parent)))
    elif goal.id not in tree.in_cycle:
        if parent.status is GoalStatus.ABANDONED:
            yield _gap(goal, Rule.ORPHAN, "orphan.abandoned", other=parent)
        yield from _level_gaps(goal, parent)


def _level_gaps(goal: Goal, parent: Goal) -> Iterator[Gap]:
    between = list(Level)[parent.level.depth + 1 : goal.level.depth]
    if goal.level is Level.MISSION:
        yield _gap(goal, Rule.WRONG_LEVEL, "wrong_level.mission", other=parent)
    elif parent.level.depth >= goal.level.depth:
        yield _gap(goal, Rule.WRONG_LEVEL, "wrong_level", other=parent)
    elif between:
        names = [[LEVEL_NAMES[level][language] for level in between] for language in ("de", "en")]
        missing = Worded(", ".join(names[0]), ", ".join(names[1]))
        yield _gap(goal, Rule.SKIPPED_LEVEL, "skipped_level", other=parent, missing=missing)


# --- what stands above and below ---


def _tree_gaps(goal: Goal, tree: _Tree) -> Iterator[Gap]:
    if goal.measured_at_model and not any(_has_business_kpi(above) for above in ancestors(goal, tree.by_id)):
        yield _gap(goal, Rule.NO_BUSINESS_KPI, "no_business_kpi")
    if goal.level is Level.BUSINESS:
        below = (child for child in tree.below(goal) if child.status is not GoalStatus.ABANDONED)
        if not any(child.level is Level.DATA for child in below):
            yield _gap(goal, Rule.NO_DATA_GOAL, "no_data_goal")
    yield from _ends_first(goal, tree)


def _has_business_kpi(goal: Goal) -> bool:
    measured = goal.metric.strip() and goal.metric_kind is not MetricKind.MODEL
    return goal.level is Level.BUSINESS and goal.status is not GoalStatus.ABANDONED and bool(measured)


def _ends_first(goal: Goal, tree: _Tree) -> Iterator[Gap]:
    """A parent may not end before the latest of its children; the end of a data goal is that of its upkeep."""
    dated = [child for child in tree.children_of(goal) if child.last_day and child.status is not GoalStatus.ABANDONED]
    if goal.last_day is None or not dated or goal.id in tree.in_cycle:
        return
    latest = max(dated, key=lambda child: child.last_day or date.min)
    if latest.last_day and latest.last_day > goal.last_day:
        key = "ends_first.data" if goal.level is Level.DATA else "ends_first"
        yield _gap(goal, Rule.ENDS_FIRST, key, other=latest)


# --- the goal itself ---


def _own_gaps(goal: Goal, today: date) -> Iterator[Gap]:
    if goal.start and goal.end and goal.end < goal.start:
        yield _gap(goal, Rule.DATES_REVERSED, "dates_reversed")
    if goal.level is Level.DATA and goal.end and goal.upkeep_until and goal.upkeep_until < goal.end:
        yield _gap(goal, Rule.DATES_REVERSED, "dates_reversed.upkeep")
    if goal.level is Level.DATA and goal.end and goal.upkeep_until is None:
        yield _gap(goal, Rule.NO_UPKEEP, "no_upkeep")
    if goal.level is not Level.MISSION:  # a mission has neither metric nor end
        yield from _unmeasurable(goal)
    if not goal.owner.strip():
        yield _gap(goal, Rule.NO_OWNER, "no_owner")
    if goal.review and goal.review < today:
        yield _gap(goal, Rule.REVIEW_OVERDUE, "review_overdue")


def _unmeasurable(goal: Goal) -> Iterator[Gap]:
    if goal.status is GoalStatus.AGREED and goal.target is None:
        yield _gap(goal, Rule.NO_TARGET, "no_target")
    if goal.status is GoalStatus.AGREED and goal.end is None:
        yield _gap(goal, Rule.NO_END, "no_end")
    if goal.target is not None and goal.baseline is None:
        yield _gap(goal, Rule.NO_BASELINE, "no_baseline")


# --- wording ---


def _gap(goal: Goal, rule: Rule, key: str, *, other: Goal | None = None, **words: Worded) -> Gap:
    texts = [
        text.format(
            goal=quoted(goal.text, language),
            level=LEVEL_NAMES[goal.level][language],
            other=quoted(other.text, language) if other else "",
            other_level=LEVEL_NAMES[other.level][language] if other else "",
            **_days(goal, other, language),
            **{name: word[language] for name, word in words.items()},
        )
        for language, text in zip(("de", "en"), TEXTS[key], strict=True)
    ]
    return Gap(goal.id, rule, Worded(*texts), other.id if other else None)


def _days(goal: Goal, other: Goal | None, language: str) -> dict[str, str]:
    days = {"start": goal.start, "end": goal.end, "last_day": goal.last_day, "review": goal.review}
    days |= {"upkeep": goal.upkeep_until, "other_last_day": other.last_day if other else None}
    return {name: day_text(day, language) if day else "" for name, day in days.items()}
