"""The rows of the risk register."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from assistant.risks.gaps import gaps
from assistant.risks.register import Rating, Risk, RiskStatus
from assistant.web.risk_list import RegisterView, list_html
from assistant.web.risk_session import ROWS, RiskSession
from tests.web.risk_samples import HOSTILE, TODAY, bare, risk


def table(risks: Sequence[Risk], session: RiskSession | None = None, language: str = "de", total: int = 0) -> str:
    found: dict[int | None, list[object]] = {}
    for gap in gaps(risks, TODAY):
        found.setdefault(gap.risk, []).append(gap)
    whole = [*risks, *(bare(900 + n) for n in range(total - len(risks)))]
    return list_html(RegisterView(whole, risks, TODAY, found), session or RiskSession(), language)  # type: ignore[arg-type]


def test_a_row_says_score_and_band_in_words_with_and_without_measures() -> None:
    html = table([risk(7)])
    assert ">R07<" in html and "Zu wenige aufgezeichnete Ausfälle" in html and "Gefahr, dass echte" in html
    assert '<span class="score band-critical"><b>16</b> kritisch</span>' in html
    assert '<span class="score band-medium"><b>8</b> mittel</span>' in html
    assert "Jana Illmer" in html and "15.12.2026" in html and "in Bearbeitung" in html and "überfällig" not in html
    assert "15 Dec 2026" in table([risk(7)], language="en")


def test_a_review_that_is_due_no_more_says_so_in_words_unless_the_risk_is_over() -> None:
    due = risk(1, review=date(2026, 11, 20))
    assert "überfällig</b>" in table([due]) and "1 Überprüfung überfällig" in table([due])
    assert "überfällig" not in table([replace(due, status=RiskStatus.CLOSED)])
    assert "überfällig" not in table([replace(due, review=TODAY)])


def test_gaps_are_named_by_rule_with_the_whole_sentence_on_pointing() -> None:
    html = table([bare(3, 5, 4, owner="", review=None)])
    for name in ("keine Maßnahme", "kein Auslöser", "nicht im Lenkungskreis", "niemand", "kein Tag"):
        assert name in html
    assert 'title="R03 „Risiko 3“ hat den Wert 20 (kritisch), aber keine Maßnahme.' in html
    assert "1 mit Lücken" in html and 'data-action="gaps" aria-pressed="false"' in html
    assert "nicht bewertet" in table([bare(4, None, None)])


def test_the_project_stands_there_only_where_it_is_not_chosen() -> None:
    assert "<span>Pumpen</span>" in table([risk()]) and "ohne Projekt" in table([bare()])
    assert "<span>Pumpen</span>" not in table([risk()], RiskSession(project="Pumpen"))


def test_an_empty_register_says_what_to_do_first() -> None:
    html = table([])
    assert "Noch kein Risiko im Register." in html and "vorschlagen" in html and "Risikoliste ein" in html
    assert "<table" not in html and "proposed" in table([], language="en")


def test_a_choice_without_a_risk_offers_the_way_back() -> None:
    html = table([], RiskSession(search="x"), total=3)
    assert "0 von 3 Risiken" in html and 'data-action="reset"' in html and "gibt es kein Risiko" in html
    assert 'data-action="reset"' not in table([risk()])
    assert "Nur das Feld 2 × 4" in table([risk()], RiskSession(cell=Rating(2, 4)))


def test_a_long_register_is_drawn_in_parts() -> None:
    risks = [bare(number) for number in range(1, 2 * ROWS + 31)]
    html = table(risks)
    assert html.count("<tr class=") == ROWS and "50 weitere zeigen" in html
    assert "30 weitere zeigen" in table(risks, RiskSession(rows=2 * ROWS))
    assert 'data-action="more"' not in table(risks, RiskSession(rows=3 * ROWS))


def test_the_opened_risk_is_marked() -> None:
    html = table([risk(1), risk(2)], RiskSession(opened=2))
    assert re.search(r'<tr class="live" aria-current="true"><td class="number">R02', html)


@pytest.mark.parametrize("field", ["text", "event", "owner", "project", "language"])
def test_nothing_hostile_becomes_active(field: str) -> None:
    html = table([risk(1, **{field: HOSTILE})])
    assert "<img" not in html and 'lang="<' not in html
