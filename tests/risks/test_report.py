"""The status report says where a register stands, what moved and what is missing, in Markdown that stays text."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from assistant.risks.register import Risk, RiskStatus, Version
from assistant.risks.report import HIGHEST, ReportScope, status_report
from tests.risks.registers import TODAY, registers, risk

BARE = {"residual_likelihood": None, "residual_impact": None}
SCOPE = ReportScope(TODAY, project="Pumpen")


def test_a_german_report() -> None:
    risks = [risk(1, text="Zu wenige Ausfälle"), risk(2, text="Netz", impact=5, likelihood=2, committee=None, **BARE)]
    assert status_report(risks, SCOPE, "de") == "\n".join(
        [
            "# Risikobericht: Pumpen",
            "",
            "Stand: 01.06.2027",
            "",
            "## Lage",
            "",
            "2 Risiken können noch eintreten.",
            "",
            "| Band | ohne Maßnahmen | heute |",
            "|---|---:|---:|",
            "| kritisch | 1 | 0 |",
            "| hoch | 1 | 1 |",
            "| mittel | 0 | 1 |",
            "| niedrig | 0 | 0 |",
            "",
            "## Vom Lenkungskreis zu behandeln",
            "",
            "- R02 Netz: Wert 10 (hoch), Schadensausmaß 5, **noch nicht behandelt**",
            "",
            "## Höchste Risiken",
            "",
            "| Nr. | Risiko | heute | ohne Maßnahmen | Maßnahme | Verantwortlich | Überprüfung | Status |",
            "|---|---|---|---|---|---|---|---|",
            "| R02 | Netz | 10 (2 × 5, hoch) | 10 (2 × 5, hoch) | 200 Altfälle bis Mai zweifach einordnen "
            "| Jana Illmer | 15.06.2027 | in Bearbeitung |",
            "| R01 | Zu wenige Ausfälle | 8 (2 × 4, mittel) | 16 (4 × 4, kritisch) "
            "| 200 Altfälle bis Mai zweifach einordnen | Jana Illmer | 15.06.2027 | in Bearbeitung |",
            "",
            "## Lücken",
            "",
            "- R02 „Netz“ hat das Schadensausmaß 5 und lag noch nicht im Lenkungskreis. Legen Sie das Risiko dort vor, "
            "auch wenn es unwahrscheinlich ist, und tragen Sie den Tag ein.",
            "",
        ]
    )


def test_an_english_report_holds_no_german() -> None:
    text = status_report([risk(1, text="Drift", owner="", measure="m", trigger="t")], SCOPE, "en")
    for words in ("Risk report", "As of 1 June 2027", "1 risk can still occur.", "without measures", "Gaps", "Nobody"):
        assert words in text
    assert not {"Stand", "heute", "Lücken", "mittel"} & set(text.split())


def _version(number: int, day: int, one: Risk) -> Version:
    return Version(number, datetime(2027, 5, day, tzinfo=UTC), (), one)


def test_changes_are_told_by_kind_since_a_day() -> None:
    up, closed, new = risk(1, **BARE), risk(2, status=RiskStatus.CLOSED), risk(3)
    histories = {
        1: [_version(1, 1, replace(up, likelihood=2)), _version(2, 20, up)],
        2: [_version(1, 1, risk(2)), _version(2, 20, closed)],
        3: [_version(1, 20, new)],
        4: [_version(1, 1, risk(4))],
    }
    scope = ReportScope(TODAY, since=date(2027, 5, 10), histories=histories)
    lines = status_report([up, closed, new, risk(4)], scope, "de").splitlines()
    start = lines.index("## Veränderungen seit dem 10.05.2027")
    assert lines[start + 2 : start + 6] == [
        "- neu: R03 Risiko 3 – 8 (2 × 4, mittel)",
        "- steigend: R01 Risiko 1 – 16 (4 × 4, kritisch)",
        "- beendet: R02 Risiko 2 – geschlossen",
        "",
    ]


def test_where_nothing_moved_the_report_says_so() -> None:
    scope = ReportScope(TODAY, since=date(2027, 5, 10), histories={1: [_version(1, 1, risk(1))]})
    assert "Kein Wert hat sich geändert." in status_report([risk(1)], scope, "de")


@pytest.mark.parametrize("risks", [[], [risk(1, status=RiskStatus.CLOSED)]])
def test_an_empty_register_is_called_empty(risks: list[Risk]) -> None:
    text = status_report(risks, ReportScope(TODAY), "en")
    assert "The register holds no open risks." in text and "Gaps" not in text


def test_risks_without_a_rating_are_counted_and_come_last() -> None:
    text = status_report([risk(1, likelihood=None, **BARE), risk(2)], SCOPE, "de")
    assert "Nicht bewertet: 1" in text and text.index("| R02 |") < text.index("| R01 | Risiko 1 | – | –")


def test_only_the_highest_stand_in_the_table() -> None:
    text = status_report([risk(number) for number in range(1, 30)], SCOPE, "de")
    assert text.count("| in Bearbeitung |") == HIGHEST


@given(registers())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_of_the_register_becomes_markup(risks: list[Risk]) -> None:
    risks = [replace(one, text=f"{one.text} <script>|[x](http://y)![z](q)") for one in risks]
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(status_report(risks, SCOPE, "de"))
    assert "<script" not in html and "<a " not in html and "<img" not in html
    for row in html.split("<tr>")[1:]:
        assert len(re.findall(r"<t[dh]\b", row)) in (3, 8)
