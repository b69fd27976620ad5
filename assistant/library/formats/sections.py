"""What every reader returns, and how it is put together: text in light Markdown under a path of headings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from langchain_core.documents import Document

from assistant.library.formats.cleaning import clean, one_line

_ATTRIBUTES = re.compile(r"\s*\{\s*[#.:][^{}]*\}\s*$")
_ANCHOR = re.compile(r"\s*[¶🔗]+\s*$")


@dataclass(frozen=True)
class DocumentText:
    """The text of one document.

    `title`: front matter title, else document property, else first heading, else None.
    `sections`: LangChain documents in reading order. page_content is light Markdown without its heading line:
    paragraphs apart by a blank line, list items as '- ' or '1. ' lines, tables as pipe tables. metadata holds
    `headings` (list, outermost first), `page` (PDF page or slide, from 1), `sheet`, and `first_row` (number in
    the file of the table's first data row).
    `metadata`: front matter or file properties, keys lower case; `date` is ISO 8601. Authors are left out.
    `pages` and `pages_without_text`: PDF pages or slides, from 1.
    """

    title: str | None = None
    sections: tuple[Document, ...] = ()
    metadata: dict[str, str | list[str]] = field(default_factory=dict)
    pages: int | None = None
    pages_without_text: tuple[int, ...] = ()


def section(
    text: str,
    *,
    headings: Sequence[str] = (),
    page: int | None = None,
    sheet: str | None = None,
    first_row: int | None = None,
) -> Document:
    """One section in the shape that DocumentText promises."""
    metadata = {"headings": list(headings), "page": page, "sheet": sheet, "first_row": first_row}
    return Document(page_content=text, metadata=metadata)


def pipe_table(rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first row is its header. Empty rows and columns are dropped; '' where nothing is left.

    Line breaks in cells become spaces, pipes are escaped.
    """
    cells = [[one_line(cell).replace("|", r"\|") for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    width = max((len(row) for row in cells), default=0)
    kept = [column for column in range(width) if any(column < len(row) and row[column] for row in cells)]
    lines = ["| " + " | ".join(row[c] if c < len(row) else "" for c in kept) + " |" for row in cells]
    if lines:
        lines.insert(1, "|" + " --- |" * len(kept))
    return "\n".join(lines)


def clean_heading(text: str) -> str:
    """The heading on one line, without attributes such as {#id} and without anchor signs."""
    return _ANCHOR.sub("", _ATTRIBUTES.sub("", one_line(text)))


class SectionBuilder:
    """Collects headings, paragraphs, list items and tables in reading order and hands out the sections.

    A heading with nothing beneath it is kept as a paragraph of the section it stands in, so no word is lost.
    """

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []
        self._blocks: list[str] = []
        self._in_list = False
        self._depth = 0  # of the last list item
        self._bare = False  # the last heading has no text beneath it yet
        self._page: int | None = None
        self._finished: list[tuple[list[str], int | None, list[str]]] = []

    def heading(self, level: int, text: str) -> None:
        """Opens a section; `level` 1 is outermost after a document title at level 0."""
        title = clean_heading(text)
        if not title:
            return
        if self._bare and level <= self._path[-1][0]:
            self._demote_last_heading()
        self._flush()
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, title))
        self._bare = True

    def paragraph(self, text: str) -> None:
        """Adds text that may hold single line breaks."""
        self._add(clean(text).strip())

    def item(self, text: str, *, depth: int = 0, marker: str = "-") -> None:
        """Adds a list item; items in a row stand together."""
        lines = [line for line in clean(text).strip().split("\n") if line.strip()]
        if not lines:
            return
        # No deeper than one below the item before, so that a list never begins indented.
        self._depth = min(depth, self._depth + 1 if self._in_list else 0, 8)
        indent = "  " * self._depth
        block = f"{indent}{marker} " + f"\n{indent}  ".join(line.strip() for line in lines)
        if self._in_list:
            self._blocks[-1] += "\n" + block
        else:
            self._add(block)
        self._in_list = True

    def continuation(self, text: str) -> None:
        """Adds a further paragraph to the last list item; without one it is a paragraph of its own."""
        lines = [line.strip() for line in clean(text).strip().split("\n") if line.strip()]
        if self._in_list and lines:
            indent = "  " * (self._depth + 1)
            self._blocks[-1] += "".join(f"\n{indent}{line}" for line in lines)
        else:
            self.paragraph(text)

    def table(self, rows: Iterable[Sequence[str]]) -> None:
        """Adds a table whose first row is its header; a table of one cell is a paragraph."""
        rows = [list(row) for row in rows]
        filled = [cell for row in rows for cell in row if cell.strip()]
        if len(filled) == 1:
            self.paragraph(filled[0])
        else:
            self._add(pipe_table(rows))

    def code(self, text: str, *, language: str = "") -> None:
        """Adds text whose layout counts, between fences."""
        body = clean(text)
        if body.strip():
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", body) or ["``"]))
            self._add(f"{fence}{one_line(language)}\n{body}\n{fence}")

    def end_list(self) -> None:
        """The next item starts a new list."""
        self._in_list = False

    def start_page(self, number: int) -> None:
        """What follows stands on this page, under the headings that are open."""
        self._flush()
        self._page = number

    def close_headings(self) -> None:
        """What follows stands under no heading."""
        if self._bare:
            self._demote_last_heading()
        self._flush()
        self._path = []

    def sections(self) -> tuple[Document, ...]:
        """Everything collected so far; what follows on each other under the same headings is one section."""
        if self._bare:
            self._demote_last_heading()
        self._flush()
        return tuple(
            section("\n\n".join(blocks), headings=headings, page=page) for headings, page, blocks in self._finished
        )

    def _add(self, block: str) -> None:
        if block.strip():
            self._blocks.append(block)
            self._bare = self._in_list = False

    def _demote_last_heading(self) -> None:
        _, title = self._path.pop()
        self._add(title)

    def _flush(self) -> None:
        blocks, self._blocks = self._blocks, []
        self._in_list = False
        if not blocks:
            return
        headings = [title for _, title in self._path]
        if self._finished and self._finished[-1][:2] == (headings, self._page):
            self._finished[-1][2].extend(blocks)
        else:
            self._finished.append((headings, self._page, blocks))
