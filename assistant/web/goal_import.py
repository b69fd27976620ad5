"""What reading in a file of goals would change, the report of it as safe HTML, and the buttons for handing goals out.

It stores nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from assistant.goals.exchange import read_goals
from assistant.goals.levels import LEVEL_NAMES, Goal, changed_fields
from assistant.table_columns import Fault
from assistant.web.wording import counted, say

# The formats offered, with the ending of their files.
EXPORTS = {"csv": ".csv", "xlsx": ".xlsx", "markdown": ".md"}
# Goals named one by one in a report.
MOST_NAMED = 50
_SHOWN_FAULTS = 30


@dataclass(frozen=True)
class ImportPlan:
    """What a file would do: `goals` as they are in it, `updates` with numbers that the tree knows; goals it does not
    know have a number below 1 there. Nothing may be stored where there are `faults`."""

    file: str
    goals: tuple[Goal, ...]
    updates: tuple[Goal, ...]
    added: tuple[Goal, ...]
    changed: tuple[Goal, ...]
    unchanged: int
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the file would change nothing."""
        return not (self.added or self.changed)


def plan_import(data: bytes, name: str, stored: Sequence[Goal]) -> ImportPlan:
    """Reads a file and compares it with the tree; raises TableUnreadable or TableTooLarge."""
    known = {goal.id: goal for goal in stored if goal.id is not None}
    read = read_goals(data, name, known)
    updates = _numbered(read.goals, known)
    added = [goal for goal in updates if goal.id is None or goal.id < 1]
    same = [goal for goal in updates if goal.id in known]
    changed = [goal for goal in same if changed_fields(known[goal.id], goal)]
    return ImportPlan(
        file=name,
        goals=read.goals,
        updates=updates,
        added=tuple(added),
        changed=tuple(changed),
        unchanged=len(same) - len(changed),
        faults=read.faults,
        ignored=read.ignored,
    )


def _numbered(goals: Sequence[Goal], known: Mapping[int, Goal]) -> tuple[Goal, ...]:
    """A number that the tree does not know becomes a provisional one, for its children, too."""
    lowest = min([0, *(goal.id for goal in goals if goal.id is not None)])
    unknown = [goal.id for goal in goals if goal.id is not None and goal.id >= 1 and goal.id not in known]
    numbers: dict[int | None, int] = {number: lowest - place for place, number in enumerate(unknown, start=1)}
    return tuple(
        replace(goal, id=numbers.get(goal.id, goal.id), parent=numbers.get(goal.parent, goal.parent)) for goal in goals
    )


def import_html(plan: ImportPlan | None, stored: Sequence[Goal], language: str) -> str:
    """The report with the buttons that apply or discard it; '' where no file waits."""
    if plan is None:
        return ""
    title = escape(say("import.heading", language, file=plan.file))
    body = _faults(plan, language) if plan.faults else _changes(plan, stored, language)
    return f'<section class="report import" role="status"><h3>{title}</h3>{body}{_buttons(plan, language)}</section>'


def _faults(plan: ImportPlan, language: str) -> str:
    items = "".join(f"<li>{escape(fault_text(fault, language))}</li>" for fault in plan.faults[:_SHOWN_FAULTS])
    return f'<div class="bad"><h4>{escape(say("import.problems", language))}</h4><ul>{items}</ul></div>'


def fault_text(fault: Fault, language: str) -> str:
    """Where something cannot be read, and why."""
    if not fault.column:
        return say("import.row_fault", language, row=fault.row, reason=fault.reason[language])
    return say("import.fault", language, row=fault.row, column=fault.column, reason=fault.reason[language])


def _changes(plan: ImportPlan, stored: Sequence[Goal], language: str) -> str:
    if plan.empty:
        return f"<p>{escape(say('import.nothing', language))}</p>"
    known = {goal.id: goal for goal in stored}
    html = _named("import.added", plan.added, language)
    html += _named("import.changed", plan.changed, language, known)
    lines = [counted("import.unchanged", plan.unchanged, language)] if plan.unchanged else []
    lines += [say("import.ignored", language, columns=", ".join(plan.ignored))] if plan.ignored else []
    return html + "".join(f"<p>{escape(line)}</p>" for line in lines)


def _named(name: str, goals: Sequence[Goal], language: str, known: Mapping[int | None, Goal] | None = None) -> str:
    if not goals:
        return ""
    items = "".join(f"<li>{_line(goal, known, language)}</li>" for goal in goals[:MOST_NAMED])
    return f"<h4>{escape(counted(name, len(goals), language))}</h4><ul>{items}</ul>"


def _line(goal: Goal, known: Mapping[int | None, Goal] | None, language: str) -> str:
    """The goal; of a changed one what changes."""
    if known is None:
        return f"{escape(LEVEL_NAMES[goal.level][language])}: {escape(goal.text)}"
    before = known[goal.id]
    fields = [name for name in changed_fields(before, goal) if name != "language"]
    names = ", ".join(say(f"form.{name}", language) for name in fields)
    old = f"<s>{escape(before.text)}</s> → " if before.text != goal.text else ""
    hint = f' <span class="hint">{escape(say("versions.changed", language, fields=names))}</span>' if names else ""
    return f"{goal.id} {old}{escape(goal.text)}{hint}"


def _buttons(plan: ImportPlan, language: str) -> str:
    actions = [] if plan.faults or plan.empty else [("apply", "import.confirm", "take")]
    if plan.changed and not plan.faults:
        actions.append(("add-all", "import.confirm_new", "take"))
    return "".join(
        f'<button type="button" class="{style}" data-action="{action}">{escape(say(name, language))}</button> '
        for action, name, style in (*actions, ("discard", "import.cancel", "quiet"))
    )


def export_html(language: str) -> str:
    """The buttons that hand out the goals shown."""
    buttons = "".join(
        f'<button type="button" class="take" data-action="export" data-format="{name}">'
        f"{escape(say(f'export.{name}', language))}</button> "
        for name in EXPORTS
    )
    return f'<p class="export"><span>{escape(say("export.label", language))}</span> {buttons}</p>'
