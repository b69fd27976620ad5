"""Reads reStructuredText as text: headings by their underlines, roles and links by their words.

Grid and simple tables become pipe tables; directives that only steer the layout are dropped, and what other
directives frame stays. It is no full parser: substitutions and includes are not followed.
"""

import re
import textwrap
from pathlib import Path

from assistant.library.formats.encodings import decode
from assistant.library.formats.front_matter import split_front_matter
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = ()

_UNDERLINE = re.compile(r"([=\-~^\"'`#*+:.<>_!$%&,/;?@\\|])\1{2,}\s*")
_GRID_RULE = re.compile(r"\s*\+(?:[-=]+\+)+\s*")
_SIMPLE_RULE = re.compile(r"\s*=+(?:\s+=+)+\s*")
_DIRECTIVE = re.compile(r"(\s*)\.\.(?:\s+(?:([\w-]+)::\s*(.*)|.*))?")
_CODE = frozenset({"code", "code-block", "sourcecode", "parsed-literal", "literalinclude"})
_SILENT = frozenset(
    "image include toctree contents index raw highlight meta default-role role sectnum target only".split()
)
_OPTION = re.compile(r"\s+:[\w-]+:.*")
_ITEM = re.compile(r"(\s*)(?:[-*+•]|(\d+|#)[.)])\s+(.*)")
_ROLE_TARGET = re.compile(r"(?::[\w:+.-]+:)?`([^`<]{1,999}?)\s*<[^`>]{0,999}>`_{0,2}")
_ROLE = re.compile(r"(?::[\w:+.-]+:)?`([^`]{1,999})`_{0,2}")
_STRONG = re.compile(r"\*{1,2}(\S(?:[^*\n]{0,999}\S)?)\*{1,2}")
_SOFT_BREAK = re.compile(r"\n(?!\| )")
_LITERAL = re.compile(r"``([^`]{1,999})``")


def read(path: Path) -> DocumentText:
    """The text of an RST file."""
    return read_restructured(decode(path.read_bytes(), name="RST"))


def read_restructured(text: str) -> DocumentText:
    """The text of reStructuredText given as a string; never raises."""
    metadata, body = split_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    reader = _Reader(body.expandtabs(4).split("\n"))
    title = metadata.get("title")
    return DocumentText(title=title if isinstance(title, str) else None, sections=reader.sections(), metadata=metadata)


def _words(text: str) -> str:
    """Inline markup gives its words, link targets nothing."""
    text = _ROLE_TARGET.sub(r"\1", _LITERAL.sub(r"\1", text))
    return _STRONG.sub(r"\1", _ROLE.sub(r"\1", text))


