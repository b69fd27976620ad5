"""The tab for risks: the register, and where the proposals of risks stand.

Joins the parts and leads from one to another. What happens inside a part is the part's own work.
"""

import gradio as gr

from assistant.risks.register import Risk
from assistant.web.chat import QUICK, Updates
from assistant.web.exchanges import Session
from assistant.web.risk_proposals import ProposalsPanel
from assistant.web.risk_register_tab import RegisterTab
from assistant.web.wording import say
from assistant.workspace import Workspace


class RisksTab:
    """The tab; other tabs hand it risks that are not stored yet with take()."""

    def __init__(self, workspace: Workspace, session: gr.State, reader: gr.HTML, language: str) -> None:
        with gr.Tabs(elem_id="risk-tabs") as self.tabs:
            with gr.Tab(say("risks.register_tab", language), id="register") as self.register_tab:
                self.register = RegisterTab(workspace, session, reader, language)
            with gr.Tab(say("proposals.tab", language), id="proposals") as self.proposals_tab:
                self.proposals = ProposalsPanel(workspace, session, reader, language)
        self.proposals.connect(self.take, self.taken)
        self.proposals_tab.select(self.proposals.shown, session, self.proposals.worded, **QUICK)
        self.register_tab.select(self.register.shown, session, self.register.drawn, **QUICK)

    def take(self, session: Session, risk: Risk) -> Updates:
        """Opens the form with a risk that is not stored; it changes `taken`. Whoever calls it leads to this tab."""
        return self.register.take(session, risk) | {self.tabs: gr.update(selected="register")}

    @property
    def taken(self) -> list[gr.components.Component]:
        """All widgets that take() updates."""
        return [self.tabs, *self.register.drawn]

    def words(self, session: Session) -> Updates:
        """All texts of the tab in the session's language."""
        labels: Updates = {
            self.register_tab: gr.update(label=say("risks.register_tab", session.language)),
            self.proposals_tab: gr.update(label=say("proposals.tab", session.language)),
        }
        return labels | self.register.words(session) | self.proposals.words(session)

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [self.register_tab, self.proposals_tab, *self.register.worded, *self.proposals.worded]
