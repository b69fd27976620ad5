"""Passages of lessons and minutes → cards: situation, cause, lesson, recommendation.

The parts come from headings ("Situation", "What happened"), from labels in front of a text ("Lehre: …") or from the
columns of a table, one card a row. Text that names no part becomes a card without parts; which sentences of it are
shown is decided by whoever searched. Nothing is reworded.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.extracting import readable
from assistant.lessons.card import Card, Part, Quote
from assistant.lessons.part_names import labels, part_named
from assistant.lessons.subjects import phases_of, topics_of
from assistant.manifest import StoredDocument
from assistant.passages import Passage
from assistant.sentences import sentences

_LIST_ITEM = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+", re.M)
_TABLE_RULE = re.compile(r"^\|(?:\s*:?-{2,}:?\s*\|)+\s*$")
_TITLE_COLUMN = re.compile(r"title|titel|thema|topic|subject|betreff|name|risiko|risk", re.I)
_LONGEST_TITLE = 80
# A text above the first lesson of fewer characters is a note ("invented example"), no lesson of its own.
_SHORT_HEAD = 200
Pieces = list[tuple[Part, Quote]]


@dataclass
class _Place:
    """What the passages of a document give to one card, while it is put together."""

    title: str
    pieces: Pieces = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


def cards(
    passages: Sequence[Passage], attributes: Mapping[str, object] | None = None
) -> list[tuple[Card, list[Passage]]]:
    """The cards of one document in reading order, each with its passages. `attributes` is the front matter of the
    document: its phase and topics count before what the words say."""
    found: dict[str, _Place] = {}
    for passage in passages:
        for key, title, pieces in _placed(passage):
            place = found.setdefault(key, _Place(title))
            place.pieces += pieces
            place.passages.append(passage)
    return [
        (_card(key, place, attributes or {}), place.passages)
        for key, place in found.items()
        if place.pieces or not _is_head(place.passages, found)
    ]


def outline(document: StoredDocument) -> Card:
    """What is known of a document's lessons without reading its text: title and front matter."""
    attributes = document.attributes or {}
    return Card(
        key=document.name,
        title=document.title,
        document=document.name,
        project=document.project,
        kind=document.kind,
        date=document.date,
        language=document.language,
        phases=phases_of(attributes, document.title),
        topics=topics_of(attributes, document.title),
    )


def items(text: str) -> list[str]:
    """The points of a list, or the sentences of a text without one, fit to be read alone."""
    starts = [match.start() for match in _LIST_ITEM.finditer(text)]
    if not starts:
        return [readable(text[start:end]) for start, end in sentences(text)]
    lead = [readable(text[start:end]) for start, end in sentences(text[: starts[0]])]
    ends = [*starts[1:], len(text)]
    points = [readable(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    return [point for point in [*lead, *points] if point and not point.endswith(":")]


def table_rows(text: str) -> list[dict[str, str]]:
    """The rows of a Markdown table as column → cell; none where the text holds no table."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("|")]
    if len(lines) < 3 or not _TABLE_RULE.match(lines[1]):
        return []
    header = _cells(lines[0])
    rows = [_cells(line) for line in lines[2:] if not _TABLE_RULE.match(line)]
    return [dict(zip(header, row, strict=False)) for row in rows]


def _placed(passage: Passage) -> list[tuple[str, str, Pieces]]:
    """The cards a passage belongs to: key, title and what it gives each."""
    rows = [row for row in table_rows(passage.text) if _tells(row)]
    if rows:
        return [(f"{passage.id}/{number}", *_of_row(row, passage)) for number, row in enumerate(rows)]
    part = part_named(passage.headings[-1]) if passage.headings else None
    above = passage.headings[:-1] if part else passage.headings
    labelled = [] if part else labels(passage.text)
    pieces = [(part, quote) for quote in _quotes(passage.text, part, passage)] if part else []
    return [(" › ".join(above), _title(above, passage), pieces or _labelled_pieces(passage, labelled))]


def _title(headings: Sequence[str], passage: Passage) -> str:
    """The innermost heading that names no part."""
    return next((heading for heading in reversed(headings) if not part_named(heading)), passage.title)


def _tells(row: dict[str, str]) -> bool:
    """Whether the columns are those of a list of lessons: a lesson or recommendation beside something else."""
    named = {part for column in row if (part := part_named(column))}
    return bool(named & {Part.LESSON, Part.RECOMMENDATION}) and len(row) > 1


def _of_row(row: dict[str, str], passage: Passage) -> tuple[str, Pieces]:
    """Title and pieces of a table's row; without a column for the title, its first cell of a part begins it."""
    parts = ((part_named(column), cell) for column, cell in row.items())
    pieces = [(part, Quote(readable(cell), passage)) for part, cell in parts if part and cell]
    named = [cell for column, cell in row.items() if _TITLE_COLUMN.fullmatch(column) and cell]
    title = readable(named[0]) if named else pieces[0][1].text if pieces else passage.title
    return (title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"), pieces


def _labelled_pieces(passage: Passage, labelled: Sequence[tuple[int, int, Part]]) -> Pieces:
    bounds = [*(start for start, _, _ in labelled), len(passage.text)]
    return [
        (part, quote)
        for (_, start, part), end in zip(labelled, bounds[1:], strict=True)
        for quote in _quotes(passage.text[start:end], part, passage)
    ]


def _quotes(text: str, part: Part, passage: Passage) -> list[Quote]:
    """Recommendations point by point, since each can be followed alone; other parts as they stand."""
    texts = items(text) if part is Part.RECOMMENDATION else [_running(text)]
    return [Quote(each, passage) for each in texts if each]


def _running(text: str) -> str:
    return " ".join(items(text)) if _LIST_ITEM.search(text) else readable(text)


def _is_head(mine: Sequence[Passage], found: Iterable[str]) -> bool:
    """Whether the passages only stand above cards: a note under the title, before the first lesson."""
    own = " › ".join(mine[0].headings)
    return any(key.startswith(f"{own} › ") for key in found) and sum(len(p.text) for p in mine) < _SHORT_HEAD


def _card(key: str, place: _Place, attributes: Mapping[str, object]) -> Card:
    first = place.passages[0]
    text = "\n".join([place.title, *(passage.text for passage in place.passages)])
    return Card(
        key=f"{first.document}#{key}",
        title=place.title,
        document=first.document,
        project=first.project,
        kind=first.kind,
        date=first.date,
        language=first.language,
        parts=tuple((part, quotes) for part in Part if (quotes := _of_part(place.pieces, part))),
        phases=phases_of(attributes, text),
        topics=topics_of(attributes, text),
    )


def _of_part(pieces: Pieces, part: Part) -> tuple[Quote, ...]:
    return tuple(quote for other, quote in pieces if other is part)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
