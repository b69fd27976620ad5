"""Answers with the passages' own words: the best sentences, in reading order, each with its source.

Used where no model writes or a model's text does not stand. It chooses and trims, it never rewords.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.grounding import Sentence, Support
from assistant.instructions import bare_passage
from assistant.language import content_words, detect, fold_umlauts
from assistant.passages import Passage
from assistant.sentences import sentences
from assistant.statements import stems

# How many sentences in all, and how many of one passage; the second must beat the best of the passages not heard yet
# by this factor.
LONGEST = 4
PER_PASSAGE = 2
CLEARLY_BETTER = 1.25
# A sentence must carry this share of what the best one carries.
WORTH = 0.68
# The order of the passages already says which fits; their sentences start with this share of the score.
RANK_SHARE = 0.35
RANKS = 8
# Sentences of fewer words are mostly fragments of lists and lose some of their score.
SHORTEST = 6
STUB = 0.7
# A passage in the other language waits behind those in the question's.
FOREIGN = 0.8
# Parts of compounds are looked for from this length on.
COMPOUND = 5

# What a sentence must hold to answer a question of a kind; one that does gets a little more of the score.
EXPECTED_SHARE = 0.15
_EXPECTED = (
    (
        r"\b(warum|weshalb|wieso|woran|grund|gründe|ursache\w*|why|reasons?|cause\w*)\b",
        r"\b(weil|da|denn|daher|deshalb|wegen|aufgrund|durch|grund|gründe\w*|ursache\w*"
        r"|because|since|due|owing|caused?|reasons?)\b",
    ),
    (
        r"\b(wann|seit wann|bis wann|termin\w*|when|deadline|date)\b",
        r"\b(\d{1,2}\.\s?\d{1,2}\.|\d{4}|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november"
        r"|dezember|january|february|march|may|june|july|october|december)",
    ),
    (
        r"\b(wie ?viele?|wieviel|wie (?:hoch|lange|groß|oft|teuer)|kost\w*|budget"
        r"|how (?:much|many|long|often|high)|costs?)\b",
        r"\d",
    ),
)

Similarity = Callable[[str, Sequence[str]], Sequence[float] | None]
_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_LIST_MARK = re.compile(r"^(?:[-*•]|\d+[.)])\s+")
# A line that begins with a label in bold, or with a heading mark, begins something new.
_LINES = re.compile(r"\n(?=\s*(?:\*\*[^*\n]{1,60}:?\*\*|#{1,6}\s|>\s|[A-ZÄÖÜ][\w -]{1,30}:\s))|(?<=\|)\n")
_HEADING = re.compile(r"#{1,6}\s|\*\*[^*\n]{1,80}\*\*$")
# So many spaces in a row stand where an instruction to a machine stood.
_BLANKED = re.compile(r" {12,}")
_EMPHASIS = re.compile(r"(\*\*|__|`)")


@dataclass(frozen=True)
class _Candidate:
    text: str
    number: int  # of the passage, from 1
    position: int
    score: float


def extract(
    question: str, passages: Sequence[Passage], *, weights: dict[str, float], similarity: Similarity
) -> list[Sentence]:
    """Up to four sentences that answer best, grouped by passage, each quoted from it.

    `weights` are the weights of the question's words, by word; `similarity` gives the likeness of meaning of the
    question to each text, or None where no embedder knows the language.
    """
    candidates = _scored(question, passages, weights, similarity)
    chosen = _chosen(sorted(candidates, key=lambda c: (-c.score, c.number, c.position)))
    first = {candidate.number: place for place, candidate in reversed(list(enumerate(chosen)))}
    in_order = sorted(chosen, key=lambda c: (first[c.number], c.position))
    return [Sentence(candidate.text, Support.QUOTED, (candidate.number,)) for candidate in in_order]


def readable(sentence: str) -> str:
    """A sentence without list marks, emphasis marks and line breaks."""
    return " ".join(_EMPHASIS.sub("", _LIST_MARK.sub("", sentence.strip())).split())


def _scored(
    question: str, passages: Sequence[Passage], weights: dict[str, float], similarity: Similarity
) -> list[_Candidate]:
    pieces = [
        (number, position, text)
        for number, passage in enumerate(passages, start=1)
        for position, text in enumerate(passage_sentences(bare_passage(passage).text))
    ]
    meanings = similarity(question, [text for _, _, text in pieces])
    candidates, asked_in = [], detect(question)
    for (number, position, text), meaning in zip(pieces, meanings or [None] * len(pieces), strict=True):
        words = _share(weights, text, passages[number - 1])
        fit = words if meaning is None else (words + max(0.0, meaning)) / 2
        rank = max(0.0, 1 - (number - 1) / RANKS)
        score = RANK_SHARE * rank + (1 - RANK_SHARE) * fit + EXPECTED_SHARE * _is_expected(question, text)
        score *= STUB if len(text.split()) < SHORTEST else 1
        score *= FOREIGN if passages[number - 1].language != asked_in else 1
        candidates.append(_Candidate(text, number, position, score))
    return candidates


def _is_expected(question: str, text: str) -> bool:
    """Whether a sentence holds what the question asks for: a reason, a date, a number."""
    asked, said = question.lower(), text.lower()
    return any(re.search(wanted, asked) and re.search(holds, said) for wanted, holds in _EXPECTED)


def _share(weights: dict[str, float], text: str, passage: Passage) -> float:
    """The share of the question's words, by weight, in a sentence; words of its title and headings count half."""
    above = "\n".join([passage.title, *passage.headings])
    met = 0.0
    for word, weight in weights.items():
        met += weight if _holds(text, word) else weight / 2 if _holds(above, word) else 0.0
    return met / (sum(weights.values()) or 1.0)


