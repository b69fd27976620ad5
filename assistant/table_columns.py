"""Tables whose columns are known by German or English headings: which column is which, and what a cell says.

A row or heading that cannot be read becomes a fault with its place and reason. Which columns there are and what their
values mean is up to the caller.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar

from assistant.goals.kpis import Worded
from assistant.language import LANGUAGES, fold
from assistant.spreadsheets import Cell, Table, day_in, number_in

Value = TypeVar("Value", bound=str)


@dataclass(frozen=True)
class Fault:
    """What cannot be read, and where: the row of a sheet or the line of a text, and the column ('' for all of it)."""

    row: int
    column: str
    reason: Worded

    def as_dict(self) -> dict[str, object]:
        """As data for scripts."""
        return {"row": self.row, "column": self.column, "de": self.reason.de, "en": self.reason.en}


class CellUnreadable(ValueError):
    """A cell says nothing that its column may say; `reason` tells what is allowed."""

    def __init__(self, german: str, english: str) -> None:
        super().__init__(english)
        self.reason = Worded(german, english)


@dataclass(frozen=True)
class RowsRead:
    """The rows of a table as cells by field, each with its number in the sheet; `faults` of the header leave them
    empty. `language` is that of most headings, `ignored` names columns that mean nothing here."""

    language: str
    rows: tuple[tuple[int, Mapping[str, Cell]], ...]
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """The heading of each field, in the order in which the columns stand; `required` must be there, `also` holds other
    headings that people write, with their field."""

    headings: Mapping[str, Worded]
    required: tuple[str, ...]
    also: Mapping[str, str] = field(default_factory=dict)

    def field_of(self, heading: str) -> str | None:
        """The field whose column has this heading in either language; None for a foreign one."""
        return self._fields.get(plain(heading))

    @cached_property
    def _fields(self) -> dict[str, str]:
        also = {plain(heading): name for heading, name in self.also.items()}
        return also | {
            plain(worded[language]): name for name, worded in self.headings.items() for language in LANGUAGES
        }

    def language_of(self, headings: Iterable[str]) -> str:
        """The language of most headings; German where nothing decides."""
        given = {plain(heading) for heading in headings}
        differing = [worded for worded in self.headings.values() if worded.de != worded.en]
        german = sum(plain(worded.de) in given for worded in differing)
        return "en" if sum(plain(worded.en) in given for worded in differing) > german else "de"

    def rows_of(self, table: Table) -> RowsRead:
        """The rows that are not empty, the first one as row 2."""
        fields = [self.field_of(heading) for heading in table.header]
        language = self.language_of(table.header)
        faults = tuple(self._header_faults(table, fields, language))
        if faults:
            return RowsRead(language, (), faults)
        rows = tuple(
            (number, {name: cell for name, cell in zip(fields, row, strict=True) if name})
            for number, row in enumerate(table.rows, start=2)
            if any(cell is not None for cell in row)
        )
        ignored = tuple(name for name, one in zip(table.header, fields, strict=True) if name and one is None)
        return RowsRead(language, rows, ignored=ignored)

    def _header_faults(self, table: Table, fields: Sequence[str | None], language: str) -> Iterator[Fault]:
        for required in self.required:
            if required not in fields:
                column = self.headings[required]
                reason = Worded(f"Die Spalte „{column.de}“ fehlt.", f"The column “{column.en}” is missing.")
                yield Fault(1, column[language], reason)
        for place, (heading, name) in enumerate(zip(table.header, fields, strict=True)):
            if name and name in fields[:place]:
                yield Fault(1, heading, Worded("Diese Spalte kommt zweimal vor.", "This column occurs twice."))
            if not heading and any(row[place] is not None for row in table.rows):
                reason = Worded("Die Spalte hat keine Überschrift.", "The column has no heading.")
                yield Fault(1, str(place + 1), reason)

    def values(
        self, row: int, cells: Mapping[str, Cell], language: str, *, read: Callable[[Cell, str, str], object]
    ) -> tuple[dict[str, Any], list[Fault]]:
        """What the cells of a row say, by field, and what cannot be read. `read` takes a cell, its field and the
        language, and raises CellUnreadable."""
        values: dict[str, Any] = {}
        faults = []
        for name, cell in cells.items():
            try:
                values[name] = read(cell, name, language)
            except CellUnreadable as error:
                faults.append(Fault(row, self.headings[name][language], error.reason))
        return values, faults


def repeated_numbers(rows: Mapping[int, int | None], column: str) -> Iterator[Fault]:
    """The rows whose number (by row) another one above has already."""
    first: dict[int, int] = {}
    for row, number in rows.items():
        if number is not None and first.setdefault(number, row) != row:
            german = f"Die Nr. {number} steht schon in Zeile {first[number]}."
            yield Fault(row, column, Worded(german, f"No. {number} is already in row {first[number]}."))


def plain(name: str) -> str:
    """Without case, accents, points and hyphens: 'Oberziel-Nr.' and 'oberziel nr' are the same."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(name)).split())


# --- what a cell says ---


def number_of(cell: Cell, language: str) -> Decimal | None:
    """The number in a cell, None where it is empty; raises CellUnreadable."""
    try:
        return number_in(cell, language)
    except ValueError as error:
        german = f"„{cell}“ ist keine Zahl wie 8,5 oder 1.200."
        raise CellUnreadable(german, f"“{cell}” is no number such as 8.5 or 1,200.") from error


def whole_number_of(cell: Cell, language: str) -> int | None:
    """The whole number in a cell, None where it is empty; raises CellUnreadable, also for one beyond 64 bits."""
    number = number_of(cell, language)
    if number is not None and (number != number.to_integral_value() or abs(number) >= 2**63):
        raise CellUnreadable(f"„{cell}“ ist keine ganze Zahl.", f"“{cell}” is no whole number.")
    return None if number is None else int(number)


def day_of(cell: Cell) -> date | None:
    """The day in a cell, None where it is empty; raises CellUnreadable."""
    try:
        return day_in(cell)
    except ValueError as error:
        german = f"„{cell}“ ist kein Tag wie 31.03.2027 oder 2027-03-31."
        raise CellUnreadable(german, f"“{cell}” is no day such as 2027-03-31 or 31.03.2027.") from error


class NamedValues(Generic[Value]):
    """Values that have names in both languages, and what else people write for them."""

    def __init__(self, names: Mapping[Value, Worded], also: Mapping[str, Value] | None = None) -> None:
        self.names = names
        self._by_name = {plain(value): value for value in names}
        self._by_name |= {plain(worded[language]): value for value, worded in names.items() for language in LANGUAGES}
        self._by_name |= {plain(name): value for name, value in (also or {}).items()}

    def find(self, text: str) -> Value | None:
        """The value with this name; None where there is none."""
        return self._by_name.get(plain(text))

    def value_of(self, text: str) -> Value:
        """The value with this name; raises CellUnreadable, which says what is allowed."""
        found = self.find(text)
        if found is None:
            german, english = (
                ", ".join(worded[language] for worded in self.names.values() if worded[language])
                for language in LANGUAGES
            )
            raise CellUnreadable(
                f"„{text}“ ist nicht bekannt. Erlaubt: {german}.", f"“{text}” is unknown. Allowed: {english}."
            )
        return found

    def name_of(self, value: Value, language: str) -> str:
        """The name of a value; a value without one stands for itself."""
        worded = self.names.get(value)
        return worded[language] if worded else value
