"""What reading in a file of risks would change, the report of it as safe HTML, and the buttons for handing risks out.

It stores nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from assistant.language import fold
from assistant.risks.exchange import read_risks
from assistant.risks.register import Risk, changed_fields, reference
from assistant.table_columns import Fault
from assistant.web.risk_facts import field_name
from assistant.web.wording import counted, number, say

# The formats offered, with the ending of their files; Markdown is the status report.
EXPORTS = {"csv": ".csv", "xlsx": ".xlsx", "markdown": ".md"}
# Days whose changes a status report tells.
REPORT_DAYS = 30
# Risks, and mistakes, named one by one in a report.
MOST_NAMED = 50
MOST_FAULTS = 1_000
_MOST_TWINS = 5


@dataclass(frozen=True)
class RiskImport:
    """What a file would do: `risks` as they are in it, `updates` without the numbers that the register does not know.
    Nothing may be stored where there are `faults`. `twins` are new risks whose name its project has already."""

    file: str
    risks: tuple[Risk, ...]
    updates: tuple[Risk, ...]
    added: tuple[Risk, ...]
    changed: tuple[Risk, ...]
    unchanged: int
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()
    twins: tuple[Risk, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the file would change nothing."""
        return not (self.added or self.changed)


def plan_import(data: bytes, name: str, stored: Sequence[Risk], *, goals: Collection[int]) -> RiskImport:
    """Reads a file and compares it with the register; `goals` are the numbers of the goals there are. Raises
    TableUnreadable, TableTooLarge or CellTooLong."""
    known = {risk.id: risk for risk in stored if risk.id is not None}
    read = read_risks(data, goals=goals)
    updates = tuple(risk if risk.id in known else replace(risk, id=None) for risk in read.risks)
    same = [risk for risk in updates if risk.id is not None]
    added = tuple(risk for risk in updates if risk.id is None)
    changed = tuple(risk for risk in same if changed_fields(known[risk.id], risk))
    names = {_name(risk) for risk in stored}
    return RiskImport(
        file=name,
        risks=read.risks,
        updates=updates,
        added=added,
        changed=changed,
        unchanged=len(same) - len(changed),
        faults=read.faults,
        ignored=read.ignored,
        twins=tuple(risk for risk in added if _name(risk) in names),
    )


def _name(risk: Risk) -> tuple[str, str]:
    return fold(risk.project), " ".join(fold(risk.text).split())


def import_html(plan: RiskImport | None, stored: Sequence[Risk], language: str) -> str:
    """The report with the buttons that apply or discard it; '' where no file waits."""
    if plan is None:
        return ""
    title = escape(say("import.heading", language, file=plan.file))
    body = faults_html(plan.faults, language) if plan.faults else _changes(plan, stored, language)
    return (
        f'<section class="report import" role="status"><h3 tabindex="-1" data-follow="import {escape(plan.file)}">'
        f"{title}</h3>{body}{_buttons(plan, language)}</section>"
    )


def faults_html(faults: Sequence[Fault], language: str) -> str:
    """Every mistake with its row, column and reason."""
    rows = len({fault.row for fault in faults})
    said = {
        "faults": counted("riskimport.fault", len(faults), language),
        "rows": counted("riskimport.row", rows, language),
    }
    head = "".join(
        f'<th scope="col">{escape(say(f"riskimport.column_{name}", language))}</th>'
        for name in ("row", "name", "reason")
    )
    lines = "".join(
        f"<tr><td>{fault.row}</td><td>{escape(fault.column)}</td><td>{escape(fault.reason[language])}</td></tr>"
        for fault in faults[:MOST_FAULTS]
    )
    rest = len(faults) - MOST_FAULTS
    more = f"<p>{escape(say('riskimport.more', language, n=number(rest, language)))}</p>" if rest > 0 else ""
    return (
        f'<div class="bad"><h4>{escape(say("riskimport.faults", language, **said))}</h4>'
        f'<div class="faults" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>'
        f"{more}</div>"
    )


def _changes(plan: RiskImport, stored: Sequence[Risk], language: str) -> str:
    lines = [counted("riskimport.unchanged", plan.unchanged, language)] if plan.unchanged else []
    lines += [say("import.ignored", language, columns=", ".join(plan.ignored))] if plan.ignored else []
    if plan.empty:
        lines.insert(0, say("import.nothing", language))
    known = {risk.id: risk for risk in stored}
    html = _named("riskimport.added", plan.added, language) + _twins(plan.twins, language)
    html += _named("riskimport.changed", plan.changed, language, known)
    return html + "".join(f"<p>{escape(line)}</p>" for line in lines)


def _twins(twins: Sequence[Risk], language: str) -> str:
    if not twins:
        return ""
    names = "; ".join(risk.text for risk in twins[:_MOST_TWINS]) + (" …" if len(twins) > _MOST_TWINS else "")
    return f'<p class="twins">{escape(counted("riskimport.twins", len(twins), language, names=names))}</p>'


def _named(name: str, risks: Sequence[Risk], language: str, known: Mapping[int | None, Risk] | None = None) -> str:
    if not risks:
        return ""
    items = "".join(f"<li>{_line(risk, known, language)}</li>" for risk in risks[:MOST_NAMED])
    rest = len(risks) - MOST_NAMED
    items += f"<li>{escape(say('riskimport.more', language, n=number(rest, language)))}</li>" if rest > 0 else ""
    return f"<h4>{escape(counted(name, len(risks), language))}</h4><ul>{items}</ul>"


def _line(risk: Risk, known: Mapping[int | None, Risk] | None, language: str) -> str:
    """The risk; of a changed one what changes."""
    if known is None:
        return escape(f"{risk.project}: {risk.text}" if risk.project else risk.text)
    before = known[risk.id]
    names = ", ".join(field_name(name, language) for name in changed_fields(before, risk))
    old = f"<s>{escape(before.text)}</s> → " if before.text != risk.text else ""
    hint = escape(say("versions.changed", language, fields=names))
    return f'{escape(reference(risk))} {old}{escape(risk.text)} <span class="hint">{hint}</span>'


def _buttons(plan: RiskImport, language: str) -> str:
    actions = [] if plan.faults or plan.empty else [("apply", "import.confirm", "take")]
    if plan.changed and not plan.faults:
        actions.append(("add-all", "riskimport.confirm_new", "take"))
    return "".join(
        f'<button type="button" class="{style}" data-action="{action}">{escape(say(name, language))}</button> '
        for action, name, style in (*actions, ("discard", "import.cancel", "quiet"))
    )


def export_html(language: str) -> str:
    """The buttons that hand out the register."""
    titles = {name: say("riskexport.whole", language) for name in EXPORTS}
    titles["markdown"] = say("riskexport.since", language, n=REPORT_DAYS)
    buttons = "".join(
        f'<button type="button" class="take" data-action="export" data-format="{name}" '
        f'title="{escape(titles[name])}">{escape(say(f"riskexport.{name}", language))}</button> '
        for name in EXPORTS
    )
    return f'<p class="export"><span>{escape(say("riskexport.label", language))}</span> {buttons}</p>'
