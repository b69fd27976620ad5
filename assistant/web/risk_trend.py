"""Renders the state of a register over time as a small drawing and as a table, in safe HTML.

The points are handed in; nothing is counted here.
"""

from collections.abc import Sequence
from datetime import date
from html import escape

from assistant.goals.figures import day_text
from assistant.risks.matrix import TrendPoint
from assistant.risks.register import BAND_NAMES, Band
from assistant.web.wording import number, say

# Days drawn, and rows of the table: the latest ones.
MOST_DAYS, MOST_ROWS = 365, 20
# The drawing in its own units: risks per band above, the sum of scores below, the bands named on the right.
_WIDTH, _HEIGHT = 460, 190
_LEFT, _RIGHT = 4, 366
_BANDS_TOP, _BANDS_BOTTOM = 18, 98
_SCORE_TOP, _SCORE_BOTTOM = 124, 164
_DAYS_AT = 184
# A name fits beside a layer of this height; names stand at least so far apart.
_LINE = 12.0


def trend_html(points: Sequence[TrendPoint], language: str) -> str:
    """The drawing with its table folded; one line where there is no course yet, '' where there is nothing at all."""
    if not points:
        return ""
    heading = escape(say("trend.heading", language))
    if len(points) < 2:
        body = f'<p class="hint">{escape(say("trend.one_day", language))}</p>'
    else:
        body = _svg(points[-MOST_DAYS:], language) + _table(points[-MOST_ROWS:], language)
    return f'<section class="trend"><h3>{heading}</h3>{body}</section>'


def _svg(points: Sequence[TrendPoint], language: str) -> str:
    days = [point.day for point in points]
    bands, score = (escape(say(f"trend.{name}", language)) for name in ("bands", "score"))
    first, last = (escape(day_text(day, language)) for day in (days[0], days[-1]))
    return (
        f'<svg class="chart trend-chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{_label(points, language)}">'
        f'<text x="{_LEFT}" y="{_BANDS_TOP - 7}">{bands}</text>{_layers(points, language)}'
        f'<line class="axis" x1="{_LEFT}" y1="{_BANDS_BOTTOM}" x2="{_RIGHT}" y2="{_BANDS_BOTTOM}"/>'
        f'<text x="{_LEFT}" y="{_SCORE_TOP - 6}">{score}</text>{_scores(points, language)}'
        f'<line class="axis" x1="{_LEFT}" y1="{_SCORE_BOTTOM}" x2="{_RIGHT}" y2="{_SCORE_BOTTOM}"/>'
        f'<text x="{_LEFT}" y="{_DAYS_AT}">{first}</text>'
        f'<text x="{_RIGHT}" y="{_DAYS_AT}" text-anchor="end">{last}</text></svg>'
    )


def _x(day: date, points: Sequence[TrendPoint]) -> float:
    """Days from left to right; the last day is as wide as a line."""
    first, last = points[0].day, points[-1].day
    return _LEFT + (_RIGHT - _LEFT) * (day - first).days / max((last - first).days, 1)


def _layers(points: Sequence[TrendPoint], language: str) -> str:
    """The bands one upon the other, the gravest on top, each named at its right end."""
    highest = max(sum(point.bands.values()) for point in points) or 1
    scale = (_BANDS_BOTTOM - _BANDS_TOP) / highest
    floor = [0] * len(points)
    html, names = "", []
    for band in Band:
        ceiling = [below + point.bands[band] for below, point in zip(floor, points, strict=True)]
        if any(point.bands[band] for point in points):
            upper = _steps(points, [_BANDS_BOTTOM - value * scale for value in ceiling])
            lower = _steps(points, [_BANDS_BOTTOM - value * scale for value in floor])
            html += f'<polygon class="band-{band}" points="{" ".join([*upper, *reversed(lower)])}"/>'
        if points[-1].bands[band]:
            names.append((_BANDS_BOTTOM - (floor[-1] + ceiling[-1]) / 2 * scale, band))
        floor = ceiling
    return html + _names(names, points[-1], language)


def _steps(points: Sequence[TrendPoint], heights: Sequence[float]) -> list[str]:
    """A value holds until the day on which it changes."""
    corners = [f"{_x(points[0].day, points):.1f},{heights[0]:.1f}"]
    for before, height, point in zip(heights, heights[1:], points[1:], strict=False):
        x = _x(point.day, points)
        corners += [f"{x:.1f},{before:.1f}", f"{x:.1f},{height:.1f}"]
    return corners


def _names(names: Sequence[tuple[float, Band]], point: TrendPoint, language: str) -> str:
    """The bands as they stand today, from the top; moved apart where their layers are thin, and kept in the frame."""
    heights: list[float] = []
    for middle, _ in reversed(names):
        heights.append(max(middle + 4, heights[-1] + _LINE if heights else _LINE))
    lowest = float(_BANDS_BOTTOM + 4)
    for place in range(len(heights) - 1, -1, -1):
        heights[place] = min(heights[place], lowest)
        lowest = heights[place] - _LINE
    html = ""
    for height, (_, band) in zip(heights, reversed(names), strict=True):
        text = f"{number(point.bands[band], language)} {BAND_NAMES[band][language]}"
        html += f'<text class="end" x="{_RIGHT + 6}" y="{height:.1f}">{escape(text)}</text>'
    return html


def _scores(points: Sequence[TrendPoint], language: str) -> str:
    """The line of the sums with the first and the last one in numbers."""
    highest = max(point.score for point in points) or 1
    heights = [_SCORE_BOTTOM - point.score / highest * (_SCORE_BOTTOM - _SCORE_TOP) for point in points]
    line = f'<polyline class="readings" points="{" ".join(_steps(points, heights))}"/>'
    before, after = number(points[0].score, language), number(points[-1].score, language)
    return (
        f'{line}<text class="end" x="{_RIGHT + 6}" y="{heights[-1] + 4:.1f}">{after}</text>'
        f'<text x="{_RIGHT}" y="{_SCORE_TOP - 6}" text-anchor="end">{before} → {after}</text>'
    )


def _label(points: Sequence[TrendPoint], language: str) -> str:
    """The drawing in a sentence."""
    first, last = points[0], points[-1]
    bands = ", ".join(
        f"{BAND_NAMES[band][language]} {first.bands[band]} → {last.bands[band]}" for band in reversed(Band)
    )
    return escape(
        say(
            "trend.label",
            language,
            first=day_text(first.day, language),
            last=day_text(last.day, language),
            before=number(first.score, language),
            after=number(last.score, language),
            bands=bands,
        )
    )


def _table(points: Sequence[TrendPoint], language: str) -> str:
    """The same in numbers, the latest day first."""
    bands = tuple(reversed(Band))
    names = [say("trend.day", language), *(BAND_NAMES[band][language] for band in bands), say("trend.score", language)]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = ""
    for point in reversed(points):
        cells = "".join(f"<td>{number(point.bands[band], language)}</td>" for band in bands)
        rows += (
            f'<tr><th scope="row">{escape(day_text(point.day, language))}</th>{cells}'
            f"<td>{number(point.score, language)}</td></tr>"
        )
    latest = escape(say("trend.latest", language, n=len(points)))
    return (
        f'<details class="fold"><summary>{escape(say("trend.table", language))}</summary>'
        f'<table class="trend-table"><caption>{latest}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></details>"
    )
