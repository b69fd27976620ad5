"""Reads PDF files: the lines of each page with their place and size, which page_layout puts together again.

Scanned pages are reported, not recognised (no OCR). Form fields, comments and attachments are left out.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from assistant.errors import DamagedDocument, NoText, PasswordProtected
from assistant.library.formats.front_matter import Metadata, normalised
from assistant.library.formats.page_layout import add_pages
from assistant.library.formats.printed_lines import Line, Page
from assistant.library.formats.properties import real_title
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = (pypdfium2.PdfiumError,)

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_HYPHEN = 0x02  # what PDFium makes of most hyphens at the end of a line; it drops the line break behind all of them
_BOLD = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.I)
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
# A gap of this many times the type size parts the cells of a table.
_CELL_GAP = 1.3


def read(path: Path) -> DocumentText:
    """The text of a PDF file. Raises PasswordProtected, NoText (all pages are pictures) or DamagedDocument."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise PasswordProtected() from error
        raise DamagedDocument(format="PDF", detail=str(error)[:80]) from error
    with document:
        pages = [_page(document, place) for place in range(len(document))]
        properties = document.get_metadata_dict()
    silent = tuple(number for number, page in enumerate(pages, start=1) if not page.lines)
    if len(silent) == len(pages):
        raise NoText()
    builder = SectionBuilder()
    add_pages(builder, pages)
    return DocumentText(
        title=real_title(properties.get("Title")),
        sections=builder.sections(),
        metadata=_metadata(properties),
        pages=len(pages),
        pages_without_text=silent,
    )


def _metadata(properties: dict[str, str]) -> Metadata:
    date = _DATE.match(properties.get("CreationDate", "")) or _DATE.match(properties.get("ModDate", ""))
    return normalised({"topics": properties.get("Keywords", ""), "date": "-".join(date.groups()) if date else ""})


def _page(document: pypdfium2.PdfDocument, place: int) -> Page:
    page = document[place]
    text = page.get_textpage()
    left, bottom, right, top = page.get_bbox()
    lines = tuple(_lines(text.raw, text.count_chars()))
    text.close()
    page.close()
    return Page(bottom=bottom, top=top, lines=lines)


def _lines(text: pdfium.FPDF_TEXTPAGE, count: int) -> Iterator[Line]:
    """The lines in the order of the file, cut where the gap between two words is that of table cells."""
    start = 0
    codes = [pdfium.FPDFText_GetUnicode(text, place) for place in range(count)]
    for place, code in enumerate([*codes, 10]):
        if code in (10, 13):
            yield from _cells(text, codes, start, place)
            start = place + 1
        elif code in (_HYPHEN, ord("-")):
            codes[place] = ord("-")
            if place + 1 < count and _base(text, place) - _base(text, place + 1) > 0.5 * _size(text, place):
                yield from _cells(text, codes, start, place + 1)
                start = place + 1


def _cells(text: pdfium.FPDF_TEXTPAGE, codes: list[int], start: int, end: int) -> Iterator[Line]:
    first, beside = start, False
    right: float | None = None
    for place in range(start, end):
        if chr(codes[place]).isspace():
            continue
        if place > start and chr(codes[place - 1]).isspace() and right is not None:
            gap, size = _box(text, place).left - right, _size(text, place)
            # PDFium drops some line breaks for a space: then the next word stands far to the left.
            if gap > _CELL_GAP * size or gap < -size:
                yield from _line(text, codes, first, place, beside=beside)
                first, beside = place, gap > 0
        if place + 1 < end and chr(codes[place + 1]).isspace():
            right = _box(text, place).right
    yield from _line(text, codes, first, end, beside=beside)


def _line(text: pdfium.FPDF_TEXTPAGE, codes: list[int], start: int, end: int, *, beside: bool) -> Iterator[Line]:
    visible = [place for place in range(start, end) if not chr(codes[place]).isspace()]
    if not visible:
        return
    words = "".join(_LIGATURES.get(code, chr(code)) for code in codes[start:end])
    # PDFium hands out letters beyond the basic plane as two halves.
    words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    first, middle, last = visible[0], visible[len(visible) // 2], visible[-1]
    bold = all(_is_bold(text, place) for place in (first, middle, last))
    begin, end_ = _box(text, first), _box(text, last)
    turn = _turn(text, middle)
    yield Line(
        text=" ".join(words.split()),
        left=(begin.left, begin.bottom, -begin.top)[turn],
        right=(end_.right, end_.top, -end_.bottom)[turn],
        base=(_base(text, middle), -begin.right, begin.left)[turn],
        size=sorted(_size(text, place) for place in (first, middle, last))[1],
        bold=bold,
        beside=beside,
        sideways=turn != 0,
    )


def _box(text: pdfium.FPDF_TEXTPAGE, place: int) -> pdfium.FS_RECTF:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, place, box)
    return box


def _base(text: pdfium.FPDF_TEXTPAGE, place: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, place, x, y)
    return y.value


def _turn(text: pdfium.FPDF_TEXTPAGE, place: int) -> int:
    """0 for upright text, 1 where it runs upwards, 2 where it runs downwards."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, place, matrix)
    if abs(matrix.b) <= abs(matrix.a):
        return 0
    return 1 if matrix.b > 0 else 2


def _size(text: pdfium.FPDF_TEXTPAGE, place: int) -> float:
    """Type size in points as printed: the size in the font's own units times the scale of the text."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, place, matrix)
    return pdfium.FPDFText_GetFontSize(text, place) * math.hypot(matrix.c, matrix.d)


def _is_bold(text: pdfium.FPDF_TEXTPAGE, place: int) -> bool:
    """By weight, or by the name of the font where the file states no usable weight."""
    if pdfium.FPDFText_GetFontWeight(text, place) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(100)
    length = pdfium.FPDFText_GetFontInfo(text, place, name, len(name), None)
    return length <= len(name) and bool(_BOLD_NAME.search(name.value.decode("utf-8", "replace")))
