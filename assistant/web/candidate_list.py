"""Renders what minutes may have to teach as safe HTML: the documents to choose from, and the candidates of one.

It only lays out what is handed in; candidates are found by `lessons.candidates`.
"""

from collections.abc import Sequence
from html import escape

from assistant.lessons.card import Part
from assistant.manifest import StoredDocument
from assistant.passages import Kind
from assistant.web.document_list import matching
from assistant.web.lesson_session import CandidateSession
from assistant.web.wording import counted, day, kind_name, number, say

# Documents drawn at most; a search narrows them.
LONGEST_LIST = 12
# Minutes and retrospectives are notes; other documents come after them.
_ORDER = (Kind.NOTE, Kind.OTHER, Kind.LESSON, Kind.RISK)


def offered(documents: Sequence[StoredDocument], search: str, language: str) -> list[StoredDocument]:
    """The documents that may hold candidates and match a search: notes first, the newest first."""
    mine = [document for document in documents if document.kind in _ORDER]
    newest_first = sorted(matching(mine, search, language), key=lambda document: document.date or "", reverse=True)
    return sorted(newest_first, key=lambda document: _ORDER.index(document.kind))


def documents_html(documents: Sequence[StoredDocument], state: CandidateSession, language: str) -> str:
    """The documents to choose from, the opened one marked."""
    found = offered(documents, state.search, language)
    if not found:
        name = "candidates.no_match" if state.search.strip() else "candidates.no_documents"
        return f'<p class="hint">{escape(say(name, language))}</p>'
    items = "".join(
        _document(document, language, opened=document.id == state.document) for document in found[:LONGEST_LIST]
    )
    label = escape(say("candidates.documents", language))
    shown, total = (number(n, language) for n in (LONGEST_LIST, len(found)))
    more = say("candidates.more", language, shown=shown, total=total) if len(found) > LONGEST_LIST else ""
    return f'<ul class="minutes" aria-label="{label}">{items}</ul>' + (
        f'<p class="hint">{escape(more)}</p>' if more else ""
    )


def _document(document: StoredDocument, language: str, *, opened: bool) -> str:
    facts = [document.project or "", day(document.date, language) if document.date else ""]
    texts = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    badge = f'<span class="badge kind-{document.kind}">{escape(kind_name(document.kind, language))}</span>'
    current = ' aria-current="true"' if opened else ""
    return (
        f'<li{current}><button type="button" class="open" data-action="document" data-document="{document.id}">'
        f'<span class="title">{escape(document.title)}</span><span class="facts">{badge}{texts}</span></button></li>'
    )


def candidates_html(state: CandidateSession, language: str) -> str:
    """The candidates of the opened document with their buttons; what has been put away stands folded at the end."""
    if state.document is None:
        return f'<p class="hint">{escape(say("candidates.choose", language))}</p>'
    title = escape(say("candidates.of", language, title=state.title))
    head = f'<h3 tabindex="-1" data-follow="document-{state.document}">{title}</h3>'
    if not state.found:
        return f'{head}<p class="hint">{escape(say("candidates.none", language))}</p>'
    kept = [place for place in range(len(state.found)) if place not in state.rejected]
    items = "".join(_candidate(place, state, language) for place in kept)
    hint = f"{counted('candidates.count', len(state.found), language)}. {say('candidates.hint', language)}"
    return (
        f'{head}<p class="hint">{escape(hint)}</p><ol class="candidates">{items}</ol>'
        f"{_rejected(state, language)}{_bar(state, language)}"
    )


def _candidate(place: int, state: CandidateSession, language: str) -> str:
    candidate = state.found[place]
    ticked, stored = place in state.ticked, place in state.stored
    headings = [heading for heading in candidate.passage.headings if heading != state.title]
    facts = [say(f"candidates.sign.{candidate.sign}", language), " › ".join(headings)]
    texts = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    before = say("candidates.before", language, text=candidate.before) if candidate.before else ""
    style = "candidate stored" if stored else "candidate ticked" if ticked else "candidate"
    return (
        f'<li class="{style}"><p class="facts"><span class="badge">{escape(part_name(candidate.part, language))}</span>'
        f'{texts}</p><blockquote lang="{escape(candidate.passage.language)}">{escape(candidate.text)}</blockquote>'
        + (f'<p class="hint">{escape(before)}</p>' if before else "")
        + f'<p class="candidate-actions">{_actions(place, language, ticked=ticked, stored=stored)}</p></li>'
    )


def _actions(place: int, language: str, *, ticked: bool, stored: bool) -> str:
    source = _button("source", place, say("candidates.source", language, n=place + 1), style="quiet")
    if stored:
        return f'<span class="stored-mark">✓ {escape(say("candidates.stored", language))}</span> {source}'
    tick = say("candidates.ticked" if ticked else "candidates.tick", language)
    pressed = "true" if ticked else "false"
    return (
        _button("tick", place, tick, style="take", pressed=pressed)
        + source
        + _button("reject", place, say("candidates.reject", language), style="quiet")
    )


def _button(action: str, place: int, text: str, *, style: str, pressed: str = "") -> str:
    state = f' aria-pressed="{pressed}"' if pressed else ""
    return (
        f'<button type="button" class="{style}" data-action="{action}" data-candidate="{place}"{state}>'
        f"{escape(text)}</button> "
    )


def _rejected(state: CandidateSession, language: str) -> str:
    if not state.rejected:
        return ""
    items = "".join(
        f"<li>{escape(state.found[place].text)} "
        f"{_button('reject', place, say('candidates.take_back', language), style='quiet')}</li>"
        for place in sorted(state.rejected)
    )
    label = escape(counted("candidates.rejected", len(state.rejected), language))
    return f'<details class="fold"><summary>{label}</summary><ul class="rejected-candidates">{items}</ul></details>'


def _bar(state: CandidateSession, language: str) -> str:
    """What can be done with the ticked ones."""
    n = len(state.ticked)
    if not n:
        return f'<p class="hint">{escape(say("candidates.tick_first", language))}</p>'
    one = say("candidates.each" if n > 1 else "candidates.one", language)
    buttons = f'<button type="button" class="take" data-action="each">{escape(one)}</button> '
    if n > 1:
        together = escape(say("candidates.together", language))
        buttons += f'<button type="button" class="take" data-action="together">{together}</button>'
    return f'<p class="candidate-bar"><b>{escape(counted("candidates.ticked_count", n, language))}</b> {buttons}</p>'


def part_name(part: Part, language: str) -> str:
    """What a part of a lesson is called."""
    return say(f"lessons.part.{part}", language)
