"""Slides of PowerPoint."""

from pathlib import Path

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from assistant.library.formats.slides import read


def _box(shapes, text: str, left: int, top: int) -> None:
    shapes.add_textbox(Cm(left), Cm(top), Cm(4), Cm(1)).text_frame.text = text


def test_slides_are_pages_under_their_titles(tmp_path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Ziele"
    body = slide.placeholders[1].text_frame
    body.text = "Größe"
    body.add_paragraph().text = "tiefer"
    body.paragraphs[1].level = 1
    slide.notes_slide.notes_text_frame.text = "Nicht vergessen"
    deck.slides.add_slide(deck.slide_layouts[6])
    last = deck.slides.add_slide(deck.slide_layouts[5])
    last.shapes.title.text = "Danke"
    deck.core_properties.title = "Auftakt"
    deck.save(str(tmp_path / "a.pptx"))
    document = read(tmp_path / "a.pptx")
    assert (document.title, document.pages, document.pages_without_text) == ("Auftakt", 3, (2,))
    assert [(s.metadata["page"], s.metadata["headings"], s.page_content) for s in document.sections] == [
        (1, ["Ziele"], "- Größe\n  - tiefer\n\nNicht vergessen"),
        (3, [], "Danke"),
    ]


def test_shapes_are_read_in_rows_also_inside_groups(tmp_path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    _box(slide.shapes, "unten", 1, 12)
    _box(slide.shapes, "rechts", 12, 2)
    group = slide.shapes.add_group_shape()
    _box(group.shapes, "innen zwei", 1, 8)
    _box(group.shapes, "innen eins", 1, 6)
    _box(group.shapes.add_group_shape().shapes, "ganz innen", 1, 9)
    _box(slide.shapes, "links", 1, 2)
    deck.save(str(tmp_path / "a.pptx"))
    assert read(tmp_path / "a.pptx").sections[0].page_content.split("\n\n") == [
        "links", "rechts", "innen eins", "innen zwei", "ganz innen", "unten",
    ]  # fmt: skip


def test_tables_and_charts_are_tables(tmp_path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    table = slide.shapes.add_table(2, 2, Cm(1), Cm(1), Cm(8), Cm(2)).table
    for place, text in enumerate(["A", "B", "1", "2|3"]):
        table.cell(place // 2, place % 2).text = text
    data = CategoryChartData()
    data.categories = ["Q1", "Q2"]
    data.add_series("Ist", (0.1 + 0.2, None))
    data.add_series("Soll", (3, 4.5))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(8), Cm(10), Cm(8), data)
    deck.save(str(tmp_path / "a.pptx"))
    assert read(tmp_path / "a.pptx").sections[0].page_content == (
        "| A | B |\n| --- | --- |\n| 1 | 2\\|3 |\n\n"
        "|  | Ist | Soll |\n| --- | --- | --- |\n| Q1 | 0.3 | 3 |\n| Q2 |  | 4.5 |"
    )
