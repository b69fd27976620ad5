from dataclasses import replace

import pytest

from assistant.answer import Answer, Seconds
from assistant.grounding import Citation
from assistant.passages import Kind, Passage
from assistant.web.exchanges import Exchange
from assistant.web.sources import document_id, opened_document_html, opened_passage_html, sources_html

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
    return Exchange(2, "Warum?", passages=(FIRST, SECOND), answer=answer if answered else None)


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
        (Exchange(1, "?"), "Fundstellen zu Frage 1"),
        (Exchange(1, "?", passages=()), "Keine Fundstelle."),
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
    shown = Exchange(1, "?", passages=(replace(passage, rows=hostile, page=None, date=hostile),))
    html = sources_html(shown, 0, "de") + opened_document_html([passage], "de")
    assert "<img" not in html


@pytest.mark.parametrize(("id_", "number"), [("7-abc", 7), ("123-abc-2", 123)])
def test_a_passage_knows_its_document(id_: str, number: int) -> None:
    assert document_id(replace(FIRST, id=id_)) == number