def _holds(text: str, word: str) -> bool:
    """Whether a word stands in a text, inflected or as part of a compound: 'Pilot' in 'Pilotstart'."""
    return all(
        any(stem == found[: len(stem)] or (len(stem) >= COMPOUND and stem in found) for found in _folded(text))
        for stem in stems(word)
    )


def _folded(text: str) -> list[str]:
    return [fold_umlauts(word) for word in content_words(text)]


def _chosen(ranked: Sequence[_Candidate]) -> list[_Candidate]:
    chosen: list[_Candidate] = []
    left = [candidate for candidate in ranked if candidate.score >= WORTH * ranked[0].score]
    while left and len(chosen) < LONGEST:
        heard = [other.number for other in chosen]
        best = max(left, key=lambda c: c.score / (CLEARLY_BETTER if c.number in heard else 1))
        left.remove(best)
        fresh = all(not _same(best.text, other.text) for other in chosen)
        if fresh and heard.count(best.number) < PER_PASSAGE:
            chosen.append(best)
    return chosen


def passage_sentences(text: str) -> list[str]:
    """The sentences of a passage worth showing: no headings, stubs and table rules; table rows as 'column: value'."""
    header: list[str] = []
    found = []
    for line in _statements(text):
        if line.startswith("|"):
            if _RULE.match(line):
                continue
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not header:
                header = cells
                continue
            line = "; ".join(f"{name}: {cell}" if name else cell for name, cell in _filled(header, cells))
        else:
            header = []
        line = readable(line)
        if (len(content_words(line)) >= 2 or len(line.split()) >= 4) and not line.endswith(":"):
            found.append(line)
    return found


def _filled(names: Sequence[str], cells: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, cell) for name, cell in zip(names, cells, strict=False) if cell.strip(" –-")]


def _statements(text: str) -> list[str]:
    """The sentences of a text; headings and lines of facts ("**Datum:** …") stand alone, what was blanked out cuts."""
    found = []
    for start, end in sentences(text):
        for piece in _LINES.split(text[start:end]):
            stripped = piece.strip()
            if stripped and not _HEADING.match(stripped) and not _BLANKED.search(stripped):
                found.append(stripped)
    return found


def _same(one: str, other: str) -> bool:
    """Whether two sentences say the same in nearly the same words."""
    first, second = set(stems(one)), set(stems(other))
    return len(first & second) >= 0.8 * min(len(first), len(second)) if first and second else one == other
