"""Cuts the sections of a document into passages.

A passage lies under one heading, never ends inside a sentence or a table row, and repeats the header of a table it
continues. Passages do not overlap: the heading path travels with each instead, which costs fewer tokens. It reads
no file and knows nothing of embedding.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from langchain_core.documents import Document
from langchain_text_splitters import TextSplitter

from assistant.sentences import sentences

SPLITTER_REVISION = "1"
# 900 characters of German are about 250 word pieces of a multilingual vocabulary: what small embedders read.
LONGEST = 900
# No real sentence is longer; what is (data dumps, broken text) is cut between words.
LONGEST_SENTENCE = 3_600

_TABLE_RULE = re.compile(r"\|(?:\s*:?-{2,}:?\s*\|)+$")


@dataclass(frozen=True)
class _Unit:
    """A piece that is never cut: a sentence, a list item, a table row. `row` counts the rows of its table from 0."""

    text: str
    joint: str  # what separates it from the unit before
    header: str = ""
    row: int | None = None


class PassageSplitter(TextSplitter):
    """LangChain's text splitter over our rules; lengths in characters."""

    def __init__(self, *, longest: int = LONGEST) -> None:
        super().__init__(chunk_size=longest, chunk_overlap=0)
        self._longest = longest

    def split_text(self, text: str) -> list[str]:
        """The passages of one text."""
        return [_joined(units) for units in self._packed(text)]

    def split_documents(self, documents: Iterable[Document]) -> list[Document]:
        """The passages of all sections; metadata keeps headings and page and gains `rows` for tables."""
        return [passage for section in documents for passage in self._split_section(section)]

    def _split_section(self, section: Document) -> Iterator[Document]:
        metadata = section.metadata
        kept = {"headings": tuple(metadata.get("headings") or ()), "page": metadata.get("page")}
        for units in self._packed(section.page_content):
            rows = _row_range(units, metadata.get("sheet"), metadata.get("first_row"))
            yield Document(page_content=_joined(units), metadata={**kept, "rows": rows})

    def _packed(self, text: str) -> Iterator[list[_Unit]]:
        """Blocks are kept together where they fit; a block too long is cut into even parts."""
        passage: list[_Unit] = []
        for block in _blocks(text):
            if passage and _length(passage) + _length(block) > self._longest:
                yield passage
                passage = []
            parts = _even_parts(block, self._longest)
            yield from parts[:-1]
            passage = passage + parts[-1]
        if passage:
            yield passage


def _even_parts(block: list[_Unit], longest: int) -> list[list[_Unit]]:
    wanted = math.ceil(_length(block) / max(1, math.ceil(_length(block) / longest)))
    parts: list[list[_Unit]] = [[]]
    for unit in block:
        part = parts[-1]
        if part and (_length(part) >= wanted or _length([*part, unit]) > longest):
            parts.append([])
        parts[-1].append(unit)
    return parts


def _blocks(text: str) -> Iterator[list[_Unit]]:
    """Paragraphs, lists and tables as lists of units."""
    for paragraph in re.split(r"\n\s*\n", text):
        if not paragraph.strip():
            continue
        lines = paragraph.strip("\n").split("\n")
        if all(line.lstrip().startswith("|") for line in lines):
            yield _table_units(lines)
        else:
            yield [piece for unit in _text_units(paragraph) for piece in _bounded(unit)]


def _table_units(lines: list[str]) -> list[_Unit]:
    has_header = len(lines) > 1 and _TABLE_RULE.match(lines[1].strip())
    # A header longer than half a passage would drown the rows it is repeated over.
    repeated = has_header and len(lines[0]) + len(lines[1]) <= LONGEST // 2
    header = "\n".join(lines[:2]) if repeated else ""
    rows = lines[2:] if repeated else lines
    if not rows:
        return [_Unit(header, "\n\n")]
    units = [_Unit(row, "\n", header=header, row=number) for number, row in enumerate(rows)]
    return [piece for unit in units for piece in _bounded(unit)]


def _text_units(paragraph: str) -> list[_Unit]:
    units = []
    end_before = None
    for start, end in sentences(paragraph):
        between = paragraph[end_before:start] if end_before is not None else "\n\n"
        units.append(_Unit(paragraph[start:end], "\n" if "\n" in between and end_before is not None else between))
        end_before = end
    return units


def _bounded(unit: _Unit) -> Iterator[_Unit]:
    """The unit, or its pieces cut between words where it is longer than any sentence."""
    text = unit.text
    while len(text) > LONGEST_SENTENCE:
        cut = text.rfind(" ", 1, LONGEST_SENTENCE)
        cut = cut if cut > 0 else LONGEST_SENTENCE
        yield _Unit(text[:cut], unit.joint, header=unit.header, row=unit.row)
        text = text[cut:].lstrip()
    yield _Unit(text, unit.joint, header=unit.header, row=unit.row)


def _length(units: list[_Unit]) -> int:
    return sum(len(unit.text) + len(unit.joint) for unit in units)


def _joined(units: list[_Unit]) -> str:
    """The text of a passage; a table header stands once before the first of its rows."""
    pieces: list[str] = []
    header = ""
    for unit in units:
        if unit.header and unit.header != header:
            pieces.append(("\n\n" if pieces else "") + unit.header)
        pieces.append((unit.joint if pieces else "") + unit.text)
        header = unit.header
    return "".join(pieces).strip()


def _row_range(units: list[_Unit], sheet: str | None, first_row: int | None) -> str | None:
    """'Tabelle1, 2-41' where the section came from a sheet with row numbers, else None."""
    numbers = [unit.row for unit in units if unit.row is not None]
    if first_row is None or not numbers:
        return sheet
    span = f"{first_row + min(numbers)}-{first_row + max(numbers)}"
    return f"{sheet}, {span}" if sheet else span
