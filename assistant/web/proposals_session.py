"""What one browser tab knows of the risks proposed to it.

Takes the proposals of the workspace and keeps them; it renders nothing and knows no widget. Every request starts a new
run, and what an older one brings is dropped, which stops its model.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from assistant.errors import AssistantError
from assistant.risk_wording import Proposed
from assistant.risks.proposal import RiskProposal
from assistant.workspace import Workspace


@dataclass
class ProposalsSession:
    """The proposals of one browser tab, in the order shown. `goal` is the number of the goal they were asked for,
    `hidden` names those that do not fit; `run` numbers the runs, `searching` says that the rules are at work, `writing`
    that a model words them, `asked` that there is a result, `bare` that no earlier project has left anything."""

    text: str = ""
    project: str = ""
    goal: int | None = None
    proposals: tuple[RiskProposal, ...] = ()
    hidden: set[str] = field(default_factory=set)
    run: int = 0
    searching: bool = False
    writing: bool = False
    asked: bool = False
    bare: bool = False
    error: AssistantError | None = None

    def begin(self, text: str, project: str, goal: int | None) -> int:
        """Another description: what was proposed for the last one is forgotten. Returns the number of the run."""
        self.text, self.project, self.goal = text, project, goal
        self.proposals, self.hidden, self.error = (), set(), None
        self.asked, self.writing, self.searching = False, False, True
        self.run += 1
        return self.run

    def stop(self) -> None:
        """What a model still writes is no longer wanted."""
        self.run += 1
        self.writing = False

    def proposal(self, place: int) -> RiskProposal | None:
        """The proposal at a place from 1, None where there is none."""
        return self.proposals[place - 1] if 1 <= place <= len(self.proposals) else None


def propose(session: ProposalsSession, workspace: Workspace, run: int) -> None:
    """Asks the rules; an error is kept in the session. A later run drops what this one finds."""
    try:
        found, error = tuple(workspace.propose_risks(session.text, project=session.project or None)), None
    except AssistantError as raised:
        found, error = (), raised
    if session.run == run:
        session.proposals, session.error, session.searching = found, error, False
        session.asked = error is None


def words(session: ProposalsSession, workspace: Workspace) -> Iterator[ProposalsSession]:
    """Lets a model word the proposals and yields the session after every event. Closing it stops the model."""
    session.run += 1
    run, session.writing = session.run, True
    try:
        with closing(workspace.word_risks(session.proposals, session.text)) as events:
            for event in events:
                if session.run != run:
                    return
                if isinstance(event, Proposed):
                    session.proposals = event.proposals
                yield session
    finally:
        if session.run == run:
            session.writing = False
