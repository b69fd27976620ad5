"""Goals out of the tree and into it: as rows of a table (CSV, XLSX) and as a nested list in Markdown.

Nothing is lost on the way out and back in. A file in which anything cannot be read gives no goals but says where and
why. Storing them is up to the caller.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from assistant.errors import TableUnreadable
from assistant.goals.columns import COLUMNS, GOAL_COLUMNS, LEVELS, cell_of, value_in
from assistant.goals.figures import day_text
from assistant.goals.kpis import Worded
from assistant.goals.levels import LEVEL_NAMES, Goal, in_tree_order
from assistant.language import detect
from assistant.spreadsheets import Cell, Table, cell_text, read_table, to_csv, to_xlsx
from assistant.table_columns import Fault, repeated_numbers

TITLE = Worded("Ziele", "Goals")
MARKDOWN_ENDINGS = (".md", ".markdown")


@dataclass(frozen=True)
class GoalsRead:
    """What a file holds. `goals` is empty where there are `faults`. Goals keep the numbers of the file; those below 1
    are provisional and only tie children to a parent that has none. `ignored` names columns that mean nothing here."""

    goals: tuple[Goal, ...]
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


def write_goals(goals: Sequence[Goal], ending: str, language: str) -> bytes:
    """The file with this ending ('.csv', '.xlsx', '.md'); headings and numbers in the language, parents above their
    children. Raises CellTooLong."""
    if ending in MARKDOWN_ENDINGS:
        return to_markdown(goals, language).encode()
    header, rows = to_rows(goals, language)
    return to_xlsx(header, rows, TITLE[language]) if ending == ".xlsx" else to_csv(header, rows, language=language)


def read_goals(data: bytes, name: str, known: Collection[int] = ()) -> GoalsRead:
    """The goals of a file, Markdown by its name, XLSX and CSV by content. `known` are numbers of goals that parents may
    refer to though they are not in the file. Raises TableUnreadable, TableTooLarge or CellTooLong."""
    if PurePath(name).suffix.lower() not in MARKDOWN_ENDINGS:
        return from_table(read_table(data), known)
    try:
        return from_markdown(data.decode("utf-8-sig"), known)
    except UnicodeDecodeError as error:
        raise TableUnreadable(detail=str(error)) from error


# --- tables ---


def to_rows(goals: Sequence[Goal], language: str) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Header and rows, one for each goal, parents above their children."""
    header = tuple(worded[language] for worded in COLUMNS.values())
    ordered = (goal for goal, _ in in_tree_order(goals))
    return header, [tuple(cell_of(goal, field, language) for field in COLUMNS) for goal in ordered]


def from_table(table: Table, known: Collection[int] = ()) -> GoalsRead:
    """The goals of a table with German or English headings in any order; only level and text must be there."""
    read = GOAL_COLUMNS.rows_of(table)
    if read.faults:
        return GoalsRead((), read.faults)
    return replace(_read(read.rows, read.language, known), ignored=read.ignored)


# --- Markdown ---

# A goal ("- **Geschäftsziel 3:** Die Durchlaufzeit …") and a field of it ("- Einheit: Tage"), with the indent.
_GOAL = re.compile(r"( *)[-*+] +\*\*(.+?)(?: (-?\d+))?:\*\* (.*)")
_FIELD = re.compile(r"( *)[-*+] +([^:*]+):(?: (.*))?")
# Everything Markdown would take for a mark, and what cannot stand in a line or at the ends of one.
_MARKS = re.compile(r"([\\`*_\[\]<>|&~])|(\n)|([\x00-\x1f\x7f-\x9f\u2028\u2029]|^\s|\s$)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|(<br ?/?>)|&#(\d{1,7});")


def to_markdown(goals: Sequence[Goal], language: str) -> str:
    """A nested list: each goal with its level and number, below it its fields and its children."""
    lines = [f"# {TITLE[language]}", ""]
    for goal, depth in in_tree_order(goals):
        indent = "  " * depth
        number = "" if goal.id is None else f" {goal.id}"
        lines.append(f"{indent}- **{LEVEL_NAMES[goal.level][language]}{number}:** {marked(goal.text)}")
        # The place in the list says who the parent is, but not at the top: of a cycle, or with a parent elsewhere.
        hidden = {"id", "level", "text"} | ({"parent"} if depth or goal.parent is None else set())
        for name in (name for name in COLUMNS if name not in hidden):
            cell = cell_of(goal, name, language)
            if cell is not None:
                lines.append(f"{indent}  - {COLUMNS[name][language]}: {_said(cell, language)}")
    return "\n".join(lines) + "\n"


def _said(cell: Cell, language: str) -> str:
    german_day = isinstance(cell, date) and language == "de"
    return day_text(cell, "de") if german_day else marked(cell_text(cell, language))


def from_markdown(text: str, known: Collection[int] = ()) -> GoalsRead:
    """The goals of a nested list such as to_markdown writes; headings (#) and blank lines may stand in between. A goal
    without a number that has children gets a provisional one."""
    entries: list[_Entry] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        line = _leading_spaces(line)
        if line.strip() and not line.startswith("#"):
            fault = _take_line(number, line, entries)
            faults += [fault] if fault else []
    headings = [heading for entry in entries for heading in entry.headings]
    language = GOAL_COLUMNS.language_of(headings)
    read = _read([(entry.line, entry.cells) for entry in _numbered(entries)], language, known)
    found = sorted([*faults, *read.faults], key=lambda fault: fault.row)
    return GoalsRead(() if found else read.goals, tuple(found))


