"""The proposals in the tab for risks: describe a project or choose a goal, look at what may go wrong, take it over.

Turns the workspace's proposals into widgets. Nothing is stored here: a proposal taken over opens as a draft in the
form of the register, which asks before it saves.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import gradio as gr

from assistant.passages import Kind
from assistant.risks.register import Risk
from assistant.web.chat import ANSWERS_AT_ONCE, QUICK, UNSEEN, Updates, html_of
from assistant.web.document_list import notice_html
from assistant.web.exchanges import Session, integer
from assistant.web.following import refocused_html
from assistant.web.proposals_session import propose, words
from assistant.web.risk_proposal_cards import progress_html, proposals_html
from assistant.web.sources import document_id, opened_passage_html
from assistant.web.wording import say
from assistant.workspace import Workspace

Take = Callable[[Session, Risk], Updates]
# Proposals may be made for several at the same time; the model itself takes one after the other.
RUNS: dict[str, Any] = {
    "concurrency_limit": ANSWERS_AT_ONCE,
    "concurrency_id": "proposals",
    "trigger_mode": "multiple",
    **UNSEEN,
}
# Kinds of documents in which earlier projects tell of risks.
_TELLING = (Kind.LESSON, Kind.RISK, Kind.NOTE)


class ProposalsPanel:
    """The widgets of the proposals and what their events do. connect() says where a proposal taken over goes."""

    def __init__(self, workspace: Workspace, session: gr.State, reader: gr.HTML, language: str) -> None:
        self._workspace, self._reader = workspace, reader
        self._take: Take = lambda session, risk: {}
        with gr.Column(elem_classes="proposals-tab"):
            self.intro = html_of("proposals-intro", _intro(language))
            self.text = gr.Textbox("", **_field(language), lines=3, max_lines=12, elem_id="proposals-text")
            with gr.Row(elem_classes="tree-tools proposals-tools", equal_height=False):
                self.goal = gr.Dropdown(**self._goals(language), value="", elem_id="proposals-goal", min_width=200)
                self.project = gr.Dropdown(
                    **self._projects(language), value="", elem_id="proposals-project", min_width=150
                )
                self.send = gr.Button(
                    say("proposals.ask", language), variant="primary", scale=0, elem_id="proposals-send"
                )
            self.notice = html_of("proposals-notice", "")
            self.progress = html_of("proposals-progress", "")
            self.cards = refocused_html("proposals")
        self._session = session

    def connect(self, take: Take, taken: Sequence[gr.components.Component]) -> None:
        """`take` opens a draft for confirmation and updates `taken`."""
        session, drawn = self._session, self.drawn
        self._take = take
        self.goal.input(self.choose, [self.goal, session], [self.text, self.project], **QUICK)
        asked = [self.text, self.goal, self.project, session]
        gr.on([self.send.click, self.text.submit], self.run, asked, drawn, **RUNS)
        self.progress.click(self.halt, session, drawn, **QUICK)
        self.cards.click(self.act, session, [*drawn, self._reader, *taken], trigger_mode="multiple", **QUICK)
        self.cards.click(self.word, session, drawn, **RUNS)

    # --- events ---

    def choose(self, goal: str, session: Session) -> Updates:
        """A goal of the tree becomes the description, where it can be added to."""
        found = next((one for one in self._workspace.goals.goals() if str(one.id) == goal), None)
        if found is None:
            return {self.text: gr.skip()}
        return {self.text: gr.update(value=found.text), self.project: gr.update(value=found.project)}

    def run(self, text: str, goal: str, project: str | None, session: Session) -> Iterator[Updates]:
        """Proposes risks by rules; the wait is worded first."""
        mine = session.proposals
        run = mine.begin(text or "", (project or "").strip(), integer(goal) or None)
        yield self.drawing(session)
        propose(mine, self._workspace, run)
        mine.bare = not any(document.kind in _TELLING for document in self._workspace.documents())
        yield self.drawing(session) if mine.run == run else self._nothing()

    def word(self, session: Session, event: gr.EventData) -> Iterator[Updates]:
        """Lets a model word the proposals, one after the other."""
        mine = session.proposals
        if (event._data or {}).get("action") != "word" or not mine.proposals or mine.writing:
            yield self._nothing()
            return
        drawn: Any = None
        for now in words(mine, self._workspace):
            changed = now.proposals != drawn
            drawn = now.proposals
            yield self.drawing(session) if changed else self._nothing()
        yield self.drawing(session)

    def halt(self, session: Session) -> Updates:
        """Stops the model; what is there stays."""
        session.proposals.stop()
        return self.drawing(session)

    def act(self, session: Session, event: gr.EventData) -> Updates:
        """A button of a card."""
        data, mine = event._data or {}, session.proposals
        action, proposal = data.get("action"), mine.proposal(integer(data.get("proposal")))
        if action == "unhide":
            mine.hidden = set()
            return self.drawing(session)
        if proposal is None or action not in ("take", "hide", "source"):
            return self._nothing()
        if action == "hide":
            mine.hidden |= {proposal.text}
            return self.drawing(session)
        if action == "take":
            goals = (mine.goal,) if mine.goal else ()
            return self._take(session, proposal.as_risk(mine.project, goals))
        number = integer(data.get("source"))
        source = proposal.sources[number - 1] if 1 <= number <= len(proposal.sources) else None
        if source is None or source.passage is None:
            return self._nothing()
        passages = self._workspace.passages_of(document_id(source.passage))
        return {
            self._reader: opened_passage_html(
                source.passage, passages, source=number, quote=source.marked, language=session.language
            )
        }

    def shown(self, session: Session) -> Updates:
        """Goals, projects and register as they are now."""
        language = session.language
        choices = {self.goal: gr.update(**self._goals(language)), self.project: gr.update(**self._projects(language))}
        return choices | self.drawing(session)

    # --- drawing ---

    def drawing(self, session: Session) -> Updates:
        """Everything that follows from the session and the register."""
        mine, language = session.proposals, session.language
        status = self._workspace.status()
        by_words = mine.asked and status.embedder != "ready"
        notice = mine.error.in_language(language) if mine.error else ""
        notice = notice or (say("proposals.by_words", language) if by_words else "")
        wrote = mine.proposals[0].language if mine.proposals else ""
        writer = status.model == "ready" and wrote in status.model_languages
        stored = {risk.text for risk in self._workspace.risks.risks(mine.project or None)} if mine.asked else set()
        return {
            self.notice: notice_html(notice) if notice else "",
            self.progress: progress_html(mine, language, first=status.embedder == "ready"),
            self.cards: proposals_html(mine, stored, language, writer=writer),
        }

    def _nothing(self) -> Updates:
        """Nothing changes. Gradio empties every output of an event that yields nothing at all."""
        return {self.progress: gr.skip()}

    def words(self, session: Session) -> Updates:
        """All texts of the panel in the session's language; what was typed stays."""
        language = session.language
        return self.shown(session) | {
            self.intro: _intro(language),
            self.text: gr.update(**_field(language)),
            self.send: gr.update(value=say("proposals.ask", language)),
        }

    @property
    def drawn(self) -> list[gr.components.Component]:
        """All widgets that an event of the proposals may change."""
        return [self.notice, self.progress, self.cards]

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [*self.drawn, self.intro, self.text, self.goal, self.project, self.send]

    def _goals(self, language: str) -> dict[str, Any]:
        goals = [(" ".join(goal.text.split()), str(goal.id)) for goal in self._workspace.goals.goals()]
        return {"choices": [(say("proposals.no_goal", language), ""), *goals], "label": say("proposals.goal", language)}

    def _projects(self, language: str) -> dict[str, Any]:
        own = {risk.project for risk in self._workspace.risks.risks() if risk.project}
        names = sorted(own | set(self._workspace.projects()), key=str.casefold)
        choices = [(say("proposals.no_project", language), ""), *((name, name) for name in names)]
        return {"choices": choices, "label": say("proposals.project", language), "allow_custom_value": True}


def _field(language: str) -> dict[str, Any]:
    return {"label": say("proposals.label", language), "placeholder": say("proposals.placeholder", language)}


def _intro(language: str) -> str:
    return f'<p class="hint proposals-intro">{say("proposals.intro", language)}</p>'
