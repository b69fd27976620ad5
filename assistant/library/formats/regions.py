"""Turns the rows of a sheet or CSV file into sections: one table for each block of rows between blank rows.

The first row of mostly words is the header of a block; without one the columns are called A, B, C. Single cells
above the header are the block's heading or introduction. A block without a header of its own, right below one
with the same columns, continues that one's table.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from langchain_core.documents import Document

from assistant.library.formats.cleaning import clean, one_line
from assistant.library.formats.sections import pipe_table, section

Row = tuple[int, list[str]]  # number in the file from 1, cell texts

_NUMBER = re.compile(r"[-+(]?[\d.,'\s]*\d[\d.,'\s]*\)?\s*(?:%|€|\$|£|[A-Z]{3}|EUR)?|\d{4}-\d{2}-\d{2}.*|TRUE|FALSE")
_LONGEST_NUMBER = 60
_LONGEST_HEADING = 120


def table_sections(rows: Iterable[Row], *, sheet: str | None = None) -> Iterator[Document]:
    """The sections of one sheet in order; `first_row` is the number of the first data row.

    A short text alone between blank rows is the heading of the block that follows.
    """
    known: dict[tuple[int, ...], list[str]] = {}
    title: str | None = None
    for block in _blocks(rows):
        alone = _text_alone(block)
        if title is not None and alone is not None:
            yield section(title, sheet=sheet)
        if alone is None:
            yield _block_section(block, sheet, known=known, title=title)
        title = alone
    if title is not None:
        yield section(title, sheet=sheet)


def _text_alone(block: list[Row]) -> str | None:
    texts = [text for _, cells in block for text in cells if text]
    return texts[0] if len(texts) == 1 and len(texts[0]) <= _LONGEST_HEADING else None


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    for number, cells in rows:
        texts = [clean(cell).strip() for cell in cells]
        if any(texts):
            block.append((number, texts))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _block_section(
    block: list[Row], sheet: str | None, *, known: dict[tuple[int, ...], list[str]], title: str | None
) -> Document:
    """`known` maps the columns of earlier blocks of this sheet to their headers."""
    introduction = _introduction(block)
    body = block[len(introduction) :]
    lines = [next(filter(None, cells)) for _, cells in introduction]
    is_heading = len(lines) == 1 and bool(body) and len(lines[0]) <= _LONGEST_HEADING
    headings = [one_line(text) for text in (title, lines[0] if is_heading else None) if text]
    paragraphs = [] if is_heading else lines
    if not body:
        return section("\n\n".join(paragraphs), sheet=sheet, headings=headings)
    columns = tuple(place for place in range(max(len(cells) for _, cells in body)) if _used(body, place))
    header = _header(body, columns, known)
    data = body[1:] if header is None else body
    header = known[columns] if header is None else header
    table = pipe_table([header, *(_picked(cells, columns) for _, cells in data)])
    text = "\n\n".join([*paragraphs, table])
    return section(text, headings=headings, sheet=sheet, first_row=data[0][0] if data else None)


def _header(body: list[Row], columns: tuple[int, ...], known: dict[tuple[int, ...], list[str]]) -> list[str] | None:
    """A header for rows that bring none; None where the first row is the header, which is then known."""
    first = _picked(body[0][1], columns)
    if _is_header(first):
        known[columns] = [text or _letters(place) for text, place in zip(first, columns, strict=True)]
        return None
    return known.setdefault(columns, [_letters(place) for place in columns])


def _introduction(block: list[Row]) -> list[Row]:
    """Rows with a single text above a wider table; all rows where the block has only one column and one row."""
    if len(block) == 1 and len(list(filter(None, block[0][1]))) == 1:
        return block
    if max(len(list(filter(None, cells))) for _, cells in block) < 2:
        return []
    return list(takewhile(lambda row: len(list(filter(None, row[1]))) == 1, block))


def _is_header(texts: list[str]) -> bool:
    filled = [text for text in texts if text]
    words = [text for text in filled if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text)]
    return len(words) * 2 > len(filled) and len(filled) * 2 >= len(texts)


def _used(rows: list[Row], place: int) -> bool:
    return any(place < len(cells) and cells[place] for _, cells in rows)


def _picked(cells: list[str], columns: tuple[int, ...]) -> list[str]:
    return [cells[place] if place < len(cells) else "" for place in columns]


def _letters(place: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
