"""Reads Word documents (docx): headings, lists, tables, footnotes and text boxes in document order.

Page headers and footers, comments, deleted text, hidden text and tables of contents are left out. Numbers that
Word computes for headings and lists are not in the file and therefore not in the text.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from assistant.library.formats.archives import check_archive
from assistant.library.formats.drawings import charts, diagram_texts
from assistant.library.formats.properties import office_properties
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = (OpcError, etree.LxmlError)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# The name in the file stays English in every language of Word; the id is translated.
_HEADING_STYLE = re.compile(r"(?:heading|berschrift|überschrift|titre|título|titolo|kop)\s*(\d)", re.I)
_TITLE_STYLE = re.compile(r"(?:title|titel)(?:\s+\w)?", re.I)
_CONTENTS_STYLE = re.compile(r"(?:toc|verzeichnis|table of figures|abbildungsverzeichnis)\s*\d?", re.I)
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rt", _FALLBACK})
_BOXES = frozenset({f"{_W}drawing", f"{_W}pict", f"{_W}object"})
_SIGNS = {f"{_W}tab": " ", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": " "}
_LONGEST_HEADING = 120
_LARGE = 28  # half points: 14 pt
_BOLD_LEVEL = 7  # below everything that has a style
# Check boxes and arrows that Word writes in symbol fonts.
_SYMBOLS = {"F0FE": "☒", "F0FD": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F0E0": "→", "F0B7": "•"}


def read(path: Path) -> DocumentText:
    """The text of a docx file."""
    check_archive(path, name="DOCX")
    document = docx.Document(str(path))
    builder = SectionBuilder()
    _Reader(document, builder).blocks(document.element.body)
    title, metadata = office_properties(path)
    return DocumentText(title=title, sections=builder.sections(), metadata=metadata)


class _Reader:
    """Holds what the paragraphs refer to: styles and footnotes."""

    def __init__(self, document: WordDocument, builder: SectionBuilder) -> None:
        self._builder = builder
        styles = document.styles.element
        self._styles = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
        self._notes = _notes(document)
        self._relations = document.part.rels

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs and tables below an element, through content controls and insertions."""
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED and not _is_contents(child):
                self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        text = "".join(_text(paragraph)).strip()
        style = self._style_chain(paragraph)
        if text and not any(_CONTENTS_STYLE.fullmatch(_name(element)) for element in style[:1]):
            level = self._outline_level(paragraph, style)
            depth = self._list_depth(paragraph, style)
            if level is None and depth is None:
                level = _level_by_looks(paragraph, text)
            if level is not None:
                self._builder.heading(level, text)
            elif depth is not None:
                self._builder.item(text, depth=depth)
            else:
                self._builder.paragraph(text)
        for note in paragraph.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"):
            self._builder.paragraph(self._notes.get((note.tag, note.get(f"{_W}id")), ""))
        for rows in charts(paragraph, self._relations):
            self._builder.table(rows)
        for point in diagram_texts(paragraph, self._relations):
            self._builder.item(point)
        for box in _boxes(paragraph):
            self.blocks(box)

    def _style_chain(self, paragraph: etree._Element) -> list[etree._Element]:
        """The paragraph's style and those it is based on."""
        reference = paragraph.find(f"{_W}pPr/{_W}pStyle")
        chain: list[etree._Element] = []
        while reference is not None:
            style = self._styles.get(reference.get(f"{_W}val"))
            if style is None or style in chain:
                break
            chain.append(style)
            reference = style.find(f"{_W}basedOn")
        return chain

    def _outline_level(self, paragraph: etree._Element, style: list[etree._Element]) -> int | None:
        """1 to 9 for a heading, 0 for the document title, None for text."""
        for element in (paragraph, *style):
            outline = element.find(f"{_W}pPr/{_W}outlineLvl")
            if outline is not None:
                level = int(outline.get(f"{_W}val", "9"))
                return level + 1 if level < 9 else None
            named = _HEADING_STYLE.fullmatch(_name(element)) or _HEADING_STYLE.fullmatch(_id(element))
            if named:
                return int(named[1])
            if _TITLE_STYLE.fullmatch(_name(element)):
                return 0
        return None

    def _list_depth(self, paragraph: etree._Element, style: list[etree._Element]) -> int | None:
        """0 for an item of an outermost list; None outside lists."""
        for element in (paragraph, *style):
            numbering = element.find(f"{_W}pPr/{_W}numPr")
            if numbering is None:
                continue
            number, level = numbering.find(f"{_W}numId"), numbering.find(f"{_W}ilvl")
            if number is not None and number.get(f"{_W}val") == "0":
                return None
            return int(level.get(f"{_W}val", "0")) if level is not None else 0
        return None

    def _table(self, table: etree._Element) -> None:
        rows = _rows(table)
        if len(rows) == 1 or max((len(row) for row in rows), default=0) == 1:
            # A frame around text or columns of it, not a table.
            for row in _own(table, "tr"):
                for cell in _own(row, "tc"):
                    self.blocks(cell)
            return
        self._builder.table(rows)
        for box in _boxes(table):
            self.blocks(box)


