"""Finds what speaks against a sentence resting on a piece of text that shares its words.

Modality, opposite words, the direction of a change, and which number or name belongs to which words. Rules
over tokens, German and English; each returns whether it objects. Missing numbers, dates and names are the work of
`support`.
"""

import re
from collections.abc import Sequence

from assistant.clauses import AND, Matches, Row
from assistant.negation import negated_otherwise
from assistant.opposites import known_as, opposites
from assistant.statements import Sort, Token, same

_MUST = re.compile(r"muss|muessen|mussen|musste\w*|must|required|verpflichtet|shall")
_MAY = re.compile(
    r"darf|durfen|durfte\w*|kann|konnen|konnte\w*|may|might|can|could|vielleicht|possibly|perhaps|soll\w*"
    r"|should"
)
# Dropping one of these makes a guess a fact.
_HEDGE = re.compile(r"konnte|konnten|durfte|durften|might|could|vielleicht|moglicherweise|possibly|perhaps|may")

_OLD = re.compile(r"von|vom|from|statt|anstatt")
_NEW = re.compile(r"auf|to|zu|bis|nur|only")
_FIRST = re.compile(r"zunachst|zuerst|erst|anfangs|first|initially")
_THEN = re.compile(r"danach|dann|anschliessend|spater|then|afterwards|later")
_INSTEAD_OF = re.compile(r"statt|anstatt|gegenuber|gegenüber")


_EVERY = re.compile(r"alle[nrs]?|jede[nrs]?|samtliche\w?|immer|all|every|each|always")
_SOME = re.compile(
    r"nur|einige\w?|manche\w?|viele\w?|meisten?|teils|oft|haufig|only|some|many|most|often|usually|several"
    r"|few"
)


def contradicts(said: Row, there: Row, places: range, matches: Matches) -> str:
    """Why the tokens `places` of a passage speak against a sentence that shares words with them: 'negation',
    'modality', 'opposite', 'bound', 'direction', 'binding'; '' when nothing does."""
    if negated_otherwise(said, there, places, matches):
        return "negation"
    if _other_modality(said, there, places, matches):
        return "modality"
    if _opposite(said, there, places, matches):
        return "opposite"
    if _other_bound(said, there, matches):
        return "bound"
    if _turned_round(said, there, places, matches):
        return "direction"
    return "binding" if _bound_otherwise(said, there, places, matches) else ""


# --- modality ---


def _other_modality(said: Row, there: Row, places: range, matches: Matches) -> bool:
    touched = {there.clauses[place] for found in matches.values() for place in found if place in places}
    near = [there.tokens[p] for p in places if there.clauses[p] in touched]
    mine, theirs = _modals(said.tokens), _modals(near)
    if mine == {"must"} and theirs == {"may"} or mine == {"may"} and theirs == {"must"}:
        return True
    hedged = any(_HEDGE.fullmatch(token.stem) and not token.written[0].isupper() for token in near)
    return hedged and not mine and "must" not in theirs


def _modals(found: Sequence[Token]) -> set[str]:
    stems = [token.stem for token in found if token.written != "May"]
    return {
        name for name, pattern in (("must", _MUST), ("may", _MAY)) if any(pattern.fullmatch(stem) for stem in stems)
    }


# --- opposites ---


def _opposite(said: Row, there: Row, places: range, matches: Matches) -> bool:
    """A word of the sentence is missing, and its opposite stands in the clauses that carry the rest."""
    touched = {there.clauses[place] for found in matches.values() for place in found if place in places}
    near = {there.tokens[p].stem for p in places if there.clauses[p] in touched}
    for place, token in enumerate(said.tokens):
        if token.sort in (Sort.NUMBER, Sort.DATE) or token.stem in near or matches.get(place):
            continue
        others = opposites(token.stem)
        if _EVERY.fullmatch(token.stem) and not any(_EVERY.fullmatch(stem) for stem in near):
            return any(_SOME.fullmatch(stem) for stem in near) or any(
                there.tokens[p].unit == "%" for p in places if there.clauses[p] in touched
            )
        if any(others & known_as(stem) for stem in near):
            return True
    return False


# --- bounds: at least, at most; and figures that were replaced ---

