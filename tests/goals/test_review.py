"""A goal is judged against the linear path by the methodology's rules, and its own pace says what could be adapted."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals.levels import Goal, GoalStatus, Level
from assistant.goals.review import Course, Reading, assess
from assistant.goals.review_wording import ADDITIONS, COURSE_NAMES, PROPOSALS, STATES

# The methodology's example: handling time falls from 12.0 to 7.0 days over 2027.
FALLING = Goal(
    "Die Bearbeitungszeit sinkt.",
    "de",
    Level.BUSINESS,
    id=1,
    metric="Bearbeitungszeit",
    unit="Tage",
    baseline=Decimal("12.0"),
    target=Decimal("7.0"),
    start=date(2027, 1, 1),
    end=date(2027, 12, 31),
)
RISING = replace(FALLING, unit="%", baseline=Decimal(50), target=Decimal(90))
DATA = replace(
    RISING,
    level=Level.DATA,
    end=date(2027, 3, 31),
    upkeep_until=date(2027, 12, 31),
    baseline=Decimal(80),
    target=Decimal(97),
)
MIDYEAR = date(2027, 7, 1)
END = date(2027, 12, 31)


def _read(day: date, value: object) -> Reading:
    return Reading(1, day, None if value is None else Decimal(str(value)))


def test_the_example_of_the_methodology_comes_out_as_printed() -> None:
    state = assess(FALLING, [_read(MIDYEAR, "10.4")], MIDYEAR)
    assert state.course is Course.AT_RISK
    assert (state.value, state.measured, state.expected) == (Decimal("10.4"), MIDYEAR, Decimal("9.5"))
    assert state.attainment == Decimal("0.32") and round(state.points_behind or 0) == 18
    assert (round(state.pace or 0, 2), round(state.pace_needed or 0, 2)) == (Decimal("0.27"), Decimal("0.57"))
    assert "32 % des Weges, erwartet 50 %: 18 Prozentpunkte Rückstand" in state.text.de
    assert "Nötig sind ab dann 0,57 Tage je Monat, bisher waren es 0,27 Tage." in state.text.de
    assert "liegt über dem Doppelten des bisherigen" in state.text.de
    assert "32% of the way covered, 50% expected: 18 percentage points behind" in state.text.en
    assert "0.57 Tage a month" in state.text.en


ONE_DAY = timedelta(days=1)
CASES = {
    # --- against the path; 300 days, so that a day is a third of a point ---
    "exactly on the path": (50, 0, Course.ON_TRACK),
    "ten points behind": (40, 10, Course.ON_TRACK),
    "a little more than ten": ("39.99", "10.01", Course.AT_RISK),
    "ahead": (80, -30, Course.ON_TRACK),
    "reached": (100, -50, Course.ACHIEVED),
    "more than reached": (130, -80, Course.ACHIEVED),
    "worse than at the start": (-10, 60, Course.AT_RISK),
}


@pytest.mark.parametrize("upwards", [True, False])
@pytest.mark.parametrize(("percent", "behind", "course"), CASES.values(), ids=CASES.keys())
def test_ten_points_of_the_way_part_on_track_from_at_risk(
    percent: object, behind: object, course: Course, upwards: bool
) -> None:
    start = date(2027, 1, 1)
    baseline, target = (Decimal(0), Decimal(100)) if upwards else (Decimal(100), Decimal(0))
    goal = replace(RISING, baseline=baseline, target=target, start=start, end=start + timedelta(days=300))
    value = Decimal(str(percent)) if upwards else 100 - Decimal(str(percent))
    middle = start + timedelta(days=150)
    state = assess(goal, [_read(middle, value)], middle)
    assert (state.course, state.points_behind) == (course, Decimal(str(behind)))


def test_the_limit_holds_where_a_fraction_of_the_way_cannot_be_written_down() -> None:
    goal = replace(RISING, baseline=Decimal(0), target=Decimal(30), start=date(2027, 1, 1), end=date(2027, 1, 31))
    state = assess(goal, [_read(date(2027, 1, 11), 7)], date(2027, 1, 11))  # 1/3 expected, 7/30 covered
    assert (state.course, state.points_behind) == (Course.ON_TRACK, 10)


def test_near_the_limit_the_text_shows_on_which_side_the_goal_is() -> None:
    start = date(2027, 1, 1)
    goal = replace(RISING, baseline=Decimal(0), target=Decimal(100), start=start, end=start + timedelta(days=300))
    middle = start + timedelta(days=150)
    assert "10,1 Prozentpunkte Rückstand" in assess(goal, [_read(middle, "39.96")], middle).text.de
    assert "99 % des Weges" in assess(goal, [_read(middle, "99.9")], middle).text.de


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"baseline": None}, "es fehlt: Ausgangswert."),
        ({"target": None, "start": None}, "es fehlt: Zielwert, Beginn."),
        ({"end": None}, "es fehlt: Ende."),
        ({"start": None}, "es fehlt: Beginn."),
        ({"target": Decimal("12.00")}, "sind gleich"),
        ({"start": date(2027, 12, 31)}, "nicht nach dem Beginn"),
        ({"level": Level.MISSION}, "Mission"),
        ({"status": GoalStatus.ABANDONED}, "aufgegeben"),
    ],
)
def test_what_a_goal_lacks_to_be_measured_is_named(change: dict[str, object], text: str) -> None:
    state = assess(replace(FALLING, **change), [_read(MIDYEAR, 10)], MIDYEAR)
    assert state.course is Course.NOT_MEASURABLE and text in state.text.de and state.proposal is None


def test_a_target_is_reached_even_where_no_path_can_be_drawn() -> None:
    assert assess(replace(FALLING, start=None, end=None), [_read(MIDYEAR, 7)], MIDYEAR).course is Course.ACHIEVED


@pytest.mark.parametrize(
    ("readings", "today", "course", "text"),
    [
        ([], date(2026, 12, 1), Course.NOT_MEASURABLE, "beginnt am 01.01.2027"),
        ([], date(2027, 2, 1), Course.NOT_MEASURABLE, "Noch kein Messwert"),
        # Business goals are reviewed at least every 92 days.
        ([], date(2027, 1, 1) + timedelta(days=184), Course.NOT_MEASURABLE, "Noch kein Messwert"),
        ([], date(2027, 1, 1) + timedelta(days=185), Course.AT_RISK, "bisher kein Messwert"),
        ([(date(2027, 2, 1), None)], date(2027, 2, 2), Course.NOT_MEASURABLE, "Noch kein Messwert"),
        (
            [(date(2027, 2, 1), None), (date(2027, 3, 1), None)],
            date(2027, 3, 1),
            Course.AT_RISK,
            "bisher kein Messwert",
        ),
        # A value that counts as current, as missing once, and as missing twice.
        ([(MIDYEAR, "9.5")], MIDYEAR + timedelta(days=92), Course.ON_TRACK, "erwartet 50 %."),
        ([(MIDYEAR, "9.5")], MIDYEAR + timedelta(days=93), Course.ON_TRACK, "fehlt eine Messung"),
        ([(date(2027, 3, 1), "11")], date(2027, 3, 1) + timedelta(days=185), Course.AT_RISK, "letzter Wert 11 Tage"),
        ([(MIDYEAR, "9.5"), (date(2027, 8, 1), None)], date(2027, 8, 2), Course.ON_TRACK, "fehlt eine Messung"),
        (
            [(MIDYEAR, "9.5"), (date(2027, 8, 1), None), (date(2027, 9, 1), None)],
            date(2027, 9, 2),
            Course.AT_RISK,
            "Zweimal hintereinander nicht gemessen",
        ),
        # A value in between begins the count anew.
        (
            [(date(2027, 8, 1), None), (date(2027, 9, 1), "8.8"), (date(2027, 10, 1), None)],
            date(2027, 10, 2),
            Course.ON_TRACK,
            "fehlt eine Messung",
        ),
    ],
)
def test_twice_not_measured_is_at_risk(
    readings: list[tuple[date, object]], today: date, course: Course, text: str
) -> None:
    state = assess(FALLING, [_read(day, value) for day, value in readings], today)
    assert state.course is course and text in state.text.de
    assert state.proposal is None


def test_a_model_goal_is_measured_more_often_than_a_strategic_one() -> None:
    today = MIDYEAR + timedelta(days=60)
    courses = {level: assess(replace(FALLING, level=level), [_read(MIDYEAR, "9.5")], today).course for level in Level}
    assert courses[Level.MODEL] is Course.AT_RISK and courses[Level.STRATEGIC] is Course.ON_TRACK


@pytest.mark.parametrize(
    ("readings", "today", "course", "value"),
    [
        ([(date(2027, 12, 20), 7)], END + ONE_DAY, Course.ACHIEVED, 7),
        ([(date(2027, 12, 20), "7.1")], END, Course.ON_TRACK, "7.1"),
        ([(date(2027, 12, 20), "7.1")], END + ONE_DAY, Course.MISSED, "7.1"),
        # The figure for the year comes some days later, and counts.
        ([(date(2027, 12, 20), "7.1"), (date(2028, 1, 10), "6.9")], date(2028, 1, 11), Course.ACHIEVED, "6.9"),
        ([(date(2027, 12, 20), "7.0"), (date(2028, 1, 10), "7.2")], date(2028, 1, 11), Course.MISSED, "7.2"),
        # Reached long after the end is missed all the same.
        ([(date(2027, 12, 20), "7.1"), (date(2028, 6, 10), "6.9")], date(2028, 6, 11), Course.MISSED, "7.1"),
        ([(date(2028, 1, 5), "7.1"), (date(2028, 2, 5), "6.9")], date(2028, 2, 6), Course.MISSED, "7.1"),
        # A correction on the same day replaces what was entered before.
        ([(END, "8"), (END, "7")], date(2028, 2, 6), Course.ACHIEVED, "7"),
        ([], END + ONE_DAY, Course.MISSED, None),
        ([(END, None)], END + ONE_DAY, Course.MISSED, None),
    ],
)
def test_after_the_end_the_closing_value_decides(
    readings: list[tuple[date, object]], today: date, course: Course, value: object
) -> None:
    state = assess(FALLING, [_read(day, number) for day, number in readings], today)
    assert state.course is course
    assert state.value == (None if value is None else Decimal(str(value)))


@pytest.mark.parametrize(
    ("readings", "today", "course", "text"),
    [
        ([(date(2027, 3, 30), 97)], date(2027, 4, 10), Course.ACHIEVED, "Zu halten bis zum 31.12.2027"),
        ([(date(2027, 3, 30), 96)], date(2027, 4, 10), Course.MISSED, "96 % statt 97 %"),
        ([(date(2027, 3, 30), 97), (date(2027, 6, 1), 91)], date(2027, 6, 2), Course.AT_RISK, "91 % am 01.06.2027"),
        (
            [(date(2027, 3, 30), 97), (date(2027, 6, 1), 91), (date(2027, 7, 1), 98)],
            date(2027, 7, 2),
            Course.ACHIEVED,
            "98 %",
        ),
        ([(date(2027, 3, 30), 97)], date(2027, 6, 15), Course.AT_RISK, "nicht gemessen"),
        (
            [(date(2027, 3, 30), 97), (date(2027, 12, 30), 91)],
            date(2028, 1, 5),
            Course.MISSED,
            "nicht bis zum 31.12.2027",
        ),
        ([(date(2027, 3, 30), 97), (date(2027, 12, 30), 98)], date(2029, 1, 5), Course.ACHIEVED, "98 %"),
        # Delivered too late: that it held then changes nothing.
        ([(date(2027, 3, 30), 90), (date(2027, 8, 1), 98)], date(2027, 8, 2), Course.MISSED, "90 %"),
    ],
)
def test_data_are_to_be_delivered_and_then_kept_up(
    readings: list[tuple[date, object]], today: date, course: Course, text: str
) -> None:
    state = assess(DATA, [_read(day, value) for day, value in readings], today)
    assert state.course is course and text in state.text.de


@pytest.mark.parametrize("value", ["7.0", "11"])
def test_a_decision_stands_whatever_was_measured(value: str) -> None:
    missed = assess(replace(FALLING, status=GoalStatus.MISSED), [_read(MIDYEAR, value)], MIDYEAR)
    achieved = assess(replace(FALLING, status=GoalStatus.ACHIEVED, target=None), [_read(MIDYEAR, value)], MIDYEAR)
    assert (missed.course, achieved.course) == (Course.MISSED, Course.ACHIEVED)
    assert missed.value == Decimal(value) and missed.proposal is None


def test_readings_count_in_the_order_of_their_days_and_not_before_them() -> None:
    readings = [_read(date(2027, 9, 1), 8), _read(MIDYEAR, "9.5"), _read(date(2027, 3, 1), 11)]
    assert assess(FALLING, readings, MIDYEAR).value == Decimal("9.5")
    assert assess(FALLING, readings, date(2027, 9, 1)).value == 8


# --- the proposal ---


def test_the_pace_so_far_says_what_will_be_reached_and_when() -> None:
    proposal = assess(FALLING, [_read(MIDYEAR, "10.4")], MIDYEAR).proposal
    assert proposal is not None
    # 1.6 days in 181 of 364 days: 12 − 1.6 × 364 ÷ 181 = 8.78; the way of 5 takes 5 ÷ 1.6 × 181 = 565.6 days.
    assert (proposal.value_at_end, proposal.reached_on) == (Decimal("8.8"), date(2027, 1, 1) + timedelta(days=566))
    assert "bis zum 31.12.2027 den Wert 8,8 Tage statt 7,0 Tage" in proposal.text.de
    assert "erst am 20.07.2028" in proposal.text.de and "der Rückstand allein ist kein Grund" in proposal.text.de
    assert "8.8 Tage instead of 7.0 Tage by 31 December 2027" in proposal.text.en and "20 July 2028" in proposal.text.en


def test_rounding_never_makes_the_target_look_reached() -> None:
    start = date(2027, 1, 1)
    goal = replace(RISING, baseline=Decimal(0), target=Decimal("0.3"), start=start, end=start + timedelta(days=300))
    day = start + timedelta(days=232)
    proposal = assess(goal, [_read(day, "0.2")], day).proposal  # leads to 0.2587
    assert proposal and proposal.value_at_end == Decimal("0.2")


@pytest.mark.parametrize(
    ("goal", "value", "at_end", "reached", "text"),
    [
        (FALLING, "12.0", "12.0", False, "keinen Fortschritt"),
        (FALLING, "13", "14.1", False, "keinen Fortschritt"),
        (FALLING, "11.99", "11.98", False, "mehr als 20 Jahre"),
        # No amount falls below zero, no share rises above all.
        (replace(RISING, unit="Fälle", baseline=Decimal(10), target=Decimal(20)), "1", "0.0", False, "0,0 Fälle"),
        (replace(RISING, baseline=Decimal(95), target=Decimal(90)), "99", "100.0", False, "100,0 %"),
        # Figures below zero may fall further.
        (replace(RISING, unit="€", baseline=Decimal(-100), target=Decimal(100)), "-150", "-201", False, "−201 €"),
    ],
)
def test_a_pace_that_leads_nowhere_is_called_so(goal: Goal, value: str, at_end: str, reached: bool, text: str) -> None:
    proposal = assess(goal, [_read(MIDYEAR, value)], MIDYEAR).proposal
    assert proposal is not None and text in proposal.text.de
    assert (proposal.value_at_end, proposal.reached_on is not None) == (Decimal(at_end), reached)


def test_a_missed_goal_stays_missed_and_may_be_set_anew() -> None:
    proposal = assess(FALLING, [_read(END, "7.5")], date(2028, 1, 2)).proposal
    assert proposal is not None
    assert (proposal.value_at_end, proposal.reached_on) == (None, date(2028, 2, 10))
    assert "bleibt als verfehlt in der Historie" in proposal.text.de and "10 February 2028" in proposal.text.en


def test_no_proposal_names_a_day_that_has_passed() -> None:
    assert assess(FALLING, [_read(END, "7.5")], date(2028, 3, 1)).proposal is None


def test_on_the_first_day_there_is_no_pace() -> None:
    state = assess(FALLING, [_read(date(2027, 1, 1), 13)], date(2027, 1, 2))
    assert (state.course, state.pace, state.proposal) == (Course.AT_RISK, None, None)


def test_the_pace_of_a_share_is_in_percentage_points() -> None:
    state = assess(RISING, [_read(MIDYEAR, 55)], MIDYEAR)
    assert "0,84 Prozentpunkte" in state.text.de and "0.84 percentage points" in state.text.en


def test_a_goal_never_changes_by_being_reviewed() -> None:
    before = replace(FALLING)
    assess(FALLING, [_read(MIDYEAR, 13)], MIDYEAR)
    assert before == FALLING


def test_texts_come_in_twins_and_every_course_has_a_name() -> None:
    assert {str(course) for course in Course} == COURSE_NAMES.keys()
    for german, english in (*STATES.values(), *ADDITIONS.values(), *PROPOSALS.values()):
        assert german and english and german != english


_values = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3)
_days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(
    st.sampled_from(Level),
    st.tuples(st.none() | _values, st.none() | _values),
    st.tuples(st.none() | _days, st.none() | _days, st.none() | _days),
    st.lists(st.tuples(_days, st.none() | _values), max_size=5),
    st.dates(),
)
def test_any_goal_with_any_readings_gets_a_state_in_words(
    level: Level,
    numbers: tuple[Decimal | None, Decimal | None],
    days: tuple[date | None, date | None, date | None],
    readings: list[tuple[date, Decimal | None]],
    today: date,
) -> None:
    goal = Goal("x", "de", level, id=1, unit="%", baseline=numbers[0], target=numbers[1])
    goal = replace(goal, start=days[0], end=days[1], upkeep_until=days[2])
    state = assess(goal, [Reading(1, day, value) for day, value in readings], today)
    assert state.text.de and state.text.en and "{" not in state.text.de + state.text.en
    assert state.measured is None or state.measured <= today
    if state.proposal and state.proposal.reached_on:
        assert state.proposal.reached_on > today or state.proposal.value_at_end is not None
