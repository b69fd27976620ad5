"""Reads AsciiDoc as text: headings, lists and tables recognised, attributes, comments and conditions dropped.

Both sides of a condition are kept, because the reader cannot know what is set; includes are not followed.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.library.formats.encodings import decode
from assistant.library.formats.front_matter import split_front_matter
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = ()

_HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*?)(?:[ \t]+\1)?[ \t]*")
_ATTRIBUTE = re.compile(r":[\w!][\w-]*!?:(?:\s.*)?")
_PREPROCESSOR = re.compile(r"(?:ifn?def|ifeval|endif|include|toc)::[^\[]*\[(.*)\]\s*")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?!\s*[xX* ]?\]\s).*\]\s*")
_FRAME = re.compile(r"(?:\*{4,}|={4,}|_{4,}|--|<{3,}|'{3,}|\*{3}|\+)\s*")
_VERBATIM = re.compile(r"(-{4,}|\.{4,}|`{3,}).*")
_DROPPED_BLOCK = re.compile(r"(/{4,}|\+{4,})\s*")
_TABLE = re.compile(r"([|,:!]={3,})\s*")
_BLOCK_TITLE = re.compile(r"\.([^\s.].*)")
_ITEM = re.compile(r"\s*(\*{1,5}|-|\.{1,5}|\d+\.)\s+(\S.*)")
_TERM = re.compile(r"(\S.*?)(?<!:)(?::{2,4}|;;)(?:\s+(.*))?")
_COLUMNS = re.compile(r"""cols\s*=\s*(?:"([^"]*)"|'([^']*)'|([^,\]]+))""")
_CELL = re.compile(r"(?:^|(?<=\s))(?:\d+(?:\.\d+)?[+*]|\.\d+\+)?[<^>]?(?:\.[<^>])?[adehlmsv]?(?<!\\)\|")
_LINK = re.compile(r"(?:link:|mailto:|xref:|(?=https?://))[^\s\[\]]{1,999}\[([^\]]{0,999})\]")
_IMAGE = re.compile(r"(?:image|video|icon):{1,2}[^\s\[]{1,999}\[([^\]]{0,999})\]")
_REFERENCE = re.compile(r"<<[^,>]{1,999}(?:,\s*([^>]{0,999}))?>>")
_FOOTNOTE = re.compile(r"\s*footnote(?:ref)?:\w*\[([^\]]{0,9999})\]")
_ANCHOR = re.compile(r"\[\[[^\[\]]{0,999}\]\]|anchor:\S{1,999}\[[^\]]{0,999}\]|pass:\w{0,99}\[([^\]]{0,999})\]")
_UNCONSTRAINED = re.compile(r"(\*\*|__|``|##)(?=\S)(.{1,999}?)(?<=\S)\1")
_CONSTRAINED = re.compile(r"(?<![\w*_`#])(?:\[[\w.#-]*\])?([*_`#])(?=\S)([^\n]{1,999}?)(?<=\S)\1(?![\w*_`#])")
_QUOTES = re.compile(r"([\"'])`(.{1,999}?)`\1", re.DOTALL)
_SOFT_BREAK = re.compile(r"(?<![ \t]\+)\n")
_HARD_BREAK = re.compile(r"[ \t]\+$", re.MULTILINE)


def read(path: Path) -> DocumentText:
    """The text of an AsciiDoc file."""
    return read_asciidoc(decode(path.read_bytes(), name="ADOC"))


def read_asciidoc(text: str) -> DocumentText:
    """The text of AsciiDoc given as a string; never raises."""
    metadata, body = split_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    reader = _Reader(iter(body.split("\n")))
    title = metadata.get("title")
    return DocumentText(title=title if isinstance(title, str) else None, sections=reader.sections(), metadata=metadata)


