"""Reads a text as a row of tokens: words, numbers and dates, each with its place.

Numbers compare by value and unit, dates by day, words by their stems. What a token means for an answer is decided in
`support` and `contradiction`; nothing here understands a text.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache

from assistant.goals.lexicon import alike
from assistant.goals.number_words import ARTICLES, NUMBER_WORDS
from assistant.goals.units import FACTORS, MULTIPLIER, UNIT, unit_of
from assistant.language import ENGLISH_FUNCTION_WORDS, GERMAN_FUNCTION_WORDS, fold_umlauts

# The longest word, number or unit that is looked at; nothing real is longer.
LONGEST_WORD = 60

_MONTHS = {
    name: place
    for place, names in enumerate(
        "januar january jan jänner|februar february feb|märz maerz march mar mär|april apr|mai may|juni june jun"
        "|juli july jul|august aug|september sept sep|oktober october okt oct|november nov"
        "|dezember december dez dec".split("|"),
        1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = (
    r"(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)"
    r"|(?P<dd>\d{1,2})\. ?(?P<dm>\d{1,2})\.(?: ?(?P<dy>\d{4}|\d\d)(?!\d|[.,]\d))?"
    r"|(?P<sa>\d{1,2})/(?P<sb>\d{1,2})/(?P<sy>\d{4})(?!\d)"
    rf"|(?P<ld>\d{{1,2}})(?:\.|st|nd|rd|th)?\s(?:of )?(?P<lm>{_NAME})\b\.?(?:,?\s(?P<ly>\d{{4}})(?!\d))?"
    rf"|(?P<um>{_NAME})\b\.?\s(?P<ud>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,]\d|\s?%"
    rf"|\w)(?:,?\s(?P<uy>\d{{4}})(?!\d))?"
    rf"|(?P<om>{_NAME})\b\.?\s(?P<oy>\d{{4}})(?!\d)"
    rf"|(?P<nm>(?-i:{'|'.join(sorted({name.capitalize() for name in _MONTHS if len(name) > 3 or name == 'mai'}))}))"
    r"(?!\w)(?<!May)(?<!March)(?<!Mar)"
    r"|(?P<qm>\d\d)/(?P<qy>20\d\d)(?!\d)"
)
# A word may be broken by a hyphen at the end of a line; soft hyphens and unseen letters belong to it.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD = (
    rf"[^\W\d_](?:[^\W_{_UNSEEN}]|[{_UNSEEN}]|['’](?=[^\W\d_])"
    rf"|-[ ]?\n\s{{0,20}}(?=[a-zäöüß])){{0,{LONGEST_WORD - 1}}}"
)
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d{1,20}(?:[.,:]\d{1,20}){0,6}"
_TOKEN = re.compile(rf"(?<![\w.,])(?:{_DATE})|(?P<number>{_NUMBER})|(?P<word>{_WORD})", re.IGNORECASE)
_CURRENCY = {"€": "EUR", "$": "USD", "£": "GBP"}
_FUNCTIONS = GERMAN_FUNCTION_WORDS | ENGLISH_FUNCTION_WORDS
_NUMBER_WORDS = {word: number for word, number in NUMBER_WORDS.items() if word not in ARTICLES}
_INVISIBLE = re.compile(rf"[{_UNSEEN}]|-[ ]?\n\s*")


class Sort(StrEnum):
    """What a token is: a word that carries content, one that does not, a number or a date."""

    CONTENT = "content"
    FUNCTION = "function"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Token:
    """A word, number or date at [start, end) of its text.

    `stem` is a word folded, without accents and spelt-out umlauts; `values` are the readings of a number ("1.000" is
    a thousand or one); `unit` its canonical unit or ''; `day` is (year, month, day), each None where not said.
    """

    sort: Sort
    start: int
    end: int
    written: str
    stem: str = ""
    values: frozenset[Decimal] = frozenset()
    unit: str = ""
    day: tuple[int | None, int | None, int | None] = (None, None, None)

    @property
    def carries(self) -> bool:
        """Whether it says something by itself."""
        return self.sort is not Sort.FUNCTION


def tokens(text: str) -> list[Token]:
    """The tokens of a text in reading order; hyphenated words come in parts ("KI-Projekt" is two)."""
    found: list[Token] = []
    position = 0
    while match := _TOKEN.search(text, position):
        token = _read(text, match)
        position = max(token.end, match.end() if match["number"] is None else 0, match.start() + 1)
        found.append(token)
    return found


@lru_cache(maxsize=8192)
def same_word(one: str, other: str) -> bool:
    """Whether two folded words are forms of one: 'gesenkt' and 'senken', 'review' and 'reviews'."""
    if one == other:
        return True
    if one[:3] == other[:3] and min(len(one), len(other)) <= 5 and one[3:] in _TAILS and other[3:] in _TAILS:
        return True
    if len(one) < 4 or len(other) < 4:
        return bool(_IRREGULAR.get(one, one) == _IRREGULAR.get(other, other))
    if _IRREGULAR.get(one, one) == _IRREGULAR.get(other, other):
        return True
    return any(alike(first, second) for first in _forms(one) for second in _forms(other))


def same(one: Token, other: Token) -> bool:
    """Whether the second token, of a passage, says what the first says: word, value with unit, or day."""
    if one.sort is Sort.DATE or other.sort is Sort.DATE:
        return _same_day(one, other)
    if one.sort is Sort.NUMBER or other.sort is Sort.NUMBER:
        units = not one.unit or not other.unit or one.unit == other.unit
        return units and not one.values.isdisjoint(other.values)
    return same_word(one.stem, other.stem)


def _same_day(one: Token, other: Token) -> bool:
    if one.sort is Sort.DATE and other.sort is Sort.DATE:
        return all(said is None or said == there for said, there in zip(one.day, other.day, strict=True))
    dated, bare = (one, other) if one.sort is Sort.DATE else (other, one)
    if bare.sort is not Sort.NUMBER or bare.unit or dated.day[0] is None:
        return False
    # "2025" is said by "3. März 2025", not the other way round.
    return dated is other and bare.values == {Decimal(dated.day[0])}


# Endings of words of three letters: "end", "ended"; "Tag", "Tagen".
_TAILS = frozenset(("", "s", "es", "d", "ed", "ing", "e", "en", "er", "es", "em"))

# Verbs that change their stem, as far as reports of projects use them.
_FORMS = """
    lag liegt lagen gelegen liegen|ging geht gingen gehen gegangen|nahm nimmt nehmen genommen nahmen|gab gibt gegeben
    geben gaben|stieg steigt steigen gestiegen stiegen|sank sinkt sinken gesunken sanken|fiel fällt fallen gefallen
    fielen|begann beginnt beginnen begonnen begannen|blieb bleibt bleiben geblieben blieben|hielt hält halten gehalten
    hielten|schrieb schreibt schreiben geschrieben schrieben|traf trifft treffen getroffen trafen|kam kommt kommen
    gekommen kamen|stand steht stehen gestanden standen|fand findet finden gefunden fanden|verlor verliert verlieren
    verloren|lief läuft laufen gelaufen liefen|trug trägt tragen getragen trugen|wuchs wächst wachsen gewachsen
    |sprach spricht sprechen gesprochen|sah sieht sehen gesehen sahen|ließ lässt lassen gelassen|half hilft helfen
    geholfen|brach bricht brechen gebrochen|zog zieht ziehen gezogen|entschied entscheidet entscheiden entschieden
    |fell falls fall fallen|rose rises rise risen|found finds find|held holds hold|took takes take taken|gave gives
    give given|began begins begin begun|ran runs run running|wrote writes write written|made makes make making|chose
    chooses choose chosen|cost costs|led leads lead leading|met meets meet|saw sees see seen|went goes go gone|kept
    keeps keep|left leaves leave|grew grows grow grown|sent sends send|brought brings bring|thought thinks think
    |knew knows know known|built builds build|showed shows show shown|lost loses lose|came comes come|became becomes
    become|told tells tell|paid pays pay
