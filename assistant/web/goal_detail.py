"""Renders one goal of the tree as safe HTML: its facts, gaps, course with a small chart, and versions.

Readings and assessment are handed in; it judges nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape

from assistant.goals.figures import day_text, number_text
from assistant.goals.gaps import Gap
from assistant.goals.levels import LEVEL_NAMES, Goal, Version
from assistant.goals.review import Assessment, Reading
from assistant.web.goal_draft import ENTRIES
from assistant.web.goal_tree import course_html, gaps_html, goal_facts, value_text
from assistant.web.wording import day, say

# Drawing of the chart, in its own units.
_WIDTH, _HEIGHT = 420, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 412, 20, 112
# Days are written below the axis; today is named only where it does not run into them.
_DAYS_AT, _DAY_WIDTH = 146, 95
_HEADLINE = ("text", "level", "status")


@dataclass(frozen=True)
class GoalView:
    """A goal with all that is known of it; `parent` is the text of the goal above, `deleting` that its deletion waits
    for a yes."""

    goal: Goal
    versions: Sequence[Version]
    readings: Sequence[Reading]
    assessment: Assessment
    gaps: Sequence[Gap] = ()
    parent: str = ""
    deleting: bool = False


def detail_html(view: GoalView | None, today: date, language: str) -> str:
    """The opened goal, or what to do to open one."""
    if view is None:
        return f'<p class="hint">{escape(say("detail.hint", language))}</p>'
    goal = view.goal
    return (
        f'<article class="goal-detail"><header><div>'
        f'<p class="level-name">{escape(say("detail.number", language, n=goal.id))} · '
        f"{escape(LEVEL_NAMES[goal.level][language])}</p>"
        f'<h2 tabindex="-1" data-follow="goal-{goal.id}" lang="{escape(goal.language)}">{escape(goal.text)}</h2>'
        f"{goal_facts(goal, None, language)}</div>{_buttons(language)}</header>"
        f"{_question(view, language)}{_gaps(view, language)}{_review(view, today, language)}"
        f"{_facts(view, language)}{_versions(view, language)}</article>"
    )


def _buttons(language: str) -> str:
    names = {action: escape(say(f"detail.{action}", language)) for action in ("edit", "delete", "close")}
    buttons = "".join(
        f'<button type="button" class="quiet" data-action="{action}">{name}</button>' for action, name in names.items()
    )
    return f'<div class="goal-actions">{buttons}</div>'


def _question(view: GoalView, language: str) -> str:
    if not view.deleting:
        return ""
    text = escape(say("detail.delete_question", language, text=view.goal.text))
    yes, no = escape(say("delete.confirm", language)), escape(say("delete.cancel", language))
    return (
        f'<div class="confirmation" role="alertdialog"><p>{text}</p>'
        f'<button type="button" class="danger" data-action="confirm-delete">{yes}</button>'
        f'<button type="button" class="quiet" data-action="keep">{no}</button></div>'
    )


def _gaps(view: GoalView, language: str) -> str:
    gaps = gaps_html(view.gaps, language)
    return f"<h3>{escape(say('detail.gaps', language))}</h3>{gaps}" if gaps else ""


def _facts(view: GoalView, language: str) -> str:
    rows = ""
    for name in ENTRIES:
        text = "" if name in _HEADLINE else value_text(view.goal, name, view.parent, language)
        rows += f"<dt>{escape(say(f'form.{name}', language))}</dt><dd>{escape(text)}</dd>" if text else ""
    title = escape(say("detail.facts", language))
    return (
        f'<details class="fold"><summary>{title}</summary><dl class="goal-facts">{rows}</dl></details>' if rows else ""
    )


def _versions(view: GoalView, language: str) -> str:
    """All versions, the newest first."""
    items = "".join(
        f"<li><b>{escape(version.number)}</b> {_saved(version, language)}{_fields(version, language)}"
        f'<p lang="{escape(version.goal.language)}">{escape(version.goal.text)}</p></li>'
        for version in reversed(view.versions)
    )
    title = escape(say("versions.heading", language, n=len(view.versions)))
    return f'<details class="fold versions-list"><summary>{title}</summary><ol>{items}</ol></details>'


def _saved(version: Version, language: str) -> str:
    return (
        f'<time datetime="{version.saved_at.isoformat()}">{escape(day(version.saved_at.isoformat(), language))}</time>'
    )


def _fields(version: Version, language: str) -> str:
    names = ", ".join(say(f"form.{name}", language) for name in version.changed)
    text = say("versions.changed", language, fields=names) if names else say("versions.first", language)
    reason = f" · {say('versions.reason', language, reason=version.reason)}" if version.reason else ""
    return f' <span class="hint">{escape(text + reason)}</span>'


# --- review ---


def _review(view: GoalView, today: date, language: str) -> str:
    """How the goal stands, the chart, and the proposal to adapt with a button for each way."""
    state = view.assessment
    html = f"<h3>{escape(say('review.heading', language))} {course_html(state.course, language)}</h3>"
    html += (
        f'<p class="reason">{escape(state.text[language])}</p>{chart_svg(view.goal, view.readings, today, language)}'
    )
    if state.proposal is not None:
        text = escape(state.proposal.text[language])
        ways = [("take_target", state.proposal.value_at_end), ("take_end", state.proposal.reached_on)]
        buttons = "".join(
            f'<button type="button" class="take" data-action="{way}">{escape(say(f"review.{way}", language))}</button> '
            for way, value in ways
            if value is not None
        )
        title = escape(say("review.proposal", language))
        html += f'<div class="proposal-to-adapt"><h4>{title}</h4><p>{text}</p>{buttons}</div>'
    return f'<section class="review">{html}{_readings(view, language)}</section>'


def _readings(view: GoalView, language: str) -> str:
    if not view.readings:
        return ""
    items = "".join(f"<li>{escape(_reading_text(one, view.goal, language))}</li>" for one in reversed(view.readings))
    title = escape(say("review.readings", language, n=len(view.readings)))
    return f'<details class="fold"><summary>{title}</summary><ol>{items}</ol></details>'


def _reading_text(reading: Reading, goal: Goal, language: str) -> str:
    value = "–" if reading.value is None else number_text(reading.value, goal.unit, language)
    return f"{day_text(reading.day, language)}: {value}" + (f" · {reading.note}" if reading.note else "")


def chart_svg(goal: Goal, readings: Sequence[Reading], today: date, language: str) -> str:
    """The linear path and the readings as a small drawing; '' where the path is not known."""
    if None in (goal.baseline, goal.target, goal.start, goal.end) or goal.start >= goal.end:
        return ""
    measured = [one for one in readings if one.value is not None]
    scale = _Scale(goal, measured, today)
    points = " ".join(f"{scale.x(one.day):.1f},{scale.y(one.value):.1f}" for one in measured)
    dots = "".join(
        f'<circle cx="{scale.x(one.day):.1f}" cy="{scale.y(one.value):.1f}" r="3.5">'
        f"<title>{escape(_reading_text(one, goal, language))}</title></circle>"
        for one in measured
    )
    path = " ".join(f"{scale.x(d):.1f},{scale.y(v):.1f}" for d, v in scale.path)
    label = _chart_label(goal, measured, language)
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">'
        f'<line class="axis" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_RIGHT}" y2="{_BOTTOM}"/>{_today(scale, today, language)}'
        f'<polyline class="path" points="{path}"/><polyline class="readings" points="{points}"/>{dots}'
        f"{_axis_texts(goal, scale, language)}</svg>"
    )


class _Scale:
    """From days and values to the drawing."""

    def __init__(self, goal: Goal, measured: Sequence[Reading], today: date) -> None:
        self.path = [(goal.start, goal.baseline), (goal.end, goal.target)]
        days = [goal.start, goal.end, *(one.day for one in measured)]
        values = [goal.baseline, goal.target, *(one.value for one in measured)]
        self.first, self.last = min(days), max(days)
        self.low, self.high = min(values), max(values)
        self.shows_today = self.first <= today <= self.last

    def x(self, day: date) -> float:
        """Days from left to right."""
        return _LEFT + (_RIGHT - _LEFT) * ((day - self.first).days / max((self.last - self.first).days, 1))

    def y(self, value: Decimal | None) -> float:
        """Values from the bottom up."""
        assert value is not None
        span = self.high - self.low
        return _BOTTOM - float((value - self.low) / span) * (_BOTTOM - _TOP) if span else (_TOP + _BOTTOM) / 2


def _today(scale: _Scale, today: date, language: str) -> str:
    if not scale.shows_today:
        return ""
    x = scale.x(today)
    line = f'<line class="today" x1="{x:.1f}" y1="{_TOP - 6}" x2="{x:.1f}" y2="{_BOTTOM}"/>'
    if not _DAY_WIDTH < x < _WIDTH - _DAY_WIDTH:
        return line
    label = escape(say("review.today", language))
    return f'{line}<text x="{x:.1f}" y="{_DAYS_AT}" text-anchor="middle">{label}</text>'


def _axis_texts(goal: Goal, scale: _Scale, language: str) -> str:
    """Value and day at both ends of the path; the value outside the drawing, so that no line crosses it."""
    texts = ""
    for (when, value), anchor in zip(scale.path, ("start", "end"), strict=True):
        x, y = scale.x(when), scale.y(value)
        y = y - 6 if y < (_TOP + _BOTTOM) / 2 else y + 14
        number, day_label = escape(number_text(value, goal.unit, language)), escape(day_text(when, language))
        texts += f'<text class="end" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{number}</text>'
        texts += f'<text x="{x:.1f}" y="{_DAYS_AT}" text-anchor="{anchor}">{day_label}</text>'
    return texts


def _chart_label(goal: Goal, measured: Sequence[Reading], language: str) -> str:
    """The drawing in a sentence."""
    listed = ", ".join(_reading_text(one, goal, language) for one in measured)
    return escape(
        say(
            "review.chart",
            language,
            baseline=number_text(goal.baseline, goal.unit, language),
            target=number_text(goal.target, goal.unit, language),
            start=day_text(goal.start, language),
            end=day_text(goal.end, language),
            readings=listed or say("review.no_readings", language),
        )
    )
