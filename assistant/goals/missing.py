"""What a goal's sentence still needs, and with which words: the user's answers, else placeholders.

The same for both languages; how the words are joined into a sentence is the work of `german_sentence` and
`english_sentence`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from assistant.goals.fact import FactKind, Role
from assistant.goals.kpis import Kpi
from assistant.goals.rewrite import PLACEHOLDERS
from assistant.goals.smart import GoalText, check_smart, measures

# Values in these units have a state before; "train 40 people" has none.
_WITH_BASELINE = frozenset({"%", "pp", "x", "point", "EUR", "USD", "CHF", "s", "min", "h", "day", "week", "month"})


@dataclass(frozen=True)
class Missing:
    """What to put in; a field is '' where the goal says it already.

    `object` says what exactly is meant, or what exactly is to be done. `measure` is what success is measured by where
    the goal names nothing: a KPI of the catalogue, the user's words or the placeholder. `baseline` and `target` are
    values or placeholders. `completion` completes a deadline that lacks its year, or its date.
    """

    object: str = ""
    measure: Kpi | str = ""
    baseline: str = ""
    target: str = ""
    deadline: str = ""
    completion: str = ""
    owner: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def missing_parts(goal: GoalText, answers: Mapping[str, str], kpi: Kpi | None) -> Missing:
    """What a goal lacks, filled with the answers as far as they go."""

    def filled(slot: str) -> str:
        return answers.get(slot, "").strip() or placeholder(slot, goal.language)

    specific, measurable, timed = check_smart(goal)
    completion = "" if timed.gap in ("", "deadline") else filled("year" if timed.gap == "year" else "deadline")
    return Missing(
        object=filled("object") if specific.gap == "object" else answers.get("action", "") if specific.gap else "",
        measure=(kpi or filled("metric")) if _lacks_measure(goal, measurable.gap) else "",
        baseline=filled("baseline") if lacks_baseline(goal) else "",
        target=filled("target") if _lacks_target(goal) else "",
        deadline=filled("deadline") if timed.gap == "deadline" else "",
        completion=completion,
        owner="" if goal.of(FactKind.OWNER) else filled("owner"),
    )


def placeholder(slot: str, language: str) -> str:
    """The placeholder of a slot in a language."""
    return PLACEHOLDERS[slot][0 if language == "de" else 1]


def _lacks_measure(goal: GoalText, gap: str) -> bool:
    """Whether nothing says what is measured: no metric, and no value that says it itself."""
    if goal.of(FactKind.METRIC) or gap in ("", "target"):
        return False
    values = goal.of(FactKind.VALUE, Role.TARGET, Role.BASELINE, Role.CHANGE)
    return gap == "metric" or not any(measures(goal, fact) for fact in values)


def lacks_baseline(goal: GoalText) -> bool:
    """Whether it is not said where things stand, and there is something to be said."""
    if goal.of(FactKind.VALUE, Role.BASELINE):
        return False
    targets = goal.of(FactKind.VALUE, Role.TARGET)
    bare = bool(goal.of(FactKind.METRIC))  # "NPS auf 45"
    return not targets or any(fact.unit in _WITH_BASELINE or (bare and not fact.unit) for fact in targets)


def _lacks_target(goal: GoalText) -> bool:
    """A change from a known baseline gives the target."""
    if goal.of(FactKind.VALUE, Role.TARGET):
        return False
    return not (goal.of(FactKind.VALUE, Role.CHANGE) and goal.of(FactKind.VALUE, Role.BASELINE))
