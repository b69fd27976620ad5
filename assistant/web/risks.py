"""The tab for risks: the register, and where the proposals of risks stand.

Joins the parts and leads from one to another. What happens inside a part is the part's own work.
"""

import gradio as gr

from assistant.risks.register import Risk
from assistant.web.chat import QUICK, Updates
from assistant.web.exchanges import Session
from assistant.web.risk_register_tab import RegisterTab
from assistant.web.wording import say
from assistant.workspace import Workspace


class RisksTab:
    """The tab; other tabs hand it risks that are not stored yet with take()."""

    def __init__(self, workspace: Workspace, session: gr.State, reader: gr.HTML, language: str) -> None:
        with gr.Tabs(elem_id="risk-tabs") as self.tabs:  # noqa: SIM117 (the section of proposals is its second tab)
            with gr.Tab(say("risks.register_tab", language), id="register") as self.register_tab:
                self.register = RegisterTab(workspace, session, reader, language)
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
        label = gr.update(label=say("risks.register_tab", session.language))
        return {self.register_tab: label} | self.register.words(session)

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [self.register_tab, *self.register.worded]
