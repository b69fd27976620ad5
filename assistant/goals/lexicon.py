"""Tells whether a word stands in given texts, in whatever inflection, or is put together from words that do.

Rules over beginnings, endings and German compounds; no dictionary and no statistics. Two words that merely begin
alike ("Meier", "Meierhofer") are different words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from assistant.language import fold_umlauts, words

# Two words are forms of one when they share so many first letters and only endings differ.
STEM_LETTERS = 4
# A part of a German compound has at least so many letters.
PART_LETTERS = 4

_ENDINGS = frozenset(
    """
    e n s t en er es em et te ten tes ter tem st nd end ende enden ern ung ungen ieren iert ierte ierten ierung
    ierungen lich liche lichen isch ische ischen in innen
    d ed ing ings ly y ies ied ier or ors ers ion ions ation ations ment ments al ance
    """.split()
) | {""}
_LINKS = ("", "s", "es", "n", "en", "e", "er")
_PREFIX = "(ab|an|auf|aus|bei|bereit|durch|ein|fertig|her|hin|nach|um|vor|zu|zusammen)"
_PARTICIPLE = re.compile(rf"{_PREFIX}?ge(\w{{3,}}(?:t|en))")
_INFINITIVE_WITH_ZU = re.compile(rf"{_PREFIX}zu(\w{{3,}}en)")


class Lexicon:
    """The words of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.lines: tuple[Sequence[str], ...] = tuple([_folded(word) for word in words(text)] for text in texts)

    @cached_property
    def _all(self) -> frozenset[str]:
        """Every word, and the parts of hyphenated ones."""
        whole = {word for line in self.lines for word in line}
        return frozenset(whole | {part for word in whole for part in word.split("-") if part})

    @cached_property
    def _by_beginning(self) -> dict[str, list[str]]:
        beginnings: dict[str, list[str]] = defaultdict(list)
        for word in self._all:
            beginnings[word[:STEM_LETTERS]].append(word)
        return beginnings

    def has(self, word: str) -> bool:
        """Whether the very word stands there; only the s of a genitive or plural may differ."""
        said = _folded(word)
        return any(form in self._all for form in (said, f"{said}s", said.removesuffix("s"), _without_genitive(said)))

    def knows(self, word: str) -> bool:
        """Whether the word stands there in some form, alone, inside a compound, or as a new compound of words that
        stand there."""
        said = _folded(word)
        if "-" in said:
            return said in self._all or all(self.knows(part) for part in said.split("-") if part)
        return self._inflected(said) or self._part_of_compound(said) or self._composed(said)

    def beside(self, first: str, second: str) -> bool:
        """Whether the two words stand next to each other in this order."""
        one, two = _folded(first), _folded(second)
        return any(
            alike(left, one) and alike(right, two)
            for line in self.lines
            for left, right in zip(line, line[1:], strict=False)
        )

    def _inflected(self, said: str) -> bool:
        if said in self._all:
            return True
        forms = {said, *_without_ge(said)}
        return any(alike(form, word) for form in forms for word in self._by_beginning.get(form[:STEM_LETTERS], ()))

    def _part_of_compound(self, said: str) -> bool:
        if len(said) < PART_LETTERS + 1:
            return False
        stem = said[:-2] if len(said) > 7 else said
        return any(
            len(word) >= len(said) + PART_LETTERS and (word.startswith(stem) or stem in word[PART_LETTERS - 1 :])
            for word in self._all
        )

    def _composed(self, said: str) -> bool:
        """Whether it is a compound of known words, linking letters between them."""
        for cut in range(PART_LETTERS, len(said) - PART_LETTERS + 1):
            left, right = said[:cut], said[cut:]
            known = self._inflected(right) or self._part_of_compound(right)
            if self._ends_as_part(left) and (known or self._composed(right)):
                return True
        return False

    def _ends_as_part(self, left: str) -> bool:
        stems = {left.removesuffix(link) for link in _LINKS}
        return any(len(stem) >= PART_LETTERS and self._inflected(stem) for stem in stems)


def alike(one: str, other: str) -> bool:
    """Whether two folded words are forms of one: the same beginning, different endings."""
    if one == other:
        return True
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return any(
        one[stem:] in _ENDINGS and other[stem:] in _ENDINGS
        for stem in range(shared, max(STEM_LETTERS, shared - 4) - 1, -1)
    )


def _folded(word: str) -> str:
    return fold_umlauts(word.replace("’", "'")).removesuffix("'s")


def _without_genitive(said: str) -> str:
    return said.removesuffix("es") if len(said) > 5 else said


def _without_ge(said: str) -> list[str]:
    """'gesenkt' gives 'senkt', 'eingefuhrt' 'einfuhrt', 'einzufuhren' 'einfuhren'."""
    found = [pattern.fullmatch(said) for pattern in (_PARTICIPLE, _INFINITIVE_WITH_ZU)]
    return [(match[1] or "") + match[2] for match in found if match]
