"""Renders the 5×5 matrix as safe HTML: in every cell score, band, count and the risks by number and name.

Cells are buttons, so that pointer, keyboard and screen reader reach them alike; the names of a cell stand in a box
that opens on pointing and on focus. What stands in a cell is decided by `risks.matrix`.
"""

from collections.abc import Sequence
from html import escape

import gradio as gr

from assistant.risks.matrix import MatrixCell, matrix
from assistant.risks.register import BAND_NAMES, LIMITS, STEPS, Band, Risk, reference
from assistant.web.chat import FORWARD_CLICKS
from assistant.web.following import REFOCUS
from assistant.web.risk_session import RiskSession
from assistant.web.wording import counted, say

# Numbers of risks in a cell, and names in its box.
_NUMBERS, _NAMES = 4, 8
# Arrow keys go to the next cell that holds risks in their direction.
_ARROWS = """
element.addEventListener('keydown', (event) => {
  const step = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}[event.key];
  const cell = event.target.closest('.matrix td');
  if (!step || !cell) return;
  event.preventDefault();
  let [row, column] = [cell.parentElement.rowIndex, cell.cellIndex];
  const table = cell.closest('table');
  for (;;) {
    row += step[0];
    column += step[1];
    const next = table.rows[row]?.cells[column];
    if (!next || next.tagName !== 'TD') return;
    const button = next.querySelector('button');
    if (button) return button.focus();
  }
});
"""


def matrix_place(name: str) -> gr.HTML:
    """A place for the matrix: its clicks reach Python, and the focus stays on the cell that was pressed."""
    return gr.HTML("", elem_id=name, js_on_load=FORWARD_CLICKS + REFOCUS + _ARROWS, apply_default_css=False)


def matrix_html(risks: Sequence[Risk], session: RiskSession, language: str) -> str:
    """The matrix of the risks in the view chosen; the cell chosen is pressed, bands not chosen are dimmed."""
    rows = matrix(risks, residual=session.residual)
    body = "".join(_row(row, session, language) for row in rows)
    steps = "".join(f'<th scope="col">{step}</th>' for step in STEPS)
    likelihood, impact = (escape(say(f"matrix.{name}", language)) for name in ("likelihood", "impact"))
    heading = escape(say("matrix.heading", language))
    return (
        f'<section class="matrix" aria-label="{heading}">'
        f"<header><h3>{heading}</h3>{_switch(session, language)}</header>"
        f'<div class="plot"><p class="axis-y"><span>{likelihood}</span></p><table><caption class="unseen">{heading}: '
        f'{likelihood} × {impact}</caption><colgroup><col class="steps"></colgroup><tbody>{body}</tbody>'
        f'<tfoot><tr><td></td>{steps}</tr></tfoot></table><p class="axis-x">{impact}</p></div>'
        f"{_legend(rows, language)}{_notes(risks, session, language)}</section>"
    )


def _switch(session: RiskSession, language: str) -> str:
    buttons = "".join(
        f'<button type="button" data-action="view" data-view="{name}" '
        f'aria-pressed="{"true" if session.residual == (name == "current") else "false"}">'
        f"{escape(say(f'matrix.{name}', language))}</button>"
        for name in ("inherent", "current")
    )
    return f'<div class="switch-view" role="group" aria-label="{escape(say("matrix.view", language))}">{buttons}</div>'


def _row(row: Sequence[MatrixCell], session: RiskSession, language: str) -> str:
    cells = "".join(_cell(cell, session, language) for cell in row)
    return f'<tr><th scope="row">{row[0].rating.likelihood}</th>{cells}</tr>'


def _cell(cell: MatrixCell, session: RiskSession, language: str) -> str:
    rating, band = cell.rating, BAND_NAMES[cell.rating.band][language]
    dimmed = " dimmed" if session.band and rating.band != session.band else ""
    corner = f'<span class="corner">{rating.score} {escape(band)}</span>'
    if not cell.risks:
        return f'<td class="band-{rating.band}{dimmed}">{corner}</td>'
    pressed = "true" if session.cell == rating else "false"
    label = say(
        "matrix.cell",
        language,
        likelihood=rating.likelihood,
        impact=rating.impact,
        score=rating.score,
        band=band,
        count=counted("risks.count", cell.count, language),
        names="; ".join(_names(cell, language)),
    )
    numbers = " ".join(reference(risk) for risk in cell.risks[:_NUMBERS]) + (" …" if cell.count > _NUMBERS else "")
    items = "".join(f"<span>{escape(name)}</span>" for name in _names(cell, language))
    return (
        f'<td class="band-{rating.band}{dimmed}"><button type="button" data-action="cell" aria-pressed="{pressed}" '
        f'data-likelihood="{rating.likelihood}" data-impact="{rating.impact}" aria-label="{escape(label)}">{corner}'
        f'<b>{cell.count}</b><span class="numbers">{numbers}</span><span class="names">{items}</span></button></td>'
    )


def _names(cell: MatrixCell, language: str) -> list[str]:
    """The risks of a cell by number and name."""
    names = [f"{reference(risk)} {' '.join(risk.text.split())}" for risk in cell.risks[:_NAMES]]
    rest = cell.count - _NAMES
    return [*names, say("matrix.more_names", language, n=rest)] if rest > 0 else names


def _legend(rows: Sequence[Sequence[MatrixCell]], language: str) -> str:
    """The bands with their scores and how many risks stand in each, from the least."""
    items, low = "", 1
    for band in Band:
        count = sum(cell.count for row in rows for cell in row if cell.rating.band is band)
        span = say("matrix.band_range", language, band=BAND_NAMES[band][language], low=low, high=LIMITS[band])
        items += f'<li><span class="swatch band-{band}" aria-hidden="true"></span>{escape(span)}: <b>{count}</b></li>'
        low = LIMITS[band] + 1
    return f'<ul class="bands">{items}</ul>'


def _notes(risks: Sequence[Risk], session: RiskSession, language: str) -> str:
    unrated = sum(risk.status.live and session.rating(risk) is None for risk in risks)
    notes = [say("matrix.hint", language)]
    notes += [counted("matrix.unrated", unrated, language)] if unrated else []
    return f'<p class="hint">{escape(" ".join(notes))}</p>'
