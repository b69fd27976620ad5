"""Draws one page of a PDF file and finds the boxes of quotes on it.

Form fields and comments are not drawn. It sets no limits of its own beyond the size of the picture: page_images runs
it in a child process.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from assistant.errors import DamagedDocument, PageMissing, PasswordProtected
from assistant.library.formats.page_quotes import ranges_of

# Left, top, width and height as shares of the page, 0 to 1.
Box = tuple[float, float, float, float]
# Left, top, right and bottom in points from the upper left corner of the page as it is seen.
_Edges = tuple[float, float, float, float]

# Pixels: the usual width, and what a long page may need in all.
WIDTH = 1100
MOST_PIXELS = 4_000_000
# Pixels of the longer side, and pixels for a point: a label printer's page is not blown up to a poster.
LONGEST_SIDE = 6_000
LARGEST_SCALE = 4.0
JPEG_QUALITY = 82
# PDFium gives places on a seen page as whole numbers: it is asked for a page this many times as large.
_FINE = 100
# Two characters stand in one line when the gap between them is at most this many times their height.
_LINE_GAP = 1.2


@dataclass(frozen=True)
class PageImage:
    """A page as a picture. `media_type` is image/png or image/jpeg, `width` and `height` are pixels; `has_text` is
    False for a scanned page, on which nothing can be found."""

    content: bytes
    media_type: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    has_text: bool


def draw(path: Path, page: int, quotes: Sequence[str]) -> PageImage:
    """The page with this number, from 1. Raises PasswordProtected, DamagedDocument or PageMissing."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            if not 1 <= page <= len(document):
                raise PageMissing(page=page, pages=len(document))
            return _drawn(document[page - 1], quotes)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise PasswordProtected() from error
        raise DamagedDocument(format="PDF", detail=str(error)[:80]) from error


def _drawn(page: pypdfium2.PdfPage, quotes: Sequence[str]) -> PageImage:
    picture = page.render(scale=scale_of(*page.get_size())).to_pil().convert("RGB")
    text = page.get_textpage()
    characters = _characters(text.raw, text.count_chars())
    boxes = [box for range_ in ranges_of(characters, quotes) for box in _boxes(page, text.raw, range_)]
    media_type, content = _encoded(picture)
    return PageImage(
        content=content,
        media_type=media_type,
        width=picture.width,
        height=picture.height,
        boxes=tuple(boxes),
        has_text=any(character.isalnum() for character in characters),
    )


def scale_of(width: float, height: float) -> float:
    """Pixels for a point of a page of this size in points."""
    limits = (WIDTH / width, (MOST_PIXELS / (width * height)) ** 0.5, LONGEST_SIDE / max(width, height), LARGEST_SCALE)
    return min(limits)


def _encoded(picture: Image.Image) -> tuple[str, bytes]:
    """(Media type, bytes) of the smaller file: PNG for print, JPEG for photographs and scans."""
    files = []
    for media_type, options in (("image/png", {}), ("image/jpeg", {"quality": JPEG_QUALITY})):
        buffer = BytesIO()
        picture.save(buffer, media_type.partition("/")[2], **options)
        files.append((media_type, buffer.getvalue()))
    return min(files, key=lambda file: len(file[1]))


def _characters(text: pdfium.FPDF_TEXTPAGE, count: int) -> list[str]:
    """The characters of the page, as many as PDFium counts: the second half of a pair is empty."""
    codes = [pdfium.FPDFText_GetUnicode(text, place) for place in range(count)]
    characters = ["" if 0xD800 <= code < 0xE000 else chr(code) for code in codes]
    for place in range(count - 1):
        high, low = codes[place], codes[place + 1]
        if 0xD800 <= high < 0xDC00 <= low < 0xE000:
            characters[place] = chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
    # What PDFium makes of a hyphen at the end of a line, where it drops the line break: the word goes on.
    return ["\u00ad" if character == "\x02" else character for character in characters]


def _boxes(page: pypdfium2.PdfPage, text: pdfium.FPDF_TEXTPAGE, range_: tuple[int, int]) -> Iterator[Box]:
    """One box for each line of the characters."""
    width, height = page.get_size()
    line: _Edges | None = None
    last: _Edges | None = None
    for edges in filter(None, (_edges(page, text, place) for place in range(*range_))):
        if line is not None and last is not None and _is_beside(last, edges):
            line = _around(line, edges)
        else:
            yield from _clipped(line, width, height)
            line = edges
        last = edges
    yield from _clipped(line, width, height)


def _around(one: _Edges, other: _Edges) -> _Edges:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _clipped(edges: _Edges | None, width: float, height: float) -> Iterator[Box]:
    """The part of a box that lies on the visible page, if any."""
    if edges is None:
        return
    sides = (width, height, width, height)
    left, top, right, bottom = (min(max(edge / side, 0.0), 1.0) for edge, side in zip(edges, sides, strict=True))
    if right > left and bottom > top:
        yield round(left, 5), round(top, 5), round(right - left, 5), round(bottom - top, 5)


def _is_beside(one: _Edges, other: _Edges) -> bool:
    """Whether two characters stand in one line, upright or sideways: they overlap by half in one direction, and the
    gap in the other is small."""
    across, down = (_overlap(one[axis], one[axis + 2], other[axis], other[axis + 2]) for axis in (0, 1))
    gap = _LINE_GAP * max(one[2] - one[0], one[3] - one[1])
    beside = down > 0.5 * min(one[3] - one[1], other[3] - other[1]) and -across <= gap
    below = across > 0.5 * min(one[2] - one[0], other[2] - other[0]) and -down <= gap
    return beside or below


def _overlap(start: float, end: float, other_start: float, other_end: float) -> float:
    """How far two stretches overlap; negative is the gap between them."""
    return min(end, other_end) - max(start, other_start)


def _edges(page: pypdfium2.PdfPage, text: pdfium.FPDF_TEXTPAGE, place: int) -> _Edges | None:
    """The edges of a character on the page as it is seen; None for one that is not drawn."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text, place, box) or box.left == box.right or box.top == box.bottom:
        return None
    (x1, y1), (x2, y2) = (_seen(page, x, y) for x, y in ((box.left, box.top), (box.right, box.bottom)))
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _seen(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the page as it is seen, cropped and turned, in points from the upper left corner."""
    width, height = page.get_size()
    across, down = ctypes.c_int(), ctypes.c_int()
    size = round(width * _FINE), round(height * _FINE)
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE
