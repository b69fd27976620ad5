"""Finds the facts of a goal: values, deadlines, owners, systems and metrics, each with its place in the text.

German and English by rules; what a goal lacks and whether it is good is judged elsewhere.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from assistant.goals.amounts import Amount
from assistant.goals.deadlines import find_deadlines
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.false_numbers import blank, blank_false_numbers
from assistant.goals.metrics import find_metrics, metrics_with_digits
from assistant.goals.names import Named
from assistant.goals.numbers import find_amounts
from assistant.goals.owners import find_owners
from assistant.goals.roles import decide_roles
from assistant.goals.systems import find_systems

# One letter for one: spaces that do not break, dashes, quotes and full-width signs as they are usually typed.
_USUAL = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2008\u2009\u200a\u202f\u2002\u2003\u2004\u2005\u2006\u3000\t", " "),
        **dict.fromkeys("\u2010\u2011\u2212", "-"),
        **dict.fromkeys("\u2018\u201b\u02bc", "'"),
        "％": "%",
        "\r": "\n",
    }
)
_UNSEEN = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

# No name, number or date has runs as long as these; without them every pattern stays linear.
_ENDLESS = re.compile(r"\S{100,}|[^\S\n]{20,}|\n{20,}")


def find_facts(text: str, language: str, today: date) -> tuple[Fact, ...]:
    """The facts of a goal in reading order; no two overlap, and text[start:end] is each one's text.

    `language` ('de' or 'en') decides how "1.234" and "06/07/2027" are read; the words of both are known. `today` is
    the day from which "in 6 Monaten" and "bis Jahresende" count.
    """
    plain, places = _plain(text)
    plain = _ENDLESS.sub(lambda run: "\n" * len(run.group()), plain)
    systems, metrics = find_systems(plain), find_metrics(plain)
    numbers = blank_false_numbers(_without_name_digits(plain, systems))
    deadlines, other_dates = find_deadlines(numbers, language, today)
    numbers = blank(numbers, [*other_dates, *((fact.start, fact.end) for fact in deadlines)])
    amounts = decide_roles(numbers, find_amounts(numbers, language), [(name.start, name.end) for name in metrics])
    named = [*_named(FactKind.OWNER, find_owners(plain)), *_named(FactKind.METRIC, metrics)]
    named += _named(FactKind.SYSTEM, systems)
    found = _beside([*deadlines, *(_value(amount, role) for amount, role in amounts)], named)
    return tuple(_placed(fact, text, places) for fact in found)


def _without_name_digits(plain: str, systems: list[Named]) -> str:
    """Without the digits in names of systems and metrics ("S/4HANA", "F1")."""
    names = [name for name in systems if any(letter.isdigit() for letter in plain[name.start : name.end])]
    return blank(plain, [(name.start, name.end) for name in [*names, *metrics_with_digits(plain)]])


def _value(amount: Amount, role: Role) -> Fact:
    return Fact(
        FactKind.VALUE,
        amount.start,
        amount.end,
        "",
        amount.key,
        role=role,
        number=amount.number,
        upper=amount.upper,
        unit=amount.unit,
        comparator=amount.comparator,
    )


def _named(kind: FactKind, names: list[Named]) -> list[Fact]:
    return [Fact(kind, name.start, name.end, "", name.key) for name in names]


def _beside(firm: list[Fact], named: list[Fact]) -> list[Fact]:
    """All in reading order, without the names that overlap a value, a deadline or a name before them in the list."""
    kept = sorted(firm, key=lambda fact: fact.start)
    taken = bytearray(max((fact.end for fact in [*firm, *named]), default=0))
    for fact in firm:
        taken[fact.start : fact.end] = b"x" * (fact.end - fact.start)
    for fact in named:
        if not any(taken[fact.start : fact.end]):
            taken[fact.start : fact.end] = b"x" * (fact.end - fact.start)
            kept.append(fact)
    return sorted(kept, key=lambda fact: fact.start)


def _plain(text: str) -> tuple[str, list[int] | None]:
    """The text as usually typed, without unseen letters and with composed umlauts, and the place of each letter in
    the text (one more for the end), None where nothing moved."""
    usual = text.translate(_USUAL)
    if usual.isascii() or not any(letter in _UNSEEN or unicodedata.combining(letter) for letter in usual):
        return usual, None
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(usual):
        if letter in _UNSEEN:
            continue
        composed = unicodedata.normalize("NFC", letters[-1] + letter) if letters else letter
        if letters and unicodedata.combining(letter) and len(composed) == 1:
            letters[-1] = composed
        else:
            letters.append(letter)
            places.append(place)
    return "".join(letters), [*places, len(text)]


def _placed(fact: Fact, text: str, places: list[int] | None) -> Fact:
    """With its place in the text as it was written."""
    start, end = fact.start, fact.end
    if places is not None:
        start, end = places[start], places[end - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
    return replace(fact, start=start, end=end, text=text[start:end])
