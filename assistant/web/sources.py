"""Renders evidence as safe HTML: the cards beside the conversation and the opened document.

A card shows where a passage stands and the words that carry the answer; opened, the passage stands among its
neighbours, and a PDF keeps a place for the picture of its page, which comes after the text. It reads nothing:
passages and pictures are handed in.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape

from assistant.conversation import Exchange
from assistant.errors import PageNotShown
from assistant.grounding import Citation
from assistant.library.page_images import PageImage
from assistant.passages import Passage
from assistant.web.exchanges import cited_numbers
from assistant.web.prose import Span, excerpt, find_quote, prose
from assistant.web.wording import day, kind_name, number, say

# Passages shown before and after an opened one, and at most of a whole document.
NEIGHBOURS = 2
LONGEST_DOCUMENT = 400
# Marked places that the page of a PDF is searched for at most.
MOST_MARKS = 50


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
    marks = marks_in(passage, quote_of(exchange, source), spans_of(exchange, source))
    heading = f'<span class="path">{escape(passage.heading)}</span>' if passage.heading else ""
    current = ' aria-current="true"' if active else ""
    return (
        f'<li class="card" id="source-{exchange.number}-{source}"{current}>'
        f'<span class="number" aria-hidden="true">{source}</span>'
        f'<div><button type="button" class="card-title" data-action="open" data-exchange="{exchange.number}" '
        f'data-source="{source}" aria-label="{label}">{escape(passage.title)}</button>'
        f'<p class="facts">{facts_html(passage, language)}</p>{heading}'
        f'<p class="excerpt" lang="{escape(passage.language)}">{excerpt(passage.text, marks=marks)}</p></div></li>'
    )


def quote_of(exchange: Exchange, source: int) -> str:
    """The words of a source that carry the answer, empty before the answer is there."""
    citation = _citation(exchange, source)
    return citation.quote if citation else ""


def spans_of(exchange: Exchange, source: int) -> tuple[Span, ...]:
    """Where in the text of a source the answer's statements stand, as far as that is known."""
    citation = _citation(exchange, source)
    return citation.spans if citation else ()


def _citation(exchange: Exchange, source: int) -> Citation | None:
    citations = exchange.answer.citations if exchange.answer else ()
    return next((citation for citation in citations if citation.number == source), None)


def marks_in(passage: Passage, quote: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """What to mark in a passage: the spans, else the quote where it stands."""
    if spans:
        return tuple(spans)
    found = find_quote(passage.text, quote)
    return (found,) if found[1] else ()


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
    passage: Passage,
    passages: Sequence[Passage],
    *,
    source: int,
    quote: str,
    spans: Sequence[Span] = (),
    language: str,
) -> str:
    """A passage among its neighbours, the spans marked or else the quote; `passages` are the whole document."""
    places = [place for place, other in enumerate(passages) if other.id == passage.id]
    if not places:
        return _reader(passage.title, "", _hint(say("reader.gone", language)), language)
    marks = marks_in(passage, quote, spans)
    first, last = max(0, places[0] - NEIGHBOURS), places[0] + NEIGHBOURS + 1
    body = ""
    before: Passage | None = passages[first - 1] if first else None
    for other in passages[first:last]:
        current = other.id == passage.id
        body += _section(other, before, language, marks=marks if current else (), cited=source if current else 0)
        before = other
    whole = (
        f'<button type="button" class="quiet" data-action="whole" data-document="{document_id(passage)}">'
        f"{escape(say('reader.whole', language))}</button>"
    )
    facts, page = _document_facts(passage, language), _page_place(passage, marks, language)
    return _reader(passage.title, facts, body + whole, language, page=page)


def opened_document_html(passages: Sequence[Passage], language: str) -> str:
    """A whole document, passage by passage."""
    if not passages:
        return _reader("", "", _hint(say("reader.gone", language)), language)
    body, before = "", None
    for passage in passages[:LONGEST_DOCUMENT]:
        body += _section(passage, before, language, marks=(), cited=0)
        before = passage
    if len(passages) > LONGEST_DOCUMENT:
        shown, total = (number(n, language) for n in (LONGEST_DOCUMENT, len(passages)))
        body += _hint(say("reader.cut", language, shown=shown, total=total))
    return _reader(passages[0].title, _document_facts(passages[0], language), body, language, styles="whole")


def _section(passage: Passage, before: Passage | None, language: str, *, marks: Sequence[Span], cited: int) -> str:
    """One passage of an opened document; heading and page only where they change."""
    head = ""
    if passage.heading and (before is None or before.headings != passage.headings):
        head += f'<p class="path">{escape(passage.heading)}</p>'
    place = _place(passage, language)
    if place and (before is None or _place(before, language) != place):
        head += f'<p class="place">{escape(place)}</p>'
    label = f'<p class="cited">{escape(say("reader.cited", language, n=cited))}</p>' if cited else ""
    body = prose(passage.text, marks=marks)
    identity = ' id="opened"' if cited else ""
    style = "passage current" if cited else "passage"
    return f'<section class="{style}"{identity} lang="{escape(passage.language)}">{label}{head}{body}</section>'


