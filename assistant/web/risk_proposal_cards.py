"""Renders proposed risks as safe HTML: cards with sentence, estimate, sources and what can be done with them.

It only lays out what is handed in. What a proposal says is in the language of its description, labels are in that of
the page.
"""

import re
from collections.abc import Collection, Sequence
from html import escape

from assistant.risks.catalogue import PHASE_NAMES
from assistant.risks.proposal import RiskProposal, RiskSource
from assistant.risks.register import CATEGORY_NAMES
from assistant.web.proposals_session import ProposalsSession
from assistant.web.risk_facts import score_html
from assistant.web.wording import counted, say

# Where the three parts of a sentence begin.
_JOINTS = {
    "de": re.compile(r"^(?:Gefahr|Risiko), dass\b|(?<=, )weil\b|(?<=, )(?:was zu|sodass|mit der Folge, dass)\b"),
    "en": re.compile(r"^(?:The )?[Rr]isk that\b|\bbecause\b|\b(?:resulting in|leading to|so that)\b"),
}


def proposals_html(session: ProposalsSession, stored: Collection[str], language: str, *, writer: bool) -> str:
    """The cards of what was proposed and not hidden; `stored` are names of risks that the register has, `writer` says
    that a model can write the language of the proposals."""
    if not session.asked:
        return ""
    shown = [
        (place, proposal)
        for place, proposal in enumerate(session.proposals, start=1)
        if proposal.text not in session.hidden
    ]
    cards = "".join(_card(place, proposal, language, stored=proposal.text in stored) for place, proposal in shown)
    label = escape(say("proposal.label", language))
    return (
        f'{_head(session, len(shown), language, writer=writer)}<ol class="proposals" aria-label="{label}">{cards}</ol>'
    )


def progress_html(session: ProposalsSession, language: str, *, first: bool) -> str:
    """What is being done; '' when nothing is."""
    if session.searching:
        hint = f'<p class="hint">{escape(say("proposals.first", language))}</p>' if first else ""
        text = escape(say("proposals.searching", language))
        return f'<p class="byline waiting"><span class="pulse" aria-hidden="true"></span>{text}</p>{hint}'
    if session.writing:
        text, stop = escape(say("proposals.writing", language)), escape(say("proposals.stop", language))
        button = f'<button type="button" class="quiet" data-action="stop">{stop}</button>'
        return f'<p class="byline waiting"><span class="pulse" aria-hidden="true"></span>{text} {button}</p>'
    return ""


def _head(session: ProposalsSession, shown: int, language: str, *, writer: bool) -> str:
    count = counted("proposals.count", shown, language) if session.proposals else say("proposals.none", language)
    parts = [f"<b>{escape(count)}</b>"]
    if session.hidden:
        hidden = escape(counted("proposals.hidden", len(session.hidden), language))
        again = escape(say("proposals.show_hidden", language))
        parts.append(f'{hidden} <button type="button" class="quiet" data-action="unhide">{again}</button>')
    if writer and session.proposals and not session.writing:
        text = escape(say("proposals.word", language))
        parts.append(f'<button type="button" class="quiet" data-action="word">{text}</button>')
    bare = f'<p class="hint">{escape(say("proposals.bare", language))}</p>' if session.bare else ""
    return f'<p class="proposals-head">{" · ".join(parts)}</p>{bare}'


def _card(place: int, proposal: RiskProposal, language: str, *, stored: bool) -> str:
    lang, rating = proposal.language, proposal.rating
    category = CATEGORY_NAMES[proposal.category][language]
    badge = f'<span class="badge">{escape(category)}</span>' if category else ""
    rated = escape(say("proposal.rated", language, likelihood=rating.likelihood, impact=rating.impact))
    lines = "".join(_line(f"proposal.{name}", getattr(proposal, name), lang, language) for name in ("why", "reason"))
    return (
        f'<li class="proposal-card" id="proposal-{place}"><header><h3 lang="{lang}">{escape(proposal.text)}</h3>'
        f'<p class="facts">{score_html(rating, language)}<span>{rated}</span>{badge}</p></header>'
        f'<div class="said">{_sentence(proposal, language)}{lines}</div>'
        f"{_sources(place, proposal.sources, lang, language)}{_more(proposal, language)}{_rejected(proposal, language)}"
        f'<p class="proposal-actions">{_actions(place, proposal, language, stored=stored)}</p></li>'
    )


