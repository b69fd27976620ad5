"""What a passage is: a piece of a document that can be found, cited and opened.

Pure facts; nothing here reads a file or searches.
"""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a document is for; decides how it is searched and shown."""

    METHODOLOGY = "methodology"
    NOTE = "note"
    LESSON = "lesson"
    RISK = "risk"
    OTHER = "other"


@dataclass(frozen=True)
class Passage:
    """A piece of a document, one to a few paragraphs under one heading.

    `document` is the name a person knows (path below the ingested folder), `page` a PDF page or slide number
    from 1, `rows` the place in a table ("Tabelle1, 2-41"), `date` an ISO date, `score` the strength of a hit
    (0 when the passage was not searched for).
    """

    id: str
    text: str
    document: str
    title: str
    headings: tuple[str, ...] = ()
    page: int | None = None
    rows: str | None = None
    project: str | None = None
    kind: Kind = Kind.OTHER
    date: str | None = None
    language: str = "de"
    position: int = 0
    score: float = 0.0

    @property
    def heading(self) -> str | None:
        """The heading path as one line, or None."""
        return " › ".join(self.headings) or None

    def as_dict(self) -> dict[str, object]:
        """The passage as `search --json` prints it."""
        return {
            "text": self.text,
            "document": self.document,
            "title": self.title,
            "project": self.project,
            "kind": str(self.kind),
            "date": self.date,
            "page": self.page,
            "rows": self.rows,
            "heading": self.heading,
            "score": round(self.score, 4),
        }


@dataclass(frozen=True)
class Filter:
    """Which passages a search may return: of this project, of one of these kinds, not older than an ISO date. None and
    no kind allow everything; undated passages fail `since`."""

    project: str | None = None
    _: KW_ONLY
    kinds: tuple[Kind, ...] = ()
    since: str | None = None

    def allows(self, passage: Passage) -> bool:
        """Whether the passage passes."""
        return (
            self.project in (None, passage.project)
            and (not self.kinds or passage.kind in self.kinds)
            and (self.since is None or (passage.date or "") >= self.since)
        )


EVERYTHING = Filter()
