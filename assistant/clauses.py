"""A text as tokens with the clause each stands in, and words of two texts put side by side.

It finds no meaning: a clause ends where punctuation says so.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.proper_names import name_places
from assistant.statements import Token, tokens

# Where a clause ends: a comma within a number is part of its token.
_BREAK = re.compile(r"[,;:()–—|•…]|[.!?](?:\s|$)|\n\s*(?:\n|[-*•|]|\d+[.)]\s)")
# They join two of a kind; behind one, another thing may be said.
AND = frozenset(("und", "and", "sowie", "wahrend", "while", "whereas", "gegenuber"))


@dataclass(frozen=True)
class Row:
    """Tokens of one text with the clause each stands in."""

    tokens: tuple[Token, ...]
    clauses: tuple[int, ...]
    names: frozenset[int]
    text: str
    language: str


# For each token of a sentence (by place) the places of the tokens of a passage that say the same.
Matches = Mapping[int, Sequence[int]]


def row(text: str, language: str) -> Row:
    """The tokens of a text with their clauses counted and its names marked."""
    found = tokens(text)
    clauses, clause, end = [], 0, 0
    for token in found:
        clause += bool(_BREAK.search(text, end, token.start)) if end else 0
        clauses.append(clause)
        end = token.end
    return Row(tuple(found), tuple(clauses), name_places(text, found, language), text, language)


def in_order(matches: Matches) -> dict[int, int]:
    """One place for each word that can be taken in reading order, the longest such choice (Hunt and Szymanski 1977)."""
    ends: list[int] = []
    links: list[tuple[int, int, int]] = []  # place, word, link before
    tails: list[int] = []
    for word in sorted(matches):
        for place in reversed(matches[word]):
            at = bisect_left(ends, place)
            ends[at : at + 1] = [place]
            links.append((place, word, tails[at - 1] if at else -1))
            tails[at : at + 1] = [len(links) - 1]
    chosen, link = {}, tails[-1] if tails else -1
    while link >= 0:
        place, word, link = links[link]
        chosen[word] = place
    return chosen
