"""Finds what a text denies, and whether a sentence denies the same. German and English, by rules over clauses."""

import re
from collections.abc import Sequence

from assistant.clauses import AND, Matches, Row, in_order
from assistant.statements import Sort

_NEGATION = re.compile(
    r"nicht|nichts|nie|niemals|kein\w*|weder|ohne|niemand\w*|selten|kaum|rarely|seldom|hardly|not|no|never"
    r"|none|neither|nor|without|cannot|nobody"
    r"|nothing|\w+n['’]t"
)
# "nicht mehr als 5", "no later than", "nicht nur": a bound or an addition, no negation.
_NO_NEGATION = re.compile(
    r"(?:nicht|no|not|kein\w*)\s(?:\w+er|more|less|mehr|weniger|fewer|über|unter)\s(?:als|than)\b"
    r"|nicht\snur\b"
    r"|not\s(?:only|just)\b|no\.?\s\d",
    re.IGNORECASE,
)
_DENIES_BEHIND = re.compile(r"ohne|without|kein\w*|no|weder|neither|nor|none")
_INSTEAD = re.compile(r"sondern|but|instead|rather")
# Words behind a negation, or before one that ends its clause, that it denies.
_BEHIND, _BEFORE = 3, 2


def _negations(line: Row, places: range) -> list[list[int]]:
    """The places each negation denies, the nearest first."""
    found = []
    for place in places:
        token = line.tokens[place]
        if token.sort in (Sort.NUMBER, Sort.DATE) or not _NEGATION.fullmatch(token.stem):
            continue
        if not _NO_NEGATION.match(line.text, token.start, token.start + 60):
            found.append(_scope(line, place, places))
    return found


def _scope(line: Row, place: int, places: range) -> list[int]:
    clause = line.clauses[place]
    behind = [p for p in range(place + 1, min(place + 12, places.stop)) if line.clauses[p] == clause]
    before = [p for p in range(place - 1, max(place - 12, places.start) - 1, -1) if line.clauses[p] == clause]
    after = behind[-1] + 1 if behind else place + 1
    scope = [p for p in behind if line.tokens[p].carries][:_BEHIND]
    only_behind = (
        _DENIES_BEHIND.fullmatch(line.tokens[place].stem)
        or (after < places.stop and _INSTEAD.fullmatch(line.tokens[after].stem))
        or (place > places.start and line.tokens[place - 1].stem in AND)
    )
    if not (only_behind and scope):
        scope += [p for p in before if line.tokens[p].carries][:_BEFORE]
    earlier = range(place - 1, max(place - 12, places.start) - 1, -1)
    return scope or [p for p in earlier if line.tokens[p].carries][:_BEFORE]


def negated_otherwise(said: Row, there: Row, places: range, matches: Matches) -> bool:
    """A negation on one side must deny words that the other side denies too."""
    denied = [scope for scope in _negations(there, places) if scope]
    # A word that keeps the order is that one of its places; another keeps all of them.
    aligned = dict(matches) | {word: [place] for word, place in in_order(matches).items()}
    own = [[set(aligned.get(p, ())) for p in scope] for scope in _negations(said, range(len(said.tokens))) if scope]
    met = {place for found in matches.values() for place in found}
    if any(not any(_covers(mine, theirs) for theirs in denied) for mine in own):
        return True
    return any(met & set(theirs) and not any(_covers(mine, theirs) for mine in own) for theirs in denied)


def _covers(mine: Sequence[set[int]], theirs: Sequence[int]) -> bool:
    """Whether the nearest word that one side denies is among those the other side denies."""
    return bool(mine[0] & set(theirs)) or any(theirs[0] in places for places in mine)
