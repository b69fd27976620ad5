"""The tab for the screening, its events called as Gradio calls them."""

from base64 import b64decode
from re import search

import gradio as gr
import pytest

from assistant.web.exchanges import Session
from assistant.web.screening_tab import ScreeningTab

START = {"ai_system": "yes", "union_link": "yes"}
END = {"ai_system": "no"}


@pytest.fixture
def tab() -> ScreeningTab:
    with gr.Blocks():
        return ScreeningTab(gr.State(), gr.BrowserState({}), "de")


def click(**data: str) -> gr.EventData:
    return gr.EventData(None, data)


def kept(answers: dict[str, str], project: str = "") -> dict[str, object]:
    return {"answers": answers, "project": project}


def test_answers_go_to_the_browser_and_come_back_from_it(tab: ScreeningTab) -> None:
    session = Session()
    tab.restore({}, session)
    drawn = tab.act("Presse", {}, session, click(action="answer", question="ai_system", option="yes"))
    assert "Europäischen Union" in drawn[tab.main]
    assert drawn[tab.kept] == kept({"ai_system": "yes"}, "Presse")
    again = Session("en")
    drawn = tab.restore(drawn[tab.kept], again)
    assert "European Union" in drawn[tab.main] and drawn[tab.project] == "Presse"


def test_after_a_restart_of_the_server_the_next_click_goes_on(tab: ScreeningTab) -> None:
    event = click(action="answer", question="exclusion", option="none")
    drawn = tab.act("Presse", kept(START), Session(), event)
    assert drawn[tab.kept] == kept({**START, "exclusion": "none"}, "Presse")


def test_a_switch_of_language_keeps_the_answers(tab: ScreeningTab) -> None:
    session = Session()
    tab.restore(kept(START, "Presse"), session)
    session.language = "en"
    words = tab.words(session)
    assert "excluded purposes" in words[tab.main] and session.screening.answers == START
    assert "value" not in words[tab.project]


@pytest.mark.parametrize(("action", "shown"), [("change", "Europäischen Union angeboten"), ("back", "Europäischen")])
def test_a_question_is_opened_again(tab: ScreeningTab, action: str, shown: str) -> None:
    session = Session()
    drawn = tab.act("", kept(START), session, click(action=action, question="union_link"))
    assert shown in drawn[tab.main] and "bisherige Antwort" in drawn[tab.main]
    drawn = tab.act("", kept(START), session, click(action="forward"))
    assert "ausgenommenen Zwecke" in drawn[tab.main]


def test_starting_anew_needs_a_yes(tab: ScreeningTab) -> None:
    session = Session()
    drawn = tab.act("Presse", kept(START), session, click(action="confirm-restart"))
    assert drawn[tab.kept] == kept(START, "Presse")
    assert "alertdialog" in tab.act("Presse", {}, session, click(action="restart"))[tab.path]
    assert "alertdialog" not in tab.act("Presse", {}, session, click(action="cancel-restart"))[tab.path]
    tab.act("Presse", {}, session, click(action="restart"))
    drawn = tab.act("Presse", {}, session, click(action="confirm-restart"))
    assert (drawn[tab.kept], drawn[tab.project]) == (kept({}), "")


def test_the_record_is_named_after_the_project_and_holds_it(tab: ScreeningTab) -> None:
    drawn = tab.act("../Größe <b> & Co", kept(END), Session(), click(action="download"))
    html = drawn[tab.download]
    name, content = search(r'data-name="([^"]+)"', html), search(r'data-content="([^"]+)"', html)
    assert name and content
    assert name[1].startswith("ki-verordnung-größe-b-co-20") and name[1].endswith(".md")
    text = b64decode(content[1]).decode()
    assert "Außerhalb der KI-Verordnung" in text and r"../Größe \<b\> & Co" in text


def test_a_name_shows_in_the_record_at_once(tab: ScreeningTab) -> None:
    session = Session()
    tab.restore(kept(END), session)
    drawn = tab.name("Neuer Name", {}, session)
    assert "Neuer Name" in drawn[tab.main] and drawn[tab.kept] == kept(END, "Neuer Name")


@pytest.mark.parametrize(
    "data", [{}, {"action": "answer"}, {"action": "quatsch"}, {"action": "change", "question": "x"}]
)
def test_a_strange_click_loses_nothing(tab: ScreeningTab, data: dict[str, str]) -> None:
    drawn = tab.act("", kept(START), Session(), click(**data))
    assert drawn[tab.kept] == kept(START)