"""
_IRREGULAR = {fold_umlauts(form): line.split()[0] for line in _FORMS.split("|") for form in line.split()}
_PREFIX = "(ab|an|auf|aus|bei|bereit|durch|ein|fertig|her|hin|nach|um|vor|zu|zusammen)"
_WITH_GE = re.compile(rf"{_PREFIX}?ge(\w{{3,}}(?:t|en|e|er|es|em))")
_WITH_ZU = re.compile(rf"{_PREFIX}zu(\w{{3,}}en)")


@lru_cache(maxsize=8192)
def _forms(stem: str) -> tuple[str, ...]:
    found = [pattern.fullmatch(stem) for pattern in (_WITH_GE, _WITH_ZU)]
    return (stem, *((match[1] or "") + match[2] for match in found if match))


def _read(text: str, match: re.Match[str]) -> Token:
    if match["word"] is not None:
        return _word(text, match)
    if match["number"] is not None:
        return _number(text, match)
    day = _day(match)
    if day is None:  # "13.45." is no date
        return Token(Sort.NUMBER, *match.span(), match.group(), values=_values(match.group().strip(". ")))
    return Token(Sort.DATE, *match.span(), match.group(), day=day)


def _word(text: str, match: re.Match[str]) -> Token:
    written = _INVISIBLE.sub("", match.group())
    lower = written.lower()
    if lower in _NUMBER_WORDS:
        return _measured(text, *match.span(), values=frozenset({_NUMBER_WORDS[lower]}))
    bare = len(written) == 1 and written.islower()
    sort = Sort.FUNCTION if bare or lower in _FUNCTIONS else Sort.CONTENT
    return Token(sort, *match.span(), written, stem=fold_umlauts(lower.removesuffix("'s").removesuffix("’s")))


def _number(text: str, match: re.Match[str]) -> Token:
    return _measured(text, *match.span(), values=_values(match.group()))


def _measured(text: str, start: int, end: int, *, values: frozenset[Decimal]) -> Token:
    """A number with its factor and unit."""
    unit = _CURRENCY.get(text[start - 1 : start], "")
    if factor := MULTIPLIER.match(text, end):
        values = frozenset(value * FACTORS[str(factor.lastgroup)] for value in values)
        end = factor.end()
    if not unit:
        begin = end + 1 if text[end : end + 1] in " \u00a0\u202f\n-" else end
        measured = UNIT.match(text, begin, begin + LONGEST_WORD)
        if measured:
            unit, end = unit_of(measured), measured.end()
    return Token(Sort.NUMBER, start, end, text[start:end], values=values, unit=unit)


def _values(written: str) -> frozenset[Decimal]:
    """Every reading of a written number: separators of thousands or of decimals."""
    bare = re.sub(r"[ \u00a0\u202f'’]", "", written)
    readings = {bare} if bare.count(".") + bare.count(",") < 2 else set()
    if not bare.startswith("0"):
        readings.add(re.sub(r"[.,](?=\d{3}(?:\D|$))", "", bare))
    found = {_decimal(reading.replace(",", ".")) for reading in readings}
    return frozenset(value for value in found if value is not None)


def _decimal(written: str) -> Decimal | None:
    try:
        return Decimal(written)
    except InvalidOperation:  # "1.2.3" and "09:30" compare as they are written: by their digits
        digits = re.sub(r"\D", "", written)
        return -Decimal(digits) if digits else None


def _day(match: re.Match[str]) -> tuple[int | None, int | None, int | None] | None:
    parts = {name: value for name, value in match.groupdict().items() if value is not None}
    kind = next(iter(parts))[0]
    if kind == "s":  # 06/07/2027: the day first; where that is none, the month
        first, second = int(parts["sa"]), int(parts["sb"])
        day, month = (first, second) if second <= 12 else (second, first)
        return _valid(int(parts["sy"]), month, day)
    year = parts.get(f"{kind}y")
    month = _MONTHS.get(parts.get(f"{kind}m", "").lower()) or int(parts.get(f"{kind}m", "0"))
    full = int(year) + (2000 if len(year) == 2 else 0) if year else None
    return _valid(full, month, int(parts[f"{kind}d"]) if f"{kind}d" in parts else None)


def _valid(year: int | None, month: int, day: int | None) -> tuple[int | None, int | None, int | None] | None:
    return (year, month, day) if 1 <= month <= 12 and (day is None or 1 <= day <= 31) else None


def beginnings(stem: str) -> frozenset[str]:
    """What every other form of a folded word shares one of; for looking words up before `same_word` decides."""
    forms = (*_forms(stem), _IRREGULAR.get(stem, stem))
    return frozenset(form[:3] for form in forms)


def stems(text: str) -> list[str]:
    """The words, numbers and dates of a text that carry content, as they compare, in reading order."""
    return [token.stem or token.written for token in tokens(text) if token.carries]
