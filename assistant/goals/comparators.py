"""Reads what stands around an amount: "mindestens", "≥", "at most", "oder mehr", a sign.

The words belong to the amount's span.
"""

import re
from dataclasses import replace

from assistant.goals.amounts import Amount
from assistant.goals.units import COMPARATOR_AFTER, COMPARATOR_WORDS

_WORD = re.compile(r"\S+")
_OPENING = "(\"'„“*["
_PREPOSITIONS = ("um", "auf", "by", "to")
# What may stand between a comparator and its number: "mindestens um 5 %", "at least a third".
_BETWEEN = (*_PREPOSITIONS, "ein", "eine", "einem", "a", "die", "the")
_DURATIONS = ("week", "month", "quarter", "year")
# Not the head of an arrow.
_SYMBOL = re.compile(r"(?:≥|≤|>=|<=|=<|(?<![-=])>|<|~|≈) ?$")


def with_comparator(text: str, amount: Amount) -> Amount:
    """With sign and comparator before it and "oder mehr", "+" behind it."""
    amount = _signed(text, amount)
    after = COMPARATOR_AFTER.match(text, amount.end)
    if after:
        return replace(amount, comparator="<=" if after["less"] else ">=", end=after.end())
    window = text[max(amount.start - 40, 0) : amount.start]
    words = list(_WORD.finditer(window))
    if not words or "\n" in window[words[-1].start() :]:
        return amount
    return _worded(amount, window, words) or _by_symbol(amount, window)


def _worded(amount: Amount, window: str, words: list[re.Match[str]]) -> Amount | None:
    """With "mindestens" and the like, also before a preposition or an article; None where no such word stands."""
    last = words[-1].group().lower()
    if last not in _BETWEEN:
        return _phrased(amount, window, words)
    preposition = last if last in _PREPOSITIONS else ""
    found = _phrased(amount, window, words) or _phrased(amount, window, words[:-1])
    return replace(found, preposition=preposition) if found and found.start < amount.start else found


def _phrased(amount: Amount, window: str, words: list[re.Match[str]]) -> Amount | None:
    for count in (3, 2, 1):
        phrase = " ".join(word.group() for word in words[-count:]).lower().lstrip(_OPENING)
        if len(words) < count or phrase not in COMPARATOR_WORDS:
            continue
        if phrase in ("über", "over") and amount.unit in _DURATIONS and not amount.rate:
            # "über 12 Monate" and "over six weeks" say how long, not how much.
            return amount
        first = words[-count]
        if phrase.startswith(("min", "max")) and re.search(r"\d\s*$", window[: first.start()]):
            return None  # "90 min auf 30 min": minutes
        start = amount.start - len(window) + first.end() - len(first.group().lstrip(_OPENING))
        return replace(amount, start=start, comparator=COMPARATOR_WORDS[phrase])
    return None


def _by_symbol(amount: Amount, window: str) -> Amount:
    symbol = _SYMBOL.search(window)
    if not symbol:
        return amount
    sign = COMPARATOR_WORDS[symbol.group().strip()]
    return replace(amount, start=amount.start - len(symbol.group()), comparator=sign)


def _signed(text: str, amount: Amount) -> Amount:
    sign = text[amount.start - 1 : amount.start] if amount.start else ""
    before = text[amount.start - 2 : amount.start - 1] if amount.start > 1 else " "
    if sign not in ("+", "-", "±") or not (before.isspace() or before in "(:") or amount.unit == "%" and sign == "±":
        return amount
    number = -amount.number if sign == "-" else amount.number
    return replace(amount, start=amount.start - 1, number=number, signed=True)
