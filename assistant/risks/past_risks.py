"""What earlier projects saw: rows of risk lists, lessons and sentences of notes, out of passages a search has found.

Takes passages as they are and opens nothing. Which catalogue risk such a finding is about is decided in `matching`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.extracting import passage_sentences
from assistant.lessons.cards import cards
from assistant.lessons.risk_draft import risk_draft
from assistant.passages import Kind, Passage
from assistant.risks.columns import RISK_COLUMNS, value_in
from assistant.risks.noted_risks import NotedRisk, Told, noted_risks
from assistant.risks.register import Rating, RiskStatus
from assistant.table_columns import CellUnreadable

# A list that says in passing that something has happened: "wie im Juli 2024", "as on 13 January 2026".
_HAPPENED = re.compile(
    r"\b(?:wie (?:im|am|in|von|vom|beim)|as (?:on|in|happened))\b[^.;|]*\b(?:19|20)\d\d\b|\b(?:eingetreten|occurred)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)-\d\d")
_RULE = re.compile(r"\|[\s:|-]+\|?")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_ADVICE = re.compile(
    r"empfehlung|recommendation|maßnahme|was wir .*ändern|next time|do differently|nächste", re.IGNORECASE
)

# Letters of a passage that are compared: more take longer and say little more.
_COMPARED = 450
# A passage of fewer letters is a remark, no account of what happened.
_SUBSTANCE = 110


@dataclass(frozen=True)
class PastRisk:
    """A risk that an earlier project listed, noted, or learned a lesson from. `happened` says that it came true there.
    `texts` say what it is about, the first one shortest; `quote` are words of the passage, and so are event, cause and
    effect, each '' where nothing tells it."""

    text: str
    passage: Passage
    quote: str
    happened: bool
    event: str = ""
    cause: str = ""
    effect: str = ""
    measure: str = ""
    owner: str = ""
    rating: Rating | None = None
    about: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year of the document, by its name and else by its date; '' where neither tells."""
        named = _YEAR.search(self.passage.document.rsplit("/", 1)[-1])
        return named[1] if named else (self.passage.date or "")[:4]

    @property
    def texts(self) -> tuple[str, ...]:
        """What to compare with other risks."""
        return (self.text, *self.about)


def past_risks(passages: Iterable[Passage]) -> list[PastRisk]:
    """The risks of risk lists, notes and lessons, each once; of a lesson several passages make one."""
    rows: list[PastRisk] = []
    lessons: dict[str, list[Passage]] = {}
    for passage in {passage.id: passage for passage in passages}.values():
        if passage.kind is Kind.LESSON:
            lessons.setdefault(passage.document, []).append(passage)
        elif passage.kind is Kind.RISK:
            rows += _rows(passage)
        elif passage.kind is Kind.NOTE:
            rows += map(_noted, noted_risks(passage))
    return rows + [lesson(found) for found in lessons.values()]


# --- risk lists ---


def _rows(passage: Passage) -> Iterator[PastRisk]:
    """The rows of the tables in a passage that have a column for the risk; text without one gives nothing."""
    fields: list[str | None] = []
    for line in passage.text.splitlines():
        line = line.strip()
        if not line.startswith("|"):
            fields = []
        elif not fields:
            fields = [RISK_COLUMNS.field_of(cell) for cell in _cells(line)]
        elif "text" in fields and not _RULE.fullmatch(line):
            cells = {name: cell for name, cell in zip(fields, _cells(line), strict=False) if name and cell}
            if cells.get("text"):
                yield _row(cells, passage)


def _cells(line: str) -> list[str]:
    return [cell.strip().replace(r"\|", "|") for cell in _CELL_BORDER.split(line.strip().strip("|"))]


def _row(cells: Mapping[str, str], passage: Passage) -> PastRisk:
    read = {name: _value(cells, name, passage.language) for name in ("likelihood", "impact", "status")}
    likelihood, impact = read["likelihood"], read["impact"]
    rated = isinstance(likelihood, int) and isinstance(impact, int)
    said = [cells[name] for name in ("text", "cause", "effect") if name in cells]
    return PastRisk(
        text=cells["text"],
        passage=passage,
        quote="; ".join(said),
        happened=read["status"] is RiskStatus.OCCURRED or bool(_HAPPENED.search(" | ".join(said))),
        cause=cells.get("cause", ""),
        effect=cells.get("effect", ""),
        measure=cells.get("measure", ""),
        owner=cells.get("owner", ""),
        rating=Rating(likelihood, impact) if rated else None,
        about=(". ".join(said),),
    )


def _value(cells: Mapping[str, str], name: str, language: str) -> object:
    """What a cell says; None where it cannot be read: a list of somebody's is no import, the rest of it counts."""
    try:
        return value_in(cells[name], name, language) if name in cells else None
    except CellUnreadable:
        return None


# --- notes ---


def _noted(noted: NotedRisk) -> PastRisk:
    """A sentence of a note; its heading helps to tell what it is about."""
    about = ". ".join(filter(None, [*noted.passage.headings[-1:], noted.before, noted.text]))
    return PastRisk(
        text=noted.text,
        passage=noted.passage,
        quote=noted.text,
        happened=noted.told is Told.HAPPENED,
        about=(about,),
    )


# --- lessons ---


def lesson(passages: Sequence[Passage]) -> PastRisk:
    """The past risk that the passages of one lesson tell of, the best one first. Advice under its own heading becomes
    the measure; event, cause and effect are the sentences that the draft of a risk finds."""
    advice = [passage for passage in passages if _ADVICE.search((passage.headings or ("",))[-1])]
    told = [passage for passage in passages if passage not in advice and len(passage.text) >= _SUBSTANCE] or list(
        passages
    )
    measures = [sentence for passage in advice for sentence in passage_sentences(passage.text)]
    quotes = passage_sentences(told[0].text)
    found = cards(sorted(passages, key=lambda passage: passage.position))
    draft = risk_draft(found[0][0]) if len(found) == 1 else None
    event, cause, effect = (draft.event, draft.cause, draft.effect) if draft else (None, None, None)
    return PastRisk(
        text=told[0].title,
        passage=told[0],
        quote=quotes[0] if quotes else told[0].title,
        happened=True,
        event=event.text if event else "",
        cause=cause.text if cause else "",
        effect=effect.text if effect else "",
        measure=measures[0] if measures else "",
        about=tuple(f"{passage.title}. {passage.text[:_COMPARED]}" for passage in passages[:2]),
    )
