"""Which lessons and decisions a later document overrides.

Three signs, all between documents of one project: the later one names the earlier in its front matter ("supersedes",
"ersetzt"); a sentence of it withdraws what was decided on the earlier one's day; or it has the same title and a later
date. Whether two texts contradict each other is not judged.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from assistant.language import content_words, fold_umlauts
from assistant.lessons.card import Card, Override
from assistant.passages import Kind
from assistant.sentences import sentence_texts

_KEYS = ("supersedes", "replaces", "ersetzt", "loest ab", "löst ab")
_WITHDRAWS = re.compile(
    r"\b(?:withdrawn|superseded|supersedes|replaced|replaces|revoked|reversed|no longer (?:valid|applies|apply)"
    r"|aufgehoben|widerrufen|ersetzt|zurückgenommen|hinfällig|(?:gilt|gelten) nicht mehr)\b",
    re.I,
)
_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
# Titles of fewer content words ("Fazit") are shared by documents that have nothing to do with each other.
_TELLING_TITLE = 3
_Sign = tuple[str | None, str | frozenset[str]]


class LaterWords:
    """What documents say against earlier ones of their project: filled with cards, then asked about cards."""

    def __init__(self) -> None:
        self._whole: dict[_Sign, list[Override]] = defaultdict(list)
        self._withdrawn: dict[str | None, list[Override]] = defaultdict(list)

    def hear(self, later: Card, *, replaces: Sequence[str] = (), text: str = "") -> None:
        """Takes in a card: its title, the names its document says it replaces, the sentences that withdraw a thing."""
        word = Override(later.document, later.date)
        for name in replaces:
            self._whole[later.project, fold_umlauts(name.strip())].append(word)
        if title := _telling_title(later.title):
            self._whole[later.project, title].append(word)
        if _WITHDRAWS.search(text):
            said = (sentence for sentence in sentence_texts(text) if _WITHDRAWS.search(sentence))
            self._withdrawn[later.project] += [replace(word, sentence=sentence) for sentence in said]

    def against(self, earlier: Card) -> Override | None:
        """The latest word against a card, None where nothing was said; of one day, the one against the whole."""
        words = [word for sign in _signs(earlier) for word in self._whole.get(sign, ())]
        # Only minutes and notes are known by their day; a lesson is dated by when it was written down.
        if earlier.kind is Kind.NOTE:
            said = self._withdrawn.get(earlier.project, ())
            words += [word for word in said if _day_in(earlier.date or "", word.sentence)]
        own, day = earlier.document, earlier.date or ""
        later = [word for word in words if word.document != own and (word.date or "") > day]
        return latest(*later)


def latest(*words: Override | None) -> Override | None:
    """The latest of several words, the first of one day; None where there is none."""
    return max((word for word in words if word), key=lambda word: word.date or "", default=None)


def replaced_names(attributes: Mapping[str, object]) -> list[str]:
    """What the front matter of a document says it replaces: titles or file names."""
    values = [attributes[key] for key in _KEYS if key in attributes]
    return [str(name) for value in values for name in (value if isinstance(value, list) else [value])]


def _signs(card: Card) -> Iterator[_Sign]:
    path = PurePosixPath(card.document)
    for name in {fold_umlauts(each) for each in (card.title, card.document, path.name, path.stem)}:
        yield card.project, name
    if title := _telling_title(card.title):
        yield card.project, title


@lru_cache(maxsize=20_000)
def _telling_title(title: str) -> frozenset[str] | None:
    """The content words of a title in any order; None where there are too few to tell it from others."""
    found = frozenset(fold_umlauts(word) for word in content_words(title))
    return found if len(found) >= _TELLING_TITLE else None


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
