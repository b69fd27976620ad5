"""The panel of proposals: asked, drawn, hidden, opened, taken over, worded by a model."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.goals.levels import Goal, Level
from assistant.passages import Kind, Passage
from assistant.risks.proposal import RiskProposal, RiskSource, SourceKind
from assistant.risks.register import Category, Rating, Risk
from assistant.web.chat import Updates
from assistant.web.exchanges import Session
from assistant.web.proposals_session import ProposalsSession
from assistant.web.risk_proposal_cards import progress_html, proposals_html
from assistant.web.risk_proposals import ProposalsPanel
from assistant.workspace import Workspace
from tests.scripted import ScriptedModel

TEXT = "Ein Chatbot soll Fragen der Beschäftigten beantworten. Mit dem Betriebsrat wurde noch nicht gesprochen."
HOSTILE = "<script>alert('x')</script>"
PASSAGE = Passage(id="1-a", text="t", document="a/<b>.md", title="T", project="a", kind=Kind.LESSON, date="2024-01-01")
PROPOSAL = RiskProposal(
    text=f"Zu spät {HOSTILE}",
    language="de",
    event="Gefahr, dass es knallt",
    cause="weil keiner fragt",
    effect="führt zu Ärger",
    sentence="Gefahr, dass es knallt, weil keiner fragt, was zu Ärger führt.",
    category=Category.LAW_ETHICS,
    rating=Rating(4, 4),
    reason="So war es.",
    why="Ihre Beschreibung nennt „Betriebsrat“.",
    measures=("Fragen",),
    signs=("Stille",),
    owner="Projektleitung",
    sources=(
        RiskSource(SourceKind.CATALOGUE, "Risikokatalog: 07"),
        RiskSource(SourceKind.LESSON, f"gesehen im Projekt a, 2024: {HOSTILE}", PASSAGE, f"Zwei Tage {HOSTILE}"),
    ),
    fit=1.0,
)


def _event(**data: object) -> gr.EventData:
    event = gr.EventData(None, None)
    event._data = data
    return event


@pytest.fixture
def taken() -> list[Risk]:
    return []


@pytest.fixture
def panel(workspace: Workspace, taken: list[Risk]) -> ProposalsPanel:
    def take(session: Session, risk: Risk) -> Updates:
        taken.append(risk)
        return {}

    with gr.Blocks():
        session = gr.State(Session())
        panel = ProposalsPanel(workspace, session, gr.HTML(), "de")
        panel.connect(take, [])
    return panel


def _asked(panel: ProposalsPanel, text: str = TEXT, goal: str = "", project: str = "") -> tuple[Session, Updates]:
    session = Session()
    *_, last = panel.run(text, goal, project, session)
    return session, last


def test_the_wait_is_worded_before_the_cards_come(panel: ProposalsPanel) -> None:
    session = Session()
    first, last = panel.run(TEXT, "", "", session)
    assert "durchsucht" in first[panel.progress] and first[panel.cards] == ""
    assert last[panel.progress] == "" and last[panel.cards].count('class="proposal-card"') == 12
    assert "beruhen nur auf Wörtern" in last[panel.notice]  # no embedder is loaded here


@pytest.mark.parametrize(("text", "said"), [(" \n", "beschreiben Sie"), ("a " * 4_001, "erlaubt sind 8000")])
def test_nothing_and_too_much_get_clear_words(panel: ProposalsPanel, text: str, said: str) -> None:
    _, last = _asked(panel, text)
    assert said in last[panel.notice] and last[panel.cards] == "" and last[panel.progress] == ""


def test_without_documents_of_projects_it_says_that_only_the_catalogue_speaks(
    panel: ProposalsPanel, workspace: Workspace
) -> None:
    assert "allein aus" not in _asked(panel)[1][panel.cards]
    for document in workspace.documents():
        workspace.delete(document)
    assert "allein aus" in _asked(panel)[1][panel.cards]


def test_a_goal_becomes_the_description_and_is_linked_to_what_is_taken_over(
    panel: ProposalsPanel, workspace: Workspace, taken: list[Risk]
) -> None:
    goal = workspace.goals.add(Goal("Rechnungen schneller prüfen", "de", Level.BUSINESS, project="rechnungen"), "")
    updates = panel.choose(str(goal.id), Session())
    assert updates[panel.text]["value"] == goal.text and updates[panel.project]["value"] == "rechnungen"
    assert panel.choose("", Session())[panel.text] == gr.skip()
    session, _ = _asked(panel, goal.text, str(goal.id), "rechnungen")
    panel.act(session, _event(action="take", proposal="1"))
    (risk,) = taken
    assert (risk.id, risk.project, risk.goals) == (None, "rechnungen", (goal.id,))
    assert risk.text == session.proposals.proposals[0].text and risk.source and not workspace.risks.risks()


def test_what_the_register_has_is_marked_and_not_offered_again(panel: ProposalsPanel, workspace: Workspace) -> None:
    session, _ = _asked(panel)
    first = session.proposals.proposals[0]
    workspace.risks.add(replace(first.as_risk()), "")
    card = re.search(r'id="proposal-1".*?</li>(?=<li class="proposal-card"|</ol>)', panel.drawing(session)[panel.cards])
    assert card and "steht im Register" in card[0] and 'data-action="take"' not in card[0]


def test_a_card_can_be_hidden_and_shown_again(panel: ProposalsPanel) -> None:
    session, _ = _asked(panel)
    hidden = panel.act(session, _event(action="hide", proposal="1"))[panel.cards]
    assert 'id="proposal-1"' not in hidden and "1 ausgeblendet" in hidden and 'id="proposal-2"' in hidden
    assert 'id="proposal-1"' in panel.act(session, _event(action="unhide"))[panel.cards]


@pytest.mark.parametrize(
    "data", [{}, {"action": "take", "proposal": "99"}, {"action": "source", "proposal": "x"}, {"action": "?"}]
)
def test_what_no_button_sends_changes_nothing(
    panel: ProposalsPanel, data: dict[str, object], taken: list[Risk]
) -> None:
    session, _ = _asked(panel)
    assert panel.act(session, _event(**data)) == {panel.progress: gr.skip()} and taken == []


def test_a_source_opens_beside(panel: ProposalsPanel, workspace: Workspace) -> None:
    session, _ = _asked(panel)
    document = workspace.documents()[0]
    passage = workspace.passages_of(document.id or 0)[0]
    source = RiskSource(SourceKind.LESSON, "gesehen", passage, "")
    session.proposals.proposals = (replace(PROPOSAL, sources=(PROPOSAL.sources[0], source)),)
    assert document.title in panel.act(session, _event(action="source", proposal="1", source="2"))[panel._reader]
    assert panel.act(session, _event(action="source", proposal="1", source="1")) == {panel.progress: gr.skip()}


def test_a_model_words_the_sentences_and_can_be_stopped(panel: ProposalsPanel, workspace: Workspace) -> None:
    session = Session()
    session.proposals = ProposalsSession(text=TEXT, proposals=(PROPOSAL,), asked=True)
    said = json.dumps({"sentence": "Gefahr, dass es im Betriebsrat knallt, weil keiner fragt, was zu Ärger führt."})
    workspace.risk_wording.writer = ScriptedModel([[said[:20], said[20:]]])
    *_, last = panel.word(session, _event(action="word"))
    assert "im Betriebsrat" in last[panel.cards] and "Satz vom Sprachmodell" in last[panel.cards]
    assert not session.proposals.writing
    workspace.risk_wording.writer = model = ScriptedModel([["{", "}"]])
    session.proposals.proposals = (PROPOSAL,)
    events = panel.word(session, _event(action="word"))
    next(events), next(events)
    panel.halt(session)
    list(events)
    assert model.closed == 1 and session.proposals.proposals == (PROPOSAL,) and not session.proposals.writing


@pytest.mark.parametrize("language", ["de", "en"])
def test_whatever_a_proposal_says_is_escaped_and_labelled_in_the_language_of_the_page(language: str) -> None:
    session = ProposalsSession(proposals=(PROPOSAL, replace(PROPOSAL, text="b", sentence="")), asked=True, bare=True)
    html = proposals_html(session, {"b"}, language, writer=True)
    assert "<script" not in html and html.count("&lt;script&gt;") >= 3
    assert ("Ins Register übernehmen" in html) == (language == "de") and 'data-action="word"' in html
    assert "<b>Gefahr, dass</b>" in html and "<b>weil</b>" in html and "<b>was zu</b>" in html
    assert "<q>Gefahr, dass es knallt</q>" in html and html.count('data-action="source"') == 2


def test_the_progress_is_said_and_a_model_at_work_can_be_stopped() -> None:
    assert progress_html(ProposalsSession(), "de", first=True) == ""
    assert "einige Minuten" in progress_html(ProposalsSession(searching=True), "de", first=True)
    assert 'data-action="stop"' in progress_html(ProposalsSession(writing=True), "en", first=False)


def test_a_later_request_drops_what_an_earlier_one_finds(panel: ProposalsPanel) -> None:
    session = Session()
    events: Any = panel.run(TEXT, "", "", session)
    next(events)
    other = panel.run("Wir sagen mit KI Ausfälle von Pumpen voraus.", "", "", session)
    *_, shown = other
    assert next(events) == {panel.progress: gr.skip()}
    assert session.proposals.text.startswith("Wir sagen") and shown[panel.cards]


def test_all_texts_change_with_the_language(panel: ProposalsPanel) -> None:
    session = SimpleNamespace(language="en", proposals=ProposalsSession())
    updates = panel.words(session)  # type: ignore[arg-type]
    assert set(updates) == set(panel.worded) and updates[panel.send]["value"] == "Propose risks"
