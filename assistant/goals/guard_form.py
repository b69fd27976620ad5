"""Checks the form of a model's wording of a goal: plain text, one or two whole sentences, one language.

What the words say is the matter of `guard`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from assistant.goals.guard_draft import BRACKETS, FUNCTION_WORDS, WORD, Draft, Objection
from assistant.goals.guard_vocabulary import BORROWED
from assistant.goals.lexicon import Lexicon
from assistant.instructions import instructions
from assistant.language import detect
from assistant.sentences import sentences

LONGEST_WORDS = 60
MOST_SENTENCES = 2

_MARKUP = re.compile(
    r"<[^<>]*>|</?\w|\*\*|(?<!\w)\*\S[^*]*\*(?!\w)|`|!\[|\]\(|\]\[|^\s*(?:[#>|]|[-*•]\s|\d+[.)]\s)|\||[{}\\]|\n"
    r"|\b\w+://\S*|\bwww\.\S+|\b(?:java)?script:|#{2,}|\.{3,}|…|_{2,}|\?|\b[xX]{1,3}\s?%|\b(?:TBD|n/a|XXX?)\b",
    re.M | re.I,
)
_CHATTER = re.compile(
    r"\b(?:system\s?prompt\w*|as an ai\b|als (?:ki-)?sprachmodell|here(?:'s| is)|hier ist|sure|certainly|gerne|json|"
    r"passages?:|rewrite:|rewritten|umformulier\w*|smartes? ziel|smart goal|note:|hinweis:|goal:|ziel:|example|"
    r"beispiel)"
    r"(?!\w)",
    re.I,
)

# What may stand before a placeholder, and what may not stand behind it.
_BEFORE = {
    "current value": r"from|of|than|with|at|against|baseline|today|currently|is|:|\(",
    "target value": r"to|of|at|least|most|under|below|above|over|than|reach(?:es)?|target|is|:|\(",
    "deadline": r"by|until|before|on|from|at|than|:|,|\(",
    "Ist-Wert": r"von|gegenüber|bei|derzeit|aktuell|statt|heute|ist|mit|als|:|\(",
    "Zielwert": r"auf|von|bei|mindestens|höchstens|unter|über|erreich\w*|ziel|ist|zu|als|:|\(",
    "Termin": r"bis|zum|am|ab|spätestens|vor|:|,|\(",
}
_BEHIND = re.compile(
    r"\s*(?:%|\w*(?:days?|weeks?|months?|hours?|percent|points?|tag\w*|wochen?|stunden?|prozent|punkte?)\b)", re.I
)


def form_objections(draft: Draft) -> Iterator[Objection]:
    """'format', 'length' and 'language'."""
    yield from _format(draft)
    yield from _length(draft)
    yield from _language(draft)


def _format(draft: Draft) -> Iterator[Objection]:
    known = (*draft.placeholders, *BRACKETS.findall(draft.goal))
    written = Counter(BRACKETS.findall(draft.text))
    for placeholder, times in written.items():
        if placeholder not in known or times > 1:
            yield Objection("format", placeholder)
    if re.search(r"[\[\]]", draft.bare):
        yield Objection("format", "[ ]")
    for match in BRACKETS.finditer(draft.text):
        before = _BEFORE.get(match.group()[1:-1], "")
        placed = not before or re.search(rf"(?:^|\W)(?:{before})\s*$", draft.text[: match.start()], re.I)
        if not placed or _BEHIND.match(draft.text, match.end()):
            yield Objection("format", _with_neighbours(match))
    for match in _MARKUP.finditer(draft.bare):
        yield Objection("format", match.group().strip() or "\\n")
    for words in instructions(draft.bare):
        yield Objection("format", words.text.strip())
    for match in _CHATTER.finditer(draft.bare):
        if match.group().lower() not in draft.goal.lower():
            yield Objection("format", match.group())
    strange = {letter for letter in draft.text if unicodedata.category(letter)[0] == "C" and letter != "\n"}
    for letter in sorted(strange):
        yield Objection("format", f"U+{ord(letter):04X}")


def _with_neighbours(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()].split()[-1:], match.string[match.end() :].split()[:1]
    return " ".join([*before, match.group(), *after])


def _length(draft: Draft) -> Iterator[Objection]:
    count = len(sentences(draft.text))
    if count > MOST_SENTENCES:
        yield Objection("length", f"sentences:{count}")
    words = len(draft.text.split())
    if words > LONGEST_WORDS:
        yield Objection("length", f"words:{words}")
    if not draft.text.rstrip("\"'”“’»)]").endswith((".", "!", "?")):
        yield Objection("length", "unfinished")


def _language(draft: Draft) -> Iterator[Objection]:
    own = FUNCTION_WORDS[draft.language]
    other = FUNCTION_WORDS["en" if draft.language == "de" else "de"]
    said = Lexicon([draft.goal, *draft.allowed])
    foreign = [
        word
        for word in WORD.findall(draft.bare)
        if word in other and word not in own and word not in BORROWED and not said.has(word)
    ]
    found = detect(draft.rest, draft.language)
    if foreign or found != draft.language:
        yield Objection("language", ", ".join(dict.fromkeys(foreign)) or found)
