"""Reads the YAML block at the head of a text file and brings its facts into one form.

Keys become lower case, the usual German ones become their English twins, dates ISO 8601, languages two letters.
Authors are left out. A block that is no YAML mapping is left in the text.
"""

import datetime
import re

import yaml

from assistant.library.formats.cleaning import one_line

Metadata = dict[str, str | list[str]]

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST_BLOCK = 65_536
_KEYS = {
    "titel": "title",
    "projekt": "project",
    "art": "kind",
    "datum": "date",
    "sprache": "language",
    "lang": "language",
    "themen": "topics",
    "thema": "topics",
    "topic": "topics",
    "tags": "topics",
    "tag": "topics",
    "keywords": "topics",
    "schlagworte": "topics",
    "schlagwörter": "topics",
    "stichworte": "topics",
}
_LEFT_OUT = frozenset({"author", "authors", "autor", "autoren", "autorin", "verfasser", "verfasserin"})
_LANGUAGES = {"deutsch": "de", "german": "de", "englisch": "en", "english": "en"}
_MONTHS = (
    ("january", "jan", "januar", "jänner"),
    ("february", "feb", "februar"),
    ("march", "mar", "märz", "mär", "maerz"),
    ("april", "apr"),
    ("may", "mai"),
    ("june", "jun", "juni"),
    ("july", "jul", "juli"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct", "oktober", "okt"),
    ("november", "nov"),
    ("december", "dec", "dezember", "dez"),
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_GERMAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)?\s+([^\W\d]+)\.?,?\s+(\d{4})")


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """The facts of the block and the text behind it; ({}, text) where there is no block.

    A block that cannot be read is part of the text.
    """
    match = _BLOCK.match(text)
    if match is None or len(match[1]) > _LONGEST_BLOCK:
        return {}, text
    try:
        facts = yaml.safe_load(match[1].expandtabs(2))
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date such as 2024-13-45
        # Without its lines, which would make a heading of the block in Markdown.
        return {}, f"{match[1]}\n\n{text[match.end() :]}"
    if not isinstance(facts, dict):
        return {}, text
    return normalised(facts), text[match.end() :]


def normalised(facts: dict[object, object]) -> Metadata:
    """The facts under their usual keys; what is empty, nested or an author is left out.

    A date that cannot be told is left out too: a wrong one would sort and filter wrongly.
    """
    metadata: Metadata = {}
    for key, value in facts.items():
        name = one_line(str(key)).lower()
        name = _KEYS.get(name, name)
        if name in _LEFT_OUT:
            continue
        plain = _value(name, value)
        if plain:
            metadata.setdefault(name, plain)
    return metadata


def iso_date(value: object) -> str | None:
    """The date as YYYY-MM-DD, or None.

    Slashes are read the American way (month/day/year), which the lessons of US agencies use; where that is no
    date, day/month/year.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    text = one_line(str(value))
    if match := _ISO.fullmatch(text):
        return _valid(match[1], match[2], match[3])
    if match := _GERMAN.fullmatch(text):
        return _valid(match[3], match[2], match[1])
    if match := _SLASHES.fullmatch(text):
        return _valid(match[3], match[1], match[2]) or _valid(match[3], match[2], match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _valid(match[3], _MONTH_NUMBER.get(match[1].lower()), match[2])
    if match := _DAY_FIRST.fullmatch(text):
        return _valid(match[3], _MONTH_NUMBER.get(match[2].lower()), match[1])
    return None


def _valid(year: str, month: str | int | None, day: str) -> str | None:
    if month is None:
        return None
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _value(name: str, value: object) -> str | list[str] | None:
    if name == "date":
        return iso_date(value)
    if name == "topics":
        parts = re.split(r"[,;]", value) if isinstance(value, str) else value
        return [text for part in parts if (text := _scalar(part))] if isinstance(parts, list) else None
    if isinstance(value, list):
        return [text for part in value if (text := _scalar(part))]
    text = _scalar(value)
    return _language(text) if name == "language" and text else text


def _scalar(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return one_line(str(value)) or None
    return None


def _language(text: str) -> str | None:
    known = _LANGUAGES.get(text.lower())
    match = re.fullmatch(r"([a-zA-Z]{2,3})(?:[-_].*)?", text)
    return known or (match[1].lower() if match else None)
