"""Renders how far each sentence of a text is supported: by colour, by symbol and in words.

It only shows what the check found; it checks nothing.
"""

import re
from collections.abc import Sequence
from html import escape

from assistant.grounding import Sentence, Support
from assistant.web.prose import Cite, prose
from assistant.web.wording import counted, say

SYMBOLS = {Support.QUOTED: "✓", Support.SIMILAR: "≈", Support.UNSUPPORTED: "⚠"}
# Characters of the private use area stand for the ends of sentences while the text becomes HTML. Texts from
# documents may hold some too: fonts of symbols use them.
_FIRST, _LAST = 0xE000, 0xF8FF
_PRIVATE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_MOST_SENTENCES = (_LAST - _FIRST) // 2
# What makes a line a list item, a heading, a quotation or a table row has to stay at its beginning.
_LINE_START = re.compile(r"\s*(?:[-*•]\s+|\d{1,3}[.)]\s+|#{1,6}\s+|>\s?|\|)*")
_ROW_END = re.compile(r"\s*\|?\s*$")
_BLOCK_TAG = re.compile(r"</?(?:p|ul|li|table|tr|td|th|div|h4|blockquote)\b")


def marked_html(text: str, sentences: Sequence[Sentence], *, cite: Cite, language: str) -> str:
    """The text as HTML blocks, each sentence in the colour of its support with the symbol behind it."""
    html = prose(_with_ends(_PRIVATE.sub("", text), sentences), cite=cite)
    for number, sentence in enumerate(sentences[:_MOST_SENTENCES]):
        before, found, rest = html.partition(_end(number, 0))
        if found:
            inner, _, after = rest.partition(_end(number, 1))
            html = before + _sentence_html(inner, sentence.support, language) + after
    return html


def _with_ends(text: str, sentences: Sequence[Sentence]) -> str:
    pieces, place = [], 0
    for number, sentence in enumerate(sentences[:_MOST_SENTENCES]):
        said = _PRIVATE.sub("", sentence.text)
        start = text.find(said, place)
        if start < 0 or not said:
            continue
        end = start + len(_ROW_END.sub("", said) if said.startswith("|") else said)
        first = min(end, start + _prefix(said))
        pieces += [text[place:first], _end(number, 0), text[first:end], _end(number, 1)]
        place = end
    return "".join([*pieces, text[place:]])


def _prefix(sentence: str) -> int:
    found = _LINE_START.match(sentence)
    return found.end() if found else 0


def _end(number: int, which: int) -> str:
    return chr(_FIRST + 2 * number + which)


def _sentence_html(inner: str, support: Support, language: str) -> str:
    # A sentence that runs over several cells or items cannot be one element; its symbol says enough.
    whole = inner if _BLOCK_TAG.search(inner) else f'<span class="sentence {support}">{inner}</span>'
    return whole + symbol_html(support, language)


def symbol_html(support: Support, language: str) -> str:
    """The symbol of a support with its name; where there is none, the name is written out."""
    name = escape(say(f"support.{support}", language))
    if support is Support.UNSUPPORTED:
        return f'<span class="support {support}"><span aria-hidden="true">{SYMBOLS[support]} </span>{name}</span>'
    return f'<span class="support {support}" role="img" aria-label="{name}" title="{name}">{SYMBOLS[support]}</span>'


def counts_text(sentences: Sequence[Sentence], language: str) -> str:
    """'5 Sätze: 4 wörtlich belegt, 1 sinngemäß'."""
    counts = ", ".join(text for _, text in _counts(sentences, language))
    return f"{counted('sentences', len(sentences), language)}: {counts}"


def _counts(sentences: Sequence[Sentence], language: str) -> list[tuple[Support, str]]:
    found = ((support, sum(sentence.support is support for sentence in sentences)) for support in Support)
    return [(support, say(f"support.{support}.count", language, n=n)) for support, n in found if n]


def checks_html(sentences: Sequence[Sentence], language: str, *, key: str) -> str:
    """The counts on one line; opened, what the symbols mean and which citations were corrected."""
    if not sentences:
        return ""
    counts = _counts(sentences, language)
    number = escape(counted("sentences", len(sentences), language))
    line = ", ".join(
        f'<span class="{support}"><span aria-hidden="true">{SYMBOLS[support]} </span>{escape(text)}</span>'
        for support, text in counts
    )
    meanings = "".join(_meaning(support, language) for support, _ in counts)
    return (
        f'<details class="checks" id="checks-{key}"><summary>{number}: {line}</summary>'
        f'<ul class="meanings">{meanings}</ul>{_corrections(sentences, language)}</details>'
    )


def _meaning(support: Support, language: str) -> str:
    name, meaning = (escape(say(f"support.{support}{part}", language)) for part in ("", ".meaning"))
    return (
        f'<li><b class="support {support}"><span aria-hidden="true">{SYMBOLS[support]} </span>{name}</b> {meaning}</li>'
    )


def _corrections(sentences: Sequence[Sentence], language: str) -> str:
    items = "".join(
        f"<li>{escape(say(f'corrected.{sentence.corrected}', language))}: {escape(sentence.text)}</li>"
        for sentence in sentences
        if sentence.corrected
    )
    heading = escape(say("corrected.heading", language))
    return f"<h4>{heading}</h4><ul>{items}</ul>" if items else ""
