"""Risks read in from a file: the plan before the yes."""

from dataclasses import replace

import pytest

from assistant.errors import TableUnreadable
from assistant.goals.kpis import Worded
from assistant.risks.exchange import write_risks
from assistant.risks.register import Risk
from assistant.table_columns import Fault
from assistant.web.risk_import import MOST_FAULTS, RiskImport, export_html, faults_html, import_html, plan_import
from tests.web.risk_samples import HOSTILE, bare, risk

STORED = [risk(1), bare(2, project="Pumpen")]
BAD = """Risiko;Wahrscheinlichkeit;Schadensausmaß;Überprüfung;Status
Datenlücken;7;4;31.03.2027;offen
;3;3;;offen
Überlast;drei;4;morgen;irgendwie
"""


def plan(risks: list[Risk], ending: str = ".csv") -> RiskImport:
    return plan_import(write_risks(risks, ending, "de"), f"risiken{ending}", STORED, goals=[3])


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_register_read_in_unchanged_changes_nothing(ending: str) -> None:
    found = plan(STORED, ending)
    assert found.empty and found.unchanged == 2
    html = import_html(found, STORED, "de")
    assert "Die Datei ändert nichts." in html and 'data-action="apply"' not in html


def test_new_changed_and_equal_risks_are_told_apart() -> None:
    found = plan([replace(STORED[0], likelihood=5, text="Zu wenige Ausfälle"), STORED[1], bare(None, text="Neu")])
    html = import_html(found, STORED, "de")
    assert "1 neues Risiko" in html and "<li>Neu</li>" in html and "1 Risiko bleibt gleich" in html
    assert "R01 <s>Zu wenige aufgezeichnete Ausfälle</s> → Zu wenige Ausfälle" in html
    assert "geändert: Risiko, Wahrscheinlichkeit" in html
    assert [f'data-action="{action}"' in html for action in ("apply", "add-all", "discard")] == [True] * 3


def test_a_number_that_the_register_does_not_know_makes_a_new_risk() -> None:
    found = plan([bare(50, text="Fremd")])
    assert [(one.id, one.text) for one in found.updates] == [(None, "Fremd")] and found.risks[0].id == 50


def test_a_new_risk_with_the_name_of_a_stored_one_is_pointed_out() -> None:
    found = plan([bare(None, text="risiko  2", project="pumpen"), bare(None, text="Risiko 2", project="Kran")])
    assert [one.project for one in found.twins] == ["pumpen"]
    assert "1 davon steht mit demselben Namen schon im Register: risiko  2" in import_html(found, STORED, "de")


def test_every_mistake_has_its_row_its_column_and_a_reason_and_nothing_can_be_applied() -> None:
    found = plan_import(BAD.encode(), "liste.csv", STORED, goals=[])
    html = import_html(found, STORED, "de")
    assert found.risks == () and {fault.row for fault in found.faults} == {2, 3, 4}
    assert "5 Fehler in 3 Zeilen" in html and "gespeichert wurde nichts" in html
    assert "<td>2</td><td>Wahrscheinlichkeit</td><td>„7“ liegt nicht zwischen 1 und 5.</td>" in html
    assert "<td>4</td><td>Überprüfung</td><td>„morgen“ ist kein Tag" in html
    assert 'data-action="apply"' not in html and 'data-action="discard"' in html
    assert "5 mistakes in 3 rows" in import_html(found, STORED, "en")


def test_of_very_many_mistakes_the_first_are_listed_and_the_rest_counted() -> None:
    faults = [Fault(row, "Risiko", Worded("leer", "empty")) for row in range(2, MOST_FAULTS + 12)]
    html = faults_html(faults, "de")
    assert html.count("<td>leer</td>") == MOST_FAULTS and "… und 10 weitere" in html and "1.010 Fehler" in html


def test_a_goal_that_is_not_there_is_a_mistake() -> None:
    found = plan([risk(1, goals=(3, 99))])
    assert "Ein Ziel mit der Nr. 99 gibt es nicht." in import_html(found, STORED, "de")


def test_no_table_at_all_is_an_error() -> None:
    with pytest.raises(TableUnreadable):
        plan_import(b"PK\x03\x04kaputt", "x.xlsx", [], goals=[])


def test_nothing_hostile_becomes_active() -> None:
    found = plan_import(
        write_risks([replace(STORED[0], text=HOSTILE), bare(None, text=HOSTILE)], ".csv", "de"),
        HOSTILE,
        [replace(STORED[0], text=f"alt {HOSTILE}")],
        goals=[],
    )
    html = import_html(found, [replace(STORED[0], text=f"alt {HOSTILE}")], "de")
    assert "<img" not in html and "&lt;img" in html
    bad = plan_import(f'Risiko;Status;<b>\nx;"{HOSTILE.replace(chr(34), "")}";1\n'.encode(), "x.csv", [], goals=[])
    assert "<img" not in import_html(bad, [], "de") and bad.faults


def test_table_and_report_are_offered_and_nothing_waits_without_a_file() -> None:
    assert export_html("en").count('data-action="export"') == 3 and "Status report" in export_html("en")
    assert import_html(None, [], "de") == ""
