"""Renders lessons as safe HTML: what to do differently, and a card a lesson with situation, lesson and recommendation.

Every text on a card stands in a document and leads to it. It chooses nothing; cards and points are handed in.
"""

from collections.abc import Sequence
from html import escape

from assistant.lessons.card import Card, Part, Quote
from assistant.lessons.summary import Point
from assistant.passages import Passage
from assistant.sentences import sentence_texts
from assistant.web.lesson_facets import chips_html, nothing_html, value_name
from assistant.web.lesson_session import LessonSearch
from assistant.web.prose import Span, find_quote
from assistant.web.wording import counted, day, kind_name, number, say

# Letters shown of a text on a card, and of what happened, which is told at length; the source has the rest.
LONGEST_TEXT = 900
LONGEST_STORY = 340
_STORIES = ("situation", "cause", "excerpt")


def results_html(search: LessonSearch, language: str) -> str:
    """What is chosen, what to do differently, the cards, and the way to more of them."""
    found = search.found
    if found is None:
        return ""
    head = chips_html(search.chosen, language)
    if not found.cards:
        return head + nothing_html(found, search.chosen, language)
    shown = found.cards[: search.shown]
    strong = any(card.carries for card in shown)
    cards = "".join(_card(n, card, language, weak=strong and not card.carries) for n, card in enumerate(shown, start=1))
    weak = "" if strong else f'<p class="notice closest">{escape(say("lessons.weak_all", language))}</p>'
    return (
        f"{head}{points_html(found.points, found.cards, language)}"
        f'<p class="hint" role="status">{escape(_count(search, len(shown), language))}</p>{weak}'
        f'<ol class="lessons">{cards}</ol>{_more(search, len(shown), language)}'
    )


def _count(search: LessonSearch, shown: int, language: str) -> str:
    if search.query.strip():
        hits = counted("lessons.hits", search.fitting, language)
        return say("lessons.count", language, shown=number(shown, language), hits=hits)
    # Not all that is shown is a lesson where minutes or risks were asked for.
    name = "lessons.lessons" if search.chosen.kind == "lesson" else "lessons.entries"
    documents = counted("lessons.documents", search.fitting, language)
    return say("lessons.newest", language, lessons=counted(name, shown, language), documents=documents)


def _more(search: LessonSearch, shown: int, language: str) -> str:
    if search.fitting <= search.shown or not shown:
        return ""
    return (
        '<p class="more-lessons"><button type="button" class="take" data-action="more">'
        f"{escape(say('lessons.more', language))}</button></p>"
    )


# --- what to do differently ---


def points_html(points: Sequence[Point], cards: Sequence[Card], language: str) -> str:
    """The recommendations in the documents' words; each number opens the place it stands at."""
    if not points:
        return ""
    items = "".join(_point(place, point, cards, language) for place, point in enumerate(points))
    title = escape(say("lessons.points", language))
    return f'<section class="points"><h3>{title}</h3><ol>{items}</ol></section>'


def _point(place: int, point: Point, cards: Sequence[Card], language: str) -> str:
    spoken = escape(point.quotes[0].passage.language)
    return f'<li><span lang="{spoken}">{escape(point.text)}</span>{_citations(place, point, cards, language)}</li>'


def _citations(place: int, point: Point, cards: Sequence[Card], language: str) -> str:
    marks = ""
    for at, (card, _) in enumerate(zip(point.numbers, point.quotes, strict=True)):
        title = escape(_named(cards[card - 1], language))
        label = escape(say("lessons.cite", language, n=card, title=_named(cards[card - 1], language)))
        marks += (
            f' <button type="button" class="cite" data-action="cite" data-point="{place}" data-quote="{at}" '
            f'title="{title}" aria-label="{label}">{card}</button>'
        )
    return marks


def _named(card: Card, language: str) -> str:
    facts = [card.project or "", day(card.date, language) if card.date else ""]
    inside = ", ".join(fact for fact in facts if fact)
    return f"{card.title} ({inside})" if inside else card.title


# --- cards ---


