"""Lessons in words, as Markdown: for the command line, the clipboard and exported conversations.

Every word of a lesson stands in its document; the page shows the cards in a form of its own.
"""

from collections.abc import Mapping, Sequence

from assistant.lessons.card import Card, Part, Quote

PART_NAMES = {
    Part.SITUATION: ("Situation", "Situation"),
    Part.CAUSE: ("Ursache", "Cause"),
    Part.LESSON: ("Lehre", "Lesson"),
    Part.RECOMMENDATION: ("Empfehlung", "Recommendation"),
}
_HEADING = ("**Die Lehren dazu**", "**The lessons on this**")
_LATER = ("Überholt durch {document}{date}", "Superseded by {document}{date}")


def cards_text(cards: Sequence[Card], numbers: Mapping[str, int], language: str) -> str:
    """All cards; `numbers` gives the citation of a passage by its id. Empty without cards."""
    if not cards:
        return ""
    return "\n\n".join([_of(_HEADING, language), *(_card(card, numbers, language) for card in cards)])


def part_name(part: Part, language: str) -> str:
    """What a part of a lesson is called."""
    return _of(PART_NAMES[part], language)


def later_text(card: Card, language: str) -> str:
    """What a later document does to a lesson, '' where there is none; its own sentence, where it says so in one."""
    if card.overridden is None:
        return ""
    date = f" ({card.overridden.date})" if card.overridden.date else ""
    text = _of(_LATER, language).format(document=card.overridden.document, date=date)
    return f"{text}: {card.overridden.sentence}" if card.overridden.sentence else text


def _card(card: Card, numbers: Mapping[str, int], language: str) -> str:
    facts = ", ".join(filter(None, (card.project, card.date)))
    lines = [f"**{card.title}**" + (f" ({facts})" if facts else "")]
    if later := later_text(card, language):
        lines.append(f"- {later}")
    lines += [f"- {part_name(part, language)}: {_quoted(quotes, numbers)}" for part, quotes in card.parts]
    lines += [f"- {_quoted((quote,), numbers)}" for quote in card.excerpt]
    return "\n".join(lines)


def _quoted(quotes: Sequence[Quote], numbers: Mapping[str, int]) -> str:
    """Running text, each citation once, behind the last words of its passage."""
    pieces = []
    for place, quote in enumerate(quotes):
        number = numbers.get(quote.passage.id)
        last = place + 1 == len(quotes) or quotes[place + 1].passage.id != quote.passage.id
        pieces.append(quote.text + (f" [{number}]" if number and last else ""))
    return " ".join(pieces)


def _of(both: tuple[str, str], language: str) -> str:
    return both[0] if language == "de" else both[1]
