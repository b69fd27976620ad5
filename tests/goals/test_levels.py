"""A goal knows its level, its last day and how it differs from what it was; a tree is shown in one order."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from assistant.goals.levels import (
    LEVEL_NAMES,
    STATUS_NAMES,
    Goal,
    GoalStatus,
    Level,
    MetricKind,
    Version,
    ancestors,
    changed_fields,
    changes_demand,
    in_tree_order,
)
from tests.goals.trees import forests, goal, tree


def test_every_level_has_the_next_one_above_it() -> None:
    assert [level.above for level in Level] == [None, Level.MISSION, Level.STRATEGIC, Level.BUSINESS, Level.DATA]
    assert LEVEL_NAMES.keys() == set(Level) and STATUS_NAMES.keys() == set(GoalStatus)


@pytest.mark.parametrize(
    ("level", "end", "upkeep", "last"),
    [
        (Level.DATA, date(2027, 3, 31), date(2028, 12, 31), date(2028, 12, 31)),
        (Level.DATA, date(2027, 3, 31), None, date(2027, 3, 31)),
        (Level.DATA, None, None, None),
        # Only data are kept up: elsewhere the field says nothing.
        (Level.MODEL, date(2027, 3, 31), date(2028, 12, 31), date(2027, 3, 31)),
        (Level.MISSION, None, None, None),
    ],
)
def test_a_data_goal_ends_with_its_upkeep(
    level: Level, end: date | None, upkeep: date | None, last: date | None
) -> None:
    assert Goal("x", "de", level, end=end, upkeep_until=upkeep).last_day == last


def test_a_model_metric_may_stand_on_any_level() -> None:
    assert goal(1, Level.MODEL, metric_kind=MetricKind.UNKNOWN).measured_at_model
    assert goal(1, Level.BUSINESS, metric_kind=MetricKind.MODEL).measured_at_model
    assert not goal(1, Level.BUSINESS).measured_at_model


@pytest.mark.parametrize(
    ("change", "demand"),
    [
        ({"owner": "Leitung Vertrieb"}, False),
        ({"notes": "geklärt am 3. Mai"}, False),
        ({"status": GoalStatus.MISSED}, False),
        ({"parent": 9}, False),
        ({"review": date(2028, 1, 1)}, False),
        ({"text": "Die Quote steigt auf 20 %, wie vereinbart."}, False),
        ({"text": "Die Quote steigt auf 15 %."}, True),
        ({"target": 15}, True),
        ({"end": date(2030, 1, 1)}, True),
        ({"baseline": 12}, True),
        ({"upkeep_until": date(2030, 1, 1)}, True),
        ({"metric": "Recall"}, True),
        ({"level": Level.DATA}, True),
        ({}, False),
    ],
)
def test_a_change_of_figures_or_dates_changes_the_demand(change: dict[str, object], demand: bool) -> None:
    before = goal(1, Level.BUSINESS, text="Die Quote steigt auf 20 %.")
    after = replace(before, **change)
    assert changed_fields(before, after) == tuple(change)
    assert changes_demand(before, after) is demand


def test_the_number_is_no_change() -> None:
    assert changed_fields(goal(1, Level.DATA), replace(goal(1, Level.DATA), id=2)) == ()


def test_a_version_is_numbered_as_people_write_it() -> None:
    assert Version(2, 1, datetime(2027, 7, 8, tzinfo=UTC), (), goal(1, Level.DATA)).number == "2.1"


def test_ancestors_come_nearest_first_and_end_at_what_is_gone_or_begins_anew() -> None:
    by_id = {one.id: one for one in tree() if one.id}
    assert [one.id for one in ancestors(by_id[5], by_id)] == [4, 3, 2, 1]
    del by_id[3]
    assert [one.id for one in ancestors(by_id[5], by_id)] == [4]
    circle = {1: goal(1, Level.DATA, 2), 2: goal(2, Level.MODEL, 1), 3: goal(3, Level.MODEL, 1)}
    assert [one.id for one in ancestors(circle[3], circle)] == [1, 2]
    assert [one.id for one in ancestors(circle[1], circle)] == [2]


def test_children_stand_below_their_parent_whatever_order_they_come_in() -> None:
    more = [
        *tree(),
        goal(7, Level.DATA, 3),
        goal(6, Level.BUSINESS, 2),
        goal(8, Level.MODEL, 99),
        goal(None, Level.DATA, 6),
    ]
    shown = [(one.id, depth) for one, depth in in_tree_order(list(reversed(more)))]
    assert shown == [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (7, 3), (6, 2), (None, 3), (8, 0)]


def test_a_chain_of_thousands_is_no_trouble() -> None:
    chain = [goal(1, Level.MODEL), *(goal(number, Level.MODEL, number - 1) for number in range(2, 5001))]
    assert [depth for _, depth in in_tree_order(chain)] == list(range(5000))


@given(forests())
def test_every_goal_is_shown_exactly_once_below_a_parent_of_its_own(goals: list[Goal]) -> None:
    shown = in_tree_order(goals)
    assert sorted(one.id or 0 for one, _ in shown) == sorted(one.id or 0 for one in goals)
    path: list[Goal] = []
    for one, depth in shown:
        assert depth <= len(path)
        del path[depth:]
        assert not path or one.parent == path[-1].id
        path.append(one)
