"""The course of the register as drawing and table."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from assistant.risks.matrix import TrendPoint
from assistant.risks.register import Band
from assistant.web.risk_trend import MOST_DAYS, MOST_ROWS, trend_html


def point(number: int, score: int = 40, **bands: int) -> TrendPoint:
    return TrendPoint(date(2026, 6, 1) + timedelta(days=number), {band: bands.get(band, 0) for band in Band}, 0, score)


def test_without_a_course_there_is_no_drawing() -> None:
    assert trend_html([], "de") == ""
    once = trend_html([point(0, critical=1)], "de")
    assert "<svg" not in once and "an einem zweiten Tag" in once


def test_drawing_and_table_say_the_same() -> None:
    html = trend_html([point(0, 48, critical=3), point(30, 1_234, critical=1, low=2)], "de")
    assert "Vom 01.06.2026 bis 01.07.2026: Summe der Werte 48 → 1.234; kritisch 3 → 1" in html
    assert '<tr><th scope="row">01.07.2026</th><td>1</td><td>0</td><td>0</td><td>2</td><td>1.234</td></tr>' in html
    assert html.index("01.07.2026</th>") < html.index("01.06.2026</th>")
    assert "sum of scores 48 → 1,234" in trend_html([point(0, 48), point(1, 1_234)], "en")


def test_the_drawing_is_well_formed_and_stays_inside_its_frame() -> None:
    points = [point(n, n * 7 % 90, low=n % 4, medium=n % 3, high=n % 5, critical=n % 2) for n in range(400)]
    html = trend_html(points, "de")
    svg = ElementTree.fromstring(re.search(r"<svg.*?</svg>", html).group())  # type: ignore[union-attr]
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    corners = [pair.split(",") for shape in svg for pair in shape.attrib.get("points", "").split()]
    assert corners and all(0 <= float(x) <= width and 0 <= float(y) <= height for x, y in corners)
    assert html.count('<th scope="row">') == MOST_ROWS
    first = points[-MOST_DAYS].day
    assert f"{first:%d.%m.%Y}" in html and "01.06.2026" not in html


@pytest.mark.parametrize("bands", [{"low": 100}, {"critical": 100}, {"medium": 50, "high": 50}, {}])
def test_names_of_thin_layers_do_not_run_into_each_other(bands: dict[str, int]) -> None:
    now = dict.fromkeys(map(str, Band), 1) | bands
    html = trend_html([point(0, **bands), point(1, **now)], "de")
    heights = [float(y) for y in re.findall(r'class="end" x="372" y="([-\d.]+)">\d+ [a-z]', html)]
    assert len(heights) == 4 and min(heights) >= 11 and max(heights) <= 103
    assert all(after - before >= 11.9 for before, after in zip(heights, heights[1:], strict=False))


def test_a_register_of_nothing_but_unrated_risks_is_drawn() -> None:
    assert "<svg" in trend_html([point(0, 0), point(1, 0)], "de")
