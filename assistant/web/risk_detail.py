"""Renders one risk as safe HTML: scores, gaps, facts, links and versions; and what a form would change.

Everything shown is handed in; it judges nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from assistant.risks.gaps import Gap
from assistant.risks.register import FIELDS, Risk, Version, changed_fields, reference
from assistant.web.risk_facts import (
    STEPS,
    LinkNames,
    facts_html,
    field_name,
    gaps_html,
    review_html,
    score_html,
    status_html,
    value_text,
)
from assistant.web.wording import NOTHING, day, say

# What the head of an opened risk shows, or a list of its own.
_ELSEWHERE = {"id", "language", "text", "category", "status", "project", "owner", "review", "goals", "lessons", *STEPS}
FACTS = tuple(name for name in FIELDS if name not in _ELSEWHERE)
SUMMARY = tuple(name for name in FIELDS if name not in ("id", "language"))


@dataclass(frozen=True)
class RiskView:
    """A risk with all that is known of it; `deleting` says that its deletion waits for a yes."""

    risk: Risk
    versions: Sequence[Version]
    gaps: Sequence[Gap]
    links: LinkNames
    today: date
    deleting: bool = False


def detail_html(view: RiskView, language: str) -> str:
    """The opened risk."""
    risk = view.risk
    place = [reference(risk), value_text(risk, "category", view.links, language), risk.project]
    owner = escape(risk.owner) or f'<span class="absent">{escape(say("risks.no_owner", language))}</span>'
    followed = "" if view.deleting else f'data-follow="risk-{risk.id}"'  # else the question is
    return (
        f'<article class="goal-detail risk-detail"><header><div>'
        f'<p class="level-name">{escape(" · ".join(filter(None, place)))}</p>'
        f'<h2 tabindex="-1" {followed} lang="{escape(risk.language)}">{escape(risk.text)}</h2>'
        f"</div>{_buttons(language)}</header>{_question(view, language)}"
        f'<dl class="risk-head">{_term("column_current", score_html(risk.current, language, steps=True), language)}'
        f"{_term('column_inherent', score_html(risk.inherent, language, steps=True), language)}"
        f"{_term('status', status_html(risk, language), language)}{_term('column_owner', owner, language)}"
        f"{_term('column_review', review_html(risk, view.today, language), language)}</dl>"
        f"{_gaps(view, language)}{facts_html(risk, FACTS, view.links, language)}"
        f"{_goals(view, language)}{_lessons(view, language)}{_versions(view, language)}</article>"
    )


def _term(name: str, html: str, language: str) -> str:
    return f"<div><dt>{escape(say(f'risks.{name}', language))}</dt><dd>{html}</dd></div>"


def _buttons(language: str) -> str:
    buttons = "".join(
        f'<button type="button" class="quiet" data-action="{action}">{escape(say(f"risk.{action}", language))}</button>'
        for action in ("edit", "delete", "close")
    )
    return f'<div class="goal-actions">{buttons}</div>'


def _question(view: RiskView, language: str) -> str:
    if not view.deleting:
        return ""
    text = escape(say("risk.delete_question", language, name=reference(view.risk), text=view.risk.text))
    yes, no = escape(say("delete.confirm", language)), escape(say("delete.cancel", language))
    return (
        f'<div class="confirmation" role="alertdialog"><p tabindex="-1" data-follow="delete-{view.risk.id}">{text}</p>'
        f'<button type="button" class="danger" data-action="confirm-delete">{yes}</button>'
        f'<button type="button" class="quiet" data-action="keep">{no}</button></div>'
    )


def _gaps(view: RiskView, language: str) -> str:
    gaps = gaps_html(view.gaps, language)
    return f"<h3>{escape(say('risk.gaps', language))}</h3>{gaps}" if gaps else ""


def _goals(view: RiskView, language: str) -> str:
    """The goals it threatens; one that is there can be opened."""
    items = ""
    for goal in view.risk.goals:
        name = escape(view.links.goal(goal, language))
        known = goal in view.links.goals
        items += f"<li>{_link('goal', str(goal), name) if known else name}</li>"
    return _linked("goals", items, language)


def _lessons(view: RiskView, language: str) -> str:
    items = ""
    for document in view.risk.lessons:
        name = escape(view.links.lesson(document, language))
        items += f"<li>{_link('lesson', document, name) if document in view.links.lessons else name}</li>"
    return _linked("lessons", items, language)


def _link(action: str, value: str, name: str) -> str:
    return f'<button type="button" class="quiet" data-action="{action}" data-{action}="{escape(value)}">{name}</button>'


def _linked(name: str, items: str, language: str) -> str:
    return f'<h3>{escape(say(f"risk.{name}", language))}</h3><ul class="links">{items}</ul>' if items else ""


def _versions(view: RiskView, language: str) -> str:
    """All versions, the newest first: when, what changed and why."""
    before: dict[int, Risk | None] = {1: None}
    before |= {after.number: earlier.risk for earlier, after in zip(view.versions, view.versions[1:], strict=False)}
    items = "".join(
        f"<li><b>{version.number}</b> {_saved(version, language)}"
        f"{_changes(version, before.get(version.number), view.links, language)}</li>"
        for version in reversed(view.versions)
    )
    title = escape(say("risk.versions", language, n=len(view.versions)))
    return f'<details class="fold versions-list"><summary>{title}</summary><ol>{items}</ol></details>'


def _saved(version: Version, language: str) -> str:
    moment = version.saved_at.isoformat()
    reason = f" · {say('risk.version_reason', language, reason=version.reason)}" if version.reason else ""
    return f'<time datetime="{moment}">{escape(day(moment, language))}</time><span class="hint">{escape(reason)}</span>'


def _changes(version: Version, before: Risk | None, links: LinkNames, language: str) -> str:
    if before is None:
        return f' <span class="hint">{escape(say("risk.version_first", language))}</span>'
    items = ""
    for name in version.changed:
        old, new = (escape(value_text(risk, name, links, language) or NOTHING) for risk in (before, version.risk))
        items += f"<li>{escape(field_name(name, language))}: <s>{old}</s> → {new}</li>"
    return f'<ul class="changes">{items}</ul>'


@dataclass(frozen=True)
class Change:
    """A risk as the form says it, as it was (None for a new one), why it is changed, and the gaps it then has."""

    risk: Risk
    before: Risk | None
    reason: str
    gaps: Sequence[Gap]


def summary_html(change: Change, links: LinkNames, language: str) -> str:
    """What would be saved: all facts of a new risk, of a change those that differ, with scores and gaps afterwards."""
    risk, before = change.risk, change.before
    names = SUMMARY if before is None else tuple(name for name in changed_fields(before, risk) if name != "language")
    title = escape(say("riskform.summary_new" if before is None else "riskform.summary_edit", language))
    scores = _term("column_current", _score(change, "current", language), language)
    scores += _term("column_inherent", _score(change, "inherent", language), language)
    notes = []
    if before is not None:
        notes = [say("riskform.reason_given", language, reason=change.reason), say("riskform.old_kept", language)]
    gaps = gaps_html(change.gaps, language)
    after = f"<h4>{escape(say('riskform.gaps_after', language))}</h4>{gaps}"
    none = f'<p class="hint">{escape(say("riskform.no_gaps", language))}</p>'
    return (
        f'<h3 tabindex="-1" data-follow="summary">{title}</h3><dl class="risk-head">{scores}</dl>'
        f"{facts_html(risk, names, links, language, before=before)}"
        f"{''.join(f'<p class=hint>{escape(note)}</p>' for note in notes)}{after if gaps else none}"
    )


def _score(change: Change, name: str, language: str) -> str:
    """The score afterwards, with the one before where it differs."""
    after = getattr(change.risk, name)
    before = getattr(change.before, name) if change.before else after
    html = score_html(after, language, steps=True)
    return html if before == after else f"{score_html(before, language)} → {html}"
