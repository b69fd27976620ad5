"""Readers of the training data: sentence pairs and (query, passage) sections, both gzipped, tab-separated.

Does not download, clean or shuffle anything: the files are used as they lie.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import NamedTuple


class Pair(NamedTuple):
    """One line of a two-column file: (German, English) of a pair file, (query, passage) of a section file."""

    first: str
    second: str


class MalformedLine(ValueError):
    """A line without exactly two non-empty columns."""


def read_pairs(path: Path) -> list[Pair]:
    """All lines of a gzipped two-column file, in the file's order.

    Raises MalformedLine with the line number, FileNotFoundError if there is no such file.
    """
    pairs: list[Pair] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            columns = line.rstrip("\n").split("\t")
            if len(columns) != 2 or not all(columns):
                raise MalformedLine(
                    f"{path}, line {number}: {len(columns)} columns, expected 2 with text; repair the line"
                )
            pairs.append(Pair(*columns))
    return pairs


def read_glossary(path: Path) -> list[Pair]:
    """All lines of a plain two-column file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Pair(*line.split("\t")) for line in lines]
