"""Rows of risk lists and lessons become past risks with their place, year and rating."""

import pytest

from assistant.passages import Kind, Passage
from assistant.risks.past_risks import past_risks
from assistant.risks.register import Rating

HEAD = (
    "| id | risiko | ursache | auswirkung | wahrscheinlichkeit | schadensausmaß | maßnahme | verantwortlich |\n"
    "| --- |\n"
)


def _passage(text: str, kind: Kind = Kind.RISK, **facts: object) -> Passage:
    whole: dict[str, object] = {"id": text[:60], "document": "pumpen/risiken/2024-11-05-liste.csv", "title": "Liste"}
    return Passage(text=text, kind=kind, **(whole | {"project": "pumpen", "date": "2026-01-01"} | facts))


def test_every_row_of_a_list_is_a_past_risk() -> None:
    text = HEAD + "| R01 | Drift | Pumpentausch | Alarmflut | 4 | 5 | Formblatt | Lohr |\n| R02 | Lücke | | | | | | |"
    drift, gap = past_risks([_passage(text)])
    assert (drift.text, drift.cause, drift.effect, drift.measure, drift.owner) == (
        "Drift",
        "Pumpentausch",
        "Alarmflut",
        "Formblatt",
        "Lohr",
    )
    assert drift.rating == Rating(4, 5) and gap.rating is None and gap.quote == "Lücke"
    assert drift.texts == ("Drift", "Drift. Pumpentausch. Alarmflut") and not drift.happened


def test_the_year_is_that_of_the_document_name_before_that_of_its_date() -> None:
    row = HEAD + "| 1 | x |"
    assert past_risks([_passage(row)])[0].year == "2024"
    assert past_risks([_passage(row, document="liste.csv")])[0].year == "2026"
    assert past_risks([_passage(row, document="liste.csv", date=None)])[0].year == ""


@pytest.mark.parametrize(
    ("effect", "happened"),
    [
        ("Meldungen gehen unter wie im Juli 2024", True),
        ("errors rise as on 13 January 2026", True),
        ("im Mai eingetreten", True),
        ("Wie Alarme untergehen, zeigt der Bericht", False),
        ("Kosten von 2024 EUR", False),
    ],
)
def test_a_list_may_say_that_something_has_happened(effect: str, happened: bool) -> None:
    assert past_risks([_passage(f"{HEAD}| R01 | Drift | a | {effect} |")])[0].happened is happened


def test_a_status_says_so_too_and_cells_that_cannot_be_read_cost_nothing() -> None:
    text = (
        "| Risk | Status | Likelihood | Impact |\n|---|---|---|---|\n"
        "| a \\| b | occurred | high | 9 |\n| c | maybe | 3 | 4 |"
    )
    first, second = past_risks([_passage(text, language="en")])
    assert (first.text, first.happened, first.rating) == ("a | b", True, None)
    assert (second.happened, second.rating) == (False, Rating(3, 4))


@pytest.mark.parametrize(
    "text", ["", "Kein Risiko ohne Tabelle.", "| Datum | Betrag |\n| --- |\n| 1 | 2 |", "|", "| Risiko |\n| --- |\n| |"]
)
def test_text_without_a_column_for_the_risk_gives_nothing(text: str) -> None:
    assert past_risks([_passage(text)]) == []


SITUATION = "Im Kick-off wurde vereinbart, zuerst einen Prototyp zu zeigen. " * 3


def _lesson(heading: str, text: str, **facts: object) -> Passage:
    whole: dict[str, object] = {"id": heading, "title": "Betriebsrat zuerst", "headings": ("Betriebsrat", heading)}
    return _passage(text, Kind.LESSON, **(whole | {"document": "pumpen/lehren/betriebsrat.md"} | facts))


def test_the_passages_of_a_lesson_are_one_past_risk_with_its_advice() -> None:
    (past,) = past_risks(
        [
            _lesson("Betriebsrat", "Fiktives Beispiel: Unternehmen und Zahlen sind erfunden."),
            _lesson("Empfehlung", "- Den Betriebsrat in den Auftrag aufnehmen.\n- Eine Liste der Felder übergeben."),
            _lesson("Situation", SITUATION),
        ]
    )
    assert (past.text, past.measure) == ("Betriebsrat zuerst", "Den Betriebsrat in den Auftrag aufnehmen.")
    assert past.quote == "Im Kick-off wurde vereinbart, zuerst einen Prototyp zu zeigen." and past.happened
    assert past.passage.headings[-1] == "Situation" and all("Betriebsrat zuerst" in text for text in past.texts)


def test_a_passage_found_twice_counts_once_and_other_kinds_do_not() -> None:
    found = past_risks([_lesson("Situation", SITUATION)] * 2 + [_passage("Notiz", Kind.NOTE)])
    assert len(found) == 1 and len(found[0].texts) == 2


def test_a_lesson_tells_event_cause_and_effect_where_the_draft_of_a_risk_finds_them() -> None:
    (past,) = past_risks(
        [
            _lesson(
                "Situation",
                "Der Ausgangswert wurde geschätzt, nicht gemessen. Die Statistik war falsch. "
                "Dadurch verschob sich der Start um sechs Wochen.",
            )
        ]
    )
    assert past.cause == "Der Ausgangswert wurde geschätzt, nicht gemessen." and "sechs Wochen" in past.effect
    assert past.event == "Die Statistik war falsch."
