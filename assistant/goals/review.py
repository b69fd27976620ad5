"""How far a goal has come against the linear path from its baseline to its target, and how it could be adapted.

The rules are those of the methodology ("Das Zielreview"). Guard metrics and whether an action works are not known
here; whoever reviews the goal judges them. Nothing here changes a goal.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from assistant.goals.figures import day_text, number_text
from assistant.goals.kpis import Worded
from assistant.goals.levels import Goal, GoalStatus, Level
from assistant.goals.review_wording import ADDITIONS, NEEDED_NAMES, PROPOSALS, STATES

# Days from one review to the next: the longest of the methodology's table ("Rhythmus der Zielreviews je Ebene").
REVIEW_DAYS = {Level.MISSION: 366, Level.STRATEGIC: 184, Level.BUSINESS: 92, Level.DATA: 31, Level.MODEL: 28}
# Percentage points of the way that a goal on track may lie behind the path.
TOLERANCE = 10
# Reviews in a row without a value from which a goal is at risk.
UNMEASURED = 2
# A pace needed of more than this many times the pace so far asks for a decision.
TOO_FAST = 2
# A day further away is no date to plan with.
_YEARS = 20
_DAYS_A_MONTH = Decimal("30.4375")


class Course(StrEnum):
    """Where a goal stands by measurement."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    MISSED = "missed"
    ACHIEVED = "achieved"
    NOT_MEASURABLE = "not_measurable"


@dataclass(frozen=True)
class Reading:
    """What was measured of a goal on a day; `value` None says that it was not measured at that review."""

    goal: int
    day: date
    value: Decimal | None
    note: str = ""
    id: int | None = None


@dataclass(frozen=True)
class Proposal:
    """How the target or the date could be adapted at the pace so far: `value_at_end` is what would be reached by the
    end (None once that has passed), `reached_on` the day on which the target would be (None where it never is)."""

    value_at_end: Decimal | None
    reached_on: date | None
    text: Worded


@dataclass(frozen=True)
class Assessment:
    """The state of a goal. `expected` is the value of the path on the day `measured`, `attainment` the share of the
    way covered (1 = target), `points_behind` how many percentage points of the way it lies behind (negative: ahead),
    `unmeasured` how many reviews in a row had no value. Paces are changes per month towards the target."""

    course: Course
    text: Worded
    value: Decimal | None = None
    measured: date | None = None
    expected: Decimal | None = None
    attainment: Decimal | None = None
    points_behind: Decimal | None = None
    unmeasured: int = 0
    pace: Decimal | None = None
    pace_needed: Decimal | None = None
    proposal: Proposal | None = None


def assess(goal: Goal, readings: Sequence[Reading], today: date) -> Assessment:
    """The state of a goal by its readings, in any order; those after `today` do not count.

    After the end the first value within one review interval decides, else the last one before: figures of a year are
    known a few days after it. Decisions (achieved, missed, abandoned) stand, whatever was measured.
    """
    known = sorted((one for one in readings if one.day <= today), key=lambda one: (one.day, one.id or 0))
    measured = [one for one in known if one.value is not None]
    delivered = _delivered(goal, measured, today)
    reading = _deciding(goal, measured, today, delivered=delivered)
    state = replace(_measure(goal, reading), unmeasured=_unmeasured(goal, known, today))
    course, key = _course(goal, state, today, delivered=delivered)
    state = replace(state, course=course, text=_state_text(goal, state, key))
    return replace(state, proposal=_proposal(goal, state, today) if key in ("at_risk", "missed") else None)


# --- which value counts ---


def _delivered(goal: Goal, measured: Sequence[Reading], today: date) -> bool:
    """Whether these are data that were delivered in time and are to be kept up since."""
    if goal.level is not Level.DATA or not (goal.end and goal.upkeep_until) or not goal.end < today:
        return False
    share = _measure(goal, _closing(goal, measured, goal.end)).attainment
    return share is not None and share >= 1


def _deciding(goal: Goal, measured: Sequence[Reading], today: date, *, delivered: bool) -> Reading | None:
    """The reading that a goal is judged by: the newest, after its end the closing one."""
    end = goal.last_day if delivered else goal.end
    if end is None or today <= end:
        return measured[-1] if measured else None
    return _closing(goal, measured, end)


def _closing(goal: Goal, measured: Sequence[Reading], end: date) -> Reading | None:
    """The last reading of the first day that has one within a review interval from the end on, else the last before."""
    after = [one for one in measured if end <= one.day <= end + timedelta(days=REVIEW_DAYS[goal.level])]
    before = [one for one in measured if one.day < end]
    closing = [one for one in after if one.day == after[0].day] or before
    return closing[-1] if closing else None


