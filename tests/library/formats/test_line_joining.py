"""Printed lines become running text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.formats.line_joining import join_lines


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Die Daten-", "qualität zählt", "Die Datenqualität zählt"),
        ("der Soll-", "Ist-Vergleich", "der Soll-Ist-Vergleich"),
        ("das KI-", "Projekt", "das KI-Projekt"),
        ("ein KI-", "gestützter Plan", "ein KI-gestützter Plan"),
        ("zu 80-", "prozentig", "zu 80-prozentig"),
        ("Vor-", "und Nachteile", "Vor- und Nachteile"),
        ("Ein-", "oder Ausgang", "Ein- oder Ausgang"),
        ("Unter-", "undefiniertes", "Unterundefiniertes"),  # no conjunction, only its letters
        ("ein Gedanke -", "noch einer", "ein Gedanke - noch einer"),
        ("der Jahre 2020-", "2024", "der Jahre 2020-2024"),
        ("Daten\u00ad", "Qualität", "DatenQualität"),
        ("Über\u2010", "gabe", "Übergabe"),
        ("siehe https://example.org/a/", "b.html", "siehe https://example.org/a/b.html"),
        ("siehe Abs. 3/", "4", "siehe Abs. 3/ 4"),
        ("Ende.", "Anfang", "Ende. Anfang"),
        ("", "allein", "allein"),
        ("allein", "  ", "allein"),
    ],
)
def test_two_lines_become_one(first: str, second: str, joined: str) -> None:
    assert join_lines(first, second) == joined


@given(st.text(alphabet="aäBß1-. \u00ad/:", max_size=20), st.text(alphabet="aäBß1-. \u00ad/:", max_size=20))
def test_no_letter_is_lost(first: str, second: str) -> None:
    kept = re.sub(r"[\s\u00ad-]", "", join_lines(first, second))
    assert kept == re.sub(r"[\s\u00ad-]", "", first + second)
