"""The columns of a risk in a table: their names in German and English, and what stands in their cells.

Holds the headings of the example lists that ship (id, risiko, ursache, auswirkung, wahrscheinlichkeit …) and others
that risk lists commonly have. Either language is understood on the way in.
"""

import re
from collections.abc import Callable

from assistant.goals.kpis import Worded
from assistant.language import LANGUAGE_NAMES
from assistant.risks.register import CATEGORY_NAMES, STATUS_NAMES, STEPS, Category, Risk, RiskStatus, reference
from assistant.spreadsheets import Cell, cell_text
from assistant.table_columns import CellUnreadable, Columns, NamedValues, day_of, whole_number_of

# Field of a risk: heading of its column, in the order in which they stand.
COLUMNS = {
    "id": Worded("ID", "ID"),
    "text": Worded("Risiko", "Risk"),
    "event": Worded("Ereignis", "Event"),
    "cause": Worded("Ursache", "Cause"),
    "effect": Worded("Auswirkung", "Effect"),
    "category": Worded("Kategorie", "Category"),
    "likelihood": Worded("Wahrscheinlichkeit", "Likelihood"),
    "impact": Worded("Schadensausmaß", "Impact"),
    "measure": Worded("Maßnahme", "Measure"),
    "residual_likelihood": Worded("Restwahrscheinlichkeit", "Residual likelihood"),
    "residual_impact": Worded("Restschaden", "Residual impact"),
    "owner": Worded("Verantwortlich", "Owner"),
    "trigger": Worded("Auslöser", "Trigger"),
    "review": Worded("Überprüfung", "Review"),
    "status": Worded("Status", "Status"),
    "committee": Worded("Lenkungskreis am", "Steering committee on"),
    "goals": Worded("Ziele-Nr.", "Goal nos."),
    "lessons": Worded("Lehren", "Lessons"),
    "project": Worded("Projekt", "Project"),
    "language": Worded("Sprache", "Language"),
    "source": Worded("Quelle", "Source"),
    "notes": Worded("Notizen", "Notes"),
}
_ALSO = {
    "text": ("Risikobezeichnung", "Risiken", "Risk name", "Risk title"),
    "event": ("Risikoereignis", "Risk event"),
    "cause": ("Ursachen", "Causes"),
    "effect": ("Wirkung", "Folge", "Folgen", "Consequence", "Consequences"),
    "category": ("Risikokategorie", "Risk category"),
    "likelihood": ("Eintrittswahrscheinlichkeit", "Probability"),
    "impact": ("Schaden", "Schadenshöhe", "Schadensausmaß (1-5)", "Tragweite", "Severity"),
    "measure": ("Maßnahmen", "Gegenmaßnahme", "Gegenmaßnahmen", "Measures", "Mitigation", "Response"),
    "owner": ("Verantwortliche", "Verantwortlicher", "Eigner", "Risikoeigner", "Risk owner", "Responsible"),
    "trigger": ("Frühwarnzeichen", "Early warning"),
    "review": ("Nächste Überprüfung", "Überprüfung am", "Wiedervorlage", "Next review", "Review date"),
    "id": ("Nr.", "No.", "Risiko-ID", "Risk ID", "Risiko-Nr."),
}
REQUIRED = ("text",)
RISK_COLUMNS = Columns(COLUMNS, REQUIRED, {heading: name for name, headings in _ALSO.items() for heading in headings})

_STEPS = ("likelihood", "impact", "residual_likelihood", "residual_impact")
_DAYS = ("review", "committee")
_NAMED: dict[str, NamedValues] = {
    "category": NamedValues(
        CATEGORY_NAMES,
        {
            "Technik": Category.TECHNOLOGY_OPERATION,
            "Technology": Category.TECHNOLOGY_OPERATION,
            "Recht": Category.LAW_ETHICS,
            "Legal": Category.LAW_ETHICS,
            "Organization": Category.ORGANISATION,
        },
    ),
    "status": NamedValues(
        STATUS_NAMES,
        {
            "in Arbeit": RiskStatus.MITIGATING,
            "in progress": RiskStatus.MITIGATING,
            "akzeptiert": RiskStatus.ACCEPTED,
            "erledigt": RiskStatus.CLOSED,
        },
    ),
    "language": NamedValues({code: Worded(*names) for code, names in LANGUAGE_NAMES.items()}),
}
_REFERENCE = re.compile(r"\s*(?:R[-_ ]?)?0*(\d{1,18})\s*", re.IGNORECASE)


def cell_of(risk: Risk, field: str, language: str) -> Cell:
    """What stands in the column of a field; None where the risk has nothing there."""
    if field == "id":
        return None if risk.id is None else reference(risk)
    value = getattr(risk, field)
    if field in _NAMED:
        return _NAMED[field].name_of(value, language) or None
    if field == "goals":
        return ", ".join(map(str, value)) or None
    if field == "lessons":
        return "\n".join(value) or None
    return None if value == "" else value


def value_in(cell: Cell, field: str, language: str) -> object:
    """The value of a field out of its cell, None where the field keeps its default. Raises CellUnreadable."""
    text = cell_text(cell, language)
    if field in REQUIRED and not text.strip():
        raise CellUnreadable("Die Zelle ist leer.", "The cell is empty.")
    if field in _READERS:
        return _READERS[field](text) if text.strip() else None
    if field in _STEPS:
        return _step(cell, language)
    if field in _DAYS:
        return day_of(cell)
    if field in _NAMED:
        return _NAMED[field].value_of(text) if text.strip() else None
    return text


def _number(text: str) -> int:
    found = _REFERENCE.fullmatch(text)
    if found is None or int(found[1]) < 1:
        raise CellUnreadable(f"„{text}“ ist keine Nummer wie R07 oder 7.", f"“{text}” is no number such as R07 or 7.")
    return int(found[1])


def _step(cell: Cell, language: str) -> int | None:
    number = whole_number_of(cell, language)
    if number is not None and number not in STEPS:
        raise CellUnreadable(f"„{cell}“ liegt nicht zwischen 1 und 5.", f"“{cell}” is not between 1 and 5.")
    return number


def _goals(text: str) -> tuple[int, ...]:
    parts = [part for part in re.split(r"[,;\s]+", text) if part]
    if not all(re.fullmatch(r"[0-9]{1,18}", part) for part in parts):
        german = f"„{text}“ ist keine Liste von Zielnummern wie 3, 5."
        raise CellUnreadable(german, f"“{text}” is no list of goal numbers such as 3, 5.")
    return tuple(dict.fromkeys(map(int, parts)))


def _lessons(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


_READERS: dict[str, Callable[[str], object]] = {"id": _number, "goals": _goals, "lessons": _lessons}
