"""Gaps in a tree are named by rule, in both languages, at the goal that has to change."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals.gap_wording import TEXTS
from assistant.goals.gaps import Gap, Rule, gaps
from assistant.goals.levels import Goal, GoalStatus, Level, MetricKind
from tests.goals.trees import TODAY, changed, forests, goal, tree


def _named(goals: list[Goal]) -> list[tuple[int | None, str, int | None]]:
    return [(gap.goal, str(gap.rule), gap.other) for gap in gaps(goals, TODAY)]


def test_a_whole_tree_has_no_gap_and_neither_has_none() -> None:
    assert gaps(tree(), TODAY) == [] and gaps([], TODAY) == []


ABANDONED, DRAFT = GoalStatus.ABANDONED, GoalStatus.DRAFT
CASES = {
    # --- the link to the parent ---
    "no parent": (changed(2, parent=None), [(2, "orphan", None)]),
    "parent gone": (changed(2, parent=77), [(2, "orphan", None)]),
    "model goal without parent": (changed(5, parent=None), [(5, "orphan", None), (5, "no_business_kpi", None)]),
    "parent abandoned": (changed(1, status=ABANDONED), [(2, "orphan", 1)]),
    "mission below something": ([*tree(), goal(6, Level.MISSION, 2)], [(6, "wrong_level", 2)]),
    "same level": ([*tree(), goal(6, Level.STRATEGIC, 2)], [(6, "wrong_level", 2)]),
    "lower level above": (
        [*tree(), goal(6, Level.STRATEGIC, 3, end=date(2028, 1, 1))],
        [(6, "wrong_level", 3)],
    ),
    "one level skipped": (changed(5, parent=3), [(5, "skipped_level", 3)]),
    "business goal below the mission": (changed(3, parent=1), [(3, "skipped_level", 1)]),
    "model goal below the strategy": (
        changed(5, parent=2),
        [(5, "skipped_level", 2), (5, "no_business_kpi", None)],
    ),
    # --- cycles ---
    "its own parent": ([goal(1, Level.DATA, 1)], [(1, "cycle", None)]),
    "two in a circle, one below": (
        [goal(7, Level.DATA, 8), goal(8, Level.DATA, 7), goal(9, Level.MODEL, 7)],
        [(7, "cycle", 8), (9, "no_business_kpi", None)],
    ),
    # --- business KPI ---
    "business goal without a metric": (changed(3, metric=" "), [(5, "no_business_kpi", None)]),
    "business goal measured at the model": (
        changed(3, metric_kind=MetricKind.MODEL),
        [(3, "no_business_kpi", None), (5, "no_business_kpi", None)],
    ),
    "a kind of metric nobody stated is a business one": (changed(3, metric_kind=MetricKind.UNKNOWN), []),
    "data goal measured at the model": (changed(4, metric_kind=MetricKind.MODEL), []),
    "business goal abandoned": (
        changed(3, status=ABANDONED),
        [(4, "orphan", 3), (5, "no_business_kpi", None)],
    ),
    # --- data goal ---
    "business goal alone": (tree()[:3], [(3, "no_data_goal", None)]),
    "only an abandoned data goal": (
        [replace(one, status=ABANDONED) if one.id in (4, 5) else one for one in tree()],
        [(3, "no_data_goal", None)],
    ),
    "a delivered data goal is one": (changed(4, status=GoalStatus.ACHIEVED), []),
    "a data goal two levels below is one": (
        [*tree()[:3], goal(6, Level.BUSINESS, 3), goal(4, Level.DATA, 6)],
        [(6, "wrong_level", 3)],
    ),
    # --- dates ---
    "parent ends a day earlier": (changed(2, end=date(2028, 12, 30)), [(2, "ends_first", 3)]),
    "parent ends on the same day": (changed(2, end=date(2028, 12, 31)), []),
    "the upkeep counts as the end of the data": (changed(3, end=date(2028, 12, 30)), [(3, "ends_first", 4)]),
    "the model outlives the data": (changed(5, end=date(2029, 1, 1)), [(4, "ends_first", 5)]),
    "data without upkeep": (
        changed(4, upkeep_until=None),
        [(4, "ends_first", 5), (4, "no_upkeep", None)],
    ),
    "the latest child is named": (
        [*tree(), goal(6, Level.MODEL, 4, end=date(2029, 2, 1)), goal(7, Level.MODEL, 4, end=date(2029, 1, 1))],
        [(4, "ends_first", 6)],
    ),
    "an abandoned child may end when it likes": (
        [*tree(), goal(6, Level.MODEL, 4, end=date(2029, 2, 1), status=ABANDONED)],
        [],
    ),
    "end before start": (changed(5, start=date(2027, 10, 1)), [(5, "dates_reversed", None)]),
    "upkeep before delivery": (
        changed(4, upkeep_until=date(2027, 3, 30)),
        [(4, "ends_first", 5), (4, "dates_reversed", None)],
    ),
    # --- the goal itself ---
    "nobody owns it": (changed(3, owner=" \n"), [(3, "no_owner", None)]),
    "agreed without target": (changed(5, target=None), [(5, "no_target", None)]),
    "a target of zero is one": (changed(5, target=Decimal(0)), []),
    "agreed without end": (changed(5, end=None), [(5, "no_end", None)]),
    "a draft may lack both": (changed(5, target=None, end=None, status=DRAFT), []),
    "a mission needs neither": (changed(1, target=None, end=None), []),
    "target without baseline": (changed(5, baseline=None), [(5, "no_baseline", None)]),
    "review yesterday": (changed(2, review=TODAY - timedelta(days=1)), [(2, "review_overdue", None)]),
    "review today": (changed(2, review=TODAY), []),
    "no review set": (changed(2, review=None), []),
    "closed goals have none": (
        changed(5, status=GoalStatus.MISSED, owner="", target=None, review=date(2020, 1, 1), baseline=None),
        [],
    ),
}


@pytest.mark.parametrize(("goals", "expected"), CASES.values(), ids=CASES.keys())
def test_gaps_are_named_at_the_goal_that_has_them(
    goals: list[Goal], expected: list[tuple[int | None, str, int | None]]
) -> None:
    assert _named(goals) == expected


def test_every_rule_is_met_by_a_case() -> None:
    assert {rule for _, expected in CASES.values() for _, rule, _ in expected} == set(Rule)


def test_a_gap_names_the_goals_and_what_to_do_in_both_languages() -> None:
    goals = changed(5, parent=2, text="Recall {goal} mindestens\n95 % „sicher“")
    gap = gaps(goals, TODAY)[0]
    assert gap.text.de == (
        "Zwischen „Recall {goal} mindestens 95 % „sicher““ (Analyse-/Modellziel) und dem Oberziel „strategic 2“ "
        "(Strategisches Ziel) fehlt: Geschäftsziel, Datenziel. Legen Sie ein Ziel dazwischen an, oder wählen Sie ein "
        "Oberziel der nächsthöheren Ebene."
    )
    assert "a level is missing: Business goal, Data goal." in gap.text.en
    assert gap.as_dict() == {"goal": 5, "rule": "skipped_level", "other": 2, "de": gap.text.de, "en": gap.text.en}


def test_days_are_written_as_each_language_does() -> None:
    gap = gaps(changed(4, end=date(2026, 12, 31), start=None, upkeep_until=date(2027, 3, 1)), TODAY)[0]
    assert "bis zum 01.03.2027 gehalten" in gap.text.de and "bis zum 30.09.2027" in gap.text.de
    assert "until 1 March 2027" in gap.text.en and "until 30 September 2027" in gap.text.en


def test_a_long_goal_is_cut_between_words_in_the_text_of_a_gap() -> None:
    gap = gaps([goal(1, Level.MISSION, owner="", text="Wir halten die Anlagen unserer Kunden " * 9)], TODAY)[0]
    assert "Kunden Wir halten die Anlagen unserer …“" in gap.text.de and len(gap.text.de) < 200


def test_a_cycle_is_named_once_with_its_way() -> None:
    goals = [goal(3, Level.DATA, 1), goal(1, Level.BUSINESS, 2), goal(2, Level.STRATEGIC, 3)]
    cycles = [gap for gap in gaps(goals, TODAY) if gap.rule is Rule.CYCLE]
    assert len(cycles) == 1
    assert "„business 1“ → „strategic 2“ → „data 3“ → „business 1“" in cycles[0].text.de


def test_texts_come_in_twins() -> None:
    for german, english in TEXTS.values():
        assert german and english and german != english


def test_an_unsaved_goal_can_be_looked_at_too() -> None:
    assert _named([*tree(), goal(None, Level.MODEL, 4, owner="")]) == [(None, "no_owner", None)]


@given(forests(), st.dates())
def test_any_forest_is_looked_at_and_every_gap_belongs_to_a_goal(goals: list[Goal], today: date) -> None:
    found: list[Gap] = gaps(goals, today)
    assert {gap.goal for gap in found} <= {one.id for one in goals}
    assert len(found) == len({(gap.goal, gap.rule, gap.other, gap.text.de) for gap in found})
