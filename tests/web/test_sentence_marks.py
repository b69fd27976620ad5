"""The marks behind the sentences of an answer, in colour, symbol and words."""

import pytest

from assistant.grounding import Sentence, Support
from assistant.web.sentence_marks import checks_html, counts_text, marked_html

QUOTED, SIMILAR, UNSUPPORTED = Support.QUOTED, Support.SIMILAR, Support.UNSUPPORTED


def marked(text: str, *sentences: Sentence) -> str:
    return marked_html(text, sentences, cite=lambda number: f"<{number}>", language="de")


def test_each_sentence_has_its_colour_its_symbol_and_its_name() -> None:
    html = marked("Eins ist so. [1] Zwei <i>.", Sentence("Eins ist so.", QUOTED, (1,)), Sentence("Zwei <i>.", SIMILAR))
    assert html == (
        '<p><span class="sentence quoted">Eins ist so.</span><span class="support quoted" role="img" '
        'aria-label="wörtlich belegt" title="wörtlich belegt">✓</span> <1> '
        '<span class="sentence similar">Zwei &lt;i&gt;.</span><span class="support similar" role="img" '
        'aria-label="sinngemäß belegt" title="sinngemäß belegt">≈</span></p>'
    )


def test_what_is_not_supported_says_so_in_words() -> None:
    html = marked("Das Budget ist gut.", Sentence("Das Budget ist gut.", UNSUPPORTED))
    assert '<span class="sentence unsupported">Das Budget ist gut.</span>' in html
    assert '<span class="support unsupported"><span aria-hidden="true">⚠ </span>nicht belegt</span>' in html


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        ("- Eins.\n- Zwei.", "- Zwei.", '<li><span class="sentence quoted">Zwei.</span><span class="support'),
        ("1. Eins.", "1. Eins.", '<span class="ordinal">1.</span> <span class="sentence quoted">Eins.</span>'),
        ("**Fett:** so.", "**Fett:** so.", '<p><span class="sentence quoted">Fett: so.</span>'),
        ("> Zitat.", "> Zitat.", '<blockquote><span class="sentence quoted">Zitat.</span>'),
    ],
)
def test_lists_and_quotations_keep_their_form(text: str, sentence: str, expected: str) -> None:
    assert expected in marked(text, Sentence(sentence, QUOTED))


def test_a_row_of_a_table_stays_a_row_and_its_symbol_stands_in_it() -> None:
    html = marked("| A | B |\n|---|---|\n| 1 | 2 |", Sentence("| 1 | 2 |", QUOTED))
    assert html.count("<tr>") == 2 and html.count("<td>") == 2
    assert html.index("✓") < html.index("</table>") and 'class="sentence' not in html


def test_a_sentence_over_two_blocks_opens_no_element_that_another_one_closes() -> None:
    html = marked("Es gilt:\n- eins", Sentence("Es gilt:\n- eins", QUOTED))
    assert 'class="sentence' not in html and html.count("✓") == 1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Text.", [Sentence("Steht nicht darin.", QUOTED)]),
        ("Text.", [Sentence("", QUOTED)]),
        ("Text.", []),
    ],
)
def test_a_sentence_that_is_not_in_the_text_marks_nothing(text: str, sentences: list[Sentence]) -> None:
    assert marked(text, *sentences) == "<p>Text.</p>"


def test_the_same_sentence_twice_is_marked_twice() -> None:
    same = Sentence("Ja.", QUOTED)
    assert marked("Ja. Ja.", same, same).count("✓") == 2


def test_signs_of_private_use_in_a_document_do_no_harm() -> None:
    html = marked("\ue000\ue001 Symbol \ue002.", Sentence("\ue000\ue001 Symbol \ue002.", QUOTED))
    assert '<span class="sentence quoted">Symbol .</span>' in html and html.count("✓") == 1
    assert not any("\ue000" <= letter <= "\uf8ff" for letter in html)


def test_hostile_sentences_stay_text() -> None:
    hostile = "<img src=x onerror=alert(1)> ![x](http://evil.example/?q)."
    html = marked(hostile, Sentence(hostile, UNSUPPORTED))
    assert "<img" not in html and "&lt;img" in html
    assert "<img" not in checks_html([Sentence(hostile, QUOTED, (1,), "moved")], "de", key="1")


@pytest.mark.parametrize(
    ("supports", "german", "english"),
    [
        (
            [QUOTED] * 4 + [SIMILAR],
            "5 Sätze: 4 wörtlich belegt, 1 sinngemäß",
            "5 sentences: 4 quoted, 1 similar in meaning",
        ),
        ([UNSUPPORTED], "1 Satz: 1 nicht belegt", "1 sentence: 1 without evidence"),
    ],
)
def test_the_line_counts_the_sentences(supports: list[Support], german: str, english: str) -> None:
    sentences = [Sentence("x", support) for support in supports]
    assert (counts_text(sentences, "de"), counts_text(sentences, "en")) == (german, english)


def test_the_details_explain_the_symbols_that_occur_and_tell_what_was_corrected() -> None:
    sentences = [Sentence("Eins.", QUOTED, (2,), "moved"), Sentence("Zwei.", QUOTED, (1,))]
    html = checks_html(sentences, "de", key="3")
    assert "<li>Fundstelle berichtigt: Eins.</li>" in html and "Zwei." not in html
    assert "stehen in dieser Reihenfolge" in html and "anderen Worten" not in html
    assert "Berichtigte" not in checks_html(sentences[1:], "de", key="3")
    assert checks_html([], "de", key="3") == ""


@pytest.mark.parametrize("corrected", ["added", "moved", "removed"])
def test_every_correction_has_a_name(corrected: str) -> None:
    assert "Eins." in checks_html([Sentence("Eins.", QUOTED, (1,), corrected)], "en", key="1")