def _level_by_looks(paragraph: etree._Element, text: str) -> int | None:
    """Many authors format a heading by hand: short, large or bold from end to end, no full stop."""
    if len(text) > _LONGEST_HEADING or "\n" in text or text[-1] in ".,;:!" or not re.search(r"[^\W\d]", text):
        return None
    runs = [run for run in paragraph.iter(f"{_W}r") if "".join(_text(run)).strip()]
    sizes = [size.get(f"{_W}val", "0") for run in runs if (size := run.find(f"{_W}rPr/{_W}sz")) is not None]
    if runs and len(sizes) == len(runs) and all(size.isdecimal() and int(size) >= _LARGE for size in sizes):
        return 1
    if runs and all(_is_on(run.find(f"{_W}rPr/{_W}b")) for run in runs):
        return _BOLD_LEVEL
    return None


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{_W}val") not in ("0", "false")


def _notes(document: WordDocument) -> dict[tuple[str, str], str]:
    """Texts of the foot- and endnotes by the tag that refers to them and their id."""
    notes = {}
    for kind, tag in ((RELATIONSHIP_TYPE.FOOTNOTES, "footnote"), (RELATIONSHIP_TYPE.ENDNOTES, "endnote")):
        for relation in document.part.rels.values():
            if relation.reltype == kind and not relation.is_external:
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                root = etree.fromstring(relation.target_part.blob, parser)
                for note in root.iter(f"{_W}{tag}"):
                    key = (f"{_W}{tag}Reference", note.get(f"{_W}id"))
                    notes[key] = "".join(_text(note)).strip()
    return notes


def _name(style: etree._Element) -> str:
    name = style.find(f"{_W}name")
    return name.get(f"{_W}val", "") if name is not None else ""


def _id(style: etree._Element) -> str:
    return style.get(f"{_W}styleId", "")


def _is_contents(element: etree._Element) -> bool:
    """A content control that holds the table of contents."""
    gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return gallery is not None and gallery.get(f"{_W}val") == "Table of Contents"


def _text(element: etree._Element) -> Iterator[str]:
    """The visible text below an element, without deleted and hidden text and without text boxes."""
    for child in element:
        if child.tag in _SKIPPED or child.tag in _BOXES:
            continue
        if child.tag in (f"{_W}t", _MATH_TEXT):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{_W}br":
            yield "\n" if child.get(f"{_W}type") in (None, "textWrapping") else " "
        elif child.tag == f"{_W}sym":
            yield _SYMBOLS.get(child.get(f"{_W}char", "").upper(), "")
        elif child.tag == _MATH:
            yield f" {''.join(_text(child)).strip()} "
        elif isinstance(child.tag, str) and not _is_hidden(child):
            yield from _text(child)
            if child.tag == f"{_W}p":
                yield "\n"


def _is_hidden(element: etree._Element) -> bool:
    """Hidden text, and the prompt of a form field that nobody has filled in."""
    if element.tag == f"{_W}sdt":
        return element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
    return element.tag == f"{_W}r" and _is_on(element.find(f"{_W}rPr/{_W}vanish"))


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Text boxes anchored below an element, not those within other boxes, and each only once.

    Word writes a box twice, the second time as a fallback for old versions.
    """
    for box in element.iter(f"{_W}txbxContent"):
        outer = list(box.iterancestors(f"{_W}txbxContent", _FALLBACK, f"{_W}del", element.tag))
        if not outer or outer[0] is element:
            yield box


def _own(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls, without deleted ones."""
    for child in parent:
        if child.tag == f"{_W}{tag}":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _own(child, tag)


def _rows(table: etree._Element) -> list[list[str]]:
    """The cells as a grid: a cell over several rows is repeated in each, over several columns followed by gaps."""
    rows: list[list[str]] = []
    for row in _own(table, "tr"):
        texts: list[str] = []
        for cell in _own(row, "tc"):
            texts.extend(_cell(cell, above=rows[-1][len(texts) :] if rows else []))
        rows.append(texts)
    return rows


def _cell(cell: etree._Element, above: list[str]) -> list[str]:
    properties = cell.find(f"{_W}tcPr")
    merge = properties.find(f"{_W}vMerge") if properties is not None else None
    span = properties.find(f"{_W}gridSpan") if properties is not None else None
    continued = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
    text = above[0] if continued and above else "".join(_text(cell)).strip()
    width = min(int(span.get(f"{_W}val", "1")), 50) if span is not None else 1
    return [text] + [""] * (width - 1)
