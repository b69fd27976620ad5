"""The columns of a goal in a table or a text: their names in German and English, and what stands in their cells.

One list for CSV, XLSX and Markdown. Either language is understood on the way in.
"""

from assistant.goals.kpis import Worded
from assistant.goals.levels import LEVEL_NAMES, METRIC_KIND_NAMES, STATUS_NAMES, Goal, Level, MetricKind
from assistant.language import LANGUAGE_NAMES
from assistant.spreadsheets import Cell, cell_text
from assistant.table_columns import (
    CellUnreadable,
    Columns,
    NamedValues,
    day_of,
    number_of,
    whole_number_of,
)

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
GOAL_COLUMNS = Columns(COLUMNS, REQUIRED)
_NUMBERS = ("id", "parent")
_VALUES = ("baseline", "target")
_DAYS = ("start", "end", "upkeep_until", "review")
# How values are called, and what else people write for them.
LEVELS = NamedValues(
    LEVEL_NAMES,
    {
        "Missionsziel": Level.MISSION,
        "Mission goal": Level.MISSION,
        "Modellziel": Level.MODEL,
        "Analyseziel": Level.MODEL,
        "Analyse- oder Modellziel": Level.MODEL,
        "Model goal": Level.MODEL,
        "Analysis goal": Level.MODEL,
        "Analysis or model goal": Level.MODEL,
    },
)
_NAMED: dict[str, NamedValues] = {
    "level": LEVELS,
    "status": NamedValues(STATUS_NAMES),
    "metric_kind": NamedValues(
        METRIC_KIND_NAMES,
        {
            "Geschäftskennzahl": MetricKind.BUSINESS,
            "Business KPI": MetricKind.BUSINESS,
            "Modellkennzahl": MetricKind.MODEL,
            "Model metric": MetricKind.MODEL,
        },
    ),
    "language": NamedValues({code: Worded(*names) for code, names in LANGUAGE_NAMES.items()}),
}


def cell_of(goal: Goal, field: str, language: str) -> Cell:
    """What stands in the column of a field; None where the goal has nothing there."""
    value = getattr(goal, field)
    if field in _NAMED:
        return _NAMED[field].name_of(value, language) or None
    return None if value == "" else value


def value_in(cell: Cell, field: str, language: str) -> object:
    """The value of a field out of its cell, None where the field keeps its default; `language` decides what a point in
    a number means. Raises CellUnreadable."""
    text = cell_text(cell, language)
    if field in REQUIRED and not text.strip():
        raise CellUnreadable("Die Zelle ist leer.", "The cell is empty.")
    if field in _NUMBERS:
        return whole_number_of(cell, language)
    if field in _VALUES:
        return number_of(cell, language)
    if field in _DAYS:
        return day_of(cell)
    if field in _NAMED:
        return _NAMED[field].value_of(text) if text.strip() else None
    return text
