"""Risks leave as CSV and XLSX and come back whole; what cannot be read is named and nothing is taken."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.errors import CellTooLong, TableTooLarge, TableUnreadable
from assistant.risks.columns import COLUMNS, RISK_COLUMNS
from assistant.risks.exchange import from_table, read_risks, to_rows, write_risks
from assistant.risks.register import FIELDS, Category, Risk, RiskStatus
from assistant.spreadsheets import CELL_LIMIT, Table
from tests.risks.registers import registers, risk

ENDINGS = (".csv", ".xlsx")
EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "knowledge" / "examples").glob("*/risks/*.csv"))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("language", ["de", "en"])
@given(risks=registers())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_register_comes_back_as_it_was(ending: str, language: str, risks: list[Risk]) -> None:
    read = read_risks(write_risks(risks, ending, language))
    assert (read.faults, read.ignored) == ((), ()) and list(read.risks) == risks


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "field", ["text", "event", "cause", "effect", "measure", "owner", "trigger", "source", "notes"]
)
@pytest.mark.parametrize(
    "text", ["=1+1", "'=1", "-5", "+49", "@SUM(A1)", "\t=1", "5", 'a;b,c\n„d“ "e"', "#REF!", "<b>", "’", "Größe\x0b"]
)
def test_hard_texts_come_back_in_every_field(ending: str, field: str, text: str) -> None:
    risks = [risk(1, **{field: text})]
    assert list(read_risks(write_risks(risks, ending, "de")).risks) == risks


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1:A9)", "\t=1", "＝1"])
def test_no_cell_leaves_as_a_formula(text: str) -> None:
    risks = [risk(1, text=text, owner=text, notes=text, lessons=(text.strip(),))]
    rows = list(csv.reader(io.StringIO(write_risks(risks, ".csv", "de").decode("utf-8-sig")), delimiter=";"))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "＝")) for row in rows for cell in row)
    with zipfile.ZipFile(io.BytesIO(write_risks(risks, ".xlsx", "de"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


def test_every_field_has_a_column_with_its_own_heading() -> None:
    assert set(COLUMNS) == set(FIELDS)
    for language in ("de", "en"):
        assert len({worded[language] for worded in COLUMNS.values()}) == len(FIELDS)


def test_rows_speak_the_language() -> None:
    header, (row,) = to_rows([risk(7)], "de")
    cells = dict(zip(header, row, strict=True))
    assert (cells["ID"], cells["Kategorie"], cells["Status"], cells["Ziele-Nr."]) == (
        "R07",
        "Daten",
        "in Bearbeitung",
        "3, 5",
    )
    header, (row,) = to_rows([risk(7, goals=(), lessons=("a b.md", "c.md"))], "en")
    cells = dict(zip(header, row, strict=True))
    assert (cells["Status"], cells["Goal nos."], cells["Lessons"]) == ("mitigating", None, "a b.md\nc.md")


# --- tables from elsewhere ---


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_lists_of_the_examples_are_read_whole(path: Path) -> None:
    read = read_risks(path.read_bytes())
    assert (read.faults, read.ignored) == ((), ())
    assert [one.id for one in read.risks] == list(range(1, 11))
    for one in read.risks:
        assert one.text and one.cause and one.effect and one.inherent and one.measure and one.owner and one.review
        assert one.language == ("en" if path.stem.endswith("risk-list") else "de")


def test_an_example_row_means_what_it_says() -> None:
    german = next(path for path in EXAMPLES if path.stem == "2024-11-05-risikoliste")
    assert read_risks(german.read_bytes()).risks[0] == Risk(
        "Drift nach Tausch von Pumpe oder Motor",
        "de",
        id=1,
        cause="Projekt erfährt nichts von Investitionsmaßnahmen",
        effect="Alarmflut, echte Meldungen gehen unter wie im Juli 2024",
        likelihood=4,
        impact=4,
        measure="Formblatt fünf Arbeitstage vorher, Anlernmodus vier Wochen",
        owner="Steffen Lohr",
        review=date(2025, 1, 14),
    )


def _read(*lines: str, goals: set[int] | None = None) -> list[tuple[int, str, str]] | tuple[Risk, ...]:
    read = read_risks("\n".join(lines).encode(), goals=goals)
    return [(fault.row, fault.column, fault.reason.de) for fault in read.faults] or read.risks


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "Risk,Probability,Severity,Mitigation",
            "x,2,3,y",
            {"likelihood": 2, "impact": 3, "measure": "y", "language": "en"},
        ),
        ("RISIKO;Eintrittswahrscheinlichkeit", "x;2,0", {"likelihood": 2}),
        (
            "Risiko;Status;Kategorie",
            "x;erledigt;technik",
            {"status": RiskStatus.CLOSED, "category": Category.TECHNOLOGY_OPERATION},
        ),
        (
            "Risk;Owner;Review date",
            "x;Ann;31.12.2027",
            {"owner": "Ann", "review": date(2027, 12, 31), "language": "en"},
        ),
        ("Nr.;Risiko", "r-007;x", {"id": 7}),
        ("risk id;risk", "12;x", {"id": 12, "language": "en"}),
        ("Risiko;Ziele-Nr.", "x; 3", {"goals": (3,)}),
        ("Risiko,Ziele-Nr.", "x,3 5;3", {"goals": (3, 5)}),
        ("Risiko;Sprache", "x;english", {"language": "en"}),
    ],
)
def test_headings_and_values_are_understood_as_people_write_them(
    header: str, row: str, expected: dict[str, object]
) -> None:
    (read,) = _read(header, row)
    assert read == replace(Risk("x", "de"), **expected)


FAULTS = {
    "no heading fits": (["a;b", "1;2"], [(1, "Risiko", "Die Spalte „Risiko“ fehlt.")]),
    "English headings": (["Owner,Cause", "1,2"], [(1, "Risk", "Die Spalte „Risiko“ fehlt.")]),
    "a column twice": (["Risiko;Risk", "x;y"], [(1, "Risk", "Diese Spalte kommt zweimal vor.")]),
    "empty": ([""], [(1, "Risiko", "Die Spalte „Risiko“ fehlt.")]),
    "full of errors": (
        [
            "id;risiko;wahrscheinlichkeit;schadensausmaß;überprüfung;status;kategorie;Ziele-Nr.",
            "R01; ;3;4;2025-06-10;offen;Daten;1",
            "R02;x;6;0;2025-02-30;vielleicht;Wetter;eins",
            "R02;x;hoch;3,5;morgen;;;",
            "",
            "R0;x;-1;5;;;;",
            "R04;gut;3;4;2025-06-10;offen;Daten;1",
        ],
        [
            (2, "Risiko", "Die Zelle ist leer."),
            (3, "Wahrscheinlichkeit", "„6“ liegt nicht zwischen 1 und 5."),
            (3, "Schadensausmaß", "„0“ liegt nicht zwischen 1 und 5."),
            (3, "Überprüfung", "„2025-02-30“ ist kein Tag wie 31.03.2027 oder 2027-03-31."),
            (
                3,
                "Status",
                "„vielleicht“ ist nicht bekannt. Erlaubt: offen, in Bearbeitung, angenommen, eingetreten, geschlossen.",
            ),
            (
                3,
                "Kategorie",
                "„Wetter“ ist nicht bekannt. Erlaubt: Daten, Modell, Technik und Betrieb, Organisation, "
                "Recht und Ethik, Geschäft.",
            ),
            (3, "Ziele-Nr.", "„eins“ ist keine Liste von Zielnummern wie 3, 5."),
            (4, "Wahrscheinlichkeit", "„hoch“ ist keine Zahl wie 8,5 oder 1.200."),
            (4, "Schadensausmaß", "„3,5“ ist keine ganze Zahl."),
            (4, "Überprüfung", "„morgen“ ist kein Tag wie 31.03.2027 oder 2027-03-31."),
            (4, "ID", "Die Nr. 2 steht schon in Zeile 3."),
            (6, "ID", "„R0“ ist keine Nummer wie R07 oder 7."),
            (6, "Wahrscheinlichkeit", "„-1“ liegt nicht zwischen 1 und 5."),
        ],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_every_bad_row_is_named_with_its_reason_and_nothing_is_taken(
    lines: list[str], expected: list[tuple[int, str, str]]
) -> None:
    assert _read(*lines) == expected
    assert read_risks("\n".join(lines).encode()).risks == ()


def test_a_link_to_a_goal_that_is_not_there_is_named_where_the_goals_are_known() -> None:
    lines = ("Risiko;Ziele-Nr.", "x;3, 7")
    assert _read(*lines, goals={3}) == [(2, "Ziele-Nr.", "Ein Ziel mit der Nr. 7 gibt es nicht.")]
    assert _read(*lines, goals={3, 7}) == _read(*lines) == (Risk("x", "de", goals=(3, 7)),)


def test_columns_that_mean_nothing_here_are_named() -> None:
    read = from_table(Table(("Risiko", "Abteilung"), (("x", "IT"),)))
    assert read.ignored == ("Abteilung",) and len(read.risks) == 1


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"%PDF-1.4", TableUnreadable), (b"PK\x03\x04nothing", TableUnreadable), (b"Risiko;" * 300, TableTooLarge)],
)
def test_what_is_no_table_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_risks(data)


def test_a_text_too_long_for_a_cell_is_refused_on_the_way_out() -> None:
    with pytest.raises(CellTooLong, match="Notizen"):
        write_risks([risk(1, notes="x" * (CELL_LIMIT + 1))], ".xlsx", "de")


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_register_is_a_file_too(ending: str) -> None:
    assert read_risks(write_risks([], ending, "en")).risks == ()


def test_other_headings_belong_to_one_field_only() -> None:
    headings = [worded[language] for worded in COLUMNS.values() for language in ("de", "en")]
    assert all(RISK_COLUMNS.field_of(heading) for heading in headings)
    assert not {heading.casefold() for heading in RISK_COLUMNS.also} & {heading.casefold() for heading in headings}
