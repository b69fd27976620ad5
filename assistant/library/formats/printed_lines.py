"""The printed lines of a page: what stands beside, below and around each other. Knows nothing of PDF."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

BULLET = re.compile(
    r"([•◦▪▫‣⁃●○■□➢➤→➔►▶✓✔\uf0a7\uf0b7\uf0d8\uf0fc\uf076])(?:\s+|$)|([-–—*·∙])\s+|(\d{1,2}[.)]|[a-z]\))\s+"
)
_LEADER = re.compile(r"(?:\s?[.…·]){4,}\s*(?:[ivxlc]+|\d+)?$")  # a line of a table of contents
_DIGITS = re.compile(r"\d+")

_SAME_SIZE = 0.08
_WORD_GAP = 1.3  # type sizes; wider ones part the cells of a table
_LETTER_GAP = 0.15
_EDGE_LINES = 3  # this many lines at the top and bottom of a page may be header or footer
_EDGE_SHARE = 0.15  # and they stand within this share of its height
_RUNNING_SHARE = 0.5  # of the pages that a header has to stand on
_FEWEST_PAGES = 3
_LARGEST_RUNNING = 1.2  # times the size of the text


@dataclass(frozen=True)
class Line:
    """A printed line, or a part of one after a wide gap (`beside`).

    Lengths in points; `base` is the height of the base line above page bottom. Text that runs up or down the page
    (`sideways`) is measured as if the page were turned.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    beside: bool = False
    sideways: bool = False
    edge: float = 0.0  # right edge of its column, found while laying out


@dataclass(frozen=True)
class Page:
    """The lines of a page in the order of the file, and where it ends."""

    bottom: float
    top: float
    lines: tuple[Line, ...]


def same_size(one: Line, other: Line) -> bool:
    """Whether two lines are set in the same size, small differences aside."""
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def beside(left: Line, right: Line) -> bool:
    """Whether a line stands on the same height as another and to the right of it."""
    return abs(left.base - right.base) < 0.35 * max(left.size, right.size) and left.right <= right.left + 1


def below(above: Line, line: Line) -> bool:
    """Whether a line stands in the same column as the one before it, next or after a gap."""
    distance = above.base - line.base
    overlaps = line.left < above.right and line.right > above.left
    return same_size(above, line) and 0 < distance < 3 * above.size and overlaps


def in_rows(lines: Iterable[Line]) -> Iterator[Line]:
    """Joins what was printed as one line: bullets and list numbers that stand apart, raised and lowered letters.

    The lines of a table of contents are dropped.
    """
    held: Line | None = None
    for line in lines:
        if held is not None and _is_one_line(held, line):
            held = _joined(held, line)
            continue
        if held is not None and not _LEADER.search(held.text):
            yield held
        held = line
    if held is not None and not _LEADER.search(held.text):
        yield held


def _is_one_line(left: Line, right: Line) -> bool:
    if BULLET.fullmatch(left.text + " ") and beside(left, right):
        return True
    size = max(left.size, right.size)
    gap = right.left - left.right
    return abs(left.base - right.base) < 0.5 * size and -0.3 * size < gap < _WORD_GAP * size


def _joined(left: Line, right: Line) -> Line:
    main = left if len(left.text) >= len(right.text) and not BULLET.fullmatch(left.text + " ") else right
    space = " " if right.left - left.right > _LETTER_GAP * main.size else ""
    text = f"{left.text}{space}{right.text}"
    return replace(main, text=text, left=left.left, right=right.right, beside=left.beside)


def without_running_lines(pages: list[Page]) -> list[Page]:
    """The pages without the lines that return at the same height on most of them, numbers aside.

    Left as they are where a document has few pages or nothing would remain. Large lines are titles, not headers.
    """
    if len(pages) < _FEWEST_PAGES:
        return pages
    largest = _LARGEST_RUNNING * _usual_size(pages)
    edges = [{line for line in _edge_lines(page) if line.size <= largest} for page in pages]
    seen = Counter(key for lines in edges for key in {_running_key(line) for line in lines})
    filled = sum(bool(page.lines) for page in pages)
    running = {key for key, count in seen.items() if count >= max(_FEWEST_PAGES, _RUNNING_SHARE * filled)}
    kept = [
        replace(page, lines=tuple(line for line in page.lines if line not in edge or _running_key(line) not in running))
        for page, edge in zip(pages, edges, strict=True)
    ]
    return kept if any(page.lines for page in kept) else pages


def _usual_size(pages: list[Page]) -> float:
    weights: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def _running_key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.base / 5)


def _edge_lines(page: Page) -> set[Line]:
    margin = _EDGE_SHARE * (page.top - page.bottom)
    heights = sorted({round(line.base) for line in page.lines})
    outer = {*heights[:_EDGE_LINES], *heights[-_EDGE_LINES:]}
    return {
        line
        for line in page.lines
        if round(line.base) in outer and not line.sideways and not page.bottom + margin < line.base < page.top - margin
    }
