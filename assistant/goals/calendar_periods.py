"""Finds named days and periods: "30.06.2027", "Ende Q3 2027", "KW 12/2027", "Ende nächsten Jahres".

Whether such a period is a deadline is the work of `deadlines`. Weeks are counted as in ISO 8601 and end on Sunday.
Where a fiscal year begins is not known: its day is the calendar end of the last year it names (FY2027: 2027-12-31,
GJ 2027/28: 2028-12-31). "Anfang" of a month is its 10th day, "Mitte" its 15th, "Anfang" of a year its first quarter.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    "januar|january|jänner|jan",
    "februar|february|feber|feb",
    "märz|maerz|mrz|mär|(?-i:March|MARCH|Mar)",
    "april|apr",
    "mai|(?-i:May|MAY)",
    "juni|june|jun",
    "juli|july|jul",
    "august|aug",
    "september|sept|sep",
    "oktober|october|okt|oct",
    "november|nov",
    "dezember|december|dez|dec",
)
_MONTH = "(?:" + "|".join(f"(?P<m{place}>{names})" for place, names in enumerate(_MONTHS, 1)) + r")(?!\w)\.?"
_YEAR = r"(?P<year>20\d\d|['’]\d\d)(?![\d.,]\d|\w)"
_RELATIVE_YEAR = (
    r"(?P<coming>(?:of )?(?:the )?next year|(?:des )?(?:nächsten|kommenden) jahres)"
    r"|(?P<running>(?:of )?this year|(?:dieses|des laufenden|diesen) jahres)"
)
_OF = r"(?:,? ?(?:of |in |des jahres |im jahr |year )?)"
_PARTS = {
    "late": r"ende(?: (?:des|der|vom))?|(?:the )?end of(?: the)?|late(?: in)?|end|gegen ende(?: des)?",
    "early": r"anfang(?: des)?|beginn(?: des)?|(?:the )?(?:beginning|start) of(?: the)?|early(?: in)?",
    "mid": r"mitte(?: des)?|(?:the )?middle of(?: the)?|mid(?: of)?",
}
_PART = "(?:(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items()) + r")[ -])?"
_ORDINALS = (
    "erste[sn]?|first|1st",
    "zweite[sn]?|second|2nd",
    "dritte[sn]?|third|3rd",
    "vierte[sn]?|fourth|4th",
)


@dataclass(frozen=True)
class Period:
    """A named day or period at [start, end). `loose` marks one that is a deadline only behind a preposition."""

    start: int
    end: int
    day: date | None
    complete: bool
    key: str
    loose: bool = False


@dataclass(frozen=True)
class _Named:
    day: date | None
    key: str
    loose: bool = False


_INVALID = _Named(None, "invalid")


def find_periods(text: str, language: str, today: date) -> list[Period]:
    """The named days and periods in reading order; of two that overlap, the one that begins first, then the
    longer."""
    matches = []
    for pattern, name in _PATTERNS:
        for found in pattern.finditer(text):
            matches.append((found.start(), -found.end(), found, name))
    periods: list[Period] = []
    for start, _, found, name in sorted(matches, key=lambda match: match[:2]):
        if not periods or start >= periods[-1].end:
            named = name(found, language, today)
            if named:
                periods.append(_period(found, named))
    return periods


def _period(found: re.Match[str], named: _Named) -> Period:
    key = f"invalid:{found.group()}" if named is _INVALID else named.key
    dated = named.day is not None
    return Period(found.start(), found.end(), named.day, dated, key, named.loose)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, the last one where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _on(day: date) -> _Named:
    return _Named(day, day.isoformat())


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return 2000 + int(written[-2:]) if len(written) < 4 else int(written)


def _year_of(found: re.Match[str], today: date) -> int | None:
    """The year that a match names: "2027", "'27", "nächsten Jahres"; None for none."""
    groups = found.groupdict()
    if groups.get("coming") or groups.get("running"):
        return today.year + (1 if groups["coming"] else 0)
    return _year(found["year"])


def _month(found: re.Match[str]) -> int:
    return next(place for place in range(1, 13) if found[f"m{place}"])


def _day_month(day: int, month: int, year: int | None) -> _Named:
    """A day of a month; 29 February counts where no year says otherwise."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 2024, month)[1]:
        return _INVALID
    return _on(date(year, month, day)) if year else _Named(None, f"--{month:02d}-{day:02d}")


