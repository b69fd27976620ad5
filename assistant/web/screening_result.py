"""The result of a screening under the AI Act as safe HTML, on screen and on paper: class, duties by role, dates, path.

The same content as the record in Markdown (`screening_record`); what it says stands in the rule file.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from assistant.risks.ai_act import AiAct, Source
from assistant.risks.screening import DutyGroup, Outcome, Screening
from assistant.risks.screening_record import NOTHING, applies_text, role_names, shown_day
from assistant.web.screening_question import carried_html, change_html, restart_html
from assistant.web.screening_session import ScreeningSession
from assistant.web.wording import say


def result_html(act: AiAct, session: ScreeningSession, today: date, language: str) -> str:
    """The whole record with buttons to save and print it; '' while a question is shown."""
    screening = session.screening(act)
    outcome = screening.outcome()
    if outcome is None or session.at:
        return ""
    sections = (
        _head(act, session, today, language),
        _verdict(outcome, language),
        _buttons(language),
        _disclaimer(act, language),
        _decisive(outcome, language),
        _findings(outcome, language),
        _own_duties(act, outcome, today, language),
        _steps(outcome, language),
        _partner_duties(act, outcome, today, language),
        _dates(act, outcome, today, language),
        _path(screening, language),
        _basis(act, language),
    )
    record = f'<article class="screening-record">{"".join(sections)}</article>'
    return f"{carried_html(session, language)}{record}{restart_html(session, language)}"


def _head(act: AiAct, session: ScreeningSession, today: date, language: str) -> str:
    """What paper needs and the screen shows elsewhere: title, project, day, state of the rules."""
    project = " ".join(session.project.split())
    facts = [("project", project)] if project else []
    state = f"{shown_day(act.as_of, language)} ({say('record.version', language)} {act.version})"
    facts += [("made", shown_day(today, language)), ("rules", state)]
    rows = "".join(f"<dt>{_say(name, language)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    return f'<p class="paper-title">{_say("title", language)}</p><dl class="goal-facts">{rows}</dl>'


def _verdict(outcome: Outcome, language: str) -> str:
    roles = ", ".join(
        f"{role.title[language]} ({role.article[language]})" if role.article else role.title[language]
        for role in outcome.roles
    )
    return (
        f'<div class="verdict class-{outcome.heading.id}"><p class="hint">{_say("result", language)}</p>'
        f'<h2 tabindex="-1" data-follow="result-{outcome.heading.id}">{escape(outcome.heading.title[language])}</h2>'
        f"<p>{_say('roles', language)}: {escape(roles) or _say('no_roles', language)}</p></div>"
    )


def _buttons(language: str) -> str:
    ways = (("data-print", "screening.print"), ('data-action="download"', "screening.download"))
    buttons = " ".join(
        f'<button type="button" class="take" {what}>{escape(say(name, language))}</button>' for what, name in ways
    )
    return f'<p class="record-buttons">{buttons}</p>'


def _disclaimer(act: AiAct, language: str) -> str:
    return f'<p class="disclaimer"><b>{_say("no_advice", language)}.</b> {escape(act.disclaimer[language])}</p>'


def _decisive(outcome: Outcome, language: str) -> str:
    items = "".join(
        f"<li><b>{escape(step.question.article[language])}</b>: {escape(step.question.text[language])} "
        f"<b>{escape(step.option.label[language])}</b></li>"
        for step in outcome.decisive
    )
    return f"<section><h3>{_say('decisive', language)}</h3><ul>{items}</ul></section>" if items else ""


def _findings(outcome: Outcome, language: str) -> str:
    items = "".join(
        f'<div class="finding class-{result.class_}"><h4>{escape(result.title[language])}</h4>'
        f"<p>{escape(result.meaning[language])}</p></div>"
        for result in outcome.results
    )
    return f"<section><h3>{_say('findings', language)}</h3>{items}</section>"


def _own_duties(act: AiAct, outcome: Outcome, today: date, language: str) -> str:
    tables = _duty_tables(act, outcome.own_duties(), today, language)
    return f"<section><h3>{_say('duties', language)}</h3>{tables}</section>" if tables else ""


def _partner_duties(act: AiAct, outcome: Outcome, today: date, language: str) -> str:
    tables = _duty_tables(act, outcome.partner_duties(), today, language)
    title = _say("partners", language)
    return f'<details class="fold"><summary><h3>{title}</h3></summary>{tables}</details>' if tables else ""


def _duty_tables(act: AiAct, groups: Iterable[DutyGroup], today: date, language: str) -> str:
    html = ""
    for group in groups:
        rows = [
            (
                duty.text[language],
                duty.article[language] if duty.article else NOTHING,
                applies_text(duty, begins, language, today=today),
            )
            for duty, begins in group.duties
        ]
        html += f"<h4>{escape(role_names(act, group.roles, language))}</h4>{_table('duty_columns', rows, language)}"
    return html


def _steps(outcome: Outcome, language: str) -> str:
    items = "".join(f"<li>{escape(step.text[language])}</li>" for step in outcome.next_steps())
    return f"<section><h3>{_say('steps', language)}</h3><ul>{items}</ul></section>" if items else ""


def _dates(act: AiAct, outcome: Outcome, today: date, language: str) -> str:
    if not outcome.dates:
        return ""
    used = list(dict.fromkeys(applies.source for applies in outcome.dates))
    rows = [
        (
            shown_day(applies.date, language),
            say("record.applies" if applies.date <= today else "record.later", language),
            applies.what[language],
            applies.article[language],
            f"[{used.index(applies.source) + 1}]",
        )
        for applies in outcome.dates
    ]
    sources = "".join(f"<li>[{n}] {_source(act.sources[id_], language)}</li>" for n, id_ in enumerate(used, start=1))
    table = f'{_table("date_columns", rows, language)}<ol class="date-sources">{sources}</ol>'
    return f"<section><h3>{_say('dates', language)}</h3>{table}</section>"


def _source(source: Source, language: str) -> str:
    """Title, how it was compared, and the link, which opens beside the page."""
    link = f'<a href="{escape(source.url)}" target="_blank" rel="noopener noreferrer">{escape(source.url)}</a>'
    return f"{escape(source.title[language])} ({_say(source.checked, language)}): {link}"


def _path(screening: Screening, language: str) -> str:
    rows = "".join(
        f"<tr><td>{n}</td><td>{escape(step.question.text[language])}</td>"
        f"<td><b>{escape(step.option.label[language])}</b> {change_html(n, step.question, language)}</td>"
        f"<td>{escape(step.question.article[language])}</td></tr>"
        for n, step in enumerate(screening.path, start=1)
    )
    head = _columns("path_columns", language)
    return (
        f'<details class="fold path"><summary><h3>{_say("path", language)}</h3></summary>'
        f'<div class="table-scroll" tabindex="0"><table>{head}<tbody>{rows}</tbody></table></div></details>'
    )


def _basis(act: AiAct, language: str) -> str:
    checked = act.checked
    remarks = "".join(
        f"<li>{escape(remark)}</li>"
        for listed in (checked.compared, checked.from_secondary, checked.from_knowledge, checked.open)
        for remark in listed[language]
    )
    sources = "".join(f"<li>{_source(source, language)}</li>" for source in act.sources.values())
    day = f"{say('record.checked_on', language)}: {shown_day(checked.date, language)}. {checked.summary[language]}"
    return (
        f'<details class="fold"><summary><h3>{_say("basis", language)}</h3></summary><p>{escape(day)}</p>'
        f"<ul>{remarks}</ul><h4>{_say('sources', language)}</h4><ul>{sources}</ul></details>"
    )


def _table(columns: str, rows: Iterable[Sequence[str]], language: str) -> str:
    names = say(f"record.{columns}", language).split(" | ")
    body = "".join(f"<tr>{_cells(names, row)}</tr>" for row in rows)
    return f'<table class="{columns}">{_columns(columns, language)}<tbody>{body}</tbody></table>'


def _cells(names: Sequence[str], row: Sequence[str]) -> str:
    """Each cell with the name of its column, which narrow screens show beside it."""
    pairs = zip(names, row, strict=True)
    return "".join(f'<td data-column="{escape(name)}">{escape(cell)}</td>' for name, cell in pairs)


def _columns(columns: str, language: str) -> str:
    names = say(f"record.{columns}", language).split(" | ")
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead>"


def _say(name: str, language: str) -> str:
    return escape(say(f"record.{name}", language))
