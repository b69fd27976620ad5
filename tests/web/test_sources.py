"""The passages beside the chat and the opened document."""

from dataclasses import replace

import pytest

from assistant.answer import Answer, Seconds
from assistant.conversation import Exchange
from assistant.errors import FileChanged, PageNotShown
from assistant.grounding import Citation
from assistant.library.page_images import PageImage
from assistant.passages import Kind, Passage
from assistant.web.sources import (
    MOST_MARKS,
    document_id,
    opened_document_html,
    opened_passage_html,
    page_error_html,
    page_gone_html,
    page_html,
    sources_html,
    spans_of,
    wanted_page,
)
from tests.web.exchange_samples import exchange as sample

FIRST = Passage(
    id="7-a",
    text="Vorher. Der Pilot begann 21 Wochen später. Nachher.",
    document="pumpen/lessons/rat.md",
    title="Betriebsrat & Pilot",
    headings=("Rat", "Situation"),
    page=3,
    project="pumpen",
    kind=Kind.LESSON,
    date="2024-12-03",
)
SECOND = replace(FIRST, id="7-b", text="Ein anderer Absatz.", headings=("Rat", "Lehre"), page=None, rows="2-41")
QUOTE = "Der Pilot begann 21 Wochen später."


def exchange(*, answered: bool) -> Exchange:
    citations = (Citation(1, FIRST, QUOTE),)
    answer = Answer(QUOTE, "de", "answer", "rules", False, (FIRST, SECOND), citations, (), Seconds(0, None, 0))
    return sample(2, passages=(FIRST, SECOND), answer=answer if answered else None)


def test_a_card_as_a_whole() -> None:
    alone = replace(exchange(answered=True), passages=(FIRST,))
    assert sources_html(alone, 1, "de") == (
        "<h2>Fundstellen zu Frage 2</h2>"
        '<ol class="cards"><li class="card" id="source-2-1" aria-current="true">'
        '<span class="number" aria-hidden="true">1</span><div>'
        '<button type="button" class="card-title" data-action="open" data-exchange="2" data-source="1" '
        'aria-label="Fundstelle 1 öffnen: Betriebsrat &amp; Pilot">Betriebsrat &amp; Pilot</button>'
        '<p class="facts"><span class="badge kind-lesson">Lehre</span><span>pumpen</span><span>03.12.2024</span>'
        '<span>Seite 3</span></p><span class="path">Rat › Situation</span>'
        '<p class="excerpt" lang="de">Vorher. <mark>Der Pilot begann 21 Wochen später.</mark> Nachher.</p>'
        "</div></li></ol>"
    )


def test_before_the_answer_all_sources_stand_together_without_a_mark() -> None:
    html = sources_html(exchange(answered=False), 0, "en")
    assert html.count('<li class="card"') == 2
    assert "<mark>" not in html and "not used" not in html
    assert "Rows 2-41" in html and "3 Dec 2024" in html and "Lesson" in html


def test_after_the_answer_unused_sources_stand_apart() -> None:
    used, unused = sources_html(exchange(answered=True), 0, "de").split("Gefunden, in der Antwort nicht verwendet")
    assert "source-2-1" in used and "source-2-2" in unused


@pytest.mark.parametrize(
    ("exchange", "text"),
    [
        (None, "Hier erscheinen die Fundstellen"),
        (sample(1, passages=None), "Fundstellen zu Frage 1"),
        (sample(1, passages=()), "Keine Fundstelle."),
    ],
)
def test_without_sources_the_column_says_why(exchange: Exchange | None, text: str) -> None:
    html = sources_html(exchange, 0, "de")
    assert text in html and "card" not in html


