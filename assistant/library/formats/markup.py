"""Reads HTML: headings, paragraphs, lists, tables, preformatted text.

What a browser would not show (scripts, hidden elements) and navigation are dropped; so are the targets of links
and images. Nothing is loaded from anywhere.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, CData, NavigableString, PageElement, Tag
from lxml import etree

from assistant.library.formats.cleaning import one_line
from assistant.library.formats.encodings import decode
from assistant.library.formats.front_matter import Metadata, normalised
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = (etree.LxmlError,)

_DROPPED = frozenset(
    """script style head nav template noscript svg iframe object embed video audio canvas select option textarea
    button input map""".split()
)
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul
    h1 h2 h3 h4 h5 h6""".split()
)
_HEADING = re.compile(r"h([1-6])")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])",
    re.I,
)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_.:-]+)""")
_SELF_CLOSED = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)([a-zA-Z][\w:.-]*)((?:\s[^<>]*)?)/>"
)
_LARGEST_SPAN = 50
_META_KEYS = {
    "keywords": "topics",
    "date": "date",
    "dcterms.date": "date",
    "dc.date": "date",
    "article:published_time": "date",
}


def read(path: Path) -> DocumentText:
    """The text of an HTML file; title and language from its head."""
    return read_html(decode_html(path.read_bytes()))


def read_html(html: str) -> DocumentText:
    """The text of an HTML page given as a string."""
    soup = _parsed(html)
    builder = SectionBuilder()
    _Walker(builder).walk(soup.body or soup)
    metadata = _metadata(soup)
    title = one_line(soup.title.get_text()) if soup.title else ""
    return DocumentText(title=title or None, sections=builder.sections(), metadata=metadata)


def add_html(builder: SectionBuilder, html: str) -> None:
    """Adds a page or a piece of HTML to a document that is being put together."""
    soup = _parsed(html)
    _Walker(builder).walk(soup.body or soup)


def decode_html(data: bytes) -> str:
    """The text by byte order mark, by the charset the file declares where that fits, else by its bytes."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = declared[1].decode("ascii").lower()
        # Browsers read these as Windows-1252, and so do the people who declare them.
        name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name
        try:
            return data.decode(name)
        except (LookupError, UnicodeError):
            return decode(data, name="HTML")
    return decode(data, name="HTML")


def _parsed(html: str) -> BeautifulSoup:
    if "<?xml" in html[:200] or "http://www.w3.org/1999/xhtml" in html[:2000]:
        # In XHTML <title/> is closed; an HTML parser would take the rest of the page for the title.
        html = _SELF_CLOSED.sub(r"<\1\2></\1>", re.sub(r"<\?xml.*?\?>", "", html, count=1, flags=re.DOTALL))
    return BeautifulSoup(html, "lxml")


def _metadata(soup: BeautifulSoup) -> Metadata:
    facts: dict[object, object] = {}
    if soup.html and soup.html.get("lang"):
        facts["language"] = soup.html["lang"]
    for tag in soup.find_all("meta"):
        key = _META_KEYS.get(str(tag.get("name") or tag.get("property") or "").lower())
        if key and tag.get("content"):
            facts.setdefault(key, tag["content"])
    return normalised(facts)


def _is_hidden(tag: Tag) -> bool:
    return (
        tag.name in _DROPPED
        or tag.has_attr("hidden")
        or str(tag.get("aria-hidden", "")).lower() == "true"
        or tag.get("role") == "navigation"
        or bool(_HIDING.search(str(tag.get("style", ""))))
    )


