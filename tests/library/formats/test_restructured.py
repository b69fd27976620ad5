"""reStructuredText files."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.formats.restructured import read_restructured

SAMPLE = """\
===========
Große Übung
===========

Einführung mit *Betonung*, ``code`` und `Link <https://x.example>`_ sowie :ref:`Ziel <ziel>`.
Zweite Zeile.

Ziele
-----

.. note:: Achtung
   Das ist wichtig.

.. image:: https://x.example/bild.png

Unterziel
~~~~~~~~~

Text

Risiken
-------

Text
"""


def test_headings_are_told_by_their_underlines() -> None:
    sections = read_restructured(SAMPLE).sections
    assert [section.metadata["headings"] for section in sections] == [
        ["Große Übung"],
        ["Große Übung", "Ziele"],
        ["Große Übung", "Ziele", "Unterziel"],
        ["Große Übung", "Risiken"],
    ]
    assert sections[0].page_content == "Einführung mit Betonung, code und Link sowie Ziel. Zweite Zeile."
    assert sections[1].page_content == "Achtung\n\nDas ist wichtig."


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1. eins\n2. zwei\n   weiter\n\n- a\n\n  - b", "1. eins\n2. zwei weiter\n- a\n  - b"),
        (".. Kommentar\n   weiter\n\nText", "Text"),
        (".. _ziel:\n\nText", "Text"),
        (".. code-block:: python\n   :linenos:\n\n   Titel\n   -----\n\nText", "```python\nTitel\n-----\n```\n\nText"),
        ("So::\n\n    roh  x\n\nText", "So:\n\n```\nroh  x\n```\n\nText"),
        (
            "+---+----+\n| A | B  |\n+===+====+\n| 1 | zw |\n|   | ei |\n+---+----+",
            "| A | B |\n| --- | --- |\n| 1 | zw ei |",
        ),
        ("===  =====\nKopf Zahl\n===  =====\naä   1\n===  =====", "| Kopf | Zahl |\n| --- | --- |\n| aä | 1 |"),
    ],
)  # fmt: skip
def test_markup_gives_its_words(source: str, text: str) -> None:
    assert "\n\n".join(section.page_content for section in read_restructured(source).sections) == text


@given(st.text(alphabet="ab =-~.:|+*`_<>\n", max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert read_restructured(text) is not None


@pytest.mark.parametrize("unit", ["`", ":a:`", "*a ", "`a <", "=", "+--", "|"])
def test_hostile_repetition_takes_no_long_time(unit: str) -> None:
    began = time.process_time()
    read_restructured(unit * 20_000 + "x")
    assert time.process_time() - began < 5
