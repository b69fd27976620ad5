"""The columns of a goal in a table or a text: their names in German and English, and what stands in their cells.

One list for CSV, XLSX and Markdown. Either language is understood on the way in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.goals.kpis import Worded
from assistant.goals.levels import (
    LEVEL_NAMES,
    METRIC_KIND_NAMES,
    STATUS_NAMES,
    Goal,
    GoalStatus,
    Level,
    MetricKind,
)
from assistant.language import LANGUAGES, fold
from assistant.spreadsheets import Cell, cell_text, day_in, number_in

# Field of a goal: heading of its column, in the order in which they stand.
COLUMNS = {
    "id": Worded("Nr.", "No."),
    "parent": Worded("Oberziel-Nr.", "Parent no."),
    "level": Worded("Ebene", "Level"),
    "text": Worded("Ziel", "Goal"),
    "owner": Worded("Verantwortlich", "Owner"),
    "status": Worded("Status", "Status"),
    "metric": Worded("Kennzahl", "Metric"),
    "metric_kind": Worded("Art der Kennzahl", "Kind of metric"),
    "unit": Worded("Einheit", "Unit"),
    "baseline": Worded("Ausgangswert", "Baseline"),
    "target": Worded("Zielwert", "Target"),
    "start": Worded("Beginn", "Start"),
    "end": Worded("Ende", "End"),
    "upkeep_until": Worded("Haltefrist", "Upkeep until"),
    "review": Worded("Nächstes Review", "Next review"),
    "project": Worded("Projekt", "Project"),
    "language": Worded("Sprache", "Language"),
    "notes": Worded("Notizen", "Notes"),
}
# What every goal has.
REQUIRED = ("level", "text")
_NUMBERS = ("id", "parent")
_VALUES = ("baseline", "target")
_DAYS = ("start", "end", "upkeep_until", "review")
_LANGUAGE_NAMES = {"de": Worded("Deutsch", "German"), "en": Worded("Englisch", "English")}
# How values are called, and what else people write for them.
_NAMES: dict[str, Mapping[str, Worded]] = {
    "level": LEVEL_NAMES,
    "status": STATUS_NAMES,
    "metric_kind": METRIC_KIND_NAMES,
    "language": _LANGUAGE_NAMES,
}
_ALSO: dict[str, Mapping[str, str]] = {
    "level": {
        "Missionsziel": Level.MISSION,
        "Mission goal": Level.MISSION,
        "Modellziel": Level.MODEL,
        "Analyseziel": Level.MODEL,
        "Analyse- oder Modellziel": Level.MODEL,
        "Model goal": Level.MODEL,
        "Analysis goal": Level.MODEL,
        "Analysis or model goal": Level.MODEL,
    },
    "status": {},
    "metric_kind": {
        "Geschäftskennzahl": MetricKind.BUSINESS,
        "Business KPI": MetricKind.BUSINESS,
        "Modellkennzahl": MetricKind.MODEL,
        "Model metric": MetricKind.MODEL,
    },
    "language": {},
}
_KINDS: dict[str, type[StrEnum]] = {"level": Level, "status": GoalStatus, "metric_kind": MetricKind}


@dataclass(frozen=True)
class Fault:
    """What cannot be read, and where: the row of a sheet or the line of a text, and the column ('' for all of it)."""

    row: int
    column: str
    reason: Worded

    def as_dict(self) -> dict[str, object]:
        """As `goal --json` prints it."""
        return {"row": self.row, "column": self.column, "de": self.reason.de, "en": self.reason.en}


class CellUnreadable(ValueError):
    """A cell says nothing that its column may say; `reason` tells what is allowed."""

    def __init__(self, german: str, english: str) -> None:
        super().__init__(english)
        self.reason = Worded(german, english)


def field_of(heading: str) -> str | None:
    """The field whose column has this heading in either language; None for a foreign one."""
    return _FIELDS.get(_plain(heading))


def language_of(headings: Iterable[str]) -> str:
    """The language of most headings; German where nothing decides."""
    plain = {_plain(heading) for heading in headings}
    differing = [worded for worded in COLUMNS.values() if worded.de != worded.en]
    german = sum(_plain(worded.de) in plain for worded in differing)
    return "en" if sum(_plain(worded.en) in plain for worded in differing) > german else "de"


def cell_of(goal: Goal, field: str, language: str) -> Cell:
    """What stands in the column of a field; None where the goal has nothing there."""
    value = getattr(goal, field)
    if field in _NAMES:
        worded = _NAMES[field].get(value)
        return worded[language] or None if worded else value
    return None if value == "" else value


def value_in(cell: Cell, field: str, language: str) -> object:
    """The value of a field out of its cell, None where the field keeps its default; `language` decides what a point in
    a number means. Raises CellUnreadable."""
    text = cell_text(cell, language)
    if field in REQUIRED and not text.strip():
        raise CellUnreadable("Die Zelle ist leer.", "The cell is empty.")
    if field in _NUMBERS:
        return _whole(cell, language)
    if field in _VALUES:
        return _number(cell, language)
    if field in _DAYS:
        return _day(cell)
    if field in _NAMES:
        return _named(text, field) if text.strip() else None
    return text


def named_level(text: str) -> Level | None:
    """The level with this name in either language."""
    return _VALUES_BY_NAME["level"].get(_plain(text))


def _number(cell: Cell, language: str) -> Decimal | None:
    try:
        return number_in(cell, language)
    except ValueError as error:
        example = Worded("8,5 oder 1.200", "8.5 or 1,200")
        raise CellUnreadable(
            f"„{cell}“ ist keine Zahl wie {example.de}.", f"“{cell}” is no number such as {example.en}."
        ) from error


def _whole(cell: Cell, language: str) -> int | None:
    number = _number(cell, language)
    if number is not None and (number != number.to_integral_value() or abs(number) >= 2**63):
        raise CellUnreadable(f"„{cell}“ ist keine ganze Zahl.", f"“{cell}” is no whole number.")
    return None if number is None else int(number)


def _day(cell: Cell) -> date | None:
    try:
        return day_in(cell)
    except ValueError as error:
        raise CellUnreadable(
            f"„{cell}“ ist kein Tag wie 31.03.2027 oder 2027-03-31.",
            f"“{cell}” is no day such as 2027-03-31 or 31.03.2027.",
        ) from error


def _named(text: str, field: str) -> str:
    found = _VALUES_BY_NAME[field].get(_plain(text))
    if found is None:
        german, english = (
            ", ".join(worded[language] for worded in _NAMES[field].values() if worded[language])
            for language in LANGUAGES
        )
        raise CellUnreadable(
            f"„{text}“ ist nicht bekannt. Erlaubt: {german}.", f"“{text}” is unknown. Allowed: {english}."
        )
    return found


def _plain(name: str) -> str:
    """Without case, accents, points and hyphens: 'Oberziel-Nr.' and 'oberziel nr' are the same."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(name)).split())


def _by_name(field: str) -> dict[str, str]:
    kind = _KINDS.get(field, str)
    names = {_plain(value): value for value in _NAMES[field]}
    names |= {_plain(worded[language]): value for value, worded in _NAMES[field].items() for language in LANGUAGES}
    names |= {_plain(name): value for name, value in _ALSO[field].items()}
    return {name: kind(value) for name, value in names.items()}


_FIELDS = {_plain(worded[language]): field for field, worded in COLUMNS.items() for language in LANGUAGES}
_VALUES_BY_NAME = {field: _by_name(field) for field in _NAMES}
