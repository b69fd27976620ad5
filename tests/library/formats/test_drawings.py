"""Graphics and charts inside Office files."""

from dataclasses import dataclass

from lxml import etree

from assistant.library.formats.drawings import charts, diagram_texts

R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
D = 'xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"'


@dataclass
class Target:
    blob: bytes


@dataclass
class Relation:
    target_part: Target
    is_external: bool = False


def test_the_texts_of_a_smartart_graphic_come_in_outline_order() -> None:
    data = (
        f"<d:dataModel {D} {A}><d:ptLst>"
        "<d:pt><d:t><a:p><a:r><a:t>Planen</a:t></a:r></a:p></d:t></d:pt>"
        "<d:pt><d:t><a:p><a:r><a:t>Prü</a:t></a:r><a:r><a:t>fen</a:t></a:r></a:p></d:t></d:pt>"
        "<d:pt><d:t><a:p/></d:t></d:pt></d:ptLst></d:dataModel>"
    )
    frame = etree.fromstring(f'<x {D} {R}><d:relIds r:dm="r1"/></x>')
    assert diagram_texts(frame, {"r1": Relation(Target(data.encode()))}) == ["Planen", "Prüfen"]


def test_a_chart_with_title_and_points_is_a_table() -> None:
    data = (
        f"<c:chartSpace {C} {A}><c:title><a:p><a:r><a:t>Kosten</a:t></a:r></a:p></c:title><c:ser>"
        '<c:tx><c:v>Ist</c:v></c:tx><c:xVal><c:pt idx="0"><c:v>1</c:v></c:pt></c:xVal>'
        '<c:yVal><c:pt idx="0"><c:v>0.30000000000000004</c:v></c:pt><c:pt idx="2"><c:v>n/a</c:v></c:pt></c:yVal>'
        "</c:ser></c:chartSpace>"
    )
    frame = etree.fromstring(f'<x {C} {R}><c:chart r:id="r1"/></x>')
    assert charts(frame, {"r1": Relation(Target(data.encode()))}) == [[["Kosten", "Ist"], ["1", "0.3"], ["", "n/a"]]]


def test_a_chart_whose_data_is_missing_gives_nothing() -> None:
    frame = etree.fromstring(f'<x {C} {R}><c:chart r:id="r9"/></x>')
    assert charts(frame, {}) == []
