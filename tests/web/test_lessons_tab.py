"""The tab for lessons over a real workspace without a model, its events called as Gradio calls them."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from re import findall

import gradio as gr
import pytest

from assistant.lessons.facets import ONLY_LESSONS, Facets
from assistant.risks.register import Risk
from assistant.web.exchanges import Session
from assistant.web.lesson_draft import ENTRIES
from assistant.web.lessons_tab import LessonsTab
from assistant.workspace import Workspace, open_workspace

RETRO = """---
title: Retrospektive Pilot
project: rechnungen
kind: note
date: 2025-03-10
---
# Retrospektive Pilot

Der Betriebsrat erfuhr spät von den Tests. Wir hätten ihn früher einladen sollen.

Beim nächsten Mal laden wir ihn vor der ersten Vorführung ein.

Lehre: Ohne benannte Vertretung steht der Pilot still.
"""
TYPED = {
    "title": "Vertretung für Schlüsselpersonen benennen",
    "project": "rechnungen",
    "date": "10.03.2025",
    "lesson": "Ohne Vertretung steht der Pilot still.",
}
Screen = dict[object, object]


class Page:
    """The tab with a reader and a register that only notes what it is given."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.taken: list[Risk] = []
        with gr.Blocks():
            session, self.reader, self.register = gr.State(), gr.HTML(), gr.HTML()
            self.tab = LessonsTab(workspace, self.reader, self.take, "de")
            self.tab.connect(session, [self.register])
        self.search, self.capture, self.candidates = self.tab.search, self.tab.capture, self.tab.candidates

    def take(self, session: Session, risk: Risk) -> Screen:
        self.taken.append(risk)
        return {self.register: risk.text}

    def cards(self, screen: Screen) -> str:
        return str(screen[self.search.results])

    def open(self, session: Session, title: str = "Retrospektive Pilot") -> Screen:
        """The candidates of a document on screen."""
        number = next(document.id for document in self.workspace.documents() if document.title == title)
        return self.candidates.open(session, click(action="document", document=number))


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory, ingested: Path) -> Path:
    """A data folder with the retrospective, too."""
    folder = tmp_path_factory.mktemp("retro")
    shutil.copytree(ingested, folder / "data")
    with open_workspace(folder / "data") as workspace:
        add(workspace, folder, RETRO, "retro.md")
    return folder / "data"


@pytest.fixture(scope="module")
def page(stocked: Path) -> Iterator[Page]:
    """For tests that store nothing."""
    with open_workspace(stocked) as workspace:
        yield Page(workspace)


@pytest.fixture
def own(tmp_path: Path, stocked: Path) -> Iterator[Page]:
    """For tests that store."""
    shutil.copytree(stocked, tmp_path / "own")
    with open_workspace(tmp_path / "own") as workspace:
        yield Page(workspace)


def click(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


def add(workspace: Workspace, tmp_path: Path, text: str, name: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    workspace.ingest([tmp_path / name])
    workspace.catch_up()


def typed(**changes: object) -> list[object]:
    return [(TYPED | changes).get(name, [] if name == "topics" else "") for name in ENTRIES]


# --- search ---


def test_the_newest_lessons_are_there_before_anything_is_asked(page: Page) -> None:
    html = page.cards(page.tab.shown(Session()))
    assert "Ausgangswert messen" in html and "1 Lehre aus 1 Unterlage," in html and "Steering minutes" not in html


def test_a_search_finds_cards_and_says_what_to_do(page: Page) -> None:
    session = Session()
    screen = page.search.find("Ausgangswert vor dem Projektstart messen", session)
    assert "Was beim nächsten Mal anders zu machen ist" in page.cards(screen)
    opened = page.search.act("", session, click(action="cite", point="0", quote="0"))[page.reader]
    assert "<mark>Den Ausgangswert vor dem Projektstart an 200 Rechnungen messen.</mark>" in opened


@pytest.mark.parametrize(
    ("data", "marked"),
    [
        ({"action": "part", "card": "1", "part": "situation"}, "Die Bearbeitungszeit je Rechnung wurde geschätzt"),
        ({"action": "part", "card": "1", "part": "recommendation"}, "Messgrundlage und Datum im Projektauftrag"),
        ({"action": "open", "card": "1"}, "Die Bearbeitungszeit je Rechnung wurde geschätzt"),
    ],
)
def test_each_part_of_a_card_opens_where_it_stands(page: Page, data: dict[str, str], marked: str) -> None:
    session = Session()
    page.tab.shown(session)
    opened = str(page.search.act("", session, click(**data))[page.reader])
    assert any(marked in text for text in findall("<mark>(.*?)</mark>", opened))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "open", "card": "99"},
        {"action": "open", "card": "<b>"},
        {"action": "cite", "point": "9", "quote": "0"},
        {"action": "risk", "card": "0"},
        {"action": "facet", "facet": "__class__", "value": "x"},
        {"action": "facet", "facet": "kind", "value": "erfunden"},
    ],
)
def test_what_no_button_sends_changes_nothing(page: Page, data: dict[str, str]) -> None:
    session = Session()
    before = page.cards(page.tab.shown(session))
    screen = page.search.act("", session, click(**data))
    assert page.reader not in screen and page.register not in screen
    assert screen.get(page.search.results, before) == before and session.lessons.search.chosen == ONLY_LESSONS