def _document_facts(passage: Passage, language: str) -> str:
    facts = [passage.project or "", day(passage.date, language) if passage.date else "", passage.document]
    return badge_html(passage, language) + "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)


def _reader(title: str, facts: str, body: str, language: str, *, styles: str = "excerpted", page: str = "") -> str:
    close = escape(say("reader.close", language))
    panes = _panes(language) if page else ""
    styles += " with-page" if page else ""
    return (
        f'<aside class="reader {styles}" role="dialog" aria-label="{escape(title)}" tabindex="-1">'
        f'<header><div><h2>{escape(title)}</h2><p class="facts">{facts}</p></div>'
        f'<button type="button" class="close" data-action="close" aria-label="{close}" title="{close}">×</button>'
        f'</header>{panes}<div class="reader-panes"><div class="reader-body">{body}</div>{page}</div></aside>'
    )


# --- the page of a PDF -------------------------------------------------------------------------------------------


def _panes(language: str) -> str:
    """Where text and page do not fit side by side: which of them is shown."""
    names = (("text", "reader.text"), ("page", "reader.page"))
    buttons = "".join(
        f'<button type="button" data-pane="{pane}" aria-pressed="{str(pane == "text").lower()}">'
        f"{escape(say(name, language))}</button>"
        for pane, name in names
    )
    return f'<div class="panes">{buttons}</div>'


def _page_place(passage: Passage, marks: Sequence[Span], language: str) -> str:
    """Where the picture of the passage's page will be; its button asks for it. Empty where there are no pages."""
    if passage.page is None or not passage.document.lower().endswith(".pdf"):
        return ""
    spans = " ".join(f"{start}-{end}" for start, end in marks)
    return (
        f'<div class="page-place" data-view="{escape(_view(passage.id, marks))}">'
        f'<button type="button" class="quiet" data-action="page" data-passage="{escape(passage.id)}" '
        f'data-spans="{spans}">{escape(say("reader.page_loading", language, n=passage.page))}</button></div>'
    )


def _view(passage_id: str, marks: Sequence[Span]) -> str:
    """Names a page with its marks, so that a picture that comes late is not put beside another passage."""
    return f"{passage_id} " + " ".join(f"{start}-{end}" for start, end in marks)


def wanted_page(data: Mapping[str, object]) -> tuple[str, tuple[Span, ...]]:
    """What the button for the page of a passage asks for: (id of the passage, spans to mark in it). The browser
    sends it, so that the id may be unknown and the spans may lie anywhere."""
    found = re.findall(r"(?<!\S)(\d{1,7})-(\d{1,7})(?!\S)", str(data.get("spans", "")), re.ASCII)
    return str(data.get("passage", "")), tuple((int(start), int(end)) for start, end in found[:MOST_MARKS])


def page_html(passage: Passage, marks: Sequence[Span], image: PageImage, language: str) -> str:
    """The picture of a page with the marked places drawn over it."""
    boxes = "".join(
        '<span class="box" style="left:{:.3%};top:{:.3%};width:{:.3%};height:{:.3%}"></span>'.format(*box)
        for box in image.boxes
    )
    name = "page.alt_marked" if image.boxes else "page.alt"
    alt = escape(say(name, language, n=passage.page, title=passage.title))
    source = f"data:{image.media_type};base64,{b64encode(image.content).decode('ascii')}"
    picture = f'<img src="{source}" width="{image.width}" height="{image.height}" alt="{alt}">'
    zoom = escape(say("page.larger", language))
    return _page(
        passage.id,
        marks,
        f'<div class="page-bar"><span>{escape(say("passage.page", language, n=passage.page))}</span>'
        f'<button type="button" class="quiet" data-zoom aria-pressed="false">{zoom}</button></div>'
        f"{_missing_boxes(marks, image, language)}"
        f'<div class="page-scroll" tabindex="0" role="group" aria-label="{alt}">'
        f'<div class="page-sheet">{picture}{boxes}</div></div>',
    )


def _missing_boxes(marks: Sequence[Span], image: PageImage, language: str) -> str:
    """Why nothing is marked on the page, where something should be."""
    if image.boxes or not marks:
        return ""
    return _hint(say("page.not_found" if image.has_text else "page.scan", language))


def page_error_html(passage: Passage, marks: Sequence[Span], error: PageNotShown, language: str) -> str:
    """Why the page cannot be shown."""
    return _page(passage.id, marks, f'<p class="notice">{escape(error.in_language(language))}</p>')


def page_gone_html(passage_id: str, marks: Sequence[Span], language: str) -> str:
    """What stands in the place of the page when the passage has been deleted meanwhile."""
    return _page(passage_id, marks, _hint(say("reader.gone", language)))


def _page(passage_id: str, marks: Sequence[Span], body: str) -> str:
    return f'<div class="page-view" data-view="{escape(_view(passage_id, marks))}">{body}</div>'
