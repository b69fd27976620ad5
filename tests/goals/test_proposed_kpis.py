"""A goal gets the KPI that measures what it wishes for, and no value in a unit that the KPI cannot have."""

from datetime import date
from pathlib import Path

import pytest

from assistant.goals.facts import find_facts
from assistant.goals.kpis import parse
from assistant.goals.proposed_kpis import fitting, proposed

ROOT = Path(__file__).resolve().parents[2]
USES = {use.id: use for use in parse((ROOT / "knowledge" / "catalogues" / "kpis.yaml").read_text(encoding="utf-8"))}
INVOICES = USES["invoice_recognition"].kpis


@pytest.mark.parametrize(
    ("goal", "unit"),
    [
        ("Wir wollen die Eingangsrechnungen schneller bearbeiten", "days"),
        ("Die Rechnungsprüfung beschleunigen", "days"),
        ("We want to process invoices faster", "days"),
        ("Die Rechnungsbearbeitung soll günstiger werden", "€"),
        ("Cut the cost of invoice processing", "€"),
        ("Rechnungen automatisch erkennen", INVOICES[0].unit.en),
        ("", INVOICES[0].unit.en),
    ],
)
def test_the_first_kpi_measures_what_the_goal_wishes_for(goal: str, unit: str) -> None:
    assert proposed(INVOICES, goal)[0].unit.en == unit


@pytest.mark.parametrize("goal", ["schneller", "günstiger", "", "faster and cheaper"])
@pytest.mark.parametrize("use", sorted(USES))
def test_every_kpi_stays_and_business_comes_before_the_model(use: str, goal: str) -> None:
    ordered = proposed(USES[use].kpis, goal)
    assert set(ordered) == set(USES[use].kpis)
    assert [kpi.model for kpi in ordered] == sorted(kpi.model for kpi in ordered)


@pytest.mark.parametrize(
    ("values", "units"),
    [
        ("9 Tage; 4 Tage", {"days"}),
        ("2 Stunden", {"days"}),
        ("40 %; 80 %", {"%"}),
        ("12 €", {"€"}),
        ("12; 4", {kpi.unit.en for kpi in INVOICES}),
        ("; ", {kpi.unit.en for kpi in INVOICES}),
        ("3 Tonnen", {kpi.unit.en for kpi in INVOICES}),
    ],
)
def test_a_value_goes_only_with_a_kpi_of_its_unit(values: str, units: set[str]) -> None:
    assert {kpi.unit.en for kpi in fitting(INVOICES, find_facts(values, "de", date.today()))} == units
