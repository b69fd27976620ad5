"""Joins two printed lines, undoing the hyphenation at the end of the first by the rules of German typesetting."""

import re

_BROKEN_WORD = re.compile(r"(?P<word>[^\W_]+)[-\u2010\u2011]$")
_BROKEN_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/=&_]$")
_LONGEST_WORD = 200
_CONJUNCTION = re.compile(r"(?:und|oder|bzw\.|sowie|wie|als|bis|noch|and|or|to|nor)\b")


def join_lines(first: str, second: str) -> str:
    """The two lines as one; a space between them unless the first ends in a broken word.

    'Daten-' + 'qualität' is 'Datenqualität'; 'Soll-' + 'Ist', 'KI-' + 'gestützt' and '80-' + 'prozentig' keep
    the hyphen; 'Vor-' + 'und Nachteile' keeps it and the space.
    """
    first, second = first.rstrip(), second.lstrip()
    if first.endswith("\u00ad"):
        return first.rstrip("\u00ad") + second
    end = first[-_LONGEST_WORD:]
    broken = _BROKEN_WORD.search(end)
    if not first or not second:
        return first or second
    if broken is None:
        return first + second if _BROKEN_ADDRESS.search(end) else f"{first} {second}"
    if _CONJUNCTION.match(second):
        return f"{first} {second}"
    word = broken["word"]
    if second[0].islower() and not word.isupper() and not word[-1].isdigit():
        return first[:-1] + second
    return first + second
