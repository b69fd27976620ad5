"""Renders the risks of a register as a table of safe HTML: score with band, owner, review and gaps of each.

It lays out what is handed in, in the order given; choosing and rating is done elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from assistant.risks.gaps import Gap, Rule
from assistant.risks.register import Risk, reference
from assistant.web.risk_facts import review_html, score_html, status_html
from assistant.web.risk_session import ROWS, RiskSession
from assistant.web.wording import counted, number, say

_COLUMNS = ("number", "risk", "inherent", "current", "owner", "review")
_EXCERPT = 140
# Gaps that other columns of the same row show already.
_IN_COLUMNS = (Rule.NOT_RATED, Rule.NO_OWNER, Rule.NO_REVIEW, Rule.REVIEW_OVERDUE)


@dataclass(frozen=True)
class RegisterView:
    """What is shown of a register: all risks of the project chosen, those that the filters leave in the order to show,
    and the gaps of each by number."""

    risks: Sequence[Risk]
    shown: Sequence[Risk]
    today: date
    gaps: Mapping[int | None, Sequence[Gap]] = field(default_factory=dict)


def list_html(view: RegisterView, session: RiskSession, language: str) -> str:
    """The table, or what to do first where there is none."""
    if not view.risks:
        heading, text = (escape(say(f"risks.{name}", language)) for name in ("empty", "begin"))
        return f'<div class="register-empty"><h3>{heading}</h3><p>{text}</p></div>'
    count = _count(view, session, language)
    if not view.shown:
        return f'{count}<p class="hint">{escape(say("risks.nothing", language))}</p>'
    head = "".join(
        f'<th scope="col" class="{name}">{escape(say(f"risks.column_{name}", language))}</th>' for name in _COLUMNS
    )
    rows = "".join(_row(risk, view, session, language) for risk in view.shown[: session.rows])
    label = escape(say("risks.label", language))
    return (
        f'{count}<table class="register" aria-label="{label}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_more(len(view.shown) - session.rows, language)}"
    )


def _count(view: RegisterView, session: RiskSession, language: str) -> str:
    """How many risks are shown, what is wrong with them, and a way back from the filters."""
    parts = [f"<b>{escape(_shown(view, language))}</b>"]
    overdue = sum(_is_overdue(risk, view.today) for risk in view.shown)
    if overdue:
        parts.append(f'<span class="overdue">{escape(counted("risks.overdue_count", overdue, language))}</span>')
    faulty = sum(bool(view.gaps.get(risk.id)) for risk in view.shown)
    if faulty or session.gaps:
        text, hint = escape(counted("risks.with_gaps", faulty, language)), escape(say("risks.only_gaps", language))
        pressed = "true" if session.gaps else "false"
        parts.append(
            f'<button type="button" class="toggle" data-action="gaps" aria-pressed="{pressed}" title="{hint}">'
            f'<span aria-hidden="true">△</span> {text}</button>'
        )
    if session.cell:
        steps = {"likelihood": session.cell.likelihood, "impact": session.cell.impact}
        parts.append(f"<span>{escape(say('risks.in_cell', language, **steps))}</span>")
    if session.narrowed:
        reset = escape(say("risks.reset", language))
        parts.append(f'<button type="button" class="quiet" data-action="reset">{reset}</button>')
    return f'<p class="register-count" role="status">{" ".join(parts)}</p>'


def _shown(view: RegisterView, language: str) -> str:
    shown, total = len(view.shown), len(view.risks)
    if shown == total:
        return counted("risks.count", total, language)
    return say("risks.shown", language, shown=number(shown, language), total=counted("risks.count", total, language))


def _is_overdue(risk: Risk, today: date) -> bool:
    return risk.status.live and risk.review is not None and risk.review < today


def _row(risk: Risk, view: RegisterView, session: RiskSession, language: str) -> str:
    labels = {name: escape(say(f"risks.column_{name}", language)) for name in _COLUMNS}
    owner = escape(risk.owner) or f'<span class="absent">{escape(say("risks.no_owner", language))}</span>'
    cells = {
        "inherent": score_html(risk.inherent, language),
        "current": score_html(risk.current, language),
        "owner": owner,
        "review": review_html(risk, view.today, language),
    }
    facts = "".join(f'<td class="{name}" data-label="{labels[name]}">{cell}</td>' for name, cell in cells.items())
    current = ' aria-current="true"' if risk.id == session.opened else ""
    style = "live" if risk.status.live else "ended"
    return (
        f'<tr class="{style}"{current}><td class="number">{reference(risk)}</td>'
        f"{_title(risk, view, session, language)}{facts}</tr>"
    )


def _title(risk: Risk, view: RegisterView, session: RiskSession, language: str) -> str:
    label = escape(say("risks.open", language, name=reference(risk), text=risk.text))
    lang = escape(risk.language)
    event = f'<p class="event" lang="{lang}">{escape(_cut(risk.event))}</p>' if risk.event.strip() else ""
    project = "" if session.project else risk.project or say("risks.no_project", language)
    names = f"<span>{escape(project)}</span>" if project else ""
    return (
        f'<th scope="row"><button type="button" class="card-title" data-action="open" data-risk="{risk.id}" '
        f'aria-label="{label}" lang="{lang}">{escape(_cut(risk.text))}</button>{event}'
        f'<p class="facts">{status_html(risk, language)}{names}{_gaps(view.gaps.get(risk.id, ()), language)}</p></th>'
    )


def _gaps(gaps: Sequence[Gap], language: str) -> str:
    """The rules that are broken, in a word or two; the whole sentence on pointing."""
    rules = {gap.rule: gap for gap in gaps if gap.rule not in _IN_COLUMNS}
    return "".join(
        f'<span class="gap" title="{escape(gap.text[language])}"><span aria-hidden="true">△</span> '
        f"{escape(say(f'gap.{rule}', language))}</span>"
        for rule, gap in rules.items()
    )


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def _more(rest: int, language: str) -> str:
    if rest <= 0:
        return ""
    label = escape(say("risks.more", language, n=number(min(rest, ROWS), language)))
    return f'<button type="button" class="take more" data-action="more">{label}</button>'