class _Reader:
    """Goes through the lines once; `_place` is the next line to read."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._place = 0
        self._levels: list[tuple[str, bool]] = []
        self._builder = SectionBuilder()

    def sections(self) -> tuple:
        while self._place < len(self._lines):
            line = self._lines[self._place]
            if not line.strip():
                self._place += 1
            elif not self._heading() and not self._table():
                self._text(line)
        return self._builder.sections()

    def _line(self, offset: int) -> str:
        place = self._place + offset
        return self._lines[place] if place < len(self._lines) else ""

    def _heading(self) -> bool:
        first, second, third = self._line(0), self._line(1), self._line(2)
        over = _UNDERLINE.fullmatch(first)
        if over and second.strip() and third.rstrip() == first.rstrip():
            self._open(second, (over[1], True), 3)
            return True
        under = _UNDERLINE.fullmatch(second)
        if under and not over and not first[:1].isspace() and len(second.rstrip()) >= len(first.rstrip()) - 2:
            self._open(first, (under[1], False), 2)
            return True
        return False

    def _open(self, title: str, style: tuple[str, bool], length: int) -> None:
        if style not in self._levels:
            self._levels.append(style)
        self._builder.heading(self._levels.index(style) + 1, _words(title.strip()))
        self._place += length

    def _table(self) -> bool:
        line = self._line(0)
        if _GRID_RULE.fullmatch(line):
            self._builder.table(_grid_rows(self._block()))
            return True
        if _SIMPLE_RULE.fullmatch(line):
            self._builder.table(_simple_rows(self._block(), line))
            return True
        return False

    def _block(self) -> list[str]:
        lines = []
        while self._place < len(self._lines) and self._line(0).strip():
            lines.append(self._line(0))
            self._place += 1
        return lines

    def _text(self, line: str) -> None:
        if directive := _DIRECTIVE.fullmatch(line):
            self._directive(directive)
        elif _ITEM.fullmatch(line):
            self._items()
        elif _UNDERLINE.fullmatch(line):
            self._place += 1
        else:
            lines = self._paragraph()
            literal = lines[-1].endswith("::")
            lines[-1] = lines[-1].removesuffix("::").rstrip() + ":" if literal else lines[-1]
            self._builder.paragraph(_words(_SOFT_BREAK.sub(" ", "\n".join(lines))))
            if literal:
                self._builder.code(textwrap.dedent("\n".join(self._indented(0))))

    def _paragraph(self) -> list[str]:
        lines = [self._line(0).strip()]
        self._place += 1
        while self._line(0).strip() and not _ITEM.fullmatch(self._line(0)) and not _DIRECTIVE.fullmatch(self._line(0)):
            lines.append(self._line(0).strip())
            self._place += 1
        return lines

    def _items(self) -> None:
        while match := _ITEM.fullmatch(self._line(0)):
            self._place += 1
            lines = [match[3]]
            while self._line(0).strip() and self._line(0)[:1] == " " and not _ITEM.fullmatch(self._line(0)):
                lines.append(self._line(0).strip())
                self._place += 1
            marker = f"{match[2]}." if match[2] and match[2] != "#" else "-"
            self._builder.item(_words(" ".join(lines)), depth=len(match[1]) // 2, marker=marker)
            if not self._line(0).strip() and _ITEM.fullmatch(self._line(1)):
                self._place += 1
        self._builder.end_list()

    def _directive(self, match: re.Match[str]) -> None:
        """`.. name:: argument` with its indented block; without a name it is a comment or a target."""
        self._place += 1
        name, argument = match[2], match[3]
        if name and name not in _SILENT and name not in _CODE:
            # A note or a figure: its text is text, so only the frame goes.
            self._builder.paragraph(_words(argument or ""))
            while _OPTION.fullmatch(self._line(0)):
                self._place += 1
            return
        body = self._indented(len(match[1]))
        if name in _CODE:
            kept = [line for line in body if not _OPTION.fullmatch(line)]
            self._builder.code(textwrap.dedent("\n".join(kept)), language=argument or "")

    def _indented(self, depth: int) -> list[str]:
        body = []
        while self._place < len(self._lines):
            line = self._line(0)
            if line.strip() and len(line) - len(line.lstrip()) <= depth:
                break
            body.append(line)
            self._place += 1
        return body


def _grid_rows(lines: list[str]) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    for line in lines:
        if _GRID_RULE.fullmatch(line):
            rows.append([])
            continue
        cells = [_words(cell.strip()) for cell in line.strip().strip("|").split("|")]
        row = rows[-1]
        row.extend([""] * (len(cells) - len(row)))
        for place, cell in enumerate(cells):
            row[place] = f"{row[place]} {cell}".strip()
    return rows


def _simple_rows(lines: list[str], rule: str) -> list[list[str]]:
    starts = [match.start() for match in re.finditer(r"=+", rule)]
    ends = [*starts[1:], None]
    rows = []
    for line in lines:
        if not re.fullmatch(r"[\s=-]+", line):
            rows.append([_words(line[start:end].strip()) for start, end in zip(starts, ends, strict=True)])
    return rows