_BOUNDS = {
    "<": re.compile(r"unter|unterhalb|hochstens|maximal|weniger|below|under|less|fewer|most|maximum"),
    ">": re.compile(r"uber|oberhalb|mindestens|wenigstens|mehr|ab|above|over|more|least|minimum|exceeds?|exceeding"),
    "statt": re.compile(r"statt|anstatt|instead|rather|bisher|ursprunglich|was|previously|originally"),
}


def _other_bound(said: Row, there: Row, matches: Matches) -> bool:
    """'at least 5' where the passage has 'at most 5'; a figure that the passage names as the one replaced."""
    for place, found in matches.items():
        if said.tokens[place].sort is Sort.CONTENT or not found:
            continue
        mine, theirs = _bound(said, place), [_bound(there, p) for p in found]
        if mine in ("<", ">") and all(bound in ("<", ">") and bound != mine for bound in theirs):
            return True
        if mine == "statt" and "statt" not in theirs:
            return True
        if (
            mine != "statt"
            and all(bound == "statt" for bound in theirs)
            and not _changes(said, range(len(said.tokens)))
        ):
            return True
    return False


def _bound(line: Row, place: int) -> str:
    before = [line.tokens[p] for p in range(max(0, place - 2), place) if line.clauses[p] == line.clauses[place]]
    for token in reversed(before):
        for name, pattern in _BOUNDS.items():
            if pattern.fullmatch(token.stem):
                return name
        if token.carries:
            return ""
    return ""


# --- the direction of a change ---


def _turned_round(said: Row, there: Row, places: range, matches: Matches) -> bool:
    """'from 12 to 9' where the passage has 'from 9 to 12'; 'A, then B' for 'B, then A'; 'A replaces B' for
    'B replaces A'."""
    if _names_swapped(said, there, matches) or _order_swapped(said, there, places, matches):
        return True
    mine = _changes(said, range(len(said.tokens)))
    theirs = _changes(there, places) if mine else []
    return any(same(old, new_there) and same(new, old_there) for old, new in mine for old_there, new_there in theirs)


def _names_swapped(said: Row, there: Row, matches: Matches) -> bool:
    """Two names of a clause in the other order, with more than an 'and' between them."""
    names = [place for place in sorted(said.names) if len(matches.get(place, ())) == 1]
    for one, other in zip(names, names[1:], strict=False):
        (left,), (right,) = matches[other], matches[one]
        between = there.tokens[left + 1 : right]
        if left < right and there.clauses[left] == there.clauses[right] and any(token.carries for token in between):
            return True
    return False


def _order_swapped(said: Row, there: Row, places: range, matches: Matches) -> bool:
    mine, theirs = _order(said, range(len(said.tokens))), _order(there, places)
    if mine is None or theirs is None:
        return False
    first, then = ({p for word in side for p in matches.get(word, ())} for side in mine)
    return bool(first & theirs[1] and then & theirs[0])


def _order(line: Row, places: range) -> tuple[set[int], set[int]] | None:
    """The content words between 'first' and 'then', and those behind 'then'."""
    begin = next((p for p in places if _FIRST.fullmatch(line.tokens[p].stem)), None)
    turn = next((p for p in places if begin is not None and p > begin and _THEN.fullmatch(line.tokens[p].stem)), None)
    if begin is None or turn is None:
        return None
    content = {p for p in places if line.tokens[p].carries and begin < p < turn + 6}
    return {p for p in content if p < turn}, {p for p in content if p > turn}


def _changes(line: Row, places: range) -> list[tuple[Token, Token]]:
    """(old, new) of each change: 'von 12 auf 9', 'statt 12 nur 9', '9 instead of 12'."""
    found = []
    for place in places:
        token = line.tokens[place]
        if not _OLD.fullmatch(token.stem):
            continue
        old = _figure(line, range(place + 1, min(place + 4, places.stop)))
        if old is None:
            continue
        if _INSTEAD_OF.fullmatch(token.stem) or token.stem == "instead":
            new = _figure(line, range(place - 1, max(place - 3, places.start - 1), -1))
            if new is not None and line.tokens[new].sort is not line.tokens[old].sort:
                new = None
            new = new or _figure(line, range(old + 1, min(old + 6, places.stop)))
        else:
            new = _figure(line, range(old + 1, min(old + 7, places.stop)))
            linked = new is not None and any(_NEW.fullmatch(line.tokens[p].stem) for p in range(old + 1, new))
            new = new if linked else None
        if new is not None:
            found.append((line.tokens[old], line.tokens[new]))
    return found


