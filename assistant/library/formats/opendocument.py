"""Reads OpenDocument texts (odt): headings, lists, tables, footnotes and text boxes in document order.

Page headers and footers, comments, tracked deletions and tables of contents are left out.
"""

import xml.sax
import zipfile
from collections.abc import Iterator
from pathlib import Path

from odf import opendocument
from odf.element import Element, Node
from odf.namespaces import DCNS, DRAWNS, METANS, OFFICENS, STYLENS, TABLENS, TEXTNS

from assistant.errors import PasswordProtected
from assistant.library.formats.archives import check_archive
from assistant.library.formats.front_matter import normalised
from assistant.library.formats.properties import real_title
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = (xml.sax.SAXException,)

_SKIPPED = frozenset(
    {
        (TEXTNS, "tracked-changes"),
        (TEXTNS, "sequence-decls"),
        (TEXTNS, "table-of-content"),
        (TEXTNS, "illustration-index"),
        (TEXTNS, "table-index"),
        (TEXTNS, "alphabetical-index"),
        (TEXTNS, "note"),
        (OFFICENS, "annotation"),
        (OFFICENS, "forms"),
        (DRAWNS, "text-box"),
    }
)
_LISTS = ((TEXTNS, "list-item"), (TEXTNS, "list-header"))
_LARGEST_REPEAT = 100  # of a cell or row; sheets fill themselves up with thousands of empty ones
_TITLE_STYLES = ("Title", "Titel")


def read(path: Path) -> DocumentText:
    """The text of an odt file."""
    check_archive(path, name="ODT")
    with zipfile.ZipFile(path) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise PasswordProtected()
    document = opendocument.load(str(path))
    builder = SectionBuilder()
    _Reader(document, builder).blocks(document.text)
    facts: dict[object, object] = {
        "topics": _properties(document.meta, METANS, "keyword"),
        "language": next(iter(_properties(document.meta, DCNS, "language")), ""),
        "date": next(iter(_properties(document.meta, DCNS, "date")), ""),
    }
    title = real_title(next(iter(_properties(document.meta, DCNS, "title")), ""))
    return DocumentText(title=title, sections=builder.sections(), metadata=normalised(facts))


class _Reader:
    """Holds the styles that tell a document title from a paragraph."""

    def __init__(self, document: opendocument.OpenDocument, builder: SectionBuilder) -> None:
        self._builder = builder
        styles = [*document.automaticstyles.childNodes, *document.styles.childNodes]
        self._parents = {_attribute(s, STYLENS, "name"): _attribute(s, STYLENS, "parent-style-name") for s in styles}

    def blocks(self, parent: Element) -> None:
        """Paragraphs, lists and tables below an element."""
        for child in parent.childNodes:
            kind = getattr(child, "qname", None)
            if kind == (TEXTNS, "h"):
                level = _attribute(child, TEXTNS, "outline-level")
                self._builder.heading(int(level) if level.isdecimal() else 1, _plain(child))
                self._asides(child)
            elif kind == (TEXTNS, "p"):
                self._paragraph(child)
            elif kind == (TEXTNS, "list"):
                self._list(child, 0)
                self._builder.end_list()
            elif kind == (TABLENS, "table"):
                self._table(child)
            elif kind is not None and kind not in _SKIPPED:
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        if self._is_title(_attribute(paragraph, TEXTNS, "style-name")):
            self._builder.heading(0, _plain(paragraph))
        else:
            self._builder.paragraph(_plain(paragraph))
        self._asides(paragraph)

    def _is_title(self, style: str) -> bool:
        return style in _TITLE_STYLES or self._parents.get(style) in _TITLE_STYLES

    def _asides(self, paragraph: Element) -> None:
        """Footnotes and text boxes anchored in a paragraph, after it."""
        for note in _below(paragraph, (TEXTNS, "note-body")):
            self._builder.paragraph("\n".join(_plain(child) for child in note.childNodes))
        for box in _below(paragraph, (DRAWNS, "text-box")):
            self.blocks(box)

    def _list(self, element: Element, depth: int) -> None:
        for item in element.childNodes:
            if getattr(item, "qname", None) not in _LISTS:
                continue
            opened = False
            for child in item.childNodes:
                text = _plain(child).strip()
                if getattr(child, "qname", None) == (TEXTNS, "list"):
                    self._list(child, depth + 1)
                elif opened:
                    self._builder.continuation(text)
                elif text:
                    self._builder.item(text, depth=depth)
                    opened = True

    def _table(self, table: Element) -> None:
        rows = list(_rows(table))
        if len(rows) == 1 or max((len(row) for row in rows), default=0) == 1:
            # A frame around text or columns of it, not a table.
            for cell in _below(table, (TABLENS, "table-cell")):
                self.blocks(cell)
        else:
            self._builder.table(rows)


def _rows(table: Element) -> Iterator[list[str]]:
    for row in _below(table, (TABLENS, "table-row")):
        cells: list[str] = []
        for cell in row.childNodes:
            text = "\n".join(_plain(child) for child in getattr(cell, "childNodes", ())).strip()
            cells += [text] * _repeat(cell, "number-columns-repeated")
        yield from [cells] * (_repeat(row, "number-rows-repeated") if any(cells) else 1)


def _repeat(element: Element, name: str) -> int:
    value = _attribute(element, TABLENS, name)
    return min(int(value), _LARGEST_REPEAT) if value.isdecimal() else 1


def _below(parent: Node, kind: tuple[str, str]) -> Iterator[Element]:
    """Elements of a kind below another, not those inside one another."""
    for child in parent.childNodes:
        if getattr(child, "qname", None) == kind:
            yield child
        else:
            yield from _below(child, kind)


def _attribute(element: Node, namespace: str, name: str) -> str:
    return str((getattr(element, "attributes", None) or {}).get((namespace, name), ""))


def _properties(meta: Element, namespace: str, name: str) -> list[str]:
    return [_plain(child) for child in meta.childNodes if getattr(child, "qname", None) == (namespace, name)]


def _plain(node: Node) -> str:
    """The text below a node without notes, comments and text boxes."""
    if node.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
        return str(node.data)
    kind = node.qname
    if kind in _SKIPPED:
        return ""
    if kind == (TEXTNS, "line-break"):
        return "\n"
    if kind in ((TEXTNS, "s"), (TEXTNS, "tab")):
        return " "
    inner = "".join(_plain(child) for child in node.childNodes)
    return inner + "\n" if kind in ((TEXTNS, "p"), (TEXTNS, "h")) and node.parentNode is not None else inner
