"""Risks out of the register and into it, as rows of a CSV or XLSX table.

Nothing is lost on the way out and back in. A file in which anything cannot be read gives no risks but says where and
why. Storing them is up to the caller.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.goals.kpis import Worded
from assistant.language import detect
from assistant.risks.columns import COLUMNS, RISK_COLUMNS, cell_of, value_in
from assistant.risks.register import Risk
from assistant.spreadsheets import Cell, Table, read_table, to_csv, to_xlsx
from assistant.table_columns import Fault, repeated_numbers

TITLE = Worded("Risikoregister", "Risk register")


@dataclass(frozen=True)
class RisksRead:
    """What a file holds. `risks` is empty where there are `faults`; they keep the numbers of the file. `ignored` names
    columns that mean nothing here."""

    risks: tuple[Risk, ...]
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


def write_risks(risks: Sequence[Risk], ending: str, language: str) -> bytes:
    """The file with this ending ('.csv', '.xlsx'); headings and numbers in the language, one row for each risk in the
    order given. Raises CellTooLong."""
    header, rows = to_rows(risks, language)
    return to_xlsx(header, rows, TITLE[language]) if ending == ".xlsx" else to_csv(header, rows, language=language)


def to_rows(risks: Sequence[Risk], language: str) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Header and rows."""
    header = tuple(worded[language] for worded in COLUMNS.values())
    return header, [tuple(cell_of(risk, field, language) for field in COLUMNS) for risk in risks]


def read_risks(data: bytes, *, goals: Collection[int] | None = None) -> RisksRead:
    """The risks of an XLSX or CSV file, told apart by content. `goals` are the numbers of the goals there are; without
    them, links to goals are taken as they stand. Raises TableUnreadable, TableTooLarge or CellTooLong."""
    return from_table(read_table(data), goals=goals)


def from_table(table: Table, *, goals: Collection[int] | None = None) -> RisksRead:
    """The risks of a table with German or English headings in any order; only the risk itself must be there."""
    read = RISK_COLUMNS.rows_of(table)
    if read.faults:
        return RisksRead((), read.faults)
    said = [(row, *RISK_COLUMNS.values(row, cells, read.language, read=value_in)) for row, cells in read.rows]
    faults = [fault for _, _, wrong in said for fault in wrong]
    rows = {row: values for row, values, _ in said}
    faults += repeated_numbers({row: values.get("id") for row, values in rows.items()}, COLUMNS["id"][read.language])
    faults += _goal_faults(rows, goals, read.language)
    if faults:
        return RisksRead((), tuple(sorted(faults, key=lambda fault: fault.row)), read.ignored)
    return RisksRead(tuple(_risk(values, read.language) for values in rows.values()), ignored=read.ignored)


def _goal_faults(
    rows: Mapping[int, Mapping[str, Any]], goals: Collection[int] | None, language: str
) -> Iterator[Fault]:
    for row, values in rows.items():
        for goal in values.get("goals") or ():
            if goals is not None and goal not in goals:
                reason = Worded(f"Ein Ziel mit der Nr. {goal} gibt es nicht.", f"There is no goal with the no. {goal}.")
                yield Fault(row, COLUMNS["goals"][language], reason)


def _risk(values: Mapping[str, Any], language: str) -> Risk:
    """Where the file does not say the language of a risk, its texts do, else the headings do."""
    given = {name: value for name, value in values.items() if value is not None}
    words = " ".join(str(given.get(name, "")) for name in ("text", "cause", "effect", "measure"))
    return Risk(**({"language": detect(words, default=language)} | given))
