"""Reads OpenDocument texts (odt): headings, lists, tables, footnotes and text boxes in document order.

Page headers and footers, comments, tracked deletions and tables of contents are left out. The XML is read directly:
odfpy prints what it cannot parse and goes on with what came before.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from assistant.errors import DamagedDocument, PasswordProtected
from assistant.library.formats.archives import check_archive
from assistant.library.formats.front_matter import Metadata, normalised
from assistant.library.formats.properties import real_title
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = (etree.LxmlError,)

_OFFICE, _TEXT, _TABLE, _DRAW, _STYLE, _META = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "text", "table", "drawing", "style", "meta")
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_TEXT}sequence-decls",
        f"{_TEXT}table-of-content",
        f"{_TEXT}illustration-index",
        f"{_TEXT}table-index",
        f"{_TEXT}alphabetical-index",
        f"{_TEXT}note",
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
        f"{_DRAW}text-box",
    }
)
_SIGNS = {f"{_TEXT}line-break": "\n", f"{_TEXT}s": " ", f"{_TEXT}tab": " "}
_BLOCKS = (f"{_TEXT}p", f"{_TEXT}h")
_TITLE_STYLES = ("Title", "Titel")
_LARGEST_REPEAT = 100  # of a cell or row; tables fill themselves up with thousands of empty ones


def read(path: Path) -> DocumentText:
    """The text of an odt file."""
    check_archive(path, name="ODT")
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise PasswordProtected()
        if "content.xml" not in names:
            raise DamagedDocument(format="ODT", detail="content.xml")
        content = _xml(archive.read("content.xml"))
        meta = _xml(archive.read("meta.xml")) if "meta.xml" in names else None
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise DamagedDocument(format="ODT", detail="office:text")
    builder = SectionBuilder()
    _Reader(content, builder).blocks(body)
    title, metadata = _properties(meta)
    return DocumentText(title=title, sections=builder.sections(), metadata=metadata)


def _xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _properties(meta: etree._Element | None) -> tuple[str | None, Metadata]:
    if meta is None:
        return None, {}
    facts: dict[object, object] = {
        "topics": [keyword.text for keyword in meta.iter(f"{_META}keyword")],
        "language": meta.findtext(f".//{_DC}language", ""),
        "date": meta.findtext(f".//{_DC}date", ""),
    }
    return real_title(meta.findtext(f".//{_DC}title")), normalised(facts)


class _Reader:
    """Holds the styles that tell a document title from a paragraph."""

    def __init__(self, content: etree._Element, builder: SectionBuilder) -> None:
        self._builder = builder
        self._parents = {
            style.get(f"{_STYLE}name"): style.get(f"{_STYLE}parent-style-name")
            for style in content.iter(f"{_STYLE}style")
        }

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs, lists and tables below an element."""
        for child in parent:
            if child.tag == f"{_TEXT}h":
                level = child.get(f"{_TEXT}outline-level", "1")
                self._builder.heading(int(level) if level.isdecimal() else 1, _plain(child))
                self._asides(child)
            elif child.tag == f"{_TEXT}p":
                self._paragraph(child)
            elif child.tag == f"{_TEXT}list":
                self._list(child, 0)
                self._builder.end_list()
            elif child.tag == f"{_TABLE}table":
                self._table(child)
            elif child.tag not in _SKIPPED:
                self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        style = paragraph.get(f"{_TEXT}style-name")
        if style in _TITLE_STYLES or self._parents.get(style) in _TITLE_STYLES:
            self._builder.heading(0, _plain(paragraph))
        else:
            self._builder.paragraph(_plain(paragraph))
        self._asides(paragraph)

    def _asides(self, paragraph: etree._Element) -> None:
        """Footnotes and text boxes anchored in a paragraph, after it."""
        for note in _below(paragraph, f"{_TEXT}note-body"):
            self._builder.paragraph(_plain(note))
        for box in _below(paragraph, f"{_DRAW}text-box"):
            self.blocks(box)

    def _list(self, element: etree._Element, depth: int) -> None:
        for item in element.iterchildren(f"{_TEXT}list-item", f"{_TEXT}list-header"):
            opened = False
            for child in item:
                text = "" if child.tag == f"{_TEXT}list" else _plain(child).strip()
                if child.tag == f"{_TEXT}list":
                    self._list(child, depth + 1)
                elif opened:
                    self._builder.continuation(text)
                elif text:
                    self._builder.item(text, depth=depth)
                    opened = True

    def _table(self, table: etree._Element) -> None:
        rows = list(_rows(table))
        if len(rows) == 1 or max((len(row) for row in rows), default=0) == 1:
            # A frame around text or columns of it, not a table.
            for cell in _below(table, f"{_TABLE}table-cell"):
                self.blocks(cell)
        else:
            self._builder.table(rows)


def _rows(table: etree._Element) -> Iterator[list[str]]:
    for row in _below(table, f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            cells += [_plain(cell).strip()] * _repeat(cell, "number-columns-repeated")
        yield from [cells] * (_repeat(row, "number-rows-repeated") if any(cells) else 1)


def _repeat(element: etree._Element, name: str) -> int:
    value = element.get(f"{_TABLE}{name}", "1")
    return min(int(value), _LARGEST_REPEAT) if value.isdecimal() else 1


def _below(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Elements of a kind below another, not those inside one another."""
    for child in parent:
        if child.tag == tag:
            yield child
        else:
            yield from _below(child, tag)


def _plain(element: etree._Element) -> str:
    """The text of an element without notes, comments and text boxes; paragraphs inside it on lines of their own."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            parts.append(_plain(child) + ("\n" if child.tag in _BLOCKS else ""))
        parts.append(child.tail or "")
    return "".join(parts)
