"""Which lessons and decisions a later document overrides.

Three signs, all between documents of one project: the later one names the earlier in its front matter ("supersedes",
"ersetzt"); a sentence of it withdraws what was decided on the earlier one's day; or it has the same title and a later
date. Whether two texts contradict each other is not judged.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from assistant.language import content_words, fold_umlauts
from assistant.lessons.card import Card, Override
from assistant.passages import Kind
from assistant.sentences import sentence_texts

KEYS = ("supersedes", "replaces", "ersetzt", "loest ab", "löst ab")
_WITHDRAWS = re.compile(
    r"\b(?:withdrawn|superseded|supersedes|replaced|replaces|revoked|reversed|no longer (?:valid|applies|apply)"
    r"|aufgehoben|widerrufen|ersetzt|zurückgenommen|hinfällig|(?:gilt|gelten) nicht mehr)\b",
    re.I,
)
_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def overrides(
    cards: Sequence[Card], texts: Mapping[str, str], stated: Mapping[str, Sequence[str]]
) -> dict[str, Override]:
    """Key of each overridden card → the latest word against it. `texts` holds the text of each card by key, `stated`
    what a document says it replaces (titles, file names), by document."""
    found: dict[str, Override] = {}
    for later in sorted(cards, key=lambda card: card.date or ""):
        withdrawals = [text for text in sentence_texts(texts.get(later.key, "")) if _WITHDRAWS.search(text)]
        for earlier in cards:
            if _is_earlier(earlier, later):
                whole = _named(earlier, stated.get(later.document, ())) or _same_title(earlier, later)
                said = next((text for text in withdrawals if _withdraws_from(earlier, text)), "")
                if whole or said:
                    found[earlier.key] = Override(later.document, later.date, "" if whole else said)
    return found


def _withdraws_from(earlier: Card, sentence: str) -> bool:
    """Only minutes and notes are known by their day; a lesson is dated by when it was written down."""
    return earlier.kind is Kind.NOTE and _day_in(earlier.date or "", sentence)


def _is_earlier(earlier: Card, later: Card) -> bool:
    return (
        earlier.document != later.document
        and earlier.project == later.project
        and (earlier.date or "") < (later.date or "")
    )


def _named(card: Card, names: Sequence[str]) -> bool:
    if not names:
        return False
    path = PurePosixPath(card.document)
    own = {fold_umlauts(name) for name in (card.title, card.document, path.name, path.stem)}
    return any(fold_umlauts(name.strip()) in own for name in names)


def _same_title(one: Card, other: Card) -> bool:
    """Titles of at least three content words that are the same but for their order."""
    words = _title_words(one.title)
    return len(words) >= 3 and words == _title_words(other.title)


@lru_cache(maxsize=1000)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(fold_umlauts(word) for word in content_words(title))


def _day_in(day: str, text: str) -> bool:
    """Whether a text names a day, in any of the usual ways of writing it."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return False
    german, english = (_MONTHS[language][when.month - 1] for language in ("de", "en"))
    ways = (
        day,
        rf"0?{when.day}\.\s?0?{when.month}\.\s?{when.year}",
        rf"{when.day}\.\s+{german}\s+{when.year}",
        rf"{when.day}(?:st|nd|rd|th)?\s+{english}\s+{when.year}",
        rf"{english}\s+{when.day}(?:st|nd|rd|th)?,?\s+{when.year}",
    )
    return re.search(rf"(?<!\d)(?:{'|'.join(ways)})(?!\d)", text) is not None
