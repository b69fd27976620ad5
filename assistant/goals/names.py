"""Named pieces of a text, and which of them stay where they overlap. Pure facts."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A name at [start, end) with its key, the same for all its wordings."""

    start: int
    end: int
    key: str


def apart(names: Iterable[Named]) -> list[Named]:
    """In reading order; of two that overlap, the one that begins first, then the longer."""
    kept: list[Named] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
