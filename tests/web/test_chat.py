"""The chat over a real workspace, its events called as Gradio calls them."""

import base64
import re
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.answer import Mode
from assistant.budget import Effort
from assistant.conversation import Feedback
from assistant.web.browser_token import COOKIE
from assistant.web.chat import ChatTab
from assistant.web.exchanges import Session
from assistant.web.page import Page
from assistant.workspace import Workspace

QUESTION = "Wann wird der Ausgangswert gemessen?"


@pytest.fixture
def page(workspace: Workspace) -> Page:
    return Page(workspace, "de")


@pytest.fixture
def chat(page: Page) -> ChatTab:
    return page.chat


def request(browser: str = "a", conversation: object = "") -> Any:
    """What comes with an event of a browser; its address names a conversation."""
    return SimpleNamespace(cookies={COOKIE: browser * 43}, query_params={"c": str(conversation)}, headers={})


def click(**data: str) -> gr.EventData:
    return gr.EventData(None, data)


def ask(
    chat: ChatTab, question: str, session: Session, *, browser: str = "a", project: str = "", kind: str = ""
) -> dict[object, object]:
    """What is on screen after an answer."""
    screen = chat.ask(question, project, kind, "auto", "short", session, request(browser))
    for changes in chat.follow("", session):
        screen |= changes
    return screen


def test_the_first_reply_brings_question_and_sources_and_the_rest_follows(chat: ChatTab) -> None:
    session = Session()
    first = chat.ask(QUESTION, "", "", "auto", "short", session, request())
    assert first[chat.question] == "" and QUESTION in first[chat.log]
    assert "Ausgangswert messen" in first[chat.sources]
    steps = list(chat.follow("", session))
    assert QUESTION in steps[0][chat.panel.list]
    last = [step[chat.log] for step in steps if chat.log in step][-1]
    assert "weil das Sprachmodell noch lud" in last and "wörtlich belegt" in last


def test_only_what_changed_is_sent(chat: ChatTab) -> None:
    session = Session()
    for number in range(3):
        ask(chat, f"{QUESTION} Nummer {number}", session)
    first = chat.ask("Und wer nennt die Messgrundlage?", "", "", "auto", "short", session, request())
    patches = [first[chat.log], *(step[chat.log] for step in chat.follow("", session) if chat.log in step)]
    assert all("Nummer" not in str(patch) for patch in patches)
    assert all(len(str(patch)) < 12_000 for patch in patches)


def test_every_patch_differs_or_the_browser_would_not_draw_it(chat: ChatTab) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    one, other = (chat.whole(session)[chat.change] for _ in range(2))
    assert one != other and re.sub(r'data-drawn="\d+"', "", one) == re.sub(r'data-drawn="\d+"', "", other)


def test_an_empty_question_changes_nothing(chat: ChatTab) -> None:
    session = Session()
    assert chat.ask(" \n ", "", "", "auto", "short", session, request()) == {chat.question: gr.skip()}
    assert session == Session()


def test_a_question_that_is_too_long_is_answered_with_how_to_repair_it(chat: ChatTab) -> None:
    screen = ask(chat, "wort " * 1000, Session("en"))
    assert "The question has 5000 characters; 4000 are allowed." in str(screen[chat.log])


@pytest.mark.parametrize(("project", "kind", "found"), [("rechnungen", "", 1), ("support", "", 0), ("", "note", 0)])
def test_filters_limit_the_sources(chat: ChatTab, project: str, kind: str, found: int) -> None:
    session = Session()
    ask(chat, QUESTION, session, project=project, kind=kind)
    assert bool(session.exchanges[0].carries) == bool(found)


def test_mode_and_effort_are_kept_with_the_question(chat: ChatTab) -> None:
    session = Session()
    chat.ask(QUESTION, "", "", "lessons", "thorough", session, request())
    wanted = session.exchanges[0].wanted
    assert (wanted.mode, wanted.effort) == (Mode.LESSONS, Effort.THOROUGH)
    assert "Gewählt: Lehren" in chat.whole(session)[chat.change]


def test_the_same_question_is_answered_again_in_another_mode_and_takes_its_place(
    chat: ChatTab, workspace: Workspace
) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    chat.ask_again(session, request(), click(action="mode", mode="lessons", exchange="1"))
    list(chat.follow("", session))
    (exchange,) = workspace.conversations.exchanges(session.owner, session.conversation or 0)
    assert (exchange.question, exchange.wanted.mode) == (QUESTION, Mode.LESSONS)
    chat.ask_again(session, request(), click(action="again", exchange="1"))
    assert [each.number for each in session.exchanges] == [1]