@dataclass
class _Entry:
    """A goal of a Markdown list while it is read. `above` is the goal it is nested in."""

    line: int
    indent: int
    cells: dict[str, Cell]
    above: "_Entry | None"
    headings: list[str] = field(default_factory=list)


def _take_line(number: int, line: str, entries: list[_Entry]) -> Fault | None:
    """Adds the goal or the field of a line to the entries."""
    goal, detail = _GOAL.fullmatch(line), _FIELD.fullmatch(line)
    if goal:
        level = LEVELS.find(goal[2])
        if level is None:
            reason = Worded(f"„{goal[2]}“ ist keine Ebene eines Ziels.", f"“{goal[2]}” is no level of a goal.")
            return Fault(number, "", reason)
        cells: dict[str, Cell] = {"level": level, "text": _unmarked(goal[4])}
        if goal[3]:
            cells["id"] = goal[3]
        entries.append(_Entry(number, len(goal[1]), cells, _nearest(entries, len(goal[1]))))
        return None
    owner = _nearest(entries, len(detail[1])) if detail else None
    name = GOAL_COLUMNS.field_of(detail[2]) if detail else None
    if detail is None or owner is None or name is None:
        reason = Worded("Die Zeile ist weder ein Ziel noch eine Angabe.", "The line is neither a goal nor a field.")
        return Fault(number, "", reason)
    if name in owner.cells:
        return Fault(number, detail[2], Worded("Diese Angabe kommt zweimal vor.", "This field occurs twice."))
    owner.cells[name] = _unmarked(detail[3] or "")
    owner.headings.append(detail[2])
    return None


def _leading_spaces(line: str) -> str:
    """With spaces for the tabs in front of the list mark; those inside a text stay."""
    text = line.lstrip(" \t")
    return line[: len(line) - len(text)].expandtabs(4) + text


def _nearest(entries: Sequence[_Entry], indent: int) -> _Entry | None:
    """The goal that a line with this indent belongs to: the last one that stands further left."""
    for entry in reversed(entries):
        if entry.indent < indent:
            return entry
    return None


def _numbered(entries: Sequence[_Entry]) -> Sequence[_Entry]:
    """Puts the numbers of the parents into the cells."""
    provisional = min([0, *(int(str(entry.cells["id"])) for entry in entries if "id" in entry.cells)])
    for entry in entries:
        if entry.above is not None and "parent" not in entry.cells:
            if "id" not in entry.above.cells:
                provisional -= 1
                entry.above.cells["id"] = provisional
            entry.cells["parent"] = entry.above.cells["id"]
    return entries


def marked(text: str) -> str:
    """The text for a line of Markdown, in which it stays text: every mark is escaped, a line break is '<br>'."""

    def escape(found: re.Match[str]) -> str:
        if found[1]:
            return f"\\{found[1]}"
        return "<br>" if found[2] else f"&#{ord(found[3])};"

    return _MARKS.sub(escape, text)


def _unmarked(text: str) -> str:
    def restore(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        code = int(found[3] or 10)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found[0]

    return _ESCAPED.sub(restore, text)


# --- what tables and Markdown share ---


def _read(rows: Sequence[tuple[int, Mapping[str, Cell]]], language: str, known: Collection[int]) -> GoalsRead:
    """`rows`: the number of each row or line, and its cells by field."""
    read = [(number, *_values(number, cells, language)) for number, cells in rows]
    faults = [fault for _, _, wrong in read for fault in wrong]
    numbers = {number: values for number, values, _ in read}
    faults += _number_faults(numbers, known, language)
    if faults:
        return GoalsRead((), tuple(sorted(faults, key=lambda fault: fault.row)))
    return GoalsRead(tuple(_goal(values, language) for values in numbers.values()))


def _values(row: int, cells: Mapping[str, Cell], language: str) -> tuple[dict[str, Any], list[Fault]]:
    values, faults = GOAL_COLUMNS.values(row, cells, language, read=value_in)
    percent = any(str(cells.get(name) or "").rstrip().endswith("%") for name in ("baseline", "target"))
    if percent and not values.get("unit"):
        values["unit"] = "%"
    return values, faults


def _number_faults(rows: Mapping[int, Mapping[str, Any]], known: Collection[int], language: str) -> Iterator[Fault]:
    numbers = {row: values.get("id") for row, values in rows.items()}
    yield from repeated_numbers(numbers, COLUMNS["id"][language])
    there = {*numbers.values(), *known}
    for row, values in rows.items():
        parent = values.get("parent")
        if parent is not None and parent not in there:
            reason = Worded(f"Ein Ziel mit der Nr. {parent} gibt es nicht.", f"There is no goal with the no. {parent}.")
            yield Fault(row, COLUMNS["parent"][language], reason)


def _goal(values: Mapping[str, Any], language: str) -> Goal:
    """Where the file does not say the language of a goal, its text does, else the headings do."""
    given = {name: value for name, value in values.items() if value is not None}
    return Goal(**({"language": detect(given["text"], default=language)} | given))
