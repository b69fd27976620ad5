"""Turns text from documents and models into HTML that is safe to show.

Everything is escaped; the only tags are ours. Headings, lists, tables and paragraphs are laid out, bold and code
marks are dropped. Links, images and HTML stay visible as the text they are and never become active.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

Span = tuple[int, int]
# Gets the number of a citation, returns its HTML; None leaves the mark as text.
Cite = Callable[[int], str | None]

_MARKUP = re.compile(r"\*\*|__|`+")
_CITATION = re.compile(r"\[(\d{1,3})\]")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_ITEM = re.compile(r"\s*(?:[-*•]|(\d{1,3})[.)])\s+")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*$")
_NOWHERE: Span = (0, 0)


def prose(text: str, *, marks: Sequence[Span] = (), cite: Cite = lambda number: None) -> str:
    """A text as HTML blocks; the characters of `marks` stand inside <mark>, citations become what `cite` returns."""
    html: list[str] = []
    open_block = ""
    for block, line in _lines(text, _Inline(text, marks, cite)):
        if block != open_block:
            html.append(_END.get(open_block, "") + _START.get(block, ""))
            open_block = block
        elif block == "p":
            html.append("\n")
        html.append(line)
    return "".join([*html, _END.get(open_block, "")])


def plain(text: str) -> str:
    """A text on one line without markup, not escaped."""
    lines = [_ITEM.sub("", _HEADING.sub("", _QUOTE.sub("", line))) for line in text.splitlines()]
    kept = [line for line in lines if not (line.strip() and _TABLE_RULE.match(line))]
    return " ".join(_MARKUP.sub("", " ".join(kept)).replace("|", " ").split())


def excerpt(text: str, *, marks: Sequence[Span] = (), before: int = 90, length: int = 320) -> str:
    """A piece of a text around the first marked characters as inline HTML, cut between words."""
    marks = _joined(marks)
    first = marks[0] if marks else _NOWHERE
    start = 0 if first[0] <= before else _word_end(text, first[0] - before)
    end = len(text)
    if end - start > length:
        end = max(_word_end(text, start + length), min(first[1], start + 900))
    pieces = [(escape(plain(text[a:b])), marked) for a, b, marked in _cut(start, end, marks)]
    words = " ".join(f"<mark>{piece}</mark>" if marked else piece for piece, marked in pieces if piece)
    return ("… " if start else "") + words + (" …" if end < len(text) else "")


def find_quote(text: str, quote: str) -> Span:
    """Where a quote stands in a text, (0, 0) where it does not; white space may differ."""
    words = quote.split()
    if not words:
        return _NOWHERE
    found = re.search(r"\s+".join(re.escape(word) for word in words), text)
    return found.span() if found else _NOWHERE


_START = {"p": "<p>", "li": "<ul>", "table": '<div class="scroll"><table>', "quote": "<blockquote>"}
_END = {"p": "</p>", "li": "</ul>", "table": "</table></div>", "quote": "</blockquote>"}


def _lines(text: str, inner: "_Inline") -> Iterator[tuple[str, str]]:
    """Each line as (block it belongs to, HTML); an empty line ends the block."""
    offset = 0
    rows = 0
    for line in text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        block, content = _block_of(line)
        rows = rows + 1 if block == "table" else 0
        if block == "rule":
            continue
        if block == "":
            yield "", ""
            continue
        if block == "table":
            yield block, _row(inner, start, start + len(line), header=rows == 1 and _rule_follows(text, offset))
        elif block == "heading":
            yield block, f"<h4>{inner.html(start + content, start + len(line))}</h4>"
        elif block == "li":
            yield block, _item(inner, line, start, content)
        elif block == "quote":
            yield block, inner.html(start + content, start + len(line)) + "<br>"
        else:
            yield block, inner.html(start, start + len(line))


def _block_of(line: str) -> tuple[str, int]:
    """The kind of block a line belongs to, and where its content starts."""
    if not line.strip():
        return "", 0
    if line.lstrip().startswith("|"):
        return ("rule" if _TABLE_RULE.match(line) else "table"), 0
    for block, pattern in (("heading", _HEADING), ("li", _ITEM), ("quote", _QUOTE)):
        if found := pattern.match(line):
            return block, found.end()
    return "p", 0


def _item(inner: "_Inline", line: str, start: int, content: int) -> str:
    found = _ITEM.match(line)
    ordinal = f'<span class="ordinal">{found[1]}.</span> ' if found and found[1] else ""
    return f"<li>{ordinal}{inner.html(start + content, start + len(line))}</li>"


def _row(inner: "_Inline", start: int, end: int, *, header: bool) -> str:
    line = inner.text[start:end]
    first = start + line.index("|") + 1
    last = start + len(line.rstrip())
    last = last - 1 if inner.text[last - 1] == "|" and last - 1 >= first else last
    cells, cell_start = [], first
    for place in range(first, last + 1):
        if place == last or inner.text[place] == "|":
            cells.append(inner.html(cell_start, place).strip())
            cell_start = place + 1
    tag = "th" if header else "td"
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def _rule_follows(text: str, offset: int) -> bool:
    return bool(_TABLE_RULE.match(text[offset:].split("\n", 1)[0])) if offset < len(text) else False


class _Inline:
    """Escapes ranges of one text, drops emphasis marks, sets <mark> and citations."""

    def __init__(self, text: str, marks: Sequence[Span], cite: Cite) -> None:
        self.text, self._marks, self._cite = text, _joined(marks), cite

    def html(self, start: int, end: int) -> str:
        """The characters from start to end as inline HTML."""
        pieces, place = [], start
        for found in re.compile(f"{_MARKUP.pattern}|{_CITATION.pattern}").finditer(self.text, start, end):
            cited = self._cite(int(found[1])) if found[1] else ""
            if cited is None:
                continue
            pieces += [self._escaped(place, found.start()), cited]
            place = found.end()
        return "".join([*pieces, self._escaped(place, end)])

    def _escaped(self, start: int, end: int) -> str:
        pieces = [(escape(self.text[a:b]), marked) for a, b, marked in _cut(start, end, self._marks)]
        return "".join(f"<mark>{piece}</mark>" if marked else piece for piece, marked in pieces)


def _joined(marks: Sequence[Span]) -> list[Span]:
    """Spans in order, without empty ones; those that touch or overlap are one."""
    joined: list[Span] = []
    for start, end in sorted(span for span in marks if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cut(start: int, end: int, marks: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """A range in pieces, (start, end, whether marked), none of them empty; `marks` are in order and apart."""
    place = start
    for mark in marks:
        left, right = max(place, mark[0]), min(end, mark[1])
        if left >= right:
            continue
        if place < left:
            yield place, left, False
        yield left, right, True
        place = right
    if place < end:
        yield place, end, False


def _word_end(text: str, place: int) -> int:
    """The next place at or after `place` where a word ends."""
    found = re.compile(r"\s|$").search(text, place)
    return found.start() if found else len(text)