def _figure(line: Row, places: range) -> int | None:
    return next((p for p in places if line.tokens[p].sort in (Sort.NUMBER, Sort.DATE)), None)


# --- which number or name belongs to which words ---


def _bound_otherwise(said: Row, there: Row, places: range, matches: Matches) -> bool:
    """A number or name of the sentence stands in the passage among other words, and another one among its words."""
    segments = _segments(there, places)
    anchored = [segment for segment in segments if any(_is_anchor(there, p) for p in segment)]
    if len(anchored) < 2:
        return False
    for mine in _segments(said, range(len(said.tokens))):
        words = [set(matches.get(p, ())) for p in mine if said.tokens[p].sort is Sort.CONTENT]
        for place in mine:
            if not _is_anchor(said, place):
                continue
            sort = said.tokens[place].sort
            if not _fits(place, sort, words=words, matches=matches, there=there, anchored=anchored):
                return True
            if sort is not Sort.CONTENT and _stands_elsewhere(place, said, matches, there=there, anchored=anchored):
                return True
    return False


def _fits(
    place: int,
    sort: Sort,
    *,
    words: Sequence[set[int]],
    matches: Matches,
    there: Row,
    anchored: Sequence[list[int]],
) -> bool:
    """Whether no segment with another anchor of its sort shares more of the words than one that holds it."""
    held, other = -1, 0
    mine = set(matches.get(place, ()))
    for segment in anchored:
        shared = sum(1 for found in words if found & set(segment) and not found & mine)
        if mine & set(segment):
            held = max(held, shared)
        elif any(_is_anchor(there, p) and there.tokens[p].sort is sort for p in segment):
            other = max(other, shared)
    return held < 0 or held >= other


def _stands_elsewhere(place: int, said: Row, matches: Matches, *, there: Row, anchored: Sequence[list[int]]) -> bool:
    """Whether the words beside a figure stand in the passage beside another figure only."""
    mine = set(matches.get(place, ()))
    beside = [set(matches.get(p, ())) for p in _neighbours(said, place, matches)]
    beside = [places for places in beside if places]
    held = {p for segment in anchored if mine & set(segment) for p in segment}
    others = {p for segment in anchored if not mine & set(segment) for p in segment}
    bound = [places for places in beside if places & others and not places & held]
    return bool(mine) and bool(bound) and not any(places & held for places in beside)


def _neighbours(said: Row, place: int, matches: Matches) -> list[int]:
    """The nearest content words of the same clause that stand in the passage too, before and behind."""
    clause, found = said.clauses[place], []
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(said.tokens) and said.clauses[at] == clause:
            if said.tokens[at].sort is Sort.CONTENT and matches.get(at):
                found.append(at)
                break
            at += step
    return found


def _is_anchor(line: Row, place: int) -> bool:
    return line.tokens[place].sort in (Sort.NUMBER, Sort.DATE) or place in line.names


def _segments(line: Row, places: range) -> list[list[int]]:
    """Runs of tokens about one figure: they end at a clause or an 'and' once a figure and a word are in them."""
    segments: list[list[int]] = [[]]
    number = name = word = False
    for place in places:
        token = line.tokens[place]
        new_clause = place > places.start and line.clauses[place] != line.clauses[place - 1]
        if ((number and (name or word)) or (name and word)) and (new_clause or token.stem in AND):
            segments.append([])
            number = name = word = False
        segments[-1].append(place)
        number = number or token.sort in (Sort.NUMBER, Sort.DATE)
        name = name or place in line.names
        word = word or (token.sort is Sort.CONTENT and place not in line.names)
    return _with_words(line, segments)


def _with_words(line: Row, segments: Sequence[list[int]]) -> list[list[int]]:
    """Figures without a word of their own belong to the segment before: "Termin für 400 Fälle: 16.08."."""
    joined: list[list[int]] = []
    for segment in segments:
        if joined and not any(line.tokens[place].sort is Sort.CONTENT for place in segment):
            joined[-1] += segment
        else:
            joined.append(segment)
    return joined
