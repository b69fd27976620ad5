"""Finds quotes among the characters of a printed page.

A quote was put together from printed lines: hyphens at line ends are gone, white space is folded, list and table
marks were added. So both are compared by letters and digits alone; a decimal mark counts, "1,5" is not "15". Where a
quote does not stand in one piece (another column, a running header or a page break between), its longest pieces are
found. It knows nothing of PDF.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

Range = tuple[int, int]

# A piece of a quote counts from this many letters and words on: shorter ones stand on a page by chance.
PIECE_LETTERS = 16
PIECE_WORDS = 3
# Pieces count when they hold this share of the quote, or this many letters.
ENOUGH_SHARE = 0.3
ENOUGH_LETTERS = 60


@dataclass(frozen=True)
class _Letters:
    """The letters and digits of a text, the place each comes from, and whether a word begins there."""

    text: str
    places: tuple[int, ...]
    begins: tuple[bool, ...]

    def find(self, wanted: str, start: int = 0) -> int:
        """Where the letters stand as whole words, from `start` on and then from the beginning; -1 if nowhere."""
        for first in (start, 0) if start else (0,):
            at = self.text.find(wanted, first)
            while at >= 0:
                end = at + len(wanted)
                if self.begins[at] and (end == len(self.text) or self.begins[end]):
                    return at
                at = self.text.find(wanted, at + 1)
        # A page without spaces has no words.
        return self.text.find(wanted) if len(wanted) >= ENOUGH_LETTERS else -1

    def range(self, at: int, length: int) -> Range:
        """The places of some letters in the text they come from."""
        return self.places[at], self.places[at + length - 1] + 1


def ranges_of(characters: Sequence[str], quotes: Sequence[str]) -> list[Range]:
    """Ranges of characters that hold the quotes, in the order of the quotes; a quote that is not there adds none.

    `characters` are those of the page in the order of the file, one string each.
    """
    page = _letters(characters)
    return [_with_ends(characters, found, quote) for quote in quotes for found in _places(page, quote)]


def _with_ends(characters: Sequence[str], range_: Range, quote: str) -> Range:
    """The range with the quote's own marks before its first and behind its last letter, where they are printed."""
    start, end = range_
    head = "".join(takewhile(lambda character: not character.isalnum(), quote))
    tail = "".join(takewhile(lambda character: not character.isalnum(), reversed(quote)))[::-1]
    before, behind = characters[max(0, start - len(head)) : start], characters[end : end + len(tail)]
    return start - _alike(head[::-1], before[::-1]), end + _alike(tail, behind)


def _alike(marks: str, printed: Sequence[str]) -> int:
    """How many of the marks are printed, up to the last that can be seen."""
    count = 0
    for place, (mark, character) in enumerate(zip(marks, printed, strict=False), start=1):
        if mark != character:
            break
        count = count if mark.isspace() else place
    return count


def _places(page: _Letters, quote: str) -> list[Range]:
    words = [word for word in (_letters(word).text for word in quote.split()) if word]
    whole = "".join(words)
    if not whole:
        return []
    at = page.find(whole)
    if at >= 0:
        return [page.range(at, len(whole))]
    pieces = list(_pieces(page, words))
    letters = sum(length for _, length in pieces)
    if letters < min(ENOUGH_LETTERS, ENOUGH_SHARE * len(whole)):
        return []
    return [page.range(at, length) for at, length in pieces]


def _pieces(page: _Letters, words: list[str]) -> Iterator[tuple[int, int]]:
    """(place, length) of the longest pieces, from the first word to the last."""
    first, behind = 0, 0
    while first < len(words):
        count = _longest(page, words[first:])
        piece = "".join(words[first : first + count])
        if count >= PIECE_WORDS and len(piece) >= PIECE_LETTERS:
            at = page.find(piece, behind)
            yield at, len(piece)
            behind = at + len(piece)
            first += count
        else:
            first += 1


def _longest(page: _Letters, words: list[str]) -> int:
    """How many of the words, from the first on, stand on the page in one piece; by bisection, because a shorter
    beginning stands wherever a longer one does."""
    known, beyond = 0, len(words) + 1
    while beyond - known > 1:
        middle = (known + beyond) // 2
        if page.find("".join(words[:middle])) >= 0:
            known = middle
        else:
            beyond = middle
    return known


def _letters(characters: Sequence[str]) -> _Letters:
    letters: list[str] = []
    places: list[int] = []
    begins: list[bool] = []
    inside = False
    for place, character in enumerate(characters):
        kept = [c for c in unicodedata.normalize("NFKD", character).casefold() if c.isalnum()]
        if character in (".", ",") and _between_digits(characters, place):
            kept = [character]
        for letter in kept:
            letters.append(letter)
            places.append(place)
            begins.append(not inside)
            inside = True
        if not kept and not unicodedata.combining(character[:1] or " ") and character != "\u00ad":
            inside = False
    return _Letters("".join(letters), tuple(places), tuple(begins))


def _between_digits(characters: Sequence[str], place: int) -> bool:
    around = (characters[place - 1 : place] or ("",))[0], (characters[place + 1 : place + 2] or ("",))[0]
    return all(character.isdigit() for character in around)
