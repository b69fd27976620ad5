"""The tree of goals as it is drawn."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.goals.gaps import gaps
from assistant.goals.levels import Goal, GoalStatus, Level
from assistant.goals.review import Course
from assistant.web.goal_tree import TreeView, gaps_html, metric_text, shown_goals, summary_html, tree_html

TODAY = date(2026, 11, 21)
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script>![x](http://evil.example)'


def goal(number: int, level: Level = Level.BUSINESS, parent: int | None = None, **changes: object) -> Goal:
    facts: dict[str, object] = {
        "text": f"Ziel {number}",
        "language": "de",
        "level": level,
        "id": number,
        "parent": parent,
    }
    return Goal(**facts | changes)  # type: ignore[arg-type]


TREE = [
    goal(1, Level.MISSION, project="A"),
    goal(2, Level.STRATEGIC, 1, project="A"),
    goal(3, Level.BUSINESS, 2, project="B"),
    goal(4, Level.DATA, 3, project="B"),
    goal(5, Level.BUSINESS, 2, project="A"),
]


def outline(html: str) -> list[tuple[int, str]]:
    """Depth and text of every goal as the nesting of the lists has it; fails where a list is not closed."""
    depth, found = 0, []
    for tag in re.findall(r"<ul(?! class=\"tree-gaps)[^>]*>|</ul>|<li class=\"node|data-goal=\"\d+\"", html):
        depth += tag.startswith("<ul")
        depth -= tag == "</ul>"
        if tag.startswith("data-goal"):
            found.append((depth, tag[11:-1]))
    return found


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ([goal(1)], [(1, "1")]),
        (TREE, [(1, "1"), (2, "2"), (3, "3"), (4, "4"), (3, "5")]),
        ([goal(1, Level.DATA), goal(2, Level.MISSION)], [(1, "2"), (1, "1")]),
        ([goal(1, parent=2), goal(2, parent=1)], [(1, "1"), (2, "2")]),
        ([goal(3, parent=99)], [(1, "3")]),
    ],
)
def test_goals_are_nested_below_their_parents(goals: list[Goal], expected: list[tuple[int, str]]) -> None:
    html = tree_html(TreeView(goals), "de")
    assert outline(html) == expected
    assert html.count("<ul") == html.count("</ul>") and html.count("<li") == html.count("</li>")


def test_a_goal_as_a_whole() -> None:
    one = goal(
        5, owner="Team", status=GoalStatus.AGREED, metric="Quote", unit="%", target=Decimal(75), end=date(2027, 6, 30)
    )
    html = tree_html(TreeView([one], courses={5: Course.AT_RISK}, opened=5), "de")
    assert html == (
        '<p class="hint">1 Ziel · keine Lücke</p><nav aria-label="Zielbaum"><ul class="tree">'
        '<li class="node level-business status-agreed" aria-current="true"><div class="goal-card">'
        '<p class="level-name">Geschäftsziel</p>'
        '<button type="button" class="card-title" data-action="open" data-goal="5" '
        'aria-label="Ziel 5 öffnen: Ziel 5" lang="de">Ziel 5</button>'
        '<p class="facts"><span class="goal-status"><span aria-hidden="true">●</span> vereinbart</span>'
        '<span class="course at_risk"><span aria-hidden="true">!</span> gefährdet</span>'
        "<span>Team</span><span>Quote: – → 75 %</span><span>bis 30.06.2027</span></p></div></li></ul></nav>"
    )


def test_gaps_stand_at_their_goal_with_what_to_do() -> None:
    html = tree_html(TreeView(TREE, gaps(TREE, TODAY)), "en")
    card = html.partition('data-goal="5"')[2]
    assert "△" in card and "data goal" in card.casefold()


@pytest.mark.parametrize(
    ("project", "numbers"), [("", [1, 2, 3, 4, 5]), ("A", [1, 2, 5]), ("B", [1, 2, 3, 4]), ("fehlt", [])]
)
def test_a_project_is_shown_with_the_goals_above_it(project: str, numbers: list[int]) -> None:
    assert [each.id for each in shown_goals(TREE, project)] == numbers


def test_a_goal_of_another_project_is_marked() -> None:
    html = tree_html(TreeView(shown_goals(TREE, "B"), project="B"), "de")
    assert html.count("foreign") == 2 and html.count("Projekt A") == 2


@pytest.mark.parametrize(
    ("project", "text"), [("", "Noch kein Ziel."), ("P", "In diesem Projekt gibt es noch kein Ziel.")]
)
def test_an_empty_tree_says_what_to_do(project: str, text: str) -> None:
    assert text in tree_html(TreeView([], project=project), "de")


def test_a_chain_of_a_thousand_goals_is_drawn() -> None:
    chain = [goal(number, Level.MODEL, number - 1 if number > 1 else None) for number in range(1, 1001)]
    assert outline(tree_html(TreeView(chain), "de"))[-1] == (1000, "1000")


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, ""),
        ({"metric": "Recall"}, "Recall"),
        ({"baseline": Decimal(80), "target": Decimal("95.5"), "unit": "%"}, "80 % → 95,5 %"),
        ({"metric": "Kosten", "baseline": Decimal(12000), "unit": "€"}, "Kosten: 12.000 € → –"),
    ],
)
def test_a_metric_is_shown_as_far_as_it_is_known(changes: dict[str, object], text: str) -> None:
    assert metric_text(goal(1, **changes), "de") == text


def test_the_summary_of_a_new_goal_lists_all_that_is_known() -> None:
    new = goal(1, parent=2, owner="Team [Termin]", target=Decimal("2.5"), unit="Tage", text="Bis [Termin] besser")
    html = summary_html(replace(new, id=None), None, goals=TREE, gaps=(), version="", language="de")
    assert "<dt>Oberziel</dt><dd>2 Ziel 2</dd>" in html and "<dt>Zielwert</dt><dd>2,5 Tage</dd>" in html
    assert "<dt>Ebene</dt><dd>Geschäftsziel</dd>" in html and "Ausgangswert" not in html
    assert "Der Text enthält noch Lücken" in html


def test_the_summary_of_a_change_shows_old_and_new() -> None:
    before = goal(5, target=Decimal(9), owner="Team")
    after = replace(before, target=Decimal(8), owner="")
    html = summary_html(after, before, goals=TREE, gaps=gaps([after], TODAY), version="1.2", language="en")
    assert "<dt>Target</dt><dd><s>9</s> → 8</dd>" in html and "<dt>Owner</dt><dd><s>Team</s> → –</dd>" in html
    assert "The present version 1.2 stays" in html and "Still open afterwards" in html


def test_nothing_hostile_becomes_active() -> None:
    names = ("text", "project", "owner", "metric", "unit", "notes")
    one = goal(1, **dict.fromkeys(names, HOSTILE), target=Decimal(1))
    found = gaps([one], TODAY)
    html = tree_html(TreeView([one], found, opened=1), "de") + gaps_html(found, "de")
    html += summary_html(
        one, replace(one, text="x", owner="y"), goals=[one], gaps=found, version=HOSTILE, language="de"
    )
    assert "<img" not in html and "<script" not in html and "&lt;img" in html