def test_facets_are_chosen_and_taken_back(page: Page) -> None:
    session = Session()
    page.tab.shown(session)
    screen = page.search.act("", session, click(action="facet", facet="kind", value="note"))
    assert "Steering minutes" in page.cards(screen) and "Art: Notiz" in page.cards(screen)
    screen = page.search.act("", session, click(action="facet", facet="kind", value="note"))
    assert session.lessons.search.chosen == Facets() and "3 Einträge aus 3 Unterlagen" in page.cards(screen)


def test_a_facet_that_excludes_all_is_named_and_can_be_lifted(page: Page) -> None:
    session = Session()
    page.tab.shown(session)
    session.lessons.search.chosen = Facets(kind="lesson", year="2025")
    screen = page.search.find("", session)
    assert "„Jahr: 2025“ schließt alle aus." in page.cards(screen)
    screen = page.search.act("", session, click(action="facet", facet="year", value="2025"))
    assert "Ausgangswert messen" in page.cards(screen)


def test_what_stands_in_the_field_counts_although_it_was_not_sent(page: Page) -> None:
    session = Session()
    page.tab.shown(session)
    page.search.act("Ausgangswert", session, click(action="clear"))
    assert session.lessons.search.query == "Ausgangswert" and session.lessons.search.chosen == Facets()


def test_facets_unfold_on_a_narrow_screen(page: Page) -> None:
    session = Session()
    assert 'data-open="false"' in str(page.tab.shown(session)[page.search.facets])
    assert 'data-open="true"' in str(page.search.act("", session, click(action="unfold"))[page.search.facets])


def test_one_click_makes_a_lesson_the_draft_of_a_risk(page: Page) -> None:
    session = Session()
    page.tab.shown(session)
    screen = page.search.act("", session, click(action="risk", card="1"))
    risk = page.taken[-1]
    assert screen == {page.register: "Ausgangswert messen"} and risk.id is None
    assert risk.lessons[0].endswith("lesson.md") and "Projekt rechnungen, 2024" in risk.source
    assert "Den Ausgangswert vor dem Projektstart an 200 Rechnungen messen" in risk.measure


def test_a_lesson_that_a_later_one_replaces_says_so_and_leads_there(own: Page, tmp_path: Path) -> None:
    page, workspace = own, own.workspace
    later = "---\ntitle: Neuer Beschluss\nproject: rechnungen\nkind: lesson\ndate: 2025-01-01\n"
    add(workspace, tmp_path, f"{later}supersedes: Ausgangswert messen\n---\n# Neuer Beschluss\n\nDer Ausgangswert "
        "wird künftig aus dem System gelesen.", "beschluss.md")  # fmt: skip
    session = Session()
    html = page.cards(page.search.find("Ausgangswert messen", session))
    assert "Überholt durch" in html and "(01.01.2025)" in html
    number = next(n for n, card in enumerate(session.lessons.search.found.cards, start=1) if card.overridden)  # type: ignore[union-attr]
    assert "aus dem System gelesen" in str(
        page.search.act("", session, click(action="later", card=number))[page.reader]
    )


