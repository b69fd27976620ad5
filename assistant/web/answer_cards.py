"""Renders what answers of two modes consist of, as safe HTML: proposed risks, and lessons as cards.

Every text stands in a document or in the risk catalogue and leads to its source. It chooses nothing, and taking a card
over stores nothing: it opens a draft that the user confirms.
"""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import PurePosixPath

from assistant.answer import Answer
from assistant.lessons.card import Card, Part, Quote
from assistant.lessons.card_text import part_name
from assistant.risks.proposal import RiskProposal, RiskSource
from assistant.risks.proposal_text import statement
from assistant.risks.register import BAND_NAMES, CATEGORY_NAMES
from assistant.sentences import sentence_texts
from assistant.web.prose import Cite
from assistant.web.wording import counted, day, say

# Proposals shown at once; the others are folded away.
UNFOLDED = 6
# Letters of a situation shown; its source has the rest.
LONGEST_TEXT = 360


def proposals_html(exchange: int, answer: Answer, cite: Cite, language: str) -> str:
    """The proposed risks, numbered, the best fit first."""
    cards = [
        _proposal(exchange, place, one, _Cited(answer, cite), language)
        for place, one in enumerate(answer.proposals, start=1)
    ]
    lead = escape(counted("risk_cards.lead", len(cards), language))
    html = f'<p class="told-lead">{lead}</p><ol class="told">{"".join(cards[:UNFOLDED])}</ol>'
    if folded := cards[UNFOLDED:]:
        more = escape(counted("risk_cards.more", len(folded), language))
        html += (
            f'<details class="told-more" id="more-{exchange}"><summary>{more}</summary>'
            f'<ol class="told">{"".join(folded)}</ol></details>'
        )
    return f'<div class="answer told-answer" lang="{escape(answer.language)}">{html}</div>'


def lessons_html(exchange: int, answer: Answer, cite: Cite, language: str) -> str:
    """The lessons of an answer as cards; what to do differently too, where the answer's own text does not say it."""
    cited = _Cited(answer, cite)
    points = ""
    if answer.written_by == "model" and answer.points:
        items = "".join(f"<li>{escape(point.text)}{cited.marks(point.quotes)}</li>" for point in answer.points)
        points = f'<h4>{escape(say("lesson_cards.points", language))}</h4><ul class="told-points">{items}</ul>'
    cards = "".join(_lesson(exchange, place, card, cited, language) for place, card in enumerate(answer.cards, start=1))
    heading = escape(counted("lesson_cards.heading", len(answer.cards), language))
    return f'<div class="answer told-answer">{points}<h4>{heading}</h4><ol class="told">{cards}</ol></div>'


class _Cited:
    """Citation marks for the sources of one answer."""

    def __init__(self, answer: Answer, cite: Cite) -> None:
        self._answer, self._cite = answer, cite

    def marks(self, quotes: Iterable[Quote | RiskSource]) -> str:
        """The marks of some quotes, each once."""
        numbers = self._answer.numbers_of(quote.passage for quote in quotes if quote.passage)
        return "".join(self._cite(number) or "" for number in numbers)


# --- risks ---


def _proposal(exchange: int, place: int, one: RiskProposal, cited: _Cited, language: str) -> str:
    spoken = one.language
    category = CATEGORY_NAMES[one.category][language]
    badge = f'<span class="badge">{escape(category)}</span>' if category else ""
    body = f'<p class="told-text">{escape(said)}</p>' if (said := statement(one)) else ""
    sources = "".join(f"<li>{_source(source, cited)}</li>" for source in one.sources)
    rows = _row("risk_cards.why", escape(one.why), language) + _row("risk_cards.reason", escape(one.reason), language)
    rows += _row("risk_cards.sources", f"<ul>{sources}</ul>", language)
    return (
        f'<li class="told-card" lang="{escape(spoken)}"><header><span class="number" aria-hidden="true">{place}</span>'
        f"<h4>{escape(one.text)}</h4></header>"
        f'<p class="facts">{_rating(one, language)}{badge}</p>{body}'
        f"<dl>{rows}</dl>{_measures(exchange, place, one, language)}"
        f"{_take(exchange, place, 'risk', one.text, language)}</li>"
    )


