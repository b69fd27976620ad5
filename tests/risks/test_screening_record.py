"""The record of a screening: complete, dated, in both languages, and safe to print."""

import datetime
import re

import pytest
from markdown_it import MarkdownIt

from assistant.ai_act_catalogue import ai_act
from assistant.risks.ai_act_file import parse
from assistant.risks.screening import Screening, resumed
from assistant.risks.screening_record import TEXTS, applies_text, begins_text, escaped, shown_day, to_markdown
from tests.risks.rules import SMALL

ACT = parse(SMALL)
DONE = resumed(ACT, [("system", "yes"), ("role", "builds"), ("area", "staff")])
DAY = datetime.date(2026, 5, 4)


def test_the_record_holds_result_duties_dates_path_and_sources() -> None:
    text = to_markdown(DONE, language="de", made_on=DAY, project="Personalauswahl")
    for part in (
        "- Vorhaben: Personalauswahl\n- Erstellt am: 04.05.2026\n- Rechtsstand der Regeldatei: 01.03.2026 (Fassung 2)",
        "## Ergebnis: Hohes Risiko",
        "Rollen Ihrer Organisation: Anbieter (Art. 3)",
        "## Ausschlaggebende Antworten\n\n- Welcher Bereich? **Personal | Lohn** (Anhang III)",
        "## Ihre Pflichten\n\n### Anbieter\n\n| Pflicht | Fundstelle | Gilt |",
        "| Bauen | Art. 16 | ab 02.12.2027 |\n\n### Für alle Beteiligten",
        "## Pflichten anderer Beteiligter\n\n### Betreiber\n\n",
        "| Nutzen | Art. 26 | ab 02.12.2027 |\n\n## Nächste Schritte\n\n- Fragen\n- Betriebsrat\n- Notieren",
        "Geprüft am: 01.03.2026. Nach Abschriften geprüft.",
        "| 02.02.2025 | gilt | Verbote | Art. 1 | Gesetz |",
        "| 02.12.2027 | gilt noch nicht | Pflichten | Art. 9 | Gesetz |",
        "| 3 | Welcher Bereich? | Personal \\| Lohn | Anhang III |",
        "- Gesetz (mit einer Abschrift des Wortlauts verglichen): <https://example.org/law>",
    ):
        assert part in text, part
    assert text.count("Keine Beratung.") == 2 and text.endswith("\n")


def test_the_record_speaks_english_too() -> None:
    text = to_markdown(DONE, language="en", made_on=DAY)
    assert "## Result: High risk" in text and "| 2 December 2027 | does not apply yet |" in text
    assert not [german for german, english in TEXTS.values() if german != english and f"\n{german}" in text]


def test_an_open_screening_says_so_and_names_the_next_question() -> None:
    text = to_markdown(Screening(ACT), language="de", made_on=DAY)
    assert "nicht abgeschlossen" in text and "Ist es KI?" in text and "## Ergebnis" not in text


@pytest.mark.parametrize(
    "project",
    ["<script>alert(1)</script>", "# Titel", "[x](https://example.org)", "a\n\n# b", "`x`", "a | b", "**fett**"],
)
def test_what_the_user_typed_is_no_markup(project: str) -> None:
    html = (
        MarkdownIt("commonmark").enable("table").render(to_markdown(DONE, language="de", made_on=DAY, project=project))
    )
    plain = MarkdownIt("commonmark").enable("table").render(to_markdown(DONE, language="de", made_on=DAY, project="P"))
    assert [html.count(mark) for mark in ("<h1", "<a ", "<code", "<script", "<td", "<strong")] == [
        plain.count(mark) for mark in ("<h1", "<a ", "<code", "<script", "<td", "<strong")
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_whole_record_of_the_shipped_rules_is_a_document_of_well_formed_tables(language: str) -> None:
    screening = Screening(ai_act())
    while screening.question is not None:
        going_on = [option.id for option in screening.question.options if option.next in ai_act().questions]
        screening = screening.answered(going_on[-1] if going_on else screening.question.options[0].id)
    text = to_markdown(screening, language=language, made_on=DAY)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) > len(screening.path) and all(line.endswith("|") for line in rows)
    assert all(source.url in text for source in ai_act().sources.values())


@pytest.mark.parametrize(
    ("today", "german", "english"),
    [
        (datetime.date(2025, 1, 1), "ab 02.02.2025, 02.12.2027", "from 2 February 2025, 2 December 2027"),
        (datetime.date(2025, 2, 2), "seit 02.02.2025; ab 02.12.2027", "since 2 February 2025; from 2 December 2027"),
        (datetime.date(2028, 1, 1), "seit 02.02.2025, 02.12.2027", "since 2 February 2025, 2 December 2027"),
    ],
)
def test_a_duty_says_since_when_or_from_when(today: datetime.date, german: str, english: str) -> None:
    begins = [ACT.dates["early"], ACT.dates["late"]]
    assert (begins_text(begins, "de", today=today), begins_text(begins, "en", today=today)) == (german, english)
    assert begins_text([], "de", today=today) == "–"


def test_duties_of_other_law_apply_already() -> None:
    act = ai_act()
    duties = [duty for result in act.results.values() for duty in result.duties if duty.article]
    foreign = [duty for duty in duties if not re.search(r"\bArt\. \d+(?! DSGVO)", duty.article.de) or duty.other_law]
    assert len(foreign) == 3 and all(duty.other_law for duty in foreign)
    assert applies_text(foreign[0], [act.dates["literacy"]], "de", today=DAY) == "schon jetzt (anderes Recht)"


def test_days_and_escapes() -> None:
    assert (shown_day(DAY, "de"), shown_day(DAY, "en")) == ("04.05.2026", "4 May 2026")
    assert escaped(" a\n*b* ") == r"a \*b\*"
