"""Reads CSV and TSV files: the delimiter is found by what makes the rows even, quoted cells may hold line breaks."""

import csv
import io
import re
from pathlib import Path

from assistant.library.formats.encodings import decode
from assistant.library.formats.regions import table_sections
from assistant.library.formats.sections import DocumentText

FAILURES: tuple[type[Exception], ...] = (csv.Error,)

# In this order where two fit equally: in German files the comma belongs to the numbers.
_DELIMITERS = ("\t", ";", "|", ",")
_NO_DELIMITER = "\x1f"
_LEAST_SHARE = 0.5  # of the rows that must have the same width
_UNQUOTED_FIT = 0.6  # what a delimiter counts for that does not go with the quotes
_SAMPLE_LINES = 200
_LONGEST_CELL = 10_000_000
_HINT = re.compile(r"\Asep=(.)\r?\n", re.I)  # Excel's own


def read(path: Path) -> DocumentText:
    """The table of a CSV file; metadata is empty."""
    return read_csv(decode(path.read_bytes(), name="CSV"))


def read_csv(text: str) -> DocumentText:
    """The table of CSV given as a string; `first_row` counts records from 1."""
    text = text.lstrip("\ufeff").replace("\0", "")
    hint = _HINT.match(text)
    body = text[hint.end() :] if hint else text
    rows = parse_rows(body, hint[1] if hint else find_delimiter(body))
    return DocumentText(sections=tuple(table_sections(enumerate(rows, start=2 if hint else 1))))


def find_delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one.

    Where none does, a character that no text holds: the file has a single column.
    """
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    best, best_share = _NO_DELIMITER, _LEAST_SHARE
    for delimiter in _DELIMITERS:
        rows = _quoted_rows(sample, delimiter)
        fit = 1.0 if rows is not None else _UNQUOTED_FIT
        widths = [len(row) for row in (rows if rows is not None else _plain_rows(sample, delimiter)) if row]
        wide = [width for width in widths if width > 1]
        if wide:
            usual = max(set(wide), key=wide.count)
            share = fit * wide.count(usual) / len(widths)
            if share > best_share:
                best, best_share = delimiter, share
    return best


def parse_rows(text: str, delimiter: str) -> list[list[str]]:
    """The rows; where the quotes do not match up, they are plain characters, so that nothing is lost."""
    rows = _quoted_rows(text, delimiter)
    return rows if rows is not None else _plain_rows(text, delimiter)


def _quoted_rows(text: str, delimiter: str) -> list[list[str]] | None:
    """None where the quotes do not match up."""
    csv.field_size_limit(_LONGEST_CELL)
    file = io.StringIO(text, newline="")
    try:
        return list(csv.reader(file, delimiter=delimiter, strict=True, skipinitialspace=True))
    except csv.Error:
        return None


def _plain_rows(text: str, delimiter: str) -> list[list[str]]:
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
