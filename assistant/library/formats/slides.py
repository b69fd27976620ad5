"""Reads PowerPoint presentations (pptx, pptm): one page per slide, its title as heading.

Text, lists, tables, chart data and SmartArt come in reading order (top to bottom, left to right); the speaker's
notes follow at the end of their slide. Slide numbers, dates and footers are left out, comments and pictures too.
"""

from collections.abc import Iterable
from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.shapes.base import BaseShape
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.text.text import TextFrame

from assistant.library.formats.archives import check_archive
from assistant.library.formats.drawings import charts, diagram_texts
from assistant.library.formats.properties import office_properties
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = (PythonPptxError, etree.LxmlError)

_FURNITURE = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER)
_LISTED = (
    PP_PLACEHOLDER.BODY,
    PP_PLACEHOLDER.OBJECT,
    PP_PLACEHOLDER.VERTICAL_BODY,
    PP_PLACEHOLDER.VERTICAL_OBJECT,
)
_LINE_HEIGHT = 250_000  # English Metric Units, about 20 pt: shapes closer than this stand side by side


def read(path: Path) -> DocumentText:
    """The text of a pptx file."""
    check_archive(path, name="PPTX")
    presentation = Presentation(str(path))
    builder = SectionBuilder()
    silent = []
    slides = list(presentation.slides)
    for number, slide in enumerate(slides, start=1):
        builder.close_headings()
        builder.start_page(number)
        if not _add_slide(builder, slide):
            silent.append(number)
    title, metadata = office_properties(path)
    return DocumentText(
        title=title,
        sections=builder.sections(),
        metadata=metadata,
        pages=len(slides),
        pages_without_text=tuple(silent),
    )


def _add_slide(builder: SectionBuilder, slide: Slide) -> bool:
    """Whether the slide has any text."""
    title = slide.shapes.title
    heading = title.text_frame.text.replace("\v", " ").strip() if title is not None else ""
    builder.heading(1, heading)
    found = bool(heading)
    for shape in _in_reading_order(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            found = _add_shape(builder, shape) or found
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is not None and notes.text.strip():
        builder.end_list()
        builder.paragraph(notes.text.replace("\v", "\n"))
        found = True
    return found


def _in_reading_order(shapes: Iterable[BaseShape]) -> list[BaseShape]:
    """Top to bottom, what stands at the same height from left to right; without a position last."""
    by_height = sorted(shapes, key=lambda shape: (shape.top is None, shape.top or 0))
    ordered: list[BaseShape] = []
    row: list[BaseShape] = []
    for shape in by_height:
        if row and (shape.top is None or row[0].top is None or shape.top - row[0].top > _LINE_HEIGHT):
            ordered += sorted(row, key=lambda each: each.left or 0)
            row = []
        row.append(shape)
    return ordered + sorted(row, key=lambda each: each.left or 0)


def _add_shape(builder: SectionBuilder, shape: BaseShape) -> bool:
    if shape.is_placeholder and shape.placeholder_format.type in _FURNITURE:
        return False
    builder.end_list()
    if isinstance(shape, GroupShape):
        return any([_add_shape(builder, part) for part in _in_reading_order(shape.shapes)])
    if getattr(shape, "has_table", False):
        rows = [[cell.text.replace("\v", " ") for cell in row.cells] for row in shape.table.rows]
        builder.table(rows)
        return any(any(row) for row in rows)
    if shape.has_text_frame:
        return _add_text(builder, shape.text_frame, listed=_is_list_placeholder(shape))
    return _add_drawing(builder, shape)


def _is_list_placeholder(shape: BaseShape) -> bool:
    return shape.is_placeholder and shape.placeholder_format.type in _LISTED


def _add_text(builder: SectionBuilder, frame: TextFrame, *, listed: bool) -> bool:
    paragraphs = [paragraph for paragraph in frame.paragraphs if paragraph.text.strip()]
    for paragraph in paragraphs:
        text = paragraph.text.replace("\v", "\n")
        properties = paragraph._p.pPr
        signs = {etree.QName(child).localname for child in properties} if properties is not None else set()
        bulleted = bool(signs & {"buChar", "buAutoNum", "buBlip"})
        if bulleted or (listed and "buNone" not in signs and len(paragraphs) > 1):
            builder.item(text, depth=paragraph.level)
        else:
            builder.paragraph(text)
    return bool(paragraphs)


def _add_drawing(builder: SectionBuilder, shape: BaseShape) -> bool:
    """Charts as tables, SmartArt as a list."""
    tables = charts(shape._element, shape.part.rels)
    for rows in tables:
        builder.table(rows)
    texts = diagram_texts(shape._element, shape.part.rels)
    for text in texts:
        builder.item(text)
    return bool(tables or texts)