def _sentence(proposal: RiskProposal, language: str) -> str:
    """The whole sentence with its joints marked; without one what its source tells of event, cause and effect."""
    if proposal.sentence:
        marked = _JOINTS[proposal.language].sub(lambda joint: f"<b>{joint[0]}</b>", escape(proposal.sentence))
        by_model = proposal.written_by == "model"
        note = f' <span class="badge">{escape(say("proposal.by_model", language))}</span>' if by_model else ""
        return f'<p class="sentence" lang="{proposal.language}">{marked}{note}</p>'
    rows = "".join(
        f"<dt>{escape(say(f'proposal.{name}', language))}</dt><dd><q>{escape(text)}</q></dd>"
        for name in ("event", "cause", "effect")
        if (text := getattr(proposal, name))
    )
    return f'<dl class="goal-facts">{rows}</dl>' if rows else ""


def _line(name: str, text: str, lang: str, language: str) -> str:
    if not text:
        return ""
    return f'<p class="line"><span>{escape(say(name, language))}:</span> <span lang="{lang}">{escape(text)}</span></p>'


def _sources(place: int, sources: Sequence[RiskSource], lang: str, language: str) -> str:
    items = "".join(
        f'<li lang="{lang}">{_source(place, number, source, language)}</li>'
        for number, source in enumerate(sources, start=1)
    )
    return f'<div class="proposal-sources"><h4>{escape(say("proposal.sources", language))}</h4><ul>{items}</ul></div>'


def _source(place: int, number: int, source: RiskSource, language: str) -> str:
    """A source as it reads; one with a passage opens it, and shows its words."""
    if source.passage is None:
        return escape(source.text)
    text = escape(source.text.replace(source.passage.document, source.passage.title))
    label = escape(say("proposal.open", language, text=source.text))
    quote = f'<q lang="{escape(source.passage.language)}">{escape(source.quote)}</q>' if source.quote else ""
    return (
        f'<button type="button" class="source-link" data-action="source" data-proposal="{place}" '
        f'data-source="{number}" aria-label="{label}">{text}</button>{quote}'
    )


def _more(proposal: RiskProposal, language: str) -> str:
    """Measures, early signs, role and phase, folded; '' where nothing is known of them."""
    lists = "".join(
        f'<h4>{escape(say(f"proposal.{name}", language))}</h4><ul lang="{proposal.language}">{_items(texts)}</ul>'
        for name, texts in (("measures", proposal.measures), ("signs", proposal.signs))
        if texts
    )
    phases = ", ".join(PHASE_NAMES[phase][language] for phase in proposal.phases)
    rows = "".join(
        f'<dt>{escape(say(f"proposal.{name}", language))}</dt><dd lang="{lang}">{escape(text)}</dd>'
        for name, text, lang in (("owner", proposal.owner, proposal.language), ("phases", phases, language))
        if text
    )
    if not lists and not rows:
        return ""
    facts = f'<dl class="goal-facts">{rows}</dl>' if rows else ""
    return f'<details class="fold"><summary>{escape(say("proposal.more", language))}</summary>{facts}{lists}</details>'


def _items(texts: Sequence[str]) -> str:
    return "".join(f"<li>{escape(text)}</li>" for text in texts)


def _rejected(proposal: RiskProposal, language: str) -> str:
    if not proposal.rejected:
        return ""
    items = "".join(f"<li><s>{escape(one.text)}</s><ul>{_items(one.reasons)}</ul></li>" for one in proposal.rejected)
    summary = escape(say("proposal.rejected", language))
    return (
        f'<details class="rejected" lang="{proposal.language}"><summary>{summary}</summary><ol>{items}</ol></details>'
    )


def _actions(place: int, proposal: RiskProposal, language: str, *, stored: bool) -> str:
    name = escape(proposal.text)
    take, hide = escape(say("proposal.take", language)), escape(say("proposal.hide", language))
    taking = (
        f'<span class="stored">✓ {escape(say("proposal.stored", language))}</span>'
        if stored
        else f'<button type="button" class="take" data-action="take" data-proposal="{place}" '
        f'aria-label="{take}: {name}">{take}</button>'
    )
    return (
        f'{taking} <button type="button" class="quiet" data-action="hide" data-proposal="{place}" '
        f'aria-label="{hide}: {name}">{hide}</button>'
    )