def test_an_opened_passage_stands_among_its_neighbours_with_the_quote_marked() -> None:
    passages = [replace(FIRST, id=f"7-{n}", text=f"Absatz {n}.", position=n) for n in range(9)]
    passages[4] = FIRST
    html = opened_passage_html(FIRST, passages, source=1, quote=QUOTE, language="de")
    assert [n for n in range(9) if f"Absatz {n}." in html] == [2, 3, 5, 6]
    assert html.count("<mark>") == 1 and f"<mark>{QUOTE}</mark>" in html
    assert html.count('id="opened"') == 1 and 'class="passage current"' in html
    assert 'data-action="whole" data-document="7"' in html
    assert "Betriebsrat &amp; Pilot" in html and "pumpen/lessons/rat.md" in html


@pytest.mark.parametrize("place", [0, 1])
def test_the_first_and_the_last_passage_can_be_opened(place: int) -> None:
    passage = (FIRST, SECOND)[place]
    html = opened_passage_html(passage, [FIRST, SECOND], source=1, quote="", language="en")
    assert "Source 1" in html and "Ein anderer Absatz." in html and "21 Wochen" in html


def test_a_passage_deleted_meanwhile_is_reported() -> None:
    html = opened_passage_html(FIRST, [], source=1, quote=QUOTE, language="en")
    assert "The document is no longer stored." in html


def test_a_whole_document_names_headings_and_pages_once() -> None:
    html = opened_document_html([FIRST, replace(FIRST, id="7-c", text="Noch einer."), SECOND], "de")
    assert html.count("Rat › Situation") == 1 and html.count("Rat › Lehre") == 1
    assert html.count("Seite 3") == 1 and "Noch einer." in html


def test_a_very_long_document_is_cut_and_says_so() -> None:
    html = opened_document_html([replace(FIRST, id=f"7-{n}", text=f"Absatz {n}") for n in range(1000)], "de")
    assert "Gezeigt werden die ersten 400 von 1.000 Textstellen." in html


def test_a_document_that_is_gone_is_reported() -> None:
    assert "Das Dokument ist nicht mehr im Bestand." in opened_document_html([], "de")


def test_facts_of_a_document_are_escaped() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    passage = replace(FIRST, title=hostile, document=hostile, headings=(hostile,), project=hostile, text=hostile)
    shown = sample(1, passages=(replace(passage, rows=hostile, page=None, date=hostile),))
    html = sources_html(shown, 0, "de") + opened_document_html([passage], "de")
    assert "<img" not in html


@pytest.mark.parametrize(("id_", "number"), [("7-abc", 7), ("123-abc-2", 123)])
def test_a_passage_knows_its_document(id_: str, number: int) -> None:
    assert document_id(replace(FIRST, id=id_)) == number


def test_all_spans_of_a_citation_are_marked_in_card_and_opened_passage() -> None:
    spans = ((0, 7), (43, 51))
    shown = exchange(answered=True)
    citation = replace(shown.answer.citations[0], spans=spans)
    shown = replace(shown, answer=replace(shown.answer, citations=(citation,)))
    assert spans_of(shown, 1) == spans and spans_of(shown, 2) == () == spans_of(exchange(answered=False), 1)
    opened = opened_passage_html(FIRST, [FIRST], source=1, quote=QUOTE, spans=spans, language="de")
    for html in (opened, sources_html(shown, 1, "de")):
        assert "<mark>Vorher.</mark>" in html and "<mark>Nachher.</mark>" in html and html.count("<mark>") == 2


# --- the page of a PDF ---

PRINTED = replace(FIRST, document="pumpen/lessons/Rat.PDF")
IMAGE = PageImage(b"bild", "image/png", 1100, 1556, ((0.1, 0.2, 0.3, 0.015),), has_text=True)
SPANS = ((8, 42),)


def test_an_opened_pdf_keeps_a_place_for_its_page() -> None:
    html = opened_passage_html(PRINTED, [PRINTED], source=1, quote=QUOTE, language="de")
    assert 'data-action="page" data-passage="7-a" data-spans="8-42">Seite 3 als Bild zeigen</button>' in html
    assert 'class="reader excerpted with-page"' in html and 'data-pane="page" aria-pressed="false"' in html


