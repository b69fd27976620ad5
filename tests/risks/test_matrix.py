"""The matrix counts and names, and the trend follows from the versions."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.risks.matrix import MOVEMENT_NAMES, Movement, matrix, movement, trend
from assistant.risks.register import Band, Risk, RiskStatus, Version
from tests.risks.registers import registers, risk

BARE = {"residual_likelihood": None, "residual_impact": None}


def test_rows_go_from_likely_to_unlikely_and_columns_from_slight_to_grave() -> None:
    rows = matrix([], residual=False)
    assert [(row[0].rating.likelihood, row[0].rating.impact) for row in rows] == [(n, 1) for n in (5, 4, 3, 2, 1)]
    assert [cell.rating.impact for cell in rows[0]] == [1, 2, 3, 4, 5]
    assert all(cell.count == 0 for row in rows for cell in row)


def test_a_risk_stands_at_its_inherent_or_its_present_rating() -> None:
    risks = [risk(1), risk(2, **BARE), risk(3, status=RiskStatus.CLOSED), risk(4, likelihood=None, **BARE)]
    inherent, present = matrix(risks, residual=False), matrix(risks, residual=True)
    assert [one.id for one in inherent[1][3].risks] == [2, 1]
    assert [one.id for one in present[1][3].risks] == [2] and [one.id for one in present[3][3].risks] == [1]


@given(registers())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_live_rated_risk_stands_in_exactly_one_cell(risks: list[Risk]) -> None:
    placed = [one.id for row in matrix(risks, residual=True) for cell in row for one in cell.risks]
    assert sorted(placed) == sorted(one.id for one in risks if one.status.live and one.current)


def _versions(*states: tuple[int, dict[str, object]]) -> list[Version]:
    return [
        Version(number, datetime(2027, 5, day, 23, 59, tzinfo=UTC), (), replace(risk(1, **BARE), **facts))
        for number, (day, facts) in enumerate(states, start=1)
    ]


CLOSED = {"status": RiskStatus.CLOSED}


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (_versions((1, {})), Movement.STEADY),
        (_versions((10, {})), Movement.STEADY),
        (_versions((11, {})), Movement.NEW),
        (_versions((1, {}), (11, {"likelihood": 5})), Movement.RISING),
        (_versions((1, {}), (11, {"residual_likelihood": 1, "residual_impact": 4})), Movement.FALLING),
        (_versions((1, {}), (11, {"owner": "x"})), Movement.STEADY),
        (_versions((1, {}), (11, CLOSED)), Movement.ENDED),
        (_versions((1, {}), (2, CLOSED)), Movement.STEADY),
        (_versions((1, {}), (2, CLOSED), (11, {})), Movement.NEW),
        (_versions((1, {"likelihood": None}), (11, {})), Movement.NEW),
        (_versions((1, {}), (11, {"likelihood": None})), Movement.FALLING),
        (_versions((1, {"likelihood": None}), (11, {"impact": None, "likelihood": None})), Movement.STEADY),
    ],
)
def test_a_movement_compares_the_end_of_a_day_with_today(versions: list[Version], expected: Movement) -> None:
    assert movement(versions, date(2027, 5, 10)) is expected
    assert expected in MOVEMENT_NAMES


def test_the_trend_counts_each_day_as_it_ended() -> None:
    histories = [
        _versions((1, {}), (3, {"residual_likelihood": 1, "residual_impact": 4}), (7, CLOSED)),
        _versions((3, {"likelihood": None})),
    ]
    points = trend(histories)
    assert [(point.day.day, point.score, point.unrated) for point in points] == [(1, 16, 0), (3, 4, 1), (7, 0, 1)]
    assert points[0].bands == {Band.LOW: 0, Band.MEDIUM: 0, Band.HIGH: 0, Band.CRITICAL: 1}
    assert points[1].bands[Band.LOW] == 1 and trend([]) == []


@given(st.lists(st.lists(st.tuples(st.integers(1, 20), registers()), min_size=1, max_size=4), max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_trend_is_what_counting_anew_every_day_gives(drawn: list[list[tuple[int, list[Risk]]]]) -> None:
    histories = []
    for versions in drawn:
        states = [(day, found[0]) for day, found in sorted(versions, key=lambda one: one[0]) if found]
        histories.append(
            [Version(n, datetime(2027, 5, day, 9, tzinfo=UTC), (), one) for n, (day, one) in enumerate(states)]
        )
    for point in trend(histories):
        now = [[v for v in versions if v.saved_at.date() <= point.day] for versions in histories]
        live = [seen[-1].risk for seen in now if seen and seen[-1].risk.status.live]
        assert point.score == sum(one.current.score for one in live if one.current)
        assert point.unrated == sum(one.current is None for one in live)
        assert all(
            point.bands[band] == sum(bool(one.current and one.current.band is band) for one in live) for band in Band
        )
