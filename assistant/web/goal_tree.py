"""Renders the goal tree as safe HTML: the goals level by level with their gaps, and what a form or file would change.

It only lays out what is handed in; which gaps there are and how a goal stands is decided elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from assistant.goals.figures import day_text, number_text
from assistant.goals.gaps import Gap
from assistant.goals.levels import (
    LEVEL_NAMES,
    STATUS_NAMES,
    Goal,
    GoalStatus,
    Level,
    ancestors,
    changed_fields,
    in_tree_order,
)
from assistant.goals.review import Course
from assistant.goals.review_wording import COURSE_NAMES
from assistant.goals.rewrite import PLACEHOLDERS
from assistant.web.goal_draft import DAYS, ENTRIES, NUMBERS
from assistant.web.wording import NOTHING, counted, say

# Told apart without colour, too.
STATUS_SYMBOLS = {
    GoalStatus.DRAFT: "○",
    GoalStatus.AGREED: "●",
    GoalStatus.ACHIEVED: "✓",
    GoalStatus.MISSED: "✗",
    GoalStatus.ABANDONED: "–",
}
COURSE_SYMBOLS = {
    Course.ON_TRACK: "▲",
    Course.AT_RISK: "!",
    Course.MISSED: "✗",
    Course.ACHIEVED: "✓",
    Course.NOT_MEASURABLE: "?",
}
_GAPS = [text for pair in PLACEHOLDERS.values() for text in pair]


@dataclass(frozen=True)
class TreeView:
    """What is shown of the tree: the goals chosen, the gaps of the whole tree, how the goals stand that were measured,
    and the number of the goal that is opened."""

    goals: Sequence[Goal]
    gaps: Sequence[Gap] = ()
    courses: Mapping[int, Course] = field(default_factory=dict)
    opened: int | None = None
    project: str = ""


def shown_goals(goals: Sequence[Goal], project: str) -> list[Goal]:
    """The goals of a project with those above them, which may belong to another; all goals for ''."""
    if not project:
        return list(goals)
    by_id = {goal.id: goal for goal in goals if goal.id is not None}
    mine = [goal for goal in goals if goal.project == project]
    wanted = {goal.id for goal in mine} | {above.id for goal in mine for above in ancestors(goal, by_id)}
    return [goal for goal in goals if goal.id in wanted]


def tree_html(view: TreeView, language: str) -> str:
    """The tree as nested lists, or what to do where there is none."""
    if not view.goals:
        name = "tree.nothing" if view.project else "tree.empty"
        return f'<p class="hint">{escape(say(name, language))}</p>'
    shown = {goal.id for goal in view.goals}
    gaps = sum(gap.goal in shown for gap in view.gaps)
    count = f"{counted('tree.count', len(view.goals), language)} · "
    count += counted("tree.gaps", gaps, language) if gaps else say("tree.no_gaps", language)
    label = escape(say("tree.label", language))
    return f'<p class="hint">{escape(count)}</p><nav aria-label="{label}">{_nested(view, language)}</nav>'


def _nested(view: TreeView, language: str) -> str:
    """The goals in tree order as lists inside lists, without recursion: a chain may be long."""
    html, before = '<ul class="tree">', -1
    for goal, depth in in_tree_order(view.goals):
        if depth > before >= 0:
            html += "<ul>"
        elif before >= 0:
            html += "</li>" + "</ul></li>" * (before - depth)
        html += _node(goal, view, language)
        before = depth
    return html + "</li>" + "</ul></li>" * before + "</ul>"


def _node(goal: Goal, view: TreeView, language: str) -> str:
    current = ' aria-current="true"' if goal.id == view.opened else ""
    label = escape(say("tree.open", language, n=goal.id, text=goal.text))
    style = f"node level-{goal.level} status-{goal.status}"
    style += " foreign" if view.project and goal.project != view.project else ""
    gaps = [gap for gap in view.gaps if gap.goal == goal.id]
    return (
        f'<li class="{style}"{current}><div class="goal-card"><p class="level-name">'
        f"{escape(LEVEL_NAMES[goal.level][language])}{_foreign(goal, view, language)}</p>"
        f'<button type="button" class="card-title" data-action="open" data-goal="{goal.id}" aria-label="{label}" '
        f'lang="{escape(goal.language)}">{escape(goal.text)}</button>'
        f"{goal_facts(goal, view.courses.get(goal.id or 0), language)}{gaps_html(gaps, language)}</div>"
    )


def _foreign(goal: Goal, view: TreeView, language: str) -> str:
    """To which project a goal belongs, where that is not clear from the filter."""
    if goal.project == view.project:
        return ""
    project = say("tree.other_project", language, project=goal.project) if goal.project else ""
    return f' <span class="project">{escape(project or say("tree.no_project", language))}</span>'


def goal_facts(goal: Goal, course: Course | None, language: str) -> str:
    """Status, course, owner, metric and end on one line."""
    state = (
        f'<span aria-hidden="true">{STATUS_SYMBOLS[goal.status]}</span> {escape(STATUS_NAMES[goal.status][language])}'
    )
    facts = [f'<span class="goal-status">{state}</span>']
    if course not in (None, Course.NOT_MEASURABLE):
        facts.append(course_html(course, language))
    texts = [goal.owner, metric_text(goal, language)]
    texts.append(say("tree.until", language, day=day_text(goal.end, language)) if goal.end else "")
    return f'<p class="facts">{"".join([*facts, *(f"<span>{escape(text)}</span>" for text in texts if text)])}</p>'


def course_html(course: Course, language: str) -> str:
    """How a goal stands, by symbol and word."""
    symbol, name = COURSE_SYMBOLS[course], escape(COURSE_NAMES[str(course)][language])
    return f'<span class="course {course}"><span aria-hidden="true">{symbol}</span> {name}</span>'


def metric_text(goal: Goal, language: str) -> str:
    """'Recall: 80 % → 95 %', as far as it is known."""
    numbers = [goal.baseline, goal.target]
    texts = [NOTHING if number is None else number_text(number, goal.unit, language) for number in numbers]
    values = " → ".join(texts) if any(number is not None for number in numbers) else ""
    return ": ".join(part for part in (goal.metric, values) if part)


def gaps_html(gaps: Iterable[Gap], language: str) -> str:
    """What is missing at a goal and what to do, one line each."""
    items = "".join(f'<li><span aria-hidden="true">△</span> {escape(gap.text[language])}</li>' for gap in gaps)
    label = escape(say("detail.gaps", language))
    return f'<ul class="tree-gaps" aria-label="{label}">{items}</ul>' if items else ""


# --- what would change ---


def value_text(goal: Goal, name: str, parent: str, language: str) -> str:
    """A field of a goal as it is read; '' where it is empty. `parent` is the text of the goal above."""
    value = getattr(goal, name)
    if value in (None, ""):
        return ""
    if name in NUMBERS:
        return number_text(value, goal.unit, language)
    if name in DAYS:
        return day_text(value, language)
    names: dict[str, str] = {
        "level": LEVEL_NAMES[goal.level][language],
        "status": STATUS_NAMES[goal.status][language],
        "metric_kind": say("kpis.model" if value == "model" else "kpis.business", language),
        "parent": f"{value} {parent}".strip(),
    }
    return names.get(name, str(value))


def summary_html(
    goal: Goal, before: Goal | None, *, goals: Sequence[Goal], gaps: Sequence[Gap], version: str, language: str
) -> str:
    """What would be saved: all facts of a new goal, of a change those that differ, with the gaps left afterwards."""
    names = ENTRIES if before is None else changed_fields(before, goal)
    rows = "".join(_row(name, goal, before, goals, language) for name in names)
    title = say("form.summary_new" if before is None else "form.summary_edit", language)
    notes = [say("form.placeholders", language)] if any(gap in goal.text for gap in _GAPS) else []
    if before is not None:
        notes.append(say("form.old_kept", language, version=version))
    html = f'<h3>{escape(title)}</h3><dl class="goal-facts">{rows}</dl>'
    html += "".join(f'<p class="hint">{escape(note)}</p>' for note in notes)
    open_gaps = gaps_html(gaps, language)
    return html + (f"<h4>{escape(say('form.gaps_after', language))}</h4>{open_gaps}" if open_gaps else "")


def _row(name: str, goal: Goal, before: Goal | None, goals: Sequence[Goal], language: str) -> str:
    new = value_text(goal, name, _parent_text(goal, goals), language)
    old = value_text(before, name, _parent_text(before, goals), language) if before else ""
    if not new and not old:
        return ""
    text = escape(new or NOTHING)
    if before is not None:
        text = f"<s>{escape(old or NOTHING)}</s> → {text}"
    return f"<dt>{escape(say(f'form.{name}', language))}</dt><dd>{text}</dd>"


def _parent_text(goal: Goal, goals: Sequence[Goal]) -> str:
    return next((other.text for other in goals if other.id == goal.parent), "")


def levels_html(language: str) -> str:
    """The five levels from the top, as a legend."""
    items = "".join(f'<li class="level-{level}">{escape(LEVEL_NAMES[level][language])}</li>' for level in Level)
    return f'<ol class="levels">{items}</ol>'
