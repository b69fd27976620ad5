"""An opened goal with course, versions and readings."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assistant.goals.levels import Goal, Level, Version
from assistant.goals.review import Reading, assess
from assistant.web.goal_detail import GoalView, chart_svg, detail_html

TODAY = date(2026, 11, 21)
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
GOAL = Goal(
    "Stillstände von 14 auf 9 senken",
    "de",
    Level.BUSINESS,
    id=3,
    metric="Stillstände",
    unit="je Monat",
    baseline=Decimal(14),
    target=Decimal(9),
    start=date(2026, 6, 1),
    end=date(2027, 6, 30),
    owner="Team",
)
READINGS = [
    Reading(3, date(2026, 8, 1), Decimal("13.5")),
    Reading(3, date(2026, 9, 1), None, "Ausfall"),
    Reading(3, date(2026, 11, 1), Decimal(13)),
]
VERSIONS = [
    Version(1, 0, datetime(2026, 6, 1, tzinfo=UTC), (), replace(GOAL, text="Alt")),
    Version(2, 0, datetime(2026, 7, 1, tzinfo=UTC), ("text", "target"), GOAL, "Vorstand <b>"),
]


def view(goal: Goal = GOAL, readings: list[Reading] = READINGS, **changes: object) -> GoalView:
    facts: dict[str, object] = {"versions": VERSIONS, "assessment": assess(goal, readings, TODAY)}
    return GoalView(goal=goal, readings=readings, **facts | changes)  # type: ignore[arg-type]


def test_an_opened_goal_shows_course_versions_and_readings() -> None:
    html = detail_html(view(), TODAY, "de")
    assert '<span class="course at_risk"><span aria-hidden="true">!</span> gefährdet</span>' in html
    assert html.index("<b>2.0</b>") < html.index("<b>1.0</b>")
    assert "geändert: Wortlaut, Zielwert · Grund: Vorstand &lt;b&gt;" in html and "angelegt" in html
    assert "Messwerte (3)" in html and "01.09.2026: – · Ausfall" in html


def test_the_proposal_to_adapt_is_offered_and_not_applied() -> None:
    html = detail_html(view(), TODAY, "en")
    assert 'data-action="take_target">Adapt the target …' in html and 'data-action="take_end">Adapt the date …' in html
    assert "take_target" not in detail_html(view(readings=[]), TODAY, "en")


@pytest.mark.parametrize("deleting", [True, False])
def test_deleting_asks_first_and_names_what_is_lost(deleting: bool) -> None:
    html = detail_html(view(deleting=deleting), TODAY, "de")
    assert (
        ('data-action="confirm-delete"' in html) == ("Alle Fassungen und Messwerte gehen verloren" in html) == deleting
    )


def test_without_an_opened_goal_it_says_how_to_open_one() -> None:
    assert "Wählen Sie ein Ziel" in detail_html(None, TODAY, "de")


def test_the_chart_draws_path_and_readings_inside_its_frame() -> None:
    svg = chart_svg(GOAL, READINGS, TODAY, "de")
    assert svg.count("<circle") == 2 and '<line class="today"' in svg
    assert (
        'role="img" aria-label="Linearer Pfad von 14 je Monat am 01.06.2026 bis 9 je Monat am 30.06.2027; '
        'Messwerte: 01.08.2026: 13,5 je Monat, 01.11.2026: 13 je Monat"'
    ) in svg
    points = [
        tuple(map(float, pair.split(","))) for line in re.findall(r'points="([^"]+)"', svg) for pair in line.split()
    ]
    assert len(points) == 4 and all(0 <= x <= 420 and 0 <= y <= 150 for x, y in points)


@pytest.mark.parametrize(
    "changes",
    [{"baseline": None}, {"target": None}, {"start": None}, {"end": None}, {"start": date(2027, 6, 30)}],
)
def test_without_a_path_there_is_no_chart(changes: dict[str, object]) -> None:
    assert chart_svg(replace(GOAL, **changes), READINGS, TODAY, "de") == ""


@pytest.mark.parametrize(
    ("goal", "readings"),
    [
        (replace(GOAL, baseline=Decimal(9)), []),
        (GOAL, [Reading(3, date(2025, 1, 1), Decimal(-500)), Reading(3, date(2031, 1, 1), Decimal("1e12"))]),
        (replace(GOAL, end=date(2026, 6, 2)), READINGS),
    ],
)
def test_odd_values_stay_inside_the_frame(goal: Goal, readings: list[Reading]) -> None:
    svg = chart_svg(goal, readings, TODAY, "en")
    numbers = [float(number) for number in re.findall(r'(?:cx|cy|x|y|x1|y1)="([-\d.]+)"', svg)]
    assert numbers and all(0 <= number <= 420 for number in numbers)


def test_nothing_hostile_becomes_active() -> None:
    names = ("text", "project", "owner", "metric", "unit", "notes")
    goal = replace(GOAL, **dict.fromkeys(names, HOSTILE))
    readings = [Reading(3, date(2026, 8, 1), Decimal(13), HOSTILE)]
    versions = [replace(VERSIONS[1], goal=goal, reason=HOSTILE)]
    html = detail_html(view(goal, readings, versions=versions, parent=HOSTILE, deleting=True), TODAY, "de")
    assert "<img" not in html and "<script" not in html and "&lt;img" in html