@pytest.mark.parametrize("passage", [FIRST, SECOND, replace(PRINTED, page=None), replace(PRINTED, document="a.pptx")])
def test_what_is_no_page_of_a_pdf_has_no_place_for_one(passage: Passage) -> None:
    html = opened_passage_html(passage, [passage], source=1, quote="", language="de")
    assert "page-place" not in html and "data-pane" not in html


def test_a_page_as_a_whole() -> None:
    alt = "Seite 3 aus „Betriebsrat &amp; Pilot“ als Bild, die Fundstelle ist markiert"
    assert page_html(PRINTED, SPANS, IMAGE, "de") == (
        '<div class="page-view" data-view="7-a 8-42"><div class="page-bar"><span>Seite 3</span>'
        '<button type="button" class="quiet" data-zoom aria-pressed="false">Vergrößern</button></div>'
        f'<div class="page-scroll" tabindex="0" role="group" aria-label="{alt}"><div class="page-sheet">'
        f'<img src="data:image/png;base64,YmlsZA==" width="1100" height="1556" alt="{alt}">'
        '<span class="box" style="left:10.000%;top:20.000%;width:30.000%;height:1.500%"></span>'
        "</div></div></div>"
    )


@pytest.mark.parametrize(
    ("has_text", "marks", "text"),
    [(True, SPANS, "could not be marked"), (False, SPANS, "without a text layer"), (True, (), "")],
)
def test_a_page_without_a_mark_says_why(has_text: bool, marks: tuple[tuple[int, int], ...], text: str) -> None:
    html = page_html(PRINTED, marks, replace(IMAGE, boxes=(), has_text=has_text), "en")
    assert text in html and ("hint" in html) == bool(text)
    assert "the source is marked" not in html and "as an image" in html


def test_the_place_and_the_page_know_each_other() -> None:
    place = opened_passage_html(PRINTED, [PRINTED], source=1, quote=QUOTE, language="en")
    error = PageNotShown(document="rat.pdf", reason=FileChanged())
    for html in (
        page_html(PRINTED, SPANS, IMAGE, "en"),
        page_error_html(PRINTED, SPANS, error, "en"),
        page_gone_html("7-a", SPANS, "en"),
    ):
        assert 'data-view="7-a 8-42"' in html and 'data-view="7-a 8-42"' in place


def test_a_page_that_cannot_be_shown_says_why_in_the_language_of_the_page() -> None:
    error = PageNotShown(document="<b>.pdf", reason=FileChanged())
    html = page_error_html(PRINTED, SPANS, error, "de")
    assert "&lt;b&gt;.pdf lässt sich nicht als Bild zeigen. Die Datei wurde seit dem Einlesen geändert." in html


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ({"passage": "7-a", "spans": "8-42 50-60"}, ("7-a", ((8, 42), (50, 60)))),
        ({"passage": "7-a", "spans": ""}, ("7-a", ())),
        ({"passage": "7-a", "spans": "8-x -1-5 99999999-1 ٣-٤"}, ("7-a", ())),
        ({}, ("", ())),
        ({"passage": None, "spans": ["1-2"]}, ("None", ())),
    ],
)
def test_what_the_browser_asks_for_is_read_with_care(data: dict[str, object], wanted: tuple[object, ...]) -> None:
    assert wanted_page(data) == wanted


def test_no_more_places_are_looked_for_than_an_answer_has() -> None:
    assert len(wanted_page({"spans": "1-2 " * 5000})[1]) == MOST_MARKS


def test_a_hostile_name_stays_text_on_the_page() -> None:
    hostile = '"><img src=x onerror=alert(1)>'
    passage = replace(PRINTED, id=f"7-{hostile}", title=hostile, document=f"{hostile}.pdf")
    html = page_html(passage, SPANS, IMAGE, "de") + opened_passage_html(
        passage, [passage], source=1, quote="", language="de"
    )
    assert html.count("<img") == 1
