"""What a goal lacks, and what is put in its place: an answer, else a placeholder."""

from collections.abc import Mapping
from dataclasses import fields

import pytest

from assistant.goals.kpis import Kpi
from assistant.goals.missing import Missing, lacks_baseline, missing_parts, placeholder
from assistant.goals.rewrite import PLACEHOLDERS, SLOTS, UNPLACED
from tests.goals.ruled import USES, goal_text

KPI = USES[0].kpis[0]


def parts(
    text: str, language: str, answers: Mapping[str, str] | None = None, kpi: Kpi | None = None
) -> dict[str, object]:
    """The parts that are not empty."""
    missing = missing_parts(goal_text(text, language), answers or {}, kpi)
    found = {field.name: getattr(missing, field.name) for field in fields(missing)}
    return {name: value for name, value in found.items() if value}


OPEN = {"baseline": "[Ist-Wert]", "target": "[Zielwert]", "deadline": "[Termin]", "owner": "[verantwortliches Team]"}
LATE = {name: OPEN[name] for name in ("deadline", "owner")}
TIMED = {name: OPEN[name] for name in ("baseline", "target", "owner")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kundenservice mit KI verbessern", OPEN | {"measure": "[Kennzahl]"}),
        ("Besser werden", OPEN | {"measure": "[Kennzahl]", "object": "[Prozess oder Produkt]"}),
        ("Durchlaufzeit der Rechnungsprüfung senken", OPEN),
        ("Prozesse automatisieren", OPEN | {"measure": "[Kennzahl]", "object": "[Prozess oder Produkt]"}),
        ("Durchlaufzeit um 20 % senken", OPEN),
        ("Durchlaufzeit von 12 auf 9 Tage senken", LATE),
        ("Durchlaufzeit von heute 12 Tagen um 25 % senken", LATE),
        ("Fehlerquote auf unter 2 % senken", {k: v for k, v in OPEN.items() if k != "target"}),
        ("Durchlaufzeit bis Q3 senken", TIMED | {"completion": "[Jahr]"}),
        ("Durchlaufzeit bis zum Go-Live senken", TIMED | {"completion": "[Termin]"}),
        ("40 Mitarbeitende bis 30.09.2027 schulen", {"owner": "[verantwortliches Team]"}),
        ("Das Team Einkauf senkt die Durchlaufzeit bis 30.06.2027 von 12 auf 9 Tage.", {}),
        ("Das Team Einkauf senkt die Durchlaufzeit bis 30.06.2027 auf 9 Tage.", {"baseline": "[Ist-Wert]"}),
    ],
)  # fmt: skip
def test_what_a_german_goal_lacks(text: str, expected: dict[str, object]) -> None:
    assert parts(text, "de") == expected


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Improve customer service with AI", {"measure", "baseline", "target", "deadline", "owner"}),
        ("Get better", {"object", "measure", "baseline", "target", "deadline", "owner"}),
        ("Reduce lead time by 20% by 30 June 2027", {"baseline", "target", "owner"}),
        ("Reduce lead time from 12 to 9 days by Q3", {"completion", "owner"}),
        ("The accounting team will cut lead time from 12 to 9 days by 30 June 2027.", set()),
    ],
)
def test_what_an_english_goal_lacks(text: str, lacking: set[str]) -> None:
    found = parts(text, "en")
    assert set(found) == lacking
    assert all(value in {pair[1] for pair in PLACEHOLDERS.values()} for value in found.values())


def test_a_kpi_takes_the_place_of_the_metric_only_where_none_is_named() -> None:
    assert parts("Kundenservice mit KI verbessern", "de", kpi=KPI)["measure"] is KPI
    assert "measure" not in parts("Durchlaufzeit der Rechnungsprüfung senken", "de", kpi=KPI)


ANSWERS = {
    "object": "die Angebotserstellung", "metric": "Durchlaufzeit", "baseline": "12 Tage", "target": "9 Tage",
    "deadline": "31.12.2028", "year": "2029", "owner": "das Team Vertrieb", "action": "Erstantworten vorschlagen",
}  # fmt: skip


def test_answers_take_the_place_of_placeholders() -> None:
    assert parts("Besser werden", "de", ANSWERS) == {
        "object": "die Angebotserstellung", "measure": "Durchlaufzeit", "baseline": "12 Tage", "target": "9 Tage",
        "deadline": "31.12.2028", "owner": "das Team Vertrieb",
    }  # fmt: skip
    assert parts("Durchlaufzeit bis Q3 senken", "de", ANSWERS)["completion"] == "2029"
    assert parts("Durchlaufzeit bis zum Go-Live senken", "de", ANSWERS)["completion"] == "31.12.2028"


def test_the_answer_to_what_exactly_is_done_completes_an_object_without_action() -> None:
    assert parts("Kundenservice mit KI verbessern", "de", ANSWERS)["object"] == "Erstantworten vorschlagen"
    assert "object" not in parts("Kundenservice mit KI verbessern", "de")


def test_blank_answers_are_none() -> None:
    assert parts("Kosten senken", "de", {"deadline": "  ", "owner": ""})["deadline"] == "[Termin]"
    assert parts("Kosten senken", "de", {"deadline": " 31.12.2028 "})["deadline"] == "31.12.2028"


def test_answers_to_what_the_goal_says_change_nothing() -> None:
    text = "Das Team Einkauf senkt die Durchlaufzeit bis 30.06.2027 von 12 auf 9 Tage."
    assert parts(text, "de", ANSWERS, KPI) == {}


def test_nothing_missing_is_false() -> None:
    assert not Missing()
    assert Missing(owner="x")


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Durchlaufzeit senken", True),
        ("Durchlaufzeit auf 9 Tage senken", True),
        ("Durchlaufzeit von 12 auf 9 Tage senken", False),
        ("Fehlerquote unter 2 %", True),
        ("500 Anfragen pro Tag beantworten", False),
        ("40 Mitarbeitende schulen", False),
        ("Umsatz auf 2 Mio. € steigern", True),
        ("NPS auf 45 steigern", True),
    ],
)
def test_a_baseline_is_asked_for_where_something_changes(text: str, lacks: bool) -> None:
    assert lacks_baseline(goal_text(text, "de")) is lacks


@pytest.mark.parametrize("slot", PLACEHOLDERS)
def test_every_placeholder_exists_in_both_languages(slot: str) -> None:
    german, english = placeholder(slot, "de"), placeholder(slot, "en")
    assert german != english and {german[0], english[0]} == {"["} and {german[-1], english[-1]} == {"]"}


def test_the_placeholders_are_those_agreed_and_every_slot_is_named_once() -> None:
    german = "[Prozess oder Produkt] [Kennzahl] [Ist-Wert] [Zielwert] [Termin] [Jahr] [verantwortliches Team]"
    english = "[process or product] [metric] [current value] [target value] [deadline] [year] [responsible team]"
    assert " ".join(pair[0] for pair in PLACEHOLDERS.values()) == german
    assert " ".join(pair[1] for pair in PLACEHOLDERS.values()) == english
    assert len(set(SLOTS)) == len(SLOTS) == len(PLACEHOLDERS) + 1 + len(UNPLACED)