@pytest.mark.parametrize("query", ["", "Betriebsrat"])
def test_an_empty_knowledge_base_says_what_to_do(tmp_path: Path, query: str) -> None:
    with open_workspace(tmp_path / "leer") as empty:
        empty.catch_up()
        html = Page(empty).search.find(query, Session())
    assert "Noch keine Lehren" in str(html) and "ingest.py" in str(html)


def test_words_that_no_document_knows_are_said(page: Page) -> None:
    assert "Versuchen Sie andere Wörter" in page.cards(page.search.find("qqqq", Session()))


def test_another_process_holding_the_data_is_said_and_loses_nothing(page: Page) -> None:
    with open_workspace(page.workspace.data_dir) as second:
        page, session = Page(second), Session()
        screen = page.search.find("Betriebsrat", session)
        assert "schon von einem anderen Prozess benutzt" in str(screen[page.search.notice])
        assert session.lessons.search.query == "Betriebsrat"


# --- writing one down ---


def test_a_lesson_is_stored_only_after_its_summary_was_confirmed_and_then_found(own: Page) -> None:
    page, workspace = own, own.workspace
    session, form = Session(), page.capture.form
    screen = page.capture.summarise(*typed(), session)
    assert "Vertretung für Schlüsselpersonen" in str(screen[form.summary]) and len(workspace.documents()) == 3
    screen = page.capture.save(session)
    assert "ist gespeichert" in str(screen[form.notice]) and len(workspace.documents()) == 4
    assert screen[form.fields["title"]]["value"] == "" and screen[form.fields["project"]]["value"] == "rechnungen"  # type: ignore[index]
    shown = page.tab.show(session, click(action="show", title=TYPED["title"]))
    assert TYPED["title"] in page.cards(shown) and shown[page.tab.tabs]["selected"] == "search"  # type: ignore[index]
    assert page.capture.save(session) == {form.notice: ""} and len(workspace.documents()) == 4


def test_mistakes_stand_beside_their_fields_and_nothing_typed_is_touched(own: Page) -> None:
    page, workspace = own, own.workspace
    session, form = Session(), page.capture.form
    screen = page.capture.summarise(*typed(title="", date="morgen vielleicht"), session)
    assert "Titel" in str(screen[form.problems["title"]]) and "kein Tag" in str(screen[form.problems["date"]])
    assert screen[form.problems["lesson"]] == "" and not set(screen) & set(form.inputs)
    assert page.capture.save(session) == {form.notice: ""} and len(workspace.documents()) == 3


def test_what_is_typed_stays_when_the_tab_is_opened_again_or_the_language_changes(page: Page) -> None:
    session, form = Session(), page.capture.form
    page.capture.words(session)
    assert set(page.capture.shown(session)) == {form.fields["project"]}
    session.language = "en"
    assert all("value" not in page.tab.words(session)[field] for field in form.inputs)  # type: ignore[operator]


def test_the_same_lesson_is_not_stored_twice(own: Page) -> None:
    page, workspace = own, own.workspace
    session, form = Session(), page.capture.form
    for _ in range(2):
        page.capture.summarise(*typed(), session)
        screen = page.capture.save(session)
    assert "gibt es schon" in str(screen[form.notice])
    assert sum(document.kind == "lesson" for document in workspace.documents()) == 2


# --- candidates ---


def test_candidates_quote_their_source(page: Page) -> None:
    session = Session()
    html = str(page.open(session)[page.candidates.list])
    assert "3 Kandidaten" in html and "Davor: Der Betriebsrat erfuhr spät von den Tests." in html
    reader = page.candidates.act(session, click(action="source", candidate="0"))[page.reader]
    assert "<mark>Wir hätten ihn früher einladen sollen.</mark>" in str(reader)


