"""Finds the phrases of a table in a text, whatever their inflection, case and umlauts.

The table is looked up word by word, so its length costs nothing. It finds no misspelt words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.language import fold_umlauts

_WORD = re.compile(r"[^\W_]+(?:[-/&.@'][^\W_]+)*")
_ENDING = re.compile(r"(?:en|es|n|s|e)$")


@dataclass(frozen=True)
class Word:
    """A word of a text at [start, end), as written and as its stem."""

    start: int
    end: int
    written: str
    stem: str


def words_of(text: str) -> list[Word]:
    """The words with their places; hyphenated ones stay whole."""
    return [Word(*found.span(), found.group(), stem(found.group())) for found in _WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word folded and without the endings of plural and case: 'Durchlaufzeiten' and 'durchlaufzeit' are one."""
    folded = fold_umlauts(word)
    return _ENDING.sub("", folded) if len(folded) > 3 else folded


class PhraseTable:
    """Phrases by the stem of their first word, each with its key. A phrase that is written with a capital in the
    table and marked by a leading '=' is found only as written ("=Teams")."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for phrase, key in phrases.items():
            exact = phrase.removeprefix("=") if phrase.startswith("=") else ""
            stems = tuple(word.stem for word in words_of(phrase.removeprefix("=")))
            self._by_first.setdefault(stems[0], []).append((stems, key, exact))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str, words: list[Word]) -> Iterator[tuple[int, int, str]]:
        """(first word, one past the last, key) of each phrase in reading order, the longest at each place."""
        place = 0
        while place < len(words):
            length, key = self._at(text, words, place)
            if length:
                yield place, place + length, key
            place += length or 1

    def key(self, word: str) -> str:
        """The key of a single word, '' where it is none."""
        entries = self._by_first.get(stem(word), ())
        return next((key for stems, key, exact in entries if len(stems) == 1 and not exact), "")

    def _at(self, text: str, words: list[Word], place: int) -> tuple[int, str]:
        for stems, key, exact in self._by_first.get(words[place].stem, ()):
            there = words[place : place + len(stems)]
            if tuple(word.stem for word in there) != stems or not _connected(text, there):
                continue
            if not exact or text[there[0].start : there[-1].end] == exact:
                return len(stems), key
        return 0, ""


def _connected(text: str, words: list[Word]) -> bool:
    """Whether only a space or a hyphen stands between the words."""
    return all(text[one.end : other.start] in (" ", "-", " - ") for one, other in zip(words, words[1:], strict=False))
