"""Reads a single written number: "1.234,5", "1 234,50", "zwölf", "twenty-five".

German and English. It knows neither units nor what a number is for; that is the work of `numbers`.
"""

import re
from decimal import Decimal

# Digits with their separators; "1 234" and "1'234" are grouped, "50.000,-" is a price.
DIGITS = r"\d{1,3}(?:[ '’]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)*"

_SMALL_DE = "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_TEENS_DE = "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_TENS_DE = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_SMALL_EN = "one two three four five six seven eight nine ten eleven twelve".split()
_TEENS_EN = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety".split()
# Articles that count only where a unit of time or a share follows: "in einer Woche", "an hour".
ARTICLES = frozenset("ein eine einen einem einer eines one a an".split())
# Shares of a whole in per cent, by the stem of their name.
_PARTS = {
    "hälfte": 2, "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "achtel": 8, "zehntel": 10,
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10,
}  # fmt: skip


def _named() -> dict[str, int]:
    names = {word: place for place, word in enumerate(_SMALL_DE + _TEENS_DE, 1)}
    names |= {word: place for place, word in enumerate(_SMALL_EN + _TEENS_EN, 1)}
    for ten, (german, english) in enumerate(zip(_TENS_DE, _TENS_EN, strict=True), 2):
        names[german] = names[english] = 10 * ten
        for one in range(9):
            names[f"{_SMALL_DE[one]}und{german}"] = 10 * ten + one + 1
            names[f"{english}-{_SMALL_EN[one]}"] = 10 * ten + one + 1
    for place, word in enumerate(["", *_SMALL_DE[1:9]], 1):
        names[f"{word}hundert"] = 100 * place
        names[f"{word}tausend"] = 1000 * place
    names |= {"einhundert": 100, "eintausend": 1000, "hundred": 100, "thousand": 1000, "zehntausend": 10_000}
    names |= {"zweier": 2, "dreier": 3, "dutzend": 12, "dozen": 12}
    return names


def _spelt_out(word: str) -> str:
    return word.replace("ü", "ue").replace("ö", "oe").replace("ß", "ss")


NUMBER_WORDS: dict[str, Decimal] = {word: Decimal(number) for word, number in _named().items()}
NUMBER_WORDS |= {"anderthalb": Decimal("1.5"), "eineinhalb": Decimal("1.5"), "zweieinhalb": Decimal("2.5")}
NUMBER_WORDS |= {_spelt_out(word): number for word, number in NUMBER_WORDS.items()}
NUMBER_WORDS |= {word: Decimal(1) for word in ARTICLES}
MULTIPLYING_WORDS = frozenset(("hundred", "thousand", "dutzend", "dozen"))

FRACTION = re.compile(
    r"(?i)(?<!\w)(?:(?P<count>ein(?:e[mns]?)?|zwei|drei|vier|a|an|one|two|three|four)[ -]?)?"
    r"(?P<part>drittel|viertel|fünftel|sechstel|achtel|zehntel|thirds?|quarters?|fifths?|eighths?"
    r"|tenths?)(?:s|n)?(?!\w)"
    r"|(?<!\w)(?:(?:die|der|zur|a|one)[ -])?(?P<half>hälfte|half)(?![\w-])(?! an? (?:year|day|hour|week"
    r"|month))"
    r"|(?<![\w/.,])(?P<over>\d)/(?P<under>\d)(?![\w/.,])"
)


def parse_number(written: str, language: str) -> Decimal | None:
    """The number that digits with separators stand for; None where they stand for none ("1.2.3").

    German reads "1.234" as a thousand and "1,5" as one and a half, English the other way round. A separator that
    cannot group thousands is a decimal one in both: "12.5" in a German text, "1,5" in an English one.
    """
    bare = re.sub(r"[ '’]", "", written)
    marks = [letter for letter in bare if letter in ".,"]
    if not marks:
        return Decimal(bare)
    if len(set(marks)) == 2:
        return _grouped(bare, group=marks[0], decimal=marks[-1])
    mark, grouping = marks[0], "." if language == "de" else ","
    groups = re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+", bare)
    if groups and (len(marks) > 1 or mark == grouping):
        return Decimal(bare.replace(mark, ""))
    return Decimal(bare.replace(mark, ".")) if len(marks) == 1 else None


def _grouped(bare: str, *, group: str, decimal: str) -> Decimal | None:
    whole, _, rest = bare.rpartition(decimal)
    if group == decimal or not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+", whole):
        return None
    return Decimal(f"{whole.replace(group, '')}.{rest}")


def fraction_in_percent(found: re.Match[str]) -> Decimal | None:
    """The share that a match of FRACTION names, in per cent with one decimal; None for none ("7/0", "4/3")."""
    if found["half"]:
        over, under = Decimal(1), 2
    elif found["over"]:
        over, under = Decimal(found["over"]), int(found["under"])
    else:
        over, under = NUMBER_WORDS[(found["count"] or "ein").lower()], _PARTS[found["part"].lower().rstrip("s")]
    if not 0 < over < under:
        return None
    share = 100 * over / under
    return share if share == share.to_integral_value() else share.quantize(Decimal("0.1"))
