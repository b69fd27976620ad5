"""Reads the words and numbers inside drawings of office files: charts and SmartArt graphics."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def charts(element: etree._Element, relations: Mapping[str, Any]) -> list[list[list[str]]]:
    """A table for each chart below the element: a row per category, a column per series.

    `relations` are those of the part that holds the element, as python-docx and python-pptx give them. A chart
    whose data is missing from the file gives nothing.
    """
    found = [_part(relations, chart.get(f"{_R}id")) for chart in element.iter(f"{_C}chart")]
    return [_chart_rows(part) for part in found if part is not None]


def diagram_texts(element: etree._Element, relations: Mapping[str, Any]) -> list[str]:
    """The texts of the SmartArt graphics below the element, in the order of their outline."""
    found = [_part(relations, diagram.get(f"{_R}dm")) for diagram in element.iter(f"{_D}relIds")]
    bodies = [body for part in found if part is not None for body in part.iter(f"{_D}t")]
    texts = ["\n".join(_run_text(paragraph) for paragraph in body.iter(f"{_A}p")) for body in bodies]
    return [text for text in texts if text.strip()]


def _part(relations: Mapping[str, Any], key: str | None) -> etree._Element | None:
    relation = relations.get(key)
    if relation is None or relation.is_external:
        return None
    return etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _run_text(element: etree._Element) -> str:
    return "".join(run.text or "" for run in element.iter(f"{_A}t"))


def _chart_rows(root: etree._Element) -> list[list[str]]:
    title = root.find(f".//{_C}title")
    series = list(root.iter(f"{_C}ser"))
    columns = [_points(each, "val") or _points(each, "yVal") for each in series]
    categories: dict[int, str] = {}
    for each in series:
        categories = {**_points(each, "xVal"), **_points(each, "cat"), **categories}
    names = ["".join(value.text or "" for value in each.iterfind(f"{_C}tx//{_C}v")) for each in series]
    head = _run_text(title) if title is not None else ""
    places = sorted({place for column in columns for place in column} | set(categories))
    rows = [[categories.get(place, ""), *(column.get(place, "") for column in columns)] for place in places]
    return [[head, *names], *rows]


def _points(series: etree._Element, name: str) -> dict[int, str]:
    """The values of a series by their place; numbers without the noise of binary fractions."""
    points = {}
    for point in series.iterfind(f"{_C}{name}//{_C}pt"):
        value = point.find(f"{_C}v")
        place = point.get("idx", "")
        if value is not None and value.text and place.isdecimal():
            points[int(place)] = _plain_number(value.text)
    return points


def _plain_number(text: str) -> str:
    try:
        return f"{float(text):.15g}"
    except ValueError:
        return text
