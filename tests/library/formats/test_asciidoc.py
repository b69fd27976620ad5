"""AsciiDoc files."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.formats.asciidoc import read_asciidoc

SAMPLE = """\
// Kommentar
= image:logo.png[Unser] Plan
:toc:
:lang: de

include::rest.adoc[]
ifdef::hilfe[]
[role="hilfe"]
****
.Inhalt
Die wesentlichen
Ziele.
****
endif::hilfe[]

[[ziele]]
== Ziele

* eins
** zwei
+
mehr
. drei

=== Tief

Text
////
verborgen
////
"""


def test_headings_lists_and_blocks_are_recognised() -> None:
    sections = read_asciidoc(SAMPLE).sections
    assert [(section.metadata["headings"], section.page_content) for section in sections] == [
        (["Unser Plan"], "Inhalt\n\nDie wesentlichen Ziele."),
        (["Unser Plan", "Ziele"], "- eins\n  - zwei\n\nmehr\n\n- drei"),
        (["Unser Plan", "Ziele", "Tief"], "Text"),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("*fett* _schräg_ `code` __un__begrenzt", "fett schräg code unbegrenzt"),
        ("https://x.example/a[Seite] link:b.html[Blatt] <<c,Kapitel>>", "Seite Blatt Kapitel"),
        ("Er sagt \"`Ja`\".footnote:[leise]", 'Er sagt "Ja". (leise)'),
        ("Zeile +\nnächste", "Zeile\nnächste"),
        ("Begriff:: Erklärung", "Begriff: Erklärung"),
        ("----\n== kein Kopf\n----", "```\n== kein Kopf\n```"),
        ('[cols="1,2"]\n|===\n|A |B\n\n|1\n|zwei \\| drei\n|===', "| A | B |\n| --- | --- |\n| 1 | zwei \\| drei |"),
        ("|===\n|A |B |C\n|1 |2 |3\n|===", "| A | B | C |\n| --- | --- | --- |\n| 1 | 2 | 3 |"),
        ("ifndef::a[:b: c]\nText", "Text"),
    ],
)  # fmt: skip
def test_markup_gives_its_words(source: str, text: str) -> None:
    assert "\n\n".join(section.page_content for section in read_asciidoc(source).sections) == text


@given(st.text(alphabet="ab =-~.:|+*`_<>[]\n/", max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert read_asciidoc(text) is not None


@pytest.mark.parametrize("unit", ["[", "link:", "*a ", "<<a", "[[", "|", "`a ", "image::"])
def test_hostile_repetition_takes_no_long_time(unit: str) -> None:
    began = time.process_time()
    read_asciidoc(unit * 20_000 + "x")
    assert time.process_time() - began < 5