def _rating(one: RiskProposal, language: str) -> str:
    rating = one.rating
    facts = {"likelihood": rating.likelihood, "impact": rating.impact, "score": rating.score}
    text = say("risk_cards.rating", language, **facts, band=BAND_NAMES[rating.band][language])
    return f'<span class="band {rating.band}">{escape(text)}</span>'


def _source(source: RiskSource, cited: _Cited) -> str:
    """A source as people read it, with the name of its file alone: the citation opens it."""
    text = source.text
    if source.passage:
        text = text.replace(source.passage.document, PurePosixPath(source.passage.document).name)
    return escape(text) + cited.marks([source])


def _measures(exchange: int, place: int, one: RiskProposal, language: str) -> str:
    rows = _list("risk_cards.measures", one.measures, language) + _list("risk_cards.signs", one.signs, language)
    rows += _row("risk_cards.owner", escape(one.owner), language)
    if not rows:
        return ""
    summary = escape(say("risk_cards.what_helps", language))
    return f'<details id="helps-{exchange}-{place}"><summary>{summary}</summary><dl>{rows}</dl></details>'


# --- lessons ---


def _lesson(exchange: int, place: int, card: Card, cited: _Cited, language: str) -> str:
    facts = [card.project or "", day(card.date, language) if card.date else ""]
    shown = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    rows = "".join(_part(part, quotes, cited, language) for part, quotes in card.parts)
    if card.excerpt:
        rows += _row("lesson_cards.excerpt", _text(card.excerpt) + cited.marks(card.excerpt), language)
    style = "told-card overridden" if card.overridden else "told-card"
    return (
        f'<li class="{style}" lang="{escape(card.language)}"><header><h4>{escape(card.title)}</h4></header>'
        f'<p class="facts">{shown}</p>{_later(card, language)}<dl>{rows}</dl>'
        f"{_take(exchange, place, 'lesson', card.title, language)}</li>"
    )


def _later(card: Card, language: str) -> str:
    """What overrides a lesson, in words."""
    if card.overridden is None:
        return ""
    name = PurePosixPath(card.overridden.document).name
    text = say("lesson_cards.later", language, document=name, date=day(card.overridden.date, language))
    said = card.overridden.sentence
    quoted = f": <q>{escape(said)}</q>" if said else ""
    return f'<p class="told-later">{escape(text)}{quoted}</p>'


def _part(part: Part, quotes: Sequence[Quote], cited: _Cited, language: str) -> str:
    if part is Part.RECOMMENDATION and len(quotes) > 1:
        items = "</li><li>".join(escape(quote.text) for quote in quotes)
        inner = f"<ul><li>{items}{cited.marks(quotes)}</li></ul>"
    else:
        inner = _text(quotes) + cited.marks(quotes)
    return f'<dt>{escape(part_name(part, language))}</dt><dd class="{part}">{inner}</dd>'


def _text(quotes: Sequence[Quote]) -> str:
    """Running text, cut behind a sentence where it is long."""
    kept: list[str] = []
    texts = [text for quote in quotes for text in sentence_texts(quote.text)]
    for text in texts:
        if kept and sum(map(len, kept)) + len(text) > LONGEST_TEXT:
            return escape(" ".join(kept)) + " …"
        kept.append(text)
    return escape(" ".join(kept))


# --- both ---


def _row(name: str, html: str, language: str) -> str:
    return f"<dt>{escape(say(name, language))}</dt><dd>{html}</dd>" if html else ""


def _list(name: str, texts: Sequence[str], language: str) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return _row(name, f"<ul>{items}</ul>" if items else "", language)


def _take(exchange: int, place: int, kind: str, title: str, language: str) -> str:
    text = escape(say(f"{kind}_cards.take", language))
    label = escape(say(f"{kind}_cards.take_label", language, title=title))
    return (
        f'<p class="told-take"><button type="button" class="plain" data-action="take" data-event="select" '
        f'data-exchange="{exchange}" data-kind="{kind}" data-place="{place}" aria-label="{label}">{text}</button></p>'
    )