def test_ticked_candidates_are_looked_over_one_by_one_and_each_is_confirmed(own: Page) -> None:
    page, workspace, session = own, own.workspace, Session()
    page.open(session)
    form, tab = page.candidates.form, page.candidates
    for place in (0, 2):
        tab.act(session, click(action="tick", candidate=place))
    screen = tab.act(session, click(action="each"))
    assert "danach noch 1" in str(screen[form.heading]) and screen[tab.list] == ""
    entries = [screen[field]["value"] for field in form.inputs]  # type: ignore[index]
    assert entries[:3] == ["Wir hätten ihn früher einladen sollen", "rechnungen", "10.03.2025"]
    tab.summarise(*entries, session)
    assert len(workspace.documents()) == 3
    screen = tab.save(session)
    assert len(workspace.documents()) == 4 and "ist gespeichert" in str(screen[tab.notice])
    assert "noch" not in str(screen[form.heading]) and screen[form.fields["lesson"]]["value"].startswith("Ohne")  # type: ignore[index]
    screen = tab.skip(session)
    assert len(workspace.documents()) == 4 and "als Lehre gespeichert" in str(screen[tab.list])
    stored = next(each for each in workspace.documents() if each.title.startswith("Wir hätten"))
    assert (stored.attributes or {})["source"].endswith("retro.md") and stored.date == "2025-03-10"


def test_candidates_can_become_one_lesson(page: Page) -> None:
    session = Session()
    page.open(session)
    for place in (0, 1):
        page.candidates.act(session, click(action="tick", candidate=place))
    screen = page.candidates.act(session, click(action="together"))
    fields = page.candidates.form.fields
    assert screen[fields["lesson"]]["value"] == "Wir hätten ihn früher einladen sollen."  # type: ignore[index]
    assert str(screen[fields["recommendation"]]["value"]).startswith("Beim nächsten Mal")  # type: ignore[index]


def test_a_rejected_candidate_waits_folded_and_can_come_back(page: Page) -> None:
    session = Session()
    page.open(session)
    page.candidates.act(session, click(action="tick", candidate="1"))
    html = str(page.candidates.act(session, click(action="reject", candidate="1"))[page.candidates.list])
    assert "1 verworfen" in html and "Wählen Sie aus" in html
    html = str(page.candidates.act(session, click(action="reject", candidate="1"))[page.candidates.list])
    assert "verworfen" not in html


def test_a_candidate_stored_earlier_is_known_again(own: Page) -> None:
    page, session = own, Session()
    page.open(session)
    tab, form = page.candidates, page.candidates.form
    tab.act(session, click(action="tick", candidate="2"))
    screen = tab.act(session, click(action="each"))
    tab.summarise(*[screen[field]["value"] for field in form.inputs], session)  # type: ignore[index]
    tab.save(session)
    later = Session()
    tab.open(later, click(document=session.lessons.candidates.document))
    assert later.lessons.candidates.stored == {2}


@pytest.mark.parametrize("data", [{}, {"action": "tick", "candidate": "99"}, {"action": "source", "candidate": "99"}])
def test_a_candidate_that_is_not_there_is_not_ticked(page: Page, data: dict[str, str]) -> None:
    session = Session()
    page.open(session)
    assert page.reader not in page.candidates.act(session, click(**data))
    assert session.lessons.candidates.ticked == set()


def test_a_document_deleted_meanwhile_is_said(page: Page) -> None:
    screen = page.candidates.open(Session(), click(document="999"))
    assert "nicht mehr im Bestand" in str(screen[page.candidates.notice])


def test_documents_are_searched_and_notes_come_first(page: Page) -> None:
    session = Session()
    html = page.candidates.find("", session)
    assert html.index("Steering minutes") < html.index("Ausgangswert messen")
    assert "Steering" not in page.candidates.find("ausgangswert", session)
    assert "Kein Dokument passt" in page.candidates.find("gibt es nicht", session)


def test_every_text_changes_its_language(page: Page) -> None:
    session = Session()
    page.tab.shown(session)
    session.language = "en"
    screen = page.tab.words(session)
    assert "Kind: Lesson" in page.cards(screen) and set(screen) <= set(page.tab.worded)
    assert screen[page.capture.form.confirm]["value"] == "Store lesson"  # type: ignore[index]


def test_the_day_stands_in_the_form_from_the_pages_first_words_on_and_nothing_else_is_filled_in(page: Page) -> None:
    session, fields = Session(), page.capture.form.fields
    first, second = page.capture.words(session), page.capture.words(session)
    assert [name for name, field in fields.items() if "value" in first[field]] == ["date"]  # type: ignore[operator]
    assert first[fields["date"]]["value"] == date.today().strftime("%d.%m.%Y")  # type: ignore[index]
    assert not any("value" in second[field] for field in fields.values())  # type: ignore[operator]
