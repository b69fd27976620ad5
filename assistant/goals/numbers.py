"""Finds the amounts of a goal: number, range, unit, rate and comparator, each with its place.

Expects a text whose false numbers and deadlines are blanked out. What an amount is for (baseline, target …) is the
work of `roles`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.goals.amounts import Amount
from assistant.goals.comparators import with_comparator
from assistant.goals.number_words import (
    ARTICLES,
    DIGITS,
    FRACTION,
    MULTIPLYING_WORDS,
    NUMBER_WORDS,
    fraction_in_percent,
    parse_number,
)
from assistant.goals.units import (
    CURRENCY_BEFORE,
    FACTORS,
    MULTIPLIER,
    RATE,
    TIME_UNITS,
    UNIT,
    rate_of,
    unit_of,
)
from assistant.language import ENGLISH_FUNCTION_WORDS, GERMAN_FUNCTION_WORDS

_CHANGING = (
    (
        r"halbier\w*|halv(?:e|es|ed|ing)|(?:cut|reduced?|slash(?:ed)?|split)(?: \w+){0,4}? (?:in"
        r"|by) half",
        "50",
        "%",
    ),
    (r"gedrittelt|dritteln|drittelt", "66.7", "%"),
    (r"geviertelt|vierteln|viertelt", "75", "%"),
    (
        r"verdopp[e]?l\w*|doubl(?:e|es|ed|ing)(?![- ](?:check|opt|click|entry|blind|digit|shift|sided|quotes?"
        r"|bind))",
        "2",
        "x",
    ),
    (r"verdreifach\w*|tripl(?:e|es|ed|ing)(?![-])|trebl(?:e|es|ed|ing)|threefold|dreimal|thrice", "3", "x"),
    (r"vervierfach\w*|quadrupl(?:e|es|ed|ing)|fourfold|viermal", "4", "x"),
    (r"verfünffach\w*|quintupl\w+|fivefold|fünfmal", "5", "x"),
    (r"verzehnfach\w*|tenfold|zehnmal", "10", "x"),
    (r"doppelt so|(?:das|auf das|um das) doppelte|twice as|zweimal so", "2", "x"),
)
_CHANGING_VERB = re.compile(r"(?i)(?<![\w-])(?:" + "|".join(f"({pattern})" for pattern, _, _ in _CHANGING) + r")(?!\w)")
_TOKEN = re.compile(rf"(?P<digits>{DIGITS})|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)")
_UPPER = re.compile(rf"[€$£]? ?(?P<digits>{DIGITS})|(?P<word>[^\W\d_]+)")
_MULTIPLYING = re.compile(rf" ({'|'.join(sorted(MULTIPLYING_WORDS))})(?!\w)", re.I)
_PRICE = re.compile(r",[-–]{1,2}(?!\d)")
_EURO = re.compile(r" ?(?:EUR|€)")
_RANGE = re.compile(r" ?[-–—] ?| (bis|to|und|and) ")
_BETWEEN = re.compile(r"(?i)\b(?:zwischen|between) ?$")
_SCALE = re.compile(
    r" ?/ ?(?P<of>5|10|100|1\.?000)(?![\w.,%/])| (?i:von|out of|of) (?P<out>5|10|100|1\.?000)(?![\w.,%/-])"
)
_JOINED_RATE = re.compile(
    r" (?:und|and) (?:(?P<day>Tag|day)|(?P<week>Woche|week)|(?P<month>Monat|month)|(?P<year>Jahr|year))(?!\w)"
)
_HALF_UNIT = re.compile(r"(?i)(?:ein(?:e[nmr]?)? halbe[snmr]? |half an? )")
_FUNCTION_WORDS = GERMAN_FUNCTION_WORDS | ENGLISH_FUNCTION_WORDS
_GERMAN_NOUN = re.compile(r" (?:(?P<adjective>[a-zäöüß][\wäöüß-]+e[nmrs]?) )?(?P<noun>[A-ZÄÖÜ][\w-]*[\wäöüß])")
_ENGLISH_NOUN = re.compile(r"(?: [A-Za-z][\w-]*[a-z]){1,3}")
_IRREGULAR = frozenset("people staff children women men data use-cases headcount pieces".split())
_NO_NOUN = frozenset(
    """was is has does goes this its thus less plus makes reduces reaches needs remains weniger mehr better
    always perhaps across besides sometimes towards afterwards minus heute derzeit aktuell today
    currently""".split()
)


def find_amounts(text: str, language: str) -> list[Amount]:
    """The amounts in reading order; no two overlap."""
    found: list[Amount] = []
    taken = 0
    singles = sorted([*_fractions(text), *_changing(text)], key=lambda amount: amount.start)
    for amount in _merged(_spelt(text, language), singles):
        if amount.start >= taken:
            found.append(amount)
            taken = amount.end
    return found


def _merged(numerals: Iterator[Amount], singles: list[Amount]) -> Iterator[Amount]:
    """Both in reading order; a fraction or verb goes before a numeral that overlaps it."""
    waiting = iter(singles)
    single = next(waiting, None)
    for numeral in numerals:
        while single is not None and single.start < numeral.end:
            yield single
            single = next(waiting, None)
        yield numeral
    while single is not None:
        yield single
        single = next(waiting, None)


def _changing(text: str) -> Iterator[Amount]:
    for found in _CHANGING_VERB.finditer(text):
        _, number, unit = _CHANGING[int(found.lastindex or 1) - 1]
        yield Amount(found.start(), found.end(), Decimal(number), unit=unit, changing=True)


def _fractions(text: str) -> Iterator[Amount]:
    for found in FRACTION.finditer(text):
        share = fraction_in_percent(found)
        if share is None or _names_no_share(text, found):
            continue
        amount = Amount(found.start(), found.end(), share, unit="%", fraction=True)
        yield with_comparator(text, amount)


_SHARE_BEFORE = re.compile(
    r"(?i)(?:\b(?:by|um|auf|to|about|rund|etwa|ca\.|least|mindestens|than|als|über|unter|over|under|~)) $"
)
_SHARE_AFTER = re.compile(
    r"(?i) (?:of|der|des|aller|von|less|fewer|more|(?:fast|short|high|low|cheap)er|weniger|mehr|schneller|kürzer|höher"
    r"|geringer)"
)
_TIME_BEFORE = re.compile(r"(?i)\b(?:per|pro|je|this|next|last|each|every|the|in|within|dem|das|jedes) $")


def _names_no_share(text: str, found: re.Match[str]) -> bool:
    """A quarter may be one of the year, a third the one after the second, a half the first of a year."""
    before, after = text[max(found.start() - 12, 0) : found.start()], text[found.end() : found.end() + 12]
    if found["over"]:
        return False
    if _SHARE_AFTER.match(after) or _SHARE_BEFORE.search(before):
        return re.match(r" of (?:the year|20)", after) is not None
    if (found["part"] or "").lower() in ("quarter", "quarters", "viertel"):
        return True
    return not found["count"] and not found["half"] or _TIME_BEFORE.search(before) is not None


def _spelt(text: str, language: str) -> Iterator[Amount]:
    """The amounts that begin with a numeral."""
    position = 0
    while token := _TOKEN.search(text, position):
        amount = None
        if token["digits"] or _begins_numeral(token["word"]):
            amount = _amount_at(text, token, language)
        position = amount.end if amount else token.end()
        if amount:
            yield amount


def _begins_numeral(word: str) -> bool:
    lower = word.lower()
    return lower in NUMBER_WORDS or lower == "half" or lower.partition("-")[0] in NUMBER_WORDS


def _amount_at(text: str, token: re.Match[str], language: str) -> Amount | None:
    half = _HALF_UNIT.match(text, token.start()) if token["word"] else None
    if half and (unit := UNIT.match(text, half.end())):
        return _with_rate(text, Amount(token.start(), unit.end(), Decimal("0.5"), unit=unit_of(unit)))
    amount = _numeral(text, token, language)
    if amount is None:
        return None
    amount = _ranged(text, _currency_before(text, amount), language)
    amount = _with_unit(text, amount)
    if not _stands_alone(text, token, amount):
        return None
    return with_comparator(text, amount)


def _numeral(text: str, token: re.Match[str], language: str) -> Amount | None:
    """The bare number with its multiplier; None where the token is part of a name."""
    if token["digits"]:
        if _inside_name(text, token.start()):
            return None
        number, end = parse_number(token["digits"], language), token.end()
        if number is None:
            return None
        price = _PRICE.match(text, end)
        end = price.end() if price else end
    else:
        lower = token["word"].lower()
        word = lower if lower in NUMBER_WORDS else lower.partition("-")[0]
        if word not in NUMBER_WORDS:
            return None
        number, end = NUMBER_WORDS[word], token.start() + len(word)
        more = _MULTIPLYING.match(text, end)
        if more:
            number, end = number * NUMBER_WORDS[more[1].lower()], more.end()
    return _multiplied(text, Amount(token.start(), end, number))


def _inside_name(text: str, start: int) -> bool:
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalpha():
        return CURRENCY_BEFORE.search(text[max(start - 7, 0) : start]) is None
    if before in "-/@#&" and start > 1:
        return text[start - 2].isalnum() or text[start - 2] == "_"
    return before == "_" or before.isdigit()


def _multiplied(text: str, amount: Amount) -> Amount:
    found = MULTIPLIER.match(text, amount.end)
    if not found:
        return amount
    return replace(amount, number=amount.number * FACTORS[str(found.lastgroup)], end=found.end())


def _currency_before(text: str, amount: Amount) -> Amount:
    found = CURRENCY_BEFORE.search(text[max(amount.start - 8, 0) : amount.start])
    if not found or not text[amount.start].isdigit():
        return amount
    start = amount.start - len(found.group())
    if start and text[start].isalpha() and text[start - 1].isalnum():
        return amount
    factor = FACTORS.get(str(found.lastgroup), Decimal(1))
    unit = "EUR" if factor > 1 else str(found.lastgroup)
    return replace(amount, start=start, number=amount.number * factor, unit=unit)


def _ranged(text: str, lower: Amount, language: str) -> Amount:
    """With the upper end, where "bis 10" or "–10" follows."""
    own = UNIT.match(text, _after_space(text, lower.end)) if not lower.unit else None
    for begin in ([own.end()] if own else []) + [lower.end]:
        link = _RANGE.match(text, begin)
        if not link or not _links_range(text, lower, link[1]):
            continue
        token = _UPPER.match(text, link.end())
        if not token or not (token["digits"] or token["word"].lower() in NUMBER_WORDS.keys() - ARTICLES):
            continue
        number = parse_number(token["digits"], language) if token["digits"] else NUMBER_WORDS[token["word"].lower()]
        if number is None:
            continue
        upper = _multiplied(text, Amount(lower.start, token.end(), number))
        if own and begin != lower.end and not _same_unit(text, upper.end, unit_of(own)):
            continue
        return _joined(text, lower, upper, number)
    return lower


def _joined(text: str, lower: Amount, upper: Amount, written: Decimal) -> Amount:
    factor = upper.number / written if written else Decimal(1)
    first = lower.number * factor if lower.number <= written else lower.number
    between = _BETWEEN.search(text[max(lower.start - 10, 0) : lower.start])
    start = lower.start - len(between.group()) if between else lower.start
    return replace(lower, start=start, number=first, upper=upper.number, end=upper.end)


def _links_range(text: str, lower: Amount, word: str | None) -> bool:
    before = text[max(lower.start - 20, 0) : lower.start].lower()
    if word in ("und", "and"):
        return _BETWEEN.search(before) is not None
    if word == "to":
        return re.search(r"\bfrom (?:\w+ )?$", before) is None
    return True


def _same_unit(text: str, position: int, unit: str) -> bool:
    found = UNIT.match(text, _after_space(text, position))
    return found is not None and unit_of(found) == unit


def _after_space(text: str, position: int) -> int:
    return position + 1 if text[position : position + 1] in (" ", "-") else position


def _with_unit(text: str, amount: Amount) -> Amount:
    scale = _SCALE.match(text, amount.end)
    if scale and not amount.unit and amount.number <= Decimal(scale["of"] or scale["out"].replace(".", "")):
        whole = scale["of"] or scale["out"].replace(".", "")
        unit = UNIT.match(text, scale.end() + 1) if text[scale.end() : scale.end() + 1] == " " else None
        end = unit.end() if unit and unit_of(unit) in ("star", "point") else scale.end()
        return replace(amount, unit=f"/{whole}", end=end)
    if not amount.unit:
        unit = UNIT.match(text, _after_space(text, amount.end)) or UNIT.match(text, amount.end)
        amount = replace(amount, unit=unit_of(unit), end=unit.end()) if unit else _counted(text, amount)
    elif unit := _EURO.match(text, amount.end):
        amount = replace(amount, end=unit.end())
    return _with_rate(text, amount)


def _with_rate(text: str, amount: Amount) -> Amount:
    """With what it counts by: "pro Woche", "per person per week", "pro Person und Woche"."""
    rate = RATE.match(text, amount.end)
    while rate and (rate["noun"] or "").lower() not in _FUNCTION_WORDS:
        per = f"{amount.rate}/{rate_of(rate)}".lstrip("/")
        amount = replace(amount, rate=per, end=rate.end())
        rate = RATE.match(text, amount.end)
    joined = _JOINED_RATE.match(text, amount.end) if amount.rate else None
    if joined:
        amount = replace(amount, rate=f"{amount.rate}/{joined.lastgroup}", end=joined.end())
    return amount


def _counted(text: str, amount: Amount) -> Amount:
    german = _GERMAN_NOUN.match(text, amount.end)
    if german and _is_noun(german):
        return replace(amount, unit=german["noun"].lower(), end=german.end(), counted=True)
    english = _ENGLISH_NOUN.match(text, amount.end)
    end = amount.end
    for word in english.group().split() if english else ():
        end += len(word) + 1
        lower = word.lower()
        if lower in _FUNCTION_WORDS or lower in _NO_NOUN:
            break
        plural = lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 2
        if plural or lower in _IRREGULAR:
            return replace(amount, unit=lower, end=end, counted=True)
    return amount


def _is_noun(german: re.Match[str]) -> bool:
    """Whether it is a noun with its adjective, and not the end of a clause or a verb."""
    adjective = german["adjective"] or ""
    if german["noun"].lower() in _FUNCTION_WORDS or adjective in _FUNCTION_WORDS:
        return False
    return not adjective.endswith(("ieren", "chen", "zen", "sen"))


_YEAR = re.compile(r"(?:19[89]|20[0-9])\d")
_WORD_AFTER = re.compile(r"[\w]|-[^\W\d_]")


def _stands_alone(text: str, token: re.Match[str], amount: Amount) -> bool:
    """Whether it is a number at all: no year, no "3D", and as a word only with a unit."""
    written = token["digits"] or ""
    if token["word"]:
        lower = token["word"].lower().partition("-")[0]
        if lower in ARTICLES:
            return amount.unit in TIME_UNITS | {"%", "pp"} and not amount.counted or amount.number > 1
        return bool(amount.unit) or token["word"].lower() in MULTIPLYING_WORDS or amount.number >= 1000
    if _WORD_AFTER.match(text, amount.end) and amount.end == token.end():
        return False
    if text[amount.end : amount.end + 1].isalnum():
        return False
    return not (_YEAR.fullmatch(written) and (amount.counted or not amount.unit) and amount.upper is None)
