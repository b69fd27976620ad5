"""Cuts the sections of a document into passages.

A passage lies under one heading, never ends inside a sentence or a table row, and repeats the header of a table it
continues. Passages do not overlap: the heading path travels with each instead, which costs fewer tokens. It reads
no file and knows nothing of embedding.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

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
    row: int | None = None

    @property
    def length(self) -> int:
        return len(self.text) + len(self.joint)


@dataclass(frozen=True)
class _Block:
    """A paragraph, list or table, or a part of one. `header` is the head of a table, repeated over each part."""

    units: list[_Unit]
    header: str = ""

    @property
    def length(self) -> int:
        return self.header_length + sum(unit.length for unit in self.units)

    @property
    def header_length(self) -> int:
        return len(self.header) + 2 if self.header else 0

    @property
    def text(self) -> str:
        body = "".join(unit.joint + unit.text for unit in self.units)
        return f"\n\n{self.header}\n{body.lstrip()}" if self.header else body


class PassageSplitter(TextSplitter):
    """LangChain's text splitter over our rules; lengths in characters."""

    def __init__(self, *, longest: int = LONGEST) -> None:
        super().__init__(chunk_size=longest, chunk_overlap=0)
        self._longest = longest

    def split_text(self, text: str) -> list[str]:
        """The passages of one text."""
        return [_joined(blocks) for blocks in self._packed(text)]

    def split_documents(self, documents: Iterable[Document]) -> list[Document]:
        """The passages of all sections; metadata keeps headings and page and gains `rows` for tables."""
        return [passage for section in documents for passage in self._split_section(section)]

    def _split_section(self, section: Document) -> Iterator[Document]:
        metadata = section.metadata
        kept = {"headings": tuple(metadata.get("headings") or ()), "page": metadata.get("page")}
        for blocks in self._packed(section.page_content):
            rows = _row_range(blocks, metadata.get("sheet"), metadata.get("first_row"))
            yield Document(page_content=_joined(blocks), metadata={**kept, "rows": rows})

    def _packed(self, text: str) -> Iterator[list[_Block]]:
        """Blocks are kept together where they fit; a block too long is cut into even parts."""
        passage: list[_Block] = []
        length = 0
        for block in _blocks(text):
            if passage and length + block.length > self._longest:
                yield passage
                passage, length = [], 0
            *full, last = _even_parts(block, self._longest)
            yield from ([part] for part in full)
            passage.append(last)
            length += last.length
        if passage:
            yield passage


def _even_parts(block: _Block, longest: int) -> list[_Block]:
    room = max(longest - block.header_length, longest // 2)
    whole = sum(unit.length for unit in block.units)
    wanted = math.ceil(whole / max(1, math.ceil(whole / room)))
    parts: list[list[_Unit]] = [[]]
    length = 0
    for unit in block.units:
        if parts[-1] and (length >= wanted or length + unit.length > room):
            parts.append([])
            length = 0
        parts[-1].append(unit)
        length += unit.length
    return [_Block(units, block.header) for units in parts]


def _blocks(text: str) -> Iterator[_Block]:
    """Paragraphs, lists and tables."""
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        for is_table, group in groupby(lines, key=lambda line: line.lstrip().startswith("|")):
            together = list(group)
            yield _table(together) if is_table else _text("\n".join(together))


def _table(lines: list[str]) -> _Block:
    head = 2 if len(lines) > 1 and _TABLE_RULE.match(lines[1].strip()) else 0
    # A header longer than half a passage would drown the rows it is repeated over.
    repeated = head and len(lines[0]) + len(lines[1]) <= LONGEST // 2
    units = [_Unit(line, "\n", row=number if number >= 0 else None) for number, line in enumerate(lines, -head)]
    units[0] = replace(units[0], joint="\n\n")
    if not repeated:
        return _Block(_bounded(units))
    return _Block(_bounded(units[head:]), "\n".join(lines[:head]))


def _text(paragraph: str) -> _Block:
    units = []
    end_before = None
    for start, end in sentences(paragraph):
        between = paragraph[end_before:start] if end_before is not None else "\n\n"
        units.append(_Unit(paragraph[start:end], "\n" if "\n" in between and end_before is not None else between))
        end_before = end
    return _Block(_bounded(units))


def _bounded(units: list[_Unit]) -> list[_Unit]:
    """The units, those longer than any sentence cut between words."""
    bounded = []
    for unit in units:
        text = unit.text
        while len(text) > LONGEST_SENTENCE:
            cut = len(text[:LONGEST_SENTENCE].rsplit(None, 1)[0])
            bounded.append(replace(unit, text=text[:cut]))
            text = text[cut:].lstrip()
        bounded.append(replace(unit, text=text))
    return bounded


def _joined(blocks: list[_Block]) -> str:
    return "".join(block.text for block in blocks).strip()


def _row_range(blocks: list[_Block], sheet: str | None, first_row: int | None) -> str | None:
    """'Tabelle1, 2-41' where the section came from a sheet with row numbers, else None."""
    numbers = [unit.row for block in blocks for unit in block.units if unit.row is not None]
    if first_row is None or not numbers:
        return sheet
    span = f"{first_row + min(numbers)}-{first_row + max(numbers)}"
    return f"{sheet}, {span}" if sheet else span