class _Walker:
    """Goes through the elements in reading order and tells the builder what they are."""

    def __init__(self, builder: SectionBuilder) -> None:
        self._builder = builder
        self._text: list[str] = []
        self._depth = -1  # of the list we are in
        self._marker: str | None = None  # set until the first text of a list item is out

    def walk(self, node: Tag) -> None:
        self._children(node)
        self._flush()

    def _children(self, node: Tag) -> None:
        for child in node.children:
            if isinstance(child, Tag):
                if not _is_hidden(child):
                    self._element(child)
            else:
                self._text.extend(_own_text(child))

    def _element(self, tag: Tag) -> None:
        if tag.name in ("br", "img"):
            self._text.extend(_inline(tag))
            return
        if tag.name not in _BLOCKS:
            self._children(tag)
            return
        self._flush()
        if heading := _HEADING.fullmatch(tag.name):
            self._builder.heading(int(heading[1]), "".join(_inline(tag)))
        elif tag.name in ("ul", "ol"):
            self._list(tag)
        elif tag.name == "table" and not _is_layout(tag):
            self._table(tag)
        elif tag.name == "pre":
            self._builder.code(tag.get_text())
        elif tag.name in ("li", "dd"):
            self._item(tag, "-")
        else:
            self._children(tag)
        self._flush()

    def _list(self, tag: Tag) -> None:
        start = str(tag.get("start", "1"))
        number = int(start) if start.isdecimal() else 1
        self._depth += 1
        for child in tag.find_all(True, recursive=False):
            if _is_hidden(child):
                continue
            if child.name == "li":
                self._item(child, f"{number}." if tag.name == "ol" else "-", nested=True)
                number += 1
            else:
                self._element(child)
        self._depth -= 1
        if self._depth < 0:
            self._builder.end_list()

    def _item(self, tag: Tag, marker: str, *, nested: bool = False) -> None:
        self._marker = marker
        self._depth += not nested
        self._children(tag)
        self._flush()
        self._depth -= not nested
        self._marker = None

    def _table(self, table: Tag) -> None:
        for caption in table.find_all("caption", recursive=False):
            self._builder.paragraph("".join(_inline(caption)))
        self._builder.table(_rows(table))

    def _flush(self) -> None:
        text = "\n".join(" ".join(line.split()) for line in "".join(self._text).split("\n")).strip()
        self._text = []
        if not text:
            return
        if self._marker is not None:
            self._builder.item(text, depth=self._depth, marker=self._marker)
            self._marker = None
        elif self._depth >= 0:
            self._builder.continuation(text)
        else:
            self._builder.paragraph(text)


def _own_text(node: PageElement) -> Iterator[str]:
    # Comments and declarations are strings too, of other classes.
    if type(node) in (NavigableString, CData):
        yield re.sub(r"\s+", " ", str(node))


def _inline(tag: Tag) -> Iterator[str]:
    """The visible text of an element; blocks inside it start on a new line."""
    if tag.name == "br":
        yield "\n"
    elif tag.name == "img":
        yield str(tag.get("alt", ""))
    block = tag.name in _BLOCKS
    if block:
        yield "\n"
    for child in tag.children:
        if not isinstance(child, Tag):
            yield from _own_text(child)
        elif not _is_hidden(child):
            yield from _inline(child)
    if block:
        yield "\n"


def _own_rows(table: Tag) -> Iterator[list[Tag]]:
    for row in table.find_all("tr"):
        if row.find_parent("table") is table and not _is_hidden(row):
            yield [cell for cell in row.find_all(["td", "th"], recursive=False) if not _is_hidden(cell)]


def _is_layout(table: Tag) -> bool:
    """Tables that only arrange a page, as in mails, are read as running text."""
    if table.get("role") in ("presentation", "none"):
        return True
    if table.find(["table", "h1", "h2", "h3", "h4", "h5", "h6"]):
        return True
    return max((len(row) for row in _own_rows(table)), default=0) <= 1


def _rows(table: Tag) -> list[list[str]]:
    """The cells as a grid: a cell over several rows is repeated in each, over several columns followed by gaps."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}  # column -> rows still to fill, text
    for cells in _own_rows(table):
        row: list[str] = []
        for cell in cells:
            _fill_hanging(row, hanging)
            text = "".join(_inline(cell)).strip()
            rows = _span(cell, "rowspan")
            for place in range(_span(cell, "colspan")):
                if rows > 1:
                    hanging[len(row)] = (rows - 1, "" if place else text)
                row.append("" if place else text)
        _fill_hanging(row, hanging)
        grid.append(row)
    return grid


def _fill_hanging(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    while len(row) in hanging:
        left, text = hanging.pop(len(row))
        if left > 1:
            hanging[len(row)] = (left - 1, text)
        row.append(text)


def _span(cell: Tag, attribute: str) -> int:
    value = str(cell.get(attribute, "1")).strip()
    return min(int(value), _LARGEST_SPAN) if value.isdecimal() and int(value) > 0 else 1