def _card(n: int, card: Card, language: str, *, weak: bool) -> str:
    style = "lesson overridden" if card.overridden else "lesson"
    facts = f'<p class="facts">{_facts(card, language, weak=weak)}</p>'
    return (
        f'<li class="{style}" id="lesson-{n}"><header><span class="number" aria-hidden="true">{n}</span>'
        f'<h3 lang="{escape(card.language)}">{_title(n, card, language)}</h3>{_risk_button(n, card, language)}</header>'
        f"{facts}{_override(n, card, language)}{_parts(n, card, language)}</li>"
    )


def _title(n: int, card: Card, language: str) -> str:
    if next(card.all_quotes(), None) is None:
        return escape(card.title)
    label = escape(say("sources.open", language, n=n, title=card.title))
    return (
        f'<button type="button" class="card-title" data-action="open" data-card="{n}" aria-label="{label}">'
        f"{escape(card.title)}</button>"
    )


def _risk_button(n: int, card: Card, language: str) -> str:
    text, label = (escape(say(f"lessons.{name}", language, title=card.title)) for name in ("risk", "risk_named"))
    return f'<button type="button" class="take" data-action="risk" data-card="{n}" aria-label="{label}">{text}</button>'


def _facts(card: Card, language: str, *, weak: bool) -> str:
    subjects = [value_name("phase", phase, language) for phase in card.phases]
    subjects += [value_name("topic", topic, language) for topic in card.topics]
    date = day(card.date, language) if card.date else say("passage.undated", language)
    facts = [card.project or "", date, " · ".join(subjects)]
    loosely = f'<span class="weak">{escape(say("lessons.weak", language))}</span>' if weak else ""
    badge = f'<span class="badge kind-{card.kind}">{escape(kind_name(card.kind, language))}</span>'
    return badge + loosely + "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)


def _override(n: int, card: Card, language: str) -> str:
    override = card.overridden
    if override is None:
        return ""
    when = f" ({day(override.date, language)})" if override.date else ""
    said = f" <q>{escape(override.sentence)}</q>" if override.sentence else ""
    return (
        f'<p class="override"><b>{escape(say("lessons.overridden", language))}</b> '
        f'<button type="button" class="quiet" data-action="later" data-card="{n}">{escape(override.document)}</button>'
        f"{escape(when)}{said}</p>"
    )


def _parts(n: int, card: Card, language: str) -> str:
    rows = "".join(_part(n, str(part), quotes, language) for part, quotes in card.parts)
    if card.excerpt:
        rows += _part(n, "excerpt", card.excerpt, language)
    return f'<dl class="lesson-parts" lang="{escape(card.language)}">{rows}</dl>' if rows else ""


def _part(n: int, part: str, quotes: Sequence[Quote], language: str) -> str:
    name = say(f"lessons.part.{part}", language)
    label = escape(say("lessons.open_part", language, part=name, n=n))
    longest = LONGEST_STORY if part in _STORIES else LONGEST_TEXT
    texts = [escape(shortened(quote.text, longest)) for quote in quotes]
    text = texts[0] if len(texts) == 1 else f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
    return (
        f'<dt lang="{language}"><button type="button" class="part" data-action="part" data-card="{n}" '
        f'data-part="{part}" aria-label="{label}" title="{label}">{escape(name)}</button></dt>'
        f'<dd class="{part}">{text}</dd>'
    )


def shortened(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text cut between words where it is too long for a card."""
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


# --- sources ---


def quotes_of(card: Card, part: str) -> tuple[Quote, ...]:
    """The quotes of a part by its name, those of the excerpt, or else all of the card."""
    if part in list(Part):
        return card.quotes(Part(part))
    return card.excerpt if part == "excerpt" else tuple(card.all_quotes())


def marks_of(passage: Passage, quotes: Sequence[Quote]) -> tuple[Span, ...]:
    """Where the quotes stand in a passage. A quote put together from several points is looked for sentence by
    sentence."""
    spans = []
    for quote in quotes:
        if quote.passage.id == passage.id:
            whole = find_quote(passage.text, quote.text)
            pieces = [whole] if whole[1] else [find_quote(passage.text, text) for text in sentence_texts(quote.text)]
            spans += [span for span in pieces if span[1]]
    return tuple(spans)
