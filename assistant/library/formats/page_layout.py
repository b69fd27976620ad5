"""Puts the printed lines of a paged document together again: paragraphs, lists, headings, simple tables.

Works on lines with their place on the page, in the order of the file; knows nothing of PDF. Running headers and
footers are dropped, words hyphenated at the end of a line joined, and a sentence that runs over the page break
is given to the page it begins on. Tables whose cells hold more than one line stay lines of text.
"""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.library.formats.cleaning import clean
from assistant.library.formats.line_joining import join_lines
from assistant.library.formats.page_tables import grid, table_end
from assistant.library.formats.printed_lines import (
    BULLET,
    Line,
    Page,
    below,
    in_rows,
    same_size,
    without_running_lines,
)
from assistant.library.formats.sections import SectionBuilder
from assistant.sentences import sentences

_SENTENCE_END = re.compile(r"[.!?:;…][\"'”“’»)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]{2}")

_LARGER = 1.15  # a heading's letters against the text's
_MOST_HEADING_LINES = 4
_LONGEST_HEADING = 200
_LONGEST_BOLD_HEADING = 100
_FEWEST_DISTANCES = 5
_WIDEST_LEADING = 1.5  # type sizes
_FOOTNOTE = 0.92  # smaller than this against the text
_SHORT_LINE = 0.8  # of the column; the break after a longer one may be the typesetter's


@dataclass(frozen=True)
class Block:
    """Lines that belong together. `level` is set for headings, `rows` for tables, `marker` for list items.

    `first` and `last` are its outer lines.
    """

    text: str
    size: float
    level: int | None = None
    marker: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    first: Line | None = None
    last: Line | None = None


@dataclass(frozen=True)
class _Type:
    """How a document is set: size of its text, sizes of its headings from large to small, usual line distance."""

    body: float
    headings: tuple[float, ...]
    leading: dict[int, float]


def add_pages(builder: SectionBuilder, pages: Iterable[Page]) -> None:
    """Adds the text of all pages under the headings that their type shows."""
    pages = [replace(page, lines=tuple(in_rows(page.lines))) for page in without_running_lines(list(pages))]
    type_ = _type(pages)
    laid_out = [list(_blocks(page.lines, type_)) for page in pages]
    for before, after in pairwise(laid_out):
        _carry_over(before, after, type_)
    for number, blocks in enumerate(laid_out, start=1):
        builder.start_page(number)
        for block in blocks:
            _add_block(builder, block)


def _add_block(builder: SectionBuilder, block: Block) -> None:
    if block.level is not None:
        builder.heading(block.level, block.text)
    elif block.rows:
        builder.table(block.rows)
    elif block.marker is not None:
        builder.item(block.text, marker=block.marker)
    else:
        builder.paragraph(block.text)


# --- how the document is set -------------------------------------------------------------------------------------


def _type(pages: list[Page]) -> _Type:
    weights: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            weights[_half_points(line.size)] += len(line.text)
    body = weights.most_common(1)[0][0] if weights else 0.0
    runs: dict[float, list[int]] = {}
    for run in (run for page in pages for run in _runs(page.lines)):
        runs.setdefault(_half_points(run[0].size), []).append(sum(len(line.text) for line in run))
    headings = [
        size
        for size, lengths in runs.items()
        if size >= _LARGER * body and statistics.median(lengths) <= _LONGEST_HEADING
    ]
    leading = _leading(line for page in pages for line in page.lines)
    return _Type(body=body, headings=tuple(sorted(headings, reverse=True)), leading=leading)


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines of one size below each other."""
    run: list[Line] = []
    for line in lines:
        if run and not below(run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _leading(lines: Iterable[Line]) -> dict[int, float]:
    """The usual distance of two lines by type size."""
    distances: dict[int, list[float]] = {}
    for above, line in pairwise(lines):
        distance = above.base - line.base
        if same_size(above, line) and 0.8 * above.size < distance < 2.6 * above.size:
            distances.setdefault(round(above.size), []).append(distance)
    return {size: _usual_distance(size, found) for size, found in distances.items()}


def _usual_distance(size: int, distances: list[float]) -> float:
    """Few lines far apart are paragraphs of one line rather than double-spaced text."""
    usual = statistics.median_low(distances)
    return usual if len(distances) >= _FEWEST_DISTANCES else min(usual, _WIDEST_LEADING * size)


def _half_points(size: float) -> float:
    return round(size * 2) / 2


# --- paragraphs --------------------------------------------------------------------------------------------------


def _blocks(lines: tuple[Line, ...], type_: _Type) -> Iterator[Block]:
    # A page may be set more loosely than the rest.
    type_ = replace(type_, leading=type_.leading | _leading(lines))
    group: list[Line] = []
    for piece in _tables_and_lines(lines):
        if isinstance(piece, Line) and (not group or _continues(group, piece, type_)):
            group.append(piece)
            continue
        yield from _block(group, type_)
        group = [piece] if isinstance(piece, Line) else []
        if isinstance(piece, Block):
            yield piece
    yield from _block(group, type_)


def _tables_and_lines(lines: tuple[Line, ...]) -> Iterator[Block | Line]:
    """Tables as blocks, and between them whole lines with the right edge of their column."""
    place = 0
    column: list[Line] = []
    while place < len(lines):
        end, rows = table_end(lines, place)
        if rows:
            yield from _with_edge(column)
            column = []
            yield Block(text="", size=rows[0][0].size, rows=grid(rows))
            place = end
            continue
        line = lines[place]
        place += 1
        while place < len(lines) and lines[place].beside:
            line = replace(line, text=f"{line.text} {lines[place].text}", right=lines[place].right)
            place += 1
        if column and not below(column[-1], line):
            yield from _with_edge(column)
            column = []
        column.append(line)
    yield from _with_edge(column)


def _with_edge(column: list[Line]) -> Iterator[Line]:
    edge = max((line.right for line in column), default=0.0)
    return (replace(line, edge=edge) for line in column)


def _continues(group: list[Line], line: Line, type_: _Type) -> bool:
    """Whether a line belongs to the paragraph of the lines before it."""
    above = group[-1]
    usual = type_.leading.get(round(above.size), 1.3 * above.size)
    distance = above.base - line.base
    ended = _has_room(above, line)
    if not same_size(above, line):
        return False
    bullet = BULLET.match(line.text)
    if bullet and (bullet[1] or ended or BULLET.match(group[0].text) or _SENTENCE_END.search(above.text)):
        return False
    if not below(above, line):
        # The next column: only a sentence in its middle goes on there.
        return distance < 0 and not ended and not _SENTENCE_END.search(above.text) and not line.bold
    if distance > 1.25 * usual:
        return False
    all_bold = all(each.bold for each in group)
    if above.bold != line.bold and (ended or all_bold and not line.text[:1].islower()):
        return False
    return not (ended and _SENTENCE_END.search(above.text))


def _has_room(line: Line, following: Line) -> bool:
    """Whether the next line's first word would have fitted: then the break was meant."""
    width = (following.right - following.left) / max(1, len(following.text))
    word = following.text.split(" ", 1)[0]
    return line.right + width * (len(word) + 1) < line.edge - 0.5 * line.size