def _words(text: str) -> str:
    """Inline markup gives its words, link targets nothing."""
    text = _IMAGE.sub(lambda match: match[1].split(",")[0].strip("\"'"), text)
    text = _ANCHOR.sub(lambda match: match[1] or "", text)
    text = _LINK.sub(lambda match: match[1].rstrip("^") or match[0].partition("[")[0].removeprefix("link:"), text)
    text = _REFERENCE.sub(lambda match: match[1] or "", text)
    text = _FOOTNOTE.sub(r" (\1)", text)
    text = _QUOTES.sub(r"\1\2\1", text)
    text = _UNCONSTRAINED.sub(r"\2", text)
    return _HARD_BREAK.sub("", _CONSTRAINED.sub(r"\2", text))


class _Reader:
    """Goes through the lines once and collects paragraphs until something else begins."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._builder = SectionBuilder()
        self._open: list[str] = []
        self._item: tuple[int, str] | None = None
        self._columns: int | None = None

    def sections(self) -> tuple:
        for line in self._lines:
            self._line(line)
        self._close()
        return self._builder.sections()

    def _line(self, line: str) -> None:
        if not line.strip():
            self._close()
        elif block := _DROPPED_BLOCK.fullmatch(line):
            self._until(block[1])
        elif line.startswith("//") or _ATTRIBUTE.fullmatch(line):
            return
        elif condition := _PREPROCESSOR.fullmatch(line):
            if condition[1] and not condition[1].startswith(":"):
                self._open.append(condition[1])
        elif not self._block(line):
            self._text(line)

    def _block(self, line: str) -> bool:
        """Whether the line is a heading or begins or ends a block."""
        if heading := _HEADING.fullmatch(line):
            self._close()
            self._builder.end_list()
            self._builder.heading(len(heading[1]), _words(heading[2]))
        elif block := _VERBATIM.fullmatch(line):
            self._close()
            self._builder.code("\n".join(self._until(block[1])))
        elif block := _TABLE.fullmatch(line):
            self._close()
            self._builder.table(_rows(self._until(block[1]), self._columns))
            self._columns = None
        elif _FRAME.fullmatch(line):
            self._close()
        elif _BLOCK_ATTRIBUTES.fullmatch(line):
            self._close()
            columns = _COLUMNS.search(line)
            self._columns = _column_count(next(filter(None, columns.groups()))) if columns else self._columns
        else:
            return False
        return True

    def _text(self, line: str) -> None:
        title = _BLOCK_TITLE.fullmatch(line)
        item = _ITEM.fullmatch(line)
        if item:
            self._close()
            sign = item[1]
            self._item = (len(sign) - 1 if sign[0] in "*." else 0, sign if sign[0].isdigit() else "-")
            self._open.append(item[2])
        elif title and not self._open:
            self._builder.paragraph(_words(title[1]))
        elif (term := _TERM.fullmatch(line)) and not self._open:
            self._open.append(f"{term[1]}: {term[2] or ''}".strip())
        else:
            self._open.append(line.strip())

    def _until(self, end: str) -> list[str]:
        lines = []
        for line in self._lines:
            if line.rstrip() == end:
                break
            lines.append(line)
        return lines

    def _close(self) -> None:
        text = _words(_SOFT_BREAK.sub(" ", "\n".join(self._open)))
        if self._item and text:
            self._builder.item(text, depth=self._item[0], marker=self._item[1])
        else:
            self._builder.paragraph(text)
        self._open = []
        self._item = None


def _column_count(specification: str) -> int:
    """'1,2,2' and '3*' are three columns each."""
    parts = re.split(r"[,;]", specification.strip("\"' "))
    return sum(int(match[1]) if (match := re.match(r"\s*(\d{1,2})\*", part)) else 1 for part in parts)


def _rows(lines: list[str], columns: int | None) -> list[list[str]]:
    cells: list[str] = []
    for line in lines:
        found = [match.end() for match in _CELL.finditer(line)]
        if columns is None and found:
            columns = len(found)
        if not found and cells:
            cells[-1] += "\n" + line
        starts = [match.start() for match in _CELL.finditer(line)]
        for place, start in enumerate(found):
            end = starts[place + 1] if place + 1 < len(starts) else len(line)
            cells.append(line[start:end])
    width = columns or 1
    texts = [_words(cell.strip()).replace("\\|", "|") for cell in cells]
    return [texts[place : place + width] for place in range(0, len(texts), width)]
