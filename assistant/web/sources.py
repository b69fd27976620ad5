"""Renders evidence as safe HTML: the cards beside the conversation and the opened document.

A card shows where a passage stands and the words that carry the answer; opened, the passage stands among its
neighbours. It reads nothing: passages are handed in.
"""

from collections.abc import Sequence
from html import escape

from assistant.passages import Passage
from assistant.web.exchanges import Exchange, cited_numbers
from assistant.web.prose import excerpt, find_quote, prose
from assistant.web.wording import day, kind_name, number, say

# Passages shown before and after an opened one, and at most of a whole document.
NEIGHBOURS = 2
LONGEST_DOCUMENT = 400


def sources_html(exchange: Exchange | None, active: int, language: str) -> str:
    """The cards of one exchange, or what will appear here."""
    if exchange is None:
        return _hint(say("sources.waiting", language))
    heading = f"<h2>{escape(say('sources.heading', language, n=exchange.number))}</h2>"
    if exchange.passages is None:
        return heading
    if not exchange.passages:
        return heading + _hint(say("sources.none", language))
    numbered = list(enumerate(exchange.passages, start=1))
    if not exchange.carries:
        cards = "".join(_card(exchange, n, passage, language, active=n == active) for n, passage in numbered)
        return f'{heading}{_hint(say("sources.closest", language))}<ol class="cards unused">{cards}</ol>'
    cited = set(cited_numbers(exchange.answer)) if exchange.answer else {n for n, _ in numbered}
    used = [_card(exchange, n, passage, language, active=n == active) for n, passage in numbered if n in cited]
    unused = [_card(exchange, n, passage, language, active=n == active) for n, passage in numbered if n not in cited]
    rest = f'<h3>{escape(say("sources.unused", language))}</h3><ol class="cards unused">{"".join(unused)}</ol>'
    return f'{heading}<ol class="cards">{"".join(used)}</ol>' + (rest if unused else "")


def _hint(text: str) -> str:
    return f'<p class="hint">{escape(text)}</p>'


def _card(exchange: Exchange, source: int, passage: Passage, language: str, *, active: bool) -> str:
    label = escape(say("sources.open", language, n=source, title=passage.title))
    mark = find_quote(passage.text, quote_of(exchange, source))
    heading = f'<span class="path">{escape(passage.heading)}</span>' if passage.heading else ""
    current = ' aria-current="true"' if active else ""
    return (
        f'<li class="card" id="source-{exchange.number}-{source}"{current}>'
        f'<span class="number" aria-hidden="true">{source}</span>'
        f'<div><button type="button" class="card-title" data-action="open" data-exchange="{exchange.number}" '
        f'data-source="{source}" aria-label="{label}">{escape(passage.title)}</button>'
        f'<p class="facts">{facts_html(passage, language)}</p>{heading}'
        f'<p class="excerpt" lang="{escape(passage.language)}">{excerpt(passage.text, mark=mark)}</p></div></li>'
    )


def quote_of(exchange: Exchange, source: int) -> str:
    """The words of a source that carry the answer, empty before the answer is there."""
    citations = exchange.answer.citations if exchange.answer else ()
    return next((citation.quote for citation in citations if citation.number == source), "")


def facts_html(passage: Passage, language: str) -> str:
    """Kind, project, date and place of a passage on one line."""
    facts = [passage.project or "", day(passage.date, language) if passage.date else "", _place(passage, language)]
    texts = [f"<span>{escape(fact)}</span>" for fact in facts if fact]
    return badge_html(passage, language) + "".join(texts)


def badge_html(passage: Passage, language: str) -> str:
    """The kind of document as a badge."""
    return f'<span class="badge kind-{passage.kind}">{escape(kind_name(passage.kind, language))}</span>'


def _place(passage: Passage, language: str) -> str:
    if passage.page is not None:
        return say("passage.page", language, n=passage.page)
    return say("passage.rows", language, rows=passage.rows) if passage.rows else ""


def document_id(passage: Passage) -> int:
    """The document a passage belongs to; stored passages carry it at the start of their id."""
    return int(passage.id.split("-", 1)[0])


def opened_passage_html(
    passage: Passage, passages: Sequence[Passage], *, source: int, quote: str, language: str
) -> str:
    """A passage among its neighbours, the quote marked; `passages` are the whole document."""
    places = [place for place, other in enumerate(passages) if other.id == passage.id]
    if not places:
        return _reader(passage.title, "", _hint(say("reader.gone", language)), language)
    first, last = max(0, places[0] - NEIGHBOURS), places[0] + NEIGHBOURS + 1
    body = ""
    before: Passage | None = passages[first - 1] if first else None
    for other in passages[first:last]:
        current = other.id == passage.id
        body += _section(other, before, language, quote=quote if current else "", cited=source if current else 0)
        before = other
    whole = (
        f'<button type="button" class="quiet" data-action="whole" data-document="{document_id(passage)}">'
        f"{escape(say('reader.whole', language))}</button>"
    )
    return _reader(passage.title, _document_facts(passage, language), body + whole, language)


def opened_document_html(passages: Sequence[Passage], language: str) -> str:
    """A whole document, passage by passage."""
    if not passages:
        return _reader("", "", _hint(say("reader.gone", language)), language)
    body, before = "", None
    for passage in passages[:LONGEST_DOCUMENT]:
        body += _section(passage, before, language, quote="", cited=0)
        before = passage
    if len(passages) > LONGEST_DOCUMENT:
        shown, total = (number(n, language) for n in (LONGEST_DOCUMENT, len(passages)))
        body += _hint(say("reader.cut", language, shown=shown, total=total))
    return _reader(passages[0].title, _document_facts(passages[0], language), body, language, styles="whole")


def _section(passage: Passage, before: Passage | None, language: str, *, quote: str, cited: int) -> str:
    """One passage of an opened document; heading and page only where they change."""
    head = ""
    if passage.heading and (before is None or before.headings != passage.headings):
        head += f'<p class="path">{escape(passage.heading)}</p>'
    place = _place(passage, language)
    if place and (before is None or _place(before, language) != place):
        head += f'<p class="place">{escape(place)}</p>'
    label = f'<p class="cited">{escape(say("reader.cited", language, n=cited))}</p>' if cited else ""
    body = prose(passage.text, mark=find_quote(passage.text, quote))
    identity = ' id="opened"' if cited else ""
    style = "passage current" if cited else "passage"
    return f'<section class="{style}"{identity} lang="{escape(passage.language)}">{label}{head}{body}</section>'


def _document_facts(passage: Passage, language: str) -> str:
    facts = [passage.project or "", day(passage.date, language) if passage.date else "", passage.document]
    return badge_html(passage, language) + "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)


def _reader(title: str, facts: str, body: str, language: str, *, styles: str = "excerpted") -> str:
    close = escape(say("reader.close", language))
    return (
        f'<aside class="reader {styles}" role="dialog" aria-label="{escape(title)}" tabindex="-1">'
        f'<header><div><h2>{escape(title)}</h2><p class="facts">{facts}</p></div>'
        f'<button type="button" class="close" data-action="close" aria-label="{close}" title="{close}">×</button>'
        f'</header><div class="reader-body">{body}</div></aside>'
    )
