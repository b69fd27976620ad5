"""Goals read in from a file: the plan before the yes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.errors import TableUnreadable
from assistant.goals.exchange import write_goals
from assistant.goals.levels import Goal, Level
from assistant.web.goal_import import export_html, import_html, plan_import

STORED = [
    Goal("Mission", "de", Level.MISSION, id=1),
    Goal("Quote heben", "de", Level.STRATEGIC, id=2, parent=1, target=Decimal(75), unit="%"),
]
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".md"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_was_handed_out_changes_nothing_when_read_in_again(ending: str, language: str) -> None:
    plan = plan_import(write_goals(STORED, ending, language), f"ziele{ending}", STORED)
    assert (plan.empty, plan.unchanged, plan.faults) == (True, 2, ())
    html = import_html(plan, STORED, "de")
    assert "Die Datei ändert nichts." in html and 'data-action="apply"' not in html


def test_new_and_changed_goals_are_named_before_anything_is_stored() -> None:
    file = [STORED[0], replace(STORED[1], text="Quote verdoppeln"), Goal("Neu", "de", Level.BUSINESS, id=77, parent=2)]
    plan = plan_import(write_goals(file, ".csv", "de"), "ziele.csv", STORED)
    assert [goal.id for goal in plan.changed] == [2] and [goal.text for goal in plan.added] == ["Neu"]
    html = import_html(plan, STORED, "de")
    assert "1 neues Ziel" in html and "<li>Geschäftsziel: Neu</li>" in html
    assert "1 geändertes Ziel" in html and "2 <s>Quote heben</s> → Quote verdoppeln" in html
    assert "geändert: Wortlaut" in html and "1 Ziel bleibt gleich" in html
    assert [f'data-action="{action}"' in html for action in ("apply", "add-all", "discard")] == [True, True, True]


def test_a_number_the_tree_does_not_know_becomes_provisional_for_its_children_too() -> None:
    file = [Goal("Oben", "de", Level.STRATEGIC, id=50), Goal("Unten", "de", Level.BUSINESS, id=51, parent=50)]
    plan = plan_import(write_goals(file, ".csv", "de"), "ziele.csv", STORED)
    above, below = sorted(plan.updates, key=lambda goal: goal.text)
    assert above.id is not None and above.id < 1 and below.parent == above.id and below.id != above.id


def test_a_file_that_cannot_be_read_says_where_and_offers_only_to_discard_it() -> None:
    data = "Ebene;Ziel;Zielwert\nGeschäftsziel;Quote heben;viel\n".encode()
    plan = plan_import(data, "x.csv", [])
    html = import_html(plan, [], "de")
    assert plan.faults and "Nicht eingelesen" in html and "Zeile 2" in html
    assert 'data-action="apply"' not in html and 'data-action="discard"' in html


def test_no_table_at_all_is_an_error() -> None:
    with pytest.raises(TableUnreadable):
        plan_import(b"PK\x03\x04kaputt", "x.xlsx", [])


def test_nothing_hostile_becomes_active() -> None:
    file = [replace(STORED[1], text=HOSTILE, parent=None), Goal(HOSTILE, "de", Level.MODEL)]
    plan = plan_import(write_goals(file, ".csv", "de"), HOSTILE, STORED)
    html = import_html(plan, [replace(STORED[1], text=f"alt {HOSTILE}")], "de")
    assert "<img" not in html and "&lt;img" in html


def test_three_formats_are_offered_and_nothing_waits_without_a_file() -> None:
    assert export_html("en").count('data-action="export"') == 3
    assert import_html(None, [], "de") == ""