def _unmeasured(goal: Goal, known: Sequence[Reading], today: date) -> int:
    """Reviews in a row without a value: those entered as such, or the intervals since the last value."""
    values = [place for place, one in enumerate(known) if one.value is not None]
    entered = len(known) - (values[-1] + 1 if values else 0)
    since = known[values[-1]].day if values else goal.start
    if since is None:
        return entered
    until = min(today, goal.last_day) if goal.last_day else today
    return max(entered, ((until - since).days - 1) // REVIEW_DAYS[goal.level], 0)


# --- the figures ---


def _measure(goal: Goal, reading: Reading | None) -> Assessment:
    """The figures of a reading, as far as the goal has what they need."""
    state = Assessment(Course.NOT_MEASURABLE, Worded("", ""))
    if reading is None or reading.value is None:
        return state
    state = replace(state, value=reading.value, measured=reading.day)
    if goal.baseline is None or goal.target is None or goal.baseline == goal.target:
        return state
    way = goal.target - goal.baseline
    state = replace(state, attainment=(reading.value - goal.baseline) / way)
    if goal.start is None or goal.end is None or goal.end <= goal.start:
        return state
    share = _share_of_time(goal.start, goal.end, reading.day)
    behind = round((share - state.attainment) * 100, 6)
    expected = _rounded(goal.baseline + way * share, goal, reading.value)
    return replace(state, expected=expected, points_behind=behind, **_paces(goal, reading))


def _share_of_time(start: date, end: date, day: date) -> Decimal:
    share = Decimal((day - start).days) / Decimal((end - start).days)
    return min(max(share, Decimal(0)), Decimal(1))


def _paces(goal: Goal, reading: Reading) -> dict[str, Decimal]:
    """Per month and towards the target: so far since the start, and from the reading until the end."""
    direction = 1 if goal.target > goal.baseline else -1
    passed, left = (reading.day - goal.start).days, (goal.end - reading.day).days
    paces = {}
    if passed > 0:
        paces["pace"] = (reading.value - goal.baseline) * direction / passed * _DAYS_A_MONTH
    if left > 0:
        paces["pace_needed"] = (goal.target - reading.value) * direction / left * _DAYS_A_MONTH
    return paces


def _rounded(number: Decimal, goal: Goal, value: Decimal, rounding: str | None = None) -> Decimal:
    """With as many digits as the goal's own numbers, and one at least where the way is short."""
    given = [number.as_tuple().exponent for number in (goal.baseline, goal.target, value)]
    digits = min(6, max(0, *(-exponent for exponent in given)))
    if abs(goal.target - goal.baseline) < 20:
        digits = max(digits, 1)
    return number.quantize(Decimal(1).scaleb(-digits), rounding=rounding)


# --- the rules ---


def _course(goal: Goal, state: Assessment, today: date, *, delivered: bool) -> tuple[Course, str]:
    """The state by rule, and which text says so."""
    decided = _decided(goal)
    if decided:
        return decided
    if goal.baseline is None or goal.target is None:
        return Course.NOT_MEASURABLE, "lacking"
    if goal.baseline == goal.target:
        return Course.NOT_MEASURABLE, "no_way"
    if state.attainment is None:
        return _without_reading(goal, state, today)
    if state.unmeasured >= UNMEASURED and (goal.last_day is None or today <= goal.last_day):
        return Course.AT_RISK, "unmeasured"
    if state.attainment >= 1:
        return Course.ACHIEVED, "achieved.upkeep" if goal.level is Level.DATA and goal.upkeep_until else "achieved"
    if delivered and goal.upkeep_until:
        return (Course.AT_RISK, "not_held") if today <= goal.upkeep_until else (Course.MISSED, "missed.not_held")
    return (Course.MISSED, "missed") if goal.end and today > goal.end else _against_path(goal, state)


def _decided(goal: Goal) -> tuple[Course, str] | None:
    if goal.status is GoalStatus.ABANDONED:
        return Course.NOT_MEASURABLE, "abandoned"
    if goal.status is GoalStatus.MISSED:
        return Course.MISSED, "missed.decided"
    if goal.status is GoalStatus.ACHIEVED:
        return Course.ACHIEVED, "achieved.decided"
    return (Course.NOT_MEASURABLE, "mission") if goal.level is Level.MISSION else None


def _without_reading(goal: Goal, state: Assessment, today: date) -> tuple[Course, str]:
    if goal.end and today > goal.end:
        return Course.MISSED, "missed.unproven"
    if goal.start and today < goal.start:
        return Course.NOT_MEASURABLE, "not_started"
    if state.unmeasured >= UNMEASURED:
        return Course.AT_RISK, "unmeasured.never"
    return Course.NOT_MEASURABLE, "no_reading"


def _against_path(goal: Goal, state: Assessment) -> tuple[Course, str]:
    if goal.start is None or goal.end is None:
        return Course.NOT_MEASURABLE, "lacking"
    if state.points_behind is None:
        return Course.NOT_MEASURABLE, "no_time"
    return (Course.AT_RISK, "at_risk") if state.points_behind > TOLERANCE else (Course.ON_TRACK, "on_track")


# --- the proposal ---


def _proposal(goal: Goal, state: Assessment, today: date) -> Proposal | None:
    """What the pace so far leads to; None where there is no pace yet or the day it leads to has passed."""
    if state.pace is None:
        return None
    passed, total = (state.measured - goal.start).days, (goal.end - goal.start).days
    reached_on = _reached_on(goal.start, passed, state.attainment)
    if today > goal.end:
        if reached_on is None or reached_on <= today:
            return None
        return Proposal(None, reached_on, _proposal_text(goal, "late", reached_on=reached_on))
    at_end = _within_scale(goal.baseline + (state.value - goal.baseline) * total / passed, goal)
    # Towards the baseline, so that rounding never makes the target look reached.
    at_end = _rounded(at_end, goal, state.value, ROUND_FLOOR if goal.target > goal.baseline else ROUND_CEILING)
    key = "backwards" if state.attainment <= 0 else "slow" if reached_on else "endless"
    return Proposal(at_end, reached_on, _proposal_text(goal, key, value=at_end, reached_on=reached_on))


def _reached_on(start: date, passed: int, attainment: Decimal) -> date | None:
    """The day on which the whole way is covered at the pace so far; None where it is no day to plan with."""
    if attainment <= 0 or passed / attainment > passed + _YEARS * 366:
        return None
    days = int((passed / attainment).to_integral_value(ROUND_CEILING))
    return start + timedelta(days=days) if days <= (date.max - start).days else None


def _within_scale(value: Decimal, goal: Goal) -> Decimal:
    """No amount falls below 0 and no share rises above 100 % where the goal itself stays within."""
    if min(goal.baseline, goal.target) >= 0:
        value = max(value, Decimal(0))
    return min(value, Decimal(100)) if goal.unit == "%" and max(goal.baseline, goal.target) <= 100 else value


# --- wording ---


def _state_text(goal: Goal, state: Assessment, key: str) -> Worded:
    german, english = (_state_in(goal, state, key, language) for language in ("de", "en"))
    return Worded(german, english)


def _state_in(goal: Goal, state: Assessment, key: str, language: str) -> str:
    texts = [STATES[key], *(ADDITIONS[name] for name in _additions(goal, state, key))]
    lacking = [name for name in NEEDED_NAMES if getattr(goal, name) is None]
    words = _amounts(goal, language, value=state.value, target=goal.target, expected=state.expected)
    words |= _days(language, measured=state.measured, start=goal.start, end=goal.end, upkeep=goal.upkeep_until)
    words |= {"lacking": ", ".join(NEEDED_NAMES[name][language] for name in lacking)}
    words |= _shares(state, language) | _pace_words(goal, state, language)
    return " ".join(text[0 if language == "de" else 1].format(**words) for text in texts)


def _additions(goal: Goal, state: Assessment, key: str) -> list[str]:
    found = []
    if key in ("on_track", "at_risk") and state.unmeasured:
        found.append("not_current")
    if key == "at_risk" and state.pace is not None and state.pace_needed is not None:
        found.append("pace" if state.pace > 0 else "no_pace")
        if state.pace_needed > TOO_FAST * state.pace:
            found.append("decide")
    return found


def _proposal_text(goal: Goal, key: str, *, reached_on: date | None, value: Decimal | None = None) -> Worded:
    texts = []
    for language, text in zip(("de", "en"), PROPOSALS[key], strict=True):
        words = _amounts(goal, language, value_at_end=value, target=goal.target)
        words |= _days(language, end=goal.end, reached_on=reached_on) | {"years": str(_YEARS)}
        texts.append(text.format(**words))
    return Worded(*texts)


def _amounts(goal: Goal, language: str, **numbers: Decimal | None) -> dict[str, str]:
    return {name: "" if one is None else number_text(one, goal.unit, language) for name, one in numbers.items()}


def _days(language: str, **days: date | None) -> dict[str, str]:
    return {name: day_text(day, language) if day else "" for name, day in days.items()}


def _shares(state: Assessment, language: str) -> dict[str, str]:
    if state.attainment is None:
        return {}
    words = {"attainment": _percent(state.attainment, language)}
    if state.points_behind is not None:
        # One digit near the limit: "10 points behind" would still be on track.
        near = state.points_behind < TOLERANCE + 1
        step, rounding = (Decimal("0.1"), ROUND_CEILING) if near else (Decimal(1), None)
        words["points"] = number_text(state.points_behind.quantize(step, rounding=rounding), "", language)
        words["expected_share"] = _percent(state.attainment + state.points_behind / 100, language)
    return words


def _percent(share: Decimal, language: str) -> str:
    """Whole percent; 100 only where all of the way is covered."""
    percent = (share * 100).to_integral_value()
    return number_text(min(percent, Decimal(99)) if share < 1 else percent, "%", language)


def _pace_words(goal: Goal, state: Assessment, language: str) -> dict[str, str]:
    """A share changes by percentage points, not by percent."""
    unit = {"de": "Prozentpunkte", "en": "percentage points"}[language] if goal.unit == "%" else goal.unit
    paces = {"pace": state.pace, "pace_needed": state.pace_needed}
    cents = Decimal("0.01")
    return {
        name: "" if pace is None else number_text(pace.quantize(cents), unit, language) for name, pace in paces.items()
    }
