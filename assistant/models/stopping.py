"""Ends a streamed text before a given string, which may come in parts. Knows nothing of models."""

from collections.abc import Iterable, Iterator, Sequence


def until(pieces: Iterable[str], stops: Sequence[str]) -> Iterator[str]:
    """The pieces up to the first place where one of the stops begins; an empty piece for each that adds nothing. What
    may be the beginning of a stop is held back until it is known."""
    kept = ""
    for piece in pieces:
        kept += piece
        place, open_ = _first(kept, stops), len(kept) - len(beginning(kept, stops))
        if place is not None and place <= open_:
            yield kept[:place]
            return
        yield kept[:open_]
        kept = kept[open_:]
    if kept:
        yield kept[: _first(kept, stops)]


def _first(text: str, stops: Sequence[str]) -> int | None:
    return min((place for stop in stops if (place := text.find(stop)) >= 0), default=None)


def beginning(text: str, marks: Iterable[str]) -> str:
    """The end of a text that may be the beginning of a mark."""
    known = list(marks)
    longest = max(map(len, known), default=0)
    for start in range(max(0, len(text) - longest + 1), len(text)):
        if any(mark.startswith(text[start:]) for mark in known):
            return text[start:]
    return ""
