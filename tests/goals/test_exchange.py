"""Goals leave as CSV, XLSX and Markdown and come back whole; what cannot be read is named and nothing is taken."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from assistant.errors import TableTooLarge, TableUnreadable
from assistant.goals.columns import COLUMNS
from assistant.goals.exchange import from_markdown, from_table, read_goals, to_markdown, to_rows, write_goals
from assistant.goals.levels import FIELDS, Goal, GoalStatus, Level, MetricKind
from assistant.spreadsheets import Table
from tests.goals.trees import forests, goal, tree

ENDINGS = (".csv", ".xlsx", ".md")
HARD = (
    "Größe „x|y“ <b>&amp;</b> [a](b) `c` *d* _e_ ~f~ C:\\Daten\\neu\n- **Mission 9:** nein\r\n"
    "| 1 | 2 |\t\x0b# \u2028 ende "
)


def _by_number(goals: tuple[Goal, ...] | list[Goal]) -> list[Goal]:
    return sorted(goals, key=lambda one: one.id or 0)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("language", ["de", "en"])
@given(goals=forests())
@settings(max_examples=40)
def test_any_forest_comes_back_as_it_was(ending: str, language: str, goals: list[Goal]) -> None:
    read = read_goals(write_goals(goals, ending, language), f"Ziele{ending}")
    assert (read.faults, read.ignored) == ((), ())
    assert _by_number(read.goals) == _by_number(goals)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("field", ["text", "owner", "project", "metric", "unit", "notes"])
@pytest.mark.parametrize(
    "text", [HARD, "=1+1", "'=1", "-5", "5", "1.234", "75 %", "'", "<br>", "&#10;", "\\", "**a:** b", "Einheit: x"]
)
def test_hard_texts_come_back_in_every_field(ending: str, field: str, text: str) -> None:
    goals = [goal(1, Level.DATA, **{field: text})]
    assert list(read_goals(write_goals(goals, ending, "de"), f"z{ending}").goals) == goals


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_and_zero_are_different(ending: str) -> None:
    goals = [
        goal(1, Level.MODEL, baseline=Decimal(0), target=None),
        goal(2, Level.MODEL, baseline=None, target=Decimal(0)),
    ]
    assert list(read_goals(write_goals(goals, ending, "en"), f"z{ending}").goals) == goals


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "value", ["0.1", "1.234", "-0.5", "1E+15", "0.1234567890123456789", "123456789012345678.9", "12.0"]
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_numbers_come_back_to_the_last_digit(ending: str, value: str, language: str) -> None:
    goals = [goal(1, Level.MODEL, target=Decimal(value))]
    assert list(read_goals(write_goals(goals, ending, language), f"z{ending}").goals) == goals


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_parent_elsewhere_has_to_be_known(ending: str) -> None:
    data = write_goals([goal(5, Level.MODEL, 4)], ending, "de")
    read = read_goals(data, f"z{ending}")
    assert read.goals == () and [(fault.column, fault.reason.en) for fault in read.faults] == [
        ("Oberziel-Nr.", "There is no goal with the no. 4.")
    ]
    assert read_goals(data, f"z{ending}", known={4}).goals == (goal(5, Level.MODEL, 4),)


def test_every_field_has_a_column_with_its_own_heading() -> None:
    assert set(COLUMNS) == set(FIELDS)
    for language in ("de", "en"):
        assert len({worded[language] for worded in COLUMNS.values()}) == len(FIELDS)


def test_rows_have_parents_above_their_children_and_words_of_the_language() -> None:
    header, rows = to_rows(list(reversed(tree())), "de")
    assert header[:4] == ("Nr.", "Oberziel-Nr.", "Ebene", "Ziel")
    assert [row[:4] for row in rows][3:] == [(4, 3, "Datenziel", "data 4"), (5, 4, "Analyse-/Modellziel", "model 5")]
    assert to_rows(tree(), "en")[1][4][2] == "Analysis/model goal"


# --- tables from elsewhere ---


def _read(*lines: str, known: tuple[int, ...] = ()) -> list[tuple[int, str, str]] | tuple[Goal, ...]:
    read = read_goals("\n".join(lines).encode(), "z.csv", known)
    return [(fault.row, fault.column, fault.reason.de) for fault in read.faults] or read.goals


def test_a_table_needs_only_level_and_text() -> None:
    expected = (Goal("Bessere Daten bis Mai", "de", Level.DATA), Goal("Reduce the cost", "en", Level.BUSINESS))
    assert _read("Ziel;Ebene", "Bessere Daten bis Mai;datenziel", "Reduce the cost;BUSINESS GOAL") == expected


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "Level,Goal,Target,Unit",
            'model goal,x,"1,200",ms',
            {"target": Decimal(1200), "unit": "ms", "language": "en"},
        ),
        ("Ebene;Ziel;Zielwert", "Modellziel;x;1.200", {"target": Decimal(1200)}),
        ("Ebene;Ziel;Zielwert", "Analyse- oder Modellziel;x;95 %", {"target": Decimal(95), "unit": "%"}),
        ("Ebene;Ziel;Ende;oberziel nr", "model;x;31.12.2027;", {"end": date(2027, 12, 31)}),
        (
            "Ebene;Ziel;STATUS;Art der Kennzahl",
            "model;x;Vereinbart;Geschäftskennzahl",
            {"status": GoalStatus.AGREED, "metric_kind": MetricKind.BUSINESS},
        ),
        ("Ebene;Ziel;Sprache", "model;x;english", {"language": "en"}),
    ],
)
def test_headings_names_numbers_and_days_are_understood_as_people_write_them(
    header: str, row: str, expected: dict[str, object]
) -> None:
    assert _read(header, row) == (replace(Goal("x", "de", Level.MODEL), **expected),)


FAULTS = {
    "no heading fits": (
        ["a;b", "1;2"],
        [(1, "Ebene", "Die Spalte „Ebene“ fehlt."), (1, "Ziel", "Die Spalte „Ziel“ fehlt.")],
    ),
    "English headings": (
        ["No.,Owner", "1,2"],
        [(1, "Level", "Die Spalte „Ebene“ fehlt."), (1, "Goal", "Die Spalte „Ziel“ fehlt.")],
    ),
    "a column twice": (["Ebene;Ziel;Goal", "model;x;y"], [(1, "Goal", "Diese Spalte kommt zweimal vor.")]),
    "no heading": (["Ebene;Ziel;", "model;x;y"], [(1, "3", "Die Spalte hat keine Überschrift.")]),
    "empty": ([""], [(1, "Ebene", "Die Spalte „Ebene“ fehlt."), (1, "Ziel", "Die Spalte „Ziel“ fehlt.")]),
    "no text": (["Ebene;Ziel;Einheit", "model; ;%"], [(2, "Ziel", "Die Zelle ist leer.")]),
    "several at once": (
        ["Nr.;Ebene;Ziel;Zielwert;Ende", "1;model;x;1;", "", "eins;Etage;x;viel;2027", "1;model;x;;"],
        [
            (4, "Nr.", "„eins“ ist keine Zahl wie 8,5 oder 1.200."),
            (
                4,
                "Ebene",
                "„Etage“ ist nicht bekannt. Erlaubt: Mission, Strategisches Ziel, Geschäftsziel, Datenziel, "
                "Analyse-/Modellziel.",
            ),
            (4, "Zielwert", "„viel“ ist keine Zahl wie 8,5 oder 1.200."),
            (4, "Ende", "„2027“ ist kein Tag wie 31.03.2027 oder 2027-03-31."),
            (5, "Nr.", "Die Nr. 1 steht schon in Zeile 2."),
        ],
    ),
    "half a number": (["Nr.;Ebene;Ziel", "1,5;model;x"], [(2, "Nr.", "„1,5“ ist keine ganze Zahl.")]),
    "a number beyond all": (
        ["Nr.;Ebene;Ziel", "9" * 40 + ";model;x"],
        [(2, "Nr.", f"„{'9' * 40}“ ist keine ganze Zahl.")],
    ),
    "a foreign language": (
        ["Ebene;Ziel;Sprache", "model;x;Klingonisch"],
        [(2, "Sprache", "„Klingonisch“ ist nicht bekannt. Erlaubt: Deutsch, Englisch.")],
    ),
    # The parent is there, though its row has another fault.
    "a faulty parent": (
        ["Nr.;Oberziel-Nr.;Ebene;Ziel", "1;;Etage;x", "2;1;model;x"],
        [
            (
                2,
                "Ebene",
                "„Etage“ ist nicht bekannt. Erlaubt: Mission, Strategisches Ziel, Geschäftsziel, Datenziel, "
                "Analyse-/Modellziel.",
            )
        ],
    ),
    "no such parent": (
        ["Nr.;Oberziel-Nr.;Ebene;Ziel", "1;7;model;x"],
        [(2, "Oberziel-Nr.", "Ein Ziel mit der Nr. 7 gibt es nicht.")],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_what_cannot_be_read_is_named_by_row_and_column(lines: list[str], expected: list[tuple[int, str, str]]) -> None:
    assert _read(*lines) == expected


def test_columns_that_mean_nothing_here_are_named() -> None:
    read = from_table(Table(("Ebene", "Ziel", "Abteilung"), (("model", "x", "IT"),)))
    assert read.ignored == ("Abteilung",) and len(read.goals) == 1


def test_a_fault_prints_as_data() -> None:
    fault = from_table(Table(("Ebene", "Ziel"), (("model", None),))).faults[0]
    assert fault.as_dict() == {"row": 2, "column": "Ziel", "de": "Die Zelle ist leer.", "en": "The cell is empty."}


# --- Markdown ---


def test_markdown_reads_like_the_tree_of_the_methodology() -> None:
    text = to_markdown(
        [goal(1, Level.MISSION, metric="", unit=""), goal(2, Level.STRATEGIC, 1, target=Decimal("18.5"))], "de"
    )
    assert text == (
        "# Ziele\n"
        "\n"
        "- **Mission 1:** mission 1\n"
        "  - Verantwortlich: Leitung\n"
        "  - Status: vereinbart\n"
        "  - Art der Kennzahl: Geschäft\n"
        "  - Nächstes Review: 01.12.2027\n"
        "  - Sprache: Deutsch\n"
        "  - **Strategisches Ziel 2:** strategic 2\n"
        "    - Verantwortlich: Leitung\n"
        "    - Status: vereinbart\n"
        "    - Kennzahl: Quote\n"
        "    - Art der Kennzahl: Geschäft\n"
        "    - Einheit: %\n"
        "    - Ausgangswert: 10\n"
        "    - Zielwert: 18,5\n"
        "    - Beginn: 01.01.2027\n"
        "    - Ende: 31.12.2029\n"
        "    - Nächstes Review: 01.12.2027\n"
        "    - Sprache: Deutsch\n"
    )


def test_a_list_written_by_hand_needs_no_numbers() -> None:
    text = (
        "# Unsere Ziele\r\n\r\n* **Mission:** Wir halten Anlagen am Laufen\r\n"
        "\t+ **Strategic goal:** Grow *fast*\r\n\t\t- Target: 1,200\r\n"
        "\t\t- Owner: Board\r\n* **Datenziel 7:** Daten für den Piloten\r\n"
    )
    assert from_markdown(text).goals == (
        Goal("Wir halten Anlagen am Laufen", "de", Level.MISSION, id=-1),
        Goal("Grow *fast*", "en", Level.STRATEGIC, parent=-1, owner="Board", target=Decimal(1200)),
        Goal("Daten für den Piloten", "de", Level.DATA, id=7),
    )


@pytest.mark.parametrize(
    ("text", "row", "column", "reason"),
    [
        ("- **Etage 1:** x", 1, "", "„Etage“ ist keine Ebene eines Ziels."),
        ("\n\n- Einheit: %", 3, "", "Die Zeile ist weder ein Ziel noch eine Angabe."),
        ("- **Mission 1:** x\n- Einheit: %", 2, "", "Die Zeile ist weder ein Ziel noch eine Angabe."),
        ("- **Mission 1:** x\n  - Farbe: rot", 2, "", "Die Zeile ist weder ein Ziel noch eine Angabe."),
        ("- **Mission 1:** x\n  und weiter", 2, "", "Die Zeile ist weder ein Ziel noch eine Angabe."),
        ("- **Mission 1:** x\n  - Einheit: %\n  - Unit: %", 3, "Unit", "Diese Angabe kommt zweimal vor."),
        ("- **Mission 1:** x\n  - Ebene: Datenziel", 2, "Ebene", "Diese Angabe kommt zweimal vor."),
        ("- **Mission 1:** x\n  - Ende: bald", 1, "Ende", "„bald“ ist kein Tag wie 31.03.2027 oder 2027-03-31."),
        ("- **Mission 1:** x\n- **Mission 1:** y", 2, "Nr.", "Die Nr. 1 steht schon in Zeile 1."),
        ("- **Mission 1:**  ", 1, "Ziel", "Die Zelle ist leer."),
    ],
)
def test_a_list_with_a_line_that_cannot_be_read_gives_nothing(text: str, row: int, column: str, reason: str) -> None:
    read = from_markdown(text)
    assert read.goals == ()
    assert [(fault.row, fault.column, fault.reason.de) for fault in read.faults] == [(row, column, reason)]


def test_marks_that_are_no_characters_stay_as_they_are() -> None:
    assert from_markdown("- **Mission:** &#55296; &#9999999; &#65;").goals[0].text == "&#55296; &#9999999; A"


def test_markdown_that_is_no_text_and_tables_too_large_are_refused() -> None:
    with pytest.raises(TableUnreadable):
        read_goals(b"- **Mission:** \xff", "ziele.md")
    with pytest.raises(TableTooLarge):
        read_goals(b"Ziel;" * 300, "ziele.csv")


def test_no_goals_are_a_file_too() -> None:
    for ending in ENDINGS:
        assert read_goals(write_goals([], ending, "de"), f"z{ending}").goals == ()
