"""Decides how far a sentence rests on a passage: quoted, similar in words, or not.

The words of the sentence are looked up in one or two neighbouring sentences of the passage; its numbers, dates and
names must stand there, and nothing there may contradict it. Meaning is compared elsewhere; nothing here understands a
text, and a quoted sentence can still be out of context.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.clauses import Row, in_order, row
from assistant.contradiction import contradicts
from assistant.goals.units import UNIT, unit_of
from assistant.language import detect
from assistant.passages import Passage
from assistant.sentences import sentences
from assistant.statements import Sort, Token, beginnings, same, tokens

# Of a sentence's content words: all must stand in the text for a quotation, this share of them in the same order.
IN_ORDER = 0.8
# English, unlike German, says another thing with the same words in another order.
ENGLISH_ORDER = 0.6
# Neighbouring sentences of a passage that may carry one sentence of the answer together.
WINDOW = 2
# Best windows of a passage that are looked at closely, and the share of words a window must have to be one.
CLOSELY, WORTH_A_LOOK = 3, 0.4
# Unmatched content words in a row make a statement of their own.
LONGEST_GAP = 3
# A word that is part of another ("Pilot", "Pilotstart") counts for so much.
PART_OF_WORD, PART_LETTERS = 0.7, 5
# A sentence of more content words is none; a model that writes one is running away.
LONGEST = 150
# Places of one word that are looked at in a window.
PLACES = 12

# They say where something stands and need not stand there themselves.
_LIGHT = re.compile(
    r"laut|gemass|zufolge|betragt|betragen|betrug|belauft|nun|kunftig|insgesamt|dokument\w*|unterlage\w*"
    r"|textstelle\w*|passage\w*|quelle\w*|abschnitt\w*|heisst|steht|genannt"
    r"|amounts?|total(?:s|ly)?|now|according|document\w*|states?|stated|section|mentioned|says|source\w*"
)
# Shares and multiples in words: as strict as numbers.
_STRICT = re.compile(
    r"halfte|halb\w{0,2}|drittel\w?|viertel\w?|funftel|doppelt\w*|verdoppel\w*|verdreifach\w*|dreifach\w*"
    r"|halbier\w*"
    r"|dutzend\w*|half|halve[sd]?|thirds?|quarters?|double[sd]?|tripled?|twice|dozens?|million\w*"
    r"|milliard\w*|billion\w*"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
# Who acts: another one is another statement, also where German gives it an article.
_ACTOR = re.compile(
    r"betriebsrat\w*|personalrat\w*|lenkungskreis\w*|lenkungsausschuss\w*|auftraggeber\w*|auftragnehmer\w*"
    r"|projektleit\w*"
    r"|vorstand\w*|geschaftsfuhr\w*|geschaftsleitung|aufsichtsrat\w*|datenschutz\w*|fachbereich\w*"
    r"|fachabteilung\w*|einkauf\w*"
    r"|vertrieb\w*|buchhaltung|controlling|revision|rechtsabteilung|personalabteilung|dienstleister\w*"
    r"|anbieter\w*|lieferant\w*"
    r"|kunden?|behorde\w*|aufsicht\w*|leitung|anwender\w*|beschaftigte\w*|council|sponsor\w*|steering"
    r"|board|committee|vendors?"
    r"|providers?|suppliers?|customers?|officers?|departments?|management|managers?|regulators?|unions?"
    r"|owners?|advisers?|users?"
    r"|employees|engineers?|lawyers?|auditors?"
)


class Support(StrEnum):
    """How far a sentence rests on a passage."""

    QUOTED = "quoted"
    SIMILAR = "similar"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True)
class Carried:
    """How a passage carries a sentence: the share of its words found, 0-1; whether they are a quotation; why it
    cannot carry it ('number', 'date', 'name', 'order', 'gap' or one of `contradicts`), '' when it can; and the spans
    of the passage's sentences that hold the words."""

    share: float
    quoted: bool
    objection: str
    spans: tuple[tuple[int, int], ...]


NOT_CARRIED = Carried(0.0, False, "", ())


