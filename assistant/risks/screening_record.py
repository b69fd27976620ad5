"""The record of a screening under the AI Act as Markdown, to be printed and filed: result, duties, dates, path, basis.

It says when the screening was made and how far the rules were checked, and that it is no legal advice, at the top and
at the end. An open screening gives a record that says so.
"""

import datetime
import re
from collections.abc import Iterable, Sequence

from assistant.risks.ai_act import AiAct, Applies, Duty
from assistant.risks.screening import DutyGroup, Outcome, Screening

TEXTS = {
    "title": ("Einstufung nach der KI-Verordnung", "Screening under the EU AI Act"),
    "project": ("Vorhaben", "Project"),
    "made": ("Erstellt am", "Made on"),
    "rules": ("Rechtsstand der Regeldatei", "State of the law in the rule file"),
    "version": ("Fassung", "version"),
    "no_advice": ("Keine Rechtsberatung", "No legal advice"),
    "open": (
        "Diese Einstufung ist nicht abgeschlossen: Fragen sind offen.",
        "This screening is not complete: questions are open.",
    ),
    "next": ("Nächste Frage", "Next question"),
    "result": ("Ergebnis", "Result"),
    "roles": ("Rollen Ihrer Organisation", "Roles of your organisation"),
    "no_roles": ("keine ermittelt", "none determined"),
    "decisive": ("Ausschlaggebende Antworten", "Decisive answers"),
    "findings": ("Was gefunden wurde", "What was found"),
    "duties": ("Ihre Pflichten", "Your duties"),
    "partners": ("Pflichten anderer Beteiligter", "Duties of other parties"),
    "everyone": ("Für alle Beteiligten", "Everyone concerned"),
    "duty_columns": ("Pflicht | Fundstelle | Gilt", "Obligation | Article | Applies"),
    "since": ("seit {days}", "since {days}"),
    "from": ("ab {days}", "from {days}"),
    "other_law": ("schon jetzt (anderes Recht)", "already (other law)"),
    "steps": ("Nächste Schritte", "Next steps"),
    "dates": ("Ab wann was gilt", "What applies from when"),
    "date_columns": (
        "Datum | Stand | Was gilt | Fundstelle | Quelle",
        "Date | State | What applies | Article | Source",
    ),
    "applies": ("gilt", "applies"),
    "later": ("gilt noch nicht", "does not apply yet"),
    "path": ("Ihr Weg durch die Fragen", "Your path through the questions"),
    "path_columns": ("Nr. | Frage | Antwort | Fundstelle", "No. | Question | Answer | Article"),
    "basis": ("Wie die Regeln geprüft sind", "How the rules were checked"),
    "checked_on": ("Geprüft am", "Checked on"),
    "sources": ("Quellen", "Sources"),
    "text": ("mit einer Abschrift des Wortlauts verglichen", "compared with a transcript of the text"),
    "secondary": ("nach Fachdarstellungen", "from professional accounts"),
    "knowledge": ("nicht verglichen", "not compared"),
}
# Stands where the file says nothing.
NOTHING = "–"
# What Markdown or HTML would take for markup.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def to_markdown(screening: Screening, *, language: str, made_on: datetime.date, project: str = "") -> str:
    """The record in German or English. `project` is the user's text; it stays text."""
    act, outcome = screening.act, screening.outcome()
    blocks = [
        f"# {_say('title', language)}",
        _head(act, language, made_on=made_on, project=project),
        _disclaimer(act, language),
        *(_outcome_blocks(act, outcome, language, made_on=made_on) if outcome else _open_blocks(screening, language)),
        _path(screening, language),
        *_basis(act, language),
        _disclaimer(act, language),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(act: AiAct, language: str, *, made_on: datetime.date, project: str) -> str:
    lines = [f"- {_say('project', language)}: {escaped(project)}"] if project.strip() else []
    lines.append(f"- {_say('made', language)}: {shown_day(made_on, language)}")
    state = f"{shown_day(act.as_of, language)} ({_say('version', language)} {act.version})"
    return "\n".join([*lines, f"- {_say('rules', language)}: {state}"])


def _disclaimer(act: AiAct, language: str) -> str:
    return f"> **{_say('no_advice', language)}.** {act.disclaimer[language]}"


def _open_blocks(screening: Screening, language: str) -> list[str]:
    question = screening.question
    assert question is not None
    return [f"**{_say('open', language)}**", f"{_say('next', language)}: {question.text[language]}"]


def _outcome_blocks(act: AiAct, outcome: Outcome, language: str, *, made_on: datetime.date) -> list[str]:
    roles = [
        f"{role.title[language]} ({role.article[language]})" if role.article else role.title[language]
        for role in outcome.roles
    ]
    return [
        f"## {_say('result', language)}: {outcome.heading.title[language]}",
        f"{_say('roles', language)}: {', '.join(roles) or _say('no_roles', language)}",
        *_decisive(outcome, language),
        f"## {_say('findings', language)}",
        *(block for each in outcome.results for block in (f"### {each.title[language]}", each.meaning[language])),
        *_duties(act, outcome, language, made_on=made_on),
        f"## {_say('steps', language)}",
        "\n".join(f"- {step.text[language]}" for step in outcome.next_steps()),
        f"## {_say('dates', language)}" if outcome.dates else "",
        _dates(act, outcome.dates, language, made_on=made_on) if outcome.dates else "",
    ]


def _decisive(outcome: Outcome, language: str) -> list[str]:
    lines = [
        f"- {step.question.text[language]} **{step.option.label[language]}** ({step.question.article[language]})"
        for step in outcome.decisive
    ]
    return [f"## {_say('decisive', language)}", "\n".join(lines)] if lines else []


def _duties(act: AiAct, outcome: Outcome, language: str, *, made_on: datetime.date) -> list[str]:
    blocks = []
    for name, groups in (("duties", outcome.own_duties()), ("partners", outcome.partner_duties())):
        if groups:
            blocks += [f"## {_say(name, language)}", *_duty_blocks(act, groups, language, made_on=made_on)]
    return blocks


def _duty_blocks(act: AiAct, groups: Iterable[DutyGroup], language: str, *, made_on: datetime.date) -> list[str]:
    blocks = []
    for group in groups:
        rows = [
            (
                duty.text[language],
                duty.article[language] if duty.article else NOTHING,
                applies_text(duty, begins, language, today=made_on),
            )
            for duty, begins in group.duties
        ]
        blocks += [f"### {role_names(act, group.roles, language)}", _table(_say("duty_columns", language), rows)]
    return blocks


def role_names(act: AiAct, roles: Iterable[str], language: str) -> str:
    """Who has a duty: 'Anbieter, Betreiber', or everyone."""
    return ", ".join(act.roles[role].title[language] for role in roles) or _say("everyone", language)


def applies_text(duty: Duty, begins: Sequence[Applies], language: str, *, today: datetime.date) -> str:
    """From when a duty applies; one that rests on other law applies already."""
    return _say("other_law", language) if duty.other_law else begins_text(begins, language, today=today)


def begins_text(begins: Sequence[Applies], language: str, *, today: datetime.date) -> str:
    """From when something applies: 'seit 02.02.2025', 'ab 02.12.2027', '–' where the file gives no date."""
    parts = []
    for name, days in (
        ("since", [each.date for each in begins if each.date <= today]),
        ("from", [each.date for each in begins if each.date > today]),
    ):
        if days:
            parts.append(_say(name, language).format(days=", ".join(shown_day(day, language) for day in days)))
    return "; ".join(parts) or NOTHING


def _dates(act: AiAct, dates: Iterable[Applies], language: str, *, made_on: datetime.date) -> str:
    rows = [
        (
            shown_day(applies.date, language),
            _say("applies" if applies.date <= made_on else "later", language),
            applies.what[language],
            applies.article[language],
            act.sources[applies.source].title[language],
        )
        for applies in dates
    ]
    return _table(_say("date_columns", language), rows)


def _path(screening: Screening, language: str) -> str:
    rows = [
        (
            str(number),
            step.question.text[language],
            step.option.label[language],
            step.question.article[language],
        )
        for number, step in enumerate(screening.path, start=1)
    ]
    return f"## {_say('path', language)}\n\n{_table(_say('path_columns', language), rows)}" if rows else ""


def _basis(act: AiAct, language: str) -> list[str]:
    checked = act.checked
    remarks = [
        remark
        for listed in (checked.compared, checked.from_secondary, checked.from_knowledge, checked.open)
        for remark in listed[language]
    ]
    sources = [
        f"- {source.title[language]} ({_say(source.checked, language)}): <{source.url}>"
        for source in act.sources.values()
    ]
    return [
        f"## {_say('basis', language)}",
        f"{_say('checked_on', language)}: {shown_day(checked.date, language)}. {checked.summary[language]}",
        "\n".join(f"- {remark}" for remark in remarks),
        f"## {_say('sources', language)}",
        "\n".join(sources),
    ]


def _table(columns: str, rows: Iterable[Sequence[str]]) -> str:
    names = columns.split(" | ")
    lines = [names, ["---"] * len(names), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shown_day(day: datetime.date, language: str) -> str:
    """A day as a reader of the language writes it: '02.12.2027', '2 December 2027'."""
    return f"{day:%d.%m.%Y}" if language == "de" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = "January February March April May June July August September October November December".split()


def escaped(text: str) -> str:
    """A text of the user on one line, without any mark that Markdown or HTML would act on."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _say(name: str, language: str) -> str:
    return TEXTS[name][0 if language == "de" else 1]