def test_an_edited_question_begins_a_branch(chat: ChatTab, workspace: Workspace) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    ask(chat, "Und wo?", session)
    before = session.conversation
    edited = chat.ask_again(session, request(), click(action="edit", exchange="2", text="Und <wie>?"))
    assert session.conversation != before and "data-reset" in edited[chat.log]
    assert QUESTION in edited[chat.log] and "Und &lt;wie&gt;?" in edited[chat.log]
    assert [each.question for each in workspace.conversations.exchanges(session.owner, before or 0)][1] == "Und wo?"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "again"},
        {"action": "again", "exchange": "9"},
        {"action": "edit", "exchange": "1", "text": " "},
        {"action": "edit", "exchange": "1"},
    ],
)
def test_what_asks_for_nothing_asks_nothing(chat: ChatTab, workspace: Workspace, data: dict[str, str]) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    before = list(session.exchanges)
    assert chat.ask_again(session, request(), click(**data)) == {chat.log: gr.skip()}
    assert session.exchanges == before and len(workspace.conversations.conversations(session.owner)) == 1


def test_a_mode_that_does_not_exist_is_not_taken(chat: ChatTab) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    chat.ask_again(session, request(), click(action="mode", mode="evil", exchange="1"))
    assert session.exchanges[0].wanted.mode is Mode.AUTO


@pytest.mark.parametrize("action", ["show", "open"])
def test_a_citation_and_a_source_open_the_passage(chat: ChatTab, action: str) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    opened = chat.point(session, request(), click(action=action, exchange="1", source="1"))
    assert "<mark>" in opened[chat.reader] and "Ausgangswert messen" in opened[chat.reader]
    assert 'aria-current="true"' in opened[chat.sources]


@pytest.mark.parametrize(
    "data",
    [{}, {"action": "open"}, {"action": "open", "exchange": "9", "source": "1"}, {"exchange": "-1"}, {"source": "x"}],
)
def test_clicks_that_point_nowhere_open_nothing(chat: ChatTab, data: dict[str, str]) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    assert not isinstance(chat.point(session, request(), click(**data)).get(chat.reader), str)


def test_a_rating_is_kept_changed_and_taken_back(chat: ChatTab, workspace: Workspace) -> None:
    session = Session()
    ask(chat, QUESTION, session)

    def kept(**data: str) -> Feedback | None:
        chat.point(session, request(), click(exchange="1", **data))
        (exchange,) = workspace.conversations.exchanges(session.owner, session.conversation or 0)
        assert session.exchanges[0].feedback == exchange.feedback
        return exchange.feedback

    assert kept(action="remark", remark="ohne Daumen") is None
    assert kept(action="rate", good="1") == Feedback(True)
    assert kept(action="remark", remark=" Zahl fehlt ") == Feedback(True, "Zahl fehlt")
    assert kept(action="rate", good="0") == Feedback(False, "Zahl fehlt")
    assert kept(action="rate", good="0") is None


def test_after_a_thumb_the_field_for_a_remark_is_open(chat: ChatTab) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    rated = chat.point(session, request(), click(action="rate", good="1", exchange="1"))
    assert 'id="remark-1" open>' in rated[chat.change] and chat.sources not in rated


def test_two_browsers_share_nothing(chat: ChatTab) -> None:
    one, other = Session(), Session("en")
    ask(chat, QUESTION, one, browser="a")
    chat.identify(other, request("b", one.conversation))
    assert other.exchanges == [] and QUESTION not in chat.panel.listed("", other)
    opened = chat.choose("", other, request("b"), click(action="open", conversation=str(one.conversation)))
    assert QUESTION not in str(opened) and other.conversation is None
    for action in ("delete", "rename", "markdown", "json"):
        data = click(action=action, conversation=str(one.conversation), title="fremd")
        assert QUESTION not in str(chat.choose("", other, request("b"), data))
    assert QUESTION in chat.panel.listed("", one) and "fremd" not in chat.panel.listed("", one)


def test_a_new_session_of_the_same_browser_opens_the_conversation_of_its_address(page: Page) -> None:
    session, reloaded = Session(), Session()
    ask(page.chat, QUESTION, session)
    drawn = page.opened("", reloaded, request("a", session.conversation))
    assert (
        QUESTION in drawn[page.chat.change] and f'data-conversation="{session.conversation}"' in drawn[page.chat.change]
    )
    assert "Fundstellen zu Frage 1" in drawn[page.chat.sources]
    foreign = page.opened("", Session(), request("b", session.conversation))
    assert 'data-conversation="" data-reset' in foreign[page.chat.change]