def _block(group: list[Line], type_: _Type) -> Iterator[Block]:
    if not group:
        return
    level = _heading_level(group, type_)
    text = group[0].text
    left = min(line.left for line in group)
    for above, line in pairwise(group):
        meant = level is None and _has_room(above, line) and above.right - left < _SHORT_LINE * (above.edge - left)
        text = f"{text}\n{line.text}" if meant else join_lines(text, line.text)
    size = statistics.median_low([line.size for line in group])
    if level is not None:
        yield Block(text=text, size=size, level=level)
        return
    bullet = BULLET.match(text)
    marker = None
    if bullet:
        marker = bullet[3] if bullet[3] and bullet[3].endswith(".") else "-" if not bullet[3] else None
        text = text[bullet.end() :] if marker else text
    yield Block(text=text, size=size, marker=marker, first=group[0], last=group[-1])


def _heading_level(group: list[Line], type_: _Type) -> int | None:
    text = " ".join(line.text for line in group)
    if (
        group[0].sideways
        or not _LETTERS.search(text)
        or len(text) > _LONGEST_HEADING
        or len(group) > _MOST_HEADING_LINES
    ):
        return None
    if BULLET.match(text) and not text[0].isdigit():
        return None
    size = _half_points(statistics.median_low([line.size for line in group]))
    if size in type_.headings:
        return 1 + sum(larger > size for larger in type_.headings) if text[-1] not in ".,;" else None
    bold = all(line.bold for line in group) and len(group) <= 2 and len(text) <= _LONGEST_BOLD_HEADING
    if bold and size >= _FOOTNOTE * type_.body and text[-1] not in ".,;:":
        return 1 + len(type_.headings)
    return None


# --- page breaks -------------------------------------------------------------------------------------------------


def _carry_over(before: list[Block], after: list[Block], type_: _Type) -> None:
    """Moves the end of a sentence that runs over the page break to the page it begins on, in place."""
    last = _place(reversed(list(enumerate(before))), type_)
    first = _place(enumerate(after), type_)
    if last is None or first is None or not _runs_over(before[last], after[first]):
        return
    head, tail = before[last], after[first]
    joined = join_lines(head.text, tail.text)
    end = _sentence_end(joined, len(head.text) - 1)
    rest = joined[end:].strip()
    before[last] = replace(head, text=joined[:end].strip())
    if rest:
        after[first] = replace(tail, text=rest)
    else:
        del after[first]


def _runs_over(head: Block, tail: Block) -> bool:
    """Whether the last line of a page is full and ends no sentence, and plain text follows."""
    if head.last is None or tail.first is None or head.level is not None:
        return False
    if tail.level is not None or tail.marker is not None or BULLET.match(tail.text):
        return False
    return not _SENTENCE_END.search(head.last.text) and not _has_room(head.last, tail.first)


def _place(blocks: Iterable[tuple[int, Block]], type_: _Type) -> int | None:
    """The first block of running text: no footnote, no table, no text in the margin."""
    for place, block in blocks:
        sideways = block.first is not None and block.first.sideways
        if block.size >= _FOOTNOTE * type_.body and not block.rows and not sideways:
            return place
    return None


def _sentence_end(text: str, place: int) -> int:
    return next((end for start, end in sentences(clean(text)) if end > place), len(text))