def _numeric(found: re.Match[str], language: str, today: date) -> _Named:
    return _day_month(int(found["day"]), int(found["month"]), _year(found["year"]))


def _slashed(found: re.Match[str], language: str, today: date) -> _Named:
    """Day first, unless the text is English and the numbers allow the month first ("06/30/2027", "06/07/2027")."""
    first, second, year = int(found["first"]), int(found["second"]), _year(found["year"])
    month_first = first <= 12 and (language == "en" or second > 12)
    return _day_month(second, first, year) if month_first else _day_month(first, second, year)


def _day_and_month(found: re.Match[str], language: str, today: date) -> _Named:
    return _day_month(int(found["day"]), _month(found), _year_of(found, today))


def _part(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return next((name for name in _PARTS if groups.get(name)), "")


def _months(first: int, last: int, year: int | None, *, part: str, name: str) -> _Named:
    """The months first to last of a year or a part of them; without year nameless in the calendar."""
    if year is None:
        return _Named(None, f"--{name}" + (f":{part}" if part in ("early", "mid") else ""), loose=not part)
    length = last - first + 1
    end, day = last, 31
    if part == "early":
        end, day = first + max(length // 4, 1) - 1 if length < 12 else 3, 10 if length == 1 else 31
    elif part == "mid":
        end, day = first + (length - 1) // 2, 15 if length in (1, 3) else 31
    return _on(date(year, end, min(day, monthrange(year, end)[1])))


def _of_month(found: re.Match[str], language: str, today: date) -> _Named | None:
    month = _month(found) if "m1" in found.groupdict() else int(found["month"])
    return _months(month, month, _year_of(found, today), part=_part(found), name=f"{month:02d}")


def _quarter(found: re.Match[str], language: str, today: date) -> _Named:
    quarter = _ordinal(found, 4)
    named = _months(3 * quarter - 2, 3 * quarter, _year_of(found, today), part=_part(found), name=f"Q{quarter}")
    return _Named(named.day, named.key)


def _half(found: re.Match[str], language: str, today: date) -> _Named:
    half = _ordinal(found, 2)
    named = _months(6 * half - 5, 6 * half, _year_of(found, today), part=_part(found), name=f"H{half}")
    return _Named(named.day, named.key)


def _ordinal(found: re.Match[str], count: int) -> int:
    groups = found.groupdict()
    number = next((value for name, value in groups.items() if name.startswith("number") and value), None)
    return int(number) if number else next(place for place in range(1, count + 1) if groups[f"o{place}"])


def _week(found: re.Match[str], language: str, today: date) -> _Named:
    week, year = int(found["last"] or found["week"]), _year_of(found, today)
    weeks = date(year or 2026, 12, 28).isocalendar().week
    if not 1 <= week <= weeks:
        return _INVALID
    return _on(date.fromisocalendar(year, week, 7)) if year else _Named(None, f"--W{week:02d}")


def _whole_year(found: re.Match[str], language: str, today: date) -> _Named:
    year = _year(found["year"])
    return _months(1, 12, year, part=_part(found), name="") if year else _on(date(today.year, 12, 31))


def _bare_year(found: re.Match[str], language: str, today: date) -> _Named:
    return _Named(date(int(found["year"]), 12, 31), f"{found['year']}-12-31", loose=True)


def _year_or_part(found: re.Match[str], language: str, today: date) -> _Named | None:
    if not found["year"].isdigit():
        return None
    return _whole_year(found, language, today) if _part(found) else _bare_year(found, language, today)


_SEASONS = {
    "spring": (5, 31),
    "summer": (8, 31),
    "autumn": (11, 30),
    "winter": (12, 31),
    "christmas": (12, 24),
    "easter": (4, 30),
    "middle": (6, 30),
}


def _season(found: re.Match[str], language: str, today: date) -> _Named:
    name = next(name for name in _SEASONS if found[name])
    year = _year(found["year"])
    return _on(date(year, *_SEASONS[name])) if year else _Named(None, f"--{name}", loose=True)


def _fiscal(found: re.Match[str], language: str, today: date) -> _Named:
    first, last = _year(found["year"]), _year(found["last"])
    if first is None:
        return _Named(None, "fy-end")
    key = f"fy:{first}/{last % 100:02d}" if last else f"fy:{first}"
    if found["quarter"]:
        key += f":{found['quarter'].upper()}"
    return _Named(date(last or first, 12, 31), key)


def _running(found: re.Match[str], language: str, today: date) -> _Named:
    """Periods counted from today: this or the next week, month, quarter, half or year."""
    unit = next(unit for unit in _RUNNING if found[unit])
    ahead = 1 if found["next"] else 0
    if unit == "week":
        return _on(today + timedelta(days=6 - today.weekday() + 7 * ahead))
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    first = (today.month - 1) // length * length + 1
    begin = add_months(date(today.year, first, 1), length * ahead)
    return _months(begin.month, begin.month + length - 1, begin.year, part=_part(found), name="")


_RUNNING = {
    "year": "jahre?s?|year",
    "quarter": "quartal(?:e?s)?|quarter",
    "month": "monat(?:e?s)?|month",
    "half": "halbjahre?s?|half-year",
    "week": "woche|week",
}
_UNITS_RUNNING = "|".join(f"(?P<{unit}>{words})" for unit, words in _RUNNING.items())
_NEXT = r"(?P<next>nächste[snmr]?|kommende[snmr]?|folgende[sn]|the next|next|the coming|coming)"
_THIS = (
    r"(?:diese[snmr]?|laufende[snmr]?|aktuelle[snmr]?|des laufenden|this|the current|current|this current"
    r"|the running)"
)
_FISCAL = (
    r"(?:gj|geschäftsjahr(?:e?s)?|wirtschaftsjahr(?:e?s)?|fiskaljahr(?:e?s)?|fy|fiscal year"
    r"|financial year)"
)
_SHORT_YEAR = r"(?:(?P<year>20\d\d|(?<=[/'’ -])\d\d)(?![\d.,]\d|\w| ?%))"
_NAMED_ORDINALS = "|".join(f"(?P<o{place}>{words})" for place, words in enumerate(_ORDINALS, 1))
_HALF_ORDINALS = "|".join(f"(?P<o{place}>{words})" for place, words in enumerate(_ORDINALS[:2], 1))

_Name = Callable[[re.Match[str], str, date], _Named | None]
_SPELT: tuple[tuple[str, _Name], ...] = (
    (r"(?<![\d.,])(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>20\d\d|\d\d)(?![\d]|[.,]\d)", _numeric),
    (r"(?<![\d.,€$£])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?! ?\d|\w)(?P<year>)", _numeric),
    (r"(?<![\d-])(?P<year>20\d\d)[-/](?P<month>\d\d)[-/](?P<day>\d\d)(?![\d-])", _numeric),
    (r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>20\d\d|\d\d)(?![\d/])", _slashed),
    (
        rf"(?<![\d.,])(?P<day>\d{{1,2}})(?:\. ?|(?:st|nd|rd|th)? )(?:of )?{_MONTH}"
        rf"(?:,?{_OF}{_YEAR}| (?:{_RELATIVE_YEAR}))?",
        _day_and_month,
    ),
    (rf"(?<!\w){_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%.:]|\w| ?%)(?:,? ?{_YEAR})?", _day_and_month),
    (rf"(?<!\w){_PART}{_MONTH}(?:{_OF}{_YEAR}| (?:{_RELATIVE_YEAR}))?(?!-)", _of_month),
    (rf"(?<![\w./,-]){_PART}(?P<month>0?[1-9]|1[0-2])[/.](?P<year>20\d\d)(?![\d/.]\d|\w)", _of_month),
    (r"(?<![\w./,-])(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])(?![-\w])", _of_month),
    (
        rf"(?<!\w){_PART}(?:(?:q[1-4] ?(?:/|-|–|und|and|bis|to) ?)?q(?P<number1>[1-4])"
        rf"|(?P<number2>[1-4])\. ?quartal(?:e?s)?"
        rf"|(?:{_NAMED_ORDINALS}) (?:quartal(?:e?s)?|quarter)|quarter (?P<number3>[1-4]))(?![\w%])"
        rf"(?:[ /-]?{_OF}{_SHORT_YEAR}| (?:{_RELATIVE_YEAR}))?(?!-[^\W\d])",
        _quarter,
    ),
    (r"(?<![\w-])(?P<year>20\d\d)[ /-]?q(?P<number>[1-4])(?!\w)", _quarter),
    (
        rf"(?<!\w){_PART}(?:(?-i:H|HJ ?)(?P<number1>[12])|(?P<number2>[12])\. ?(?:halbjahr(?:e?s)?|hj)"
        rf"|(?:{_HALF_ORDINALS}) (?:halbjahr(?:e?s)?|jahreshälfte"
        rf"|half))(?![\w%])(?:[ /-]?{_OF}{_SHORT_YEAR}| (?:{_RELATIVE_YEAR}))?(?!-[^\W\d])",
        _half,
    ),
    (
        rf"(?<!\w){_PART}(?:kw|cw|kalenderwoche|calendar week|week|wk|(?-i:W)(?=\d)) ?(?P<week>\d{{1,2}})"
        rf"(?:(?:[-–]| bis | to )(?P<last>\d{{1,2}}))?(?!\w)(?:[ /]?{_OF}{_SHORT_YEAR}| (?:{_RELATIVE_YEAR}))?",
        _week,
    ),
    (
        rf"(?<![\d.])(?P<week>\d{{1,2}})\. ?(?:kw|kalenderwoche)(?P<last>)(?!\w)"
        rf"(?:[ /]?{_OF}{_SHORT_YEAR}| (?:{_RELATIVE_YEAR}))?",
        _week,
    ),
    (r"(?<![\w-])(?P<year>20\d\d)-?W(?P<week>\d\d)(?P<last>)(?!\w)", _week),
    (
        rf"(?<!\w)(?:(?:geschäfts|kalender)?jahresende|jahresschluss|jahresausklang|year[- ]end|(?:the )?year's end"
        rf"|eoy)(?!\w)(?:{_OF}{_YEAR})?",
        _whole_year,
    ),
    (
        rf"(?<!\w){_PART}(?:(?:des )?jahre?s? |(?:the )?(?:calendar )?year )?{_YEAR}(?!-)",
        _year_or_part,
    ),
    (rf"(?<!\w){_PART}(?:des |der |of )?(?:{_NEXT}|{_THIS}) (?:{_UNITS_RUNNING})(?![\w'’])", _running),
    (
        r"(?<!\w)(?:gegen )?(?:ende (?:des|der)|(?:the )?end of(?: the)?) (?:calendar )?"
        rf"(?:{_UNITS_RUNNING})(?P<next>)(?![\w'’]| ?20\d\d)",
        _running,
    ),
    (
        r"(?<![\w-])(?:(?P<month>monatsende|month[- ]end|(?-i:EOM))|(?P<quarter>quartalsende|quarter[- ]end"
        r"|(?-i:EOQ))"
        r"|(?P<week>(?-i:EOW))|(?P<year>(?!))|(?P<half>halbjahresende))(?P<next>)(?!\w)",
        _running,
    ),
    (
        rf"(?<!\w)(?:(?P<quarter>q[1-4]|h[12])[ /]?(?:of |im |des "
        rf"|in )?)?{_PART}{_FISCAL} ?'?(?P<year>20\d\d|\d\d)"
        r"(?:[/-](?P<last>20\d\d|\d\d))?(?![\d%]|\w)",
        _fiscal,
    ),
    (
        rf"(?<!\w)(?:(?:(?:ende|end) (?:des|of(?: the)?) (?:laufenden |current )?{_FISCAL})"
        rf"|geschäftsjahresende|fiscal year[- ]end)"
        r"(?P<year>)(?P<last>)(?P<quarter>)(?!\w| \d)",
        _fiscal,
    ),
    (
        r"(?<!\w)(?:(?P<spring>frühjahr|frühling|spring)|(?P<summer>sommer|summer)|(?P<autumn>herbst|autumn"
        r"|fall(?= 20))"
        rf"|(?P<winter>winter)|(?P<christmas>weihnachten|christmas)"
        rf"|(?P<easter>ostern|easter|pfingsten|whitsun)|(?P<middle>jahresmitte|mid-?year))(?!\w)(?: {_YEAR})?",
        _season,
    ),
)
_PATTERNS = tuple((re.compile(f"(?i:{pattern})"), name) for pattern, name in _SPELT)