@dataclass(frozen=True)
class _Read:
    """A passage with its tokens, the sentences as ranges of them, and what stands around its text."""

    line: Row
    sentences: tuple[tuple[range, tuple[int, int]], ...]
    sentence_of: tuple[int, ...]
    places: dict[str, list[int]]
    context: tuple[Token, ...]


@dataclass(frozen=True)
class _Window:
    first: int
    last: int
    matches: dict[int, list[int]]


@lru_cache(maxsize=2048)
def carried(sentence: str, passage: Passage) -> Carried:
    """How far a passage carries a sentence, by its words; the best of its windows decides."""
    said, there = _said(sentence), _read(passage)
    wanted = _wanted(said)
    if not wanted or len(wanted) > LONGEST:
        return NOT_CARRIED
    found = {place: _places(said.tokens[place], there) for place in wanted}
    context = {place for place in wanted if any(_in_context(said.tokens[place], token) for token in there.context)}
    windows = _windows(there, wanted, found, context)
    judged = (_judged(said, there, wanted, window=window, context=context) for window in windows)
    return max(judged, key=lambda it: (it.quoted, not it.objection, it.share), default=NOT_CARRIED)


def _in_context(said: Token, there: Token) -> bool:
    """Whether title, heading or date say it; "1 %" is not said by "TOP 1"."""
    small = said.sort is Sort.NUMBER and max(said.values, default=0) < 1000
    return same(said, there) and not (small and (said.unit != there.unit or not said.unit))


def passage_text(passage: Passage, spans: Sequence[tuple[int, int]]) -> str:
    """The words of a passage at its spans, under its heading, for comparing meanings."""
    return "\n".join([*passage.headings[-1:], *(passage.text[start:end] for start, end in spans)])


@lru_cache(maxsize=512)
def _said(sentence: str) -> Row:
    return row(sentence, detect(sentence))


@lru_cache(maxsize=64)
def _read(passage: Passage) -> _Read:
    line = row(passage.text, passage.language)
    starts = [token.start for token in line.tokens]
    spans = []
    for start, end in sentences(passage.text):
        places = range(bisect_left(starts, start), bisect_left(starts, end))
        if places:
            spans.append((places, _trimmed(passage.text, start, end)))
    index: dict[str, list[int]] = defaultdict(list)
    for place, token in enumerate(line.tokens):
        for key in _keys(token):
            index[key].append(place)
    around = "\n".join([passage.title, *passage.headings, passage.date or ""])
    owners = [number for number, (places, _) in enumerate(spans) for _ in places]
    return _Read(
        line, tuple(spans), tuple(owners), dict(index), tuple(token for token in tokens(around) if token.carries)
    )


_LIST_MARK = re.compile(r"\s*(?:(?:[-*•>#]+|\d{1,3}[.)])\s+)+")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    mark = _LIST_MARK.match(text, start, end)
    return (mark.end() if mark and mark.end() < end else start, end)


def _keys(token: Token) -> frozenset[str]:
    if token.sort is Sort.NUMBER:
        return frozenset(f"={value.normalize()}" for value in token.values)
    if token.sort is Sort.DATE:
        years = {f"={token.day[0]}"} if token.day[0] else set()
        return frozenset({"date", *years})
    return beginnings(token.stem)


def _wanted(said: Row) -> list[int]:
    """The places of the words that must be found."""
    content = [place for place, token in enumerate(said.tokens) if token.carries]
    return [place for place in content if not _LIGHT.fullmatch(said.tokens[place].stem)] or content


def _places(token: Token, there: _Read) -> list[int]:
    keys = {"date"} if token.sort is Sort.DATE else _keys(token)
    near = sorted({place for key in keys for place in there.places.get(key, ())})
    return [place for place in near if same(token, there.line.tokens[place])]


def _windows(there: _Read, wanted: Sequence[int], found: dict[int, list[int]], context: set[int]) -> list[_Window]:
    """The windows with the most of the wanted words, best first."""
    holders: dict[int, set[int]] = defaultdict(set)  # of each sentence of the passage, the words it holds
    for place in wanted:
        for token in found[place]:
            holders[there.sentence_of[token]].add(place)
    ranked = []
    for first in sorted({max(0, number - back) for number in holders for back in range(WINDOW)}):
        words: set[int] = set()
        for last in range(first, min(first + WINDOW, len(there.sentences))):
            words = words | holders[last]
            count = len(words | context)
            if words and count >= WORTH_A_LOOK * len(wanted):
                ranked.append((-count, last - first, first, last))
    return [_window(there, first, last, found) for _, _, first, last in sorted(ranked)[:CLOSELY]]


