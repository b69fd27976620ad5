"""The five by five matrix as it is drawn."""

import re

import pytest

from assistant.risks.register import Rating, RiskStatus
from assistant.web.risk_matrix import matrix_html
from assistant.web.risk_session import RiskSession
from tests.web.risk_samples import HOSTILE, bare, risk


def cells(html: str) -> list[str]:
    return re.findall(r"<td class=.*?</td>", html)


def test_cells_stand_as_in_every_risk_matrix_with_score_and_band_in_words() -> None:
    found = cells(matrix_html([], RiskSession(), "de"))
    corners = [re.search(r'corner">(\d+) (\w+)<', cell).groups() for cell in found]  # type: ignore[union-attr]
    assert len(corners) == 25 and corners[0] == ("5", "mittel") and corners[4] == ("25", "kritisch")
    assert corners[20] == ("1", "niedrig") and corners[24] == ("5", "mittel")
    assert not any("<button" in cell for cell in found)


def test_axes_and_bands_are_named() -> None:
    german, english = (matrix_html([risk()], RiskSession(), language) for language in ("de", "en"))
    assert "Eintrittswahrscheinlichkeit" in german and "Schadensausmaß" in german and "kritisch (15–25)" in german
    assert "Likelihood" in english and "Impact" in english and "critical (15–25)" in english


def test_a_cell_carries_count_numbers_and_names_and_can_be_pressed() -> None:
    risks = [risk(1), bare(2, 2, 4, text="Überlast"), bare(3, 2, 4, status=RiskStatus.CLOSED)]
    (cell,) = (cell for cell in cells(matrix_html(risks, RiskSession(), "de")) if "<button" in cell)
    assert '<b>2</b><span class="numbers">R01 R02</span>' in cell
    label = "Eintrittswahrscheinlichkeit 2, Schadensausmaß 4, Wert 8 (mittel): 2 Risiken. R01 Zu wenige"
    assert label in cell and "R02 Überlast" in cell
    assert 'data-likelihood="2" data-impact="4"' in cell and 'aria-pressed="false"' in cell
    pressed = matrix_html(risks, RiskSession(cell=Rating(2, 4)), "de")
    assert 'data-action="cell" aria-pressed="true"' in pressed


def test_the_switch_chooses_the_rating_that_counts() -> None:
    today, inherent = (matrix_html([risk()], RiskSession(residual=residual), "de") for residual in (True, False))
    assert 'data-likelihood="2" data-impact="4"' in today and 'data-likelihood="4" data-impact="4"' in inherent
    assert 'data-view="current" aria-pressed="true"' in today
    assert 'data-view="inherent" aria-pressed="true"' in inherent


def test_a_crowded_cell_names_some_and_counts_the_rest() -> None:
    html = matrix_html([bare(number, 3, 3) for number in range(1, 31)], RiskSession(), "de")
    assert "<b>30</b>" in html and "R01 R02 R03 R04 …" in html and "und 22 weitere" in html


def test_bands_not_chosen_are_dimmed_and_unrated_risks_are_counted() -> None:
    html = matrix_html([risk(), bare(2, None, None)], RiskSession(band="critical"), "de")
    assert sum("dimmed" in cell for cell in cells(html)) == 25 - 6
    assert "1 Risiko ist nicht bewertet" in html


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_hostile_becomes_active(language: str) -> None:
    html = matrix_html([risk(1, text=HOSTILE)], RiskSession(), language)
    assert "<img" not in html and "&lt;img" in html and "&quot;quote&quot;" in html