def test_a_conversation_is_renamed_found_saved_and_deleted(chat: ChatTab) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    number = str(session.conversation)

    def act(action: str, **data: str) -> dict[Any, Any]:
        return chat.choose("", session, request(), click(action=action, conversation=number, **data))

    assert "Über &lt;alles&gt;" in act("rename", title="Über <alles>")[chat.panel.list]
    assert "Über" in chat.panel.listed("ueber", session) and "Über" not in chat.panel.listed("pumpe", session)
    for form, ending in (("markdown", "md"), ("json", "json")):
        file = str(act(form)[chat.panel.file])
        content = base64.b64decode(re.search(r'data-content="([^"]*)"', file)[1]).decode()  # type: ignore[index]
        assert f'data-name="Gespräch-{number}.{ending}"' in file and QUESTION in content
    deleted = act("delete")
    assert "Noch keine Gespräche" in deleted[chat.panel.list] and 'data-conversation=""' in deleted[chat.change]
    assert act("markdown").keys() == {chat.panel.list}


def test_an_open_conversation_stays_when_another_one_is_deleted(chat: ChatTab) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    first = session.conversation
    chat.start_anew("", session, request(), click(action="new"))
    ask(chat, "Wer nennt die Messgrundlage?", session)
    changed = chat.choose("", session, request(), click(action="delete", conversation=str(first)))
    assert session.conversation != first and chat.change not in changed


def test_a_new_conversation_is_empty_and_the_old_one_kept(chat: ChatTab) -> None:
    session = Session()
    ask(chat, QUESTION, session)
    empty = chat.start_anew("", session, request(), click(action="new"))
    assert "article" not in empty[chat.change] and QUESTION in empty[chat.panel.list]
    assert chat.start_anew("", session, request(), click(action="other")) == {chat.change: gr.skip()}


def test_switching_the_language_words_everything_anew_and_keeps_the_conversation(page: Page) -> None:
    session = Session()
    ask(page.chat, QUESTION, session)
    english = page.switched("en", "", "", session)
    assert QUESTION in english[page.chat.change] and "data-reset" in english[page.chat.change]
    assert "because the language model was still loading" in english[page.chat.change]
    assert "Sources for question 1" in english[page.chat.sources]
    assert "Conversations" in english[page.chat.panel.head] and "1 question" in english[page.chat.panel.list]
    assert english[page.chat_tab]["label"] == "Ask" and english[page.documents_tab]["label"] == "Documents"
    assert "Stored documents" in english[page.documents.list_heading]


def test_a_stop_without_a_running_answer_does_nothing(chat: ChatTab) -> None:
    assert chat.halt(Session()) == gr.skip()


# --- risks and lessons ---


def test_a_question_for_lessons_is_answered_with_cards_whose_draft_is_handed_over(chat: ChatTab) -> None:
    session = Session("de")
    screen = ask(chat, "Was haben wir gelernt: Wann wird der Ausgangswert gemessen?", session)
    answer = session.exchanges[-1].answer
    assert answer and [card.title for card in answer.cards] == ["Ausgangswert messen"]
    assert "Den Ausgangswert vor dem Projektstart an 200 Rechnungen messen." in answer.text
    assert 'data-kind="lesson" data-place="1"' in str(screen[chat.log])


def test_a_question_for_risks_is_answered_with_proposals(chat: ChatTab) -> None:
    session = Session("de")
    screen = ask(chat, "Welche Risiken hat ein Chatbot für den Kundenservice?", session)
    answer = session.exchanges[-1].answer
    assert answer and answer.mode is Mode.RISKS and answer.proposals
    assert 'data-kind="risk" data-place="1"' in str(screen[chat.log])


def test_a_card_hands_its_draft_to_whoever_takes_it_and_stores_nothing(page: Page, workspace: Workspace) -> None:
    chat, session, seen = page.chat, Session("de"), []
    with page.blocks:
        state = gr.State(session)
        chat.hand_over(lambda session, risk: seen.append(risk) or {chat.hint: risk.text}, [chat.hint], state)
    taken = [fn for fn in page.blocks.fns.values() if fn.name == "taken"][-1].fn
    ask(chat, "Welche Risiken hat ein Chatbot für den Kundenservice?", session)
    first = session.exchanges[-1].answer.proposals[0]  # type: ignore[union-attr]
    shown = taken(session, request(), click(action="take", exchange="1", kind="risk", place="1"))
    assert shown == {chat.hint: first.text} and seen == [first.as_risk()]
    nowhere = click(action="take", exchange="1", kind="risk", place="99")
    assert taken(session, request(), nowhere) == {chat.hint: gr.skip()}
    assert len(seen) == 1 and workspace.risks.risks() == []


def test_a_follow_up_goes_on_in_the_mode_and_with_the_topic(chat: ChatTab) -> None:
    session = Session("de")
    ask(chat, "Welche Risiken hat ein Chatbot für den Kundenservice?", session)
    ask(chat, "Und für die Daten?", session)
    assert session.exchanges[-1].mode is Mode.RISKS and session.exchanges[-1].answer.proposals  # type: ignore[union-attr]