def _window(there: _Read, first: int, last: int, found: dict[int, list[int]]) -> _Window:
    begin, end = there.sentences[first][0].start, there.sentences[last][0].stop
    return _Window(first, last, {place: _within(places, begin, end) for place, places in found.items()})


def _within(places: Sequence[int], begin: int, end: int) -> list[int]:
    first = bisect_left(places, begin)
    return list(places[first : min(bisect_left(places, end), first + PLACES)])


def _judged(said: Row, there: _Read, wanted: Sequence[int], *, window: _Window, context: set[int]) -> Carried:
    begin, end = there.sentences[window.first][0].start, there.sentences[window.last][0].stop
    near = [there.line.tokens[place] for place in range(begin, end)]
    matched = {place for place in wanted if window.matches[place] or place in context}
    missing = [place for place in wanted if place not in matched]
    share = (len(matched) + sum(_part(said.tokens[place], near) for place in missing)) / len(wanted)
    in_text = [window.matches[place] for place in wanted if window.matches[place]]
    order = len(in_order(window.matches)) / len(in_text)
    objection = (
        _absent(said, missing)
        or _other_unit(said, there, window, near)
        or contradicts(said, there.line, range(begin, end), window.matches)
    )
    if said.language == "en" and order < ENGLISH_ORDER:
        objection = objection or "order"
    objection = objection or ("gap" if _longest_run(wanted, set(missing)) > LONGEST_GAP else "")
    quoted = not missing and not objection and order >= IN_ORDER and 3 * len(in_text) >= 2 * len(wanted)
    return Carried(share * (0.5 + 0.5 * order), quoted, objection, _spans(there, window))


def _absent(said: Row, missing: Sequence[int]) -> str:
    """Which kind of fact of the sentence does not stand in the window."""
    for place in missing:
        token = said.tokens[place]
        if token.sort is Sort.NUMBER or _STRICT.fullmatch(token.stem):
            return "number"
        if token.sort is Sort.DATE:
            return "date"
        if place in said.names or _ACTOR.fullmatch(token.stem):
            return "name"
    return ""


def _other_unit(said: Row, there: _Read, window: _Window, near: Sequence[Token]) -> str:
    """A number stands there without the unit that the sentence gives it."""
    known = {token.unit for token in [*near, *there.context]}
    known |= {unit_of(found) for token in [*near, *there.context] if (found := UNIT.fullmatch(token.written))}
    for place, found in window.matches.items():
        unit = said.tokens[place].unit
        if found and unit and unit not in known:
            return "number"
    return ""


def _part(token: Token, near: Sequence[Token]) -> float:
    """What a word counts for that is part of a compound, or has one as its part."""
    if token.sort is not Sort.CONTENT or len(token.stem) < PART_LETTERS:
        return 0.0
    stem = token.stem[: max(PART_LETTERS, len(token.stem) - 2)]
    inside = any(
        stem in other.stem or (len(other.stem) >= PART_LETTERS and other.stem[:-1] in token.stem)
        for other in near
        if other.sort is Sort.CONTENT
    )
    return PART_OF_WORD if inside else 0.0


def _longest_run(wanted: Sequence[int], missing: set[int]) -> int:
    longest = run = 0
    for place in wanted:
        run = run + 1 if place in missing else 0
        longest = max(longest, run)
    return longest


def _spans(there: _Read, window: _Window) -> tuple[tuple[int, int], ...]:
    """The sentences of the window that hold a word no other sentence of it holds, all where every one is needed."""
    held = []
    for places, span in there.sentences[window.first : window.last + 1]:
        words = {place for place, found in window.matches.items() if any(token in places for token in found)}
        held.append((words, span))
    needed = [span for words, span in held if any(all(word not in o for o, s in held if s != span) for word in words)]
    return tuple(needed or [max(held, key=lambda it: len(it[0]))[1]])
